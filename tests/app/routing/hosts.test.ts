/**
 * A subnet stands for its first usable host; where filters are asked about, its interfaces are told too, and of VPCs the
 * answer is theirs where they fare otherwise.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
import { describe, expect, it } from 'vitest';
import { hostsText, worstOf } from '#app/routing/fares.ts';
import {
  allowanceFor,
  answerOfHosts,
  answerOfSubnets,
  faresOf,
  traceHosts,
} from '#app/routing/hosts.ts';
import type { Trace } from '#app/routing/outcome.ts';
import type { TraceQuery } from '#app/routing/routing.ts';
import { RoutingView } from '#app/routing/view.ts';
import { traceVpcs } from '#app/routing/vpc-ends.ts';
import type { PermissionSpec, SecurityGroup } from '#app/world/filters.ts';
import { World } from '#app/world/world.ts';
import { Dice } from '../../kit/random-world.ts';
import { blockersOf, routingOf, trace } from './ask.ts';
import { all, HTTPS, TCP, twoSubnets } from './two-subnets.ts';

/** A client; a server that lets in HTTPS, one that lets in nothing, and a gateway's own interface beside them. */
function hosts() {
  const { world, a, a1, a2 } = twoSubnets();
  const web = a.group('web', {
    inbound: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['10.0.1.0/24'] }],
  });
  a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', {})] });
  a2.eni('10.0.2.10', { name: 'web', groups: [web] });
  a2.eni('10.0.2.20', { name: 'shut', groups: [a.group('shut', { inbound: [] })] });
  a2.eni('10.0.2.30', { name: 'carrier', type: 'transit_gateway', groups: [] });
  return { world, a1, a2 };
}
const told = ({ interfaces }: Trace) =>
  interfaces?.groups.map((g) => `${g.pairs} ${g.outcome} ${g.from.ip} ${g.to.ip}`);

it('every pair of interfaces is asked about, each entry that decides told by itself', () => {
  const { world, a1, a2 } = hosts();
  const answer = trace(world, a1, a2, HTTPS);
  expect(answer.outcome).toBe('delivered');
  expect(answer.to.ip).toBe('10.0.2.4');
  expect(told(answer)).toEqual([
    '1 delivered 10.0.1.10 10.0.2.10',
    '1 filtered 10.0.1.10 10.0.2.20',
  ]);
  expect(answer.interfaces?.groups[1]?.reason).toBe(
    'No inbound rule of sg-shut (on eni-shut) allows tcp 443 from 10.0.1.10.',
  );
  expect(told(trace(world, a1, a2, { protocol: 'tcp', port: 22 }))).toEqual([
    // By the ids of the interfaces: eni-shut, eni-web.
    '1 filtered 10.0.1.10 10.0.2.20',
    '1 filtered 10.0.1.10 10.0.2.10',
  ]);
});

