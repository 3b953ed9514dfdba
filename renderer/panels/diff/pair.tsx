/** A pair that fares differently: how it did and does, what its flow passes on either side, and the way to trace it. */
import { Button } from 'react-aria-components';
import type { DiffRow } from '#app/api/diff.ts';
import { IdLink } from '../../parts/id-link.tsx';
import { LinkedWords } from '../../parts/linked-words.tsx';
import { pairTexts, UNSEEN_GROUP } from '../../state/diff-list.ts';
import type { PairWay } from '../../state/diff-ways.ts';
import { useApp } from '../../use-state.ts';

type PairRow = Extract<DiffRow, { readonly sort: 'pair' }>;

export function PairDetail({ row }: { readonly row: PairRow }) {
  const [was, is] = pairTexts(row);
  const ways = useApp((state) => state.pairWays);
  const mine = ways?.from === row.from && ways.to === row.to ? ways : undefined;
  return (
    <>
      <dl className="plan-facts">
        {(
          [
            ['Before', was, mine?.before],
            ['After', is, mine?.after],
          ] as const
        ).map(([side, fares, way]) => (
          <div key={side}>
            <dt>{side}</dt>
            <dd>
              <strong>{fares}</strong>
              {way && <Way way={way} />}
            </dd>
          </div>
        ))}
      </dl>
      {row.before.outcome === 'mixed' && row.after.outcome === 'mixed' && (
        <p>
          Its addresses fare differently among themselves, now as before, but {WITHIN[row.verdict]}.
        </p>
      )}
      {(row.verdict === 'hidden' || row.verdict === 'revealed' || row.verdict === 'unclear') && (
        <p>{UNSEEN_GROUP}.</p>
      )}
      {mine && <TraceOpen row={row} />}
    </>
  );
}

const WITHIN: Readonly<Record<PairRow['verdict'], string>> = {
  lost: 'between some subnets less is delivered',
  gained: 'between some subnets more is delivered',
  other: 'not in the same way',
  within: 'not in the same way',
  hidden: 'not all of them can be told any more',
  revealed: 'not all of them could be told before',
  unclear: 'not all of them can be told',
};

/** One flow of the pair: what it passes, and how it ends where it does not arrive. */
const Way = ({ way: { passes, ends } }: { readonly way: PairWay }) => (
  <>
    {passes.length > 0 && (
      <p className="quiet">
        over{' '}
        {passes.map((ref, i) => (
          <span key={ref}>
            {i > 0 && ', '}
            <IdLink id={ref} />
          </span>
        ))}
      </p>
    )}
    {ends !== '' && (
      <p>
        <LinkedWords text={ends} />
      </p>
    )}
  </>
);

/** The drawer traces in the network that is open; the other one is told of here alone. */
function TraceOpen({ row }: { readonly row: PairRow }) {
  const trace = useApp((state) => state.traceBetween);
  const open = useApp(({ source, comparing }) =>
    source.phase !== 'open' || comparing.phase !== 'ready'
      ? undefined
      : comparing.summary.after.handle === source.opened.handle
        ? 'after'
        : 'before',
  );
  if (!open) return null;
  return (
    <Button
      className="text-button"
      onPress={() => void trace({ from: row.from, to: row.to })}
    >{`Trace ${open}`}</Button>
  );
}
