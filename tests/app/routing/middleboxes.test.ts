/**
 * Appliances as next hops.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html (middlebox, GWLB endpoint)
 *               https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html (source/destination check)
 */
import { describe, expect, it } from 'vitest';
import { RoutingView } from '#app/routing/view.ts';
import { trace as traceWith } from '#app/routing/trace.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { reached, trace, wayOf } from './ask.ts';
import { HTTPS } from './two-subnets.ts';

function front(options: { forwards?: boolean; instance?: string } = {}) {
  const world = new World();
  const a = world.region().vpc('a', '10.0.0.0/16');
  const [a1, a2, a3] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24'), a.subnet('10.0.3.0/24')];
  const fw = a3.eni('10.0.3.9', { name: 'fw', forwards: true, ...options });
  const table = a.table('front', a1);
  return { world, a, a1, a2, a3, fw, table };
}

describe('an interface as next hop', () => {
  it('with its source/destination check on drops what is not its own', () => {
    const { world, a1, a2, fw, table } = front({ forwards: false });
    table.route('10.0.2.0/24', fw);
    const answer = trace(world, a1, a2);
    expect(wayOf(answer)).toEqual(['filtered', 'subnet-a-1 [10.0.2.0/24 static eni-fw]', 'eni-fw']);
    expect(answer.blockers[0]?.change).toBe('Turn off the source/destination check of eni-fw.');
  });

  it('keeps what is sent to it', () => {
    const { world, a1, a3, fw, table } = front({ forwards: false });
    table.route('10.0.3.0/24', fw);
    const answer = trace(world, a1, [a3, '10.0.3.9']);
    expect([answer.outcome, answer.return.outcome]).toEqual(['delivered', 'delivered']);
    expect(trace(world, a1, [a3, '10.0.3.10']).outcome).toBe('filtered');
  });

  it('may be named by its instance', () => {
    const { world, a1, a2, table } = front({ instance: 'i-fw' });
    table.route('10.0.2.0/24', { kind: 'instance', id: 'i-fw' });
    expect(wayOf(trace(world, a1, a2))).toEqual([
      'delivered',
      'subnet-a-1 [10.0.2.0/24 static i-fw]',
      'i-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
  });

  it('that was not read: not to be told', () => {
    const { world, a1, a2, table } = front();
    table.route('10.0.2.0/24', { kind: 'network-interface', id: 'eni-unseen' });
    expect(trace(world, a1, a2).outcome).toBe('cannot-tell');
  });

  it('in a subnet whose own table leads back to it is a circle', () => {
    const { world, a1, a2, a3, fw, table } = front();
    table.route('10.0.2.0/24', fw).use(a3);
    expect(trace(world, a1, a2).outcome).toBe('loop');
  });

  it('forwards, or stops the answer, as asked; the answer says which', () => {
    const { world, a1, a2, fw, table } = front();
    table.route('10.0.2.0/24', fw);
    const view = new RoutingView(buildTopology(world.pages()));
    const query = { from: { subnet: a1.id }, to: { subnet: a2.id } };
    expect(traceWith(view, { ...query, middleboxes: 'forward' }).assumptions).toContain(
      'The appliance eni-fw forwards the traffic unchanged.',
    );
    const stopped = traceWith(view, { ...query, middleboxes: 'stop' });
    expect(stopped.outcome).toBe('cannot-tell');
    expect(stopped.reason).toBe('Whether the appliance eni-fw forwards 10.0.2.4 is not known.');
  });
});

describe('a Gateway Load Balancer endpoint as next hop', () => {
  it('leads on by the table of its own subnet, both ways', () => {
    const { world, a, a1, a2, a3, table } = front();
    const endpoint = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [a3] });
    table.route('10.0.2.0/24', endpoint);
    a.table('back', a2).route('10.0.1.0/24', endpoint);
    const answer = trace(world, a1, a2);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.0.2.0/24 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-a-2 [10.0.1.0/24 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
    expect(answer.assumptions.join(' ')).not.toContain('its replies');
  });

  it('that is not available drops, or cannot be told while it comes or goes', () => {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
    for (const [state, outcome] of [
      ['available', 'delivered'],
      ['pendingAcceptance', 'cannot-tell'],
      ['pending', 'cannot-tell'],
      ['deleting', 'cannot-tell'],
      ['rejected', 'blackhole'],
      ['failed', 'blackhole'],
    ]) {
      const { world, a, a1, a2, a3, table } = front();
      const shape = { type: 'GatewayLoadBalancer', subnets: [a3], ...(state && { state }) };
      table.route('10.0.2.0/24', a.endpoint('fw', shape));
      expect([state, trace(world, a1, a2).outcome]).toEqual([state, outcome]);
    }
  });

  it('passed one way only is said: an appliance that keeps state drops that', () => {
    const { world, a, a1, a2, a3, table } = front();
    table.route('10.0.2.0/24', a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [a3] }));
    expect(trace(world, a1, a2).assumptions.join(' ')).toContain(
      'The flow passes vpce-a-fw, its replies none',
    );
  });
});

