/**
 * Everything that would have to change is listed, not only the first thing.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, trace } from './ask.ts';
import { HTTPS } from './two-subnets.ts';

describe('advice', () => {
  // https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
  it('leaves a prefix list as it is, which leads others the right way: a static route of the same prefix wins', () => {
    const world = new World();
    const at = world.region();
    const [a, b, c] = [
      at.vpc('a', '10.1.0.0/16'),
      at.vpc('b', '10.2.0.0/16'),
      at.vpc('c', '10.3.0.0/16'),
    ];
    const [a1, b1, c1] = [a, b, c].map((vpc, i) => vpc.subnet(`10.${i + 1}.1.0/24`));
    const list = at.prefixList('all', ['10.2.0.0/16', '10.3.0.0/16']);
    const peering = world.peer(a, b);
    a.main.route(list, peering);
    b.main.route('10.1.0.0/16', peering);
    const hub = at.tgw('hub');
    const [ta, tc] = [hub.attach(a, [a1!]), hub.attach(c, [c1!])];
    hub.table('all').associate(ta, tc).propagate(ta, tc);
    c.main.route('10.1.0.0/16', hub);
    const change = 'Add a route for 10.3.0.0/16 to tgw-hub in rtb-a-main.';
    expect(trace(world, a1!, c1!).blockers.map((blocker) => blocker.change)).toEqual([change]);
    // Done, it reaches both.
    a.main.route('10.3.0.0/16', hub);
    expect(trace(world, a1!, c1!).outcome).toBe('delivered');
    expect(trace(world, a1!, b1!).outcome).toBe('delivered');
  });

  it('on what a prefix list or a gateway brings and drops names the prefix, which a static route takes', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.1.0.0/16');
    const a1 = a.subnet('10.1.1.0/24');
    const list = at.prefixList('gone', ['10.2.0.0/16', '10.3.0.0/16']);
    a.main
      .route(list, { kind: 'transit-gateway', id: 'tgw-gone' }, { state: 'blackhole' })
      .route(
        '10.4.0.0/16',
        { kind: 'vpn-gateway', id: 'vgw-gone' },
        {
          state: 'blackhole',
          origin: 'EnableVgwRoutePropagation',
        },
      )
      .route('10.5.0.0/16', { kind: 'transit-gateway', id: 'tgw-gone' }, { state: 'blackhole' });
    const changes = ['10.3.0.9', '10.4.0.9', '10.5.0.9'].map(
      (ip) => trace(world, a1, ip).blockers[0]?.change,
    );
    expect(changes).toEqual([
      `Add a route for 10.3.0.0/16, which ${list.id} holds, in rtb-a-main, or re-point the route ${list.id}, all of whose prefixes are dropped.`,
      'Add a static route for 10.4.0.0/16 in rtb-a-main: it wins over the propagated one.',
      'Re-point or delete the route 10.5.0.0/16 in rtb-a-main.',
    ]);
  });
});

describe('every blocker is listed', () => {
  it('a missing route, a missing propagation and a missing way back, all three', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta);
    const answer = trace(world, a1, b1);
    expect(blockersOf(answer)).toEqual([
      'forward: no-route at rtb-a-main',
      'forward: no-route at tgw-rtb-hub-main',
      'return: no-route at rtb-b-main',
    ]);
    expect(answer.blockers.map((blocker) => blocker.change)).toEqual([
      'Add a route for 10.1.0.0/16 to tgw-hub in rtb-a-main.',
      'Propagate the attachment of vpc-b into tgw-rtb-hub-main, or add a static route.',
      'Add a route for 10.0.0.0/16 to tgw-hub in rtb-b-main.',
    ]);
  });

  it('and nothing more: doing what each says delivers', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.1.0.0/16', hub);
    b.main.route('10.0.0.0/16', hub);
    expect(trace(world, a1, b1).blockers).toEqual([]);
  });

  it('a zone without attachment, no association and a far attachment that waits, all three', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const a1 = a.subnet('10.0.1.0/24', 'a');
    const a2 = a.subnet('10.0.2.0/24', 'b');
    const b1 = b.subnet('10.1.1.0/24');
    const hub = at.tgw('hub');
    hub.attach(a, [a1]);
    hub.attach(b, [b1], { state: 'pendingAcceptance' });
    hub.table('main');
    a.main.route('10.1.0.0/16', hub);
    const answer = trace(world, a2, b1);
    expect(blockersOf(answer).filter((b) => b.startsWith('forward'))).toEqual([
      'forward: no-attachment-in-az at tgw-attach-hub-a',
      'forward: no-association at tgw-attach-hub-a',
      'forward: blackhole at tgw-attach-hub-b',
    ]);
  });

  /** Two VPCs with a host each; the second is shut by its network ACL and its security group. */
  const shut = () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    a1.eni('10.0.1.10');
    b1.eni('10.1.1.10', { groups: [b.group('shut', { inbound: [] })] });
    b.acl('shut', [], b1);
    const ask = () => blockersOf(trace(world, [a1, '10.0.1.10'], [b1, '10.1.1.10'], HTTPS));
    return { world, at, a, b, a1, b1, ask };
  };
  const filters = [
    'forward: filtered at acl-shut',
    'forward: filtered at sg-shut',
    'return: filtered at acl-shut',
  ];

  it('filters at the destination of a flow whose routes are missing, over a peering', () => {
    const { world, a, b, ask } = shut();
    world.peer(a, b);
    expect(ask()).toEqual([
      'forward: no-route at rtb-a-main',
      ...filters,
      'return: no-route at rtb-b-main',
    ]);
  });

  it('and over a transit gateway, those of the attachments on the way too', () => {
    const { at, a, b, a1, ask } = shut();
    const [ta, tb] = [a.subnet('10.0.9.0/28'), b.subnet('10.1.9.0/28')];
    a.acl('into', [], ta);
    b.acl('out-of', [], tb);
    const hub = at.tgw('hub');
    const ends = [hub.attach(a, [ta]), hub.attach(b, [tb])] as const;
    hub
      .table('main')
      .associate(...ends)
      .propagate(ends[0]);
    b.main.route('10.0.0.0/16', hub);
    a.table('own', a1);
    // Inbound where the flow enters the gateway, outbound where it leaves it, and the replies the same way.
    // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    expect(ask()).toEqual([
      'forward: no-route at rtb-a-own',
      'forward: no-route at tgw-rtb-hub-main',
      'forward: filtered at acl-into',
      'forward: filtered at acl-out-of',
      'forward: filtered at acl-shut',
      'forward: filtered at sg-shut',
      'return: filtered at acl-shut',
      'return: filtered at acl-out-of',
      'return: filtered at acl-into',
    ]);
  });

  it('filters at both ends where nothing joins the two', () => {
    const { a, a1, ask } = shut();
    a.acl('kept', [], a1);
    expect(ask()).toEqual([
      'forward: no-route at rtb-a-main',
      'forward: filtered at acl-kept',
      'forward: filtered at acl-shut',
      'forward: filtered at sg-shut',
      'return: filtered at acl-shut',
      'return: filtered at acl-kept',
      'return: no-route at rtb-b-main',
    ]);
  });

  it('a zone without attachment, behind a missing route', () => {
    const { at, a, b, b1, ask } = shut();
    const hub = at.tgw('hub');
    const ends = [hub.attach(a, [a.subnet('10.0.2.0/24', 'b')]), hub.attach(b, [b1])] as const;
    hub
      .table('main')
      .associate(...ends)
      .propagate(...ends);
    expect(ask().filter((blocker) => blocker.startsWith('forward: no'))).toEqual([
      'forward: no-route at rtb-a-main',
      'forward: no-attachment-in-az at tgw-attach-hub-a',
    ]);
  });

  it('nothing of filters behind what cannot be told: the source there may be another', () => {
    const { a, ask } = shut();
    a.main.route('10.1.0.0/16', a.nat(a.subnet('10.0.3.0/24'), { regional: true }));
    expect(ask().filter((blocker) => blocker.startsWith('forward'))).toEqual([
      'forward: cannot-tell at rtb-a-main',
    ]);
  });
});

