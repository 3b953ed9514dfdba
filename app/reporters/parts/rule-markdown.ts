/** The sections of a rule as Markdown. */
import { md } from '../../exports/parts/markdown-text.ts';
import type { Section } from './rule-text.ts';

/** Text of ours: what stands between backticks is code, all else is text. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, i) => (i % 2 === 1 ? part : md(part)))
    .join('');

/** A fence longer than any run of backticks inside. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function body({ as, lines }: Section): string {
  if (as === 'code') return fenced(lines.join('\n'));
  if (as === 'links') return lines.map((link) => `- <${link}>`).join('\n');
  if (as === 'list') return lines.map((line) => `- ${prose(line)}`).join('\n');
  return lines.map(prose).join('\n\n');
}

/** Blocks with a heading each, of the level given. */
export const sectionMarkdown = (sections: readonly Section[], level: number): string =>
  sections
    .map((section) => `${'#'.repeat(level)} ${section.title}\n\n${body(section)}`)
    .join('\n\n');
