/**
 * Direct Connect gateways: what they tell on-premises, and their place among the ways out of a virtual private gateway.
 * Expectations: https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
 *               https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 *               https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteVirtualInterface.html (states)
 *               https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAttachment.html
 */
import { describe, expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { VifOptions } from '#app/world/direct-connect.ts';
import { World } from '#app/world/world.ts';
import { blockersOf, trace, wayOf } from './ask.ts';

const OFFICE = '172.16.0.9';

describe('a transit gateway association', () => {
  const build = (
    allowed: readonly string[],
    vifs: readonly VifOptions[] = [{}],
    asked?: 'shown',
  ) => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const hub = at.tgw('hub');
    const dx = at.dxGateway('dx').associate(hub, allowed, asked && { asked });
    vifs.forEach((vif, i) => dx.vif(`vif-${i}`, vif));
    const ta = hub.attach(a, [a1]);
    const td = hub.attachOther('dx', 'direct-connect-gateway', dx.id, ['172.16.0.0/12']);
    const table = hub.table('all').associate(ta, td).propagate(ta, td);
    a.main.route('172.16.0.0/12', hub);
    return { world, at, a1, hub, dx, table };
  };

  it('tells on-premises of its allowed prefixes: a wider one, or one of the source alone', () => {
    for (const allowed of [['10.0.0.0/8'], ['10.0.1.0/24'], ['10.9.0.0/16', '10.0.0.0/16']]) {
      const { world, a1 } = build(allowed);
      const answer = trace(world, a1, OFFICE);
      expect([answer.outcome, answer.return.outcome]).toEqual(['exits', 'cannot-tell']);
      expect(answer.edge).toEqual({ kind: 'direct-connect', id: 'dxgw-dx' });
    }
  });

  it('drops while every interface of it is down, unless an equal path is up', () => {
    for (const [vifs, outcome] of [
      [[{ bgp: ['down'] }], 'blackhole'],
      [[{ state: 'down' }], 'blackhole'],
      [[{ bgp: ['down', 'up'] }], 'exits'],
      [[{ bgp: ['down'] }, { bgp: ['up'] }], 'exits'],
      [[{ bgp: ['unknown'] }], 'exits'],
    ] as const) {
      const { world, a1 } = build(['10.0.0.0/8'], vifs);
      const answer = trace(world, a1, OFFICE);
      expect([vifs, answer.outcome]).toEqual([vifs, outcome]);
      if (outcome === 'blackhole')
        expect(answer.blockers).toMatchObject([{ at: 'dxgw-dx', outcome: 'blackhole' }]);
    }
    const { world, at, a1, hub, table } = build(['10.0.0.0/8'], [{ bgp: ['down'] }]);
    const [down] = table.associated.filter((a) => a.type === 'direct-connect-gateway');
    table.route('172.16.0.0/16', down!, hub.attachVpn(at.vpn('up', hub)));
    expect(trace(world, a1, OFFICE).edge).toEqual({ kind: 'vpn', id: 'vpn-up' });
  });

  it('drops without an interface that carries traffic; what is being deleted may carry it still', () => {
    const none: VifOptions = { bgp: [] };
    for (const [vifs, outcome] of [
      [[], 'blackhole'],
      ...['confirming', 'verifying', 'pending', 'deleted', 'rejected'].map(
        (state) => [[{ ...none, state }], 'blackhole'] as const,
      ),
      [[{ ...none, attachment: 'detached' }], 'blackhole'],
      [[{ ...none, attachment: 'attaching' }], 'blackhole'],
      [[{ bgp: ['down'] }, { ...none, state: 'deleted', attachment: 'detached' }], 'blackhole'],
      [[{ ...none, state: 'deleting', attachment: 'detaching' }], 'cannot-tell'],
      [[{ bgp: ['down'] }, { ...none, attachment: 'detaching' }], 'cannot-tell'],
      [[{ bgp: ['up'] }, { ...none, state: 'deleting' }], 'exits'],
    ] as const) {
      const { world, a1 } = build(['10.0.0.0/8'], vifs);
      expect([vifs, trace(world, a1, OFFICE).outcome]).toEqual([vifs, outcome]);
    }
    const { world, a1 } = build(['10.0.0.0/8'], []);
    expect(trace(world, a1, OFFICE).reason).toBe(
      'dxgw-dx has no virtual interface: nothing leads on from it.',
    );
  });

  it('gets no reply to a source that lies in none of them', () => {
    const { world, a1 } = build(['10.9.0.0/16']);
    const answer = trace(world, a1, OFFICE);
    expect([answer.outcome, answer.return.outcome]).toEqual(['no-return', 'no-route']);
    expect(answer.blockers).toMatchObject([
      {
        direction: 'return',
        at: 'dxgw-dx',
        message: expect.stringContaining('dxassoc-dx-tgw-hub') as string,
        change: 'Allow a prefix that holds 10.0.1.4 in association dxassoc-dx-tgw-hub.',
      },
    ]);
    // Nor does anything from there find the way in.
    expect(trace(world, OFFICE, a1).outcome).toBe('no-route');
  });

  it('lists what stands in the way behind it, too', () => {
    const { world, at, hub } = build(['10.9.0.0/16']);
    const b = at.vpc('b', '10.1.0.0/16');
    const b1 = b.subnet('10.1.1.0/24');
    // The table of both attachments does not know b.
    hub
      .table('b')
      .associate(hub.attach(b, [b1]))
      .route('172.16.0.0/12', {
        kind: 'tgw-attachment',
        id: 'tgw-attach-hub-dx',
        resource: 'dxgw-dx',
        type: 'direct-connect-gateway',
        prefixes: [],
        state: 'available',
      });
    b.main.route('172.16.0.0/12', hub);
    expect(blockersOf(trace(world, b1, OFFICE))).toEqual([
      'return: no-route at dxgw-dx',
      'return: no-route at tgw-rtb-hub-all',
    ]);
  });

  it('tells hosts of one subnet apart, whichever end told of it', () => {
    const { world, a1 } = build(['10.0.1.0/28'], [{}], 'shown');
    for (const ip of ['10.0.1.10', '10.0.1.20', '10.0.1.30']) a1.eni(ip);
    const pages = world.pages().filter((p) => p.operation !== 'DescribeDirectConnectGateways');
    const routing = createRouting(buildTopology(pages));
    const to = { ip: OFFICE };
    const https = { protocol: 'tcp', port: 443 };
    expect(routing.topology.all('dx-gateway')).toEqual([]);
    for (const [ip, outcome] of [
      ['10.0.1.10', 'exits'],
      ['10.0.1.20', 'no-return'],
    ] as const) {
      const one = routing.trace({ from: { subnet: a1.id, ip }, to, ...https });
      expect([ip, one.outcome]).toEqual([ip, outcome]);
    }
    const { interfaces } = routing.trace({ from: { subnet: a1.id }, to, ...https });
    expect(interfaces?.groups.map((g) => `${g.pairs} ${g.outcome} ${g.from.ip}`).sort()).toEqual([
      '1 exits 10.0.1.10',
      '2 no-return 10.0.1.20',
    ]);
  });

  it('is not held against a flow whose replies may come another way', () => {
    const { world, at, a1, hub, table } = build(['10.9.0.0/16']);
    const backup = hub.attachVpn(at.vpn('backup', hub, { prefixes: ['172.16.0.0/12'] }));
    table.associate(backup).propagate(backup);
    const answer = trace(world, a1, OFFICE);
    expect(answer.outcome).toBe('exits');
    expect(answer.assumptions.join(' ')).toContain('replies are taken to come over');
    expect(answer.return.hops[0]?.id).toBe('vpn-backup');
  });

  it('that was not read is left out of the answer', () => {
    const { world, at, a1 } = build(['10.9.0.0/16']);
    world.refuse(at, 'DescribeDirectConnectGatewayAssociations');
    expect(trace(world, a1, OFFICE).outcome).toBe('exits');
    const pages = world.pages().filter((p) => p.service !== 'directconnect');
    const routing = createRouting(buildTopology(pages));
    expect(routing.trace({ from: { subnet: a1.id }, to: { ip: OFFICE } }).outcome).toBe('exits');
  });
});

