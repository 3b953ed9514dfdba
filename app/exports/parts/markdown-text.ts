/** Text from outside as Markdown text: nothing in it begins markup. */
import { inert } from './inert.ts';

/** Every character that can begin markup, a link, HTML or an automatic link in CommonMark or GitHub's dialect. */
export const md = (text: string): string =>
  inert(text)
    .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
    .replace(/[\\`*_{}[\]()#+!|~$^=]/g, '\\$&')
    .replace(/:(?=\/\/)|@|(?<=\bwww)\./gi, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/^(\s*)([-\d])/, (_, space: string, c: string) =>
      c === '-' ? `${space}\\-` : `${space}${c}`,
    );
