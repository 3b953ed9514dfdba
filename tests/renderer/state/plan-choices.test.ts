/** What a plan is made with, as the window keeps it: every change makes it anew, and a plan in the making can be stopped. */
import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '#app/api/engine.ts';
import type { PlanSummary } from '#app/api/plan.ts';
import { UserError } from '#app/api/rpc.ts';
import { NO_WISH, wishes } from '#renderer/state/plan-choices.ts';
import { planSummary } from '../plan.ts';
import { settled, startWindow } from '../window.ts';

type Input = Parameters<Engine['plan']>[0];

async function planned(...answers: Parameters<typeof startWindow>) {
  const window = startWindow(...answers);
  await window.state().openDemo();
  await window.state().planMesh('f-mesh');
  const inputs = () => window.asked.filter((a) => a.method === 'plan').map((a) => a.input as Input);
  return { ...window, inputs, last: () => inputs().at(-1)! };
}

/** The peering as a pair that is dear to move; kept where it is asked for, or hot pairs are. */
const dear = ({ keep, keepHot }: Input): PlanSummary => ({
  ...planSummary,
  traffic: [
    {
      peering: 'pcx-ab',
      vpcs: ['vpc-a', 'vpc-b'],
      gbMonth: 5000,
      onPeering: { least: 0, most: 0 },
      onGateway: { least: 100, most: 100 },
      hot: true,
      kept: keepHot === true || keep.includes('pcx-ab'),
    },
  ],
});

describe('choosing', () => {
  it('a gateway of a Region, and a new one again', async () => {
    const { state, last, inputs } = await planned();
    await state().reuseGateway('eu-west-1', 'tgw-1');
    expect(last().reuse).toEqual(['tgw-1']);
    await state().reuseGateway('eu-west-1', 'tgw-1');
    expect(inputs().length).toBe(2);
    await state().reuseGateway('eu-west-1', undefined);
    expect(last().reuse).toEqual([]);
  });

  it('asks for no gateway that cannot be built on, or that this mesh has no Region for', async () => {
    const { state, last } = await planned();
    await state().reuseGateway('eu-west-1', 'tgw-2');
    await state().reuseGateway('us-east-1', 'tgw-9');
    expect(last().reuse).toEqual([]);
  });

  it('traffic and prices, by a native dialog, and lets go of them', async () => {
    const asked: unknown[] = [];
    const { state, last } = await planned(
      {},
      {
        chooseSource: ({ what }) => {
          asked.push(what);
          return Promise.resolve({ path: `/files/${what}.csv` });
        },
      },
    );
    await state().openPlanFile('traffic');
    await state().openPlanFile('prices');
    expect(asked).toEqual(['traffic', 'prices']);
    expect(last()).toMatchObject({ traffic: 'traffic-1', prices: 'prices-1' });
    expect(state().planWish.traffic?.name).toBe('traffic.csv');
    await state().dropPlanFile('prices');
    expect(last().prices).toBe(undefined);
    expect(last().traffic).toBe('traffic-1');
  });

  it('a file that cannot be read changes nothing, and says why beside its own field', async () => {
    const { state, inputs } = await planned({
      planFile: () => Promise.reject(new UserError('flows.csv, line 2: no.')),
    });
    await state().openPlanFile('traffic');
    expect(state().planFileFault).toEqual({ what: 'traffic', message: 'flows.csv, line 2: no.' });
    expect([inputs().length, state().planning.phase]).toEqual([1, 'ready']);
    await state().keepFrom(10);
    expect(state().planFileFault).toBe(undefined);
  });

  it('a dialog that is left changes nothing', async () => {
    const { state, inputs } = await planned(
      {},
      { chooseSource: () => Promise.resolve({ path: undefined }) },
    );
    await state().openPlanFile('traffic');
    expect([inputs().length, state().planWish]).toEqual([1, NO_WISH]);
  });

  it('hot pairs only while there is traffic; one of them moved after all ends it', async () => {
    const { state, last } = await planned({ plan: (input) => Promise.resolve(dear(input)) });
    await state().keepHot(true);
    expect(last().keepHot).toBe(false);
    await state().openPlanFile('traffic');
    expect(last()).toMatchObject({ keepHot: true, keep: [] });
    await state().keepPeerings(['pcx-ab']);
    expect(last()).toMatchObject({ keepHot: true, keep: [] });
    await state().keepPeerings([]);
    expect(last()).toMatchObject({ keepHot: false, keep: [] });
    await state().keepPeerings(['pcx-ab']);
    expect(last()).toMatchObject({ keepHot: false, keep: ['pcx-ab'] });
  });

  it('is kept while the estate is open, whatever is planned meanwhile, and taken back at once', async () => {
    const { state, last } = await planned();
    await state().reuseGateway('eu-west-1', 'tgw-1');
    await state().keepFrom(75);
    expect(wishes(state().planWish)).toBe(2);
    await state().setPlanMode('full-mesh');
    expect(last()).toMatchObject({ reuse: ['tgw-1'], keepFrom: 75, mode: 'full-mesh' });
    state().closePlan();
    await state().planMesh('f-mesh');
    expect(last()).toMatchObject({ reuse: ['tgw-1'], keepFrom: 75, mode: 'exact' });
    await state().resetPlanWish();
    expect(last()).toMatchObject({ reuse: [], keepFrom: 50 });
    await state().keepFrom(75);
    await state().openPath('another');
    expect(state().planWish).toEqual(NO_WISH);
  });
});

