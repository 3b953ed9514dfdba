/**
 * Which route wins in a transit gateway route table.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import { type Cidr, type Ip, overlaps } from '../base/cidr.ts';
import { by, byText } from '../base/order.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { TgwRouteTable, TgwRouteTarget } from '../kinds/tgw-route-table.ts';
import type { Topology } from '../topology/topology.ts';

export interface EffectiveTgwRoute {
  readonly cidr: Cidr;
  readonly origin: 'static' | 'prefix-list' | 'propagated';
  readonly state: string;
  /** Sorted by attachment; several are equal-cost paths; none drops. */
  readonly targets: readonly TgwRouteTarget[];
  /** True where it was worked out from a propagation instead of read. */
  readonly derived: boolean;
}

export interface TgwDecision {
  readonly route: EffectiveTgwRoute | undefined;
  readonly beat: readonly { readonly route: EffectiveTgwRoute; readonly why: string }[];
  /** Set where routes that were not read could change the answer, and why. */
  readonly unsure: string | undefined;
}

export interface TgwTableRoutes {
  readonly routes: readonly EffectiveTgwRoute[];
  readonly unsure: string | undefined;
}

const ORIGIN_RANK = { static: 0, 'prefix-list': 1, propagated: 2 } as const;

/** Among propagated routes of one prefix, by what the attachment leads to. */
const TYPE_RANK: Readonly<Record<string, number>> = {
  vpc: 0,
  'direct-connect-gateway': 1,
  connect: 2,
  vpn: 4,
  'vpn-concentrator': 5,
  'client-vpn': 6,
  peering: 7,
};
const typeRank = (route: EffectiveTgwRoute): number => TYPE_RANK[route.targets[0]?.type ?? ''] ?? 8;

/** The routes of a table as read, or as far as associations and propagations tell. */
export function expandTgwRoutes(topology: Topology, table: TgwRouteTable): TgwTableRoutes {
  const read = (table.routes ?? []).flatMap((route): EffectiveTgwRoute[] =>
    ['deleted', 'deleting', 'pending'].includes(route.state)
      ? []
      : [
          {
            cidr: route.cidr,
            origin: route.prefixList ? 'prefix-list' : route.type,
            state: route.targets.length === 0 ? 'blackhole' : route.state,
            targets: [...route.targets].sort(by((t) => t.attachment)),
            derived: false,
          },
        ],
  );
  const derived =
    table.routes === undefined || table.staticOnly ? derive(topology, table, read) : [];
  return { routes: [...read, ...derived], unsure: doubt(table) };
}

function doubt(table: TgwRouteTable): string | undefined {
  if (table.routes === undefined) return `the routes of ${table.id} were not read`;
  if (table.truncated) return `the routes of ${table.id} were not all read`;
  if (!table.staticOnly) return undefined;
  if (table.propagations === undefined) return `what propagates into ${table.id} was not read`;
  const dynamic = table.propagations.find((p) => p.type !== 'vpc' && p.state === 'enabled');
  return dynamic
    ? `routes that ${dynamic.attachment} propagates into ${table.id} were not read`
    : undefined;
}

/**
 * Propagated routes as the propagations imply them: every block of an attached VPC, unless a static route
 * has the same prefix (it hides the propagated one) or a VPC attached before has an overlapping block.
 */
function derive(
  topology: Topology,
  table: TgwRouteTable,
  read: readonly EffectiveTgwRoute[],
): EffectiveTgwRoute[] {
  const out: EffectiveTgwRoute[] = [];
  const hidden = new Set(read.filter((r) => r.origin !== 'propagated').map((r) => r.cidr.text));
  const propagations = (table.propagations ?? []).filter(
    (p) => p.type === 'vpc' && p.state === 'enabled',
  );
  for (const p of [...propagations].sort((a, b) => byText(a.attachment, b.attachment))) {
    for (const cidr of topology.cidrsOf(p.resource)) {
      if (
        hidden.has(cidr.text) ||
        out.some((r) => overlaps(r.cidr, cidr) && r.targets[0]?.resource !== p.resource)
      ) {
        continue;
      }
      const target = { attachment: p.attachment, resource: p.resource, type: p.type };
      out.push({ cidr, origin: 'propagated', state: 'active', targets: [target], derived: true });
    }
  }
  return out;
}

/** Finds the winner for an address in one table. */
export class TgwRouteFinder {
  readonly table: TgwTableRoutes;
  readonly #trie = new PrefixTrie<EffectiveTgwRoute>();

  constructor(table: TgwTableRoutes) {
    this.table = table;
    for (const route of table.routes) this.#trie.add(route.cidr, route);
  }

  decide(ip: Ip): TgwDecision {
    const matching = this.#trie.covering(ip).flatMap((entry) => [...entry.values].sort(samePrefix));
    const [best, ...rest] = matching;
    const beat = best ? rest.map((route) => ({ route, why: whyLost(route, best) })) : [];
    return { route: best, beat, unsure: this.table.unsure };
  }
}

const samePrefix = (a: EffectiveTgwRoute, b: EffectiveTgwRoute): number =>
  ORIGIN_RANK[a.origin] - ORIGIN_RANK[b.origin] ||
  typeRank(a) - typeRank(b) ||
  byText(a.targets[0]?.attachment ?? '', b.targets[0]?.attachment ?? '');

function whyLost(route: EffectiveTgwRoute, best: EffectiveTgwRoute): string {
  if (route.cidr.length < best.cidr.length)
    return `${best.cidr.text} is more specific than ${route.cidr.text}`;
  if (route.origin !== best.origin) return `${best.origin} routes come before ${route.origin} ones`;
  return `${best.targets[0]?.type ?? 'other'} routes come before ${route.targets[0]?.type ?? 'other'} ones`;
}
