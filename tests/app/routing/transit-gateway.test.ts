/**
 * How a transit gateway forwards.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
import { describe, expect, it } from 'vitest';
import { parseIp } from '#app/base/cidr.ts';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import { World } from '#app/world/world.ts';
import { blockersOf, routingOf, trace, wayOf } from './ask.ts';

/** Two VPCs on a hub with one table for both, and default routes to it. */
function hubWorld(options: { ipv6?: boolean; state?: string } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
  const b = at.vpc('b', ['10.1.0.0/16', '2600:1f00:b::/56']);
  const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
  const b1 = b.subnet(['10.1.1.0/24', '2600:1f00:b:1::/64']);
  const hub = at.tgw('hub');
  const ta = hub.attach(a, [a1], options);
  const tb = hub.attach(b, [b1], options.ipv6 === undefined ? {} : { ipv6: options.ipv6 });
  const table = hub.table('main');
  a.main.route('0.0.0.0/0', hub).route('::/0', hub);
  b.main.route('0.0.0.0/0', hub).route('::/0', hub);
  return { world, at, a, b, a1, b1, hub, ta, tb, table };
}

describe('association and propagation', () => {
  it('together carry a flow there and back', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
      'tgw-attach-hub-b',
      'subnet-b-1 [10.1.0.0/16 local local]',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-b-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-b',
      'tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.0.0.0/16 local local]',
    ]);
  });

  it('missing: what arrives over an attachment without a table is dropped', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld();
    table.associate(tb).propagate(ta, tb);
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'no-association',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub',
    ]);
    expect(blockersOf(answer)).toEqual(['forward: no-association at tgw-attach-hub-a']);
    expect(answer.return.outcome).toBe('delivered');
  });

  it('of the arriving attachment decides: two tables keep two segments apart, one way', () => {
    const { world, a1, b1, hub, ta, tb, table } = hubWorld();
    table.associate(ta).propagate(tb);
    hub.table('other').associate(tb);
    const answer = trace(world, a1, b1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(blockersOf(answer)).toEqual(['return: no-route at tgw-rtb-hub-other']);
    expect(answer.blockers[0]?.change).toBe(
      'Propagate the attachment of vpc-a into tgw-rtb-hub-other, or add a static route.',
    );
  });
});

