/** Prefix lists that overlap and send the same addresses to different targets. */
import { z } from 'zod';
import { type Cidr, compareCidr } from '../../base/cidr.ts';
import { byText, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import { count } from '../../base/count.ts';
import type { PrefixList } from '../../kinds/prefix-list.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-prefix-list-overlap',
  about: {
    title: 'Overlapping prefix lists with different targets',
    why: 'Where two prefix lists of one table overlap and lead to different targets, AWS picks one at random and then keeps to it. Which one cannot be read from the configuration, and another table, or the same one made anew, may choose the other.',
    remedy:
      'Make the lists disjoint, or write the prefixes they share as routes of their own: a route with a prefix comes before one with a list.',
    severity: 'error',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html',
    ],
  },
  needs: ['route-table', 'prefix-list'],
  options: z.object({}),
  messages: {
    same: '{one} and {other} both hold {what}, and {tables} {verb} them to different targets: AWS picks one at random.',
    nested:
      '{one} and {other} overlap in {what}, and {tables} {verb} them to different targets: AWS says that either may win, not that the longer prefix does.',
  },
  check({ topology }, say) {
    const clashes = topology.all('route-table').flatMap((table) => clashesIn(topology, table));
    const overlap = overlaps(topology);
    for (const group of groupBy(clashes, ({ lists }) => lists.join('\n')).values()) {
      const { lists } = group[0]!;
      const shared = overlap(...lists);
      if (!shared) continue;
      const tables = uniq(group.map(({ table }) => table.id));
      say({
        message: shared.same ? 'same' : 'nested',
        severity: shared.same ? 'error' : 'warning',
        at: lists,
        path: [...tables.slice(0, 1), ...lists],
        places: group.map(({ table, routes }) => ({
          resource: table.id,
          detail: routes.map((r) => `${r.destination} to ${r.target.id}`).join(', '),
        })),
        data: {
          one: topology.label(lists[0]),
          other: topology.label(lists[1]),
          what: few(
            shared.cidrs.map((c) => c.text),
            'prefix',
            'prefixes',
          ),
          tables: tables.length > 1 ? count(tables.length, 'table') : topology.label(tables[0]!),
          verb: tables.length > 1 ? 'send' : 'sends',
        },
      });
    }
  },
});

/** Two lists of one table with different targets; whether they overlap is asked once for each pair of lists. */
interface Clash {
  readonly table: RouteTable;
  readonly lists: readonly [Ref, Ref];
  readonly routes: readonly [Route, Route];
}

function clashesIn(topology: Topology, table: RouteTable): Clash[] {
  const byList = table.routes
    .filter((r) => r.prefixList !== undefined && topology.get('prefix-list', r.prefixList)?.entries)
    .sort((a, b) => byText(a.destination, b.destination));
  return byList.flatMap((a, i) =>
    byList.slice(i + 1).flatMap((b) =>
      a.target.id === b.target.id || a.destination === b.destination
        ? []
        : [
            {
              table,
              lists: [a.destination, b.destination] as const,
              routes: [a, b] as const,
            },
          ],
    ),
  );
}

interface Shared {
  /** The smaller prefix of each overlap, in order of addresses. */
  readonly cidrs: readonly Cidr[];
  /** True where both lists hold one and the same prefix. */
  readonly same: boolean;
}

function overlaps(topology: Topology): (a: Ref, b: Ref) => Shared | undefined {
  const tries = new Map<Ref, PrefixTrie<true>>();
  const trieOf = (list: PrefixList): PrefixTrie<true> => {
    let trie = tries.get(list.id);
    if (!trie) {
      trie = new PrefixTrie();
      for (const { cidr } of list.entries ?? []) trie.add(cidr, true);
      tries.set(list.id, trie);
    }
    return trie;
  };
  return (a, b) => {
    const [left, right] = [topology.get('prefix-list', a), topology.get('prefix-list', b)];
    if (!left || !right || left.family !== right.family) return undefined;
    const trie = trieOf(left);
    const same: Cidr[] = [];
    const nested = new Map<string, Cidr>();
    for (const { cidr } of right.entries ?? []) {
      if (trie.exact(cidr).length > 0) same.push(cidr);
      for (const entry of trie.overlapping(cidr)) {
        const inner = entry.cidr.length > cidr.length ? entry.cidr : cidr;
        nested.set(inner.text, inner);
      }
    }
    if (nested.size === 0) return undefined;
    const cidrs = same.length > 0 ? same : [...nested.values()];
    return { cidrs: cidrs.sort(compareCidr), same: same.length > 0 };
  };
}
