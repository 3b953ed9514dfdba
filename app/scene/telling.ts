/** Cuts names so that what is left of each still tells it from all the others. Pure. */
import type { Pausing } from '../base/pausing.ts';

const DOTS = '…';
const BREAK = /[-_ ./:]+/;
const BREAKS = new RegExp(BREAK, 'g');
/** Among so many that begin or end alike nobody is told apart by one more letter. */
const MOST_ALIKE = 24;

/** Unit by unit: it is only compared. */
const reversed = (text: string): string => text.split('').reverse().join('');

/** The largest number up to `most` of which something holds that holds of every smaller one; 0 where of none. */
function mostOf(most: number, holds: (n: number) => boolean): number {
  let [low, high] = [0, Math.max(0, most)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where in a sorted list the first text stands that is not before another. */
function placeOf(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether in a sorted list no other text begins so and ends so. */
function noOther(sorted: readonly string[], text: string, start: string, end: string): boolean {
  const first = placeOf(sorted, start);
  for (let i = first; i < sorted.length && sorted[i]!.startsWith(start); i++) {
    if (i - first > MOST_ALIKE) return false;
    const other = sorted[i]!;
    if (other !== text && other.length >= start.length + end.length && other.endsWith(end))
      return false;
  }
  return true;
}

/** The words of a name from the end, each with everything behind it: `west-main`, then `core-west-main`. */
function endsOf(name: string): readonly string[] {
  const ends: string[] = [];
  for (const found of name.matchAll(BREAKS)) {
    const end = name.slice(found.index + found[0].length);
    if (end !== '' && found.index > 0) ends.unshift(end);
  }
  return ends;
}

export class Names {
  readonly #sorted: readonly string[];
  #reversed: readonly string[] | undefined;
  #counted: ReadonlyMap<string, number> | undefined;

  /** All names that stand in one picture. */
  constructor(names: Iterable<string>) {
    this.#sorted = [...new Set(names)].sort();
  }

  /** Sorts ahead what cut() looks up, and pauses in between. */
  *sorting(): Pausing<void> {
    this.#backward();
    yield;
    this.#words();
  }

  #backward(): readonly string[] {
    return (this.#reversed ??= this.#sorted.map(reversed).sort());
  }

  /** In how many names each word is. */
  #words(): ReadonlyMap<string, number> {
    if (this.#counted) return this.#counted;
    const words = new Map<string, number>();
    for (const name of this.#sorted)
      for (const part of new Set(name.split(BREAK))) words.set(part, (words.get(part) ?? 0) + 1);
    return (this.#counted = words);
  }

  /** Whether no other name begins and ends so. */
  #isOnly(name: string, start: string, end: string): boolean {
    if (start.length >= end.length) return noOther(this.#sorted, name, start, end);
    return noOther(this.#backward(), reversed(name), reversed(end), reversed(start));
  }

  /** Whether a word is a word of one name only. */
  #isOwn(word: string): boolean {
    return (this.#words().get(word) ?? 0) <= 1;
  }

  /**
   * The rest of a name of which `said` is written already: whole, or its start, or its start and its end, or the word that
   * it alone has; '' where nothing that fits tells it from the others.
   */
  cut(rest: string, fits: (text: string) => boolean, said = ''): string {
    if (fits(rest)) return rest;
    const name = said + rest;
    const letters = Array.from(rest);
    const head = (n: number): string => letters.slice(0, n).join('').trimEnd();
    /** As many letters from the start as have room before what follows them; undefined where that alone has none. */
    const startBefore = (end: string, most: number): string | undefined =>
      fits(DOTS + end) ? head(mostOf(most, (n) => fits(head(n) + DOTS + end))) : undefined;
    const start = startBefore('', letters.length);
    if (start !== undefined && start !== '' && this.#isOnly(name, said + start, ''))
      return start + DOTS;
    for (const end of endsOf(rest)) {
      const before = startBefore(end, letters.length - Array.from(end).length - 1);
      // The next end is longer.
      if (before === undefined) break;
      if (this.#isOnly(name, said + before, end)) return before + DOTS + end;
    }
    for (const word of rest.split(BREAK).reverse()) {
      if (word === '' || !this.#isOwn(word)) continue;
      const [lead, tail] = [!rest.startsWith(word) && DOTS, !rest.endsWith(word) && DOTS];
      for (const text of [`${lead || ''}${word}${tail || ''}`, word]) if (fits(text)) return text;
    }
    // No word tells it: the last letters, as many as there is room for.
    const tail = (n: number): string => letters.slice(letters.length - n).join('');
    const last = tail(mostOf(letters.length - 1, (n) => fits(DOTS + tail(n))));
    return last !== '' && this.#isOnly(name, said, last) ? DOTS + last : '';
  }
}

const known = new WeakMap<readonly Labelled[], Names>();

interface Labelled {
  readonly label: string;
}

/** The names of all boxes of one picture, sorted once. */
export function namesIn(boxes: readonly Labelled[]): Names {
  const names = known.get(boxes) ?? new Names(boxes.map(({ label }) => label));
  known.set(boxes, names);
  return names;
}