it('an end that names an address is that address', () => {
  const { world, a1, a2 } = hosts();
  expect(told(trace(world, a1, [a2, '10.0.2.20'], HTTPS))).toEqual([
    '1 filtered 10.0.1.10 10.0.2.20',
  ]);
  expect(trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.20'], HTTPS).interfaces).toBeUndefined();
});

it('nothing is said of them where filters were not asked about', () => {
  const { world, a1, a2 } = hosts();
  expect(trace(world, a1, a2).interfaces).toBeUndefined();
});

describe('hosts that fare alike are asked about once', () => {
  const anywhere: PermissionSpec = { cidrs: ['0.0.0.0/0'] };

  /** Asks, and counts the traces that it took. */
  const counted = (world: World, query: TraceQuery, allowance = allowanceFor(1)) => {
    const routing = routingOf(world);
    const asked: TraceQuery[] = [];
    const flows = traceHosts(
      new RoutingView(routing.topology),
      query,
      routing.trace({ from: { subnet: 'subnet-a-1', ip: '10.0.1.4' }, to: query.to, ...HTTPS }),
      allowance,
      (one) => {
        asked.push(one);
        return routing.trace(one);
      },
    );
    return { asked, flows };
  };

  it('by their security groups: thousands of pairs are a few traces, and all of them are told', () => {
    const { world, a, a1, a2 } = twoSubnets();
    const open = a.group('open', { inbound: [anywhere] });
    const shut = a.group('shut', { outbound: [] });
    a1.eni('10.0.1.5', { name: 'first', groups: [open] });
    a1.eni('10.0.1.6', { name: 'second', groups: [shut] });
    for (let i = 10; i < 130; i++) a2.eni(`10.0.2.${i}`, { groups: [open] });
    const answer = trace(world, a1, a2, HTTPS);
    expect(told(answer)).toEqual([
      '120 delivered 10.0.1.5 10.0.2.10',
      '120 filtered 10.0.1.6 10.0.2.10',
    ]);
    expect(answer.interfaces).toMatchObject({ pairs: 240, asked: 240 });
    const { asked } = counted(world, { from: { subnet: a1.id }, to: { subnet: a2.id }, ...HTTPS });
    expect(asked).toHaveLength(2);
  });

  it('apart where a rule or an entry of an ACL names some of their addresses', () => {
    const { world, a, a1, a2 } = twoSubnets([
      { ...all(false), number: 90, allow: false, cidr: '10.0.1.16/28' },
      all(false),
      all(true),
    ]);
    const client = a.group('client', {});
    const picky = a.group('picky', { inbound: [{ cidrs: ['10.0.1.10/32', '10.0.1.16/28'] }] });
    for (const end of [10, 11, 12, 20]) a1.eni(`10.0.1.${end}`, { groups: [client] });
    for (const end of [10, 11, 12]) a2.eni(`10.0.2.${end}`, { groups: [picky] });
    // 10.0.1.10 alone is let in by the group; 10.0.1.20 is, too, but the ACL denies it.
    const tally = trace(world, a1, a2, HTTPS).interfaces!.groups;
    expect(tally.map((g) => `${g.pairs} ${g.outcome} from ${g.from.ip}`)).toEqual([
      '3 delivered from 10.0.1.10',
      '6 filtered from 10.0.1.11',
      '3 filtered from 10.0.1.20',
    ]);
  });

  it('apart where the rules of an appliance on the way name some of their addresses', () => {
    // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
    const { world, a, a1 } = twoSubnets();
    const nat = a.group('nat', { inbound: [{ cidrs: ['10.0.1.10/32'] }] });
    const home = a.subnet('10.0.3.0/24');
    const target = home.eni('10.0.3.9', { forwards: true, publicIp: '203.0.113.5', groups: [nat] });
    a.table('private', a1).route('0.0.0.0/0', target);
    a.main.route('0.0.0.0/0', a.igw());
    for (const end of [10, 11, 12]) a1.eni(`10.0.1.${end}`);
    expect(told(trace(world, a1, '198.51.100.9', HTTPS))).toEqual([
      '1 exits 10.0.1.10 198.51.100.9',
      '2 filtered 10.0.1.11 198.51.100.9',
    ]);
  });

  it('apart by whether they have a public address', () => {
    const { world, a, a1 } = twoSubnets();
    a.main.route('0.0.0.0/0', a.igw());
    a1.eni('10.0.1.10', { publicIp: '203.0.113.5' });
    for (const end of [11, 12]) a1.eni(`10.0.1.${end}`);
    expect(told(trace(world, a1, '198.51.100.9', HTTPS))).toEqual([
      '1 exits 10.0.1.10 198.51.100.9',
      '2 no-route 10.0.1.11 198.51.100.9',
    ]);
  });

  it('in one subnet nobody is asked about flows to himself', () => {
    const { world, a1 } = twoSubnets();
    for (const end of [10, 11, 12]) a1.eni(`10.0.1.${end}`);
    const vpc = { vpc: 'vpc-a' };
    const answer = routingOf(world).trace({
      from: { subnet: a1.id },
      to: { subnet: a1.id },
      ...HTTPS,
    });
    expect(answer.interfaces).toMatchObject({ pairs: 6, asked: 6 });
    expect(answer.interfaces?.groups[0]).toMatchObject({
      from: { ip: '10.0.1.10' },
      to: { ip: '10.0.1.11' },
    });
    expect(routingOf(world).trace({ from: vpc, to: vpc, ...HTTPS }).interfaces?.pairs).toBe(6);
  });

  it('of more sorts than are traced, each has its turn before one has another', () => {
    const { world, a, a1, a2 } = twoSubnets();
    // A set of groups for every host: 57,600 pairs of classes.
    for (let i = 10; i < 250; i++) {
      a1.eni(`10.0.1.${i}`, { groups: [a.group(`from-${i}`, {})] });
      a2.eni(`10.0.2.${i}`, { groups: [a.group(`to-${i}`, { inbound: [anywhere] })] });
    }
    const query = { from: { subnet: a1.id }, to: { subnet: a2.id }, ...HTTPS };
    const { asked, flows } = counted(world, query, { each: 100, spare: 50 });
    expect(flows?.pairs).toBe(57_600);
    expect(asked).toHaveLength(100);
    expect(new Set(asked.map(({ from }) => from.ip)).size).toBe(100);
    expect(new Set(asked.map(({ to }) => to.ip)).size).toBe(100);
    expect(hostsText(faresOf([flows!])!)).toBe(
      'Between the interfaces here, of whose 57,600 pairs 100 were asked about: delivered for all 100 pairs',
    );
  });

  it('of two VPCs as of two subnets: nine subnets a side are a few hundred traces, and all is told', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    world.peerRouted(a, b);
    const batch = a.group('batch', { outbound: [] });
    const web = a.group('web', {});
    const db = b.group('db', { inbound: [{ cidrs: ['10.0.0.0/16'] }] });
    for (let i = 0; i < 9; i++) {
      const subnet = a.subnet(`10.0.${i}.0/24`);
      subnet.eni(`10.0.${i}.10`, { groups: [batch] });
      for (let k = 20; k < 29; k++) subnet.eni(`10.0.${i}.${k}`, { groups: [web] });
      b.subnet(`10.1.${i}.0/24`).eni(`10.1.${i}.10`, { groups: [db] });
    }
    const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS });
    expect([worstOf(answer), answer.from.ip, answer.blockers]).toEqual([
      'delivered',
      '10.0.0.4',
      [],
    ]);
    // Of 9 by 10 hosts to each of 9 the one in batch is stopped: 729 of 810.
    expect(answer.interfaces).toMatchObject({ pairs: 810, asked: 810 });
    expect(answer.interfaces?.groups.map((g) => `${g.pairs} ${g.outcome}`)).toEqual([
      '729 delivered',
      '81 filtered',
    ]);
  });

  describe('where there are too many sorts to ask all', () => {
    /** Of five clients the last alone gets out; `outbound` of the others. */
    const five = () => {
      const { world, a, a1, a2 } = twoSubnets();
      for (let i = 10; i < 15; i++) {
        const group = a.group(`client-${i}`, i < 14 ? { outbound: [] } : {});
        a1.eni(`10.0.1.${i}`, { groups: [group] });
      }
      a2.eni('10.0.2.10', { groups: [a.group('server', { inbound: [anywhere] })] });
      const query = { from: { subnet: a1.id }, to: { subnet: a2.id }, ...HTTPS };
      return { world, query, first: trace(world, a1, [a2, '10.0.2.10'], HTTPS) };
    };

    it('those whose hosts do not arrive so far ask on, as far as there is something left for them', () => {
      const { world, query, first } = five();
      const { asked, flows } = counted(world, query, { each: 2, spare: 3 });
      expect(asked).toHaveLength(5);
      const answer = answerOfHosts(first, flows, false);
      expect([answer.outcome, answer.from.ip]).toEqual(['delivered', first.from.ip]);
    });

    it('else the answer is not known: what stops a part is no answer for all', () => {
      const { world, query, first } = five();
      const { asked, flows } = counted(world, query, { each: 2, spare: 1 });
      expect(asked).toHaveLength(3);
      const answer = answerOfHosts(first, flows, false);
      expect([answer.outcome, answer.reason]).toEqual([
        'cannot-tell',
        'Of the pairs of interfaces 3 of 5 were asked about, and none of these arrives (10.0.1.10 to 10.0.2.10: filtered): how the others fare is not known.',
      ]);
      expect(answer.blockers.map((b) => `${b.outcome} at ${b.at}`)).toEqual([
        'cannot-tell at subnet-a-1',
      ]);
      // A subnet still speaks by its first usable address, and says how far others were asked.
      const ofSubnets = answerOfSubnets(first, flows);
      expect(ofSubnets.outcome).toBe('delivered');
      expect(ofSubnets.assumptions[0]).toContain(
        'interfaces there fare otherwise as far as 3 of 5 pairs of them were asked about.',
      );
    });

    it('nor is what surely stops another pair of subnets of the VPC', () => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      world.peerRouted(a, b);
      a.subnet('10.0.1.0/24').eni('10.0.1.10', { groups: [a.group('client', {})] });
      b.subnet('10.1.1.0/24').eni('10.1.1.10', { groups: [b.group('shut', { inbound: [] })] });
      const b2 = b.subnet('10.1.2.0/24');
      // Of five servers the last alone lets anybody in.
      for (let i = 10; i < 15; i++) {
        const group = b.group(`server-${i}`, { inbound: i < 14 ? [] : [anywhere] });
        b2.eni(`10.1.2.${i}`, { groups: [group] });
      }
      const routing = routingOf(world);
      const ask = (one: TraceQuery) => routing.trace(one);
      const view = new RoutingView(routing.topology);
      const answerOf = (spare: number) => {
        const allowance = { each: 2, spare };
        const query = { from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS };
        return traceVpcs(view, query, (one) => {
          const first = ask(one);
          return answerOfHosts(first, traceHosts(view, one, first, allowance, ask), false);
        });
      };
      const answer = answerOf(1);
      expect(answer.outcome).toBe('cannot-tell');
      expect(answer.subnets?.groups.map((g) => `${g.pairs} ${g.outcome}`)).toEqual([
        '1 cannot-tell',
        '1 filtered',
      ]);
      expect(answer.blockers[0]?.change).toBe(
        'Name an address, or an interface, to have its own answer.',
      );
      // One pair is stopped for sure: not all arrive.
      expect(worstOf(answer)).toBe('filtered');
      expect(answerOf(3).outcome).toBe('delivered');
    });
  });

  it('tells of every pair what a trace of that pair says, on random groups, rules and ACLs', () => {
    let looked = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const dice = new Dice(seed);
      const pick = <T>(list: readonly T[]): T => list[dice.int(0, list.length - 1)]!;
      const blocks = ['0.0.0.0/0', '10.0.1.0/24', '10.0.1.8/29', '10.0.1.10/32', '10.0.2.8/30'];
      const entries = [60, 70, 80].flatMap((number) =>
        [true, false].map((egress) => ({
          number,
          egress,
          allow: dice.next() < 0.6,
          cidr: pick(blocks),
          ...pick([{}, { protocol: TCP, ports: [32768, 61000] as const }]),
        })),
      );
      const { world, a, a1, a2 } = twoSubnets([...entries, all(true), all(false)]);
      const clients = [
        a.group('one', {}),
        a.group('two', { outbound: [{ cidrs: [pick(blocks)] }] }),
      ];
      const servers = [0, 1, 2].map((i) =>
        a.group(`server-${i}`, {
          inbound: [dice.next() < 0.5 ? { groups: [pick(clients)] } : { cidrs: [pick(blocks)] }],
        }),
      );
      const sets = servers.flatMap((one, i) => servers.slice(i).map((other) => [one, other]));
      for (let i = 8; i < 14; i++) {
        a1.eni(`10.0.1.${i}`, { groups: [pick(clients)], type: pick(['interface', 'lambda']) });
        a2.eni(`10.0.2.${i}`, { groups: pick(sets) });
      }
      const routing = routingOf(world);
      const each = new Map<string, number>();
      for (let i = 8; i < 14; i++) {
        for (let j = 8; j < 14; j++) {
          const { outcome, blockers } = routing.trace({
            from: { subnet: a1.id, ip: `10.0.1.${i}` },
            to: { subnet: a2.id, ip: `10.0.2.${j}` },
            ...HTTPS,
          });
          const key = `${outcome} ${blockers.find((b) => b.outcome === outcome)?.at ?? ''}`;
          each.set(key, (each.get(key) ?? 0) + 1);
        }
      }
      const { interfaces } = trace(world, a1, a2, HTTPS);
      expect(interfaces?.groups.map((g) => g.pairs).sort(), `seed ${seed}`).toEqual(
        [...each.values()].sort(),
      );
      looked += interfaces!.groups.length;
    }
    expect(looked).toBeGreaterThan(60);
  });
});

