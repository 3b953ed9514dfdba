/**
 * Peered VPCs that a transit gateway or core network could connect too: which way their packets take, there and back.
 * Routes are compared subnet by subnet, as each subnet has a table of its own.
 */
import { type Family, firstHost, type Ip } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import type { EffectiveRoute } from '../../routing/routes.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Place } from '../rule.ts';
import { isForAttachment } from './attachment-subnets.ts';
import { once } from './once.ts';
import { isLive } from './sending.ts';
import { attachedTo, type Carriage, type Carried, carriage } from './tgw-leg.ts';

/** One way of a pair that takes the peering, while its answers take a hub. */
export interface Asymmetry {
  readonly from: Ref;
  readonly to: Ref;
  /** The transit gateway or core network of the answers. */
  readonly hub: Ref;
  readonly carried: Carried;
  /** VPC of the firewall, where the answers pass one. */
  readonly inspector: Ref | undefined;
}

/** A pair whose both ways take the peering, while a gateway would carry it too. */
export interface Beside {
  readonly tgw: Ref;
  /** VPCs of the firewalls that would see it; none where it would go straight. */
  readonly inspectors: ReadonlySet<Ref>;
  /** True where the tables of both hold a route to the gateway that would take over from the peering. */
  readonly ready: boolean;
}

export interface PairPaths {
  readonly peering: VpcPeering;
  readonly asymmetries: readonly Asymmetry[];
  readonly besides: readonly Beside[];
  /** The routes that show asymmetries, and those that take the peering both ways, each once. */
  readonly places: { readonly asymmetries: readonly Place[]; readonly besides: readonly Place[] };
}

/** Every routed peering of two VPCs in sight that also meet, or answer, over a hub. In order of peerings. */
export const pairPaths = once((routing: Routing): readonly PairPaths[] => {
  const { topology } = routing;
  return topology.all('vpc-peering').flatMap((peering) => {
    if (peering.state !== 'active') return [];
    const [a, b] = [peering.requester.vpc, peering.accepter.vpc];
    // Most peered VPCs have no hub at all.
    if (!hasHub(topology, a) && !hasHub(topology, b)) return [];
    const found = new Pair(routing, peering).paths();
    return found.asymmetries.length + found.besides.length > 0 ? [found] : [];
  });
});

const onCoreNetwork = once(
  (topology: Topology): ReadonlySet<Ref> =>
    new Set(
      topology
        .all('route-table')
        .filter((table) => table.routes.some((route) => route.target.kind === 'core-network'))
        .map((table) => table.vpc),
    ),
);

const hubsOf = (topology: Topology, vpc: Ref): readonly Attachment[] =>
  topology.attachmentsOf(vpc).filter((a) => a.vpc === vpc && isLive(a));

const hasHub = (topology: Topology, vpc: Ref): boolean =>
  hubsOf(topology, vpc).length > 0 || onCoreNetwork(topology).has(vpc);

/** A subnet in which hosts may stand, by one of its addresses. */
interface End {
  readonly vpc: Ref;
  readonly table: RouteTable;
  readonly ip: Ip;
  readonly family: Family;
}

const endsBy = once<Topology, Map<Ref, readonly End[]>>(() => new Map());

/** The ends of a VPC; in a mesh each VPC is asked for them many times. */
function endsOf(topology: Topology, vpc: Ref): readonly End[] {
  const known = endsBy(topology);
  let ends = known.get(vpc);
  if (!ends) {
    ends = readEnds(topology, vpc);
    known.set(vpc, ends);
  }
  return ends;
}

function readEnds(topology: Topology, vpc: Ref): End[] {
  const attachments = hubsOf(topology, vpc);
  return topology.subnetsOf(vpc).flatMap((subnet) => {
    const table = topology.tableOf(subnet);
    if (!table || attachments.some((a) => isForAttachment(topology, subnet, a))) return [];
    return subnet.cidrs.map((cidr) => ({
      vpc,
      table,
      ip: firstHost(cidr),
      family: cidr.family,
    }));
  });
}

/** The route that a table has for an address, and the next best one that is not over the peering. */
interface Choice {
  readonly best: EffectiveRoute | undefined;
  readonly next: EffectiveRoute | undefined;
}