describe('the order of routes', () => {
  it('is the longest prefix first, also for blackholes', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb).blackhole('10.1.1.0/24');
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'blackhole',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.1.0/24 static ]',
    ]);
  });

  it('lets a more specific propagated route win over a static one', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb).blackhole('10.0.0.0/8');
    expect(trace(world, a1, b1).outcome).toBe('delivered');
  });

  it('for one prefix is static, then prefix list, then propagated', () => {
    const decide = (routes: readonly ('static' | 'list')[]) => {
      const { world, at, hub, tb, table } = hubWorld();
      const c = at.vpc('c', '10.2.0.0/16');
      const d = at.vpc('d', '10.3.0.0/16');
      const tc = hub.attach(c, [c.subnet('10.2.1.0/24')]);
      const td = hub.attach(d, [d.subnet('10.3.1.0/24')]);
      table.propagate(tb);
      if (routes.includes('list')) table.reference(at.prefixList('b', ['10.1.0.0/16']), tc);
      if (routes.includes('static')) table.route('10.1.0.0/16', td);
      const routing = routingOf(world);
      return routing.decideTgw(
        routing.topology.get('tgw-route-table', table.id)!,
        parseIp('10.1.1.9'),
      ).route;
    };
    expect(decide(['static', 'list'])).toMatchObject({
      origin: 'static',
      targets: [{ attachment: 'tgw-attach-hub-d' }],
    });
    expect(decide(['list'])).toMatchObject({
      origin: 'prefix-list',
      targets: [{ attachment: 'tgw-attach-hub-c' }],
    });
    expect(decide([])).toMatchObject({
      origin: 'propagated',
      targets: [{ attachment: 'tgw-attach-hub-b' }],
    });
  });

  it('among propagated routes of one prefix follows what they lead to', () => {
    const order = [
      'vpc',
      'direct-connect-gateway',
      'connect',
      'vpn',
      'vpn-concentrator',
      'peering',
    ];
    const winner = (types: readonly string[]) => {
      const world = new World();
      const at = world.region();
      const hub = at.tgw('hub');
      at.add(
        'tgw-route-table',
        'tgw-rtb-x',
        () => ({ TransitGatewayRouteTableId: 'tgw-rtb-x', TransitGatewayId: hub.id }),
        {
          SearchTransitGatewayRoutes: () =>
            types.map((ResourceType) => ({
              DestinationCidrBlock: '10.9.0.0/16',
              Type: 'propagated',
              State: 'active',
              TransitGatewayAttachments: [
                {
                  TransitGatewayAttachmentId: `tgw-attach-${ResourceType}`,
                  ResourceId: 'x',
                  ResourceType,
                },
              ],
            })),
        },
      );
      const routing = routingOf(world);
      const table = routing.topology.get('tgw-route-table', 'tgw-rtb-x')!;
      return routing.decideTgw(table, parseIp('10.9.0.1')).route?.targets[0]?.type;
    };
    for (let i = 0; i < order.length; i++) {
      expect(winner([...order.slice(i)].reverse())).toBe(order[i]);
    }
  });

  it('lets a static route to a VPN beat Direct Connect', () => {
    const build = (isStatic: boolean) => {
      const { world, at, a1, hub, ta, tb, table } = hubWorld();
      const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.16.0.0/16'] }));
      const dx = hub.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', ['172.16.0.0/16']);
      table.associate(ta, tb).propagate(dx);
      if (isStatic) table.route('172.16.0.0/16', vpn);
      return trace(world, a1, '172.16.0.9').edge;
    };
    expect(build(true)).toEqual({ kind: 'vpn', id: 'vpn-office' });
    expect(build(false)).toEqual({ kind: 'direct-connect', id: 'dxgw-1' });
  });

  it('expands a prefix list reference that is shown without its prefixes', () => {
    const build = (refused: boolean) => {
      const { world, at, a1, b1, ta, tb, table } = hubWorld();
      const list = at.prefixList('b', ['10.1.0.0/16']);
      table.associate(ta, tb).propagate(ta).reference(list, tb, { named: true });
      if (refused) world.refuse(at, 'GetManagedPrefixListEntries');
      return trace(world, a1, b1).outcome;
    };
    expect(build(false)).toBe('delivered');
    expect(build(true)).toBe('cannot-tell');
  });
});

describe('attachments', () => {
  it.each([
    'pendingAcceptance',
    'pending',
    'initiatingRequest',
    'rollingBack',
    'failed',
    'rejected',
    'failing',
    'rejecting',
  ])('carry nothing while they are %s', (state) => {
    const { world, a1, b1, ta, tb, table } = hubWorld({ state });
    table.associate(ta, tb).propagate(ta, tb);
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'blackhole',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
    ]);
    expect(answer.reason).toBe(`tgw-attach-hub-a is ${state}: it carries nothing.`);
  });

  it('that are gone are none: the VPC is not attached', () => {
    const { world, a1, b1, ta, tb, table } = hubWorld({ state: 'deleted' });
    table.associate(tb).propagate(ta, tb);
    const answer = trace(world, a1, b1);
    expect(answer.outcome).toBe('no-attachment-in-az');
    expect(answer.reason).toContain('vpc-a is not attached to it');
  });

  it('cover Availability Zones, not only their own subnets', () => {
    const { world, a, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    const beside = a.subnet('10.0.7.0/24', 'a', 'a-beside');
    const elsewhere = a.subnet('10.0.8.0/24', 'b', 'a-elsewhere');
    expect(trace(world, beside, b1).outcome).toBe('delivered');
    const answer = trace(world, elsewhere, b1);
    expect(wayOf(answer)).toEqual([
      'no-attachment-in-az',
      'subnet-a-elsewhere [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
    ]);
    expect(answer.blockers[0]?.change).toBe('Add a subnet of us-east-1b to tgw-attach-hub-a.');
    expect(trace(world, a1, b1).outcome).toBe('delivered');
  });

  it('can be entered from the gateway for any zone, but left only from a covered one', () => {
    const { world, b, a1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    const b2 = b.subnet('10.1.2.0/24', 'b');
    const answer = trace(world, a1, b2);
    expect(wayOf(answer)).toEqual([
      'no-return',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
      'tgw-attach-hub-b',
      'subnet-b-1 [10.1.0.0/16 local local]',
      'subnet-b-2',
    ]);
    expect(answer.return.outcome).toBe('no-attachment-in-az');
  });

  it('carry IPv6 only where it is turned on', () => {
    const ask = (ipv6: boolean) => {
      const { world, a1, b1, ta, tb, table } = hubWorld({ ipv6 });
      table.associate(ta, tb).propagate(ta, tb);
      return trace(world, [a1, '2600:1f00:a:1::9'], [b1, '2600:1f00:b:1::9']);
    };
    expect(ask(true).outcome).toBe('delivered');
    expect(ask(false).outcome).toBe('no-route');
    expect(ask(false).reason).toContain('its IPv6 support is off');
  });

  it('of an unknown VPC leave the known world', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const b = world.region('us-east-1', '222222222222').vpc('b', '10.1.0.0/16');
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.0.0.0/8', hub);
    world.unseen('222222222222');
    const answer = trace(world, a1, '10.1.1.9');
    expect(answer.edge).toEqual({ kind: 'peer', id: 'vpc-b' });
  });

  it('that a VPC has none of: its route to the gateway leads nowhere', () => {
    const { world, at, b1, hub, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    const c = at.vpc('c', '10.2.0.0/16');
    const c1 = c.subnet('10.2.1.0/24');
    c.main.route('10.0.0.0/8', hub);
    const answer = trace(world, c1, b1);
    expect(answer.outcome).toBe('no-attachment-in-az');
    expect(answer.blockers[0]?.change).toBe('Attach vpc-c to tgw-hub.');
  });
});

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
    two.route('172.16.0.0/12', vgw);
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

