/**
 * What enters a VPC from outside: by an internet or virtual private gateway, and the table associated with it.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/gwlb-route.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { HTTPS } from './two-subnets.ts';
import { blockersOf, trace, wayOf } from './ask.ts';

const OUTSIDE = '198.51.100.9';
const OFFICE = '172.16.0.9';

/** A host with a public address, and a Gateway Load Balancer endpoint in a subnet of its own. */
function inspected(options: { wayOut?: 'endpoint' | 'gateway' } = {}) {
  const world = new World();
  const a = world.region().vpc('a', '10.0.0.0/16');
  const [a1, fw] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24', 'a', 'a-fw')];
  a1.eni('10.0.1.10', { name: 'web', publicIp: '203.0.113.5' });
  const igw = a.igw();
  const endpoint = a.endpoint('fw', { type: 'GatewayLoadBalancer', subnets: [fw] });
  const edge = a.table('edge').route('10.0.1.0/24', endpoint);
  edge.gateways.push(igw);
  a.table('app', a1).route('0.0.0.0/0', options.wayOut === 'gateway' ? igw : endpoint);
  a.table('fw', fw).route('0.0.0.0/0', igw);
  return { world, a, a1, fw, igw, edge, endpoint };
}

describe('the table of an internet gateway', () => {
  it('sends what comes in through the endpoint first, and replies go back through it', () => {
    const { world, a1 } = inspected();
    const answer = trace(world, OUTSIDE, [a1, '10.0.1.10']);
    expect(wayOf(answer)).toEqual([
      'delivered',
      OUTSIDE,
      'igw-a-igw [10.0.1.0/24 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-fw [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'exits',
      'subnet-a-1 [0.0.0.0/0 static vpce-a-fw]',
      'vpce-a-fw',
      'subnet-a-fw [0.0.0.0/0 static igw-a-igw]',
      'igw-a-igw',
    ]);
    expect(answer.blockers).toEqual([]);
  });

  it('is how replies come in, too', () => {
    const { world, a1 } = inspected();
    const answer = trace(world, [a1, '10.0.1.10'], OUTSIDE);
    expect([answer.outcome, answer.return.outcome]).toEqual(['exits', 'cannot-tell']);
    expect(answer.return.hops.map((h) => h.id)).toEqual([
      'igw-a-igw',
      'vpce-a-fw',
      'subnet-a-fw',
      'subnet-a-1',
    ]);
  });

  it('makes replies pass an appliance that the flow did not: the answer says so', () => {
    const { world, a1 } = inspected({ wayOut: 'gateway' });
    const answer = trace(world, [a1, '10.0.1.10'], OUTSIDE);
    expect(answer.assumptions.join(' ')).toContain(
      'The flow passes no appliance, its replies vpce-a-fw',
    );
  });

  it('may lead the whole VPC to an appliance by its local route', () => {
    const { world, a, a1, fw, edge } = inspected();
    const box = fw.eni('10.0.2.9', { name: 'fw', forwards: true });
    const other = a.subnet('10.0.3.0/24', 'a', 'a-other');
    a.table('other', other).route('0.0.0.0/0', box);
    edge.replaceLocal(box);
    other.eni('10.0.3.10', { name: 'other', publicIp: '203.0.113.6' });
    expect(wayOf(trace(world, OUTSIDE, [other, '10.0.3.10']))).toEqual([
      'delivered',
      OUTSIDE,
      'igw-a-igw [10.0.0.0/16 local eni-fw]',
      'eni-fw',
      'subnet-a-fw [10.0.0.0/16 local local]',
      'subnet-a-other',
    ]);
    // The more specific route still wins for its subnet.
    expect(wayOf(trace(world, OUTSIDE, [a1, '10.0.1.10']))[2]).toBe(
      'igw-a-igw [10.0.1.0/24 static vpce-a-fw]',
    );
  });

  it('drops where its appliance does not forward', () => {
    const { world, a, fw, igw, edge } = inspected();
    const other = a.subnet('10.0.3.0/24', 'a', 'a-other');
    other.eni('10.0.3.10', { name: 'other', publicIp: '203.0.113.6' });
    a.main.route('0.0.0.0/0', igw);
    edge.route('10.0.3.0/24', fw.eni('10.0.2.9', { name: 'fw', forwards: false }));
    const answer = trace(world, OUTSIDE, [other, '10.0.3.10']);
    expect(blockersOf(answer)).toEqual(['forward: filtered at eni-fw']);
  });
});

