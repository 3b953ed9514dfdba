/**
 * What a VPC peering carries, and what it never does.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 *               https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, trace, wayOf, reached } from './ask.ts';

/** Two VPCs, a subnet each, and a peering without routes. */
function pair(options: { state?: string } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const b = at.vpc('b', ['10.1.0.0/16', '10.101.0.0/16']);
  const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
  const pcx = world.peer(a, b, options);
  return { world, at, a, b, a1, b1, pcx };
}

describe('an active peering', () => {
  it('delivers into the peer, there and back, by the routes of both', () => {
    const { world, a, b, a1, b1, pcx } = pair();
    a.main.route('10.1.0.0/16', pcx);
    b.main.route('10.0.0.0/16', pcx);
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.1.0.0/16 static pcx-a-b]',
      'pcx-a-b',
      'subnet-b-1',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-b-1 [10.0.0.0/16 static pcx-a-b]',
      'pcx-a-b',
      'subnet-a-1',
    ]);
    expect(answer.blockers).toEqual([]);
  });

  it('makes no routes: each side lacks its own', () => {
    const { world, a, a1, b1, pcx } = pair();
    expect(blockersOf(trace(world, a1, b1))).toEqual([
      'forward: no-route at rtb-a-main',
      'return: no-route at rtb-b-main',
    ]);
    a.main.route('10.1.0.0/16', pcx);
    const oneWay = trace(world, a1, b1);
    expect([oneWay.outcome, oneWay.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(oneWay.blockers[0]?.change).toBe(
      'Add a route for 10.0.0.0/16 to pcx-a-b in rtb-b-main.',
    );
  });

  it('reaches secondary blocks of the peer', () => {
    const { world, a, b, a1, pcx } = pair();
    const b2 = b.subnet('10.101.1.0/24');
    a.main.route('10.101.0.0/16', pcx);
    b.main.route('10.0.0.0/16', pcx);
    expect(trace(world, a1, b2).outcome).toBe('delivered');
  });

  it('carries IPv6 between Regions', () => {
    const world = new World();
    const a = world.region('us-east-1').vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
    const b = world.region('eu-west-1').vpc('b', ['10.1.0.0/16', '2600:1f00:b::/56']);
    const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
    const b1 = b.subnet(['10.1.1.0/24', '2600:1f00:b:1::/64']);
    world.peerRouted(a, b);
    const answer = trace(world, [a1, '2600:1f00:a:1::9'], [b1, '2600:1f00:b:1::9']);
    expect([answer.outcome, answer.return.outcome]).toEqual(['delivered', 'delivered']);
  });

  it('to a VPC that was not collected leaves the known world there, and only for its own blocks', () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const b = world.region('us-east-1', '222222222222').vpc('b', '10.1.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    a.main.route('10.0.0.0/8', world.peer(a, b));
    world.unseen('222222222222');
    const answer = trace(world, a1, '10.1.0.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [10.0.0.0/8 static pcx-a-b]',
      'pcx-a-b',
      'vpc-b',
    ]);
    expect(answer.edge).toEqual({ kind: 'peer', id: 'vpc-b' });
    expect(answer.return.outcome).toBe('cannot-tell');
    expect(trace(world, a1, '10.2.0.9').outcome).toBe('not-transitive');
  });
});

