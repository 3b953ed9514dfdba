/** The reachability matrix: its rows, the cells read so far, the filter, and the cell in hand. */
import type { ReachCounts, ReachMatrix } from '#app/api/engine.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';
import { Cells } from './cells.ts';

export type Matrix =
  | { readonly phase: 'none' }
  | { readonly phase: 'reading' }
  | {
      readonly phase: 'ready';
      readonly reach: ReachMatrix;
      /** Filled in place; `matrixRead` counts up when it has changed. */
      readonly cells: Cells;
    }
  | { readonly phase: 'failed'; readonly message: string };

/** A cell by the numbers of its row and column, whatever the filter shows. */
export interface At {
  readonly row: number;
  readonly column: number;
}

export interface MatrixFilter {
  readonly from: string;
  readonly to: string;
}

export interface MatrixSlice {
  readonly matrix: Matrix;
  readonly matrixRead: number;
  readonly matrixFilter: MatrixFilter;
  /** The outcome that is picked out; all others step back. */
  readonly marked: PairOutcome | undefined;
  /** Counts of what the filter leaves, once they are there; of all, `reach` tells. */
  readonly matrixCounts: ReachCounts | undefined;
  readonly matrixAt: At | undefined;
  /** Reads rows and counts, unless that has been done for what is open. */
  readonly readMatrix: () => Promise<void>;
  /** Reads cells that are not known yet; at most the engine's most on a side. */
  readonly readCells: (rows: readonly number[], columns: readonly number[]) => Promise<void>;
  /** Counts the pairs of what the filter leaves. */
  readonly countCells: (rows: readonly number[], columns: readonly number[]) => Promise<void>;
  readonly setMatrixFilter: (part: Partial<MatrixFilter>) => void;
  readonly mark: (outcome: PairOutcome | undefined) => void;
  readonly standAt: (at: At) => void;
  /** Traces the pair of a cell. */
  readonly traceCell: (at: At) => Promise<void>;
  /** Forgets what was read of a network that was read again; the filter stays. */
  readonly matrixAgain: () => void;
  readonly resetMatrix: () => void;
}

const NOTHING = {
  matrix: { phase: 'none' },
  matrixFilter: { from: '', to: '' },
  marked: undefined,
  matrixCounts: undefined,
  matrixAt: undefined,
} as const;

export function matrixSlice({ link, set, get }: Making): MatrixSlice {
  const engine = link.engine.call;
  let counting = 0;
  return {
    ...NOTHING,
    matrixRead: 0,
    async readMatrix() {
      const { source, matrix } = get();
      if (source.phase !== 'open' || matrix.phase === 'reading' || matrix.phase === 'ready') return;
      const reading: Matrix = { phase: 'reading' };
      set({ matrix: reading });
      let next: Matrix;
      try {
        const reach = await engine.reach({ handle: source.opened.handle });
        next = { phase: 'ready', reach, cells: new Cells(reach.vpcs.length) };
      } catch (error) {
        next = { phase: 'failed', message: faultOf(error) };
      }
      // Another source may have been opened meanwhile.
      if (get().matrix === reading) set({ matrix: next });
    },
    async readCells(rows, columns) {
      const { source, matrix } = get();
      if (source.phase !== 'open' || matrix.phase !== 'ready') return;
      const { cells } = matrix;
      if (!cells.ask(rows, columns)) return;
      try {
        const { handle } = source.opened;
        const answer = await engine.reachCells({ handle, rows: [...rows], columns: [...columns] });
        cells.put(rows, columns, answer);
        if (get().matrix === matrix) set({ matrixRead: get().matrixRead + 1 });
      } catch (error) {
        cells.forget(rows, columns);
        if (get().matrix === matrix) get().notify('failed', faultOf(error));
      }
    },
    async countCells(rows, columns) {
      const { source, matrix } = get();
      if (source.phase !== 'open' || matrix.phase !== 'ready') return;
      const mine = ++counting;
      try {
        const { handle } = source.opened;
        const counts = await engine.reachCounts({ handle, rows: [...rows], columns: [...columns] });
        if (mine === counting) set({ matrixCounts: counts });
      } catch (error) {
        if (mine === counting) get().notify('failed', faultOf(error));
      }
    },
    setMatrixFilter(part) {
      counting++;
      set({ matrixFilter: { ...get().matrixFilter, ...part }, matrixCounts: undefined });
    },
    mark: (marked) => set({ marked }),
    standAt: (matrixAt) => set({ matrixAt }),
    async traceCell(at) {
      const { matrix } = get();
      if (matrix.phase !== 'ready' || at.row === at.column) return;
      const from = matrix.reach.vpcs[at.row]?.ref;
      const to = matrix.reach.vpcs[at.column]?.ref;
      if (from === undefined || to === undefined) return;
      set({ matrixAt: at });
      // What the matrix answers is about no protocol in particular, and takes appliances to forward.
      get().setTraceForm({ protocol: '', port: '', middleboxes: 'forward' });
      await get().traceBetween({ from, to });
    },
    matrixAgain() {
      counting++;
      set({ matrix: NOTHING.matrix, matrixAt: undefined, matrixCounts: undefined });
    },
    resetMatrix() {
      counting++;
      set(NOTHING);
    },
  };
}
