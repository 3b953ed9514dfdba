/** Views of the window: what the engine is asked for, what exports carry along, and the one history. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { perform, actionOf, whyNot } from '#renderer/perform.ts';
import { drawnSelection } from '#renderer/state/view.ts';
import { picture } from '../picture.ts';
import { lintState, settled, startWindow } from '../window.ts';

const handle = 'handle of Sample estate';
/** What is left out must not move what stays. */
const still = true;

async function opened(...answers: Parameters<typeof startWindow>) {
  const window = startWindow(...answers);
  await window.state().openDemo();
  const scenes = () =>
    window.asked.filter((a) => a.method === 'scene').map((a) => a.input as object);
  return { ...window, scenes };
}

describe('a view', () => {
  it('is asked of the engine part by part, and an export carries it along', async () => {
    const { state, asked, scenes } = await opened();
    await state().filterBy('accounts', ['1'], 'view by accounts');
    await state().filterBy('tags', ['Team=shop'], 'view by tags');
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    const view = { focus: 'vpc-a', depth: 1, accounts: ['1'], tags: ['Team=shop'] };
    expect(scenes().at(-1)).toEqual({ handle, still, ...view });
    await state().exportAs('svg');
    expect(asked.find(({ method }) => method === 'export')?.input).toMatchObject({
      handle,
      still,
      format: 'svg',
      ...view,
    });
    await state().filterBy('accounts', undefined, 'view by accounts');
    expect(scenes().at(-1)).toEqual({
      handle,
      still,
      focus: 'vpc-a',
      depth: 1,
      tags: ['Team=shop'],
    });
    await state().showAll();
    expect(scenes().at(-1)).toEqual({ handle, still });
  });

  it('is taken back with where the canvas looked, and done again with where it looked then', async () => {
    const { state, store } = await opened();
    let at = { x: 100, y: 200, zoom: 0.7 };
    store.setState({ sight: () => at });
    const looked = () => state().viewport?.look;
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    expect(looked()).toEqual({ kind: 'fit' });
    at = { x: 5, y: 6, zoom: 1 };
    // As by a double click: the picture goes to the VPC.
    await state().openVpcs(['vpc-a'], true, true);
    expect(looked()).toEqual({ kind: 'to', ids: ['vpc-a'] });
    at = { x: 7, y: 8, zoom: 2 };

    await state().undo();
    expect(state().opened).toEqual([]);
    expect(looked()).toEqual({ kind: 'at', x: 5, y: 6, zoom: 1 });
    at = { x: 5, y: 6, zoom: 1 };
    await state().undo();
    expect(state().focus).toBeUndefined();
    expect(looked()).toEqual({ kind: 'at', x: 100, y: 200, zoom: 0.7 });
    at = { x: 100, y: 200, zoom: 0.7 };
    await state().redo();
    await state().redo();
    expect(looked()).toEqual({ kind: 'at', x: 7, y: 8, zoom: 2 });

    // What only moves something does not move the viewport, nor does taking it back.
    const { seq } = state().viewport!;
    await state().moveBox('vpc-b', { x: 0, y: 0 });
    await state().undo();
    expect(state().viewport?.seq).toBe(seq);
  });

  it('that a fault of the line kept from being undone can still be undone', async () => {
    let isDown = false;
    const { state } = await opened({
      scene: () => (isDown ? Promise.reject(new Error('broken pipe')) : Promise.resolve(picture)),
    });
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    isDown = true;
    await state().undo();
    expect(state().notice?.text).toBe('Cannot be undone: view by regions. broken pipe');
    isDown = false;
    await state().undo();
    expect(state().filters).toEqual({});
    isDown = true;
    await state().redo();
    isDown = false;
    await state().redo();
    expect(state().filters).toEqual({ regions: ['eu-west-1'] });
  });

  it('that cannot be shown is told in the words of the engine, and all stays as it was', async () => {
    const { state } = await opened({
      scene: ({ tags }) =>
        tags
          ? Promise.reject(new UserError('No VPC or gateway has the tag "x".'))
          : Promise.resolve(picture),
    });
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    expect(await state().filterBy('tags', ['x'], 'view by tags')).toBe(false);
    expect(state().filters).toEqual({ regions: ['eu-west-1'] });
    expect(state().past.map((deed) => deed.label)).toEqual(['view by regions']);
    expect(state().notice).toMatchObject({
      tone: 'failed',
      text: 'No VPC or gateway has the tag "x".',
    });
  });

  it('of the selected finding, of the traced path, and of everything but the selection', async () => {
    const { state, store, scenes } = await opened();
    await state().selectFinding('f-one-way');
    perform(store, 'view-finding');
    await settled();
    expect(scenes().at(-1)).toEqual({ handle, still, finding: 'f-one-way' });
    await state().showAll();
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    perform(store, 'view-path');
    await settled();
    expect(scenes().at(-1)).toMatchObject({
      handle,
      path: expect.arrayContaining(['vpc-c']) as unknown,
    });
    await state().showAll();
    await state().selectResource('vpc-a');
    expect(drawnSelection(state())).toBe('vpc-a');
    perform(store, 'hide-selection');
    await settled();
    expect(scenes().at(-1)).toEqual({ handle, still, hidden: ['vpc-a'] });
    expect(state().selected).toBe(undefined);
    expect(state().notice).toMatchObject({ text: 'Hidden: vpc-a.', action: 'undo' });
    // Its button would take back what was done since.
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    expect(state().notice).toBe(undefined);
    // What was hidden is in hand again when it is back, and let go of with it.
    await state().undo();
    await state().undo();
    const hidden = { kind: 'resource', ref: 'vpc-a' };
    expect([state().filters, state().selected]).toEqual([{}, hidden]);
    await state().redo();
    expect([state().filters, state().selected]).toEqual([{ hidden: ['vpc-a'] }, undefined]);
    // Unless something else is by then.
    await state().selectResource('vpc-b');
    await state().undo();
    expect(state().selected).toEqual({ ...hidden, ref: 'vpc-b' });
  });

  it('of several hidden, each is in hand again as it comes back; what is gone by then is not, and that is said', async () => {
    const gone = { ...picture, nodes: picture.nodes.filter(({ id }) => id !== 'vpc-a') };
    let scene = picture;
    const { state } = startWindow({ scene: () => Promise.resolve(scene) });
    await state().openDemo();
    for (const ref of ['vpc-a', 'vpc-b', 'vpc-c']) {
      await state().selectResource(ref);
      await state().hideSelected();
    }
    for (const ref of ['vpc-c', 'vpc-b']) {
      await state().undo();
      expect(state().selected).toEqual({ kind: 'resource', ref });
    }
    scene = gone;
    await state().undo();
    expect(state().selected).toEqual({ kind: 'resource', ref: 'vpc-b' });
    expect(state().notice?.text).toBe('Undone: hide vpc-a. It is not there any more.');
  });

  it('is forgotten with its history where another source is opened', async () => {
    const { state } = await opened();
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    await state().openPath('another');
    expect([state().filters, state().past, state().choices]).toEqual([{}, [], undefined]);
  });

  it('says why there is nothing to hide, isolate or undo', async () => {
    const { state } = await opened();
    for (const id of [
      'hide-selection',
      'isolate-selection',
      'view-finding',
      'view-path',
      'undo',
      'redo',
      'show-all',
    ])
      expect(whyNot(actionOf(id), state())).toMatch(/\.$/);
  });
});

