/**
 * Flows of which an appliance in their way sees one half only.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 *          https://docs.aws.amazon.com/network-firewall/latest/developerguide/asymmetric-routing.html
 */
import { type Cidr, type Family, firstHost, overlaps } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { EffectiveRoute } from '../../routing/routes.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Appliance, applianceAt, defaultOf } from '../parts/defaults.ts';
import { isLive } from '../parts/sending.ts';
import { isAttachmentSubnet, usersOf } from '../parts/table-users.ts';

/**
 * Where the halves part:
 * - inside: between two subnets of the VPC
 * - inbound: what a gateway brings passes the appliance, the answer does not
 * - outbound: what leaves passes it, what comes back does not
 */
export type Sort = 'inside' | 'inbound' | 'outbound';

export interface Half {
  readonly sort: Sort;
  readonly appliance: Ref;
  /** The table that sends past the appliance, or the gateway that has no table. */
  readonly at: Ref;
  /** What it sends there, and where to. */
  readonly detail: string;
  /** Who sends through the appliance: a subnet or a gateway. */
  readonly from: Ref;
  /** The other end of the flow. */
  readonly to: Ref;
}

const FAMILIES: readonly Family[] = [4, 6];
const APPLIANCES: ReadonlySet<string> = new Set(['vpc-endpoint', 'network-interface']);

/** True where a route leads to an appliance, and not to a gateway endpoint, which has a list for its destination. */
const leadsThrough = ({ target, prefixList }: Route): boolean =>
  APPLIANCES.has(target.kind) && prefixList === undefined;

/** VPCs with tables that lead through appliances, in order of tables. */
export function inspectedVpcs(topology: Topology): ReadonlySet<Ref> {
  const out = new Set<Ref>();
  for (const table of topology.all('route-table'))
    if (table.routes.some(leadsThrough)) out.add(table.vpc);
  return out;
}

/** A table that what comes into a VPC by a gateway follows. */
interface Entry {
  readonly table: RouteTable;
  readonly gateway: Ref;
}

/** Tables of its internet and VPN gateways, and of attachment subnets. */
function entriesOf(topology: Topology, vpc: Ref): Entry[] {
  const edges = topology
    .tablesOf(vpc)
    .flatMap((table) =>
      table.associations.flatMap(({ gateway }) =>
        gateway === undefined ? [] : { table, gateway },
      ),
    );
  const hubs = topology
    .attachmentsOf(vpc)
    .filter(isLive)
    .flatMap(({ subnets, ends }) =>
      uniq(subnets ?? []).flatMap((id) => {
        const subnet = topology.get('subnet', id);
        const table = subnet && topology.tableOf(subnet);
        return table && ends[0] ? { table, gateway: ends[0].tgw } : [];
      }),
    );
  return [...edges, ...hubs];
}

/** The appliances and subnets of one VPC, and what its tables decide. */
export class Inspected {
  readonly #routing: Routing;
  readonly #topology: Topology;
  readonly #vpc: Ref;
  /** Subnets in which something may run that talks: not those of appliances or attachments. */
  readonly #ends: readonly Subnet[];
  readonly #entries: readonly Entry[];
  readonly #decided = new Map<string, EffectiveRoute | undefined>();
  readonly #found: Half[] = [];

