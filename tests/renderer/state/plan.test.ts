/** The plan in the window: made for a mesh, walked step by step on the canvas, and gone without a trace when left. */
import { describe, expect, it, vi } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import type { Scene } from '#app/scene/scene.ts';
import { perform } from '#renderer/perform.ts';
import { ALL_SEEN, seenIn } from '#renderer/state/seen.ts';
import { picture } from '../picture.ts';
import { planSummary, stepDetail } from '../plan.ts';
import { settled, startWindow } from '../window.ts';

type Answers = Parameters<typeof startWindow>[0];

async function openWindow(answers: Answers = {}) {
  const window = startWindow(answers);
  await window.state().openDemo();
  return window;
}

async function planned(answers: Answers = {}) {
  const window = await openWindow(answers);
  await window.state().selectFinding('f-mesh');
  await window.state().planMesh();
  return window;
}

const sceneOf = ({ state }: Awaited<ReturnType<typeof openWindow>>) => {
  const { source } = state();
  if (source.phase !== 'open') throw new Error(source.phase);
  return source.scene;
};
const parts = ({ nodes, edges: lines }: Scene) => ({ nodes, lines });
const edges = (window: Awaited<ReturnType<typeof openWindow>>) =>
  sceneOf(window)
    .edges.map((e) => e.id)
    .filter((id) => /pcx-ab|planned/.test(id));

describe('making a plan', () => {
  it('says how far it is to whoever walks its steps too early, as a hint', async () => {
    const window = await openWindow({ plan: () => new Promise(() => {}) });
    const { state, store, emit, asked } = window;
    perform(store, 'plan-next-step');
    expect(state().notice).toMatchObject({ tone: 'hint', text: 'Plan the move of a mesh first.' });
    await state().selectFinding('f-mesh');
    void state().planMesh();
    await settled();
    const { job } = asked.find(({ method }) => method === 'plan')!.input as { job: string };
    emit('planProgress', { job, round: 1, placed: 6, steps: 46, simulated: 6 });
    await settled();
    perform(store, 'plan-next-step');
    expect(state().notice).toMatchObject({
      tone: 'hint',
      text: 'Still planning: 6 of 46 steps proved.',
    });
  });

  it('asks for the mesh in hand, reads every step, and shows the network before the first', async () => {
    const window = await planned();
    const { state, asked } = window;
    expect(asked.find((a) => a.method === 'plan')?.input).toEqual({
      handle: 'handle of Sample estate',
      job: expect.any(String) as string,
      fingerprint: 'f-mesh',
      mode: 'exact',
      keep: [],
      reuse: [],
      keepHot: false,
      keepFrom: 50,
    });
    const { planning, drawerTab, panels, planStep, instead, viewport, light } = state();
    expect(planning.phase === 'ready' && planning.rows.map((r) => r.id)).toEqual([
      'build-1',
      'build-2',
      'cut-over-3',
      'remove-4',
    ]);
    expect([drawerTab, panels.drawer, planStep, instead?.what]).toEqual(['plan', true, 0, 'plan']);
    expect(parts(sceneOf(window))).toEqual(parts(picture));
    // The hull around both members, and the gateway to come.
    expect(viewport?.look).toMatchObject({ kind: 'area', box: { width: 400 } });
    // Nothing steps back: the whole plan can be seen.
    expect(light.nodes.size).toBe(0);
  });

  it('works in sight while it takes its time, and asks only once', async () => {
    let answer: () => void = () => undefined;
    const waiting = new Promise<never>(
      (_, reject) => (answer = () => reject(new UserError('No.'))),
    );
    const { state, asked } = await openWindow({ plan: () => waiting });
    const made = state().planMesh('f-mesh');
    await state().planMesh('f-mesh');
    expect(state().planning).toMatchObject({ phase: 'working' });
    await settled();
    expect(asked.filter((a) => a.method === 'plan').length).toBe(1);
    answer();
    await made;
    expect(state().planning).toMatchObject({ phase: 'failed', message: 'No.' });
    expect(state().instead?.what === 'plan').toBe(false);
  });

  it('stopped while one chooses, is made again from there', async () => {
    const { state } = await openWindow({ plan: () => new Promise(() => undefined) });
    void state().planMesh('f-mesh');
    state().showPlanView('choices');
    state().seeTo('Tell the owners.', true);
    await settled();
    const choices = state().planChoices;
    state().stopPlan();
    expect(state().planning.phase).toBe('stopped');
    void state().replan();
    expect(state().planning.phase).toBe('working');
    expect(state()).toMatchObject({ planView: 'choices', planChoices: choices });
    expect([...state().seenTo]).toEqual(['Tell the owners.']);
    expect(choices).toBeDefined();
  });

  it('needs a mesh: another finding has none', async () => {
    const { state } = await openWindow();
    await state().selectFinding('f-hole');
    expect(state().meshInHand()).toBe(undefined);
    await state().planMesh();
    expect(state().planning.phase).toBe('none');
  });

  it('in another mode is another plan, from the start', async () => {
    const { state, asked } = await planned();
    state().goToStep(3);
    await state().setPlanMode('full-mesh');
    expect(asked.filter((a) => a.method === 'plan').at(-1)?.input).toMatchObject({
      mode: 'full-mesh',
    });
    expect([state().planStep, state().instead?.what === 'plan']).toEqual([0, true]);
  });

  it('overtaken by another source, is not shown', async () => {
    let answer: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (answer = resolve));
    const window = await openWindow({
      planScene: () => late.then(() => Promise.reject(new UserError('late'))),
    });
    const made = window.state().planMesh('f-mesh');
    await window.state().openPath('another');
    answer();
    await made;
    expect(window.state().planning.phase).toBe('none');
    expect(sceneOf(window)).toEqual(picture);
  });
});

