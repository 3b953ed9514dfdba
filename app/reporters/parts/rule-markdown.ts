/** The sections of a rule as Markdown. */
import { md } from '../../exports/parts/markdown-text.ts';
import type { Block, Section } from './rule-text.ts';

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

/** `pictureOf` names the file of a picture; pictures are left out where it is absent. */
export type PictureOf = (block: Extract<Block, { as: 'picture' }>) => string;

function blockMarkdown(block: Block, pictureOf: PictureOf | undefined): string[] {
  switch (block.as) {
    case 'paragraph':
      return [prose(block.text)];
    case 'code':
      return [fenced(block.text)];
    case 'list':
      return [block.lines.map((line) => `- ${prose(line)}`).join('\n')];
    case 'links':
      return [block.lines.map((link) => `- <${link}>`).join('\n')];
    case 'picture':
      return pictureOf ? [`![${md(block.text)}](${pictureOf(block)})`] : [];
  }
}

/** Sections with a heading of the level given. */
export const sectionMarkdown = (
  sections: readonly Section[],
  level: number,
  pictureOf?: PictureOf,
): string =>
  sections
    .map(({ title, blocks }) =>
      [
        `${'#'.repeat(level)} ${title}`,
        ...blocks.flatMap((block) => blockMarkdown(block, pictureOf)),
      ].join('\n\n'),
    )
    .join('\n\n');
