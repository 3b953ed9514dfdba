/** Small meshes that warnings of plans are tried on. */
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import type { Plan, WarningKind } from '#app/plan/plan.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';

export function planOf(
  world: World,
  vpcs: readonly WorldVpc[],
  more: Partial<PlanInput> = {},
): Plan {
  const routing = createRouting(buildTopology(world.pages()));
  return makePlan({ routing, vpcs: vpcs.map((v) => v.id), mode: 'exact', ...more }).plan;
}

/** So many VPCs of one Region, `10.N.0.0/16` each, all peered and routed, with some tables. */
export function mesh(size: number, tables = 1) {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: size }, (_, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    const subnets = Array.from({ length: tables }, (_, n) => vpc.subnet(`10.${i}.${n}.0/24`));
    subnets.slice(1).forEach((subnet, n) => vpc.table(`t${n}`, subnet));
    return vpc;
  });
  const peerings = vpcs.flatMap((a, i) => vpcs.slice(i + 1).map((b) => world.peerRouted(a, b)));
  const plan = (more: Partial<PlanInput> = {}) => planOf(world, vpcs, more);
  return { world, at, vpcs, peerings, plan };
}

export const told = (plan: Plan, kind: WarningKind) => plan.warnings.filter((w) => w.kind === kind);