describe('a plan that is made again', () => {
  /** The first one asked for is held back, as a page loaded anew begins it. */
  async function takenUp() {
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let times = 0;
    const window = await openWindow({
      async plan({ mode }) {
        if (++times === 1) await held;
        return { ...planSummary, mode };
      },
    });
    const { state } = window;
    const traffic = { id: 'traffic-1', name: 'flows.csv', holds: '1 row', warnings: [] };
    const taking = state().takeUpPlan(
      {
        of: { fingerprint: 'f-mesh', mode: 'exact' },
        wish: { ...state().planWish, traffic },
        step: { number: 2, title: 'Attach both' },
        view: 'choices',
        seenTo: ['Mind the MTU.'],
        drawn: true,
        selected: undefined,
      },
      undefined,
    );
    await settled();
    return {
      ...window,
      end: async () => {
        letGo();
        await taking;
      },
    };
  }

  it('is at the step and has the ticks it had', async () => {
    const { state, end } = await takenUp();
    await end();
    expect(state()).toMatchObject({ planStep: 2, planView: 'choices' });
    expect([...state().seenTo]).toEqual(['Mind the MTU.']);
    expect(state().notice?.text).toMatch(/without flows\.csv/);
  });

  it('leaves the plan of another mesh alone that was asked for meanwhile', async () => {
    const { state, end } = await takenUp();
    await state().planMesh('f-other');
    await end();
    expect(state()).toMatchObject({ planStep: 0, planView: 'steps', notice: undefined });
    expect(state().planning).toMatchObject({ phase: 'ready', of: { fingerprint: 'f-other' } });
    expect([...state().seenTo]).toEqual([]);
  });

  it('in another mode that was chosen meanwhile keeps the ticks of its mesh, not the step', async () => {
    const { state, end } = await takenUp();
    await state().setPlanMode('full-mesh');
    await end();
    expect(state()).toMatchObject({ planStep: 0, notice: undefined });
    expect(state().planning).toMatchObject({ of: { mode: 'full-mesh' } });
    expect([...state().seenTo]).toEqual(['Mind the MTU.']);
  });

  it('says nothing once it was closed', async () => {
    const { state, end } = await takenUp();
    state().closePlan();
    await end();
    expect(state()).toMatchObject({ planning: { phase: 'none' }, notice: undefined });
    expect([...state().seenTo]).toEqual([]);
  });
});

describe('walking a plan', () => {
  it('draws each step, stays within its ends, and leaves viewport and places alone', async () => {
    const window = await planned();
    const { state } = window;
    const seen = state().viewport?.seq;
    state().goToStep(2);
    expect(edges(window)).toEqual(['pcx-ab', 'planned-attachment-a', 'planned-attachment-b']);
    expect([...state().instead!.marks.idle].sort()).toEqual([
      'planned-attachment-a',
      'planned-attachment-b',
    ]);
    state().goToStep(3);
    expect([...state().instead!.marks.idle]).toEqual(['pcx-ab']);
    state().goToStep(Infinity);
    expect(state().planStep).toBe(4);
    expect(edges(window)).toEqual(['planned-attachment-a', 'planned-attachment-b']);
    state().goToStep(-1);
    expect(state().planStep).toBe(0);
    expect(parts(sceneOf(window))).toEqual(parts(picture));
    expect(state().viewport?.seq).toBe(seen);
  });

  it('reads the step it rests on, once, and not those it passes', async () => {
    const { state, asked } = await planned();
    for (const step of [1, 2, 3]) state().goToStep(step);
    await vi.waitFor(() => expect(state().stepInHand.phase).toBe('ready'));
    const reads = () => asked.filter((a) => a.method === 'planStep').map((a) => a.input);
    expect(reads()).toEqual([expect.objectContaining({ step: 3 })]);
    state().goToStep(0);
    state().goToStep(3);
    expect(state().stepInHand).toMatchObject({ phase: 'ready', detail: { id: 'cut-over-3' } });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(reads().length).toBe(1);
  });

  it('says why a step could not be read, and reads it when asked again', async () => {
    let fails = true;
    const { state } = await planned({
      planStep: ({ step }) =>
        fails ? Promise.reject(new UserError('Gone.')) : Promise.resolve(stepDetail(step)),
    });
    state().goToStep(1);
    await vi.waitFor(() =>
      expect(state().stepInHand).toEqual({ phase: 'failed', message: 'Gone.' }),
    );
    fails = false;
    await state().readStepAgain();
    expect(state().stepInHand).toMatchObject({ phase: 'ready', detail: stepDetail(1) });
  });
});

