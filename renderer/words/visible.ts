/** Makes characters that lie about a text visible by name: direction marks, control characters, zero-width spaces. */
import { UNSAFE } from '#app/base/inert.ts';

const NAMES: Readonly<Record<number, string>> = {
  0x200b: 'ZWSP',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x061c: 'ALM',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

const mark = (char: string): string => {
  const code = char.codePointAt(0)!;
  if (code === 0x0a || code === 0x2028 || code === 0x2029) return '⏎';
  if (code === 0x09) return '⇥';
  return `⟨${NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`}⟩`;
};

/** The text with every such character replaced by a visible mark; other text is returned as it is. */
export const visible = (text: string): string => text.replace(UNSAFE, mark);

/** The same, cut to a length that no label or title needs to exceed. */
export const short = (text: string, most = 200): string => {
  const shown = visible(text.length > most * 2 ? text.slice(0, most * 2) : text);
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
};

/** A message for a narrow place: ids in brackets after a name are left out. */
export const brief = (message: string): string =>
  short(message.replace(/ \([a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}\)/g, ''), 300);

/** A label such as `name (id)` without the id; '' where it is the id alone. */
export const nameIn = (label: string, ref: string): string => {
  const name = label.replace(` (${ref})`, '');
  return name === ref ? '' : name;
};