describe('an appliance in front of a gateway', () => {
  /** A host behind a NAT instance, in one VPC. */
  function natInstance(publicIp?: string) {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const [open, closed] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
    const nat = open.eni('10.0.1.10', {
      name: 'nat',
      forwards: true,
      ...(publicIp && { publicIp }),
    });
    closed.eni('10.0.2.20', { name: 'host' });
    a.table('open', open).route('0.0.0.0/0', a.igw());
    a.table('closed', closed).route('0.0.0.0/0', nat);
    return { world, closed };
  }

  // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
  it('is taken to give its own public address to hosts that have none: a NAT instance', () => {
    const { world, closed } = natInstance('198.51.100.20');
    const answer = trace(world, [closed, '10.0.2.20'], '8.8.8.8');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-2 [0.0.0.0/0 static eni-nat]',
      'eni-nat',
      'subnet-a-1 [0.0.0.0/0 static igw-a-igw]',
      'igw-a-igw',
    ]);
    // The replies come to the NAT instance, and go on from there.
    expect(wayOf(answer.return)).toEqual([
      'cannot-tell',
      'igw-a-igw',
      'subnet-a-1',
      'eni-nat',
      'subnet-a-1 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    const taken =
      'The appliance eni-nat gives what it forwards its own address 10.0.1.10: the internet gateway igw-a-igw carries only what has a public address.';
    expect(answer.assumptions).toEqual([taken]);
    // Nor is a host that was not read taken to have a public address.
    expect(trace(world, closed, '8.8.8.8').assumptions).toEqual([taken]);
  });

  it('is named by its own address where others stand between it and the gateway, and they by theirs', () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const [a1, a2, a3] = [
      a.subnet('10.0.1.0/24'),
      a.subnet('10.0.2.0/24'),
      a.subnet('10.0.3.0/24'),
    ];
    const nat = a2.eni('10.0.2.9', { name: 'nat', forwards: true, publicIp: '198.51.100.7' });
    const fw = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [a3] });
    a.table('hosts', a1).route('0.0.0.0/0', nat);
    a.table('nat', a2).route('0.0.0.0/0', fw);
    a.table('fw', a3).route('0.0.0.0/0', a.igw());
    // The endpoint's subnet lets in what comes from the NAT instance, and from no host: it is translated before.
    const any = { number: 200, allow: true, cidr: '0.0.0.0/0', egress: true };
    a.acl('fw', [{ number: 100, allow: true, cidr: '10.0.2.9/32' }, any], a3);
    const answer = trace(world, [a1, '10.0.1.10'], '8.8.8.8', HTTPS);
    expect(answer.outcome).toBe('exits');
    expect(answer.assumptions).toEqual(
      expect.arrayContaining([
        'The Gateway Load Balancer endpoint vpce-a-fw forwards the traffic unchanged.',
        'The appliance eni-nat gives what it forwards its own address 10.0.2.9: the internet gateway igw-a-igw carries only what has a public address.',
      ]),
    );
    expect(answer.assumptions).not.toContain(
      'The appliance eni-nat forwards the traffic unchanged.',
    );
    // Replies come to the NAT instance straight from the gateway, and not through the endpoint.
    expect(answer.assumptions.join(' ')).toContain('The flow passes vpce-a-fw, its replies none');
  });

  it('may have its public address on a secondary one', () => {
    const build = (publicIp?: string) => {
      const world = new World();
      const a = world.region().vpc('a', '10.0.0.0/16');
      const [open, closed] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
      const nat = open.eni('10.0.1.10', {
        name: 'nat',
        forwards: true,
        secondary: [{ ip: '10.0.1.11', ...(publicIp && { publicIp }) }],
      });
      closed.eni('10.0.2.20', { name: 'host' });
      a.table('open', open).route('0.0.0.0/0', a.igw());
      a.table('closed', closed).route('0.0.0.0/0', nat);
      return trace(world, [closed, '10.0.2.20'], '8.8.8.8');
    };
    const answer = build('198.51.100.20');
    expect(answer.outcome).toBe('exits');
    expect(answer.assumptions.join(' ')).toContain('its own address 10.0.1.11');
    expect(build().outcome).toBe('no-route');
  });

  it('that has no public address either is no way to the internet', () => {
    const { world, closed } = natInstance();
    const answer = trace(world, [closed, '10.0.2.20'], '8.8.8.8');
    expect([answer.outcome, answer.blockers[0]?.at]).toEqual(['no-route', 'eni-host']);
  });

  /** A spoke on a transit gateway, and a VPC with a firewall that is the way on. */
  function firewall(publicIp?: string) {
    const { world, at, a1, b, b1, table, ta } = spokes();
    const b2 = b.subnet('10.1.2.0/24');
    const fw = b2.eni('10.1.2.10', { name: 'fw', forwards: true, ...(publicIp && { publicIp }) });
    const onward = b.table('onward', b2);
    onward.route('10.0.0.0/16', { kind: 'transit-gateway', id: 'tgw-hub' });
    b.table('landing', b1).route('0.0.0.0/0', fw);
    return { world, at, a1, b, table, ta, onward };
  }

  function spokes() {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    const table = hub.table('all').associate(ta, tb).propagate(ta).route('0.0.0.0/0', tb);
    a.main.route('0.0.0.0/0', hub);
    return { world, at, a1, b, b1, table, ta };
  }

  it('lets spokes out: a firewall that translates', () => {
    const { world, at, a1, b, onward } = firewall('198.51.100.30');
    const c1 = at.vpc('c', '203.0.113.0/24').subnet('203.0.113.0/25');
    onward.route('0.0.0.0/0', b.igw());
    expect(reached(world, [a1, '10.0.1.4'], [c1, '203.0.113.4'])[0]).toBe('exits');
    const answer = trace(world, a1, '8.8.8.8');
    expect([answer.outcome, answer.edge?.id]).toEqual(['exits', 'igw-b-igw']);
    expect(answer.assumptions.join(' ')).toContain(
      'gives what it forwards its own address 10.1.2.10',
    );
    expect(answer.return.reason).toContain('replies lead back to 10.0.1.4');
  });

  it('that has no public address lets no spoke out', () => {
    const { world, at, a1, b, onward } = firewall();
    const c1 = at.vpc('c', '203.0.113.0/24').subnet('203.0.113.0/25');
    onward.route('0.0.0.0/0', b.igw());
    expect(reached(world, [a1, '10.0.1.4'], [c1, '203.0.113.4'])[0]).toBe('no-route');
    const answer = trace(world, a1, '8.8.8.8');
    expect([answer.outcome, answer.blockers[0]?.at]).toEqual(['no-route', 'eni-fw']);
  });

  it('of the VPC that carries only its own is not told: it would have to translate', () => {
    const { world, at, a1, b, onward } = firewall();
    const c = at.vpc('c', '10.2.0.0/16');
    const c1 = c.subnet('10.2.1.0/24');
    const pcx = world.peer(b, c);
    onward.route('10.2.0.0/16', pcx);
    c.main.route('10.1.0.0/16', pcx);
    const answer = trace(world, a1, c1);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.reason).toBe(
      '10.0.1.4 comes from outside vpc-b and can go on through a peering of it (pcx-b-c) only if the appliance eni-fw gives it an address of its own: that is not known.',
    );
    expect(reached(world, [a1, '10.0.1.4'], [c1, '10.2.1.4'])[0]).toBe('cannot-tell');
    // A VPN there is the same.
    onward.route('192.168.0.0/16', at.vgw('office', b));
    expect(trace(world, a1, '192.168.0.1').outcome).toBe('cannot-tell');
  });
});
