/**
 * Addresses that no host has, and the services that AWS answers inside a VPC.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 *               https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-multicast-overview.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, routingOf, trace, wayOf } from './ask.ts';
import { hubWorld } from './hub-world.ts';

/** Two peered VPCs, each with an internet gateway. */
function peers() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '100.64.0.0/24', '2600:1f00:a::/56']);
  const b = at.vpc('b', '10.2.0.0/16');
  const a1 = a.subnet(['10.1.1.0/24', '2600:1f00:a:1::/64']);
  const b1 = b.subnet('10.2.0.0/24');
  const peering = world.peer(a, b);
  a.main.route('10.2.0.0/16', peering).route('0.0.0.0/0', a.igw());
  b.main.route('10.1.0.0/16', peering);
  return { world, at, a, b, a1, b1 };
}

describe('the Amazon DNS server', () => {
  it('of a peer is not asked over a peering, though its address lies in a subnet', () => {
    const { world, a1, b1 } = peers();
    const answer = trace(world, a1, '10.2.0.2');
    expect(answer.outcome).toBe('not-transitive');
    expect(answer.reason).toBe(
      '10.2.0.2 is the Amazon DNS server of vpc-b, which answers nobody outside that VPC.',
    );
    expect(answer.blockers[0]?.change).toBe(
      'Ask the DNS server of the VPC the flow comes from, or an inbound endpoint of Route 53 Resolver in vpc-b.',
    );
    // Hosts next to it are.
    expect(trace(world, a1, [b1, '10.2.0.4']).outcome).toBe('delivered');
  });

  it('of another VPC is not asked over a transit gateway', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld();
    for (const attachment of [ta, tb]) table.associate(attachment).propagate(attachment);
    expect(trace(world, a1, '10.1.0.2').outcome).toBe('not-transitive');
    expect(trace(world, a1, [b1, '10.1.1.9']).outcome).toBe('delivered');
  });

  it('of its own VPC is there without a route, at the primary block plus two', () => {
    const { world, a1 } = peers();
    const answer = trace(world, a1, '10.1.0.2');
    expect(wayOf(answer)).toEqual(['exits', '10.1.0.2']);
    expect(answer.edge).toEqual({ kind: 'aws-service', id: 'vpc-a' });
    expect(answer.reason).toBe(
      '10.1.0.2 is the Amazon DNS server, which AWS answers inside vpc-a: no route leads there, and none is needed.',
    );
    expect(answer.assumptions).toEqual(['DNS support is on in vpc-a (enableDnsSupport).']);
    expect(answer.blockers).toEqual([]);
    // Secondary blocks have none.
    expect(trace(world, a1, '100.64.0.2').outcome).toBe('no-route');
  });

  it('is filtered by no network ACL and no security group', () => {
    const { world, a, a1 } = peers();
    a.acl('closed', [], a1);
    a1.eni('10.1.1.9', { groups: [a.group('none', { outbound: [] })] });
    const ask = (to: string) =>
      trace(world, [a1, '10.1.1.9'], to, { protocol: 'udp', port: 53 }).outcome;
    expect(ask('10.1.0.2')).toBe('exits');
    expect(ask('169.254.169.253')).toBe('exits');
    expect(ask('10.2.0.9')).toBe('filtered');
  });
});

describe('link-local services', () => {
  it.each([
    ['169.254.169.253', 'the Amazon DNS server'],
    ['169.254.169.254', 'the instance metadata service'],
    ['169.254.169.123', 'the Amazon Time Sync Service'],
    ['fd00:ec2::253', 'the Amazon DNS server'],
    ['fd00:ec2::254', 'the instance metadata service'],
    ['fd00:ec2::123', 'the Amazon Time Sync Service'],
  ])('are answered inside the VPC: %s', (address, name) => {
    const { world, a1 } = peers();
    const answer = trace(world, a1, address);
    expect([answer.outcome, answer.edge]).toEqual(['exits', { kind: 'aws-service', id: 'vpc-a' }]);
    expect(answer.reason).toContain(`${address} is ${name}, which AWS answers inside vpc-a`);
    expect(answer.assumptions.some((a) => a.includes('Nitro'))).toBe(address.includes(':'));
  });

  it('in the rest of the blocks that AWS keeps are not told, and no route is advised', () => {
    const { world, a1 } = peers();
    for (const address of ['169.254.170.2', 'fd00:ec2::23']) {
      const answer = trace(world, a1, address);
      expect(answer.outcome).toBe('cannot-tell');
      expect(JSON.stringify(answer.blockers)).not.toContain('Add a route');
    }
  });
});

