/**
 * Network ACLs on the way of a flow and of its replies.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
import { describe, expect, it } from 'vitest';
import type { AclEntrySpec } from '#app/world/filters.ts';
import { World } from '#app/world/world.ts';
import { trace } from './ask.ts';
import { all, HTTPS, TCP, twoSubnets } from './two-subnets.ts';

const verdict = (entries: readonly AclEntrySpec[], filter: { protocol: string; port?: number }) => {
  const { world, a1, a2 } = twoSubnets(entries);
  const answer = trace(world, a1, a2, filter);
  return [answer.outcome, ...answer.blockers.map((b) => `${b.direction}: ${b.message}`)];
};

/** An entry as the API gives it: TCP, all addresses. */
const anywhere = (RuleNumber: number, Egress: boolean) => ({
  RuleNumber,
  Egress,
  RuleAction: 'allow',
  Protocol: TCP,
  CidrBlock: '0.0.0.0/0',
});

describe('network ACLs', () => {
  it('are judged only when asked: routing alone delivers', () => {
    const { world, a1, a2 } = twoSubnets([]);
    const answer = trace(world, a1, a2);
    expect(answer.outcome).toBe('delivered');
    expect(answer.assumptions.join(' ')).toContain('were not asked about');
  });

  it('deny by the last entry what none allows', () => {
    expect(verdict([all(true)], HTTPS)).toEqual([
      'filtered',
      'forward: acl-guard, inbound: entry * denies tcp 443 from 10.0.1.4 at subnet-a-2.',
    ]);
  });

  it('let the lowest number decide, allow or deny', () => {
    const deny: AclEntrySpec = {
      number: 90,
      allow: false,
      cidr: '10.0.1.0/24',
      protocol: TCP,
      ports: [443, 443],
    };
    expect(verdict([deny, all(false), all(true)], HTTPS)).toEqual([
      'filtered',
      'forward: acl-guard, inbound: entry 90 denies tcp 443 from 10.0.1.4 at subnet-a-2.',
    ]);
    expect(verdict([{ ...deny, number: 110 }, all(false), all(true)], HTTPS)).toEqual([
      'delivered',
    ]);
    expect(verdict([deny, all(false), all(true)], { protocol: 'tcp', port: 80 })).toEqual([
      'delivered',
    ]);
    expect(verdict([deny, all(false), all(true)], { protocol: 'udp', port: 443 })).toEqual([
      'delivered',
    ]);
  });

  it('are stateless: replies need their ephemeral ports', () => {
    const inbound: AclEntrySpec = {
      number: 100,
      allow: true,
      cidr: '10.0.1.0/24',
      protocol: TCP,
      ports: [443, 443],
    };
    const replies = (from: number, to: number): AclEntrySpec => ({
      number: 100,
      egress: true,
      allow: true,
      cidr: '10.0.1.0/24',
      protocol: TCP,
      ports: [from, to],
    });
    expect(verdict([inbound], HTTPS)).toEqual([
      'filtered',
      'return: acl-guard, outbound: entry * denies tcp 1024-65535 to 10.0.1.4 at subnet-a-2.',
    ]);
    expect(verdict([inbound, replies(1024, 65535)], HTTPS)).toEqual(['delivered']);
    // Clients of Linux use these alone; others, and NAT gateways, use lower ones too.
    expect(verdict([inbound, replies(32768, 65535)], HTTPS)).toEqual([
      'cannot-tell',
      'return: acl-guard, outbound: replies to ports 32768-61000, which Linux uses, pass at subnet-a-2, but not all of 1024-65535: it depends on the client.',
    ]);
    expect(verdict([inbound, replies(49152, 65535)], HTTPS)).toEqual([
      'filtered',
      'return: acl-guard, outbound: entry 100 allows only part of tcp 1024-65535 to 10.0.1.4 at subnet-a-2.',
    ]);
  });

  it('add up: ranges of several entries, and a hole in them', () => {
    const out = (number: number, allow: boolean, from: number, to: number): AclEntrySpec => ({
      number,
      egress: true,
      allow,
      cidr: '0.0.0.0/0',
      protocol: TCP,
      ports: [from, to],
    });
    const halves = [out(100, true, 0, 30000), out(110, true, 30001, 65535)];
    expect(verdict([all(false), ...halves], HTTPS)).toEqual(['delivered']);
    expect(verdict([all(false), out(90, false, 3389, 3389), ...halves], HTTPS)).toEqual([
      'cannot-tell',
      'return: acl-guard, outbound: replies to ports 32768-61000, which Linux uses, pass at subnet-a-2, but not all of 1024-65535: it depends on the client.',
    ]);
    // What comes after an entry that speaks of the same ports changes nothing.
    expect(verdict([all(false), ...halves, out(120, false, 3389, 3389)], HTTPS)).toEqual([
      'delivered',
    ]);
  });

  it('all protocols pass only where none is denied before all are allowed', () => {
    const tcp = (number: number, allow: boolean): AclEntrySpec => ({
      number,
      allow,
      cidr: '0.0.0.0/0',
      protocol: TCP,
    });
    const asked = { protocol: 'all' };
    expect(verdict([all(false), all(true)], asked)).toEqual(['delivered']);
    expect(verdict([tcp(50, false), all(false), all(true)], asked)[0]).toBe('filtered');
    expect(verdict([tcp(200, false), all(false), all(true)], asked)).toEqual(['delivered']);
    expect(verdict([tcp(50, true), all(true)], asked)[0]).toBe('filtered');
  });

  it('name protocols by number, and so may the question', () => {
    const udp: AclEntrySpec = { number: 100, allow: true, cidr: '0.0.0.0/0', protocol: '17' };
    const back: AclEntrySpec = { ...udp, egress: true };
    expect(verdict([udp, back], { protocol: 'udp', port: 53 })).toEqual(['delivered']);
    expect(verdict([udp, back], { protocol: '17', port: 53 })).toEqual(['delivered']);
    expect(verdict([udp, back], { protocol: '6', port: 53 })[0]).toBe('filtered');
    expect(verdict([udp, back], { protocol: '50' })[0]).toBe('filtered');
    expect(verdict([all(false), all(true)], { protocol: '50' })).toEqual(['delivered']);
  });

  it('judge ICMP as a ping, request and reply apart', () => {
    const icmp = (egress: boolean, icmpType: number): AclEntrySpec => ({
      number: 100,
      egress,
      allow: true,
      cidr: '0.0.0.0/0',
      protocol: '1',
      icmpType,
    });
    expect(verdict([icmp(false, 8), icmp(true, 0)], { protocol: 'icmp' })).toEqual(['delivered']);
    expect(verdict([icmp(false, 8), icmp(true, 8)], { protocol: 'icmp' })[0]).toBe('filtered');
    expect(verdict([icmp(false, -1), icmp(true, -1)], { protocol: 'icmp' })).toEqual(['delivered']);
  });

  it('allow no port that no entry speaks about', () => {
    const { world, at, a, a1, a2 } = twoSubnets();
    at.add('network-acl', 'acl-0', () => ({
      NetworkAclId: 'acl-0',
      VpcId: a.id,
      Associations: [{ SubnetId: a2.id }],
      Entries: [
        { ...anywhere(100, false), PortRange: { From: 0, To: 1023 } },
        { ...anywhere(100, true), PortRange: { From: 1024, To: 65535 } },
      ],
    }));
    expect(trace(world, a1, a2, HTTPS).outcome).toBe('delivered');
    expect(trace(world, a1, a2, { protocol: 'tcp', port: 8080 }).outcome).toBe('filtered');
    expect(trace(world, a1, a2, { protocol: 'tcp' }).outcome).toBe('filtered');
  });

  it('stand at the edge of a subnet, not inside it', () => {
    const { world, a2 } = twoSubnets([]);
    expect(trace(world, [a2, '10.0.2.5'], [a2, '10.0.2.6'], HTTPS).outcome).toBe('delivered');
  });

  it('keep IPv4 and IPv6 apart', () => {
    const world = new World();
    const a = world.region().vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
    const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
    const a2 = a.subnet(['10.0.2.0/24', '2600:1f00:a:2::/64']);
    a.acl('guard', [all(false), all(true)], a2);
    expect(trace(world, [a1, '10.0.1.9'], [a2, '10.0.2.9'], HTTPS).outcome).toBe('delivered');
    const six = trace(world, [a1, '2600:1f00:a:1::9'], [a2, '2600:1f00:a:2::9'], HTTPS);
    expect(six.outcome).toBe('filtered');
  });

  it('that were not read cannot be told, and the gap is named', () => {
    const { world, at, a1, a2 } = twoSubnets();
    world.refuse(at, 'DescribeNetworkAcls');
    const answer = trace(world, a1, a2, HTTPS);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toEqual(['call/111111111111/us-east-1/refused/UnauthorizedOperation']);
  });

  it('judge what leaves the known world, and the replies from there', () => {
    const build = (entries: readonly AclEntrySpec[]) => {
      const { world, a, a2 } = twoSubnets(entries);
      a.main.route('0.0.0.0/0', a.igw());
      return trace(world, a2, '198.51.100.9', HTTPS);
    };
    expect(build([all(false), all(true)]).outcome).toBe('exits');
    expect(build([all(false)]).outcome).toBe('filtered');
    const noReplies = build([all(true)]);
    expect(noReplies.outcome).toBe('filtered');
    expect(noReplies.blockers[0]).toMatchObject({ direction: 'return', at: 'acl-guard' });
  });
});