describe('the history', () => {
  it('takes back views and what lint did in the order they were done', async () => {
    let revision = 1;
    const deeds: string[] = [];
    const lint = (deed: string) => () => {
      deeds.push(deed);
      return Promise.resolve(lintState(++revision, { undo: 'lift 1', redo: 'lift 1' }));
    };
    const { state, scenes } = await opened({
      lift: lint('lift'),
      undo: lint('undo'),
      redo: lint('redo'),
    });
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    await state().lift('f-hole');
    await state().filterBy('hidden', ['vpc-a'], 'hide vpc-a');
    expect(state().past.map((d) => d.label)).toEqual(['view by regions', 'lift 1', 'hide vpc-a']);

    // Three times as fast as keys go: each step waits for the one before it.
    await Promise.all([state().undo(), state().undo(), state().undo()]);
    expect(deeds).toEqual(['lift', 'undo']);
    expect(scenes().slice(-2)).toEqual([
      { handle, still, regions: ['eu-west-1'] },
      { handle, still },
    ]);
    expect([state().past.length, state().future.length]).toEqual([0, 3]);
    expect(state().notice?.text).toBe('Undone: view by regions.');

    await state().redo();
    await state().redo();
    await state().redo();
    expect(deeds).toEqual(['lift', 'undo', 'redo']);
    expect(scenes().at(-1)).toEqual({ handle, still, regions: ['eu-west-1'], hidden: ['vpc-a'] });
    expect([state().past.length, state().future.length]).toEqual([3, 0]);
  });

  it('a new deed forgets what was undone', async () => {
    const { state } = await opened();
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    await state().undo();
    expect(state().focus).toBe(undefined);
    await state().filterBy('meshes', true, 'show only meshes');
    expect(state().future).toEqual([]);
    expect(state().past.map((d) => d.label)).toEqual(['show only meshes']);
  });

  it('what cannot be taken back stays in the history', async () => {
    const { state } = await opened({
      undo: () => Promise.reject(new UserError('the engine is gone')),
    });
    await state().lift('f-hole');
    await state().undo();
    expect(state().notice).toMatchObject({ tone: 'failed', text: 'the engine is gone' });
    expect([state().past.length, state().future.length]).toEqual([1, 0]);
  });

  /** What the engine is asked waits until it is let go. */
  function gate() {
    const waiting: (() => void)[] = [];
    let isShut = false;
    return {
      shut: () => (isShut = true),
      open: () => {
        isShut = false;
        waiting.splice(0).forEach((letGo) => letGo());
      },
      pass: async <T>(answer: T): Promise<T> => {
        if (isShut) await new Promise<void>((resolve) => waiting.push(resolve));
        return answer;
      },
    };
  }
  const lifted = lintState(2, { undo: 'lift 1', redo: 'lift 1' });
  const labels = ({ state }: Awaited<ReturnType<typeof opened>>) =>
    [state().past, state().future].map((deeds) => deeds.map(({ label }) => label));

  it('holds what is asked for while a step of lint is under way', async () => {
    const line = gate();
    const window = await opened({
      lift: () => Promise.resolve(lifted),
      undo: () => line.pass(lifted),
    });
    const { state } = window;
    await state().filterBy('accounts', ['1'], 'view by accounts');
    await state().lift('f-hole');
    line.shut();
    const undoing = state().undo();
    await settled();
    const filtering = state().filterBy('regions', ['eu-west-1'], 'view by regions');
    state().saveView('Mine');
    await settled();
    line.open();
    await Promise.all([undoing, filtering]);
    expect(labels(window)).toEqual([
      ['view by accounts', 'save the view Mine', 'view by regions'],
      [],
    ]);
    for (let i = 0; i < 3; i++) await state().undo();
    expect([state().filters, state().views]).toEqual([{}, []]);
  });

  it('holds what lint does while a view is taken back', async () => {
    const line = gate();
    const window = await opened({
      lift: () => Promise.resolve(lifted),
      undo: () => Promise.resolve(lifted),
      scene: () => line.pass(picture),
    });
    const { state, asked } = window;
    await state().filterBy('accounts', ['1'], 'view by accounts');
    await state().lift('f-hole');
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    line.shut();
    const undoing = state().undo();
    const lifting = state().lift('f-mesh');
    await settled();
    line.open();
    await Promise.all([undoing, lifting]);
    expect(labels(window)).toEqual([['view by accounts', 'lift 1', 'lift 1'], []]);
    await state().undo();
    await state().undo();
    expect(asked.filter(({ method }) => method === 'undo')).toHaveLength(2);
    expect(labels(window)).toEqual([['view by accounts'], ['lift 1', 'lift 1']]);
  });

  it('holds two views that are asked for at once', async () => {
    const window = await opened();
    const { state } = window;
    await Promise.all([
      state().filterBy('accounts', ['1'], 'view by accounts'),
      state().filterBy('regions', ['eu-west-1'], 'view by regions'),
    ]);
    expect(state().filters).toEqual({ accounts: ['1'], regions: ['eu-west-1'] });
    expect(labels(window)).toEqual([['view by accounts', 'view by regions'], []]);
  });

  it('of what is open has nothing of what was done in the source before it', async () => {
    const line = gate();
    const window = await opened({
      lift: () => Promise.resolve(lifted),
      findings: (asked) => {
        const none = { revision: 1, total: 0, rows: [] };
        return asked.handle === handle ? line.pass(none) : Promise.resolve(none);
      },
    });
    const { state } = window;
    line.shut();
    const deeds = [state().lift('f-hole'), state().filterBy('accounts', ['1'], 'view by accounts')];
    await settled();
    await state().openPath('another');
    line.open();
    await Promise.all(deeds);
    expect(labels(window)).toEqual([[], []]);
    expect(state().filters).toEqual({});
  });

  it('notes what lint has done where its findings cannot be read', async () => {
    let isDown = false;
    const window = await opened({
      lift: () => Promise.resolve(lifted),
      findings: () =>
        isDown
          ? Promise.reject(new Error('broken pipe'))
          : Promise.resolve({ revision: 1, total: 0, rows: [] }),
    });
    isDown = true;
    await window.state().lift('f-hole');
    expect(window.state().notice?.text).toBe('broken pipe');
    expect(labels(window)).toEqual([['lift 1'], []]);
  });
});
