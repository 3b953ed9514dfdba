/** The matrix: which VPC reaches which, there and back, and why not. */
import { useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ReachMatrix } from '#app/api/engine.ts';
import { Typed } from '../../parts/text.tsx';
import type { Cells } from '../../state/cells.ts';
import type { At } from '../../state/matrix.ts';
import { useApp, useOpened } from '../../use-state.ts';
import { sentence } from '../../words/fault.ts';
import { Partial } from '../partial.tsx';
import { matching } from './filter.ts';
import { Grid } from './grid.tsx';
import { CountsLegend, Filters } from './side.tsx';
import { PairInHand } from './pair.tsx';

/** Who types a filter counts once. */
const REST_MS = 150;

export function MatrixPanel() {
  const matrix = useApp((state) => state.matrix);
  const read = useApp((state) => state.readMatrix);
  const handle = useOpened()?.handle;
  useEffect(() => void read(), [read, handle]);
  if (matrix.phase === 'failed') {
    return (
      <div className="quiet-note" role="alert">
        <p>
          Which VPC reaches which could not be worked out. <Typed text={sentence(matrix.message)} />
        </p>
        <Button className="button" onPress={() => void read()}>
          Try again
        </Button>
      </div>
    );
  }
  if (matrix.phase !== 'ready')
    return (
      <p className="quiet-note" role="status">
        Working out which VPC reaches which…
      </p>
    );
  const { reach, cells } = matrix;
  if (reach.vpcs.length === 0)
    return (
      <div className="quiet-note">
        <p>This source holds no VPC, so there is nothing to compare.</p>
        <Partial>They may be in what could not be seen:</Partial>
      </div>
    );
  return <Whole reach={reach} cells={cells} />;
}

function Whole({ reach, cells }: { readonly reach: ReachMatrix; readonly cells: Cells }) {
  const filter = useApp((state) => state.matrixFilter);
  const standing = useApp((state) => state.matrixAt);
  const [under, setUnder] = useState<At>();
  const rows = useMemo(() => matching(reach.vpcs, filter.from), [reach, filter.from]);
  const columns = useMemo(() => matching(reach.vpcs, filter.to), [reach, filter.to]);
  const count = useApp((state) => state.countCells);
  const counted = useApp((state) => state.matrixCounts);
  const isAll = rows.length === reach.vpcs.length && columns.length === reach.vpcs.length;
  useEffect(() => {
    if (isAll) return;
    const timer = setTimeout(() => void count(rows, columns), REST_MS);
    return () => clearTimeout(timer);
  }, [count, isAll, rows, columns]);
  return (
    <div className="matrix">
      <div className="matrix-side">
        <Filters vpcs={reach.vpcs.length} rows={rows.length} columns={columns.length} />
        <CountsLegend all={reach} shown={isAll ? reach : counted} />
        <Partial>“Cannot tell” is what hangs on data that was not seen:</Partial>
        <PairInHand vpcs={reach.vpcs} cells={cells} at={under ?? standing} />
      </div>
      {rows.length === 0 || columns.length === 0 ? (
        <p className="quiet-note">
          No VPC has all of “{rows.length === 0 ? filter.from : filter.to}” in its name, id, account
          or Region.
        </p>
      ) : (
        <Grid
          vpcs={reach.vpcs}
          cells={cells}
          rows={rows}
          columns={columns}
          under={under}
          onUnder={setUnder}
        />
      )}
    </div>
  );
}