describe('a flow from the internet', () => {
  const plain = () => {
    const world = new World();
    const a = world.region().vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
    const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
    a1.eni('10.0.1.10', { name: 'web', publicIp: '203.0.113.5' });
    a1.eni('10.0.1.11', { name: 'bare' });
    return { world, a, a1 };
  };

  it('comes in by the internet gateway, to hosts with a public address', () => {
    const { world, a, a1 } = plain();
    a.main.route('0.0.0.0/0', a.igw());
    expect(wayOf(trace(world, OUTSIDE, [a1, '10.0.1.10']))).toEqual([
      'delivered',
      OUTSIDE,
      'igw-a-igw',
      'subnet-a-1',
    ]);
    const bare = trace(world, OUTSIDE, [a1, '10.0.1.11']);
    expect([bare.outcome, bare.blockers[0]?.at]).toEqual(['no-route', 'eni-bare']);
    // Where no interface is known, one is taken to have a public address.
    expect(trace(world, OUTSIDE, a1).assumptions.join(' ')).toContain(
      '10.0.1.4 has a public address',
    );
  });

  it('may be asked for by that public address', () => {
    const { world, a } = plain();
    a.main.route('0.0.0.0/0', a.igw());
    const answer = trace(world, OUTSIDE, '203.0.113.5');
    expect([answer.outcome, answer.to.subnet, answer.to.ip]).toEqual([
      'delivered',
      'subnet-a-1',
      '10.0.1.10',
    ]);
    expect(answer.assumptions.join(' ')).toContain('203.0.113.5 is the public address of eni-web');
  });

  it('gets no reply without a route to the gateway, nor by a NAT gateway', () => {
    const { world, a, a1 } = plain();
    a.igw();
    const silent = trace(world, OUTSIDE, [a1, '10.0.1.10']);
    expect([silent.outcome, silent.return.outcome]).toEqual(['no-return', 'no-route']);
    a.main.route('0.0.0.0/0', a.nat(a1, { ip: '10.0.1.20' }));
    const natted = trace(world, OUTSIDE, [a1, '10.0.1.10']);
    expect([natted.outcome, natted.return.outcome]).toEqual(['no-return', 'filtered']);
  });

  it('comes in from on-premises where its replies leave there', () => {
    const { world, a, a1 } = plain();
    a.igw();
    a.main.route('0.0.0.0/0', world.region().vgw('a', a));
    const answer = trace(world, OUTSIDE, [a1, '10.0.1.11']);
    expect(wayOf(answer)).toEqual(['delivered', OUTSIDE, 'vgw-a', 'subnet-a-1']);
  });

  it('has no way into a VPC without an internet gateway; where none were read it is not told', () => {
    const { world, a1 } = plain();
    expect(trace(world, OUTSIDE, [a1, '10.0.1.10']).outcome).toBe('no-route');
    world.refuse(world.region(), 'DescribeInternetGateways');
    const answer = trace(world, OUTSIDE, [a1, '10.0.1.10']);
    expect([answer.outcome, answer.gaps.length]).toEqual(['cannot-tell', 1]);
  });

  it('comes in by IPv6 too, but not through an egress-only gateway', () => {
    const { world, a, a1 } = plain();
    a.igw();
    a.main.route('::/0', a.eigw());
    const at = [a1, '2600:1f00:a:1::9'] as const;
    expect(trace(world, '2001:db8::1', at).outcome).toBe('no-return');
    const open = plain();
    open.a.main.route('::/0', open.a.igw());
    expect(trace(open.world, '2001:db8::1', [open.a1, '2600:1f00:a:1::9']).outcome).toBe(
      'delivered',
    );
  });

  it('meets network ACLs and security groups on the way in, and the ACLs again on the way out', () => {
    const build = (port: number, out = true) => {
      const world = new World();
      const a = world.region().vpc('a', '10.0.0.0/16');
      const a1 = a.subnet('10.0.1.0/24');
      const group = a.group('web', {
        inbound: [{ protocol: 'tcp', from: port, cidrs: ['0.0.0.0/0'] }],
      });
      a1.eni('10.0.1.10', { name: 'web', publicIp: '203.0.113.5', groups: [group] });
      a.main.route('0.0.0.0/0', a.igw());
      const entry = { number: 100, allow: true, cidr: '0.0.0.0/0' };
      a.acl('guard', [entry, ...(out ? [{ ...entry, egress: true }] : [])], a1);
      return trace(world, OUTSIDE, [a1, '10.0.1.10'], HTTPS);
    };
    expect(build(443).outcome).toBe('delivered');
    expect(blockersOf(build(80))).toEqual(['forward: filtered at sg-web']);
    expect(blockersOf(build(443, false))).toEqual(['return: filtered at acl-guard']);
  });
});

describe('a flow from on-premises', () => {
  it('comes in the way its replies leave, through the table of the virtual private gateway', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const [a1, fw] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24', 'a', 'a-fw')];
    const vgw = at.vgw('a', a);
    at.vpn('office', vgw);
    const box = fw.eni('10.0.2.9', { name: 'fw', forwards: true });
    const edge = a.table('edge').route('10.0.1.0/24', box);
    edge.gateways.push(vgw);
    a.table('app', a1).route('172.16.0.0/16', box);
    a.table('fw', fw).propagate(vgw, ['172.16.0.0/16']);
    expect(wayOf(trace(world, OFFICE, a1))).toEqual([
      'delivered',
      OFFICE,
      'vgw-a [10.0.1.0/24 static eni-fw]',
      'eni-fw',
      'subnet-a-fw [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
  });

  it('comes in over the attachment of a transit gateway, whose table decides', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const hub = at.tgw('hub');
    const office = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.16.0.0/16'] }));
    const ta = hub.attach(a, [a1]);
    hub.table('all').associate(office, ta).propagate(office, ta);
    a.main.route('172.16.0.0/12', hub);
    expect(wayOf(trace(world, OFFICE, a1))).toEqual([
      'delivered',
      OFFICE,
      'vpn-office',
      'tgw-attach-hub-office',
      'tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.0.0.0/16 local local]',
    ]);
  });

  it('that nothing goes back to gets no reply, wherever it comes in', () => {
    const world = new World();
    const a1 = world.region().vpc('a', '10.0.0.0/16').subnet('10.0.1.0/24');
    const answer = trace(world, OFFICE, a1);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(answer.reason).toContain('Where 172.16.0.9 comes in is not known');
    expect(blockersOf(answer)).toEqual(['return: no-route at rtb-a-main']);
  });
});
