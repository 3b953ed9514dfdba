/**
 * How a transit gateway forwards: tables, the order of routes, attachments.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
import { describe, expect, it } from 'vitest';
import { parseIp } from '#app/base/cidr.ts';
import { World } from '#app/world/world.ts';
import { blockersOf, routingOf, trace, wayOf, reached } from './ask.ts';
import { hubWorld } from './hub-world.ts';

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

  // https://docs.aws.amazon.com/local-zones/latest/ug/local-zones-connectivity-transit-gateway-lzs.html
  it('are entered from a Local Zone in its parent zone, which is not known', () => {
    const { world, a, b1, ta, tb, table } = hubWorld();
    table.associate(ta, tb).propagate(ta, tb);
    const boston = a.subnet('10.0.9.0/24', '-bos-1a', 'a-boston');
    const answer = trace(world, boston, b1);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.blockers.map(({ message, change }) => [message, change])).toEqual([
      [
        'us-east-1-bos-1a is no Availability Zone: what is sent there enters tgw-hub in its parent zone, and whether tgw-attach-hub-a has a subnet in that is not known.',
        'Look up the parent zone of us-east-1-bos-1a (aws ec2 describe-availability-zones --all-availability-zones), and see that tgw-attach-hub-a has a subnet in it.',
      ],
    ]);
    expect(reached(world, [boston, '10.0.9.4'], [b1, '10.1.1.4'])).toEqual([
      'cannot-tell',
      'delivered',
    ]);
    // It is reached from the gateway; only the replies are open.
    expect(trace(world, b1, boston).outcome).toBe('cannot-tell');
    expect(reached(world, [b1, '10.1.1.4'], [boston, '10.0.9.4'])).toEqual([
      'cannot-tell',
      'cannot-tell',
    ]);
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
