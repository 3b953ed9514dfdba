/** A plan and a comparison in the place of today's network: one of them at a time, and after either what was there before. */
import { beforeAll, expect, it, vi } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { perform } from '#renderer/perform.ts';
import { drawnSelection } from '#renderer/state/view.ts';
import { seenIn } from '#renderer/state/seen.ts';
import { diffSummary } from '../diff.ts';
import { picture } from '../picture.ts';
import { planSummary } from '../plan.ts';
import { settled, startWindow } from '../window.ts';

beforeAll(() => void vi.stubGlobal('navigator', { platform: 'Linux' }));

/** vpc-c is hidden: the picture is one box short. */
const part = { ...picture, nodes: picture.nodes.filter(({ id }) => id !== 'vpc-c') };
const STOOD = { zoom: 0.5, pan: { x: 3, y: 4 } };

async function start(answers: Parameters<typeof startWindow>[0] = {}) {
  const window = startWindow({
    ...answers,
    scene: ({ hidden }) => Promise.resolve(hidden ? part : picture),
  });
  const { state, store, emit } = window;
  await state().openDemo();
  await state().filterBy('hidden', ['vpc-c'], 'hide vpc-c');
  store.setState({ stands: () => STOOD });
  const elsewhere = (): void =>
    store.setState({ stands: () => ({ zoom: 2, pan: { x: -900, y: -900 } }) });
  return {
    ...window,
    elsewhere,
    plan: () => state().planMesh('f-mesh'),
    compare: async () => {
      await state().compareWith('file');
      emit('compared', { job: 'compare-1', summary: diffSummary('other', 'open') });
      await settled();
    },
    ids: () => {
      const { source } = state();
      return source.phase === 'open' ? source.scene.nodes.map(({ id }) => id) : [];
    },
  };
}

const today = part.nodes.map(({ id }) => id);

it('a step of the plan takes the place of the comparison; both closed, in any order, the view is there again', async () => {
  for (const order of [
    ['close-compare', 'close-plan'],
    ['close-plan', 'close-compare'],
  ]) {
    const { state, store, plan, compare, ids } = await start();
    const seen = seenIn(state());
    await plan();
    await compare();
    expect(ids()).toContain('vpc-old');
    perform(store, 'plan-next-step');
    expect(state().instead?.what).toBe('plan');
    expect(ids()).not.toContain('vpc-old');
    expect(ids()).toContain('vpc-c');
    for (const action of order) perform(store, action);
    expect([ids(), seenIn(state()), state().instead]).toEqual([today, seen, undefined]);
  }
});

it('closing a comparison that is not on the canvas leaves the plan there, and the view behind it', async () => {
  const { state, store, plan, compare, ids, asked } = await start();
  const seen = seenIn(state());
  await compare();
  await plan();
  perform(store, 'close-compare');
  expect(state().instead?.what).toBe('plan');
  state().keep();
  await state().keepDue();
  const kept = asked.findLast(({ method }) => method === 'keepViews')?.input;
  expect(kept).toMatchObject({ now: { hidden: ['vpc-c'] } });
  perform(store, 'close-plan');
  expect([ids(), seenIn(state())]).toEqual([today, seen]);
});

it('Show today of a part of the network leads back to where that was looked at; the next step, to the mesh', async () => {
  const { state, plan, elsewhere } = await start();
  await plan();
  expect(state().viewport?.look.kind).toBe('area');
  elsewhere();
  state().drawPlan(false);
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: STOOD });
  state().goToStep(1);
  expect(state().viewport?.look.kind).toBe('area');
});

it('a choice made in a plan leaves the viewport where the plan was looked at; today is still where it was', async () => {
  let fails = false;
  const { state, plan, elsewhere } = await start({
    plan: ({ mode }) =>
      fails ? Promise.reject(new UserError('No.')) : Promise.resolve({ ...planSummary, mode }),
  });
  await plan();
  elsewhere();
  const { viewport } = state();
  await state().setPlanMode('full-mesh');
  await state().reuseGateway('eu-west-1', 'tgw-1');
  expect(state()).toMatchObject({ instead: { what: 'plan' }, viewport });
  state().drawPlan(false);
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: STOOD });
  // So it is where there is no plan to come back to.
  state().drawPlan(true);
  fails = true;
  await state().setPlanMode('exact');
  expect(state()).toMatchObject({ planning: { phase: 'failed' }, instead: undefined });
  expect(state().viewport?.look.kind).toBe('stand');
});

it('Undo of a view that was chosen in a plan leads to where today was looked at, and so does its way back', async () => {
  const { state, store, plan, elsewhere } = await start();
  await plan();
  elsewhere();
  store.setState({ sight: () => ({ x: 9, y: 9, zoom: 2 }) });
  await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
  await state().undo();
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: STOOD });
  await state().redo();
  const there = { zoom: 1, pan: { x: 1, y: 1 } };
  store.setState({ stands: () => there });
  state().drawPlan(true);
  elsewhere();
  await state().undo();
  await state().redo();
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: there });
});

it('what arranges the view behind a plan or a comparison says that it is not there, and takes nothing away', async () => {
  const { state, store, plan, compare } = await start();
  await state().fold(['account/1'], true);
  await state().moveBox('vpc-a', { x: 1, y: 2 });
  for (const [show, what] of [
    [plan, 'plan'],
    [compare, 'comparison'],
  ] as const) {
    await show();
    const shown = state().instead;
    for (const action of ['arrange-anew', 'expand-all', 'put-back-all']) {
      perform(store, action);
      await settled();
      expect(state().notice?.text).toBe(`A ${what} is on the canvas: close it first.`);
      expect(state().instead).toBe(shown);
      state().dismiss();
    }
  }
});

it('of the whole network, today and the plan are seen at one place in turn', async () => {
  const { state, plan, elsewhere } = await start();
  await state().showAll();
  await plan();
  elsewhere();
  const { viewport } = state();
  state().drawPlan(false);
  state().goToStep(1);
  state().closePlan();
  expect(state().viewport).toBe(viewport);
});

it('from the plan to the comparison and away, the viewport stands where it did before both', async () => {
  const { state, plan, compare, elsewhere } = await start();
  await compare();
  await plan();
  elsewhere();
  state().drawDiff(true);
  expect(state().instead?.what).toBe('diff');
  state().closeDiff();
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: STOOD });
});

it('so it does by the tabs of the drawer, there and back', async () => {
  const { state, plan, compare, elsewhere } = await start();
  await compare();
  await plan();
  elsewhere();
  state().showDrawer('diff');
  state().showDrawer('plan');
  state().drawPlan(false);
  expect(state().viewport?.look).toEqual({ kind: 'stand', at: STOOD });
});

it('what only the plan makes is let go of when the comparison comes', async () => {
  const { state, plan, compare } = await start();
  await plan();
  state().goToStep(2);
  await state().selectResource('planned-tgw-eu-west-1');
  expect(drawnSelection(state())).toBe('planned-tgw-eu-west-1');
  await compare();
  expect(state().selected).toBeUndefined();
});
