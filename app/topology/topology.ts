/** The Topology: resources by kind, ghosts, gaps, and the joins every later stage asks for. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { append, by, byText } from '../base/order.ts';
import { kindIds, type KindId, type KindMap, type Resource } from '../kinds/index.gen.ts';
import type { PeeringSide, VpcPeering } from '../kinds/vpc-peering.ts';
import {
  indexAttachments,
  indexBy,
  indexPeerings,
  indexTables,
  patchList,
  sameJoins,
  type TableIndex,
} from './indexes.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Vpc } from '../kinds/vpc.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import { type Attachment, joinAttachments } from './attachments.ts';
import { GLOBAL, UNKNOWN } from '../snapshot/page.ts';
import type { Gap } from './gap.ts';

/** A resource that others refer to but that nobody we asked could see. */
export interface Ghost {
  readonly kind: KindId;
  readonly id: Ref;
  /** Empty where even that is not known. */
  readonly account: string;
  readonly region: string;
  /** Blocks of a VPC, where an active peering tells them. */
  readonly cidrs: readonly Cidr[];
  /** Who refers to it, sorted. */
  readonly referredBy: readonly Ref[];
}

/** An account and Region, either of them empty or `unknown` where not known. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export type ResourceMaps = { readonly [K in KindId]: ReadonlyMap<Ref, KindMap[K]> };

/** Accounts and Regions that are not known, and all Regions at once, differ from none. */
const ANY: ReadonlySet<string | undefined> = new Set([undefined, '', UNKNOWN, GLOBAL]);

/** True where both are known and not the same. */
const differ = (a: string | undefined, b: string): boolean => a !== b && !ANY.has(a) && !ANY.has(b);

/** What a Topology is made of. */
export interface TopologyParts {
  readonly maps: ResourceMaps;
  readonly ghosts: readonly Ghost[];
  readonly gaps: readonly Gap[];
  /** Where each kind's list was read. */
  readonly observed: ReadonlyMap<KindId, readonly Place[]>;
  /** When the youngest page was read, ISO 8601 UTC; '' without pages. The clock of rules that speak of age. */
  readonly takenAt: string;
}

/** Kinds that together make an attachment. */
const ATTACHMENT_KINDS = [
  'tgw-attachment',
  'tgw-vpc-attachment',
  'tgw-peering-attachment',
  'tgw-route-table',
  'tgw-policy-table',
] as const;

/** What a Topology has to be told of the one it was made from by `patched`. */
interface Patched {
  readonly base: Topology;
  readonly changes: ReadonlyMap<KindId, ReadonlyMap<Ref, Resource | undefined>>;
}

function indexHiding(gaps: readonly Gap[]): ReadonlyMap<KindId, readonly Gap[]> {
  const out = new Map<KindId, Gap[]>();
  for (const gap of gaps) for (const kind of gap.hides) append(out, kind, gap);
  return out;
}

/** True where a join that is built from a kind comes out the same after the changes. */
function leavesJoins({ base, changes }: Patched, kind: KindId): boolean {
  const items = changes.get(kind);
  if (!items) return true;
  return [...items].every(([id, after]) => {
    const before = base.parts.maps[kind].get(id);
    return before !== undefined && after !== undefined && sameJoins(before, after);
  });
}

export class Topology {
  readonly ghosts: readonly Ghost[];
  readonly gaps: readonly Gap[];
  readonly takenAt: string;
  readonly #maps: ResourceMaps;
  readonly #lists: Map<KindId, readonly Resource[]>;
  readonly #ghosts: ReadonlyMap<Ref, Ghost>;
  /** Every resource of the topology this one was patched from, or its own; `#changed` is looked up by kind instead. */
  #byId: ReadonlyMap<Ref, Resource> | undefined;
  readonly #changed: ReadonlySet<Ref>;
  readonly #subnets: ReadonlyMap<Ref, readonly Subnet[]>;
  readonly #tables: TableIndex;
  readonly #peerings: ReadonlyMap<Ref, readonly VpcPeering[]>;
  readonly #attachments: ReadonlyMap<Ref, Attachment>;
  readonly #attachmentsOf: ReadonlyMap<Ref, readonly Attachment[]>;
  readonly #tgwTables: ReadonlyMap<Ref, readonly Ref[]>;
  readonly #hiding: ReadonlyMap<KindId, readonly Gap[]>;
  readonly #observed: ReadonlyMap<KindId, readonly Place[]>;

