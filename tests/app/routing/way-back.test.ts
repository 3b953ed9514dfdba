/**
 * The known part of the way back of a flow that leaves the known world: from the edge to its source.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html (routes back to the spokes)
 *               https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html (table of the VPN attachment)
 *               https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, trace, wayOf } from './ask.ts';
import { hubWorld } from './hub-world.ts';

describe('through a NAT gateway of another VPC', () => {
  /** A spoke, and a VPC for egress with a NAT gateway. */
  const egress = (back: { subnet: boolean; gateway: boolean }) => {
    const world = new World();
    const at = world.region();
    const [a, e] = [at.vpc('a', '10.0.0.0/16'), at.vpc('e', '10.255.0.0/24')];
    const a1 = a.subnet('10.0.1.0/24');
    const inside = e.subnet('10.255.0.0/28', 'a', 'e-inside');
    const outside = e.subnet('10.255.0.16/28', 'a', 'e-outside');
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(a, [a1]), hub.attach(e, [inside])];
    hub.table('spokes').associate(ta).route('0.0.0.0/0', te);
    const table = hub.table('egress').associate(te);
    if (back.gateway) table.propagate(ta);
    a.main.route('0.0.0.0/0', hub);
    e.table('inside', inside).route('0.0.0.0/0', e.nat(outside));
    const out = e.table('outside', outside).route('0.0.0.0/0', e.igw());
    if (back.subnet) out.route('10.0.0.0/8', hub);
    return trace(world, a1, '198.51.100.9');
  };

  it('replies come to the NAT gateway, and go on to the source by the table of its subnet', () => {
    const answer = egress({ subnet: true, gateway: true });
    expect([answer.outcome, answer.return.outcome]).toEqual(['exits', 'cannot-tell']);
    expect(wayOf(answer.return).slice(1)).toEqual([
      'igw-e-igw',
      'subnet-e-outside',
      'nat-e-nat',
      'subnet-e-outside [10.0.0.0/8 static tgw-hub]',
      'tgw-attach-hub-e',
      'tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.0.0.0/16 local local]',
    ]);
    expect(answer.return.reason).toContain('replies lead back');
    expect(answer.blockers).toEqual([]);
  });

  it('they do not get back without a route in the subnet of the NAT gateway', () => {
    const answer = egress({ subnet: false, gateway: true });
    // Its default route leads to the internet gateway, which carries no private addresses.
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(blockersOf(answer)).toEqual(['return: no-route at rtb-e-outside']);
    expect(answer.edge).toEqual({ kind: 'internet', id: 'igw-e-igw' });
  });

  it('nor without the spoke in the table of the gateway; both are listed', () => {
    expect(blockersOf(egress({ subnet: true, gateway: false }))).toEqual([
      'return: no-route at tgw-rtb-hub-egress',
    ]);
    expect(blockersOf(egress({ subnet: false, gateway: false }))).toEqual([
      'return: no-route at rtb-e-outside',
      'return: no-route at tgw-rtb-hub-egress',
    ]);
  });
});

describe('over a VPN on a transit gateway', () => {
  const office = (set: (scene: ReturnType<typeof hubWorld> & { vpn: { id: string } }) => void) => {
    const scene = hubWorld();
    const { at, hub } = scene;
    const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.16.0.0/16'] }));
    scene.table.associate(scene.ta).propagate(scene.ta, vpn);
    set({ ...scene, vpn });
    return trace(scene.world, scene.a1, '172.16.0.9');
  };

  it('replies follow the table of the VPN attachment', () => {
    const answer = office(({ hub, ta, vpn }) => {
      hub
        .table('edge')
        .associate(vpn as never)
        .propagate(ta);
    });
    expect([answer.outcome, answer.return.outcome]).toEqual(['exits', 'cannot-tell']);
    expect(wayOf(answer.return).slice(1)).toEqual([
      'vpn-office',
      'tgw-attach-hub-office',
      'tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.0.0.0/16 local local]',
    ]);
  });

  it('die where that table lacks the source, drops it, or is none', () => {
    const lacking = office(({ hub, vpn }) => void hub.table('edge').associate(vpn as never));
    expect([lacking.outcome, ...blockersOf(lacking)]).toEqual([
      'no-return',
      'return: no-route at tgw-rtb-hub-edge',
    ]);
    const dropping = office(({ hub, vpn }) => {
      hub
        .table('edge')
        .associate(vpn as never)
        .blackhole('10.0.0.0/8');
    });
    expect(dropping.return.outcome).toBe('blackhole');
    const none = office(() => undefined);
    expect([none.outcome, none.return.outcome]).toEqual(['no-return', 'no-association']);
  });

  it('may come over an equal path whose table knows the source', () => {
    const { world, at, a1, hub, ta, table } = hubWorld();
    const one = hub.attachVpn(at.vpn('one', hub));
    const two = hub.attachVpn(at.vpn('two', hub));
    table.associate(ta, two).propagate(ta).route('172.16.0.0/16', one, two);
    hub.table('edge').associate(one);
    const answer = trace(world, a1, '172.16.0.9');
    expect(answer.outcome).toBe('exits');
    expect(answer.return.hops[0]?.id).toBe('vpn-two');
    expect(answer.assumptions.join(' ')).toContain('replies are taken to come over');
  });

  it('cannot be told where that table was not read: still a way out', () => {
    const { world, at, a1, hub, ta, table } = hubWorld();
    const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.16.0.0/16'] }));
    table.associate(ta).propagate(ta, vpn);
    world.refuse(at, 'SearchTransitGatewayRoutes');
    const answer = trace(world, a1, '172.16.0.9');
    expect(answer.outcome).not.toBe('no-return');
  });
});

describe('to a VPC that was not collected', () => {
  it('replies over a transit gateway follow the table of its attachment', () => {
    const build = (known: boolean) => {
      const world = new World();
      const at = world.region();
      const far = world.region('us-east-1', '222222222222').vpc('far', '10.9.0.0/16');
      const a = at.vpc('a', '10.0.0.0/16');
      const a1 = a.subnet('10.0.1.0/24');
      const hub = at.tgw('hub');
      const [ta, tf] = [hub.attach(a, [a1]), hub.attach(far, [far.subnet('10.9.1.0/24')])];
      hub.table('main').associate(ta).propagate(tf);
      const table = hub.table('far').associate(tf);
      if (known) table.propagate(ta);
      a.main.route('10.0.0.0/8', hub);
      world.unseen('222222222222');
      return trace(world, a1, '10.9.1.9');
    };
    expect(build(true).outcome).toBe('exits');
    expect(build(false).outcome).toBe('no-return');
  });
});

it('a way back over another gateway says which the way there takes', () => {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
  const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
  for (const name of ['one', 'two']) {
    const hub = at.tgw(name);
    const both = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub
      .table('main')
      .associate(...both)
      .propagate(...both);
    if (name === 'one') a.main.route('10.1.0.0/16', hub);
    else b.main.route('10.0.0.0/16', hub);
  }
  const answer = trace(world, a1, b1);
  expect(answer.outcome).toBe('delivered');
  expect(answer.hops.flatMap((hop) => hop.note ?? [])).toEqual([]);
  expect(answer.return.hops.flatMap(({ id, note }) => (note ? [`${id}: ${note}`] : []))).toEqual([
    'tgw-two: Another way than there: that goes by tgw-one.',
  ]);
});
