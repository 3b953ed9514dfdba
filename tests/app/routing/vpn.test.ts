/**
 * Virtual private gateways: VPN and Direct Connect of one VPC.
 * Expectations: https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 *               https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { reached, routingOf, trace, wayOf } from './ask.ts';

function office(
  tunnels: readonly (readonly ('UP' | 'DOWN')[])[],
  attached = true,
  state = 'available',
) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.0.0.0/16', '2600:1f00:a::/56']);
  const a1 = a.subnet(['10.0.1.0/24', '2600:1f00:a:1::/64']);
  const vgw = at.vgw('a', a, { attached });
  tunnels.forEach((t, i) => at.vpn(`office-${i + 1}`, vgw, { tunnels: t, state }));
  a.main.propagate(vgw, ['172.16.0.0/16']).route('172.20.0.0/16', vgw);
  return { world, at, a, a1, vgw };
}

describe('a virtual private gateway', () => {
  it('is the way out by propagated and by static routes', () => {
    const { world, a1 } = office([['UP', 'UP']]);
    const answer = trace(world, a1, '172.16.0.9');
    expect(wayOf(answer)).toEqual([
      'exits',
      'subnet-a-1 [172.16.0.0/16 propagated vgw-a]',
      'vgw-a',
      'vpn-office-1',
    ]);
    expect(answer.edge).toEqual({ kind: 'vpn', id: 'vgw-a' });
    expect(answer.return.outcome).toBe('cannot-tell');
    expect(wayOf(trace(world, a1, '172.20.0.9'))[1]).toBe(
      'subnet-a-1 [172.20.0.0/16 static vgw-a]',
    );
  });

  it('works with one tunnel of two, and with one connection of two', () => {
    expect(trace(office([['DOWN', 'UP']]).world, '10.0.1.9', '172.16.0.9').outcome).toBe('exits');
    const two = office([
      ['DOWN', 'DOWN'],
      ['UP', 'DOWN'],
    ]);
    expect(trace(two.world, two.a1, '172.16.0.9').outcome).toBe('exits');
  });

  it('drops where every tunnel is down', () => {
    const { world, a1 } = office([['DOWN', 'DOWN']]);
    const answer = trace(world, a1, '172.16.0.9');
    expect(answer.outcome).toBe('blackhole');
    expect(answer.blockers[0]?.change).toBe('Bring up a tunnel of vpn-office-1.');
  });

  it('drops where its only VPN is not there: on its way, or gone', () => {
    for (const state of ['pending', 'deleting', 'deleted']) {
      const { world, a1 } = office([['UP', 'UP']], true, state);
      const answer = trace(world, a1, '172.16.0.9');
      expect([state, answer.outcome, answer.edge]).toEqual([state, 'blackhole', undefined]);
      expect(answer.reason).toBe(`Everything that ends on vgw-a is down: vpn-office-1 (${state}).`);
      expect(answer.blockers[0]?.change).toBe(
        'Put a VPN connection on vgw-a in place of vpn-office-1.',
      );
    }
  });

  it('without a VPN connection leaves by whatever of Direct Connect was not read, and says so', () => {
    const { world, at, a1, vgw } = office([]);
    const other = at.vgw('b', at.vpc('b', '10.1.0.0/16'));
    at.vpn('elsewhere', other);
    const unread = trace(world, a1, '172.16.0.9');
    expect([unread.outcome, unread.edge]).toEqual(['exits', { kind: 'other', id: 'vgw-a' }]);
    expect(unread.assumptions.join(' ')).toContain('what of Direct Connect does was not read');
    // Interfaces were read, and not whether the gateway of another account is associated.
    at.vif('elsewhere', other);
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('exits');
    at.vif('own', vgw, { type: 'private' });
    expect(trace(world, a1, '172.16.0.9').edge).toEqual({ kind: 'direct-connect', id: 'vgw-a' });
  });

  it('drops where nothing ends on it, and all that could was read', () => {
    const { world, at, a, a1, vgw } = office([]);
    at.vpn('elsewhere', at.vgw('b', at.vpc('b', '10.1.0.0/16')));
    at.dxGateway('old').associate(vgw, [], { state: 'disassociated', asked: 'shown' }).vif('old');
    const answer = trace(world, a1, '172.16.0.9');
    expect([answer.outcome, answer.edge, answer.assumptions]).toEqual(['blackhole', undefined, []]);
    expect(answer.blockers[0]).toMatchObject({
      at: 'vgw-a',
      change: 'Put a VPN connection on vgw-a, or associate a Direct Connect gateway with it.',
    });
    const c1 = at.vpc('c', '10.2.0.0/16').subnet('10.2.1.0/24');
    a.main.route('10.2.0.0/16', vgw);
    expect(reached(world, [a1, '10.0.1.9'], [c1, '10.2.1.9'])[0]).toBe('blackhole');
  });

  it('is not dead by what was not read, for a VPN may be up beside an interface that is down', () => {
    const { world, at, a, a1, vgw } = office([['UP', 'UP']]);
    at.vif('own', vgw, { type: 'private', state: 'down' });
    const b1 = at.vpc('b', '10.1.0.0/16').subnet('10.1.1.0/24');
    a.main.route('10.1.0.0/16', vgw);
    const ends = [[a1, '10.0.1.9'] as const, [b1, '10.1.1.9'] as const] as const;
    expect(trace(world, a1, '172.16.0.9').edge?.kind).toBe('vpn');
    world.refuse(at, 'DescribeVpnConnections');
    const answer = trace(world, a1, '172.16.0.9');
    expect([answer.outcome, answer.edge?.kind]).toEqual(['exits', 'other']);
    expect(answer.assumptions.join(' ')).toContain('vgw-a were not read: one is taken to be up');
    expect(answer.gaps).toHaveLength(1);
    expect(reached(world, ...ends)[0]).toBe('exits');
  });

  it('carries no IPv6', () => {
    const { world, a, a1, vgw } = office([['UP', 'UP']]);
    a.main.route('2001:db8::/32', vgw);
    const answer = trace(world, [a1, '2600:1f00:a:1::9'], '2001:db8::1');
    expect(answer.outcome).toBe('no-route');
    expect(answer.reason).toContain('carries no IPv6');
  });

  it('that is not attached to the VPC drops', () => {
    const { world, a1 } = office([['UP', 'UP']], false);
    expect(trace(world, a1, '172.16.0.9').outcome).toBe('blackhole');
  });

  it('is found by what ends on it, which is looked through once, and not for every route', () => {
    const world = new World();
    const at = world.region();
    for (let i = 0; i < 30; i++) {
      const vpc = at.vpc(`v${i}`, `10.0.${i}.0/24`);
      vpc.subnet(`10.0.${i}.0/25`);
      const vgw = at.vgw(`v${i}`, vpc);
      at.vpn(`v${i}`, vgw, { tunnels: ['DOWN', 'DOWN'] });
      at.vif(`v${i}`, vgw, { state: 'down' });
      at.dxGateway(`v${i}`)
        .associate(vgw, ['10.0.0.0/8'])
        .vif(`shared-${i}`, { type: 'private', state: 'down' });
      vpc.main.route('172.16.0.0/12', vgw).route('10.0.0.0/8', vgw);
    }
    const routing = routingOf(world);
    const { topology } = routing;
    let looks = 0;
    const count = <T extends object>(item: T, key: keyof T) => {
      const value = item[key];
      Object.defineProperty(item, key, { get: () => (looks++, value) });
    };
    for (const vpn of topology.all('vpn-connection')) count(vpn, 'vpnGateway');
    for (const vif of topology.all('dx-virtual-interface')) count(vif, 'vpnGateway');
    for (const { associations } of topology.all('dx-gateway'))
      for (const association of associations ?? []) count(association, 'gateway');
    const reach = routing.reach();
    expect(reach.pair(0, 1).outcome).toBe('blackhole');
    // 30 VPN connections, 60 interfaces and 30 associations.
    expect(looks).toBe(120);
  });
});
