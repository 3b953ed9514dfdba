/** The nearest valid name to a mistyped one. */
import { byText } from './order.ts';

/** Edits (insert, delete, replace, swap neighbours) that turn one text into the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d = Math.min(d, before[j - 2]! + 1);
      }
      row.push(d);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}

/** The name that was most likely meant; undefined where none is near (more than two letters in five differ). */
export function nearest(text: string, names: Iterable<string>): string | undefined {
  // A name of hundreds of letters is no typing error, and comparing it would take long.
  if (text.length > 80) return undefined;
  const asked = text.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const name of [...names].sort(byText)) {
    const other = name.toLowerCase();
    const d = other.startsWith(asked) && asked.length > 2 ? 1 : distance(asked, other);
    if (d < least && d <= Math.max(1, Math.floor(Math.max(asked.length, other.length) * 0.4))) {
      best = name;
      least = d;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing: to put after an error. */
export function didYouMean(text: string, names: Iterable<string>): string {
  const name = nearest(text, names);
  return name === undefined ? '' : ` Did you mean ${JSON.stringify(name)}?`;
}
