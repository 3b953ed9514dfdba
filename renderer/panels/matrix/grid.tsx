/** The grid of all pairs: only what is in sight is there, headers stay, the keyboard walks it cell by cell. */
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  startTransition,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { MatrixVpc } from '#app/api/engine.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import { pairSigns } from '#app/routing/signs.ts';
import type { Cells } from '../../state/cells.ts';
import type { At } from '../../state/matrix.ts';
import { useRem } from '../../rem.ts';
import { useApp } from '../../use-state.ts';
import { Bands, Lines } from './bands.tsx';
import { blocksOf, inSteps, pieces, type Span } from './blocks.ts';
import { CELL, headNames, headOf } from './measures.ts';
import { step } from './step.ts';
import { cellName, shades, vpcName } from './words.ts';

/** Columns are drawn, and cells are asked for, by so many. */
const STEP = 16;
const PIECE = 64;
const PAUSE_MS = 30;

interface Props {
  readonly vpcs: readonly MatrixVpc[];
  readonly cells: Cells;
  /** Numbers of the VPCs shown. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** The cell under the pointer. */
  readonly under: At | undefined;
  readonly onUnder: (at: At | undefined) => void;
}

/** The part of a list that is in sight. */
function useSight(
  count: number,
  scroller: () => HTMLElement | null,
  horizontal: boolean,
  head: number,
  cell: number,
) {
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is made to change under us
  const virtual = useVirtualizer({
    count,
    horizontal,
    getScrollElement: scroller,
    estimateSize: () => cell,
    paddingStart: head,
    scrollPaddingStart: head,
    overscan: 4,
  });
  useEffect(() => virtual.measure(), [virtual, cell]);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const span = inSteps(
    { start: first?.index ?? 0, end: (last?.index ?? -1) + 1 },
    horizontal ? STEP : 1,
    count,
  );
  return { virtual, span, length: virtual.getTotalSize() };
}

/** So many rows more are drawn with each frame once the grid appears, until all in sight are. */
const ROWS = 6;

/**
 * How many rows to draw: a browser lays out and paints what is new in one go, and a thousand cells at once hold the window
 * up. Scrolling draws what comes into sight at once.
 */
function useRows(inSight: number): number {
  const [drawn, setDrawn] = useState(0);
  const isDone = drawn >= inSight;
  useEffect(() => {
    if (isDone) return;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setDrawn(drawn + ROWS >= inSight ? Infinity : drawn + ROWS));
    });
    return () => cancelAnimationFrame(frame);
  }, [drawn, inSight, isDone]);
  return drawn;
}

/** Reads what is in sight, a moment after it came to rest. */
function useReading(rows: readonly number[], columns: readonly number[], down: Span, across: Span) {
  const read = useApp((state) => state.readCells);
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const a of pieces(inSteps(down, PIECE, rows.length), PIECE))
        for (const b of pieces(inSteps(across, PIECE, columns.length), PIECE))
          void read(rows.slice(a.start, a.end), columns.slice(b.start, b.end));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [read, rows, columns, down.start, down.end, across.start, across.end]); // eslint-disable-line react-hooks/exhaustive-deps -- spans are new objects each time
}

