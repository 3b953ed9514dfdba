/** Plans in threads of their own: the same bytes, the engine free meanwhile, and an end when the user wants one. */
import { describe, expect, it } from 'vitest';
import { engineContract, type EngineEvents } from '#app/api/engine.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';
import type { Plan } from '#app/plan/plan.ts';
import { analyze } from '#app/report.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { writers } from '#app/writers/index.gen.ts';
import { createEngine } from '#main/engine/engine.ts';
import type { Emit } from '#main/engine/parts.ts';
import { Estates } from '#main/engine/estates.ts';
import { type PlanAsk, planFrom } from '#main/engine/plan-run.ts';
import { spawnEngine } from '#main/engine/spawn.ts';
import { type Planner, spawnPlanner } from '#main/engine/spawn-planner.ts';
import { spawnWriter } from '#main/engine/spawn-writer.ts';

/** A routed mesh over two Regions, with a gateway in one of them. */
function mesh(many: number): World {
  const world = new World();
  const [east, west] = [world.region('us-east-1'), world.region('eu-west-1')];
  east.tgw('core');
  const vpcs = Array.from({ length: many }, (_, i) =>
    (i % 3 === 0 ? west : east).vpc(`v${i}`, `10.${i}.0.0/16`),
  );
  for (const [i, vpc] of vpcs.entries()) {
    vpc.subnet(`10.${i}.0.0/24`);
    for (const peer of vpcs.slice(i + 1)) world.peerRouted(vpc, peer);
  }
  return world;
}

const idsOf = (world: World): string[] =>
  analyze(world.snapshot())
    .topology.all('vpc')
    .map((v) => v.id);

const askOf = (members: readonly string[], part: Partial<PlanAsk> = {}): PlanAsk => ({
  members,
  mode: 'exact',
  keep: [],
  reuse: [],
  keepHot: false,
  keepFrom: 50,
  segments: undefined,
  traffic: [],
  prices: undefined,
  ...part,
});

const textOf = (format: string, plan: Plan, world: World): string =>
  writers
    .find(({ id }) => id === format)!
    .write({
      plan,
      topology: analyze(world.snapshot()).topology,
      version: '1.2.3',
      source: {
        title: 't',
        taken: world.snapshot().manifest.created,
        checksum: snapshotChecksum(world.snapshot()),
      },
      look: { colour: false, columns: 100 },
    });

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

describe('a plan made in a thread', () => {
  it('is, byte for byte in every format, the one made in the same thread', async () => {
    const world = mesh(7);
    const { pages } = world.snapshot();
    const { topology } = analyze(world.snapshot());
    const members = idsOf(world);
    const ask = askOf(members, {
      mode: 'segments',
      segments: {
        environments: { low: { name: 'v[0-4]' }, high: { name: 'v[56]' } },
        reach: { low: ['low', 'high'], high: ['high'] },
      },
      keep: [topology.all('vpc-peering')[0]!.id],
      reuse: [topology.all('transit-gateway')[0]!.id],
      keepHot: true,
      traffic: [{ from: members[1]!, to: members[2]!, gbMonth: 90_000, sameZone: 1 }],
      prices: {
        name: 'p.yaml',
        file: { asOf: '2026-11', regions: { 'us-east-1': { processedGb: 0.018 } } },
      },
    });
    const here = planFrom(pages, ask, () => undefined);
    const there = await spawnPlanner()(pages, ask, quiet);
    expect(there).toEqual(here);
    expect(here.design.kept.map((k) => k.why).sort()).toEqual(['asked', 'traffic']);
    expect(here.design.gateways.map((g) => g.existing).sort()).toEqual([false, true]);
    for (const writer of writers) {
      const [a, b] = [here, there].map((plan) => textOf(writer.id, plan, world));
      expect(b, writer.id).toBe(a);
    }
  });

  it('is written in a thread, its steps handed over in portions, as its writer writes it', async () => {
    const world = mesh(9);
    const { pages, manifest } = world.snapshot();
    const made = planFrom(pages, askOf(idsOf(world)), () => undefined);
    const { steps: list, ...plan } = made;
    expect(list.length).toBeGreaterThan(40);
    const write = spawnWriter();
    const ask = { plan, list, manifest, checksum: undefined, title: 't', version: '1.2.3' };
    const [written] = await write(pages, { ...ask, format: 'aws-cli' }, quiet);
    expect(written?.name).toBe('peerless-plan.sh');
    expect(written?.body).toBe(textOf('aws-cli', made, world));
    const stop = new AbortController();
    const stopped = expect(
      write(pages, { ...ask, format: 'aws-cli' }, { ...quiet, signal: stop.signal }),
    ).rejects;
    stop.abort();
    await stopped.toThrow('Writing was stopped.');
  });

  it('says what went wrong in it, and goes on with the next', async () => {
    const planner = spawnPlanner();
    const { pages } = mesh(3).snapshot();
    const broken = { ...askOf(idsOf(mesh(3))), traffic: null } as unknown as PlanAsk;
    await expect(planner(pages, broken, quiet)).rejects.toThrow(/null|iterable/);
    const plan = await planner(pages, askOf(idsOf(mesh(3))), quiet);
    expect(plan.steps.length).toBeGreaterThan(0);
  });

  it('waiting for its turn, it can be stopped too, and lets the next one through', async () => {
    const planner = spawnPlanner();
    const { pages } = mesh(3).snapshot();
    const ask = askOf(idsOf(mesh(3)));
    const stop = new AbortController();
    const first = [planner(pages, ask, quiet), planner(pages, ask, quiet)];
    const third = planner(pages, ask, { ...quiet, signal: stop.signal });
    const fourth = planner(pages, ask, quiet);
    stop.abort();
    await expect(third).rejects.toThrow('Planning was stopped.');
    const [one, ...others] = await Promise.all([...first, fourth]);
    expect(others).toEqual([one, one]);
  });
});

