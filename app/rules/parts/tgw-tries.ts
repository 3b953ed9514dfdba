/** Routes of transit gateway tables by prefix, whatever their state. */
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute, TgwTableRoutes } from '../../routing/tgw-routes.ts';
import { once } from './once.ts';

const trieOf = once(({ routes }: TgwTableRoutes): PrefixTrie<EffectiveTgwRoute> => {
  const trie = new PrefixTrie<EffectiveTgwRoute>();
  for (const route of routes) trie.add(route.cidr, route);
  return trie;
});

/** Every route of a table; a prefix with several holds them in the order of `tgwRoutesOf`. */
export const tgwTrie = (routing: Routing, table: TgwRouteTable): PrefixTrie<EffectiveTgwRoute> =>
  trieOf(routing.tgwRoutesOf(table));