  /** Where it is patched from another, joins that the changes leave alone are taken over instead of built. */
  constructor(parts: TopologyParts, from?: Patched) {
    const { maps, observed, takenAt } = parts;
    this.takenAt = takenAt;
    this.#observed = observed;
    this.#maps = maps;
    const base = from?.base;
    this.ghosts =
      parts.ghosts === base?.ghosts ? base.ghosts : parts.ghosts.toSorted(by((g) => g.id));
    this.gaps = parts.gaps === base?.gaps ? base.gaps : parts.gaps.toSorted(by((g) => g.id));
    this.#ghosts =
      this.ghosts === base?.ghosts ? base.#ghosts : new Map(this.ghosts.map((g) => [g.id, g]));
    this.#hiding = this.gaps === base?.gaps ? base.#hiding : indexHiding(this.gaps);
    this.#byId = base && base.#byId;
    this.#changed = new Set(this.#byId && base && base.#changed);
    this.#lists = new Map(base && base.#lists);
    for (const [kind, items] of from?.changes ?? []) {
      if (this.#byId) this.#changed = new Set([...this.#changed, ...items.keys()]);
      const list = base!.#lists.get(kind);
      if (list) this.#lists.set(kind, patchList(list, items));
    }
    /** What the base has, where the changes leave what it was built from alone; else built anew. */
    const keep = <T>(kinds: readonly KindId[], of: (base: Topology) => T, build: () => T): T =>
      from && kinds.every((kind) => leavesJoins(from, kind)) ? of(from.base) : build();
    this.#subnets = keep(
      ['subnet'],
      (t) => t.#subnets,
      () => indexBy(this.all('subnet'), (subnet) => subnet.vpc),
    );
    this.#tables = keep(
      ['route-table'],
      (t) => t.#tables,
      () => indexTables(this.all('route-table')),
    );
    this.#peerings = keep(
      ['vpc-peering'],
      (t) => t.#peerings,
      () => indexPeerings(this.all('vpc-peering')),
    );
    this.#tgwTables = keep(
      ['tgw-route-table'],
      (t) => t.#tgwTables,
      () =>
        new Map(
          [...indexBy(this.all('tgw-route-table'), (table) => table.tgw)].map(([tgw, tables]) => [
            tgw,
            tables.map((table) => table.id),
          ]),
        ),
    );
    const joined = [...ATTACHMENT_KINDS, 'transit-gateway'] as const;
    this.#attachments = keep(
      joined,
      (t) => t.#attachments,
      () => joinAttachments(this),
    );
    this.#attachmentsOf = keep(
      joined,
      (t) => t.#attachmentsOf,
      () => indexAttachments(this.#attachments.values()),
    );
  }

  /** What it is made of: `new Topology(topology.parts)` is the same topology with every join built anew. */
  get parts(): TopologyParts {
    const { ghosts, gaps, takenAt } = this;
    return { maps: this.#maps, ghosts, gaps, observed: this.#observed, takenAt };
  }

  /**
   * The same topology with some resources replaced, added (their id is new) or dropped (`undefined`).
   * Only joins of the kinds concerned are built again. A ghost that is now there is no ghost any more.
   */
  patched(changes: ReadonlyMap<KindId, ReadonlyMap<Ref, Resource | undefined>>): Topology {
    const maps: Record<string, ReadonlyMap<Ref, Resource>> = { ...this.#maps };
    const present = new Set<Ref>();
    for (const [kind, items] of changes) {
      const map = new Map<Ref, Resource>(this.#maps[kind]);
      for (const [id, resource] of items) {
        if (resource) map.set(id, resource);
        else map.delete(id);
        if (resource) present.add(id);
      }
      maps[kind] = map;
    }
    return new Topology(
      {
        maps: maps as unknown as ResourceMaps,
        ghosts: this.ghosts.some((ghost) => present.has(ghost.id))
          ? this.ghosts.filter((ghost) => !present.has(ghost.id))
          : this.ghosts,
        gaps: this.gaps,
        observed: this.#observed,
        takenAt: this.takenAt,
      },
      { base: this, changes },
    );
  }

  /** Every resource of a kind, sorted by id. */
  all<K extends KindId>(kind: K): readonly KindMap[K][] {
    let list = this.#lists.get(kind);
    if (!list) {
      list = [...(this.#maps[kind].values() as Iterable<Resource>)].sort(by((r) => r.id));
      this.#lists.set(kind, list);
    }
    return list as readonly KindMap[K][];
  }

  get<K extends KindId>(kind: K, id: Ref): KindMap[K] | undefined {
    return this.#maps[kind].get(id);
  }

  /** A resource of whatever kind; an attachment is found under its general kind first. */
  find(id: Ref): Resource | undefined {
    if (!this.#byId) {
      const byId = new Map<Ref, Resource>();
      for (const kind of [...kindIds].reverse()) {
        for (const [ref, resource] of this.#maps[kind]) byId.set(ref, resource);
      }
      this.#byId = byId;
    }
    if (!this.#changed.has(id)) return this.#byId.get(id);
    for (const kind of kindIds) {
      const resource = this.#maps[kind].get(id);
      if (resource) return resource;
    }
    return undefined;
  }

  ghost(id: Ref): Ghost | undefined {
    return this.#ghosts.get(id);
  }

  /** `name (id)`, or the id alone: how messages name a resource. */
  label(id: Ref): string {
    const name = this.find(id)?.name;
    return name ? `${name} (${id})` : id;
  }

  /** Blocks of a VPC, seen or ghost; empty where not known. */
  cidrsOf(vpc: Ref): readonly Cidr[] {
    return this.get('vpc', vpc)?.cidrs ?? this.#ghosts.get(vpc)?.cidrs ?? [];
  }

  /** Account and Region of a resource or ghost; '' where not known. */
  placeOf(id: Ref): { readonly account: string; readonly region: string } {
    const at = this.find(id) ?? this.#ghosts.get(id);
    return { account: at?.account ?? '', region: at?.region ?? '' };
  }

  subnetsOf(vpc: Ref): readonly Subnet[] {
    return this.#subnets.get(vpc) ?? [];
  }

  tablesOf(vpc: Ref): readonly RouteTable[] {
    return this.#some('route-table', this.#tables.ofVpc.get(vpc));
  }

  /**
   * The route table a subnet uses: its explicit association, else the VPC's main table.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  tableOf(subnet: Subnet): RouteTable | undefined {
    const id = this.#tables.ofSubnet.get(subnet.id) ?? this.#tables.main.get(subnet.vpc);
    return id === undefined ? undefined : this.get('route-table', id);
  }

  /** Subnets that use a table, explicitly or as their main table, sorted by id. */
  subnetsUsing(table: RouteTable): readonly Subnet[] {
    return this.subnetsOf(table.vpc).filter((subnet) => this.tableOf(subnet) === table);
  }

  /** The edge table of an internet or VPN gateway, if it has one. */
  edgeTableOf(gateway: Ref): RouteTable | undefined {
    const id = this.#tables.ofGateway.get(gateway);
    return id === undefined ? undefined : this.get('route-table', id);
  }

  /** Peerings of a VPC in any state, sorted by id. */
  peeringsOf(vpc: Ref): readonly VpcPeering[] {
    return this.#peerings.get(vpc) ?? [];
  }

  /** The two sides of a peering as seen from one of its VPCs. */
  sidesOf(
    peering: VpcPeering,
    vpc: Ref,
  ): { readonly near: PeeringSide; readonly far: PeeringSide } {
    return peering.requester.vpc === vpc
      ? { near: peering.requester, far: peering.accepter }
      : { near: peering.accepter, far: peering.requester };
  }

  attachment(id: Ref): Attachment | undefined {
    return this.#attachments.get(id);
  }

  get attachments(): readonly Attachment[] {
    return [...this.#attachments.values()];
  }

  /** Attachments of a transit gateway, a VPC or another attached resource, sorted by id. */
  attachmentsOf(ref: Ref): readonly Attachment[] {
    return this.#attachmentsOf.get(ref) ?? [];
  }

  tgwTablesOf(tgw: Ref): readonly TgwRouteTable[] {
    return this.#some('tgw-route-table', this.#tgwTables.get(tgw));
  }

  #some<K extends KindId>(kind: K, ids: readonly Ref[] = []): readonly KindMap[K][] {
    return ids.map((id) => this.#maps[kind].get(id)!);
  }

  /** True where the kind's list was read in this account and Region, and nothing there may be hidden. */
  saw(kind: KindId, place: Place): boolean {
    const asked = (this.#observed.get(kind) ?? []).some(
      (at) => !differ(at.account, place.account) && !differ(at.region, place.region),
    );
    return asked && this.gapsHiding([kind], place).length === 0;
  }

  /** True where the list of this kind was read for some place at all. */
  looked(kind: KindId): boolean {
    return (this.#observed.get(kind) ?? []).length > 0;
  }

  /** Gaps that may hide resources of these kinds, in a place or anywhere. */
  gapsHiding(
    kinds: readonly KindId[],
    place?: { account?: string; region?: string },
  ): readonly Gap[] {
    const found = new Set<Gap>();
    for (const kind of kinds) {
      for (const gap of this.#hiding.get(kind) ?? []) {
        if (differ(place?.account, gap.account) || differ(place?.region, gap.region)) continue;
        found.add(gap);
      }
    }
    return [...found].sort((a, b) => byText(a.id, b.id));
  }

  /** The VPC a resource stands in, where it stands in one. */
  vpcOf(id: Ref): Vpc | undefined {
    const found = this.find(id);
    if (!found) return undefined;
    if (found.kind === 'vpc') return found;
    if ('vpc' in found && typeof found.vpc === 'string') return this.get('vpc', found.vpc);
    if ('vpcs' in found && found.vpcs.length > 0) return this.get('vpc', found.vpcs[0] ?? '');
    return undefined;
  }
}