describe('no transit', () => {
  it('to a third VPC behind the peer, and the peering there is named', () => {
    const { world, at, a, b, a1, pcx } = pair();
    const c = at.vpc('c', '10.2.0.0/16');
    const c1 = c.subnet('10.2.1.0/24');
    const further = world.peerRouted(b, c);
    a.main.route('10.2.0.0/16', pcx);
    c.main.route('10.0.0.0/16', further);
    const answer = trace(world, a1, c1);
    expect(wayOf(answer)).toEqual([
      'not-transitive',
      'subnet-a-1 [10.2.0.0/16 static pcx-a-b]',
      'pcx-a-b',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'not-transitive',
      'subnet-c-1 [10.0.0.0/16 static pcx-b-c]',
      'pcx-b-c',
    ]);
    expect(answer.reason).toContain('the peering pcx-b-c of vpc-b cannot be used over a peering');
    expect(answer.blockers[0]?.change).toContain('Peer vpc-a with vpc-c directly');
  });

  it.each([
    ['internet gateway', '198.51.100.9', 'the internet gateway igw-b-igw of vpc-b'],
    ['NAT gateway', '198.51.100.9', 'the NAT gateway nat-b-nat of vpc-b'],
    ['VPN', '172.16.0.9', 'the virtual private gateway vgw-b of vpc-b'],
    ['gateway endpoint', '52.216.0.9', 'the gateway endpoint vpce-b-s3 of vpc-b'],
  ])("to the peer's %s, which is named", (edge, destination, named) => {
    const { world, at, a, b, a1, b1, pcx } = pair();
    a.main.route(`${destination}/32`, pcx);
    if (edge === 'internet gateway') b.main.route('0.0.0.0/0', b.igw());
    if (edge === 'NAT gateway') b.main.route('0.0.0.0/0', b.nat(b1));
    if (edge === 'VPN') b.main.propagate(at.vgw('b', b), ['172.16.0.0/16']);
    if (edge === 'gateway endpoint') {
      const list = at.prefixList('s3', ['52.216.0.0/15']);
      b.main.route(list, b.endpoint('s3', { tables: [b.main] }));
    }
    const answer = trace(world, a1, destination);
    expect(answer.outcome).toBe('not-transitive');
    expect(answer.reason).toContain(named);
  });

  it('for what came into the VPC over a transit gateway', () => {
    const { world, at, a, b, b1, pcx } = pair();
    const c = at.vpc('c', '10.2.0.0/16');
    const c1 = c.subnet('10.2.1.0/24');
    const hub = at.tgw('hub');
    const [ta, tc] = [hub.attach(a, [a.subnets[0]!]), hub.attach(c, [c1])];
    hub.table('main').associate(ta, tc).propagate(ta, tc).route('10.1.0.0/16', ta);
    c.main.route('10.0.0.0/8', hub);
    a.main.route('10.1.0.0/16', pcx);
    b.main.route('10.0.0.0/8', pcx);
    expect(wayOf(trace(world, c1, b1))).toEqual([
      'not-transitive',
      'subnet-c-1 [10.0.0.0/8 static tgw-hub]',
      'tgw-attach-hub-c',
      'tgw-hub [10.1.0.0/16 static tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.1.0.0/16 static pcx-a-b]',
      'pcx-a-b',
    ]);
  });
});

describe('a peering that is not active', () => {
  const STATES = [
    'initiating-request',
    'pending-acceptance',
    'provisioning',
    'failed',
    'expired',
    'rejected',
    'deleting',
    'deleted',
  ];

  // AWS shows the routes of such a peering as blackholes, and before long that is so.
  it.each(STATES)('carries nothing: %s', (state) => {
    for (const told of ['active', 'blackhole']) {
      const { world, a, a1, b1, pcx } = pair({ state });
      a.main.route('10.1.0.0/16', pcx, { state: told });
      const answer = trace(world, a1, b1);
      expect(wayOf(answer)).toEqual([
        'peering-inactive',
        'subnet-a-1 [10.1.0.0/16 static pcx-a-b]',
        'pcx-a-b',
      ]);
      expect(answer.reason).toBe(`pcx-a-b is ${state}: it carries nothing.`);
      expect(reached(world, [a1, '10.0.1.4'], [b1, '10.1.1.4'])[0]).toBe('peering-inactive');
    }
  });

  it('that is gone, or that its own routes contradict, makes them blackholes', () => {
    for (const id of ['pcx-a-b', 'pcx-gone']) {
      const { world, a, a1, b1 } = pair();
      a.main.route('10.1.1.0/24', { kind: 'vpc-peering', id }, { state: 'blackhole' });
      expect(trace(world, a1, b1).outcome).toBe('blackhole');
    }
  });

  it.each([
    ['pending-acceptance', 'Accept pcx-a-b in account 111111111111.'],
    ['provisioning', 'Wait until pcx-a-b is made: that takes moments.'],
    ['expired', 'Make a new peering in place of pcx-a-b.'],
  ])('says what to do about it: %s', (state, change) => {
    const { world, a, a1, b1, pcx } = pair({ state });
    a.main.route('10.1.0.0/16', pcx);
    expect(trace(world, a1, b1).blockers[0]?.change).toBe(change);
  });
});

