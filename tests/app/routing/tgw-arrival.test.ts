/**
 * Where a flow goes from a transit gateway: into a VPC, over an edge, to another gateway.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { blockersOf, trace, wayOf } from './ask.ts';
import { hubWorld } from './hub-world.ts';

describe('arriving in a VPC', () => {
  /** A spoke and a VPC for egress: attachment subnet, NAT subnet, internet gateway. */
  const egress = () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const e = at.vpc('e', '10.255.0.0/24');
    const a1 = a.subnet('10.0.1.0/24');
    const inside = e.subnet('10.255.0.0/28', 'a', 'e-inside');
    const outside = e.subnet('10.255.0.16/28', 'a', 'e-outside');
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(a, [a1]), hub.attach(e, [inside])];
    hub.table('spokes').associate(ta).route('0.0.0.0/0', te);
    hub.table('egress').associate(te).propagate(ta);
    a.main.route('0.0.0.0/0', hub);
    const nat = e.nat(outside);
    const igw = e.igw();
    const insideTable = e.table('inside', inside).route('0.0.0.0/0', nat);
    e.table('outside', outside).route('0.0.0.0/0', igw).route('10.0.0.0/8', hub);
    return { world, a1, e, insideTable };
  };

  it('the table of the attachment subnet decides: centralized egress by NAT', () => {
    const { world, a1 } = egress();
    const answer = trace(world, a1, '198.51.100.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [0.0.0.0/0 static tgw-attach-hub-e]',
      'tgw-attach-hub-e',
      'subnet-e-inside [0.0.0.0/0 static nat-e-nat]',
      'nat-e-nat',
      'subnet-e-outside [0.0.0.0/0 static igw-e-igw]',
      'igw-e-igw',
    ]);
    expect(answer.edge).toEqual({ kind: 'internet', id: 'igw-e-igw' });
  });

  it('without a NAT gateway the internet gateway there is no use: edge-to-edge', () => {
    const world = new World();
    const at = world.region();
    const [a, e] = [at.vpc('a', '10.0.0.0/16'), at.vpc('e', '10.255.0.0/24')];
    const [a1, e1] = [a.subnet('10.0.1.0/24'), e.subnet('10.255.0.0/28')];
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(a, [a1]), hub.attach(e, [e1])];
    hub.table('main').associate(ta, te).propagate(ta).route('0.0.0.0/0', te);
    a.main.route('0.0.0.0/0', hub);
    e.main.route('0.0.0.0/0', e.igw());
    expect(trace(world, a1, '198.51.100.9').outcome).toBe('not-transitive');
  });

  /** Two spokes and an inspection VPC with an appliance behind a Gateway Load Balancer in each zone. */
  const inspection = (options: { applianceMode?: boolean; zones?: readonly string[] } = {}) => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const i = at.vpc('i', '10.255.0.0/24');
    const a1 = a.subnet('10.0.1.0/24', 'a');
    const b1 = b.subnet('10.1.1.0/24', 'b');
    const hub = at.tgw('hub');
    const landings = ['a', 'b'].map((zone, n) => {
      const landing = i.subnet(`10.255.0.${n * 16}/28`, zone, `i-${zone}`);
      const inspect = i.subnet(`10.255.0.${128 + n * 16}/28`, zone, `i-fw-${zone}`);
      const endpoint = i.endpoint(`fw-${zone}`, {
        type: 'GatewayLoadBalancer',
        subnets: [inspect],
      });
      const table = i.table(`in-${zone}`, landing);
      if ((options.zones ?? ['a', 'b']).includes(zone)) table.route('0.0.0.0/0', endpoint);
      i.table(`fw-${zone}`, inspect).route('0.0.0.0/0', hub);
      return landing;
    });
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    const ti = hub.attach(i, landings, { applianceMode: options.applianceMode ?? false });
    hub.table('spokes').associate(ta, tb).route('0.0.0.0/0', ti);
    hub.table('inspected').associate(ti).propagate(ta, tb);
    a.main.route('0.0.0.0/0', hub);
    b.main.route('0.0.0.0/0', hub);
    return { world, a1, b1 };
  };

  it('an inspection VPC sends the flow through its endpoint and back to the gateway', () => {
    const { world, a1, b1 } = inspection();
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [0.0.0.0/0 static tgw-attach-hub-i]',
      'tgw-attach-hub-i',
      'subnet-i-a [0.0.0.0/0 static vpce-i-fw-a]',
      'vpce-i-fw-a',
      'subnet-i-fw-a [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-i',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
      'tgw-attach-hub-b',
      'subnet-b-1 [10.1.0.0/16 local local]',
    ]);
  });

  it('without appliance mode the replies pass the other zone, and the answer says so', () => {
    const { world, a1, b1 } = inspection();
    const answer = trace(world, a1, b1);
    expect(answer.return.hops.map((h) => h.id)).toContain('vpce-i-fw-b');
    expect(answer.assumptions.join(' ')).toContain(
      'The flow passes vpce-i-fw-a, its replies vpce-i-fw-b',
    );
  });

  it('in appliance mode AWS picks the zone: alike, or not to be told', () => {
    const both = inspection({ applianceMode: true });
    const answer = trace(both.world, both.a1, both.b1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['delivered', 'delivered']);
    expect(answer.assumptions.join(' ')).not.toContain('its replies');
    const one = inspection({ applianceMode: true, zones: ['a'] });
    const unsure = trace(one.world, one.a1, one.b1);
    expect(unsure.outcome).toBe('cannot-tell');
    expect(unsure.reason).toContain('us-east-1a: delivered, us-east-1b: no-route');
    expect(unsure.blockers.map((b) => b.at)).toContain('rtb-i-in-b');
  });

  it('for a zone the attachment does not cover AWS picks one too', () => {
    // A spoke of a third zone; behind zone a a NAT gateway, behind zone b nothing, then a VPN gateway.
    const world = new World();
    const at = world.region();
    const [a, e] = [at.vpc('a', '10.0.0.0/16'), at.vpc('e', '10.255.0.0/24')];
    const [a1, c1] = [a.subnet('10.0.1.0/24', 'a'), a.subnet('10.0.3.0/24', 'c', 'a-c')];
    const [ea, eb] = [
      e.subnet('10.255.0.0/28', 'a', 'e-a'),
      e.subnet('10.255.0.16/28', 'b', 'e-b'),
    ];
    const hub = at.tgw('hub');
    const [ta, te] = [hub.attach(a, [a1, c1]), hub.attach(e, [ea, eb])];
    hub.table('main').associate(ta, te).propagate(ta).route('172.16.0.0/12', te);
    a.main.route('172.16.0.0/12', hub);
    const vgw = at.vgw('e', e);
    e.table('one', ea).route('172.16.0.0/12', e.nat(eb));
    const two = e.table('two', eb);
    // Either way there is no route behind it: told.
    expect(trace(world, c1, '172.16.0.9').outcome).toBe('no-route');
    two.route('172.16.0.0/12', vgw).route('10.0.0.0/16', hub);
    // By zone a translated and out; by zone b still a foreign address, which the VPN gateway does not take.
    const answer = trace(world, c1, '172.16.0.9');
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.reason).toContain('us-east-1a: exits, us-east-1b: not-transitive');
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('exits');
  });

  it('leaves over VPN, Connect, Direct Connect and others', () => {
    const { world, at, a1, hub, ta, tb, table } = hubWorld();
    const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.16.0.0/16'] }));
    const dx = hub.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', ['172.17.0.0/16']);
    const sdwan = hub.attachOther('sdwan', 'connect', 'tgw-attach-x', ['172.18.0.0/16']);
    const people = hub.attachOther('people', 'client-vpn', 'cvpn-1', ['172.19.0.0/16']);
    const firewall = hub.attachOther('fw', 'network-function', 'fw-1', []);
    table.associate(ta, tb).propagate(vpn, dx, sdwan, people).route('172.20.0.0/16', firewall);
    const edge = (ip: string) => trace(world, a1, ip).edge;
    expect(edge('172.16.0.9')).toEqual({ kind: 'vpn', id: 'vpn-office' });
    expect(edge('172.17.0.9')).toEqual({ kind: 'direct-connect', id: 'dxgw-1' });
    expect(edge('172.18.0.9')).toEqual({ kind: 'other', id: 'tgw-attach-hub-sdwan' });
    expect(edge('172.19.0.9')).toEqual({ kind: 'other', id: 'tgw-attach-hub-people' });
    expect(trace(world, a1, '172.20.0.9').outcome).toBe('cannot-tell');
  });

  it('is no use where both tunnels are down, unless an equal path is up', () => {
    const { world, at, a1, hub, ta, tb, table } = hubWorld();
    const down = hub.attachVpn(at.vpn('a-down', hub, { tunnels: ['DOWN', 'DOWN'] }));
    const half = hub.attachVpn(at.vpn('b-half', hub, { tunnels: ['DOWN', 'UP'] }));
    table.associate(ta, tb).route('172.16.0.0/16', down).route('172.17.0.0/16', down, half);
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('blackhole');
    const answer = trace(world, a1, '172.17.0.9');
    expect(answer.edge).toEqual({ kind: 'vpn', id: 'vpn-b-half' });
    expect(answer.assumptions.join(' ')).toContain('2 equal paths');
  });

  it('is no use while it is not available', () => {
    for (const state of ['pending', 'deleting', 'deleted']) {
      const { world, at, a1, hub, ta, tb, table } = hubWorld();
      const gone = hub.attachVpn(at.vpn('gone', hub, { state }));
      table.associate(ta, tb).route('172.16.0.0/16', gone);
      expect([state, trace(world, a1, '172.16.0.9').outcome]).toEqual([state, 'blackhole']);
    }
  });
});

