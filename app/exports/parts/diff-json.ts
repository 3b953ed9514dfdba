/** `peerless/diff@1`: everything two reports say differently, whole, with a line for each pair and resource. */
import { inertJson } from '../../base/json-text.ts';
import { canonical } from '../../base/json.ts';
import type { Diff } from '../../diff/diff.ts';
import { VERDICTS } from '../../diff/reach.ts';
import { CHANGES } from '../../diff/resources.ts';
import type { Side } from '../../diff/side.ts';

const side = ({ manifest, topology, gaps }: Side) => ({
  accounts: manifest.scope.accounts,
  created: manifest.created,
  gaps: gaps.length,
  regions: manifest.scope.regions,
  takenAt: topology.takenAt,
});

export function summaryOf({ resources, reach, findings, gaps }: Diff) {
  return {
    resources: Object.fromEntries(
      CHANGES.map((kind) => [kind, resources.filter(({ change }) => change === kind).length]),
    ),
    reach: {
      vpcs: reach.vpcs.length,
      pairs: reach.pairs,
      changed: reach.count(),
      within: reach.within.length,
      unclearWithin: reach.unclearWithin,
      unlooked: reach.unlooked,
      ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, reach.count(verdict)])),
    },
    findings: {
      new: findings.fresh.length,
      fixed: findings.fixed.length,
      unsureNew: findings.unsureFresh.length,
      unseen: findings.unseen.length,
      changed: findings.changed.length,
      known: findings.known,
    },
    gaps: { opened: gaps.opened.length, closed: gaps.closed.length },
  };
}

const line = (value: unknown): string => inertJson(canonical(value));

/** A list, an item a line. */
function* list(items: Iterable<unknown>): Generator<string> {
  yield '[';
  let between = '\n';
  for (const item of items) {
    yield `${between}${line(item)}`;
    between = ',\n';
  }
  yield between === '\n' ? ']' : '\n]';
}

/** Chunks of the document; keys are sorted at every level. */
export function* diffJson(diff: Diff): Generator<string> {
  const { before, after, resources, reach, findings, gaps } = diff;
  yield `{\n"findings": ${line({
    changed: findings.changed,
    fixed: findings.fixed,
    new: findings.fresh,
    unseen: findings.unseen,
    unsureNew: findings.unsureFresh,
  })},\n"gaps": ${line(gaps)},\n"new": ${line(side(after))},\n"old": ${line(side(before))},\n"reach": {"changes": `;
  yield* list(reach.changes());
  yield `,"shifts": ${line(reach.shifts)},"within": `;
  yield* list(reach.within);
  yield '},\n"resources": ';
  yield* list(resources);
  yield `,\n"schema": "peerless/diff@1",\n"summary": ${line(summaryOf(diff))}\n}\n`;
}
