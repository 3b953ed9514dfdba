/** Pairs of VPCs whose flows arrive through a NAT gateway are told apart: nobody can begin the other way by it. */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { randomPages } from '#tests/kit/random-world.ts';
import { routingOf } from './ask.ts';

const nattedBetween = (
  world: World,
  from: { readonly id: string },
  to: { readonly id: string },
) => {
  const reach = routingOf(world).reach();
  return reach.natted(reach.vpcs.indexOf(from.id), reach.vpcs.indexOf(to.id));
};

describe('natted', () => {
  // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html#private-nat-overlapping-networks
  it('is some where hosts hide behind a private NAT gateway whose own subnet arrives as it is', () => {
    const world = new World();
    const at = world.region();
    const inner = at.vpc('inner', ['10.1.0.0/16', '100.64.0.0/24']);
    const far = at.vpc('far', '10.2.0.0/16');
    const hosts = inner.subnet('10.1.1.0/24');
    const door = inner.subnet('100.64.0.0/28');
    far.subnet('10.2.1.0/24');
    const peering = world.peer(inner, far);
    inner.table('hosts', hosts).route('10.2.0.0/16', inner.nat(door, { private: true }));
    inner.table('door', door).route('10.2.0.0/16', peering);
    far.main.route('100.64.0.0/28', peering);
    expect(nattedBetween(world, inner, far)).toBe('some');
    expect(nattedBetween(world, far, inner)).toBe('none');
  });

  // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html, with a private gateway between two VPCs.
  it('is all where every flow is sent to a NAT gateway in a third VPC', () => {
    const world = new World();
    const at = world.region();
    const spoke = at.vpc('spoke', '10.1.0.0/16');
    const middle = at.vpc('middle', '10.9.0.0/16');
    const far = at.vpc('far', '10.2.0.0/16');
    const s1 = spoke.subnet('10.1.1.0/24');
    const arrival = middle.subnet('10.9.0.0/28');
    const door = middle.subnet('10.9.1.0/24');
    const f1 = far.subnet('10.2.1.0/24');
    const tgw = at.tgw('hub');
    const [a, m, f] = [
      tgw.attach(spoke, [s1]),
      tgw.attach(middle, [arrival]),
      tgw.attach(far, [f1]),
    ];
    const spokes = tgw.table('spokes');
    const inside = tgw.table('inside');
    spokes.associate(a).route('0.0.0.0/0', m);
    inside.associate(m).associate(f).propagate(a).propagate(m).propagate(f);
    spoke.main.route('10.2.0.0/16', tgw);
    middle.table('arrival', arrival).route('10.2.0.0/16', middle.nat(door, { private: true }));
    middle.table('door', door).route('0.0.0.0/0', tgw);
    far.main.route('10.0.0.0/8', tgw);
    expect(nattedBetween(world, spoke, far)).toBe('all');
    expect(nattedBetween(world, far, spoke)).toBe('none');
  });

  it('agrees with the walks of random worlds', () => {
    let some = 0;
    for (let seed = 0; seed < 120; seed++) {
      const routing = createRouting(buildTopology(randomPages(seed)));
      const reach = routing.reach();
      reach.vpcs.forEach((_, i) =>
        reach.vpcs.forEach((__, j) => {
          if (i === j) return;
          const natted = reach.natted(i, j);
          if (natted !== 'none') some++;
          for (const part of reach.parts(i, j)) {
            if (part.outcome !== 'delivered' || natted === 'some') continue;
            const { hops } = routing.trace({
              from: { subnet: part.from, ip: part.example.from },
              to: { subnet: part.to, ip: part.example.to },
            });
            expect(
              hops.some((hop) => hop.kind === 'nat-gateway'),
              `seed ${seed}, ${part.example.from} to ${part.example.to}`,
            ).toBe(natted === 'all');
          }
        }),
      );
    }
    expect(some).toBeGreaterThan(0);
  });
});