export function Grid({ vpcs, cells, rows, columns, under, onUnder }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const version = useApp((state) => state.matrixRead);
  const marked = useApp((state) => state.marked);
  const standing = useApp((state) => state.matrixAt);
  const stand = useApp((state) => state.standAt);
  const trace = useApp((state) => state.traceCell);
  const rem = useRem();
  const cell = CELL * rem;
  const head = useMemo(() => headOf(vpcs, rem), [vpcs, rem]);
  const nameIn = useMemo(() => headNames(vpcs, head, rem), [vpcs, head, rem]);
  const down = useSight(rows.length, () => scroller.current, false, head.height, cell);
  const across = useSight(columns.length, () => scroller.current, true, head.width, cell);
  const drawn = useRows(down.span.end - down.span.start);
  useReading(rows, columns, down.span, across.span);

  const rowBlocks = useMemo(() => blocksOf(vpcs, rows), [vpcs, rows]);
  const columnBlocks = useMemo(() => blocksOf(vpcs, columns), [vpcs, columns]);
  const here = standing && {
    row: rows.indexOf(standing.row),
    column: columns.indexOf(standing.column),
  };
  const inSight =
    here !== undefined &&
    here.row >= down.span.start &&
    here.row < down.span.end &&
    here.column >= across.span.start &&
    here.column < across.span.end;

  const scrollTo = (row: number, column: number): void => {
    if (row >= 0) down.virtual.scrollToIndex(row, { align: 'auto' });
    if (column >= 0) across.virtual.scrollToIndex(column, { align: 'auto' });
  };
  // Coming back to the matrix, one finds the cell one left.
  useEffect(() => {
    if (here) scrollTo(here.row, here.column);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the grid appears or shows other rows
  }, [rows, columns]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const place = { row: Math.max(0, here?.row ?? 0), column: Math.max(0, here?.column ?? 0) };
    if (event.key === 'Enter' || event.key === ' ') {
      if (standing && inSight) void trace(standing);
    } else {
      const seen = scroller.current?.clientHeight ?? 0;
      const page = Math.max(1, Math.floor((seen - head.height) / cell) - 1);
      const size = { rows: rows.length, columns: columns.length, page };
      const next = step(event.key, event.ctrlKey || event.metaKey, place, size);
      if (!next) return;
      // The first key only steps into the grid.
      const to = here && here.row >= 0 && here.column >= 0 ? next : place;
      onUnder(undefined);
      stand({ row: rows[to.row]!, column: columns[to.column]! });
      scrollTo(to.row, to.column);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const cellAt = (event: MouseEvent): At | undefined => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-column]');
    const row = cell?.parentElement?.dataset.row;
    return cell && row !== undefined
      ? { row: Number(row), column: Number(cell.dataset.column) }
      : undefined;
  };
  const at = under ?? standing;
  const hot = at && { row: rows.indexOf(at.row), column: columns.indexOf(at.column) };
  const mirror = at && { row: rows.indexOf(at.column), column: columns.indexOf(at.row) };

  return (
    <div
      ref={scroller}
      className="matrix-grid"
      role="grid"
      aria-label="Reachability, from the row to the column"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      tabIndex={0}
      style={
        { '--head-width': `${head.width}px`, '--head-height': `${head.height}px` } as CSSProperties
      }
      {...(inSight && { 'aria-activedescendant': `${prefix}${here.row}-${here.column}` })}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (!standing) stand({ row: rows[0]!, column: columns[0]! });
      }}
      onMouseMove={(event) => {
        const next = cellAt(event);
        if (next?.row !== under?.row || next?.column !== under?.column) onUnder(next);
      }}
      onMouseLeave={() => onUnder(undefined)}
      onClick={(event) => {
        const pressed = cellAt(event);
        if (!pressed) return;
        stand(pressed);
        void trace(pressed);
      }}
    >
      <div role="presentation" style={{ width: across.length, height: down.length }}>
        <div className="matrix-head" role="row" aria-rowindex={1}>
          <div className="matrix-corner" role="columnheader" aria-colindex={1}>
            from <b aria-hidden="true">↓</b> to <b aria-hidden="true">→</b>
          </div>
          <Bands
            blocks={columnBlocks}
            span={across.span}
            along="columns"
            from={head.width}
            cell={cell}
          />
          {columns.slice(across.span.start, across.span.end).map((number, i) => {
            const place = across.span.start + i;
            return (
              <ColumnHead
                key={number}
                vpc={vpcs[number]!}
                name={nameIn(vpcs[number]!, 'column')}
                left={head.width + place * cell}
                place={place}
                hot={place === hot?.column}
              />
            );
          })}
        </div>
        <Bands blocks={rowBlocks} span={down.span} along="rows" from={0} cell={cell} />
        <Lines
          rows={rowBlocks}
          columns={columnBlocks}
          down={down.span}
          across={across.span}
          head={head}
          hot={hot}
          mirror={mirror}
          cell={cell}
        />
        {rows
          .slice(down.span.start, Math.min(down.span.end, down.span.start + drawn))
          .map((number, i) => {
            const place = down.span.start + i;
            return (
              <div
                key={number}
                className="matrix-row"
                role="row"
                aria-rowindex={place + 2}
                data-row={number}
                style={{ transform: `translateY(${place * cell}px)` }}
              >
                <RowHead
                  vpc={vpcs[number]!}
                  name={nameIn(vpcs[number]!, 'row')}
                  hot={place === hot?.row}
                />
                {pieces(across.span, STEP).map(({ start, end }) => (
                  <CellRun
                    key={start}
                    id={`${prefix}${place}-`}
                    vpcs={vpcs}
                    cells={cells}
                    row={number}
                    columns={columns}
                    left={head.width}
                    side={cell}
                    start={start}
                    end={end}
                    selected={place === here?.row ? here.column : -1}
                    marked={marked}
                    version={version}
                  />
                ))}
              </div>
            );
          })}
      </div>
    </div>
  );
}

