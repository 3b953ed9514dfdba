/**
 * The promise of an exact plan: whoever reached whom before does so after, and at every step between. The proof a
 * plan carries comes from `reach`; here `trace`, which shares no walk with it, looks at the first and last network.
 */
import { describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { furnishedMesh, randomMesh } from '#tests/kit/random-mesh.ts';
import { deliveriesOf } from './deliveries.ts';

const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 60);
const FIRST = Number(process.env['PEERLESS_SEED'] ?? 1);

function check(seed: number, wide: boolean, make = randomMesh) {
  const { world, vpcs } = make(seed, wide);
  const routing = createRouting(buildTopology(world.pages()));
  const { plan, after } = makePlan({ routing, vpcs, mode: 'exact' });
  for (const { id, proof } of plan.steps) {
    expect(`${id}: ${proof.lost} lost, ${proof.gained} gained`).toBe(`${id}: 0 lost, 0 gained`);
  }
  expect(plan.proof.bySubnet).toMatchObject({ lost: 0, gained: 0 });
  const subnets = routing.topology.all('subnet').map((s) => s.id);
  expect(deliveriesOf(after, subnets)).toEqual(deliveriesOf(routing, subnets));
  for (const peering of plan.design.replaced) {
    expect(after.topology.get('vpc-peering', peering)).toBeUndefined();
  }
  return plan;
}

const seeds = Array.from({ length: WORLDS }, (_, i) => FIRST + i);

describe('an exact plan', () => {
  it.each(seeds)('moves all but overlapping peers, and keeps reach as it is: seed %i', (seed) => {
    for (const kept of check(seed, false).design.kept) expect(kept.why).toBe('overlap');
  });

  it.each(seeds)('keeps reach as it is where routes are wider than the peer: seed %i', (seed) => {
    check(seed, true);
  });

  // VPN gateways, network ACLs, prefix lists, Local Zones, ways to the internet.
  it.each(seeds)('keeps reach as it is with all that stands beside peerings: seed %i', (seed) => {
    check(seed, seed % 2 === 0, furnishedMesh);
  });

  it('moves most of what has wide routes too', () => {
    const plans = seeds.slice(0, 40).map((seed) => check(seed, true).design);
    const moved = plans.reduce((sum, plan) => sum + plan.replaced.length, 0);
    const proof = plans.flatMap((plan) => plan.kept).filter((kept) => kept.why === 'proof');
    expect(proof.length).toBeLessThan(0.15 * moved);
  });
});
