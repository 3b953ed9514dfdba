/**
 * Security groups at both ends of a flow.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 *               https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 *               https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 *               https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { PermissionSpec } from '#app/world/filters.ts';
import { World } from '#app/world/world.ts';
import { trace } from './ask.ts';
import { HTTPS, twoSubnets } from './two-subnets.ts';

describe('security groups', () => {
  /** An interface at each end, with the permissions given. */
  const ends = (rules: {
    inbound?: readonly PermissionSpec[];
    outbound?: readonly PermissionSpec[];
  }) => {
    const { world, at, a, a1, a2 } = twoSubnets();
    const client = a.group('client', rules.outbound ? { outbound: rules.outbound } : {});
    const server = a.group('server', { inbound: rules.inbound ?? [], outbound: [] });
    a1.eni('10.0.1.10', { name: 'client', groups: [client] });
    a2.eni('10.0.2.10', { name: 'server', groups: [server] });
    const ask = (filter: { protocol: string; port?: number }) =>
      trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.10'], filter);
    return { world, at, client, ask };
  };

  it('allow by permission; replies need none: they are stateful', () => {
    const { ask } = ends({
      inbound: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['10.0.1.0/24'] }],
    });
    expect(ask(HTTPS).outcome).toBe('delivered');
    const answer = ask({ protocol: 'tcp', port: 22 });
    expect(answer.outcome).toBe('filtered');
    expect(answer.blockers).toMatchObject([{ at: 'sg-server', direction: 'forward' }]);
    expect(answer.reason).toBe(
      'No inbound rule of sg-server (on eni-server) allows tcp 22 from 10.0.1.10.',
    );
    expect(ask({ protocol: 'udp', port: 443 }).outcome).toBe('filtered');
    expect(ask({ protocol: '6', port: 443 }).outcome).toBe('delivered');
  });

  it('judge what goes out too, and every filter on the way is listed', () => {
    const { ask } = ends({
      outbound: [{ protocol: 'tcp', from: 80, cidrs: ['0.0.0.0/0'] }],
    });
    expect(ask(HTTPS).blockers.map((b) => b.at)).toEqual(['sg-client', 'sg-server']);
  });

  it('with all protocols, ranges and ICMP types', () => {
    expect(ends({ inbound: [{ cidrs: ['10.0.0.0/8'] }] }).ask({ protocol: '50' }).outcome).toBe(
      'delivered',
    );
    const ports = ends({
      inbound: [{ protocol: 'tcp', from: 1000, to: 2000, cidrs: ['10.0.0.0/8'] }],
    });
    expect(ports.ask({ protocol: 'tcp', port: 1500 }).outcome).toBe('delivered');
    expect(ports.ask({ protocol: 'tcp', port: 2001 }).outcome).toBe('filtered');
    // Without a port all ports are meant.
    expect(ports.ask({ protocol: 'tcp' }).outcome).toBe('filtered');
    const ping = ends({
      inbound: [{ protocol: 'icmp', from: 8, to: -1, cidrs: ['10.0.0.0/8'] }],
    });
    expect(ping.ask({ protocol: 'icmp' }).outcome).toBe('delivered');
    const other = ends({
      inbound: [{ protocol: 'icmp', from: 3, to: -1, cidrs: ['10.0.0.0/8'] }],
    });
    expect(other.ask({ protocol: 'icmp' }).outcome).toBe('filtered');
  });

  it('with prefix lists, known or not', () => {
    const build = (refused: boolean) => {
      const { world, at, a, a1, a2 } = twoSubnets();
      const list = at.prefixList('clients', ['10.0.1.0/24']);
      const server = a.group('server', { inbound: [{ lists: [list] }] });
      a2.eni('10.0.2.10', { name: 'server', groups: [server] });
      if (refused) world.refuse(at, 'GetManagedPrefixListEntries');
      return trace(world, a1, [a2, '10.0.2.10'], HTTPS);
    };
    expect(build(false).outcome).toBe('delivered');
    expect(build(true).outcome).toBe('cannot-tell');
    expect(build(true).gaps).toHaveLength(1);
  });

  it('of an address without an interface are none, and the answer says so', () => {
    const { world, a1, a2 } = twoSubnets();
    const answer = trace(world, a1, a2, HTTPS);
    expect(answer.outcome).toBe('delivered');
    expect(answer.assumptions).toContain(
      'No interface has the address 10.0.2.4: no security group of it was checked.',
    );
  });

  it('of a Network Load Balancer may be none: all may come in and go out', () => {
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    const { world, a, a1, a2 } = twoSubnets();
    a1.eni('10.0.1.10', { name: 'client', groups: [a.group('client', {})] });
    a2.eni('10.0.2.20', { name: 'nlb', type: 'network_load_balancer', groups: [] });
    const shut = a.group('shut', { inbound: [] });
    a2.eni('10.0.2.30', { name: 'guarded', type: 'network_load_balancer', groups: [shut] });
    a2.eni('10.0.2.40', { name: 'unread', groups: [] });
    const ask = (ip: string) => trace(world, [a1, '10.0.1.10'], [a2, ip], HTTPS);
    expect([ask('10.0.2.20').outcome, ask('10.0.2.20').blockers]).toEqual(['delivered', []]);
    expect(trace(world, [a2, '10.0.2.20'], [a1, '10.0.1.77'], HTTPS).outcome).toBe('delivered');
    expect(ask('10.0.2.30').blockers.map((b) => b.at)).toEqual(['sg-shut']);
    // Those of an instance that shows none were not read.
    expect(ask('10.0.2.40').outcome).toBe('cannot-tell');
  });

  it('are not known where groups or interfaces were not read', () => {
    const groups = ends({ inbound: [{ cidrs: ['0.0.0.0/0'] }] });
    groups.world.refuse(groups.at, 'DescribeSecurityGroups');
    expect(groups.ask(HTTPS).outcome).toBe('cannot-tell');
    const interfaces = ends({ inbound: [{ cidrs: ['0.0.0.0/0'] }] });
    interfaces.world.refuse(interfaces.at, 'DescribeNetworkInterfaces');
    const answer = interfaces.ask(HTTPS);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.gaps).toHaveLength(1);
  });
});