it('who carries for others, only answers or is attached to nothing sends nothing', () => {
  const { world, a1, a2 } = twoSubnets();
  a1.eni('10.0.1.10', { name: 'endpoint', type: 'vpc_endpoint' });
  a1.eni('10.0.1.11', { name: 'spare', status: 'available' });
  a1.eni('10.0.1.12', { name: 'host' });
  a2.eni('10.0.2.10', { name: 'target-endpoint', type: 'vpc_endpoint' });
  a2.eni('10.0.2.11', { name: 'target-spare', status: 'available' });
  expect(told(trace(world, a1, a2, HTTPS))).toEqual(['1 delivered 10.0.1.12 10.0.2.10']);
});

it('who carries for others is no first usable host', () => {
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
  const { world, a, a1, a2 } = twoSubnets();
  a2.eni('10.0.2.4', { name: 'carrier', type: 'transit_gateway', groups: [] });
  a2.eni('10.0.2.5', { name: 'endpoint', type: 'gateway_load_balancer_endpoint', groups: [] });
  // Nothing but the gateway's interface: its groups, which it cannot have, are not asked for.
  const bare = trace(world, a1, a2, HTTPS);
  expect([bare.outcome, bare.to.ip, bare.blockers]).toEqual(['delivered', '10.0.2.6', []]);
  a2.eni('10.0.2.10', { name: 'web', groups: [a.group('shut', { inbound: [] })] });
  expect(trace(world, a1, a2, HTTPS).assumptions[0]).toContain(
    'No interface has 10.0.2.6, the first usable address,',
  );
  // Named, it is that address.
  expect(trace(world, a1, [a2, '10.0.2.4'], HTTPS).to.ip).toBe('10.0.2.4');
  // Where all of a subnet carry, none is left to stand for it.
  const full = a.subnet('10.0.3.0/28');
  for (let i = 4; i < 15; i++) full.eni(`10.0.3.${i}`, { type: 'transit_gateway', groups: [] });
  expect(trace(world, a1, full).to.ip).toBe('10.0.3.4');
});