describe('one VPC with peers that overlap each other', () => {
  const build = () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const [b, c] = [at.vpc('b', '10.1.0.0/16'), at.vpc('c', '10.1.0.0/16')];
    const [a1, b1, c1] = [
      a.subnet('10.0.1.0/24'),
      b.subnet('10.1.1.0/24'),
      c.subnet('10.1.2.0/24'),
    ];
    const [toB, toC] = [world.peer(a, b), world.peer(a, c)];
    b.main.route('10.0.0.0/16', toB);
    c.main.route('10.0.0.0/16', toC);
    a.main.route('10.1.0.0/16', toB);
    return { world, a, a1, b1, c1, toC };
  };

  it('sends replies to the wrong one', () => {
    const { world, a1, b1, c1 } = build();
    expect(trace(world, b1, a1).outcome).toBe('delivered');
    const answer = trace(world, c1, a1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(wayOf(answer.return)).toEqual([
      'no-route',
      'subnet-a-1 [10.1.0.0/16 static pcx-a-b]',
      'pcx-a-b',
    ]);
  });

  it('works by more specific routes', () => {
    const { world, a, a1, b1, c1, toC } = build();
    a.main.route('10.1.2.0/24', toC);
    expect(trace(world, c1, a1).outcome).toBe('delivered');
    expect(trace(world, b1, a1).outcome).toBe('delivered');
  });

  it('delivers to the same address in the wrong VPC, and says so', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const [b, c] = [at.vpc('b', '10.1.0.0/16'), at.vpc('c', '10.1.0.0/16')];
    const [a1, b1, c1] = [
      a.subnet('10.0.1.0/24'),
      b.subnet('10.1.1.0/24'),
      c.subnet('10.1.1.0/24'),
    ];
    world.peerRouted(a, b);
    world.peer(a, c);
    const answer = trace(world, a1, c1);
    expect(answer.outcome).toBe('no-route');
    expect(answer.hops.at(-1)?.id).toBe(b1.id);
    expect(answer.reason).toContain('their address ranges overlap');
  });
});

describe('a NAT gateway in front of a peering', () => {
  const build = (over: 'peering' | 'transit gateway') => {
    const { world, at, a, b, a1, b1, pcx } = pair();
    const a2 = a.subnet('10.0.2.0/24');
    const nat = a.nat(a2, { private: true });
    a.table('inside', a1).route('10.1.0.0/16', nat);
    if (over === 'peering') a.main.route('10.1.0.0/16', pcx);
    else {
      const hub = at.tgw('hub');
      const [ta, tb] = [hub.attach(a, [a2]), hub.attach(b, [b1])];
      hub.table('main').associate(ta, tb).propagate(ta, tb);
      a.main.route('10.1.0.0/16', hub);
    }
    return { world, b, a1, b1, pcx };
  };

  it('needs no route for the replies', () => {
    const { world, a1, b1 } = build('peering');
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.1.0.0/16 static nat-a-nat]',
      'nat-a-nat',
      'subnet-a-2 [10.1.0.0/16 static pcx-a-b]',
      'pcx-a-b',
      'subnet-b-1',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-b-1',
      'nat-a-nat',
      'subnet-a-2 [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
  });

  it('needs one over a transit gateway', () => {
    const { world, a1, b1 } = build('transit gateway');
    const answer = trace(world, a1, b1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(blockersOf(answer)).toEqual(['return: no-route at rtb-b-main']);
  });
});

describe('a peering that was not read', () => {
  it('cannot be told, and the gap is named', () => {
    const { world, at, a, a1, b1, pcx } = pair();
    a.main.route('10.1.0.0/16', pcx);
    world.refuse(at, 'DescribeVpcPeeringConnections');
    const answer = trace(world, a1, b1);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toEqual(['call/111111111111/us-east-1/refused/UnauthorizedOperation']);
  });

  it('cannot be told either where a route names a peering of other VPCs: AWS allows no such route', () => {
    const { world, at, b1, pcx } = pair();
    const c = at.vpc('c', '10.2.0.0/16');
    const c1 = c.subnet('10.2.1.0/24');
    c.main.route('10.1.0.0/16', pcx);
    expect(trace(world, c1, b1).outcome).toBe('cannot-tell');
  });
});
