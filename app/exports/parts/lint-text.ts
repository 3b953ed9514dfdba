/** The lint report as plain text: counts, findings by severity and rule with places, then gaps. */
import { andOutside, count } from '../../base/count.ts';
import { groupBy } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import { rules } from '../../rules/index.gen.ts';
import { SEVERITIES, type Finding, type Place, type Severity } from '../../rules/rule.ts';
import { inert } from './inert.ts';
import { meshText } from './mesh-text.ts';
import { commonNames, namesOf } from './names.ts';
import { runNotes } from './run-notes.ts';

export interface TextOptions {
  /** Colour by terminal escape sequences; only for a terminal. */
  readonly colour?: boolean;
  /** Width to wrap at, in columns; at least 40. */
  readonly columns?: number;
  /** Every place, and the hops of each finding. */
  readonly verbose?: boolean;
}

const MOST_PLACES = 6;
/** Findings of one rule at one severity. */
const MOST_FINDINGS = 12;
const MOST_NOTES = 6;
const ESC = '\u001b[';
const CODES = { error: '31;1', warning: '33;1', info: '36;1', dim: '2', bold: '1' } as const;

type Paint = (words: string, look: keyof typeof CODES) => string;

interface Look {
  readonly columns: number;
  readonly paint: Paint;
  readonly verbose: boolean;
  /** Names that several resources of the estate have. */
  readonly common: ReadonlySet<string>;
  /** Rules whose remedy has been told. */
  readonly told: Set<string>;
}

const ESCAPES = /\u001b\[[\d;]*m/g;
/** How wide a line is on a terminal: escape sequences take no room. */
const widthOf = (line: string): number => line.replace(ESCAPES, '').length;

/** Lines of at most `columns` characters, broken at spaces; a word longer than a line stays whole. */
export function wrap(words: string, columns: number, indent: string, first = indent): string[] {
  const out: string[] = [];
  let line = first;
  let empty = true;
  for (const word of words.split(' ')) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > columns) {
      out.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...out, line];
}

/** A place that only repeats the message: the route it names, and whose, stand there already. */
const repeats = (f: Finding, { resource, detail }: Place): boolean => {
  const [, destination, target] = /^(\S+) to (\S+)$/.exec(detail) ?? [];
  return (
    destination !== undefined &&
    [resource, destination, ...(target === 'nothing' ? [] : [target!])].every((word) =>
      f.message.includes(word),
    )
  );
};

/** Details that end alike told as one: `10.0.0.0/16, 10.1.0.0/16 to x`. */
const details = (all: readonly string[]): string =>
  [...groupBy(new Set(all), (text) => /^\S*\d\S* (to .*)$/.exec(text)?.[1] ?? text)]
    .map(([tail, of]) =>
      of[0] === tail ? tail : `${of.map((text) => text.split(' ', 1)[0]!).join(', ')} ${tail}`,
    )
    .join('; ');

/** Places in the order given; those of one resource, or with one detail, stand on one line. */
function placeLines(places: readonly Place[]): string[] {
  const lines = [...groupBy(places, (p) => p.resource)].map(([resource, of]) => ({
    resource,
    detail: details(of.map((p) => p.detail)),
  }));
  return [...groupBy(lines, (line) => line.detail)].map(
    ([detail, of]) => `${of.map((line) => line.resource).join(', ')}: ${detail}`,
  );
}

function finding(f: Finding, report: Report, look: Look): string[] {
  const { columns, paint, verbose } = look;
  const { topology } = report;
  const names = namesOf(topology, look.common);
  const about = new Set(f.resources);
  const say = verbose ? names.of : names.brief;
  const unsure = f.sure ? '' : ' (unsure: rests on what could not be read)';
  const message = names.within(
    f.message,
    verbose ? names.of : (id) => (about.has(id) ? names.of : names.brief)(id),
  );
  const body = wrap(message + unsure, columns, '    ', '  - ');
  const mesh = meshText(f).flatMap((line) =>
    wrap(names.within(line, say), columns, '      ', '    '),
  );
  const told = verbose ? f.places : f.places.filter((place) => !repeats(f, place));
  const places = placeLines(told).map((line) => names.within(line, say));
  const shown = verbose ? places : places.slice(0, MOST_PLACES);
  const more = places.length - shown.length;
  const quiet = [
    ...shown.flatMap((line) => wrap(line, columns, '        ', '      ')),
    ...(more > 0 ? [`      and ${more} more; --verbose lists all`] : []),
    ...(verbose && f.path.length > 1
      ? wrap(f.path.map(names.of).join(' > '), columns, '        ', '      > ')
      : []),
  ];
  return [...body, ...mesh, ...quiet.map((line) => paint(line, 'dim'))];
}

/** One finding as the report prints it, by itself, without its bullet. */
export function findingText(report: Report, f: Finding, options: TextOptions = {}): string {
  const look: Look = {
    columns: options.columns ?? 100,
    paint: (words) => words,
    verbose: options.verbose === true,
    common: commonNames(report.topology),
    told: new Set(),
  };
  return finding(f, report, look)
    .map((line) => line.slice(4))
    .join('\n');
}

/** The first sentence of what to do about findings of a rule; up to its colon where the whole takes lines. */
function remedyOf(id: string, room: number): string | undefined {
  const remedy = rules.find((rule) => rule.id === id)?.about.remedy;
  if (remedy === undefined) return undefined;
  const sentence = /^.*?[.!?](?= |$)/.exec(remedy)?.[0] ?? remedy;
  return sentence.length <= room ? sentence : sentence.replace(/: .*$/, '.');
}

