/** The picture arranged by hand, as the window's state: what is asked, what is kept, and what can be undone. */
import { describe, expect, it } from 'vitest';
import type { Scene } from '#app/scene/scene.ts';
import { askedOf } from '#app/api/view.ts';
import { keptOf, seenOf } from '#renderer/state/seen.ts';
import { picture } from '../picture.ts';
import { opened, settled, startWindow } from '../window.ts';

/** An engine that lets a box stand wherever it was put, but never left of 100. */
const obeying = (moved: Readonly<Record<string, { x: number; y: number }>> = {}): Scene => ({
  ...picture,
  nodes: picture.nodes.map((n) => {
    const at = moved[n.id];
    return at ? { ...n, x: Math.max(100, at.x), y: at.y } : n;
  }),
});

async function start() {
  const window = startWindow({ scene: ({ moved }) => Promise.resolve(obeying(moved)) });
  await window.state().openDemo();
  const kept = () => window.asked.filter((a) => a.method === 'keepViews').map((a) => a.input);
  const at = (id: string) => {
    const { source } = window.state();
    const node = source.phase === 'open' ? source.scene.nodes.find((n) => n.id === id) : undefined;
    return node && { x: node.x, y: node.y };
  };
  return { ...window, kept, at };
}

const rested = () => new Promise((resolve) => setTimeout(resolve, 300));

describe('moving a box', () => {
  it('asks for it, keeps it, and is undone and done again; two at once are both kept', async () => {
    const { state, at, kept } = await start();
    const before = at('vpc-a');
    await Promise.all([
      state().moveBox('vpc-a', { x: 500, y: 7 }),
      state().moveBox('vpc-b', { x: 600, y: 8 }),
    ]);
    expect(state().moved).toEqual({ 'vpc-a': { x: 500, y: 7 }, 'vpc-b': { x: 600, y: 8 } });
    expect(state().past.map((d) => d.label)).toHaveLength(2);
    await state().undo();
    await state().undo();
    expect(at('vpc-a')).toEqual(before);
    await state().redo();
    expect(at('vpc-a')).toEqual({ x: 500, y: 7 });
    await rested();
    // Once, after all of it.
    expect(kept()).toEqual([
      {
        handle: 'handle of Sample estate',
        now: { moved: { 'vpc-a': { x: 500, y: 7 } } },
        views: [],
      },
    ]);
  });

  it('keeps where the box came to stand, and says that it is not where it was put', async () => {
    const { state } = await start();
    await state().moveBox('vpc-a', { x: 3, y: 9 });
    expect(state().moved).toEqual({ 'vpc-a': { x: 100, y: 9 } });
    expect(state().notice).toMatchObject({ action: 'undo' });
    expect(state().notice?.text).toMatch(/as near as there is room/);
  });

  it('puts back one, or all', async () => {
    const { state } = await start();
    await state().moveBox('vpc-a', { x: 500, y: 7 });
    await state().moveBox('vpc-b', { x: 600, y: 8 });
    await state().putBack(['vpc-a']);
    expect(Object.keys(state().moved)).toEqual(['vpc-b']);
    await state().undo();
    await state().putBack();
    expect(state().moved).toEqual({});
  });

  it('in a part that was arranged anew leaves the places in the whole alone', async () => {
    const { state, asked } = await start();
    await state().moveBox('vpc-a', { x: 500, y: 7 });
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    await state().arrangeAnew(true);
    expect(asked.at(-1)?.input).toEqual({
      handle: 'handle of Sample estate',
      focus: 'vpc-a',
      depth: 1,
    });
    await state().moveBox('vpc-b', { x: 600, y: 8 });
    expect(asked.at(-1)?.input).toMatchObject({ moved: { 'vpc-b': { x: 600, y: 8 } } });
    await state().showAll();
    expect(asked.at(-1)?.input).toEqual({
      handle: 'handle of Sample estate',
      still: true,
      moved: { 'vpc-a': { x: 500, y: 7 } },
    });
  });
});

