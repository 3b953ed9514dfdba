/** Where attachments stand: a small subnet of their own wherever there is room for one. */
import { expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

it('does not look for IPv6 in a VPC that has none, though routes to the IPv6 of its peer are there', () => {
  const world = new World();
  const at = world.region();
  const both = at.vpc('both', ['10.1.0.0/16', '2001:db8:1::/56']);
  both.subnet(['10.1.1.0/24', '2001:db8:1:1::/64'], 'a');
  const four = at.vpc('four', '10.2.0.0/16');
  four.subnet('10.2.1.0/24', 'a');
  // A route to every block of the other side, in both.
  world.peerRouted(both, four);
  const routing = createRouting(buildTopology(world.pages()));
  const { plan } = makePlan({ routing, vpcs: [both.id, four.id], mode: 'exact' });
  const of = (vpc: string) => plan.design.attachments.find((a) => a.vpc === vpc)!;
  // The first free /28 of 10.2.0.0/16: AWS advises a subnet for the attachment alone.
  expect(of(four.id).landings).toMatchObject([{ how: 'new', cidr: '10.2.0.0/28' }]);
  expect(of(four.id).ipv6).toBe(false);
});
