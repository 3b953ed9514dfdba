/** What a baseline is to the findings of today, as text and JSON. */
import { count } from '#app/base/count.ts';
import { inert } from '#app/base/inert.ts';
import { type Comparison, entryOf } from '#app/rules/baseline.ts';
import type { Terminal } from '../command.ts';
import { jsonText } from '#app/base/json-text.ts';
import { paintFor } from '#app/exports/parts/paint.ts';

/** A line each: `+` new, `-` no longer found, `~` more places than before, `?` could not be looked for. */
export function diffText(compared: Comparison, terminal: Terminal): string {
  const { fresh, known, grown, stale, unseen } = compared;
  const paint = paintFor(terminal);
  const line = (sign: string, rule: string, words: string, look: (text: string) => string) =>
    `${look(`${sign} ${rule}`)}  ${inert(words)}\n`;
  return [
    ...fresh.map((f) => line('+', f.rule, f.message, paint.bad)),
    ...stale.map((e) => line('-', e.rule, e.message, paint.good)),
    ...grown.map(({ finding, before }) =>
      line(
        '~',
        finding.rule,
        `${finding.message} (${count(finding.places.length, 'place')}, ${before} before)`,
        paint.doubt,
      ),
    ),
    ...unseen.map((e) => line('?', e.rule, `${e.message} (could not be looked for)`, paint.dim)),
    `${fresh.length} new, ${stale.length} no longer found, ${grown.length} grown, ${known.length} known${
      unseen.length > 0 ? `, ${unseen.length} could not be looked for` : ''
    }\n`,
  ].join('');
}

/** `peerless/baseline-diff@1` */
export const diffJson = ({ fresh, known, grown, stale, unseen }: Comparison): string =>
  jsonText('peerless/baseline-diff@1', {
    added: fresh.map(entryOf),
    removed: stale,
    grown: grown.map(({ finding, before }) => ({ ...entryOf(finding), before })),
    unseen,
    known: known.length,
  });
