/** Comparing in the window: a second source, the picture of both, one change lit, and gone without a trace when left. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { groupsOf, listed } from '#renderer/state/diff-list.ts';
import { compared, diffRows, diffSummary } from '../diff.ts';
import { picture } from '../picture.ts';
import { CLOSED } from '#app/api/rpc.ts';
import { opened, settled, startWindow, trace as traced } from '../window.ts';

type Answers = Parameters<typeof startWindow>[0];
type Started = ReturnType<typeof startWindow>;

/** A source of a day in January 2026. */
const at = (title: string, day: number) => {
  const made = opened(title);
  return { ...made, manifest: { ...made.manifest, created: `2026-01-0${day}T09:00:00Z` } };
};
const OPEN = 'handle of Sample estate';
const OTHER = 'handle of /somewhere/snapshot.json';

/** What is open is of the 5th, the second source of another day. */
async function openWindow(day = 3, answers: Answers = {}): Promise<Started> {
  const window = startWindow({
    open: (input) =>
      Promise.resolve('path' in input ? at(input.path, day) : at('Sample estate', 5)),
    ...answers,
  });
  await window.state().openDemo();
  return window;
}

async function comparedWindow(answers: Answers = {}): Promise<Started> {
  const window = await openWindow(3, answers);
  await window.state().compareWith('file');
  window.emit('compared', { job: 'compare-1', summary: diffSummary(OTHER, OPEN) });
  await settled();
  return window;
}

const sceneOf = ({ state }: Started) => {
  const { source } = state();
  if (source.phase !== 'open') throw new Error(source.phase);
  return source.scene;
};
const idsOf = (window: Started) => sceneOf(window).nodes.map(({ id }) => id);

describe('a second source', () => {
  it.each([
    ['of an earlier day is how it was', 3, { before: OTHER, after: OPEN }],
    ['of a later day is how it is', 8, { before: OPEN, after: OTHER }],
    ['of the same time is how it was', 5, { before: OTHER, after: OPEN }],
  ])('%s', async (_, day, input) => {
    const { state, asked } = await openWindow(day);
    await state().compareWith('file');
    expect(asked.filter(({ method }) => method === 'compare').map((a) => a.input)).toEqual([input]);
    expect(state().comparing).toMatchObject({ phase: 'working', what: '/somewhere/snapshot.json' });
    expect([state().drawerTab, state().panels.drawer]).toEqual(['diff', true]);
  });

  it('that cannot be read is said, and what is open stays', async () => {
    const window = await openWindow(3, {
      open: (input) =>
        'path' in input
          ? Promise.reject(new UserError('It is no snapshot.'))
          : Promise.resolve(at('Sample estate', 5)),
    });
    await window.state().compareWith('file');
    expect(window.state().comparing).toMatchObject({
      phase: 'failed',
      message: 'It is no snapshot.',
    });
    expect(sceneOf(window)).toEqual(picture);
  });

  it('is offered again, and no more once the engine let it go', async () => {
    const window = await comparedWindow();
    const { state, emit } = window;
    expect(state().recent.map(({ handle }) => handle)).toEqual([OTHER, OPEN]);
    emit('dropped', { handle: OTHER, title: 'snapshot.json' });
    await settled();
    expect(state().recent.map(({ handle }) => handle)).toEqual([OPEN]);
  });

  it('is not asked for where the dialog is closed', async () => {
    const window = startWindow({}, { chooseSource: () => Promise.resolve({ path: undefined }) });
    await window.state().openDemo();
    await window.state().compareWith('file');
    expect(window.state().comparing.phase).toBe('none');
  });
});

describe('while it runs', () => {
  it('says how far it is, and stops when told to', async () => {
    const window = await openWindow();
    const { state, emit, asked } = window;
    await state().compareWith('file');
    emit('comparing', { job: 'compare-1', stage: 'reach', share: 0.25 });
    await settled();
    expect(state().comparing).toMatchObject({ stage: 'reach', share: 0.25 });
    emit('comparing', { job: 'another', stage: 'picture', share: 1 });
    await settled();
    expect(state().comparing).toMatchObject({ stage: 'reach' });
    await state().stopDiff();
    expect(asked.at(-1)).toEqual({ method: 'cancel', input: { job: 'compare-1' } });
    emit('compared', { job: 'compare-1' });
    await settled();
    // The drawer stays, with the choice of another.
    expect([state().comparing.phase, state().panels.drawer]).toEqual(['none', true]);
    expect(state().notice?.text).toMatch(/^Stopped: .+ was not compared\.$/);
    expect(sceneOf(window)).toEqual(picture);
    // A path may be of any length.
    void state().compareWithPath(`/${'far/'.repeat(60)}old.json`);
    await state().stopDiff();
    expect(state().notice?.text).toMatch(/^Stopped: .{60} was not compared\.$/);
  });

  it('an error is said', async () => {
    const { state, emit } = await openWindow();
    await state().compareWith('file');
    emit('compared', { job: 'compare-1', error: 'No.' });
    await settled();
    expect(state().comparing).toMatchObject({ phase: 'failed', message: 'No.' });
  });

  it('ends with the engine', async () => {
    const { state, hangUp } = await openWindow();
    await state().compareWith('file');
    hangUp();
    await settled();
    expect(state().comparing).toMatchObject({ phase: 'failed', message: CLOSED });
  });

  it('overtaken by another source, is not shown', async () => {
    const window = await openWindow();
    await window.state().compareWith('file');
    await window.state().openPath('another');
    window.emit('compared', { job: 'compare-1', summary: diffSummary(OTHER, OPEN) });
    await settled();
    expect([window.state().comparing.phase, window.state().instead?.what === 'diff']).toEqual([
      'none',
      false,
    ]);
  });
});