describe('a plan in the making', () => {
  /** Every plan after the first waits for ever. */
  async function waiting(first: boolean) {
    let n = 0;
    const window = startWindow({
      plan: ({ mode }) =>
        n++ === 0 && first
          ? Promise.resolve({ ...planSummary, mode })
          : new Promise<never>(() => undefined),
    });
    await window.state().openDemo();
    return window;
  }
  const cancelled = (window: Awaited<ReturnType<typeof waiting>>) =>
    window.asked.filter((a) => a.method === 'cancel').map((a) => a.input);
  const jobs = (window: Awaited<ReturnType<typeof waiting>>) =>
    window.asked.filter((a) => a.method === 'plan').map((a) => ({ job: (a.input as Input).job }));

  it('tells how far it is, and not how far another one is', async () => {
    const window = await waiting(false);
    void window.state().planMesh('f-mesh');
    await vi.waitFor(() => expect(jobs(window).length).toBe(1));
    const progress = { round: 1, placed: 4, steps: 9, simulated: 12 };
    window.emit('planProgress', { job: jobs(window)[0]!.job!, ...progress });
    window.emit('planProgress', { job: 'another', round: 9, placed: 9, steps: 9, simulated: 9 });
    await settled();
    expect(window.state().planning).toMatchObject({ phase: 'working', progress });
  });

  it('is stopped by Escape before anything else is left, and the engine hears of it', async () => {
    const window = await waiting(false);
    const { state } = window;
    await state().selectFinding('f-mesh');
    void state().planMesh('f-mesh');
    await vi.waitFor(() => expect(jobs(window).length).toBe(1));
    state().stepBack();
    expect(state().planning.phase).toBe('stopped');
    expect(state().selected?.kind).toBe('finding');
    await settled();
    expect(cancelled(window)).toEqual(jobs(window));
    state().stepBack();
    expect(state().selected).toBe(undefined);
  });

  it('stopped, leaves the plan before as it was, with the choices it was made with', async () => {
    const window = await waiting(true);
    const { state } = window;
    await state().planMesh('f-mesh');
    void state().reuseGateway('eu-west-1', 'tgw-1');
    await vi.waitFor(() => expect(jobs(window).length).toBe(2));
    state().stopPlan();
    expect([state().planning.phase, state().instead?.what === 'plan', state().planWish]).toEqual([
      'ready',
      true,
      NO_WISH,
    ]);
  });

  it('gives way to the next one, and to another estate', async () => {
    const window = await waiting(false);
    const { state } = window;
    void state().planMesh('f-mesh');
    await vi.waitFor(() => expect(jobs(window).length).toBe(1));
    void state().keepFrom(10);
    await vi.waitFor(() => expect(jobs(window).length).toBe(2));
    expect(cancelled(window)).toEqual(jobs(window).slice(0, 1));
    await state().openPath('another');
    await settled();
    expect(cancelled(window)).toEqual(jobs(window));
    expect(state().planning.phase).toBe('none');
  });
});
