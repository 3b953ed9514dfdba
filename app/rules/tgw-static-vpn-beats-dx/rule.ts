/** Static routes to a VPN connection where a Direct Connect gateway propagates the same prefix. */
import { z } from 'zod';
import { type Cidr, compareCidr } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { few, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-static-vpn-beats-dx',
  about: {
    title: 'Static VPN route that wins over Direct Connect',
    why: 'A static route wins over everything propagated, Direct Connect included, and the routes that lose are not shown. A VPN meant as a backup then carries all of the traffic, over the internet and at the speed of a tunnel, while Direct Connect idles and is paid for.',
    remedy:
      'Make the VPN a BGP connection and delete the static route: a prefix that both learn then goes over Direct Connect, and over the VPN when that fails.',
    severity: 'error',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html',
    ],
  },
  needs: ['tgw-route-table'],
  options: z.object({}),
  messages: {
    beats:
      '{table} sends {what} to {vpn} by static routes, which win over what {dx} propagates for the same prefixes.',
    hides:
      '{table} uses no route that {dx} propagates; its static routes to {vpn} would hide those for {what}.',
  },
  check({ topology, routing }, say) {
    for (const tgw of topology.all('transit-gateway')) {
      const tables = topology.tgwTablesOf(tgw.id);
      const told = learnedFromDx(routing, tables);
      for (const table of tables) {
        const dx = (table.propagations ?? [])
          .filter((p) => p.type === DX && p.state === 'enabled')
          .map((p) => p.attachment);
        if (dx.length === 0) continue;
        const statics = staticsToVpn(topology, routing, table);
        const beaten = statics.filter(({ cidr }) =>
          told.get(cidr.text)?.some((attachment) => dx.includes(attachment)),
        );
        const whole = routing.tgwRoutesOf(table).unsure === undefined && !table.staticOnly;
        // Nothing of Direct Connect in a whole table: hidden to the last route, or nothing was learned at all.
        const message = beaten.length > 0 ? 'beats' : 'hides';
        if (message === 'hides' && (!whole || [...told.values()].flat().some(isOne(dx)))) continue;
        const rivals = beaten.length > 0 ? beaten : statics;
        for (const [vpn, own] of groupBy(rivals, (r) => r.vpn)) {
          own.sort((a, b) => compareCidr(a.cidr, b.cidr));
          say({
            message,
            ...(message === 'hides' ? { severity: 'warning', unsure: true } : {}),
            at: [table.id, vpn, ...uniq(dx)],
            path: [tgw.id, table.id, vpn],
            places: own.map(({ cidr }) => ({
              resource: table.id,
              detail: `${cidr.text} to ${vpn}`,
            })),
            data: {
              table: topology.label(table.id),
              what: few(
                own.map(({ cidr }) => cidr.text),
                'destination',
              ),
              vpn: topology.label(topology.attachment(vpn)?.resource ?? vpn),
              dx: named(topology, uniq(dx)),
            },
          });
        }
      }
    }
  },
});

const DX = 'direct-connect-gateway';

const isOne =
  (refs: readonly Ref[]) =>
  (ref: Ref): boolean =>
    refs.includes(ref);

/** Prefixes that some table of a gateway is seen to learn from Direct Connect, and the attachments they come from. */
function learnedFromDx(
  routing: Routing,
  tables: readonly TgwRouteTable[],
): ReadonlyMap<string, readonly Ref[]> {
  const out = new Map<string, Ref[]>();
  for (const table of tables) {
    if (!table.propagations?.some((p) => p.type === DX)) continue;
    for (const { origin, cidr, targets } of routing.tgwRoutesOf(table).routes) {
      if (origin !== 'propagated') continue;
      const from = targets.filter((t) => t.type === DX).map((t) => t.attachment);
      if (from.length > 0) out.set(cidr.text, [...(out.get(cidr.text) ?? []), ...from]);
    }
  }
  return out;
}

interface StaticToVpn {
  readonly cidr: Cidr;
  readonly vpn: Ref;
}

function staticsToVpn(topology: Topology, routing: Routing, table: TgwRouteTable): StaticToVpn[] {
  return routing.tgwRoutesOf(table).routes.flatMap(({ origin, state, cidr, targets }) => {
    if (origin === 'propagated' || state !== 'active') return [];
    const vpn = targets
      .map((t) => topology.attachment(t.attachment))
      .find((a) => a?.type === 'vpn');
    return vpn ? [{ cidr, vpn: vpn.id }] : [];
  });
}