describe('on the canvas', () => {
  it('both are drawn with their marks, then either alone, and the list is read to its end', async () => {
    const window = await comparedWindow();
    const { state } = window;
    const { comparing } = state();
    expect(comparing.phase === 'ready' && comparing.rows.map(({ row }) => row)).toEqual(diffRows);
    expect(idsOf(window)).toEqual(compared.scene.nodes.map(({ id }) => id));
    expect([...state().instead!.marks.nodes]).toEqual([
      ['vpc-a', 'changed'],
      ['vpc-ghost', 'unseen'],
      ['vpc-new', 'added'],
      ['vpc-old', 'removed'],
    ]);
    // The picture is another than the plain one only in what came: boxes that were there stay, so the viewport does.
    expect(state().viewport?.look).toEqual({ kind: 'fit', atOnce: true });
    state().showSide('before');
    expect(idsOf(window)).not.toContain('vpc-new');
    state().showSide('after');
    expect(idsOf(window)).not.toContain('vpc-old');
    // Nobody could look for it: it may be there.
    expect(idsOf(window)).toContain('vpc-ghost');
  });

  it('a pair lights its line, and a thing of the side not shown brings both back', async () => {
    const { state } = await comparedWindow();
    await state().pickChange(0);
    expect([...state().light.edges]).toEqual([['reach/vpc-a/vpc-b', 'forward']]);
    expect([...state().light.nodes].sort()).toEqual(['vpc-a', 'vpc-b']);
    state().showSide('after');
    await state().pickChange(3);
    expect([state().diffShowing, [...state().light.nodes]]).toEqual(['both', ['vpc-old']]);
    await state().pickChange(6);
    expect(state().light.nodes.size).toBe(0);
  });

  it('the line of a pair leads to its change', async () => {
    const { state } = await comparedWindow();
    state().filterDiff({ sort: 'gap' });
    await state().pickPair('reach/vpc-a/vpc-b');
    expect([state().diffRow, state().diffFilter.sort]).toEqual([0, 'all']);
  });

  it('what is only on the other side is asked of the other', async () => {
    const { state, asked } = await comparedWindow();
    await state().selectResource('vpc-old');
    await state().selectResource('vpc-new');
    const handles = asked
      .filter(({ method }) => method === 'inspect')
      .map(({ input }) => (input as { handle: string }).handle);
    expect(handles).toEqual([OTHER, OPEN]);
  });

  it('a finding that only the other side has is asked of the other, and put away with the comparison', async () => {
    const { state, asked } = await comparedWindow();
    await state().selectFinding('f-old');
    await state().selectFinding('f-hole');
    const handles = asked
      .filter(({ method }) => method === 'finding')
      .map(({ input }) => (input as { handle: string }).handle);
    expect(handles).toEqual([OTHER, OPEN]);
    await state().selectFinding('f-old');
    state().closeDiff();
    expect(state().selected).toBeUndefined();
  });

  it('another tab shows the network as it is; coming back, the comparison', async () => {
    const window = await openWindow();
    const { state } = window;
    const at = { zoom: 0.5, pan: { x: 3, y: 4 } };
    window.store.setState({ stands: () => at });
    await state().compareWith('file');
    window.emit('compared', { job: 'compare-1', summary: diffSummary(OTHER, OPEN) });
    await settled();
    window.store.setState({ stands: () => ({ zoom: 2, pan: { x: 0, y: 0 } }) });
    state().showSide('after');
    state().showDrawer('matrix');
    expect([sceneOf(window), state().instead?.what === 'diff']).toEqual([picture, false]);
    expect(state().viewport?.look).toEqual({ kind: 'stand', at });
    state().showDrawer('diff');
    expect([state().instead?.what === 'diff', state().diffShowing]).toEqual([true, 'after']);
  });

  it('closed, the picture is the one before it, with its view', async () => {
    const window = await openWindow();
    const { state } = window;
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    await state().compareWith('file');
    window.emit('compared', { job: 'compare-1', summary: diffSummary(OTHER, OPEN) });
    await settled();
    expect(idsOf(window)).toContain('vpc-old');
    await state().selectResource('vpc-old');
    state().stepBack();
    expect([state().selected, state().instead?.what === 'diff']).toEqual([undefined, true]);
    state().stepBack();
    expect([sceneOf(window), state().instead?.what === 'diff', state().focus?.ref]).toEqual([
      picture,
      false,
      'vpc-a',
    ]);
    expect(state().comparing.phase).toBe('none');
  });

  it('a plan and a comparison are not drawn at once', async () => {
    const window = await comparedWindow();
    const { state } = window;
    await state().planMesh('f-mesh');
    expect([state().instead?.what === 'plan', state().instead?.what === 'diff']).toEqual([
      true,
      false,
    ]);
    state().showDrawer('diff');
    expect([state().instead?.what === 'plan', state().instead?.what === 'diff']).toEqual([
      false,
      true,
    ]);
    state().showDrawer('trace');
    expect(sceneOf(window)).toEqual(picture);
  });
});

