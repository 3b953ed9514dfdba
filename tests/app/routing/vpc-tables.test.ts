/**
 * Which route of a VPC table is followed.
 * Expectations: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 *               https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 *               https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 */
import { describe, expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import { World } from '#app/world/world.ts';
import { blockersOf, routingOf, trace, wayOf } from './ask.ts';

/** VPC a with two subnets, and a VPN gateway whose connection is up. */
function withVpn() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const a1 = a.subnet('10.0.1.0/24');
  const a2 = a.subnet('10.0.2.0/24');
  const vgw = at.vgw('a', a);
  at.vpn('office', vgw);
  return { world, at, a, a1, a2, vgw };
}

describe('longest prefix', () => {
  it('wins whatever the order of the routes', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const b = at.vpc('b', '10.1.0.0/16');
    const [a1, b1] = [a.subnet('10.0.1.0/24'), b.subnet('10.1.1.0/24')];
    const pcx = world.peer(a, b);
    const hub = at.tgw('hub');
    const [ta, tb] = [hub.attach(a, [a1]), hub.attach(b, [b1])];
    hub.table('main').associate(ta, tb).propagate(ta, tb);
    a.main.route('10.1.0.0/16', pcx).route('10.1.1.0/24', hub).route('0.0.0.0/0', pcx);
    b.main.route('10.0.0.0/8', hub);
    const answer = trace(world, a1, b1);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.1.1.0/24 static tgw-hub]',
      'tgw-attach-hub-a',
      'tgw-hub [10.1.0.0/16 propagated tgw-attach-hub-b]',
      'tgw-attach-hub-b',
      'subnet-b-1 [10.1.0.0/16 local local]',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-b-1 [10.0.0.0/8 static tgw-hub]',
      'tgw-attach-hub-b',
      'tgw-hub [10.0.0.0/16 propagated tgw-attach-hub-a]',
      'tgw-attach-hub-a',
      'subnet-a-1 [10.0.0.0/16 local local]',
    ]);
    expect(answer.hops[0]?.route?.beat).toEqual([
      {
        destination: '10.1.0.0/16',
        target: 'pcx-a-b',
        why: '10.1.1.0/24 is more specific than 10.1.0.0/16',
      },
      {
        destination: '0.0.0.0/0',
        target: 'pcx-a-b',
        why: '10.1.1.0/24 is more specific than 0.0.0.0/0',
      },
    ]);
  });

  it('wins over origin: a more specific propagated route beats a static one', () => {
    const { world, at, a, a1, vgw } = withVpn();
    const hub = at.tgw('hub');
    hub.table('main').associate(hub.attach(a, [a1]));
    a.main.route('172.16.0.0/16', hub).propagate(vgw, ['172.16.5.0/24']);
    expect(wayOf(trace(world, a1, '172.16.5.9'))).toEqual([
      'exits',
      'subnet-a-1 [172.16.5.0/24 propagated vgw-a]',
      'vgw-a',
      'vpn-office',
    ]);
  });
});

describe('the same prefix', () => {
  it('goes to the static route before the prefix list before the propagated route', () => {
    const build = (routes: readonly ('static' | 'list' | 'propagated')[]) => {
      const { world, at, a, a1, vgw } = withVpn();
      const list = at.prefixList('offices', ['172.16.0.0/16']);
      const igw = a.igw();
      const hub = at.tgw('hub');
      hub.table('main').associate(hub.attach(a, [a1]));
      if (routes.includes('propagated')) a.main.propagate(vgw, ['172.16.0.0/16']);
      if (routes.includes('list')) a.main.route(list, igw);
      if (routes.includes('static')) a.main.route('172.16.0.0/16', hub);
      return trace(world, a1, '172.16.5.9').hops[0]?.route;
    };
    expect(build(['static', 'list', 'propagated'])).toMatchObject({
      origin: 'static',
      target: 'tgw-hub',
      beat: [
        {
          destination: 'pl-offices',
          entry: '172.16.0.0/16',
          why: 'static routes come before prefix-list ones',
        },
        { destination: '172.16.0.0/16', why: 'static routes come before propagated ones' },
      ],
    });
    expect(build(['list', 'propagated'])).toMatchObject({
      origin: 'prefix-list',
      destination: 'pl-offices',
      entry: '172.16.0.0/16',
      target: 'igw-a-igw',
    });
    expect(build(['propagated'])).toMatchObject({ origin: 'propagated', target: 'vgw-a' });
  });

  it('cannot be told where a Route Server and a VPN gateway both bring it: AWS ranks neither', () => {
    const { world, a, a1, vgw } = withVpn();
    const eni = a.subnets[1]!.eni('10.0.2.9', { name: 'router', forwards: true });
    a.main
      .propagate(vgw, ['172.16.0.0/16'])
      .route('172.16.0.0/16', eni, { origin: 'Advertisement' });
    expect(trace(world, a1, '172.16.5.9').outcome).toBe('cannot-tell');
  });
});