describe('leaving a plan', () => {
  it('brings the network back as it was, and comes back to the same step', async () => {
    const window = await planned();
    const { state } = window;
    state().goToStep(4);
    state().showDrawer('trace');
    expect([sceneOf(window), state().instead?.what === 'plan']).toEqual([picture, false]);
    state().showDrawer('plan');
    expect([state().planStep, state().instead?.what === 'plan']).toEqual([4, true]);
    state().closePlan();
    expect(sceneOf(window)).toEqual(picture);
    expect([state().planning.phase, state().instead, state().panels.drawer]).toEqual([
      'none',
      undefined,
      false,
    ]);
  });

  it('folding the drawer away keeps it on the canvas; Escape leaves it once nothing is selected', async () => {
    const window = await planned();
    const { state } = window;
    state().goToStep(4);
    state().togglePanel('drawer', false);
    expect(state().instead?.what === 'plan').toBe(true);
    state().stepBack();
    expect(state().instead?.what === 'plan').toBe(true);
    state().stepBack();
    expect(sceneOf(window)).toEqual(picture);
  });

  it('lets go of what the plan makes', async () => {
    const { state } = await planned();
    state().goToStep(2);
    await state().selectResource('planned-tgw-eu-west-1');
    expect(state().inspected.phase).toBe('none');
    state().closePlan();
    expect(state().selected).toBe(undefined);
  });

  it('a focus leaves the plan for the part, and going on with the plan shows all of it again', async () => {
    const window = await planned();
    const { state } = window;
    state().goToStep(4);
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    expect(state().instead?.what === 'plan').toBe(false);
    state().goToStep(3);
    expect(state().instead?.what).toBe('plan');
    expect(sceneOf(window).nodes.map(({ id }) => id)).toContain('planned-tgw-eu-west-1');
  });

  it('puts back the view there was: what was collapsed, in focus or left out, and its step of undo', async () => {
    const folded = { ...picture, nodes: picture.nodes.slice(0, 1), edges: [], hulls: [] };
    const window = await openWindow({
      scene: ({ collapsed }) => Promise.resolve(collapsed ? folded : picture),
    });
    const { state } = window;
    await state().fold(['account/1'], true);
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
    await state().filterBy('regions', ['eu-west-1'], 'view by regions');
    const view = seenIn(state());
    await state().planMesh('f-mesh');
    state().goToStep(4);
    expect(sceneOf(window).nodes.length).toBeGreaterThan(folded.nodes.length);
    // Show today, and on with the plan.
    state().drawPlan(false);
    expect([seenIn(state()), sceneOf(window)]).toEqual([view, folded]);
    state().goToStep(3);
    state().closePlan();
    expect([seenIn(state()), sceneOf(window)]).toEqual([view, folded]);
    for (const deed of state().past.toReversed()) {
      await state().undo();
      expect(state().notice?.text).toBe(`Undone: ${deed.label}.`);
    }
    expect([seenIn(state()), parts(sceneOf(window))]).toEqual([ALL_SEEN, parts(picture)]);
  });

  it('another source forgets it', async () => {
    const { state } = await planned();
    await state().openPath('another');
    expect([state().planning.phase, state().planStep, state().instead?.what === 'plan']).toEqual([
      'none',
      0,
      false,
    ]);
  });
});

it('a file of the plan is saved as the writer made it', async () => {
  const { state, saved } = await planned();
  await state().savePlan('text');
  expect(saved).toEqual([{ name: 'plan.text', text: 'plan' }]);
  expect(state().notice?.text).toBe('Saved /saved/plan.text');
});
