/**
 * Peered VPCs that a transit gateway or core network could connect too: which way their packets take, there and back.
 * Routes are compared subnet by subnet, as each subnet has a table of its own.
 */
import { type Family, firstHost, type Ip } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
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

/** A firewall that a gateway sends the pair to, both ways, while both ways take the peering. */
export interface Bypass {
  readonly tgw: Ref;
  /** VPC of the firewall. */
  readonly inspector: Ref;
}

export interface PairPaths {
  readonly peering: VpcPeering;
  readonly asymmetries: readonly Asymmetry[];
  readonly bypasses: readonly Bypass[];
  /** Gateways that would carry the pair, both ways, by routes that are there, if the peering had none. */
  readonly spare: readonly Ref[];
  /** The routes that show it: of asymmetries, or of what takes the peering both ways. */
  readonly places: { readonly asymmetric: readonly Place[]; readonly both: readonly Place[] };
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
    const { asymmetries, bypasses, spare } = found;
    return asymmetries.length + bypasses.length + spare.length > 0 ? [found] : [];
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
  /** Id of its Availability Zone. */
  readonly zone: string;
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
      zone: subnet.zoneId,
    }));
  });
}

/** True where an attachment has a subnet in a zone, or where its subnets were not read. */
function covers(topology: Topology, attachment: Attachment, zone: string): boolean {
  const subnets = (attachment.subnets ?? []).map((id) => topology.get('subnet', id));
  return subnets.length === 0 || subnets.some((subnet) => !subnet || subnet.zoneId === zone);
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
  readonly #bypasses = new Map<string, Bypass>();
  readonly #spare = new Set<Ref>();
  readonly #places = {
    asymmetric: new Map<string, Place>(),
    both: new Map<string, Place>(),
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
      bypasses: sorted(this.#bypasses),
      spare: uniq(this.#spare),
      places: {
        asymmetric: sorted(this.#places.asymmetric),
        both: sorted(this.#places.both),
      },
    };
  }

  #look(a: End, b: End): void {
    const there = this.#choice(a.table, b.ip);
    const back = this.#choice(b.table, a.ip);
    const [goes, answers] = [there, back].map((c) => c.best?.target.id === this.#peering.id);
    if (goes && answers) this.#symmetric(a, b, there, back);
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
        : this.#carry(to, hub, from);
    // An answer that is lost is told by peering-one-way.
    if (how === 'lost') return;
    const found = { from: from.vpc, to: to.vpc, hub, carried: how, inspector };
    this.#asymmetries.set([found.from, hub, how, inspector ?? ''].join('\n'), found);
    this.#show('asymmetric', from.table, there.best);
    this.#show('asymmetric', to.table, route);
  }

  #symmetric(a: End, b: End, there: Choice, back: Choice): void {
    const bypass = this.#bypassOf(a, b);
    if (bypass) this.#bypasses.set(`${bypass.tgw}\n${bypass.inspector}`, bypass);
    const [over, home] = [there.next?.target, back.next?.target];
    const spare =
      over?.kind === 'transit-gateway' &&
      home?.kind === 'transit-gateway' &&
      this.#carry(a, over.id, b).how === 'direct' &&
      this.#carry(b, home.id, a).how === 'direct';
    if (spare) this.#spare.add(over.id).add(home.id);
    if (!bypass && !spare) return;
    this.#show('both', a.table, there.best);
    this.#show('both', b.table, back.best);
  }

  /** The firewall that the gateways' own tables send both ways to, whatever the VPCs route. */
  #bypassOf(a: End, b: End): Bypass | undefined {
    const between = (from: End, to: End) =>
      hubsOf(this.#routing.topology, from.vpc).map((attachment) => {
        const tgw = attachment.ends[0]?.tgw ?? '';
        return { tgw, ...this.#carryFrom(attachment, tgw, to) };
      });
    const there = between(a, b).find(({ how }) => how === 'inspected');
    if (there?.inspector === undefined) return undefined;
    if (!between(b, a).some(({ how }) => how === 'inspected')) return undefined;
    return { tgw: there.tgw, inspector: there.inspector };
  }

  #carry(from: End, tgw: Ref, to: End): Carriage {
    const attachment = attachedTo(this.#routing.topology, from.vpc, tgw);
    // tgw-attachment-missing-az tells of what cannot enter.
    return attachment && covers(this.#routing.topology, attachment, from.zone)
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

  #show(of: 'asymmetric' | 'both', table: RouteTable, route: EffectiveRoute | undefined): void {
    if (!route) return;
    const detail = `${route.cidr.text} to ${route.target.id}`;
    this.#places[of].set(`${table.id}\n${detail}`, { resource: table.id, detail });
  }
}

const sorted = <T>(map: ReadonlyMap<string, T>): T[] =>
  [...map.keys()].sort().map((key) => map.get(key)!);
