/** Numbers and times as the window writes them. */
import { isTimedByFiles, type Manifest } from '#app/snapshot/snapshot.ts';

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1,234`. */
export const number = (n: number): string => plain.format(n);

/** `1 finding`, `2 findings`, `3 boxes` where the plural is given. */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${number(n)} ${n === 1 ? noun : plural}`;

/** `$1,234`, or `$0.42` below ten dollars. */
export const dollars = (n: number): string =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: n < 10 ? 2 : 0,
  }).format(n);

/** When a network was as it is shown: `2026-11-03 14:05 UTC`, and before it `files of` where that is the files' own time. */
export const takenAt = (manifest: Pick<Manifest, 'origin' | 'created'>): string =>
  `${isTimedByFiles(manifest) ? 'files of ' : ''}${moment(manifest.created)}`;

/** `2026-11-03 14:05 UTC` of an ISO time; the text itself where it is none. */
export function moment(iso: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