it('turned round, the newer is taken for the older', async () => {
  const { state, asked } = await comparedWindow();
  await state().turnDiff();
  expect(asked.filter(({ method }) => method === 'compare').at(-1)?.input).toEqual({
    before: OPEN,
    after: OTHER,
  });
});

it('is saved as it is asked for', async () => {
  const { state, saved } = await comparedWindow();
  await state().saveDiff('json');
  expect(saved.map(({ name }) => name)).toEqual(['peerless-diff.json']);
  expect(state().notice?.text).toBe('Saved /saved/peerless-diff.json');
});

describe('the list', () => {
  const rows = diffRows.map((row, i) => listed(row, i));
  const titles = (text: string, sort: Parameters<typeof groupsOf>[1]['sort'] = 'all') =>
    groupsOf(rows, { sort, text }).map(
      ({ title, changes }) => `${title}: ${changes.map(({ number }) => number).join(' ')}`,
    );

  it('stands in groups, what cannot be told last', () => {
    expect(titles('')).toEqual([
      'Reach lost: 0',
      'Fixed findings: 1',
      'VPCs: 2 3 5',
      'Cannot tell: not collected in one of the two: 4',
      'Gaps: not seen any more: 6',
    ]);
  });

  it('is filtered by every word, through fields and names too', () => {
    expect(titles('VPC-A lost')).toEqual(['Reach lost: 0']);
    expect(titles('dedicated')).toEqual(['VPCs: 5']);
    expect(titles('', 'finding')).toEqual(['Fixed findings: 1']);
    expect(titles('nothing like it')).toEqual([]);
  });

  it('says old and new in one line, and how many more', () => {
    expect(rows[5]!.text).toBe('vpc-a: routes 10.9.0.0/16: pcx-ab → not there; and 4 more');
    expect(rows[0]!.text).toBe('a (vpc-a) → b (vpc-b): Delivered → No route');
  });
});

it('says of a pair what its flow passes on either side, and why it ends', async () => {
  const walk = { outcome: 'no-route', hops: [], reason: 'No route at rtb-1.' } as const;
  const window = await comparedWindow({
    trace: ({ handle }) =>
      Promise.resolve(
        handle === OTHER ? traced : { ...traced, ...walk, return: { ...traced.return, ...walk } },
      ),
  });
  const { state, asked } = window;
  await state().pickChange(0);
  expect(asked.filter(({ method }) => method === 'trace').map((a) => a.input)).toEqual([
    { handle: OTHER, from: 'vpc-a', to: 'vpc-b' },
    { handle: OPEN, from: 'vpc-a', to: 'vpc-b' },
  ]);
  expect(state().pairWays).toEqual({
    from: 'vpc-a',
    to: 'vpc-b',
    before: { passes: ['tgw-1'], ends: '' },
    after: { passes: [], ends: 'No route at rtb-1.' },
  });
});

describe('a comparison on the canvas is a step of the history', () => {
  it('taken back, done again, and passed over once it was put away', async () => {
    const window = await comparedWindow();
    const { state } = window;
    const drawn = () => [
      state().instead?.what === 'diff',
      state().past.length,
      state().future.length,
    ];
    expect(drawn()).toEqual([true, 1, 0]);
    const both = idsOf(window);

    await state().undo();
    expect(drawn()).toEqual([false, 0, 1]);
    expect(sceneOf(window)).toEqual(picture);
    expect(state().notice?.text).toBe('Undone: show the comparison.');
    // The list stays: only the picture was taken back.
    expect(state().comparing.phase).toBe('ready');

    await state().redo();
    expect(drawn()).toEqual([true, 1, 0]);
    expect(idsOf(window)).toEqual(both);

    // What comes after it is taken back first; it was put away by that, so one press more is not one too many.
    await state().filterBy('regions', ['us-east-1'], 'show us-east-1');
    expect(drawn()).toEqual([false, 2, 0]);
    await state().undo();
    await state().undo();
    expect(drawn()).toEqual([false, 0, 2]);
    expect(state().filters).toEqual({});

    // Closed, there is nothing to do again.
    await state().redo();
    state().closeDiff();
    await state().redo();
    expect(drawn()).toEqual([false, 2, 0]);
  });
});