describe('a gateway table without a route for another Region', () => {
  /** A gateway attaches VPCs of its own Region only: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
  const adviceFor = (peered: boolean, attached: boolean): string | undefined => {
    const world = new World();
    const [west, east] = [world.region('us-west-2'), world.region('us-east-1')];
    const [a, b] = [west.vpc('a', '10.0.0.0/16'), east.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const [here, there] = [west.tgw('here'), east.tgw('there')];
    const ta = here.attach(a, [a1]);
    here.table('main').associate(ta).propagate(ta);
    if (attached) there.attach(b, [b1]);
    if (peered) world.peerTgw(here, there, { name: 'over' });
    a.main.route('10.1.0.0/16', here);
    return trace(world, a1, b1).blockers[0]?.change;
  };

  it('is told the peering that leads there, with the block of the VPC', () => {
    expect(adviceFor(true, true)).toMatch(
      /^Add a static route for 10\.1\.0\.0\/16 over tgw-attach-\S+ to tgw-rtb-here-main\.$/,
    );
  });

  it('is told to peer first, and where need be to attach in that Region; never to attach across Regions', () => {
    expect(adviceFor(false, true)).toBe(
      'Peer tgw-here with tgw-there, to which vpc-b is attached, and add a static route for 10.1.0.0/16 over the peering to tgw-rtb-here-main.',
    );
    expect(adviceFor(false, false)).toBe(
      'Attach vpc-b to a transit gateway of its Region, peer that with tgw-here, and add a static route for 10.1.0.0/16 over the peering to tgw-rtb-here-main.',
    );
  });
});