describe('peering of transit gateways', () => {
  const build = (routed: { west: boolean; east: boolean }) => {
    const world = new World();
    const [west, east] = [world.region('us-west-2'), world.region('us-east-1')];
    const [a, b] = [west.vpc('a', '10.0.0.0/16'), east.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const [hw, he] = [west.tgw('west'), east.tgw('east')];
    const [ta, tb] = [hw.attach(a, [a1]), he.attach(b, [b1])];
    const link = world.peerTgw(hw, he);
    const [tw, te] = [hw.table('main'), he.table('main')];
    tw.associate(ta, link).propagate(ta);
    te.associate(tb, link).propagate(tb);
    if (routed.west) tw.route('10.1.0.0/16', link);
    if (routed.east) te.route('10.0.0.0/16', link);
    a.main.route('10.0.0.0/8', hw);
    b.main.route('10.0.0.0/8', he);
    return { world, a1, b1 };
  };

  it('carries a flow by static routes of both sides', () => {
    const { world, a1, b1 } = build({ west: true, east: true });
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.0.0.0/8 static tgw-west]',
      'tgw-attach-west-a',
      'tgw-west [10.1.0.0/16 static tgw-attach-west-east]',
      'tgw-attach-west-east',
      'tgw-east [10.1.0.0/16 propagated tgw-attach-east-b]',
      'tgw-attach-east-b',
      'subnet-b-1 [10.1.0.0/16 local local]',
    ]);
    expect(answer.return.outcome).toBe('delivered');
  });

  it('lacks the way back where only one side has a route', () => {
    const { world, a1, b1 } = build({ west: true, east: false });
    const answer = trace(world, a1, b1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(blockersOf(answer)).toEqual(['return: no-route at tgw-rtb-east-main']);
  });

  it('leads out of the known world where the other side was not collected', () => {
    const world = new World();
    const west = world.region('us-west-2');
    const east = world.region('us-east-1', '222222222222');
    const a = west.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const [hw, he] = [west.tgw('west'), east.tgw('east')];
    const ta = hw.attach(a, [a1]);
    const link = world.peerTgw(hw, he);
    hw.table('main').associate(ta, link).propagate(ta).route('10.1.0.0/16', link);
    a.main.route('10.0.0.0/8', hw);
    world.unseen('222222222222');
    expect(trace(world, a1, '10.1.0.9').edge).toEqual({ kind: 'peer', id: 'tgw-east' });
  });
});
