/** The matrix: read once, a piece at a time, and forgotten with its source. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { Cells } from '#renderer/state/cells.ts';
import { startWindow } from '../window.ts';

const openWindow = async (...part: Parameters<typeof startWindow>) => {
  const window = startWindow(...part);
  await window.state().openDemo();
  return window;
};

const countOf = (asked: readonly { readonly method: string }[], method: string): number =>
  asked.filter((a) => a.method === method).length;

describe('cells', () => {
  it('are unknown until they are put, and tell there and back apart', () => {
    const cells = new Cells(3);
    expect(cells.at(2, 0)).toBe(undefined);
    cells.put([2, 1], [0, 1], {
      outcomes: ['mixed', 'delivered', 'no-return'],
      cells: [
        [
          [0, 2],
          [2, 0, 2],
        ],
        [[1, 1], null],
      ],
    });
    expect(cells.at(2, 0)).toEqual({ outcome: 'mixed', back: 'no-return', natted: 'none' });
    expect(cells.at(2, 1)).toEqual({ outcome: 'no-return', back: 'mixed', natted: 'all' });
    expect(cells.at(1, 0)).toMatchObject({ outcome: 'delivered', back: 'delivered' });
    expect(cells.at(1, 1)).toBe(undefined);
    expect(cells.at(0, 2)).toBe(undefined);
  });

  it('that are on their way are not asked again, unless they did not come', () => {
    const cells = new Cells(3);
    expect(cells.ask([0, 1], [0, 1])).toBe(true);
    expect(cells.at(0, 1)).toBe(undefined);
    expect(cells.ask([0], [1])).toBe(false);
    expect(cells.ask([0], [1, 2])).toBe(true);
    cells.forget([0, 1], [0, 1]);
    expect(cells.ask([1], [0])).toBe(true);
  });

  it('a place where a VPC meets itself is never asked for', () => {
    expect(new Cells(3).ask([1], [1])).toBe(false);
  });
});

describe('the matrix', () => {
  it('is read once for a source, its cells once each, and both again for the next source', async () => {
    const { state, asked } = await openWindow();
    await Promise.all([state().readMatrix(), state().readMatrix()]);
    await Promise.all([state().readCells([0, 1], [0, 2]), state().readCells([1], [0, 2])]);
    expect([countOf(asked, 'reach'), countOf(asked, 'reachCells')]).toEqual([1, 1]);
    const { matrix } = state();
    if (matrix.phase !== 'ready') throw new Error(matrix.phase);
    expect(matrix.cells.at(0, 2)).toMatchObject({ outcome: 'delivered', back: 'delivered' });
    expect(matrix.cells.at(1, 0)).toMatchObject({ outcome: 'no-route', back: 'delivered' });

    state().setMatrixFilter({ from: 'store' });
    state().standAt({ row: 0, column: 1 });
    await state().openPath('another');
    expect(state().matrix.phase).toBe('none');
    expect(state().matrixFilter).toEqual({ from: '', to: '' });
    expect(state().matrixAt).toBe(undefined);
    await state().readMatrix();
    expect(asked.filter((a) => a.method === 'reach').at(-1)?.input).toEqual({
      handle: 'handle of another',
    });
  });

  it('counts what the filter leaves, and forgets it with the filter', async () => {
    const counts = [{ outcome: 'delivered' as const, count: 2 }];
    let held: Promise<void> = Promise.resolve();
    const { state } = await openWindow({
      reachCounts: ({ rows }) => held.then(() => ({ counts, natted: rows.length })),
    });
    await state().readMatrix();
    await state().countCells([0], [1, 2]);
    expect(state().matrixCounts).toEqual({ counts, natted: 1 });
    let answer = (): void => undefined;
    held = new Promise((resolve) => {
      answer = resolve;
    });
    const late = state().countCells([0, 1], [2]);
    state().setMatrixFilter({ to: 'b' });
    answer();
    await late;
    expect(state().matrixCounts).toBe(undefined);
  });

  it('what could not be read says why, and is read when asked again', async () => {
    let fails = true;
    const { state } = await openWindow({
      reach: () =>
        fails
          ? Promise.reject(new UserError('Sample estate was closed.'))
          : Promise.resolve({ vpcs: [], order: [], counts: [], natted: 0 }),
    });
    await state().readMatrix();
    expect(state().matrix).toEqual({ phase: 'failed', message: 'Sample estate was closed.' });
    fails = false;
    await state().readMatrix();
    expect(state().matrix.phase).toBe('ready');
  });

  it('an answer for a source that is gone is not taken for the new one', async () => {
    let answer: (() => void) | undefined;
    const { state } = await openWindow({
      reach: () =>
        new Promise((resolve) => {
          answer = () => resolve({ vpcs: [], order: [], counts: [], natted: 0 });
        }),
    });
    const reading = state().readMatrix();
    await state().openPath('another');
    answer?.();
    await reading;
    expect(state().matrix.phase).toBe('none');
  });

  it('a cell opens the trace of its pair and lights it; one of a VPC with itself does not', async () => {
    const { state, asked } = await openWindow();
    await state().readMatrix();
    state().showDrawer('matrix');
    state().setTraceForm({ protocol: 'tcp', port: '443', middleboxes: 'stop' });
    await state().traceCell({ row: 1, column: 1 });
    expect([state().drawerTab, countOf(asked, 'trace')]).toEqual(['matrix', 0]);
    await state().traceCell({ row: 2, column: 1 });
    expect(state().drawerTab).toBe('trace');
    // Of no protocol in particular, and through appliances, as the matrix is.
    expect(asked.find((a) => a.method === 'trace')?.input).toEqual({
      handle: 'handle of Sample estate',
      from: 'vpc-c',
      to: 'vpc-b',
      middleboxes: 'forward',
    });
    expect(state().light.reason).toBe('path');
    expect(state().light.edges.get('attachment/c')).toBe('forward');
  });
});
