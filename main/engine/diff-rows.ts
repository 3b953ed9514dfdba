/** The rows of a comparison, in the order of the list: who reaches whom, findings, resources by kind, gaps. */
import { type DiffRow, MOST_FIELDS, MOST_PAIRS } from '#app/api/diff.ts';
import type { Ref } from '#app/base/ref.ts';
import type { Diff } from '#app/diff/diff.ts';
import { type PairChange, type Verdict, VERDICTS } from '#app/diff/reach.ts';
import type { ResourceChange } from '#app/diff/resources.ts';
import { foundWas, inOrder } from '#app/exports/parts/diff-outline.ts';
import { kinds } from '#app/kinds/index.gen.ts';
import type { Finding } from '#app/rules/rule.ts';

type Row<S extends DiffRow['sort']> = Extract<DiffRow, { readonly sort: S }>;

export function diffRows(diff: Diff): {
  readonly rows: readonly DiffRow[];
  /** Changed pairs that have no row. */
  readonly unlisted: number;
} {
  const label = labelsOf(diff);
  const { rows: pairs, unlisted } = pairRows(diff, label);
  return {
    rows: [
      ...pairs,
      ...findingRows(diff),
      ...inOrder(diff.resources).map((change) => resourceRow(diff, change, label)),
      ...diff.gaps.opened.map(({ id, message }): Row<'gap'> => ({
        sort: 'gap',
        change: 'opened',
        id,
        message,
      })),
      ...diff.gaps.closed.map(({ id, message }): Row<'gap'> => ({
        sort: 'gap',
        change: 'closed',
        id,
        message,
      })),
    ],
    unlisted,
  };
}

/** As it is called now, or was. */
const labelsOf =
  ({ before, after }: Diff) =>
  (id: Ref): string =>
    after.topology.find(id) ? after.topology.label(id) : before.topology.label(id);

/** By verdict, what is sure first, until there are enough. */
function pairRows(
  { reach }: Diff,
  label: (id: Ref) => string,
): { readonly rows: readonly Row<'pair'>[]; readonly unlisted: number } {
  const found = new Map<Verdict, PairChange[]>(VERDICTS.map((verdict) => [verdict, []]));
  for (const change of reach.changes()) {
    const list = found.get(change.verdict)!;
    if (list.length < MOST_PAIRS) list.push(change);
  }
  const row = (
    { from, to, before, after }: Omit<PairChange, 'verdict'>,
    verdict: Row<'pair'>['verdict'],
  ): Row<'pair'> => ({
    sort: 'pair',
    verdict,
    from,
    to,
    fromLabel: label(from),
    toLabel: label(to),
    before,
    after,
  });
  const mixed = { outcome: 'mixed', return: 'mixed' } as const;
  const of = (verdict: Verdict) => [
    ...found.get(verdict)!.map((change) => row(change, verdict)),
    ...reach.within
      .filter((pair) => pair.verdict === verdict)
      .map((pair) =>
        row({ ...pair, before: mixed, after: mixed }, verdict === 'other' ? 'within' : verdict),
      ),
  ];
  const all = [
    ...of('lost'),
    ...of('gained'),
    ...of('other'),
    ...of('hidden'),
    ...of('revealed'),
    ...of('unclear'),
  ];
  const rows = all.slice(0, MOST_PAIRS);
  return { rows, unlisted: reach.count() - rows.length };
}

function findingRows({ findings }: Diff): Row<'finding'>[] {
  const row = (finding: Finding, change: Row<'finding'>['change'], was = ''): Row<'finding'> => {
    const { fingerprint, rule, severity, sure, message, path, resources } = finding;
    const refs = path.length > 0 ? [...new Set([...path, ...resources])] : resources;
    return { sort: 'finding', change, fingerprint, rule, severity, sure, message, was, refs };
  };
  return [
    ...findings.fresh.map((f) => row(f, 'new')),
    ...findings.fixed.map((f) => row(f, 'fixed')),
    ...findings.changed.map((pair) => row(pair.after, 'changed', foundWas(pair))),
    ...findings.unsureFresh.map((f) => row(f, 'perhaps-new')),
    ...findings.unseen.map((f) => row(f, 'unseen')),
  ];
}

function resourceRow(
  { before, after }: Diff,
  { change, kind, id, name, account, region, vpc, fields, gaps }: ResourceChange,
  label: (id: Ref) => string,
): Row<'resource'> {
  // A gap that hides it is one of the side it is not seen on.
  const side = change === 'not-seen-now' ? after : before;
  const sentences = new Map(side.gaps.map((gap) => [gap.id, gap.message]));
  const unseen = change === 'not-seen-now' || change === 'not-seen-before';
  return {
    sort: 'resource',
    kindTitle: kinds[kind].title,
    kindPlural: kinds[kind].plural,
    vpcLabel: vpc === undefined ? '' : label(vpc),
    moreFields: Math.max(0, fields.length - MOST_FIELDS),
    why: !unseen
      ? []
      : gaps.length === 0
        ? [`${[account, region].filter((w) => w !== '').join(' ') || 'Its place'} was not read.`]
        : gaps.map((gap) => sentences.get(gap) ?? gap),
    change,
    kind,
    id,
    name,
    account,
    region,
    fields: fields.slice(0, MOST_FIELDS),
  };
}