describe('a virtual private gateway association', () => {
  const build = (allowed: readonly string[]) => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', ['10.0.0.0/16', '100.64.0.0/24']);
    const [a1, a2] = [a.subnet('10.0.1.0/24'), a.subnet('100.64.0.0/25', 'a', 'a-2')];
    const vgw = at.vgw('a', a);
    a.main.propagate(vgw, ['172.16.0.0/12']);
    at.dxGateway('dx').associate(vgw, allowed).vif('vif', { type: 'private' });
    // So that VPN connections were read, and none ends on this one.
    const none = () => void at.vpn('elsewhere', at.vgw('other', at.vpc('other', '10.200.0.0/16')));
    return { world, at, a, a1, a2, vgw, none };
  };

  // The three scenarios of the page.
  it.each([
    ['22.0.0.0/24', 'no-return'],
    ['10.0.0.0/24', 'no-return'],
    ['10.0.0.0/15', 'exits'],
    ['10.0.0.0/16', 'exits'],
  ])('is a filter on whole blocks of the VPC: allowing %s, %s', (allowed, outcome) => {
    const { world, a1, none } = build([allowed]);
    none();
    expect(trace(world, a1, OFFICE).outcome).toBe(outcome);
  });

  it('filters each block of the VPC by itself', () => {
    const { world, a1, a2, none } = build(['10.0.0.0/8']);
    none();
    expect(trace(world, a1, OFFICE).outcome).toBe('exits');
    const answer = trace(world, a2, OFFICE);
    expect([answer.outcome, answer.blockers[0]?.at]).toEqual(['no-return', 'dxgw-dx']);
    expect(answer.blockers[0]?.message).toContain('100.64.0.0/24');
  });

  it('is not held against a flow where a VPN or an interface ends on the gateway itself', () => {
    const vpn = build(['22.0.0.0/24']);
    vpn.at.vpn('office', vpn.vgw);
    expect(trace(vpn.world, vpn.a1, OFFICE).outcome).toBe('exits');
    const vif = build(['22.0.0.0/24']);
    vif.at.vif('own', vif.vgw);
    expect(trace(vif.world, vif.a1, OFFICE).outcome).toBe('exits');
  });

  it('is no sure answer where VPN connections or interfaces were not read: one may tell of the VPC', () => {
    const gap = 'call/111111111111/us-east-1/refused/UnauthorizedOperation';
    for (const [operation, what] of [
      ['DescribeVpnConnections', 'VPN connections'],
      ['DescribeVirtualInterfaces', 'virtual interfaces'],
    ] as const) {
      const { world, at, a, a1, vgw, none } = build(['22.0.0.0/24']);
      none();
      world.refuse(at, operation);
      const answer = trace(world, a1, OFFICE);
      expect([answer.outcome, answer.return.outcome, answer.gaps]).toEqual([
        'exits',
        'cannot-tell',
        [gap],
      ]);
      expect(answer.return.reason).toContain(`and the ${what} on vgw-a were not read`);
      const inward = trace(world, OFFICE, a1);
      expect([inward.outcome, inward.gaps]).toEqual(['cannot-tell', [gap]]);
      // What stops replies whoever told of the VPC is sure all the same.
      const idle = a.subnet('10.0.9.0/24', 'a', 'a-9').eni('10.0.9.9', { forwards: false });
      a.table('edge').route('10.0.1.0/24', idle).gateways.push(vgw);
      expect(trace(world, a1, OFFICE).outcome).toBe('no-return');
    }
  });

  it('is held against it where what ends on the gateway itself is down or gone, and tells nobody', () => {
    for (const [state, outcome] of [
      ['deleted', 'no-return'],
      ['down', 'no-return'],
      // Until when it carries traffic AWS does not say.
      ['deleting', 'exits'],
    ] as const) {
      const vif = build(['22.0.0.0/24']);
      vif.none();
      vif.at.vif('own', vif.vgw, { state, bgp: [] });
      expect([state, trace(vif.world, vif.a1, OFFICE).outcome]).toEqual([state, outcome]);
    }
    const vpn = build(['22.0.0.0/24']);
    vpn.at.vpn('office', vpn.vgw, { tunnels: ['DOWN', 'DOWN'] });
    expect(trace(vpn.world, vpn.a1, OFFICE).outcome).toBe('no-return');
  });
});

