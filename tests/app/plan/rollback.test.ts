/**
 * The law of going back: after any step, its rollback gives the very network that was there before it, thing by thing;
 * and all rollbacks in reverse give the network of today. Only the id of a peering that was deleted cannot come back.
 */
import { describe, expect, it } from 'vitest';
import { findMeshes } from '#app/mesh/find.ts';
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import { editsOf } from '#app/plan/planned.ts';
import type { Change, Reversal } from '#app/plan/changes.ts';
import { isPlanned, PLAN_MODES } from '#app/plan/design-shapes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import { applyEdits } from '#app/routing/edit.ts';
import type { Routing } from '#app/routing/routing.ts';
import { Intent } from '#app/rules/intent.ts';
import meshRule from '#app/rules/peering-mesh/rule.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import { sampleEstate } from '#app/world/sample.ts';
import type { World } from '#app/world/world.ts';
import { randomHub } from '#tests/kit/random-hub.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';
import { differences } from '#tests/kit/differences.ts';
import { reusing, twoByTwo } from '#tests/app/writers/plans.ts';

const SEEDS = Array.from({ length: Number(process.env['PEERLESS_WORLDS'] ?? 30) }, (_, i) => i + 1);

function check(today: Topology, plan: Plan): void {
  const after = (topology: Topology, changes: readonly (Change | Reversal)[]): Topology =>
    applyEdits(
      topology,
      changes.flatMap((change) => editsOf(change, today, plan.design.gateways)),
    ).topology;
  let now = today;
  let cut = today;
  for (const step of plan.steps) {
    const next = after(now, step.changes);
    expect(step.rollback.length > 0).toBe(step.changes.length > 0);
    expect([step.id, ...differences(now, after(next, step.rollback))]).toEqual([step.id]);
    now = next;
    if (step.phase === 'build' || step.phase === 'cut-over') cut = next;
  }
  for (const [from, steps] of [
    [now, plan.steps],
    [cut, plan.steps.filter((s) => s.phase === 'build' || s.phase === 'cut-over')],
  ] as const) {
    const back = steps.toReversed().reduce((at, step) => after(at, step.rollback), from);
    expect(differences(today, back)).toEqual([]);
  }
}

const planned = (world: World, input: Omit<PlanInput, 'routing'>): Plan => {
  const routing = createRouting(buildTopology(world.pages()));
  const { plan } = makePlan({ routing, ...input });
  check(routing.topology, plan);
  return plan;
};

/** Who reaches whom, worked out step by step from the network before, as a plan is proved. */
function reachOf(routing: Routing): string[] {
  const reach = routing.reach();
  return reach.vpcs.flatMap((from, i) =>
    reach.vpcs.map((to, j) => `${from} ${to} ${i === j ? '' : reach.pair(i, j).outcome}`),
  );
}

/** What a rollback takes away. */
const deleted = (plan: Plan): string[] =>
  plan.steps
    .flatMap((s) => s.rollback)
    .flatMap((c) => {
      switch (c.do) {
        case 'delete-gateway':
          return c.gateway.id;
        case 'delete-table':
        case 'delete-landing-table':
          return c.table;
        case 'delete-landing':
          return c.landing.subnet;
        case 'delete-attachment':
          return c.attachment.id;
        case 'delete-link':
          return c.link.id;
        default:
          return [];
      }
    });

describe('every step goes back', () => {
  const routing = createRouting(buildTopology(sampleEstate().pages()));
  const meshes = findMeshes(routing.topology, meshRule.options.parse({}));
  it.each(
    meshes.flatMap((mesh) => PLAN_MODES.map((mode) => [mesh.members.length, mode, mesh] as const)),
  )('on the sample mesh of %i, mode %s', (_, mode, mesh) => {
    const half = Math.ceil(mesh.members.length / 2);
    const named = (ids: readonly string[]) =>
      ids.map((id) => ({ name: routing.topology.get('vpc', id)!.name }));
    const intent = new Intent(routing.topology, {
      environments: {
        one: named(mesh.members.slice(0, half)),
        two: named(mesh.members.slice(half)),
      },
      reach: {},
    });
    const { plan } = makePlan({ routing, vpcs: mesh.members, mode, intent });
    check(routing.topology, plan);
    expect(deleted(plan)).not.toEqual([]);
    expect(deleted(plan).filter((id) => !isPlanned(id))).toEqual([]);
  });

  it.each(SEEDS)('on a random mesh, routes wider than the peer or not: seed %i', (seed) => {
    for (const wide of [true, false]) {
      const { world, vpcs } = randomMesh(seed, wide);
      planned(world, { vpcs, mode: seed % 2 === 0 ? 'exact' : 'full-mesh' });
    }
  });

  it.each(SEEDS)('beside a gateway that is there, which it leaves as it was: seed %i', (seed) => {
    const { world, vpcs, hub } = randomHub(seed);
    const plan = planned(world, { vpcs, mode: 'exact', reuse: [hub.id] });
    expect(deleted(plan).filter((id) => !isPlanned(id))).toEqual([]);
  });

  it.each([
    ['two accounts and two Regions', twoByTwo],
    ['a gateway that takes newcomers in', reusing],
    ['a gateway that accepts newcomers by itself', () => reusing({ autoAccept: true })],
  ] as const)('on %s', (_, make) => {
    const { plan, topology } = make();
    check(topology, plan);
    expect(deleted(plan).filter((id) => !isPlanned(id))).toEqual([]);
  });

  it.each(SEEDS.slice(0, 10))('and everybody reaches whom they did: seed %i', (seed) => {
    const { world, vpcs, hub } = randomHub(seed);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan } = makePlan({ routing, vpcs, mode: 'exact', reuse: [hub.id] });
    const go = (from: Routing, changes: readonly (Change | Reversal)[]): Routing =>
      from.whatIf(changes.flatMap((c) => editsOf(c, routing.topology, plan.design.gateways)));
    const done = plan.steps.reduce((now, step) => go(now, step.changes), routing);
    const back = plan.steps.toReversed().reduce((now, step) => {
      const next = go(now, step.rollback);
      expect(reachOf(next)).toEqual(reachOf(createRouting(next.topology)));
      return next;
    }, done);
    expect(reachOf(back)).toEqual(reachOf(routing));
  });
});