describe('what was not read', () => {
  it('routes refused: derived from propagations, but not sure, and the gap is named', () => {
    const { world, at, a1, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    world.refuse(at, 'SearchTransitGatewayRoutes');
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'cannot-tell',
      'subnet-a-1 [0.0.0.0/0 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
    ]);
    expect(answer.reason).toContain('the routes of tgw-rtb-hub-main were not read');
    expect(answer.gaps).toEqual(['call/111111111111/us-east-1/refused/UnauthorizedOperation']);
  });

  it('association refused: not known, never no association', () => {
    const { world, at, a1, b1, ta, tb, table } = hubWorld();
    table.propagate(ta, tb);
    world.refuse(at, 'GetTransitGatewayRouteTableAssociations');
    const answer = trace(world, a1, b1);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toHaveLength(1);
  });

  it("a gateway's own account not collected: its tables are not known to those it is shared with", () => {
    for (const associated of [true, false]) {
      const world = new World();
      const owner = world.region('us-east-1', '999999999999');
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
      const hub = owner.tgw('hub');
      const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
      const table = hub.table('main').propagate(ta, tb);
      if (associated) table.associate(ta, tb);
      a.main.route('10.0.0.0/8', hub);
      b.main.route('10.0.0.0/8', hub);
      world.unseen('999999999999');
      const answer = trace(world, a1, b1);
      expect([answer.outcome, answer.return.outcome]).toEqual(['cannot-tell', 'cannot-tell']);
    }
  });

  it('a core network cannot be told', () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const arn = 'arn:aws:networkmanager::111111111111:core-network/core-network-1';
    a.main.route('10.0.0.0/8', { kind: 'core-network', id: arn });
    const answer = trace(world, a1, '10.9.0.9');
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.reason).toContain('Cloud WAN');
  });

  it('VPCs that overlap: only the one attached first propagates, and static routes alone do not tell which', () => {
    const { world, at, a1, b1, hub, ta, tb, table } = hubWorld();
    const c = at.vpc('c', '10.1.0.0/20');
    const tc = hub.attach(c, [c.subnet('10.1.9.0/24')]);
    table.associate(ta, tb, tc).propagate(ta, tb, tc);
    const pages = world
      .pages()
      .map((p) =>
        p.operation === 'SearchTransitGatewayRoutes'
          ? { ...p, args: { ...p.args, Filters: 'type=static' }, answer: { Routes: [] } }
          : p,
      );
    const routing = createRouting(buildTopology(pages));
    const ask = (from: { id: string }, to: { id: string }) =>
      routing.trace({ from: { subnet: from.id }, to: { subnet: to.id } });
    expect(ask(a1, b1).outcome).toBe('cannot-tell');
    expect(ask(a1, b1).reason).toContain('only the one attached first propagates');
    // Propagations of VPCs that overlap nothing are as good as read.
    expect(ask(b1, a1).hops.at(-1)?.id).toBe('subnet-a-1');
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
});