it.each([
  [{ type: 'vpc_endpoint' }, '10.0.1.5'],
  [{ status: 'available' }, '10.0.1.5'],
  [{}, '10.0.1.4'],
])('who sends nothing does not speak for a subnet: %o, %s does', (options, speaker) => {
  const { world, a, a1, a2 } = twoSubnets();
  const inbound = [{ cidrs: ['0.0.0.0/0'] }];
  const open = a.group('open', { inbound });
  a1.eni('10.0.1.4', {
    name: 'first',
    groups: [a.group('mute', { inbound, outbound: [] })],
    ...options,
  });
  a1.eni('10.0.1.10', { name: 'host', groups: [open] });
  a2.eni('10.0.2.10', { name: 'server', groups: [open] });
  const answer = trace(world, a1, a2, HTTPS);
  const isHost = speaker === '10.0.1.4';
  expect([answer.from.ip, answer.outcome]).toEqual([speaker, isHost ? 'filtered' : 'delivered']);
  expect(answer.assumptions.join(' ')).not.toContain('No interface has 10.0.1.4');
});

it('a host is there under each of its addresses', () => {
  const { world, a, a1, a2 } = twoSubnets();
  // The group lets in the second address of the client alone.
  const picky = a.group('picky', { inbound: [{ cidrs: ['10.0.1.4/32'] }] });
  a1.eni('10.0.1.10', { name: 'client', secondary: [{ ip: '10.0.1.4' }] });
  a2.eni('10.0.2.4', { name: 'server', groups: [picky] });
  const answer = trace(world, a1, a2, HTTPS);
  expect([answer.from.ip, answer.outcome]).toEqual(['10.0.1.4', 'delivered']);
  expect(answer.assumptions.join(' ')).not.toContain('No interface has');
});

