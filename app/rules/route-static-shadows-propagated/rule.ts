/** Static routes that keep what a virtual private gateway propagates from ever winning. */
import { z } from 'zod';
import { compareCidr } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import { isUsed } from '../../mesh/use.ts';
import { type EffectiveRoute, preference } from '../../routing/routes.ts';
import { few, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-static-shadows-propagated',
  about: {
    title: 'Static route that hides a propagated one',
    why: 'For the same destination a static route, or one by prefix list, always comes before what a virtual private gateway propagates. Whatever BGP then learns, withdraws or fails over to makes no difference: the traffic stays on the static target, even when that no longer leads anywhere.',
    remedy:
      'Remove the static route to let BGP decide, or stop advertising the prefix there. Where the pin is meant, for a migration say, suppress the finding until the day it ends.',
    severity: 'warning',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html',
    ],
  },
  needs: ['route-table'],
  options: z.object({}),
  messages: {
    hidden:
      '{table} of {vpc} sends {what} to {targets} by static routes; what {gateways} propagates for the same destinations never wins.',
  },
  check({ topology, routing }, say) {
    for (const table of topology.all('route-table')) {
      if (!table.routes.some((r) => r.origin === 'propagated') || !isUsed(topology, table))
        continue;
      const routes = routing.routesOf(table);
      const propagated = new Map<string, EffectiveRoute>();
      for (const route of routes)
        if (route.origin === 'propagated') propagated.set(route.cidr.text, route);
      const rivals = groupBy(
        routes.filter((r) => propagated.has(r.cidr.text)),
        (r) => r.cidr.text,
      );
      const pins = [...rivals]
        .flatMap(([cidr, same]) => {
          const hidden = propagated.get(cidr)!;
          return winners(same).flatMap((pin) =>
            // One that drops is told by route-blackhole.
            pin.state === 'blackhole' || hidden.target.id === pin.target.id
              ? []
              : [{ pin, hidden }],
          );
        })
        .sort((a, b) => compareCidr(a.pin.cidr, b.pin.cidr));
      if (pins.length === 0) continue;
      const ids = (list: readonly EffectiveRoute[]) => uniq(list.map((route) => route.target.id));
      const gateways = ids(pins.map(({ hidden }) => hidden));
      say({
        message: 'hidden',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id, ...gateways],
        places: pins.map(({ pin, hidden }) => ({
          resource: table.id,
          detail: `${pin.cidr.text}${pin.cidr.text === pin.destination ? '' : ` (${pin.destination})`} to ${pin.target.id}, not to ${hidden.target.id}`,
        })),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          what: few(uniq(pins.map(({ pin }) => pin.cidr.text)), 'destination'),
          targets: named(topology, ids(pins.map(({ pin }) => pin))),
          gateways: named(topology, gateways),
        },
      });
    }
  },
});

/** Of routes for one prefix those that AWS prefers: by static routes or, where there is none, by prefix lists. */
function winners(same: readonly EffectiveRoute[]): readonly EffectiveRoute[] {
  const best = [...same].sort(preference)[0]!;
  if (best.origin !== 'static' && best.origin !== 'prefix-list') return [];
  return same.filter((route) => route.origin === best.origin);
}
