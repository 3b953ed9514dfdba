/** Two VPCs on a transit gateway, for tests that build on it. */
import { World } from '#app/world/world.ts';

/** Two VPCs on a hub with one table for both, and default routes to it. */
export function hubWorld(options: { ipv6?: boolean; state?: string } = {}) {
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