describe('where no hosts fare as the address that stands for their subnet', () => {
  /** Two peered VPCs of one Region; a client in the one, a server in the other whose group has these rules. */
  const peered = (rules: (client: SecurityGroup) => PermissionSpec[], outbound = ['0.0.0.0/0']) => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    world.peerRouted(a, b);
    const client = a.group('client', { outbound: [{ cidrs: outbound }] });
    const server = b.group('server', { inbound: rules(client) });
    a1.eni('10.0.1.10', { name: 'client', groups: [client] });
    b1.eni('10.1.1.10', { name: 'server', groups: [server] });
    return { world, a, b, a1, b1, server };
  };

  it('the answer is still that of the address, and says whose it is not', () => {
    const { world, a1, b1 } = peered(() => [{ cidrs: ['10.1.0.0/16'] }]);
    const answer = trace(world, a1, b1, HTTPS);
    expect([answer.outcome, answer.from.ip, answer.to.ip]).toEqual([
      'delivered',
      '10.0.1.4',
      '10.1.1.4',
    ]);
    expect(answer.blockers).toEqual([]);
    expect(answer.assumptions[0]).toBe(
      'No interface has 10.0.1.4 or 10.1.1.4, the first usable addresses, which this is the answer of: interfaces there fare otherwise. Name an address, or an interface, to have its own.',
    );
    expect(told(answer)).toEqual(['1 filtered 10.0.1.10 10.1.1.10']);
    // Who is named is asked about.
    const own = trace(world, [a1, '10.0.1.10'], [b1, '10.1.1.10'], HTTPS);
    expect([own.outcome, ...blockersOf(own)]).toEqual([
      'filtered',
      'forward: filtered at sg-server',
    ]);
    expect(trace(world, [a1, '10.0.1.4'], b1, HTTPS).assumptions[0]).toContain(
      'No interface has 10.1.1.4, the first usable address,',
    );
  });

  it('that of VPCs is theirs: filtered, with what they would have to change', () => {
    const { world, a, b } = peered(() => [{ cidrs: ['10.1.0.0/16'] }]);
    const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS });
    expect(worstOf(answer)).toBe('filtered');
    expect([answer.from.ip, answer.to.ip]).toEqual(['10.0.1.10', '10.1.1.10']);
    expect(blockersOf(answer)).toEqual(['forward: filtered at sg-server']);
    expect(answer.assumptions).toContain(
      'No interface has 10.0.1.4 or 10.1.1.4, the first usable addresses, for which it would be delivered: the answer is that of interfaces there.',
    );
  });

  it('of VPCs delivered, where only the group of a host is let in', () => {
    // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
    const { world, a, b1 } = peered((client) => [{ groups: [client] }]);
    const answer = routingOf(world).trace({
      from: { vpc: a.id },
      to: { subnet: b1.id, ip: '10.1.1.10' },
      ...HTTPS,
    });
    expect([answer.outcome, answer.from.ip, answer.blockers]).toEqual([
      'delivered',
      '10.0.1.10',
      [],
    ]);
  });

  it('of VPCs stopped by other entries, it is theirs too', () => {
    const { world, a, b } = peered(() => [], []);
    const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS });
    expect(blockersOf(answer)).toEqual([
      'forward: filtered at sg-client',
      'forward: filtered at sg-server',
    ]);
  });

  it('where some do, it stays: the line of the interfaces tells of the others', () => {
    const { world, b, a1, b1 } = peered(() => []);
    b1.eni('10.1.1.20', { groups: [b.group('open', { inbound: [{ cidrs: ['10.0.0.0/8'] }] })] });
    const answer = trace(world, a1, b1, HTTPS);
    expect([answer.outcome, answer.to.ip]).toEqual(['delivered', '10.1.1.4']);
    expect(told(answer)).toEqual([
      '1 delivered 10.0.1.10 10.1.1.20',
      '1 filtered 10.0.1.10 10.1.1.10',
    ]);
  });

  it('of VPCs, each pair of subnets counts by its hosts', () => {
    const { world, a, b, server } = peered(() => []);
    b.subnet('10.1.2.0/24').eni('10.1.2.10', { groups: [server] });
    b.subnet('10.1.3.0/24');
    const answer = routingOf(world).trace({ from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS });
    // Nobody is seen in the third: its first usable host stands for it.
    expect(answer.subnets?.groups.map((g) => `${g.pairs} ${g.outcome}`)).toEqual([
      '1 delivered',
      '2 filtered',
    ]);
    expect(worstOf(answer)).toBe('filtered');
    expect(answer.interfaces?.pairs).toBe(3);
  });
});