describe('addresses that AWS keeps in a subnet', () => {
  it('are nobody: the network, the router, what is kept for later, broadcast', () => {
    const { world, a1, b1 } = peers();
    const ask = (from: typeof a1, to: string) => {
      const answer = trace(world, from, to);
      return [answer.outcome, answer.reason];
    };
    expect(ask(a1, '10.2.0.0')).toEqual([
      'no-route',
      '10.2.0.0 is kept in subnet-b-1 for the network: no host has it.',
    ]);
    expect(ask(a1, '10.2.0.1')[1]).toContain('for the VPC router');
    expect(ask(a1, '10.2.0.3')[1]).toContain('for future use');
    expect(ask(a1, '10.2.0.255')[1]).toContain('for broadcast, which no VPC has');
    expect(ask(a1, '10.2.0.254')[0]).toBe('delivered');
    // In its own subnet too, and in those that do not begin at the block: plus two is kept, and no DNS server.
    expect(ask(b1, '10.2.0.1')[0]).toBe('no-route');
    expect(ask(b1, '10.1.1.2')).toEqual([
      'no-route',
      '10.1.1.2 is kept in subnet-a-1 for AWS: no host has it.',
    ]);
  });

  it('are the first four and the last of IPv6 too', () => {
    const { world, a, a1 } = peers();
    const a2 = a.subnet('2600:1f00:a:2::/64');
    const ask = (ip: string) => trace(world, [a1, '2600:1f00:a:1::9'], [a2, ip]).outcome;
    expect(ask('2600:1f00:a:2::')).toBe('no-route');
    expect(ask('2600:1f00:a:2::3')).toBe('no-route');
    expect(ask('2600:1f00:a:2:ffff:ffff:ffff:ffff')).toBe('no-route');
    expect(ask('2600:1f00:a:2::4')).toBe('delivered');
  });

  it('speak for nothing in reach: its examples are of hosts', () => {
    const { world, a, a1, b } = peers();
    // A route for the address of the DNS server alone, as some make in vain.
    a.main.route('10.2.0.2/32', a.igw());
    const reach = routingOf(world).reach();
    const [from, to] = [a.id, b.id].map((id) => reach.vpcs.indexOf(id));
    expect(reach.pair(from!, to!)).toEqual({ outcome: 'delivered', return: 'delivered' });
    expect(reach.parts(from!, to!).map((part) => [part.from, part.example])).toEqual([
      [a1.id, { from: '10.1.1.4', to: '10.2.0.4' }],
    ]);
  });
});

it('addresses that AWS keeps in a subnet are no part of it in reach where those of another VPC are hosts', () => {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const [a1, b1] = [a.subnet('10.1.1.0/24'), b.subnet('10.2.1.0/24')];
  // Hosts here may have the addresses that AWS keeps in b.
  at.vpc('c', '10.2.0.0/16').subnet('10.2.0.0/20');
  const peering = world.peer(a, b);
  b.main.route('10.1.0.0/16', peering);
  a.main.route('10.2.0.0/16', peering).route('10.2.1.2/32', a.igw());
  const reach = routingOf(world).reach();
  const [from, to] = [a.id, b.id].map((id) => reach.vpcs.indexOf(id));
  expect(reach.pair(from!, to!)).toEqual({ outcome: 'delivered', return: 'delivered' });
  expect(reach.parts(from!, to!).map((p) => [p.from, p.to, p.outcome, p.example.to])).toEqual([
    [a1.id, b1.id, 'delivered', '10.2.1.4'],
  ]);
});

describe('addresses that a VPC carries nowhere', () => {
  it('do not leave by an internet gateway', () => {
    const { world, a1 } = peers();
    for (const address of [
      '255.255.255.255',
      '127.0.0.1',
      '0.0.0.0',
      '169.254.1.1',
      '169.254.255.254',
      '224.0.0.1',
      '239.1.1.1',
    ]) {
      const answer = trace(world, a1, address);
      expect([address, answer.outcome]).toEqual([address, 'no-route']);
      expect(blockersOf(answer)).toEqual(['forward: no-route at vpc-a']);
      expect(answer.blockers[0]?.change).not.toContain('Add a route');
    }
  });

  it('multicast only by a domain of a transit gateway, and those are not read', () => {
    const world = new World();
    const at = world.region();
    const x = at.vpc('x', '10.1.0.0/16');
    const y = at.vpc('y', '10.2.0.0/16');
    const [x1, y1] = [x.subnet('10.1.1.0/24'), y.subnet('10.2.1.0/24')];
    at.tgw('plain', { multicast: false }).attach(x, [x1]);
    at.tgw('cast', { multicast: true }).attach(y, [y1]);
    expect(trace(world, x1, '239.1.1.1').outcome).toBe('no-route');
    const answer = trace(world, y1, '239.1.1.1');
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.blockers[0]?.change).toBe('Look at the multicast domains of tgw-cast.');
  });

  it('a unique local source does not leave by an internet gateway or an egress-only one', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', ['10.1.0.0/16', 'fd00:1::/48', '2600:1f00:a::/56']);
    const a1 = a.subnet(['10.1.1.0/24', 'fd00:1:0:1::/64', '2600:1f00:a:1::/64']);
    const gateway = a.eigw();
    a.main.route('::/0', gateway);
    const ask = (from: string) => trace(world, [a1, from], '2001:db8::1');
    expect(ask('fd00:1:0:1::9').outcome).toBe('no-route');
    expect(ask('fd00:1:0:1::9').reason).toBe(
      `fd00:1:0:1::9 is a unique local address, and ${gateway.id} carries only public ones.`,
    );
    expect(ask('2600:1f00:a:1::9').outcome).toBe('exits');
  });
});
