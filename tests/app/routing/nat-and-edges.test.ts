/**
 * Leaving a VPC: internet gateways, NAT gateways, egress-only gateways, gateway endpoints.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
 *               https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { reached, routingOf, trace, wayOf } from './ask.ts';

function vpc() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
  const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
  const a2 = a.subnet(['10.0.2.0/24', '2600:1f00:a:2::/64']);
  return { world, at, a, a1, a2 };
}

describe('an internet gateway', () => {
  it('is the way out to public addresses', () => {
    const { world, a, a1 } = vpc();
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, a1, '198.51.100.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [0.0.0.0/0 static igw-a-igw]',
      'igw-a-igw',
    ]);
    expect(answer.edge).toEqual({ kind: 'internet', id: 'igw-a-igw' });
    expect(answer.assumptions.join(' ')).toContain('10.0.1.4 has a public address');
  });

  it('is no way to private addresses, and the answer explains', () => {
    const { world, at, a, a1 } = vpc();
    const b = at.vpc('b', '10.1.0.0/16');
    const b1 = b.subnet('10.1.1.0/24');
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'no-route',
      'subnet-a-1 [0.0.0.0/0 static igw-a-igw]',
      'igw-a-igw',
    ]);
    expect(answer.reason).toBe(
      'Only a route to the internet gateway igw-a-igw matches 10.1.1.4 in rtb-a-main, and the internet does not carry private addresses.',
    );
  });

  it('carries only interfaces that have a public address', () => {
    const { world, a, a1 } = vpc();
    a.main.route('0.0.0.0/0', a.igw());
    a1.eni('10.0.1.10', { name: 'bare' });
    a1.eni('10.0.1.11', { name: 'public', publicIp: '203.0.113.5' });
    const bare = trace(world, [a1, '10.0.1.10'], '198.51.100.9');
    expect(bare.outcome).toBe('no-route');
    expect(bare.blockers[0]).toMatchObject({ at: 'eni-bare' });
    const seen = trace(world, [a1, '10.0.1.11'], '198.51.100.9');
    expect(seen.outcome).toBe('exits');
    expect(seen.assumptions).toEqual([]);
  });

  it('that is not attached drops', () => {
    const { world, a, a1 } = vpc();
    a.main.route('0.0.0.0/0', a.igw('loose', { attached: false }));
    expect(trace(world, a1, '198.51.100.9').outcome).toBe('blackhole');
  });

  it('carries IPv6 between VPCs: its addresses are public', () => {
    const { world, at, a, a1 } = vpc();
    const b = at.vpc('b', ['10.1.0.0/16', '2600:1f00:b::/56']);
    const b1 = b.subnet(['10.1.1.0/24', '2600:1f00:b:1::/64']);
    a.main.route('::/0', a.igw());
    expect(trace(world, [a1, '2600:1f00:a:1::9'], [b1, '2600:1f00:b:1::9']).outcome).toBe('exits');
    // Unique local addresses are private.
    expect(trace(world, [a1, '2600:1f00:a:1::9'], 'fd00:1::9').outcome).toBe('no-route');
  });
});

describe('a NAT gateway', () => {
  it('leads on by the table of its own subnet', () => {
    const { world, a, a1, a2 } = vpc();
    a.table('private', a1).route('0.0.0.0/0', a.nat(a2));
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, a1, '198.51.100.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [0.0.0.0/0 static nat-a-nat]',
      'nat-a-nat',
      'subnet-a-2 [0.0.0.0/0 static igw-a-igw]',
      'igw-a-igw',
    ]);
    expect(answer.assumptions).toEqual([]);
  });

  it('that is private is dropped by the internet gateway', () => {
    const { world, a, a1, a2 } = vpc();
    a.table('private', a1).route('0.0.0.0/0', a.nat(a2, { private: true }));
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, a1, '198.51.100.9');
    expect(answer.outcome).toBe('no-route');
    expect(answer.blockers[0]).toMatchObject({ at: 'nat-a-nat' });
  });

  it('in the subnet that routes to it sends the flow in a circle', () => {
    const { world, a, a1 } = vpc();
    a.main.route('0.0.0.0/0', a.nat(a1));
    expect(trace(world, a1, '198.51.100.9').outcome).toBe('loop');
  });

  it.each(['pending', 'failed', 'deleting', 'deleted'])('that is %s drops', (state) => {
    const { world, a, a1, a2 } = vpc();
    a.table('private', a1).route('0.0.0.0/0', a.nat(a2, { state }));
    expect(trace(world, a1, '198.51.100.9').outcome).toBe('blackhole');
  });

  it('takes no connections, from the internet or from its own VPC', () => {
    const { world, a, a1, a2 } = vpc();
    const nat = a.nat(a2);
    a2.eni(nat.ip, { name: 'nat', type: 'nat_gateway', groups: [], publicIp: '198.51.100.9' });
    a.main.route('0.0.0.0/0', a.igw());
    for (const filter of [{}, { protocol: 'tcp', port: 443 }]) {
      const inward = trace(world, '8.8.8.8', '198.51.100.9', filter);
      expect([inward.outcome, inward.blockers.map((b) => [b.at, b.direction])]).toEqual([
        'filtered',
        [[nat.id, 'forward']],
      ]);
      expect(inward.reason).toContain('which takes no connections');
      expect(trace(world, a1, [a2, nat.ip], filter).outcome).toBe('filtered');
    }
    expect(reached(world, [a1, '10.0.1.4'], [a2, nat.ip])).toEqual(['filtered', 'delivered']);
    // A subnet whose first host would be a NAT gateway speaks by the next.
    const a3 = a.subnet('10.0.3.0/24');
    a.nat(a3, { name: 'first', ip: '10.0.3.4' });
    expect(trace(world, a1, a3)).toMatchObject({ outcome: 'delivered', to: { ip: '10.0.3.5' } });
  });

  it('is no host of its subnet: a route to its address alone makes no pair mixed', () => {
    const { world, at, a, a1, a2 } = vpc();
    const nat = a.nat(a2, { private: true });
    const b = at.vpc('b', '10.1.0.0/16');
    const b1 = b.subnet('10.1.1.0/24');
    const peering = world.peer(a, b);
    b.main.route(`${nat.ip}/32`, peering);
    a.main.route('10.1.0.0/16', peering);
    // Neither subnet's hosts have a route to them; what the gateway has sent itself is answered.
    for (const [from, to] of [
      [b1, a2],
      [b1, a1],
    ] as const)
      expect(trace(world, from, to).outcome).toBe('no-route');
    const reach = routingOf(world).reach();
    const [i, j] = [b.id, a.id].map((id) => reach.vpcs.indexOf(id));
    expect(reach.pair(i!, j!)).toEqual({ outcome: 'no-route', return: 'delivered' });
    expect(reach.pair(j!, i!)).toEqual({ outcome: 'no-return', return: 'no-route' });
    const grid = reach.bySubnet();
    const [from, to] = [b1.id, a2.id].map((id) => grid.ids.indexOf(id));
    expect(grid.pair(from!, to!)).toEqual({ outcome: 'no-route', return: 'delivered' });
    expect(grid.pair(to!, from!)).toEqual({ outcome: 'no-return', return: 'no-route' });
  });

  it('that failed or is deleted has its address no longer: who has it now takes connections', () => {
    for (const [state, outcome] of [
      ['deleted', 'delivered'],
      ['failed', 'delivered'],
      ['deleting', 'filtered'],
      ['pending', 'filtered'],
    ] as const) {
      const { world, a, a1, a2 } = vpc();
      const nat = a.nat(a2, { state });
      a2.eni(nat.ip, { name: 'server' });
      expect([state, trace(world, a1, [a2, nat.ip]).outcome]).toEqual([state, outcome]);
    }
  });

  it('that is regional shows no subnet: not to be told', () => {
    const { world, at, a, a1 } = vpc();
    at.add('nat-gateway', 'nat-wide', () => ({
      NatGatewayId: 'nat-wide',
      VpcId: a.id,
      State: 'available',
      AvailabilityMode: 'regional',
      ConnectivityType: 'public',
      NatGatewayAddresses: [{ PublicIp: '203.0.113.7' }],
    }));
    a.main.route('0.0.0.0/0', { kind: 'nat-gateway', id: 'nat-wide' });
    expect(trace(world, a1, '198.51.100.9').outcome).toBe('cannot-tell');
  });

  it('translates IPv6 in a way that is not modelled: not to be told', () => {
    const { world, a, a1, a2 } = vpc();
    a.table('private', a1).route('64:ff9b::/96', a.nat(a2));
    const answer = trace(world, [a1, '2600:1f00:a:1::9'], '64:ff9b::c633:6409');
    expect(answer.outcome).toBe('cannot-tell');
  });
});

describe('other ways out', () => {
  it('an egress-only internet gateway takes IPv6', () => {
    const { world, a, a1 } = vpc();
    a.main.route('::/0', a.eigw());
    const answer = trace(world, [a1, '2600:1f00:a:1::9'], '2001:db8::1');
    expect(wayOf(answer)).toEqual(['exits', 'subnet-a-1 [::/0 static eigw-a-eigw]', 'eigw-a-eigw']);
    expect(answer.edge).toEqual({ kind: 'internet', id: 'eigw-a-eigw' });
  });

  it("a gateway endpoint serves its own VPC, and is more specific than a NAT gateway's default route", () => {
    const { world, at, a, a1, a2 } = vpc();
    const s3 = a.endpoint('s3', { tables: [a.main] });
    a.main.route('0.0.0.0/0', a.nat(a2)).route(at.prefixList('s3', ['52.216.0.0/15']), s3);
    const answer = trace(world, a1, '52.216.0.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [pl-s3 prefix-list vpce-a-s3]',
      'vpce-a-s3',
    ]);
    expect(answer.edge).toEqual({ kind: 'aws-service', id: 'vpce-a-s3' });
  });

  it('a gateway endpoint serves nobody who comes over a transit gateway', () => {
    const { world, at, a, a1 } = vpc();
    const e = at.vpc('e', '10.255.0.0/24');
    const e1 = e.subnet('10.255.0.0/28');
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(a, [a1]), hub.attach(e, [e1])];
    hub.table('main').associate(ta, te).propagate(ta).route('0.0.0.0/0', te);
    a.main.route('0.0.0.0/0', hub);
    e.main.route(at.prefixList('s3', ['52.216.0.0/15']), e.endpoint('s3', { tables: [e.main] }));
    expect(trace(world, a1, '52.216.0.9').outcome).toBe('not-transitive');
  });

  it('an endpoint that was not seen: behind a prefix list an AWS service, else not to be told', () => {
    const { world, at, a, a1 } = vpc();
    const unseen = { kind: 'vpc-endpoint', id: 'vpce-unseen' };
    a.main.route('172.16.0.0/16', unseen).route(at.prefixList('s3', ['52.216.0.0/15']), unseen);
    expect(trace(world, a1, '52.216.0.9').edge?.kind).toBe('aws-service');
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('cannot-tell');
  });
});

// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
describe('replies through a NAT gateway', () => {
  it('that did not see the request are dropped', () => {
    // a reaches b over the gateway; b has only its default route, to a NAT gateway that would lead back to a.
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1, b2] = [
      a.subnet('10.0.1.0/24'),
      b.subnet('10.1.1.0/24'),
      b.subnet('10.1.2.0/24'),
    ];
    const tgw = at.tgw('hub');
    const [ta, tb] = [tgw.attach(a, [a1]), tgw.attach(b, [b2])];
    tgw.table('all').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.0.0.0/8', tgw);
    const nat = b.nat(b2);
    b.table('private', b1).route('0.0.0.0/0', nat);
    b.table('out', b2).route('10.0.0.0/8', tgw);
    const answer = trace(world, a1, b1);
    expect(answer.outcome).toBe('no-return');
    expect(answer.return.outcome).toBe('filtered');
    expect(answer.blockers).toMatchObject([
      { direction: 'return', outcome: 'filtered', at: nat.id },
    ]);
    // The other way round the NAT gateway is where it belongs.
    expect(trace(world, b1, a1).outcome).toBe('delivered');
  });
});