describe('where the address that stands for a subnet does not arrive', () => {
  /** Two peered VPCs, the route there missing; a client, and the servers asked for. */
  const routeless = (...servers: ('open' | 'shut' | 'barred')[]) => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const peering = world.peer(a, b);
    b.main.route('10.0.0.0/16', peering);
    a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', {})] });
    servers.forEach((name, i) => {
      const cidrs = name === 'open' ? ['10.0.0.0/16'] : ['10.0.9.0/24'];
      b1.eni(`10.1.1.${10 + i}`, { name, groups: [b.group(name, { inbound: [{ cidrs }] })] });
    });
    return { world, a, b, a1, b1, peering };
  };
  const route = 'forward: no-route at rtb-a-main';

  it('what stops every host there besides is listed too, for subnets and for VPCs', () => {
    const { world, a, b, a1, b1, peering } = routeless('shut');
    const ofSubnets = trace(world, a1, b1, HTTPS);
    expect([ofSubnets.outcome, ofSubnets.to.ip]).toEqual(['no-route', '10.1.1.4']);
    expect(blockersOf(ofSubnets)).toEqual([route, 'forward: filtered at sg-shut']);
    expect(ofSubnets.blockers[1]?.change).toBe('Allow tcp 443 from 10.0.1.10 in one of sg-shut.');
    expect(ofSubnets.assumptions).toContain(
      'No interface has 10.0.1.4 or 10.1.1.4, the first usable addresses: what would have to change for interfaces there is listed too.',
    );
    const vpcs = { from: { vpc: a.id }, to: { vpc: b.id }, ...HTTPS };
    expect(blockersOf(routingOf(world).trace(vpcs))).toEqual([
      route,
      'forward: filtered at sg-shut',
    ]);
    // Once the route is there, the group is what holds it up.
    a.main.route('10.1.0.0/16', peering);
    expect(blockersOf(routingOf(world).trace(vpcs))).toEqual(['forward: filtered at sg-shut']);
  });

  it('of several hosts each once, and none where one needs nothing else', () => {
    const both = routeless('shut', 'barred');
    both.a1.eni('10.0.1.11', { name: 'other', groups: [both.a.group('other', {})] });
    expect(blockersOf(trace(both.world, both.a1, both.b1, HTTPS))).toEqual([
      route,
      'forward: filtered at sg-barred',
      'forward: filtered at sg-shut',
    ]);
    const one = routeless('shut', 'open');
    const answer = trace(one.world, one.a1, one.b1, HTTPS);
    expect(blockersOf(answer)).toEqual([route]);
    expect(answer.assumptions.join(' ')).not.toContain('listed too');
  });

  it('it has its own outcome and what stops it, behind an ACL as well; the way back comes last', () => {
    const { world, a, a1, a2 } = twoSubnets([all(true)]);
    a.acl('narrow', [all(true)], a1);
    a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', { outbound: [] })] });
    a2.eni('10.0.2.10', { name: 'web', groups: [a.group('shut', { inbound: [] })] });
    const answer = trace(world, a1, a2, HTTPS);
    expect(answer.outcome).toBe('filtered');
    expect(answer.reason).toContain('from 10.0.1.4 at subnet-a-2');
    expect(blockersOf(answer)).toEqual([
      'forward: filtered at acl-guard',
      'forward: filtered at sg-client',
      'forward: filtered at sg-shut',
      'return: filtered at acl-narrow',
    ]);
    // A host at the first usable address speaks for itself.
    a1.eni('10.0.1.4', { groups: [a.group('open', {})] });
    a2.eni('10.0.2.4', { groups: [a.group('web', { inbound: [{ cidrs: ['10.0.0.0/8'] }] })] });
    expect(blockersOf(trace(world, a1, a2, HTTPS))).toEqual([
      'forward: filtered at acl-guard',
      'return: filtered at acl-narrow',
    ]);
  });
});