function start(planner?: Planner) {
  const [near, far] = memoryWires();
  const emit: Emit = (event, data) => serving.emit(event, data);
  const { engine, stop } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit,
    ...(planner && { planner }),
  });
  const serving = serve(engineContract, engine, far);
  far.onClose(stop);
  return { ...connect(engineContract, near), close: () => near.close() };
}

const file = (world: World) => ({
  files: [{ name: 'mesh.peerless', text: writeSnapshot(world.snapshot()) }],
});

describe('the engine, while a plan is made', () => {
  it('in its thread answers, tells how far the plan is, and stops it when asked', async () => {
    const host = spawnEngine(() => undefined);
    const client = connect(engineContract, host.connect(undefined));
    const { call } = client;
    const world = mesh(60);
    const { handle } = await call.open(file(world));
    const heard: EngineEvents['planProgress'][] = [];
    const begun = new Promise<void>((resolve) =>
      client.on('planProgress', (progress) => {
        heard.push(progress);
        if (heard.length === 2) resolve();
      }),
    );
    let over = false;
    const members = idsOf(world);
    const plan = call
      .plan({ handle, job: 'mine', members, mode: 'exact', keep: [] })
      .finally(() => (over = true));
    const stopped = expect(plan).rejects.toThrow('Planning was stopped.');
    await begun;
    const trace = await call.trace({ handle, from: members[0]!, to: members[1]! });
    const { hits } = await call.search({ handle, text: 'v1' });
    const looked = await call.inspect({ handle, ref: members[0]! });
    expect([trace.outcome, hits.length > 0, looked.name, over]).toEqual([
      'delivered',
      true,
      'v0',
      false,
    ]);
    expect(heard[0]).toMatchObject({ job: 'mine', round: 1 });
    expect(heard[1]!.simulated).toBeGreaterThan(heard[0]!.simulated);
    expect(heard[1]!.placed).toBeLessThanOrEqual(heard[1]!.steps);
    expect(await call.cancel({ job: 'mine' })).toEqual({ cancelled: true });
    await stopped;
    expect(await call.cancel({ job: 'mine' })).toEqual({ cancelled: false });
    const small = await call.plan({
      handle,
      members: members.slice(0, 3),
      mode: 'exact',
      keep: [],
    });
    expect(small.proof).toMatchObject({ lost: 0, gained: 0 });
    await host.close();
  }, 60_000);

  it('stops it when the window goes, and takes no second of the same name', async () => {
    const signals: AbortSignal[] = [];
    const { call, close } = start((_pages, _ask, { signal }) => {
      signals.push(signal);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('gone'))),
      );
    });
    const world = mesh(3);
    const { handle } = await call.open(file(world));
    const wish = { handle, job: 'one', members: idsOf(world), mode: 'exact', keep: [] } as const;
    const ask = { ...wish, members: [...wish.members], keep: [] };
    const first = call.plan(ask);
    first.catch(() => undefined);
    await expect(call.plan({ ...ask, mode: 'full-mesh' })).rejects.toThrow(/one is running/);
    expect(signals.map((s) => s.aborted)).toEqual([false]);
    close();
    await expect(first).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(signals.map((s) => s.aborted)).toEqual([true]);
  });
});