describe('named views', () => {
  it('are saved, replaced, opened, renamed, deleted, and all of that is undone', async () => {
    const { state } = await start();
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    state().saveView('  West ');
    await state().showAll();
    await state().openNamed('West');
    expect(state().filters).toEqual({ regions: ['eu-west-1'] });
    state().renameView('West', 'Europe');
    expect(state().views.map((v) => v.name)).toEqual(['Europe']);
    state().saveView('Asia');
    state().renameView('Asia', 'Europe');
    expect(state().notice?.text).toMatch(/There is a view Europe already/);
    state().deleteView('Europe');
    expect(state().views.map((v) => v.name)).toEqual(['Asia']);
    await state().undo();
    expect(state().views.map((v) => v.name)).toEqual(['Asia', 'Europe']);
    await state().undo();
    await state().undo();
    expect(state().views.map((v) => v.name)).toEqual(['West']);
  });
});

describe('what is kept', () => {
  it('is there when the source is opened, and a note on it is told', async () => {
    const now = { collapsed: ['account/1'], moved: { 'vpc-a': { x: 1, y: 2 } }, hidden: ['vpc-c'] };
    const { state, asked } = startWindow({
      open: () =>
        Promise.resolve({
          ...opened('x'),
          arrangement: {
            now,
            views: [{ name: 'A', view: {} }],
            file: '/x.view.json',
            note: 'Told.',
          },
        }),
    });
    await state().openPath('/x');
    expect(asked.find((a) => a.method === 'scene')?.input).toEqual({
      handle: 'handle of x',
      still: true,
      ...now,
    });
    expect([state().collapsed, state().viewFile, state().views.length]).toEqual([
      ['account/1'],
      '/x.view.json',
      1,
    ]);
    expect(state().notice).toMatchObject({ tone: 'failed', text: 'Told.' });
  });

  it('that cannot be written is told once, not at every change', async () => {
    const { state } = startWindow({ keepViews: () => Promise.reject(new Error('no')) });
    await state().openDemo();
    state().saveView('A');
    await rested();
    expect(state().notice?.text).toMatch(/was not saved/);
    state().dismiss();
    state().saveView('B');
    await rested();
    await settled();
    expect(state().notice).toBe(undefined);
  });

  it('reads back as what was seen', () => {
    const seen = {
      focus: { ref: 'vpc-a', label: 'name', depth: 2 },
      filters: { hidden: ['x'], meshes: true as const },
      collapsed: ['account/1'],
      opened: ['vpc-a'],
      moved: { b: { x: 1, y: 2 }, a: { x: 3, y: 4 } },
      anew: { c: { x: 5, y: 6 } },
    };
    expect(seenOf(keptOf(seen))).toEqual(seen);
    expect(askedOf(keptOf(seen))).toEqual({
      focus: 'vpc-a',
      depth: 2,
      hidden: ['x'],
      meshes: true,
      collapsed: ['account/1'],
      opened: ['vpc-a'],
      moved: { c: { x: 5, y: 6 } },
    });
  });
});

it('while a plan is on the canvas the view is the one of the network: kept, and given a name, as ever', async () => {
  const { state, kept, store } = await start();
  store.setState({ sight: () => ({ x: 1, y: 2, zoom: 1 }) });
  await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
  await state().planMesh('f-mesh');
  expect(state().instead?.what).toBe('plan');
  state().saveView('around a');
  await rested();
  const view = { focus: 'vpc-a', depth: 1, label: 'a' };
  expect(kept().at(-1)).toMatchObject({ now: view, views: [{ name: 'around a', view }] });
  // Where one looks at the plan is nothing of that view.
  expect(state().views[0]).not.toHaveProperty('sight');
  state().closePlan();
  expect(state().focus?.ref).toBe('vpc-a');
});
