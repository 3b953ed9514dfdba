/**
 * Which route wins in a VPC route table.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
import { bitsOf, type Cidr, type Family, hasIp, type Ip, isPrivate } from '../base/cidr.ts';
import { byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { Route, RouteTable, RouteTarget } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';

/** A route with one prefix: a prefix list route becomes one for each entry. */
export interface EffectiveRoute {
  readonly cidr: Cidr;
  /** As it stands in the table: a prefix, or the prefix list's id. */
  readonly destination: string;
  readonly target: RouteTarget;
  readonly state: string;
  readonly origin: 'local' | 'static' | 'prefix-list' | 'propagated' | 'advertised';
}

export interface Loser {
  readonly route: EffectiveRoute;
  readonly why: string;
}

export interface Decision {
  /** The route that wins; undefined where none matches. */
  readonly route: EffectiveRoute | undefined;
  /** Other routes that match, best first. */
  readonly beat: readonly Loser[];
  /** Set where the winner cannot be told, and why. */
  readonly unsure: string | undefined;
}

/** A prefix list whose entries are not known; its family may be. */
export interface UnknownList {
  readonly list: Ref;
  readonly family: Family | undefined;
  readonly target: RouteTarget;
}

/** Routes of a table with prefix lists expanded, and the lists that could not be. */
export interface TableRoutes {
  readonly routes: readonly EffectiveRoute[];
  readonly unknownLists: readonly UnknownList[];
}

/** Same prefix: static before prefix list before propagated. Route Server routes are not ranked by AWS. */
const RANK = { local: 0, static: 1, 'prefix-list': 2, propagated: 3, advertised: 3 } as const;

/**
 * Routes that never take what the local route covers, even where they are more specific: only a static route may.
 * Sources: https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html (propagated)
 *          https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html (prefix lists, edition of 2020)
 */
const yieldsToLocal = (route: EffectiveRoute): boolean => RANK[route.origin] > RANK.static;

export function expandRoutes(topology: Topology, table: RouteTable): TableRoutes {
  // Nearly every table names prefixes only: then its own routes will do.
  if (table.routes.every(hasCidr)) return { routes: table.routes, unknownLists: NO_LISTS };
  const routes: EffectiveRoute[] = [];
  const unknownLists: UnknownList[] = [];
  for (const route of table.routes) {
    if (hasCidr(route)) {
      routes.push(route);
    } else if (route.prefixList) {
      const { destination, target, state } = route;
      const list = topology.get('prefix-list', route.prefixList);
      if (!list?.entries) {
        unknownLists.push({ list: route.prefixList, family: list?.family, target });
      }
      for (const { cidr } of list?.entries ?? []) {
        routes.push({ cidr, destination, target, state, origin: 'prefix-list' });
      }
    }
  }
  return { routes, unknownLists };
}

const hasCidr = (route: Route): route is Route & { readonly cidr: Cidr } =>
  route.cidr !== undefined;

const NO_LISTS: readonly UnknownList[] = [];

const LINEAR_LIMIT = 24;

/** Finds every route that matches an address, in a table of any size. */
export class RouteFinder {
  readonly table: TableRoutes;
  /** Made when first needed: most tables are read, and never asked. */
  #trie: PrefixTrie<EffectiveRoute> | undefined;

  constructor(table: TableRoutes) {
    this.table = table;
  }

  /** Matching routes, longest prefix first, then in the order AWS prefers. */
  matches(ip: Ip): EffectiveRoute[] {
    return this.#find(ip).sort(preference);
  }

  #find(ip: Ip): EffectiveRoute[] {
    const { routes } = this.table;
    if (routes.length <= LINEAR_LIMIT) return routes.filter((route) => hasIp(route.cidr, ip));
    if (!this.#trie) {
      this.#trie = new PrefixTrie();
      for (const route of routes) this.#trie.add(route.cidr, route);
    }
    return this.#trie.covering(ip).flatMap((entry) => entry.values);
  }

  decide(ip: Ip): Decision {
    const matching = this.matches(ip);
    const { route, unsure } = choose(this.table, matching, ip);
    const beat = matching
      .filter((other) => other !== route)
      .map((other) => ({ route: other, why: whyLost(other, route!) }));
    return { route, beat, unsure };
  }
}

/** The winner among the routes of a table that match an address; they must come in the order AWS prefers. */
export function choose(
  table: TableRoutes,
  matching: readonly EffectiveRoute[],
  ip: Ip,
): Omit<Decision, 'beat'> {
  const local = matching.find((route) => route.origin === 'local');
  const best = local ? matching.find((route) => !yieldsToLocal(route)) : matching[0];
  return { route: best, unsure: doubt(table, ip, best, local ? [] : matching) };
}

/** `rivals`: routes that matched and that the local route does not settle. */
function doubt(
  table: TableRoutes,
  ip: Ip,
  best: EffectiveRoute | undefined,
  rivals: readonly EffectiveRoute[],
): string | undefined {
  const settled =
    best &&
    (rivals.length === 0 || (best.origin === 'static' && best.cidr.length === bitsOf(ip.family)));
  if (!settled) {
    const hidden = table.unknownLists.find(
      ({ family, target }) =>
        (family ?? ip.family) === ip.family &&
        // A gateway endpoint's list holds the service's public addresses only.
        !(target.kind === 'vpc-endpoint' && isPrivate(ip)),
    );
    if (hidden) return `the entries of ${hidden.list} are not known`;
  }
  if (!best) return undefined;
  if (best.state !== 'active' && best.state !== 'blackhole') {
    return `the route ${best.destination} is in state ${best.state}, which AWS does not explain`;
  }
  if (best.origin === 'prefix-list') {
    const rival = rivals.find(
      (r) =>
        r.origin === 'prefix-list' &&
        r.destination !== best.destination &&
        r.target.id !== best.target.id,
    );
    // AWS picks one of two overlapping lists at random, then keeps to it.
    if (rival) {
      const [one, other] = [best.destination, rival.destination].sort(byText);
      return `${one} and ${other} overlap, and AWS picks either`;
    }
  }
  const tied = rivals.find(
    (r) =>
      r !== best &&
      r.cidr.length === best.cidr.length &&
      RANK[r.origin] === RANK[best.origin] &&
      r.target.id !== best.target.id,
  );
  if (tied)
    return `${best.cidr.text} has two routes of the same rank, to ${best.target.id} and ${tied.target.id}`;
  return undefined;
}

/** Longest prefix first, then as AWS ranks them. */
export const preference = (a: EffectiveRoute, b: EffectiveRoute): number =>
  b.cidr.length - a.cidr.length ||
  RANK[a.origin] - RANK[b.origin] ||
  (a.target.id < b.target.id ? -1 : a.target.id > b.target.id ? 1 : 0);

function whyLost(route: EffectiveRoute, best: EffectiveRoute): string {
  if (route.cidr.length > best.cidr.length) {
    return route.origin === 'prefix-list'
      ? 'entries of a prefix list inside the VPC are ignored'
      : 'a propagated route never beats the local route';
  }
  if (route.cidr.length < best.cidr.length) {
    return `${best.cidr.text} is more specific than ${route.cidr.text}`;
  }
  if (RANK[route.origin] > RANK[best.origin])
    return `${best.origin} routes come before ${route.origin} ones`;
  return 'same rank';
}