const withoutZoneIds = (pages: readonly Page[]): Page[] =>
  JSON.parse(JSON.stringify(pages).replaceAll(/"AvailabilityZoneId":"[^"]*",/g, '')) as Page[];

describe('references between security groups', () => {
  /** A client in VPC a, a server in VPC b whose group admits the client's group only. */
  const linked = (options: {
    link: 'peering' | 'hub' | 'two hubs';
    regions?: readonly [string, string];
    onGateway?: boolean;
    onAttachment?: boolean;
    outbound?: boolean;
    /** Zones of the attachments' subnets beside that of the hosts, which is `a`. */
    zones?: readonly string[];
    /** Zone of the hosts. */
    home?: string;
    /** The source tells the names of zones alone. */
    noZoneIds?: boolean;
    /** What the server's interface is. */
    type?: string;
  }) => {
    const world = new World();
    const [ra, rb] = options.regions ?? ['us-east-1', 'us-east-1'];
    const [west, east] = [world.region(ra), world.region(rb)];
    const [a, b] = [west.vpc('a', '10.0.0.0/16'), east.vpc('b', '10.1.0.0/16')];
    const home = options.home ?? 'a';
    const [a1, b1] = [a.subnet('10.0.1.0/24', home), b.subnet('10.1.1.0/24', home)];
    const zones = options.zones ?? [];
    const more = zones.map((zone, i) => a.subnet(`10.0.${i + 2}.0/24`, zone));
    const anywhere = { cidrs: ['0.0.0.0/0'] };
    const server = b.group('server', { inbound: options.outbound ? [anywhere] : [] });
    const client = a.group('client', {
      outbound: [options.outbound ? { groups: [server] } : anywhere],
    });
    const admitting = b.group('admitting', { inbound: [{ groups: [client] }] });
    a1.eni('10.0.1.10', { groups: [client] });
    b1.eni('10.1.1.10', {
      groups: [options.outbound ? server : admitting],
      ...(options.type ? { type: options.type } : {}),
    });
    if (options.link === 'peering') world.peerRouted(a, b);
    else {
      const first = west.tgw('first', { groupReferencing: options.onGateway ?? true });
      const attach = { groupReferencing: options.onAttachment ?? true };
      const ta = first.attach(a, [a1, ...more], attach);
      a.main.route('10.0.0.0/8', first);
      if (options.link === 'hub') {
        const tb = first.attach(b, [b1], attach);
        first.table('main').associate(ta, tb).propagate(ta, tb);
        b.main.route('10.0.0.0/8', first);
      } else {
        const second = east.tgw('second', { groupReferencing: true });
        const tb = second.attach(b, [b1], attach);
        const link = world.peerTgw(first, second);
        first.table('main').associate(ta, link).propagate(ta).route('10.1.0.0/16', link);
        second.table('main').associate(tb, link).propagate(tb).route('10.0.0.0/16', link);
        b.main.route('10.0.0.0/8', second);
      }
    }
    const from = { subnet: a1.id, ip: '10.0.1.10' };
    const to = { subnet: b1.id, ip: '10.1.1.10' };
    const pages = options.noZoneIds ? withoutZoneIds(world.pages()) : world.pages();
    return createRouting(buildTopology(pages)).trace({ from, to, ...HTTPS }).outcome;
  };

  it('match inside a VPC', () => {
    const { world, a, a1, a2 } = twoSubnets();
    const client = a.group('client', {});
    const server = a.group('server', { inbound: [{ groups: [client] }] });
    a1.eni('10.0.1.10', { groups: [client] });
    a2.eni('10.0.2.10', { groups: [server] });
    const ask = (ip: string) => trace(world, [a1, ip], [a2, '10.0.2.10'], HTTPS).outcome;
    expect(ask('10.0.1.10')).toBe('delivered');
    expect(ask('10.0.1.11')).toBe('filtered');
  });

  it('match over a peering of one Region, not between Regions', () => {
    expect(linked({ link: 'peering' })).toBe('delivered');
    expect(linked({ link: 'peering', outbound: true })).toBe('delivered');
    expect(linked({ link: 'peering', regions: ['us-east-1', 'eu-west-1'] })).toBe('filtered');
  });

  it('match over a transit gateway where gateway and attachments allow it, inbound only', () => {
    expect(linked({ link: 'hub' })).toBe('delivered');
    expect(linked({ link: 'hub', onGateway: false })).toBe('filtered');
    expect(linked({ link: 'hub', onAttachment: false })).toBe('filtered');
    expect(linked({ link: 'hub', outbound: true })).toBe('filtered');
  });

  it('never match over attachments in use1-az3', () => {
    expect(linked({ link: 'hub', home: 'c' })).toBe('filtered');
    // With other zones beside it the page does not say.
    expect(linked({ link: 'hub', zones: ['c'] })).toBe('cannot-tell');
    expect(linked({ link: 'hub', zones: ['b'] })).toBe('delivered');
    expect(linked({ link: 'peering', home: 'c' })).toBe('delivered');
  });

  it('are not known over attachments whose zones were not read: they may be in use1-az3', () => {
    const unread = (regions: readonly [string, string]) =>
      linked({ link: 'hub', regions, noZoneIds: true });
    expect(unread(['us-east-1', 'us-east-1'])).toBe('cannot-tell');
    // The id of a zone begins with its Region.
    expect(unread(['eu-west-1', 'eu-west-1'])).toBe('delivered');
  });

  it('never match the interface of an endpoint over a transit gateway', () => {
    expect(linked({ link: 'hub', type: 'vpc_endpoint' })).toBe('filtered');
    expect(linked({ link: 'peering', type: 'vpc_endpoint' })).toBe('delivered');
  });

  it('never match over a peering of transit gateways', () => {
    expect(linked({ link: 'two hubs' })).toBe('filtered');
  });

  it('never match behind an appliance', () => {
    const { world, a, a1, a2 } = twoSubnets();
    const a3 = a.subnet('10.0.3.0/24');
    const client = a.group('client', {});
    const server = a.group('server', { inbound: [{ groups: [client] }] });
    a1.eni('10.0.1.10', { groups: [client] });
    a2.eni('10.0.2.10', { groups: [server] });
    a.table('front', a1).route('10.0.2.0/24', a3.eni('10.0.3.9', { forwards: true }));
    expect(trace(world, [a1, '10.0.1.10'], [a2, '10.0.2.10'], HTTPS).outcome).toBe('filtered');
  });
});

describe('references where the other end is not known', () => {
  /** A client in one account, a server in another whose group lets the client's group in, over a peering. */
  function peered() {
    const world = new World();
    const [here, there] = [world.region(), world.region('us-east-1', '222222222222')];
    const [a, b] = [here.vpc('a', '10.0.0.0/16'), there.vpc('b', '10.1.0.0/16')];
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const pcx = world.peerRouted(a, b);
    const server = b.group('server', { inbound: [], outbound: [] });
    const client = a.group('client', {
      outbound: [{ groups: [{ id: server.id, vpc: b, peering: pcx.id }] }],
    });
    const open = b.group('open', {
      inbound: [{ groups: [{ id: client.id, vpc: a, peering: pcx.id }] }],
    });
    a1.eni('10.0.1.10', { name: 'client', groups: [client] });
    b1.eni('10.1.1.10', { name: 'server', groups: [server, open] });
    return { world, here, a1, b1 };
  }

  it('match where both ends were read', () => {
    const { world, a1, b1 } = peered();
    expect(trace(world, [a1, '10.0.1.10'], [b1, '10.1.1.10'], HTTPS).outcome).toBe('delivered');
  });

  it('cannot be told where the sender’s interfaces were not read', () => {
    const { world, here, a1, b1 } = peered();
    world.refuse(here, 'DescribeNetworkInterfaces');
    const answer = trace(world, [a1, '10.0.1.10'], [b1, '10.1.1.10'], HTTPS);
    expect(answer.outcome).toBe('cannot-tell');
    expect(answer.blockers.map((b) => b.outcome)).not.toContain('filtered');
  });

  it('cannot be told where the other end is in an account that was not collected', () => {
    const { world, a1 } = peered();
    world.unseen('222222222222');
    const answer = trace(world, [a1, '10.0.1.10'], '10.1.1.10', HTTPS);
    expect(answer.outcome).toBe('cannot-tell');
  });
});

// https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html (a security group for the instance)
describe('the groups of an interface that forwards', () => {
  const build = (inbound: Rules, outbound: Rules) => {
    const world = new World();
    const a = world.region().vpc('a', '10.0.0.0/16');
    const [open, closed] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
    const hosts = a.group('hosts', {});
    const group = a.group('nat', {
      inbound:
        inbound === 'hosts' ? [{ groups: [hosts] }] : inbound.map((cidr) => ({ cidrs: [cidr] })),
      outbound:
        outbound === 'hosts' ? [{ groups: [hosts] }] : outbound.map((cidr) => ({ cidrs: [cidr] })),
    });
    const nat = open.eni('10.0.1.10', {
      name: 'nat',
      forwards: true,
      publicIp: '198.51.100.20',
      groups: [group],
    });
    closed.eni('10.0.2.20', { name: 'host', groups: [hosts] });
    a.table('open', open).route('0.0.0.0/0', a.igw());
    a.table('closed', closed).route('0.0.0.0/0', nat);
    return trace(world, [closed, '10.0.2.20'], '8.8.8.8', HTTPS);
  };
  type Rules = readonly string[] | 'hosts';

  it('judge what comes in from the host, and what goes out again', () => {
    for (const [inbound, outbound, outcome] of [
      [['10.0.2.0/24'], ['0.0.0.0/0'], 'exits'],
      ['hosts', ['0.0.0.0/0'], 'exits'],
      [[], ['0.0.0.0/0'], 'filtered'],
      // What it goes out with is its own address: rules are about the other end.
      [['10.0.1.10/32'], ['0.0.0.0/0'], 'filtered'],
      [['10.0.2.0/24'], [], 'filtered'],
      [['10.0.2.0/24'], ['10.0.0.0/8'], 'filtered'],
      [['10.0.2.0/24'], 'hosts', 'filtered'],
    ] as const) {
      const answer = build(inbound, outbound);
      expect([inbound, outbound, answer.outcome]).toEqual([inbound, outbound, outcome]);
      if (outcome === 'filtered') expect(answer.blockers[0]?.at).toBe('sg-nat');
    }
    expect(build([], []).blockers.map((b) => b.change)).toEqual([
      'Allow tcp 443 from 10.0.2.20 in one of sg-nat.',
      'Allow tcp 443 to 8.8.8.8 in one of sg-nat.',
    ]);
  });
});
