/** The Topology: resources by kind, ghosts, gaps, and the joins every later stage asks for. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { by } from '../base/order.ts';
import type { KindId, KindMap, Resource } from '../kinds/index.gen.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Vpc } from '../kinds/vpc.ts';
import type { PeeringSide, VpcPeering } from '../kinds/vpc-peering.ts';
import { type Attachment, changedAttachments, joinAttachments } from './attachments.ts';
import { applyChanges, type Change, type Changes } from './changes.ts';
import type { Gap } from './gap.ts';
import { kindsFor } from './ids.ts';
import {
  endsOf,
  indexBy,
  indexTableUse,
  type Lists,
  patchList,
  patchLists,
  sameTableUse,
  type TableUse,
  vpcsOfPeering,
} from './indexes.ts';
import type { Ghost, Place, TopologyParts } from './parts.ts';
import { Sight } from './sight.ts';

export type { Ghost, Place, ResourceMaps, TopologyParts } from './parts.ts';

/** The topology that another is patched from, and what changed. */
interface Patched {
  readonly base: Topology;
  readonly changes: Changes;
}

export class Topology {
  readonly ghosts: readonly Ghost[];
  readonly gaps: readonly Gap[];
  readonly takenAt: string;
  readonly #parts: TopologyParts;
  readonly #lists: Map<KindId, readonly Resource[]>;
  readonly #ghosts: ReadonlyMap<Ref, Ghost>;
  readonly #sight: Sight;
  readonly #subnets: Lists<Subnet>;
  readonly #tables: Lists<RouteTable>;
  readonly #tableUse: TableUse;
  readonly #peerings: Lists<VpcPeering>;
  readonly #tgwTables: Lists<TgwRouteTable>;
  readonly #attachments: ReadonlyMap<Ref, Attachment>;
  /** Every attachment, sorted by id. */
  readonly attachments: readonly Attachment[];
  readonly #attachmentsOf: Lists<Attachment>;

