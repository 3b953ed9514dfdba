/** Topologies nobody would build: an answer in time, never a hang or a crash. */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';
import { routingOf, trace, wayOf } from './ask.ts';

describe('routing loops', () => {
  it('over three transit gateways end as a loop, and name where the flow comes back to', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const hubs = ['one', 'two', 'three'].map((name) => at.tgw(name));
    const [one, two, three] = hubs as [(typeof hubs)[0], (typeof hubs)[0], (typeof hubs)[0]];
    const ta = one.attach(a, [a1]);
    const [ab, bc, ca] = [
      world.peerTgw(one, two),
      world.peerTgw(two, three),
      world.peerTgw(three, one),
    ];
    one.table('main').associate(ta, ca, ab).route('10.9.0.0/16', ab);
    two.table('main').associate(ab, bc).route('10.9.0.0/16', bc);
    three.table('main').associate(bc, ca).route('10.9.0.0/16', ca);
    a.main.route('10.0.0.0/8', one);
    const answer = trace(world, a1, '10.9.0.9');
    expect(wayOf(answer)).toEqual([
      'loop',
      'subnet-a-1 [10.0.0.0/8 static tgw-one]',
      'tgw-attach-one-a',
      'tgw-one [10.9.0.0/16 static tgw-attach-one-two]',
      'tgw-attach-one-two',
      'tgw-two [10.9.0.0/16 static tgw-attach-two-three]',
      'tgw-attach-two-three',
      'tgw-three [10.9.0.0/16 static tgw-attach-three-one]',
      'tgw-attach-three-one',
      // Over another attachment than at first, so its table is asked once more.
      'tgw-one [10.9.0.0/16 static tgw-attach-one-two]',
      'tgw-attach-one-two',
      'tgw-two',
    ]);
    expect(answer.reason).toBe('The flow comes back to tgw-two: its routes lead in a circle.');
  });

  it('over the peering of two transit gateways, in reach too', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const [one, two] = [at.tgw('one'), at.tgw('two')];
    const ta = one.attach(a, [a1]);
    const link = world.peerTgw(one, two);
    one.table('main').associate(ta, link).route('10.1.0.0/16', link);
    two.table('main').associate(link).route('10.1.0.0/16', link);
    a.main.route('10.0.0.0/8', one);
    expect(trace(world, a1, b1).outcome).toBe('loop');
    const reach = routingOf(world).reach();
    expect(reach.pair(0, 1)).toEqual({ outcome: 'loop', return: 'no-route' });
  });

  it('through a VPC that sends back what it is sent', () => {
    const world = new World();
    const at = world.region();
    const [a, i] = [at.vpc('a', '10.0.0.0/16'), at.vpc('i', '10.255.0.0/24')];
    const [a1, i1] = [a.subnet('10.0.1.0/24'), i.subnet('10.255.0.0/28')];
    const hub = at.tgw('hub');
    const [ta, ti] = [hub.attach(a, [a1]), hub.attach(i, [i1])];
    hub.table('main').associate(ta, ti).route('0.0.0.0/0', ti);
    a.main.route('0.0.0.0/0', hub);
    i.main.route('0.0.0.0/0', hub);
    expect(trace(world, a1, '10.9.0.9').outcome).toBe('loop');
  });

  it('that branch at every zone AWS may pick: not to be told, and soon', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24', 'd');
    const hub = at.tgw('hub');
    const ta = hub.attach(a, [a1]);
    let next: { table: ReturnType<typeof hub.table>; in: typeof ta } | undefined;
    // Twelve VPCs in a row, each entered by one of three zones with tables of their own.
    for (let n = 0; n < 12; n++) {
      const vpc = at.vpc(`v${n}`, `10.${100 + n}.0.0/16`);
      const gateway = at.tgw(`g${n}`);
      const subnets = ['a', 'b', 'c'].map((zone, z) => {
        const subnet = vpc.subnet(`10.${100 + n}.${z}.0/24`, zone);
        const table = vpc.table(`t${zone}`, subnet);
        if (z < 2) table.route('10.9.0.0/16', gateway);
        return subnet;
      });
      const into = (next?.table.tgw ?? hub).attach(vpc, subnets, {
        name: `in-${n}`,
        applianceMode: true,
      });
      (next?.table ?? hub.table('main').associate(ta)).route('10.9.0.0/16', into);
      const out = gateway.attach(vpc, subnets, { name: `out-${n}` });
      next = { table: gateway.table('main').associate(out), in: into };
    }
    a.main.route('10.9.0.0/16', hub);
    expect(trace(world, a1, '10.9.0.9').outcome).toBe('cannot-tell');
    expect(routingOf(world).reach().counts().size).toBeGreaterThan(0);
  });
});