/** Its whole name, and where it is: the header may have less. */
const titleOf = (vpc: MatrixVpc): string => `${vpcName(vpc)}, ${vpc.account} ${vpc.region}`;

const RowHead = memo(function RowHead({
  vpc,
  name,
  hot,
}: {
  readonly vpc: MatrixVpc;
  readonly name: string;
  readonly hot: boolean;
}) {
  return (
    <div
      className="matrix-row-head"
      role="rowheader"
      aria-colindex={1}
      title={titleOf(vpc)}
      aria-label={vpcName(vpc)}
      data-hot={hot || undefined}
    >
      <span className="line">{name}</span>
    </div>
  );
});

const ColumnHead = memo(function ColumnHead(props: {
  readonly vpc: MatrixVpc;
  readonly name: string;
  readonly place: number;
  readonly left: number;
  readonly hot: boolean;
}) {
  return (
    <div
      className="matrix-column-head"
      role="columnheader"
      aria-colindex={props.place + 2}
      title={titleOf(props.vpc)}
      aria-label={vpcName(props.vpc)}
      data-hot={props.hot || undefined}
      style={{ left: props.left }}
    >
      <span className="line">{props.name}</span>
    </div>
  );
});

interface RunProps {
  readonly id: string;
  readonly vpcs: readonly MatrixVpc[];
  readonly cells: Cells;
  readonly row: number;
  readonly columns: readonly number[];
  /** Where the first column begins, and the side of a cell, in pixels. */
  readonly left: number;
  readonly side: number;
  readonly start: number;
  readonly end: number;
  /** Place of the selected column; -1 for none. */
  readonly selected: number;
  readonly marked: PairOutcome | undefined;
  /** Changes when cells have been filled in. */
  readonly version: number;
}

/** Some cells of a row; scrolling sideways adds and drops runs, and leaves the others as they are. */
const CellRun = memo(function CellRun(props: RunProps) {
  const { vpcs, cells, row, columns, marked } = props;
  const from = vpcs[row]!;
  return columns.slice(props.start, props.end).map((column, i) => {
    const place = props.start + i;
    const cell = cells.at(row, column);
    const same = row === column;
    const look = same ? 'same' : cell ? shades[cell.outcome] : 'unread';
    const isSelected = place === props.selected;
    const aside = marked !== undefined && !same && cell?.outcome !== marked;
    return (
      <div
        key={column}
        id={`${props.id}${place}`}
        className={`cell ${look}${aside ? ' aside' : ''}${cell?.natted === 'all' ? ' natted' : ''}${isSelected ? ' standing' : ''}`}
        role="gridcell"
        aria-colindex={place + 2}
        aria-selected={isSelected}
        aria-label={cellName(from, vpcs[column]!, cell, same)}
        data-column={column}
        style={{ left: props.left + place * props.side }}
      >
        {cell && pairSigns[cell.outcome]}
      </div>
    );
  });
});