  /** Where it is patched from another, joins are taken over from that, with what the changes make of them. */
  constructor(parts: TopologyParts, from?: Patched) {
    this.#parts = parts;
    this.takenAt = parts.takenAt;
    const base = from?.base;
    const same = base && base.ghosts === parts.ghosts;
    this.ghosts = same ? base.ghosts : [...parts.ghosts].sort(by((g) => g.id));
    this.#ghosts = same ? base.#ghosts : new Map(this.ghosts.map((g) => [g.id, g]));
    this.gaps = base ? base.gaps : [...parts.gaps].sort(by((g) => g.id));
    this.#sight = base ? base.#sight : new Sight(this.gaps, parts.observed);

    const changed = <K extends KindId>(kind: K) =>
      (from?.changes.get(kind) ?? []) as readonly Change<KindMap[K]>[];
    this.#lists = new Map(base && base.#lists);
    for (const [kind, items] of from?.changes ?? []) {
      const list = this.#lists.get(kind);
      if (list) this.#lists.set(kind, patchList(list, items));
    }
    const join = <K extends KindId>(
      kind: K,
      keys: (resource: KindMap[K]) => readonly Ref[],
      of: (topology: Topology) => Lists<KindMap[K]>,
    ): Lists<KindMap[K]> =>
      base ? patchLists(of(base), changed(kind), keys) : indexBy(this.all(kind), keys);
    this.#subnets = join(
      'subnet',
      (subnet) => [subnet.vpc],
      (t) => t.#subnets,
    );
    this.#tables = join(
      'route-table',
      (table) => [table.vpc],
      (t) => t.#tables,
    );
    this.#tableUse =
      base && changed('route-table').every(sameTableUse)
        ? base.#tableUse
        : indexTableUse(this.all('route-table'));
    this.#peerings = join('vpc-peering', vpcsOfPeering, (t) => t.#peerings);
    this.#tgwTables = join(
      'tgw-route-table',
      (table) => [table.tgw],
      (t) => t.#tgwTables,
    );
    const attachments = from && changedAttachments(this, from.base.#attachments, from.changes);
    if (base && attachments) {
      this.#attachments = applyChanges(base.#attachments, attachments);
      this.attachments =
        attachments.length > 0 ? patchList(base.attachments, attachments) : base.attachments;
      this.#attachmentsOf = patchLists(base.#attachmentsOf, attachments, endsOf);
    } else {
      this.#attachments = joinAttachments(this);
      this.attachments = [...this.#attachments.values()];
      this.#attachmentsOf = indexBy(this.attachments, endsOf);
    }
  }

  /** What it is made of: `new Topology(topology.parts)` is the same topology with every join built anew. */
  get parts(): TopologyParts {
    return this.#parts;
  }

  /**
   * The same topology with some resources replaced, added (their id is new) or dropped (`undefined`).
   * A ghost that is now there is no ghost any more.
   */
  patched(edits: ReadonlyMap<KindId, ReadonlyMap<Ref, Resource | undefined>>): Topology {
    const changes = new Map<KindId, readonly Change<Resource>[]>();
    const maps: Record<string, ReadonlyMap<Ref, Resource>> = { ...this.#parts.maps };
    const present = new Set<Ref>();
    for (const [kind, items] of edits) {
      const before: ReadonlyMap<Ref, Resource> = this.#parts.maps[kind];
      const list = [...items].map(([id, after]) => ({ id, before: before.get(id), after }));
      changes.set(kind, list);
      maps[kind] = applyChanges(before, list);
      for (const { id, after } of list) if (after) present.add(id);
    }
    const { ghosts } = this;
    const parts = {
      ...this.#parts,
      maps: maps as unknown as TopologyParts['maps'],
      ghosts: ghosts.some((g) => present.has(g.id))
        ? ghosts.filter((g) => !present.has(g.id))
        : ghosts,
    };
    return new Topology(parts, { base: this, changes });
  }

  /** Every resource of a kind, sorted by id. */
  all<K extends KindId>(kind: K): readonly KindMap[K][] {
    let list = this.#lists.get(kind);
    if (!list) {
      list = [...(this.#parts.maps[kind].values() as Iterable<Resource>)].sort(by((r) => r.id));
      this.#lists.set(kind, list);
    }
    return list as readonly KindMap[K][];
  }

  get<K extends KindId>(kind: K, id: Ref): KindMap[K] | undefined {
    return this.#parts.maps[kind].get(id);
  }

  /** A resource of whatever kind; an attachment is found under its general kind first. */
  find(id: Ref): Resource | undefined {
    for (const kind of kindsFor(id)) {
      const resource = this.#parts.maps[kind].get(id);
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

  /** Names of accounts by id, as far as their organization told them. */
  get accountNames(): ReadonlyMap<string, string> {
    return this.#parts.accounts;
  }

  /** `name (111122223333)`, or the id alone: how an account is named. */
  accountLabel(id: string): string {
    const name = this.#parts.accounts.get(id);
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
    return this.#tables.get(vpc) ?? [];
  }

  /**
   * The route table a subnet uses: its explicit association, else the VPC's main table.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  tableOf(subnet: Subnet): RouteTable | undefined {
    const id = this.#tableUse.ofSubnet.get(subnet.id) ?? this.#tableUse.main.get(subnet.vpc);
    return id === undefined ? undefined : this.get('route-table', id);
  }

  /** Subnets that use a table, explicitly or as their main table, sorted by id. */
  subnetsUsing(table: RouteTable): readonly Subnet[] {
    return this.subnetsOf(table.vpc).filter((subnet) => this.tableOf(subnet) === table);
  }

  /** The edge table of an internet or VPN gateway, if it has one. */
  edgeTableOf(gateway: Ref): RouteTable | undefined {
    const id = this.#tableUse.ofGateway.get(gateway);
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

  /** Attachments of a transit gateway, a VPC or another attached resource, sorted by id. */
  attachmentsOf(ref: Ref): readonly Attachment[] {
    return this.#attachmentsOf.get(ref) ?? [];
  }

  tgwTablesOf(tgw: Ref): readonly TgwRouteTable[] {
    return this.#tgwTables.get(tgw) ?? [];
  }

  /** True where the kind's list was read in this account and Region, and nothing there may be hidden. */
  saw(kind: KindId, place: Place): boolean {
    return this.#sight.saw(kind, place);
  }

  /** As `saw`, where a source that holds a part by its nature counts as read: never enough to be sure. */
  sawPart(kind: KindId, place: Place): boolean {
    return this.#sight.sawPart(kind, place);
  }

  /** True where the list of this kind was read for some place at all. */
  looked(kind: KindId): boolean {
    return this.#sight.looked(kind);
  }

  /** Gaps that may hide resources of these kinds, in a place or anywhere. */
  gapsHiding(
    kinds: readonly KindId[],
    place?: { account?: string; region?: string },
  ): readonly Gap[] {
    return this.#sight.gapsHiding(kinds, place);
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
