/** Routes of transit gateway tables over gateway peerings, each with the table that looks the traffic up on the other side. */
import { PrefixTrie } from '../../base/trie.ts';
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import type { Attachment } from '../../topology/attachments.ts';
import { once } from './once.ts';
import { isLive } from './sending.ts';

export interface PeeringLeg {
  readonly table: TgwRouteTable;
  readonly route: EffectiveTgwRoute;
  readonly peering: Attachment;
  /** The gateway on the other side. */
  readonly tgw: Ref;
  /** The table the peering is associated with there. */
  readonly far: TgwRouteTable;
}

/** Every leg over a live peering whose other side was read, in order of tables. */
export const peeringLegs = once((routing: Routing): readonly PeeringLeg[] => {
  const { topology } = routing;
  // Nearly every route leads to something else; those are passed over by the kind of their target.
  const peerings = new Map(
    topology.attachments
      .filter((a) => a.ends.length === 2 && isLive(a))
      .map((a) => [a.id, a] as const),
  );
  if (peerings.size === 0) return [];
  return topology.all('tgw-route-table').flatMap((table) =>
    routing.tgwRoutesOf(table).routes.flatMap((route) => {
      if (route.state !== 'active') return [];
      return route.targets.flatMap((target): PeeringLeg[] => {
        const peering = peerings.get(target.attachment);
        const end = peering?.ends.find(({ tgw }) => tgw !== table.tgw);
        const far = topology.get('tgw-route-table', end?.table ?? '');
        return peering && end && far ? [{ table, route, peering, tgw: end.tgw, far }] : [];
      });
    }),
  );
});

/** Legs by the table they stand in, to look them up by prefix. */
export const legTries = once(
  (routing: Routing): ReadonlyMap<TgwRouteTable, PrefixTrie<PeeringLeg>> => {
    const byTable = new Map<TgwRouteTable, PeeringLeg[]>();
    for (const leg of peeringLegs(routing)) append(byTable, leg.table, leg);
    return new Map(
      [...byTable].map(([table, legs]) => {
        const trie = new PrefixTrie<PeeringLeg>();
        for (const leg of legs) trie.add(leg.route.cidr, leg);
        return [table, trie];
      }),
    );
  },
);
