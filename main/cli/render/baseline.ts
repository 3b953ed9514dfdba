/** What a baseline is to the findings of today, as text and JSON. */
import { count } from '#app/base/count.ts';
import { inert } from '#app/base/inert.ts';
import { type Comparison, entryOf } from '#app/rules/baseline.ts';
import type { Terminal } from '../command.ts';
import { jsonText } from '#app/base/json-text.ts';
import { paintFor } from '#app/exports/parts/paint.ts';

/** A line each: `+` new, `^` more severe than before, `-` no longer found, `~` more places than before, `?` could not be looked for. */
export function diffText(compared: Comparison, terminal: Terminal): string {
  const { worse, known, grown, stale, unseen } = compared;
  const added = addedBy(compared);
  const paint = paintFor(terminal);
  const line = (sign: string, rule: string, words: string, look: (text: string) => string) =>
    `${look(`${sign} ${rule}`)}  ${inert(words)}\n`;
  return [
    ...added.map((f) => line('+', f.rule, f.message, paint.bad)),
    ...worse.map(({ finding, before }) =>
      line(
        '^',
        finding.rule,
        `${finding.message} (${finding.severity}, ${before} before)`,
        paint.bad,
      ),
    ),
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
    `${added.length} new, ${worse.length > 0 ? `${worse.length} more severe, ` : ''}${stale.length} no longer found, ${grown.length} grown, ${known.length} known${
      unseen.length > 0 ? `, ${unseen.length} could not be looked for` : ''
    }\n`,
  ].join('');
}

/** `peerless/baseline-diff@1` */
export const diffJson = (compared: Comparison): string => {
  const { worse, known, grown, stale, unseen } = compared;
  return jsonText('peerless/baseline-diff@1', {
    added: addedBy(compared).map(entryOf),
    worse: worse.map(({ finding, before }) => ({ ...entryOf(finding), before })),
    removed: stale,
    grown: grown.map(({ finding, before }) => ({ ...entryOf(finding), before })),
    unseen,
    known: known.length,
  });
};

/** Findings without an entry. */
function addedBy({ fresh, worse }: Comparison) {
  const noted = new Set(worse.map(({ finding }) => finding));
  return fresh.filter((finding) => !noted.has(finding));
}
