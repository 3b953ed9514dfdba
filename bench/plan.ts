/** A full mesh of so many VPCs, planned and proved. */
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

/** `size` VPCs of two zones, each pair peered and routed: 4,950 peerings for 100. Throws where a pair is lost. */
export function measurePlan(size: number): { seconds: number } {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: size }, (_, i) => {
    const vpc = at.vpc(`member-${i}`, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.0.0/24`, 'a', `member-${i}-a`);
    vpc.subnet(`10.${i}.1.0/24`, 'b', `member-${i}-b`);
    return vpc;
  });
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) world.peerRouted(a, b);
  });
  const routing = createRouting(buildTopology(world.pages()));
  const since = performance.now();
  const { plan } = makePlan({ routing, vpcs: vpcs.map((v) => v.id), mode: 'exact' });
  const seconds = (performance.now() - since) / 1000;
  if (plan.proof.lost + plan.proof.gained > 0) throw new Error('the plan is not proved');
  return { seconds };
}