describe('size', () => {
  it('a table of 10,000 routes answers like a small one', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '172.16.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('172.16.77.0/24')];
    const pcx = world.peerRouted(a, b);
    const vgw = at.vgw('a', a);
    for (let n = 0; n < 10_000; n++)
      a.main.route(`${20 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.0/24`, vgw);
    a.main.route('172.16.77.0/24', pcx);
    const answer = trace(world, a1, b1);
    expect(answer.hops[0]?.route).toMatchObject({
      destination: '172.16.77.0/24',
      beat: [{ destination: '172.16.0.0/16' }],
    });
    expect(routingOf(world).reach().pair(0, 1)).toEqual({
      outcome: 'delivered',
      return: 'delivered',
    });
  });

  it('fifty VPCs of the same addresses, all peered and on one gateway', () => {
    const world = new World();
    const at = world.region();
    const vpcs = Array.from({ length: 50 }, (_, i) => at.vpc(`v${i}`, '10.0.0.0/16'));
    const subnets = vpcs.map((vpc) => vpc.subnet('10.0.1.0/24'));
    const hub = at.tgw('hub');
    const table = hub.table('main');
    vpcs.forEach((vpc, i) => {
      const attached = hub.attach(vpc, [subnets[i]!]);
      table.associate(attached).propagate(attached);
      vpc.main.route('10.0.0.0/8', hub);
      for (const other of vpcs.slice(0, i)) world.peer(vpc, other);
    });
    // The local route keeps every flow at home.
    const answer = trace(world, subnets[0]!, subnets[1]!);
    expect(answer.outcome).toBe('no-route');
    expect(answer.reason).toContain('their address ranges overlap');
    const reach = routingOf(world).reach();
    expect([...reach.counts()]).toEqual([['no-route', 50 * 49]]);
  });
});

describe('what is missing', () => {
  it('a VPC without subnets, tables or anything', () => {
    const world = new World();
    const at = world.region();
    at.vpc('bare', '10.0.0.0/16');
    at.vpc('other', '10.1.0.0/16').subnet('10.1.1.0/24');
    const pages = world
      .pages()
      .map((p) =>
        p.operation === 'DescribeRouteTables' ? { ...p, answer: { RouteTables: [] } } : p,
      );
    const reach = createRouting(buildTopology(pages)).reach();
    expect(reach.pair(0, 1)).toEqual({ outcome: 'no-route', return: 'no-route' });
    expect(reach.parts(0, 1)).toEqual([]);
  });

  it('nothing at all, or any page: an answer, and never a no for what was not seen', () => {
    expect(createRouting(buildTopology([])).reach().vpcs).toEqual([]);
    const dice = new Dice(1);
    for (let seed = 0; seed < 40; seed++) {
      const pages = randomPages(seed).filter(() => dice.chance(0.7));
      const routing = createRouting(buildTopology(pages));
      const subnets = routing.topology.all('subnet');
      for (const from of subnets) {
        for (const to of subnets) {
          const answer = routing.trace({ from: { subnet: from.id }, to: { subnet: to.id } });
          expect(answer.reason).not.toBe('');
        }
      }
      routing.reach().counts();
    }
  });
});
