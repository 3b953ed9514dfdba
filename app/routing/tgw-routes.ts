/**
 * Which route wins in a transit gateway route table.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
import type { Cidr, Ip } from '../base/cidr.ts';
import { by, byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { TgwRoute, TgwRouteTable, TgwRouteTarget } from '../kinds/tgw-route-table.ts';
import type { Topology } from '../topology/topology.ts';

export interface EffectiveTgwRoute {
  readonly cidr: Cidr;
  readonly origin: 'static' | 'prefix-list' | 'propagated';
  readonly state: string;
  /** Sorted by attachment; several are equal-cost paths; none drops. */
  readonly targets: readonly TgwRouteTarget[];
  /** True where it was worked out from a propagation instead of read. */
  readonly derived: boolean;
  /** Set on a derived route that may not exist, and why. */
  readonly contested?: string;
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
  const read: EffectiveTgwRoute[] = [];
  const add = (cidr: Cidr, route: Omit<TgwRoute, 'cidr'>) => {
    if (['deleted', 'deleting', 'pending'].includes(route.state)) return;
    read.push({
      cidr,
      origin: route.prefixList ? 'prefix-list' : route.type,
      state: route.targets.length === 0 ? 'blackhole' : route.state,
      targets: [...route.targets].sort(by((t) => t.attachment)),
      derived: false,
    });
  };
  for (const route of table.routes ?? []) add(route.cidr, route);
  let unknownList: Ref | undefined;
  for (const route of table.listRoutes) {
    const entries = topology.get('prefix-list', route.prefixList ?? '')?.entries;
    if (!entries) unknownList ??= route.prefixList;
    for (const entry of entries ?? []) add(entry.cidr, route);
  }
  const derived =
    table.routes === undefined || table.staticOnly ? derive(topology, table, read) : [];
  const unsure = unknownList ? `the entries of ${unknownList} are not known` : doubt(table);
  return { routes: [...read, ...derived], unsure };
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
 * has the same prefix (it hides the propagated one). Of VPCs whose blocks overlap only the one attached first
 * propagates, and nothing tells which that was: their routes are contested.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function derive(
  topology: Topology,
  table: TgwRouteTable,
  read: readonly EffectiveTgwRoute[],
): EffectiveTgwRoute[] {
  const hidden = new Set(read.map((r) => r.cidr.text));
  const found = (table.propagations ?? [])
    .filter((p) => p.type === 'vpc' && p.state === 'enabled')
    .sort(by((p) => p.attachment))
    .flatMap(({ attachment, resource, type }) =>
      topology.cidrsOf(resource).map((cidr) => ({ cidr, target: { attachment, resource, type } })),
    );
  const trie = new PrefixTrie<TgwRouteTarget>();
  for (const { cidr, target } of found) trie.add(cidr, target);
  return found
    .filter(({ cidr }) => !hidden.has(cidr.text))
    .map(({ cidr, target }) => {
      const rival = trie
        .overlapping(cidr)
        .flatMap((entry) => entry.values)
        .find((other) => other.resource !== target.resource);
      return {
        cidr,
        origin: 'propagated',
        state: 'active',
        targets: [target],
        derived: true,
        ...(rival
          ? {
              contested: `${target.resource} and ${rival.resource} overlap, and only the one attached first propagates`,
            }
          : {}),
      };
    });
}

/** Finds the winner for an address in one table. */
export class TgwRouteFinder {
  readonly table: TgwTableRoutes;
  /** Made when first needed: most tables are read, and never asked. */
  #trie: PrefixTrie<EffectiveTgwRoute> | undefined;

  constructor(table: TgwTableRoutes) {
    this.table = table;
  }

  decide(ip: Ip): TgwDecision {
    if (!this.#trie) {
      this.#trie = new PrefixTrie();
      for (const route of this.table.routes) this.#trie.add(route.cidr, route);
    }
    const matching = this.#trie
      .covering(ip)
      .flatMap((entry) => entry.values)
      .sort(tgwPreference);
    const { route: best, unsure } = chooseTgw(this.table, matching);
    const beat = best
      ? matching.slice(1).map((route) => ({ route, why: whyLost(route, best) }))
      : [];
    return { route: best, beat, unsure };
  }
}

/** The winner among the routes of a table that match an address; they must come in the order AWS prefers. */
export const chooseTgw = (
  table: TgwTableRoutes,
  [best]: readonly EffectiveTgwRoute[],
): Omit<TgwDecision, 'beat'> => ({ route: best, unsure: table.unsure ?? best?.contested });

/** Longest prefix first, then as AWS ranks them. */
export const tgwPreference = (a: EffectiveTgwRoute, b: EffectiveTgwRoute): number =>
  b.cidr.length - a.cidr.length ||
  ORIGIN_RANK[a.origin] - ORIGIN_RANK[b.origin] ||
  typeRank(a) - typeRank(b) ||
  byText(a.targets[0]?.attachment ?? '', b.targets[0]?.attachment ?? '');

function whyLost(route: EffectiveTgwRoute, best: EffectiveTgwRoute): string {
  if (route.cidr.length < best.cidr.length)
    return `${best.cidr.text} is more specific than ${route.cidr.text}`;
  if (route.origin !== best.origin) return `${best.origin} routes come before ${route.origin} ones`;
  return `${best.targets[0]?.type ?? 'other'} routes come before ${route.targets[0]?.type ?? 'other'} ones`;
}
