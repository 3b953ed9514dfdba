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
});
