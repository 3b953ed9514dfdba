/** Plans of every sort, for tests of what is written from them. */
import { findMeshes } from '#app/mesh/find.ts';
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import meshRule from '#app/rules/peering-mesh/rule.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import type { PlanRun } from '#app/writers/writer.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';

export interface Planning {
  readonly plan: Plan;
  readonly topology: Topology;
}

export const runOf = ({ plan, topology }: Planning, title = 'Sample estate'): PlanRun => ({
  plan,
  topology,
  version: '1.2.3',
  source: { title, taken: '2026-01-05T09:00:00.000Z', checksum: `sha256:${'ab'.repeat(32)}` },
  look: { colour: false, columns: 100 },
});

const planned = (world: World, input: Omit<PlanInput, 'routing'>): Planning => {
  const routing = createRouting(buildTopology(world.pages()));
  return { plan: makePlan({ routing, ...input }).plan, topology: routing.topology };
};

/** Plans of the meshes of the sample estate. */
export function samplePlans(): Planning[] {
  const routing = createRouting(buildTopology(sampleEstate().pages()));
  const { topology } = routing;
  return findMeshes(topology, meshRule.options.parse({})).map((mesh) => ({
    plan: makePlan({ routing, vpcs: mesh.members, mode: 'exact' }).plan,
    topology,
  }));
}

export function randomPlan(seed: number, mode: 'exact' | 'full-mesh' = 'exact'): Planning {
  const { world, vpcs } = randomMesh(seed, seed % 2 === 0);
  return planned(world, { vpcs, mode });
}

/** Two accounts and two Regions, all peered; names as given. */
export function twoByTwo(names: readonly string[] = ['a', 'b', 'c', 'd']): Planning {
  const world = new World({ ids: 'aws' });
  const places = [
    world.region('us-east-1', '111111111111'),
    world.region('us-east-1', '222222222222'),
    world.region('eu-west-1', '111111111111'),
    world.region('eu-west-1', '222222222222'),
  ];
  const vpcs = names.map((name, i) => {
    const six = i % 2 === 0 ? [`2001:db8:${i}::/56`] : [];
    const vpc = places[i % 4]!.vpc(name, [`10.${i}.0.0/16`, ...six]);
    const four = `10.${i}.1.0/24`;
    vpc.subnet(i % 2 === 0 ? [four, `2001:db8:${i}:1::/64`] : four, 'a', `${name}-1`);
    return vpc;
  });
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) world.peerRouted(a, b);
  });
  return planned(world, { vpcs: vpcs.map((v) => v.id), mode: 'exact' });
}

/** Four VPCs of two accounts, of which some hang on a gateway already; it puts newcomers into a default table. */
export function reusing({ autoAccept = false, references = true } = {}): Planning {
  const world = new World();
  const home = world.region();
  const away = world.region('us-east-1', '222222222222');
  const vpcs = [home, home, away, away].map((at, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    return { vpc, subnets: ['a', 'b'].map((zone, n) => vpc.subnet(`10.${i}.${n}.0/24`, zone)) };
  });
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) world.peerRouted(a.vpc, b.vpc);
  });
  if (references) {
    const [from, to] = [vpcs[0]!.vpc, vpcs[1]!.vpc];
    const group = from.group('clients', {});
    to.group('servers', { inbound: [{ protocol: 'tcp', from: 443, to: 443, groups: [group] }] });
  }
  const hub = home.tgw('hub', { autoAccept, groupReferencing: false });
  const flat = hub.table('flat');
  hub.defaultTable = flat;
  // In one of the two zones of its VPC.
  const attached = hub.attach(vpcs[0]!.vpc, [vpcs[0]!.subnets[0]!]);
  flat.associate(attached).propagate(attached);
  return planned(world, { vpcs: vpcs.map((v) => v.vpc.id), mode: 'exact', reuse: [hub.id] });
}