/** One heading for findings of one rule, with what to do about them. */
function group(rule: string, found: readonly Finding[], report: Report, look: Look): string[] {
  // A rule may come again among findings of lower severity: what to do is the same.
  const fix = look.told.has(rule) ? undefined : remedyOf(rule, look.columns - 7);
  look.told.add(rule);
  const shown = look.verbose ? found : found.slice(0, MOST_FINDINGS);
  const more = found.length - shown.length;
  const title = titleOf(rule);
  return [
    ...wrap(
      `${look.paint(rule, found[0]!.severity)} (${found.length})${title === '' ? '' : `  ${title}`}`,
      look.columns,
      '  ',
      '',
    ),
    ...(fix === undefined ? [] : wrap(fix, look.columns, '       ', '  Fix: ')),
    ...shown.flatMap((f) => finding(f, report, look)),
    ...(more > 0 ? [`    and ${more} more of this rule; --verbose lists all`] : []),
    '',
  ];
}

const titleOf = (id: string): string => rules.find((rule) => rule.id === id)?.about.title ?? '';

/** Rules that told something, a line each: what the end of a long report is read for. */
function inShort(groups: readonly (readonly Finding[])[], look: Look): string[] {
  if (groups.length < 4) return [];
  const counts = Math.max(...groups.map((found) => String(found.length).length));
  const ids = Math.max(...groups.map(([first]) => first!.rule.length));
  const lines = groups.map((found) => {
    const { rule, severity } = found[0]!;
    const sign = look.paint(SIGNS[severity], severity);
    const start = `  ${sign} ${String(found.length).padStart(counts)}  `;
    const room = look.columns - widthOf(start) - ids - 2;
    const title = titleOf(rule);
    const cut = title.length <= room ? title : `${title.slice(0, room - 1).trimEnd()}…`;
    return room < 12 ? start + rule : `${start}${rule.padEnd(ids)}  ${look.paint(cut, 'dim')}`;
  });
  return [look.paint('In short', 'bold'), ...lines, ''];
}

/** Colour is never the only sign. */
const SIGNS: Readonly<Record<Severity, string>> = { error: '×', warning: '!', info: 'i' };

/** How a severity is called where findings are gathered under it. */
export const severityTitles: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Notes',
};

/** `3 errors, 5 warnings, 1 note` */
export function countText(report: Report): string {
  const { error, warning, info, unsure, suppressed, baselined } = report.summary;
  return [
    count(error, 'error'),
    count(warning, 'warning'),
    count(info, 'note'),
    ...(unsure > 0 ? [`${unsure} unsure`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ].join(', ');
}

/** `41 VPCs, 36 peerings, 2 transit gateways, 16 attachments` */
export function estateText(report: Report): string {
  const { topology } = report;
  const ghosts = topology.ghosts.filter((g) => g.kind === 'vpc').length;
  return [
    count(topology.all('vpc').length, 'VPC') + andOutside(ghosts),
    count(topology.all('vpc-peering').length, 'peering'),
    count(topology.all('transit-gateway').length, 'transit gateway'),
    count(topology.attachments.length, 'attachment'),
  ].join(', ');
}

/** The same report and options give the same text. Ends with a newline. */
export function renderText(report: Report, options: TextOptions = {}): string {
  const columns = Math.max(40, options.columns ?? 100);
  const verbose = options.verbose === true;
  const paint: Paint = (words, look) =>
    options.colour ? `${ESC}${CODES[look]}m${words}${ESC}0m` : words;
  const look: Look = {
    columns,
    paint,
    verbose,
    common: commonNames(report.topology),
    told: new Set(),
  };
  const out: string[] = [estateText(report), ''];
  const groups: (readonly Finding[])[] = [];
  for (const severity of SEVERITIES) {
    const found = report.findings.filter((f) => f.severity === severity);
    if (found.length === 0) continue;
    out.push(paint(`${severityTitles[severity]} (${found.length})`, 'bold'));
    for (const [rule, ofRule] of groupBy(found, (f) => f.rule)) {
      out.push(...group(rule, ofRule, report, look));
      groups.push(ofRule);
    }
  }
  if (report.gaps.length > 0) {
    out.push(paint(`What could not be read (${report.gaps.length})`, 'bold'), '');
    for (const gap of report.gaps) out.push(...wrap(inert(gap.message), columns, '    ', '  - '));
    out.push('');
  }
  for (const { title, lines, brief } of runNotes(report)) {
    if (brief !== undefined && !verbose) {
      out.push(...wrap(inert(brief), columns, ''), '');
      continue;
    }
    const shown = verbose ? lines : lines.slice(0, MOST_NOTES);
    out.push(paint(title, 'bold'), '');
    for (const line of shown) out.push(...wrap(inert(line), columns, '    ', '  - '));
    const more = lines.length - shown.length;
    if (more > 0) out.push(`    and ${more} more; --verbose lists all`);
    out.push('');
  }
  out.push(
    ...inShort(groups, look),
    paint(
      report.findings.length === 0 ? `No findings: ${countText(report)}` : countText(report),
      'bold',
    ),
  );
  return `${out.join('\n')}\n`;
}
