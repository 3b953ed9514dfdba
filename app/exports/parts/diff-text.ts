/** What changed between two reports, as text for a terminal and as Markdown for a pull request or a wiki. */
import { count } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import type { Diff } from '../../diff/diff.ts';
import type { Side } from '../../diff/side.ts';
import { extentOf } from '../../snapshot/snapshot.ts';
import { md } from './markdown-text.ts';
import { paintFor } from './paint.ts';
import { type Line, outline } from './diff-outline.ts';

export interface Looks {
  readonly colour?: boolean;
  /** What the two sides are called: paths as the user gave them. */
  readonly titles: readonly [before: string, after: string];
  /** True where nothing is to be folded. */
  readonly all: boolean;
}

/** Lines of a group, and details of a line, before the rest is folded into a count. */
const LINES = 20;
const DETAILS = 12;

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ');

const head = ({ topology, manifest }: Side): string => {
  const { accounts, regions } = extentOf(manifest);
  return `${minute(topology.takenAt) || 'no time'}, ${count(accounts, 'account')}, ${count(regions, 'Region')}`;
};

/** The items to show, and what to say of the others. */
function fold<T>(items: readonly T[], most: number, all: boolean): readonly [readonly T[], string] {
  const left = items.length - most;
  // A fold that saves one line saves nothing.
  return all || left <= 1
    ? [items, '']
    : [items.slice(0, most), `… and ${left} more; --all shows them`];
}

export function* diffText(diff: Diff, { titles, all, ...look }: Looks): Generator<string> {
  const paint = paintFor(look);
  const dress = ({ sign, text, bad }: Line): string => {
    const whole = `${sign} ${inert(text)}`;
    if (bad !== undefined) return bad ? paint.bad(whole) : paint.good(whole);
    return sign === '?' ? paint.dim(whole) : whole;
  };
  yield `${paint.dim('old')} ${inert(titles[0])}  ${paint.dim(head(diff.before))}\n`;
  yield `${paint.dim('new')} ${inert(titles[1])}  ${paint.dim(head(diff.after))}\n\n`;
  const sections = outline(diff);
  const wide = Math.max(...sections.map(({ title }) => title.length));
  for (const { title, summary } of sections)
    yield `${paint.bold(title.padEnd(wide))}  ${summary}\n`;
  for (const { title, legend, groups } of sections) {
    if (legend !== undefined) yield `\n${paint.dim(legend)}\n`;
    for (const group of groups) {
      yield `\n${paint.bold(`${title}: ${group.title}`)}\n`;
      const [lines, more] = fold(group.lines, LINES, all);
      for (const line of lines) {
        yield `  ${dress(line)}\n`;
        const [details, others] = fold(line.details, DETAILS, all);
        for (const detail of details) yield `      ${dress(detail)}\n`;
        if (others !== '') yield `      ${paint.dim(others)}\n`;
      }
      if (more !== '') yield `  ${paint.dim(more)}\n`;
    }
  }
}

export function* diffMarkdown(diff: Diff, { titles, all }: Looks): Generator<string> {
  const sections = outline(diff);
  yield `# What changed\n\n| | Source | Read |\n| --- | --- | --- |\n`;
  yield `| Old | ${md(titles[0])} | ${head(diff.before)} |\n`;
  yield `| New | ${md(titles[1])} | ${head(diff.after)} |\n\n`;
  for (const { title, summary } of sections) yield `- **${title}**: ${md(summary)}\n`;
  // A sign at the beginning of an item would begin another list.
  const item = ({ sign, text }: Line): string => `- ${WORDS[sign]}${md(text)}\n`;
  for (const { title, legend, groups } of sections) {
    if (legend !== undefined) yield `\n${md(legend)}\n`;
    for (const group of groups) {
      yield `\n## ${title}: ${md(group.title)}\n\n`;
      const [lines, more] = fold(group.lines, LINES, all);
      for (const line of lines) {
        yield item(line);
        const [details, others] = fold(line.details, DETAILS, all);
        for (const detail of details) yield `  ${item(detail)}`;
        if (others !== '') yield `  - ${others}\n`;
      }
      if (more !== '') yield `- ${more}\n`;
    }
  }
}

const WORDS: Readonly<Record<Line['sign'], string>> = {
  '+': '➕ ',
  '-': '➖ ',
  '~': '',
  '?': '❔ ',
};
