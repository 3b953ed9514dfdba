/** What stands on a box in the room it has: fewer words come before a piece of a number, which tells nothing. */
import { accountRef } from '../base/ref.ts';
import type { SceneNode } from './scene.ts';

type Titled = Pick<SceneNode, 'label'> & Partial<Pick<SceneNode, 'shape' | 'id'>>;

const isAccount = ({ shape, id = '' }: Titled): boolean =>
  shape === 'account' || (shape === 'folded' && id.startsWith(accountRef('')));

/** An id, the name of a Region, the number of an account: they differ in their ends. */
const DIFFERS_AT_ITS_END =
  /^(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}|[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}|\d{12})$/;

/** Whether the start of a text tells something without the rest. */
export const mayBeCut = (text: string): boolean => !DIFFERS_AT_ITS_END.test(text);

/** Titles of a container, the fullest first. That an account was not collected its dashed frame says, too. */
export function titlesOf(node: Titled): readonly string[] {
  const { label } = node;
  if (!isAccount(node)) return [label];
  const named = /^(.*) \((\d{12})\)(, not collected)?$/s.exec(label);
  if (named) {
    const [, name = '', number = '', note] = named;
    return [label, ...(note === undefined ? [] : [`${name} (${number})`]), name, number];
  }
  const [, number = '', note = ''] = /^Account (\d+)( \(.*\))?$/.exec(label) ?? [];
  if (number === '') return [label];
  return note === '' ? [label, number] : [label, number + note, `Account ${number}`, number];
}

/** So many digits at its end tell the number of an account from most others. */
const ENDS = [6, 5, 4] as const;

const numberOf = (label: string): string | undefined => /\b\d{12}\b/.exec(label)?.[0];

/**
 * What an account is called where its number has no room: how that ends, where no other of these accounts ends so; or all
 * of it on two lines.
 */
export function endsOf(node: Titled, all: readonly string[]): (readonly string[])[] {
  const { label } = node;
  const number = isAccount(node) ? numberOf(label) : undefined;
  if (number === undefined) return [];
  const others = all.filter((other) => other !== label);
  const ends = ENDS.map((n) => number.slice(-n)).filter((end) =>
    others.every((other) => numberOf(other)?.endsWith(end) !== true),
  );
  return [...ends.map((end) => [`…${end}`]), [number.slice(0, 6), number.slice(6)]];
}

/** What a Region says of what could not be read there, the fullest first: no piece of it tells anything. */
export const notesOf = (note: string): readonly string[] => [note, 'Not all read'];

/** The fullest title that fits, or the start of one that may be cut, or ''. `fit` hands back what fits as it is. */
export function titleIn(node: Titled, fit: (text: string) => string): string {
  const titles = titlesOf(node);
  const least = titles.at(-1)!;
  return titles.find((title) => fit(title) === title) ?? (mayBeCut(least) ? fit(least) : '');
}

/** The same for a box, which is called something in any room. */
export function calledIn(node: Titled, fit: (text: string) => string): string {
  const titles = titlesOf(node);
  return titles.find((title) => fit(title) === title) ?? fit(titles.at(-1)!);
}

const BREAKS = /[-_ ./]/;

/** What of a text has room, or '' where nothing of it tells anything. `before`: what of the name stands on the line above. */
type Fit = (text: string, before?: string) => string;

/** Whether a text has room as it is. Asked far more often than for a cut, which is dear. */
type Fits = (text: string) => boolean;

const fitsBy =
  (fit: Fit): Fits =>
  (text) =>
    fit(text) === text;

/** Two lines in the order in which they are tried: the fullest first line first. */
function* splits(text: string, fits: Fits): Generator<readonly [string, string]> {
  for (let at = text.length - 1; at > 0; at--) {
    if (!BREAKS.test(text.charAt(at))) continue;
    const head = text.slice(0, at + 1);
    if (fits(head)) yield [head, text.slice(at + 1)];
  }
}

/** The ways to set a title on two lines whole, the fullest first line first. */
export const onTwoLines = (text: string): readonly (readonly string[])[] => [
  ...splits(text, () => true),
];

/** Whether a name has room on so many lines without being cut. */
export function isWhole(text: string, most: 1 | 2, fits: Fits): boolean {
  if (fits(text)) return true;
  if (most === 1) return false;
  // The fullest first line leaves the shortest rest.
  const [first] = splits(text, fits);
  return first !== undefined && fits(first[1]);
}

/** A name on one line, or on two where it does not fit: broken after a separator, the rest cut. */
export function linesIn(text: string, fit: Fit, fits = fitsBy(fit)): readonly string[] {
  if (fits(text)) return [text];
  for (const [head, rest] of splits(text, fits)) {
    const cut = fit(rest, head);
    if (cut !== '') return [head, cut];
  }
  const cut = fit(text);
  return cut === '' ? [] : [cut];
}

/** So many of the last letters of an id tell it from most others, as people read them out. */
const TAIL = [10, 9, 8, 7, 6] as const;

/** The end of an id, which is where ids differ: `…1e75ecab77`. */
function tailOf(id: string, fits: Fits): string {
  for (const n of TAIL) {
    const tail = `…${id.slice(-n)}`;
    if (fits(tail)) return tail;
  }
  return '';
}

/**
 * What a box is called in so much room, on `most` lines: its name, cut where that tells something. Instead of an id that
 * has no room, and of a name of which no piece tells anything, its first line, which is an address block; of an id its end
 * where that has no room either, or is not known; else nothing.
 */
export function nameIn(
  node: Titled & Pick<SceneNode, 'lines'>,
  most: 1 | 2,
  fit: Fit,
  fits = fitsBy(fit),
): readonly string[] {
  const { label, lines } = node;
  const [, ...shorter] = titlesOf(node);
  if (shorter.length > 0) {
    const title = [label, ...shorter].find((text) => isWhole(text, most, fits));
    if (title !== undefined) return linesIn(title, fit, fits);
    // Of the number of an account its start tells nothing: all of it on two lines, or its end.
    const least = shorter.at(-1)!;
    if (shorter.every((text) => text.includes(least)) && !mayBeCut(least)) {
      const halves = [least.slice(0, 6), least.slice(6)];
      if (most === 2 && halves.every(fits)) return halves;
      return [tailOf(least, fits)].filter((text) => text !== '');
    }
  }
  const name = most === 2 ? linesIn(label, fit, fits) : [fit(label)].filter((text) => text !== '');
  if (name.join('') === label || (mayBeCut(label) && name.length > 0)) return name;
  const [first] = lines;
  if (first !== undefined && fits(first)) return [first];
  return mayBeCut(label) ? [] : [tailOf(label, fits)].filter((text) => text !== '');
}