describe('network ACLs of subnets on the way', () => {
  /** Spokes a and b on a hub; b's attachment has a subnet of its own with an ACL. */
  const hub = (entries: readonly AclEntrySpec[], guarded: 'a' | 'b' | 'b workload') => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, at1] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.255.0/28', 'a', 'a-tgw')];
    const [b1, bt1] = [b.subnet('10.1.1.0/24'), b.subnet('10.1.255.0/28', 'a', 'b-tgw')];
    if (guarded === 'a') a.acl('guard', entries, at1);
    if (guarded === 'b') b.acl('guard', entries, bt1);
    if (guarded === 'b workload') b.acl('guard', entries, b1);
    const gateway = at.tgw('hub');
    const [ta, tb] = [gateway.attach(a, [at1]), gateway.attach(b, [bt1])];
    gateway.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.1.0.0/16', gateway);
    b.main.route('10.0.0.0/16', gateway);
    return trace(world, a1, b1, HTTPS);
  };

  it('the subnet of an attachment: inbound for what enters the gateway, outbound for what leaves it', () => {
    // Towards the gateway only its inbound entries count; the replies come out of it by outbound ones.
    expect(hub([all(false), all(true)], 'a').outcome).toBe('delivered');
    expect(hub([all(false)], 'a').blockers.map((b) => b.message)).toEqual([
      'acl-guard, outbound: entry * denies tcp 1024-65535 to 10.0.1.4 at subnet-a-tgw.',
    ]);
    expect(hub([all(true)], 'a').blockers.map((b) => b.message)).toEqual([
      'acl-guard, inbound: entry * denies tcp 443 from 10.0.1.4 at subnet-a-tgw.',
    ]);
    // On the far side outbound entries judge the flow, inbound ones its replies.
    expect(hub([all(false)], 'b').blockers.map((b) => b.message)).toEqual([
      'acl-guard, outbound: entry * denies tcp 443 to 10.1.1.4 at subnet-b-tgw.',
    ]);
    expect(hub([all(true)], 'b').blockers.map((b) => b.message)).toEqual([
      'acl-guard, inbound: entry * denies tcp 1024-65535 from 10.1.1.4 at subnet-b-tgw.',
    ]);
  });

  it('an instance in the subnet of the attachment is reached without its ACL', () => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    // Inbound entries are not evaluated for what comes from the gateway; replies leave by both.
    b.acl('guard', [{ ...all(false), cidr: '10.1.0.0/16' }, all(true)], b1);
    const gateway = at.tgw('hub');
    const [ta, tb] = [gateway.attach(a, [a1]), gateway.attach(b, [b1])];
    gateway.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.1.0.0/16', gateway);
    b.main.route('10.0.0.0/16', gateway);
    expect(trace(world, a1, b1, HTTPS).outcome).toBe('delivered');
  });

  it('the subnet of a NAT gateway, with the address it gives', () => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const [a1, a2] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
    a.table('private', a1).route('0.0.0.0/0', a.nat(a2));
    a.main.route('0.0.0.0/0', a.igw());
    a.acl('guard', [all(true), { ...all(false), cidr: '10.0.0.0/16' }], a2);
    const answer = trace(world, a1, '198.51.100.9', HTTPS);
    expect(answer.outcome).toBe('filtered');
    expect(answer.blockers.map((b) => b.message)).toEqual([
      'acl-guard, inbound: entry * denies tcp 1024-65535 from 198.51.100.9 at subnet-a-2.',
    ]);
  });

  it('where AWS runs the client, replies need all of its ports: a NAT gateway, Lambda, load balancers', () => {
    // https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html: these use 1024-65535.
    const linux: AclEntrySpec = {
      number: 100,
      allow: true,
      cidr: '0.0.0.0/0',
      protocol: TCP,
      ports: [32768, 61000],
    };
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const [a1, a2] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
    a.table('private', a1).route('0.0.0.0/0', a.nat(a2));
    a.main.route('0.0.0.0/0', a.igw());
    a.acl(
      'guard',
      [all(true), { ...linux, number: 110 }, { ...all(false), cidr: '10.0.0.0/16' }],
      a2,
    );
    const out = trace(world, a1, '198.51.100.9', HTTPS);
    expect(out.outcome).toBe('filtered');
    expect(out.blockers.map((b) => b.message)).toEqual([
      'acl-guard, inbound: entry 110 allows only part of tcp 1024-65535 from 198.51.100.9 at subnet-a-2; NAT gateway nat-a-nat uses them all.',
    ]);
    const client = (options: { type?: string; description?: string }) => {
      const { world, a1, a2, a } = twoSubnets();
      a.acl('guard', [all(true), linux], a1);
      a1.eni('10.0.1.10', { name: 'client', ...options });
      a2.eni('10.0.2.10');
      const { outcome, reason } = trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.10'], HTTPS);
      return [outcome, /; (.*) uses/.exec(reason)?.[1]];
    };
    expect(client({})).toEqual(['cannot-tell', undefined]);
    expect(client({ type: 'lambda' })).toEqual(['filtered', 'Lambda (eni-client)']);
    const balancer = ['filtered', 'a load balancer (eni-client)'];
    expect(client({ type: 'network_load_balancer' })).toEqual(balancer);
    expect(client({ description: 'ELB app/web/50dc6c495c0c9188' })).toEqual(balancer);
  });

  it('a flow that turns back in the subnet of an attachment crosses no edge there', () => {
    const world = new World();
    const at = world.region();
    const [a, b, i] = [
      at.vpc('a', '10.0.0.0/16'),
      at.vpc('b', '10.1.0.0/16'),
      at.vpc('i', '10.255.0.0/24'),
    ];
    const [a1, b1, i1] = [
      a.subnet('10.0.1.0/24'),
      b.subnet('10.1.1.0/24'),
      i.subnet('10.255.0.0/28'),
    ];
    i.acl('guard', [], i1);
    const gateway = at.tgw('hub');
    const [ta, tb, ti] = [
      gateway.attach(a, [a1]),
      gateway.attach(b, [b1]),
      gateway.attach(i, [i1]),
    ];
    gateway.table('spokes').associate(ta, tb).route('0.0.0.0/0', ti);
    gateway.table('turned').associate(ti).propagate(ta, tb);
    for (const vpc of [a, b, i]) vpc.main.route('0.0.0.0/0', gateway);
    expect(trace(world, a1, b1, HTTPS).outcome).toBe('delivered');
  });
});