describe('the local route', () => {
  it('is never beaten by a propagated route, even a more specific one', () => {
    const { world, a, a1, a2, vgw } = withVpn();
    a.main.propagate(vgw, ['10.0.2.0/24']);
    const answer = trace(world, a1, a2);
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    expect(answer.hops[0]?.route?.beat).toEqual([
      {
        destination: '10.0.2.0/24',
        target: 'vgw-a',
        why: 'a propagated route never beats the local route',
      },
    ]);
  });

  it('yields to a static route for a whole subnet that leads to an appliance', () => {
    const { world, a, a1, a2, vgw } = withVpn();
    const a3 = a.subnet('10.0.3.0/24');
    const firewall = a3.eni('10.0.3.9', { name: 'fw', forwards: true });
    a.table('front', a1).route('10.0.2.0/24', firewall).propagate(vgw, ['10.0.2.0/28']);
    const answer = trace(world, a1, a2);
    // Neither the local route nor the more specific propagated one takes the flow.
    expect(wayOf(answer)).toEqual([
      'delivered',
      'subnet-a-1 [10.0.2.0/24 static eni-fw]',
      'eni-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    expect(wayOf(answer.return)).toEqual([
      'delivered',
      'subnet-a-2 [10.0.0.0/16 local local]',
      'subnet-a-1',
    ]);
    expect(answer.assumptions).toContain('The appliance eni-fw forwards the traffic unchanged.');
  });

  it('is not beaten by an entry of a prefix list inside the VPC', () => {
    const { world, at, a, a1, a2 } = withVpn();
    const hub = at.tgw('hub');
    hub.table('main').associate(hub.attach(a, [a1]));
    a.main.route(at.prefixList('all', ['10.0.2.0/24', '10.7.0.0/16']), hub);
    expect(trace(world, a1, a2).hops[0]?.route).toMatchObject({
      origin: 'local',
      beat: [{ destination: 'pl-all', why: 'entries of a prefix list inside the VPC are ignored' }],
    });
  });

  it('may lead to an appliance: its target was replaced', () => {
    const { world, a, a1, a2 } = withVpn();
    const a3 = a.subnet('10.0.3.0/24');
    const firewall = a3.eni('10.0.3.9', { name: 'fw', forwards: true });
    a.table('front', a1).replaceLocal(firewall);
    expect(wayOf(trace(world, a1, a2))).toEqual([
      'delivered',
      'subnet-a-1 [10.0.0.0/16 local eni-fw]',
      'eni-fw',
      'subnet-a-3 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
  });

  it('covers every block of the VPC, secondary and IPv6', () => {
    const world = new World();
    const a = world.region().vpc('a', ['10.0.0.0/16', '100.64.0.0/16', '2600:1f00:a::/56']);
    const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
    const a2 = a.subnet(['100.64.1.0/24', '2600:1f00:a:2::/64']);
    expect(trace(world, a1, a2).outcome).toBe('delivered');
    expect(wayOf(trace(world, [a1, '2600:1f00:a:1::9'], [a2, '2600:1f00:a:2::9']))).toEqual([
      'delivered',
      'subnet-a-1 [2600:1f00:a::/56 local local]',
      'subnet-a-2',
    ]);
  });
});

describe('association', () => {
  it('is explicit where there is one, else the main table', () => {
    const { world, a, a1, a2, vgw } = withVpn();
    a.main.route('172.16.0.0/16', vgw);
    a.table('quiet', a2);
    expect(wayOf(trace(world, a1, '172.16.5.9'))[1]).toBe(
      'subnet-a-1 [172.16.0.0/16 static vgw-a]',
    );
    const answer = trace(world, a2, '172.16.5.9');
    expect(wayOf(answer)).toEqual(['no-route', 'subnet-a-2']);
    expect(answer.blockers[0]?.at).toBe('rtb-a-quiet');
  });

  it('cannot be told where no main table was shown: every VPC has one', () => {
    const { world, a1, a2 } = withVpn();
    const pages = world
      .pages()
      .map((p) =>
        p.operation === 'DescribeRouteTables' ? { ...p, answer: { RouteTables: [] } } : p,
      );
    const routing = createRouting(buildTopology(pages));
    const answer = routing.trace({ from: { subnet: a1.id }, to: { subnet: a2.id } });
    expect([answer.outcome, answer.return.outcome]).toEqual(['cannot-tell', 'cannot-tell']);
  });

  it('of a table with a gateway is for what enters there, not for subnets', () => {
    const { world, a, a1, a2 } = withVpn();
    const igw = a.igw();
    const firewall = a1.eni('10.0.1.9', { name: 'fw', forwards: true });
    const edge = a.table('edge').route('10.0.2.0/24', firewall);
    edge.gateways.push(igw);
    expect(wayOf(trace(world, a1, a2))).toEqual([
      'delivered',
      'subnet-a-1 [10.0.0.0/16 local local]',
      'subnet-a-2',
    ]);
    expect(routingOf(world).topology.edgeTableOf(igw.id)?.id).toBe('rtb-a-edge');
  });
});

describe('prefix lists', () => {
  it('stand for their entries', () => {
    const { world, at, a, a1, vgw } = withVpn();
    a.main.route(at.prefixList('offices', ['172.16.0.0/16', '172.17.0.0/16']), vgw);
    expect(wayOf(trace(world, a1, '172.17.0.9'))[1]).toBe(
      'subnet-a-1 [pl-offices prefix-list vgw-a]',
    );
    expect(trace(world, a1, '172.18.0.9').outcome).toBe('no-route');
  });

  it('whose entries were not read cannot be told, and the gap is named', () => {
    const { world, at, a, a1, a2, vgw } = withVpn();
    a.main.route(at.prefixList('offices', ['172.16.0.0/16']), vgw).route('172.20.0.9/32', vgw);
    world.refuse(at, 'GetManagedPrefixListEntries');
    const answer = trace(world, a1, '172.16.0.9');
    expect(wayOf(answer)).toEqual(['cannot-tell', 'subnet-a-1']);
    expect(answer.reason).toContain('the entries of pl-offices are not known');
    expect(answer.gaps).toEqual(['call/111111111111/us-east-1/refused/UnauthorizedOperation']);
    // What no entry could change is told: the local route, and a static route for exactly this address.
    expect(trace(world, a1, a2).outcome).toBe('delivered');
    expect(trace(world, a1, '172.20.0.9').outcome).toBe('exits');
  });

  it('of a gateway endpoint hide no private addresses', () => {
    const { world, at, a, a1, vgw } = withVpn();
    const s3 = a.endpoint('s3', { tables: [a.main] });
    a.main.route(at.prefixList('s3', ['52.216.0.0/15']), s3).route('172.16.0.0/16', vgw);
    world.refuse(at, 'GetManagedPrefixListEntries');
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('exits');
    expect(trace(world, a1, '52.216.0.9').outcome).toBe('cannot-tell');
  });

  it('of IPv6 hide no IPv4 addresses', () => {
    const { world, at, a, a1, vgw } = withVpn();
    a.main.route(at.prefixList('six', ['2001:db8::/32']), vgw).route('172.16.0.0/16', vgw);
    world.refuse(at, 'GetManagedPrefixListEntries');
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('exits');
  });

  it('that overlap with different targets cannot be told: AWS picks either', () => {
    const build = (same: boolean) => {
      const { world, at, a, a1, vgw } = withVpn();
      const other = same ? vgw : a.igw();
      a.main
        .route(at.prefixList('one', ['172.16.0.0/16']), vgw)
        .route(at.prefixList('two', ['172.16.0.0/16']), other);
      return trace(world, a1, '172.16.0.9');
    };
    expect(build(false).outcome).toBe('cannot-tell');
    expect(build(false).reason).toContain('pl-one and pl-two overlap, and AWS picks either');
    expect(build(true).outcome).toBe('exits');
  });
});

describe('states and families', () => {
  it('a blackhole takes part in the longest match, and drops', () => {
    const { world, at, a, a1, vgw } = withVpn();
    const hub = at.tgw('hub');
    a.main.route('172.16.0.0/16', vgw).route('172.16.5.0/24', hub, { state: 'blackhole' });
    expect(trace(world, a1, '172.16.4.9').outcome).toBe('exits');
    const answer = trace(world, a1, '172.16.5.9');
    expect(wayOf(answer)).toEqual(['blackhole', 'subnet-a-1 [172.16.5.0/24 static tgw-hub]']);
    expect(blockersOf(answer)[0]).toBe('forward: blackhole at rtb-a-main');
  });

  it('a state that AWS does not explain cannot be told', () => {
    const { world, a, a1, vgw } = withVpn();
    a.main.route('172.16.0.0/16', vgw, { state: 'filtered' });
    expect(trace(world, a1, '172.16.4.9').outcome).toBe('cannot-tell');
  });

  it('a target of a kind AWS added later cannot be told', () => {
    const { world, a, a1 } = withVpn();
    a.main.route('172.16.0.0/16', { kind: 'future', id: 'warp-1' });
    expect(trace(world, a1, '172.16.4.9').outcome).toBe('cannot-tell');
  });

  it('a default route of IPv4 never covers IPv6, nor the other way round', () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
    const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
    const a2 = a.subnet(['10.0.2.0/24', '2600:1f00:a:2::/64']);
    const igw = a.igw();
    a.main.route('0.0.0.0/0', igw);
    a.table('six', a2).route('::/0', igw);
    expect(trace(world, [a1, '10.0.1.9'], '198.51.100.1').outcome).toBe('exits');
    expect(trace(world, [a1, '2600:1f00:a:1::9'], '2001:db8::1').outcome).toBe('no-route');
    expect(trace(world, [a2, '10.0.2.9'], '198.51.100.1').outcome).toBe('no-route');
    expect(trace(world, [a2, '2600:1f00:a:2::9'], '2001:db8::1').outcome).toBe('exits');
  });
});
