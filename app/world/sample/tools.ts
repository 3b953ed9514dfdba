/** Build tools: a hub with four spokes, three of which believe that traffic passes through the hub. */
import { join, site } from './site.ts';
import type { Places } from './places.ts';

export function tools({ networkEast, nonprodEast }: Places): void {
  const tags = { Environment: 'shared', Team: 'platform' };
  const hub = site(networkEast, 'tools-hub', '10.40', { internet: true, tags });
  const runners = site(nonprodEast, 'tools-runners', '10.41', { tags });
  const artifacts = site(networkEast, 'tools-artifacts', '10.42', { tags });
  const metrics = site(networkEast, 'tools-metrics', '10.43', { tags });
  const bastion = site(nonprodEast, 'tools-bastion', '10.44', { tags });
  const toRunners = join(runners, hub, 'tools-runners-hub');
  join(artifacts, hub, 'tools-artifacts-hub');
  const toMetrics = join(metrics, hub, 'tools-metrics-hub');
  const toBastion = join(bastion, hub, 'tools-bastion-hub');
  if (hub.nat) hub.private.route('0.0.0.0/0', hub.nat);

  // The hub reaches the office over a VPN of its own.
  const vgw = networkEast.vgw('tools-hub-vgw', hub.vpc);
  networkEast.vpn('tools-office', vgw, { prefixes: ['172.22.0.0/16'] });
  hub.private.propagate(vgw, ['172.22.0.0/16']);

  // Spoke to spoke, named one by one.
  runners.private.route('10.42.0.0/16', toRunners).route('10.43.0.0/16', toRunners);
  // Spoke to spoke, by one summary.
  metrics.private.route('10.40.0.0/13', toMetrics);
  // Through the hub's VPN, and through its NAT gateway.
  bastion.private.route('172.22.0.0/16', toBastion);
  bastion.private.route('0.0.0.0/0', toBastion);

  hub.app[0]?.eni('10.40.16.11', { name: 'tools-proxy-1' });
  runners.app[0]?.eni('10.41.16.11', { name: 'tools-runner-1' });
}