describe('several ways out of one virtual private gateway', () => {
  const build = () => {
    const world = new World();
    const at = world.region();
    const a = at.vpc('a', '10.0.0.0/16');
    const a1 = a.subnet('10.0.1.0/24');
    const vgw = at.vgw('a', a);
    a.main.propagate(vgw, ['172.16.0.0/12']);
    return { world, at, a, a1, vgw };
  };

  it('the table shows one winner, and it is followed', () => {
    const { world, at, a1, vgw } = build();
    at.dxGateway('dx').associate(vgw, ['10.0.0.0/16']).vif('vif', { type: 'private' });
    at.vpn('static', vgw, { staticOnly: true, prefixes: ['172.16.0.0/12'] });
    at.vpn('bgp', vgw);
    const answer = trace(world, a1, OFFICE);
    expect(wayOf(answer).slice(0, 3)).toEqual([
      'exits',
      'subnet-a-1 [172.16.0.0/12 propagated vgw-a]',
      'vgw-a',
    ]);
  });

  it('Direct Connect comes before VPN', () => {
    const { world, at, a1, vgw } = build();
    at.dxGateway('dx').associate(vgw, ['10.0.0.0/16']).vif('vif', { type: 'private' });
    at.vpn('static', vgw, { staticOnly: true, prefixes: ['172.16.0.0/12'] });
    const answer = trace(world, a1, OFFICE);
    expect(answer.edge).toEqual({ kind: 'direct-connect', id: 'vgw-a' });
    expect(answer.assumptions.join(' ')).toContain('Direct Connect comes first');
  });

  it('a static VPN comes before one by BGP', () => {
    const { world, at, a1, vgw } = build();
    at.vpn('bgp', vgw);
    at.vpn('static', vgw, { staticOnly: true, prefixes: ['172.16.0.0/12'] });
    const answer = trace(world, a1, OFFICE);
    expect(wayOf(answer).slice(2)).toEqual(['vgw-a', 'vpn-static']);
    expect(answer.edge?.kind).toBe('vpn');
  });

  it('a static VPN without a route for the destination is none', () => {
    const { world, at, a1, vgw } = build();
    at.vpn('bgp', vgw);
    at.vpn('static', vgw, { staticOnly: true, prefixes: ['192.168.0.0/16'] });
    expect(wayOf(trace(world, a1, OFFICE)).slice(2)).toEqual(['vgw-a', 'vpn-bgp']);
  });

  it('what is down is none: tunnels, then sessions', () => {
    const vpn = build();
    vpn.at.vpn('bgp', vpn.vgw);
    vpn.at.vpn('static', vpn.vgw, {
      staticOnly: true,
      prefixes: ['172.16.0.0/12'],
      tunnels: ['DOWN', 'DOWN'],
    });
    expect(wayOf(trace(vpn.world, vpn.a1, OFFICE)).slice(2)).toEqual(['vgw-a', 'vpn-bgp']);
    const dx = build();
    dx.at
      .dxGateway('dx')
      .associate(dx.vgw, ['10.0.0.0/16'])
      .vif('vif', { type: 'private', bgp: ['down'] });
    dx.at.vpn('bgp', dx.vgw);
    expect(trace(dx.world, dx.a1, OFFICE).edge?.kind).toBe('vpn');
  });

  it('tunnels that are down are no end of the gateway while Direct Connect is up, and the other way round', () => {
    const build2 = (bgp: 'up' | 'down') => {
      const { world, at, a1, vgw } = build();
      at.dxGateway('dx')
        .associate(vgw, ['10.0.0.0/16'])
        .vif('vif', { type: 'private', bgp: [bgp] });
      at.vpn('bgp', vgw, { tunnels: ['DOWN', 'DOWN'] });
      return trace(world, a1, OFFICE).outcome;
    };
    expect(build2('up')).toBe('exits');
    expect(build2('down')).toBe('blackhole');
  });

  it('an interface that ends on the gateway itself carries nothing before it is there and after it is gone', () => {
    for (const [states, outcome] of [
      [['deleted'], 'blackhole'],
      [['confirming'], 'blackhole'],
      [['down', 'rejected'], 'blackhole'],
      [['down', 'deleting'], 'cannot-tell'],
      [['deleting', 'available'], 'exits'],
    ] as const) {
      const { world, at, a1, vgw } = build();
      states.forEach((state, i) => at.vif(`own-${i}`, vgw, { type: 'private', state, bgp: [] }));
      expect([states, trace(world, a1, OFFICE).outcome]).toEqual([states, outcome]);
    }
  });
});