/** The work on one peering: each table is asked for each address once. */
class Pair {
  readonly #routing: Routing;
  readonly #peering: VpcPeering;
  readonly #choices = new Map<RouteTable, Map<Ip, Choice>>();
  readonly #carried = new Map<Attachment, Map<Ip, Carriage>>();
  readonly #asymmetries = new Map<string, Asymmetry>();
  readonly #besides = new Map<Ref, { inspectors: Set<Ref>; ready: boolean }>();
  readonly #places = {
    asymmetries: new Map<string, Place>(),
    besides: new Map<string, Place>(),
  };

  constructor(routing: Routing, peering: VpcPeering) {
    this.#routing = routing;
    this.#peering = peering;
  }

  paths(): PairPaths {
    const { topology } = this.#routing;
    const { requester, accepter } = this.#peering;
    const others = endsOf(topology, accepter.vpc);
    for (const a of endsOf(topology, requester.vpc)) {
      for (const b of others) if (a.family === b.family) this.#look(a, b);
    }
    return {
      peering: this.#peering,
      asymmetries: sorted(this.#asymmetries),
      besides: [...this.#besides].map(([tgw, beside]) => ({ tgw, ...beside })),
      places: {
        asymmetries: sorted(this.#places.asymmetries),
        besides: sorted(this.#places.besides),
      },
    };
  }

  #look(a: End, b: End): void {
    const there = this.#choice(a.table, b.ip);
    const back = this.#choice(b.table, a.ip);
    const [goes, answers] = [there, back].map((c) => c.best?.target.id === this.#peering.id);
    if (goes && answers) this.#beside(a, b, there, back);
    else if (goes) this.#asymmetric(a, b, there, back);
    else if (answers) this.#asymmetric(b, a, back, there);
  }

  #asymmetric(from: End, to: End, there: Choice, back: Choice): void {
    const route = back.best;
    if (route?.target.kind !== 'transit-gateway' && route?.target.kind !== 'core-network') return;
    const hub = route.target.id;
    const { how, inspector } =
      route.target.kind === 'core-network'
        ? ({ how: 'unknown', inspector: undefined } as const)
        : this.#carry(to.vpc, hub, from);
    // An answer that is lost is told by peering-one-way.
    if (how === 'lost') return;
    const found = { from: from.vpc, to: to.vpc, hub, carried: how, inspector };
    this.#asymmetries.set([found.from, hub, how, inspector ?? ''].join('\n'), found);
    this.#show('asymmetries', from.table, there.best);
    this.#show('asymmetries', to.table, route);
  }

  #beside(a: End, b: End, there: Choice, back: Choice): void {
    for (const attachment of hubsOf(this.#routing.topology, a.vpc)) {
      const tgw = attachment.ends[0]?.tgw ?? '';
      const over = this.#carryFrom(attachment, tgw, b);
      const home = hubsOf(this.#routing.topology, b.vpc)
        .map((other) => this.#carryFrom(other, other.ends[0]?.tgw ?? '', a))
        .find(({ how }) => how === over.how);
      if ((over.how !== 'direct' && over.how !== 'inspected') || !home) continue;
      const beside = this.#besides.get(tgw) ?? { inspectors: new Set<Ref>(), ready: false };
      this.#besides.set(tgw, beside);
      if (over.inspector !== undefined) beside.inspectors.add(over.inspector);
      if (
        there.next?.target.kind === 'transit-gateway' &&
        back.next?.target.kind === 'transit-gateway'
      )
        beside.ready = true;
      this.#show('besides', a.table, there.best);
      this.#show('besides', b.table, back.best);
    }
  }

  #carry(from: Ref, tgw: Ref, to: End): Carriage {
    const attachment = attachedTo(this.#routing.topology, from, tgw);
    return attachment
      ? this.#carryFrom(attachment, tgw, to)
      : { how: 'lost', inspector: undefined };
  }

  #carryFrom(attachment: Attachment, tgw: Ref, to: End): Carriage {
    const known = this.#carried.get(attachment) ?? new Map<Ip, Carriage>();
    this.#carried.set(attachment, known);
    let found = known.get(to.ip);
    if (!found) {
      found = carriage(this.#routing, attachment, tgw, to.ip, to.vpc);
      known.set(to.ip, found);
    }
    return found;
  }

  #choice(table: RouteTable, ip: Ip): Choice {
    const known = this.#choices.get(table) ?? new Map<Ip, Choice>();
    this.#choices.set(table, known);
    let found = known.get(ip);
    if (!found) {
      const { route, beat, unsure } = this.#routing.decide(table, ip);
      const best = unsure === undefined && route?.state === 'active' ? route : undefined;
      const next = beat.find((loser) => loser.route.target.id !== best?.target.id)?.route;
      found = { best, next: next?.state === 'active' ? next : undefined };
      known.set(ip, found);
    }
    return found;
  }

  #show(of: 'asymmetries' | 'besides', table: RouteTable, route: EffectiveRoute | undefined): void {
    if (!route) return;
    const detail = `${route.cidr.text} to ${route.target.id}`;
    this.#places[of].set(`${table.id}\n${detail}`, { resource: table.id, detail });
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>): T[] =>
  [...map.keys()].sort().map((key) => map.get(key)!);
