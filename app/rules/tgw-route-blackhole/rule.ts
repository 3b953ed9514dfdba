/** Routes of transit gateway tables that drop, unless they plainly do so on purpose. */
import { z } from 'zod';
import {
  type Cidr,
  compareCidr,
  contains,
  overlaps,
  PRIVATE_BLOCKS,
  tryCidr,
} from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRoute, TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from '../parts/once.ts';
import { isLive } from '../parts/sending.ts';
import { few, listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-route-blackhole',
  about: {
    title: 'Blackhole left in a transit gateway table',
    why: 'A static route does not go with its attachment: it stays as a blackhole, wins for its addresses and drops them. When the addresses are given to another VPC, its propagated route loses against the old static one. A blackhole that keeps segments apart looks the same, and is a design; one for addresses that nobody has protects nothing.',
    remedy:
      'Delete the route, or point it at the attachment that took over. List prefixes that are dropped for a reason in the option `allow`.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html',
    ],
  },
  // AWS itself says that a route drops; that nobody has its addresses rests on all that was read, and says so below.
  needs: [],
  options: z.object({
    allow: z
      .array(z.string().refine((text) => tryCidr(text) !== undefined, 'give prefixes: 10.0.0.0/8'))
      .default([])
      .describe('Prefixes that are dropped on purpose, with everything inside them.'),
  }),
  messages: {
    leftover: '{table} drops {what}: {targets} {fate}.',
    nobody: '{table} drops {what}, addresses that nobody here has: left behind, perhaps.',
  },
  check({ topology, options }, say) {
    const allowed = options.allow.flatMap((text) => tryCidr(text) ?? []);
    for (const table of topology.all('tgw-route-table')) {
      const drops = (table.routes ?? [])
        .filter((r) => r.state === 'blackhole' && !allowed.some((cidr) => contains(cidr, r.cidr)))
        .sort((a, b) => compareCidr(a.cidr, b.cidr));
      if (drops.length === 0) continue;
      // A route made to drop names no attachment; one whose attachment went away may.
      const leftover = drops.filter((r) => r.targets.length > 0);
      if (leftover.length > 0) {
        const targets = leftover.flatMap((r) => r.targets);
        const names = uniq(targets.map((t) => topology.label(t.resource || t.attachment)));
        const there = targets.some(({ attachment }) => {
          const found = topology.attachment(attachment);
          return found !== undefined && isLive(found);
        });
        const one = names.length === 1;
        say({
          message: 'leftover',
          severity: isAsked(table) ? 'warning' : 'info',
          at: [table.id, table.tgw],
          path: [table.tgw, table.id],
          places: leftover.map((r) => ({
            resource: table.id,
            detail: `${r.cidr.text} to ${listed(r.targets.map((t) => t.attachment))}`,
          })),
          data: {
            table: topology.label(table.id),
            what: destinations(leftover),
            targets: one
              ? `the attachment of ${names.join()}`
              : `the attachments of ${listed(names, 3)}`,
            fate: there
              ? one
                ? 'carries nothing'
                : 'carry nothing'
              : one
                ? 'is gone'
                : 'are gone',
          },
        });
      }
      const pointless = drops.filter((r) => r.targets.length === 0 && isNobodys(topology, r.cidr));
      if (pointless.length > 0) {
        say({
          message: 'nobody',
          severity: 'info',
          // The gateway sets the finding of the leftovers apart from this one.
          at: [table.id],
          path: [table.tgw, table.id],
          places: pointless.map((r) => ({ resource: table.id, detail: r.cidr.text })),
          data: { table: topology.label(table.id), what: destinations(pointless) },
          gaps: topology.gapsHiding(['vpc', 'tgw-route-table']).map((gap) => gap.id),
        });
      }
    }
  },
});

const destinations = (routes: readonly TgwRoute[]): string =>
  few(
    routes.map((r) => r.cidr.text),
    'destination',
  );

/** True where somebody's traffic is looked up in the table, or where it cannot be told. */
const isAsked = ({ associations }: TgwRouteTable): boolean =>
  associations === undefined || associations.length > 0;

/** Every prefix that something here has, or that a gateway carries: blocks of VPCs, and routes narrower than a default. */
const owned = once((topology: Topology): PrefixTrie<true> => {
  const trie = new PrefixTrie<true>();
  for (const vpc of topology.all('vpc')) for (const cidr of vpc.cidrs) trie.add(cidr, true);
  for (const ghost of topology.ghosts) for (const cidr of ghost.cidrs) trie.add(cidr, true);
  for (const vpn of topology.all('vpn-connection'))
    for (const cidr of vpn.routes) trie.add(cidr, true);
  for (const { routes } of topology.all('tgw-route-table')) {
    for (const { cidr, state } of routes ?? [])
      if (state === 'active' && cidr.length > 0) trie.add(cidr, true);
  }
  return trie;
});

/**
 * True for private addresses that nobody seen has. Dropping a whole private range, or public addresses, is a guard
 * that needs nobody behind it.
 */
function isNobodys(topology: Topology, cidr: Cidr): boolean {
  const range = PRIVATE_BLOCKS.find((block) => overlaps(block, cidr));
  if (!range || contains(cidr, range)) return false;
  return owned(topology)
    .overlapping(cidr)
    .every((entry) => entry.cidr.length === 0);
}