  constructor(routing: Routing, vpc: Ref) {
    this.#routing = routing;
    this.#topology = routing.topology;
    this.#vpc = vpc;
    const homes = new Set(
      this.#topology
        .tablesOf(vpc)
        .flatMap((table) => table.routes)
        .filter(leadsThrough)
        .flatMap((route) => applianceAt(this.#topology, route.target)?.home.id ?? []),
    );
    this.#entries = entriesOf(this.#topology, vpc);
    this.#ends = this.#topology
      .subnetsOf(vpc)
      .filter((subnet) => !homes.has(subnet.id) && !isAttachmentSubnet(this.#topology, subnet));
  }

  halves(): readonly Half[] {
    const blocks = this.#topology.cidrsOf(this.#vpc);
    for (const table of this.#topology.tablesOf(this.#vpc)) {
      const inside = table.routes.some(
        (r) =>
          leadsThrough(r) && blocks.some((b) => r.cidr && r.cidr.length > 0 && overlaps(b, r.cidr)),
      );
      if (inside) this.#between(table);
      for (const family of FAMILIES) this.#leaving(table, family);
    }
    for (const { table, gateway } of this.#entries) {
      if (!table.routes.some(leadsThrough)) continue;
      this.#entering(table, gateway);
      this.#throughNat(table, gateway);
    }
    return this.#found;
  }

  /** The route that wins for a subnet's addresses; undefined where none does, or that cannot be told. */
  #decide(table: RouteTable, cidr: Cidr): EffectiveRoute | undefined {
    const key = `${table.id} ${cidr.text}`;
    if (!this.#decided.has(key)) {
      const { route, unsure } = this.#routing.decide(table, firstHost(cidr));
      this.#decided.set(key, unsure === undefined && route?.state === 'active' ? route : undefined);
    }
    return this.#decided.get(key);
  }

  #through(table: RouteTable, cidr: Cidr): Appliance | undefined {
    const route = this.#decide(table, cidr);
    return route && applianceAt(this.#topology, route.target);
  }

  /** Subnet to subnet: the routes inside the VPC must mirror each other. */
  #between(table: RouteTable): void {
    const senders = usersOf(this.#topology, table).filter((s) => this.#ends.includes(s));
    for (const to of this.#ends) {
      const answering = this.#topology.tableOf(to);
      for (const there of to.cidrs) {
        const appliance = this.#through(table, there);
        if (!appliance || !answering) continue;
        for (const from of senders) {
          const back = from.cidrs.find((cidr) => cidr.family === there.family);
          if (from === to || !back) continue;
          this.#check('inside', appliance, answering, back, from.id, to.id);
        }
      }
    }
  }

  /** What a gateway brings through an appliance: the subnet must not send to that gateway directly. */
  #entering(entry: RouteTable, gateway: Ref): void {
    for (const to of this.#ends) {
      const table = this.#topology.tableOf(to);
      for (const cidr of to.cidrs) {
        const appliance = this.#through(entry, cidr);
        if (appliance && table)
          this.#past('inbound', appliance, table, gateway, cidr.family, gateway, to.id);
      }
    }
  }

  /** Out through an appliance that keeps addresses: what comes back to the subnet must pass it too. */
  #leaving(table: RouteTable, family: Family): void {
    const route = defaultOf(table, family);
    const appliance =
      route?.state === 'active' ? applianceAt(this.#topology, route.target) : undefined;
    if (!appliance?.transparent) return;
    const exit = defaultOf(this.#topology.tableOf(appliance.home), family)?.target;
    if (!exit) return;
    const nat = this.#natTable(exit.id);
    const entries = nat
      ? [nat]
      : this.#entries.flatMap((e) => (e.gateway === exit.id ? [e.table] : []));
    for (const from of usersOf(this.#topology, table).filter((s) => this.#ends.includes(s))) {
      const cidr = from.cidrs.find((c) => c.family === family);
      if (!cidr) continue;
      for (const entry of entries)
        this.#check('outbound', appliance, entry, cidr, from.id, exit.id);
      if (entries.length > 0 || exit.kind !== 'internet-gateway') continue;
      const detail = `${cidr.text} by no table of its own, so not through ${appliance.id}`;
      this.#tell('outbound', appliance, exit.id, detail, from.id, exit.id);
    }
  }

  /** Traffic of others that passes an appliance and then a NAT gateway must not be sent back past it. */
  #throughNat(entry: RouteTable, gateway: Ref): void {
    const route = defaultOf(entry);
    const appliance = route && applianceAt(this.#topology, route.target);
    if (!appliance?.transparent) return;
    const exit = defaultOf(this.#topology.tableOf(appliance.home))?.target;
    const table = exit && this.#natTable(exit.id);
    if (table) this.#past('outbound', appliance, table, gateway, 4, gateway, exit.id);
  }

  #natTable(id: Ref): RouteTable | undefined {
    const home = this.#topology.get('nat-gateway', id)?.subnet;
    const subnet = home === undefined ? undefined : this.#topology.get('subnet', home);
    return subnet && this.#topology.tableOf(subnet);
  }

  #check(
    sort: Sort,
    appliance: Appliance,
    table: RouteTable,
    cidr: Cidr,
    from: Ref,
    to: Ref,
  ): void {
    const { unsure } = this.#routing.decide(table, firstHost(cidr));
    const route = this.#decide(table, cidr);
    if (unsure !== undefined || route?.target.id === appliance.id) return;
    const way = route ? `to ${route.target.id}` : 'nowhere';
    this.#tell(sort, appliance, table.id, `${cidr.text} ${way}, not to ${appliance.id}`, from, to);
  }

  /** Tells of every route of a table that leads to a gateway directly. */
  #past(
    sort: Sort,
    appliance: Appliance,
    table: RouteTable,
    gateway: Ref,
    family: Family,
    from: Ref,
    to: Ref,
  ): void {
    for (const { target, state, cidr, prefixList, destination } of table.routes) {
      const of = cidr?.family ?? this.#topology.get('prefix-list', prefixList ?? '')?.family;
      if (target.id !== gateway || state !== 'active' || of !== family) continue;
      const detail = `${destination} to ${gateway}, not to ${appliance.id}`;
      this.#tell(sort, appliance, table.id, detail, from, to);
    }
  }

  #tell(sort: Sort, { id }: Appliance, at: Ref, detail: string, from: Ref, to: Ref): void {
    this.#found.push({ sort, appliance: id, at, detail, from, to });
  }
}
