/** What the route tables of transit gateways lead to, across gateway peerings, and whether they lead back. */
import { type Cidr, contains, hasIp, type Ip, overlaps, parseCidr } from '../../base/cidr.ts';
import { groupBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import { tablesInUse } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';

export type VpcAttachment = Attachment & { readonly vpc: Ref };

/** A prefix that a table carries to a VPC attachment. */
export interface Entry {
  readonly to: VpcAttachment;
  readonly cidr: Cidr;
  /** Gateway peerings and tables on the way, in order. */
  readonly via: readonly Ref[];
}

/** Where an address ends: at its own attachment, lost in a table, or somewhere that cannot be judged. */
export type Ending =
  | { readonly kind: 'home' }
  | { readonly kind: 'lost'; readonly table: Ref; readonly taken: Ref | undefined }
  | { readonly kind: 'unknown' };

const MOST_GATEWAYS = 4;
const ALL_V4 = parseCidr('0.0.0.0/0');
const ALL_V6 = parseCidr('::/0');

export class Hubs {
  readonly #topology: Topology;
  readonly #routing: Routing;
  readonly #members: ReadonlyMap<Ref, readonly VpcAttachment[]>;
  readonly #entries = new Map<Ref, readonly Entry[]>();
  readonly #tries = new Map<Ref, PrefixTrie<EffectiveTgwRoute>>();
  readonly #covered = new Map<Ref, ReadonlyMap<Ref, readonly Entry[]>>();

  constructor(topology: Topology, routing: Routing) {
    this.#topology = topology;
    this.#routing = routing;
    this.#members = groupBy(
      topology.attachments.filter(
        (a): a is VpcAttachment => a.vpc !== undefined && a.state === 'available',
      ),
      (a) => a.ends[0]?.table ?? 'none',
    );
  }

  /** VPC attachments that a table is consulted for. */
  membersOf(table: Ref): readonly VpcAttachment[] {
    return table === 'none' ? [] : (this.#members.get(table) ?? []);
  }

  /** Everything a table leads to, through peered gateways too. */
  entriesOf(table: TgwRouteTable): readonly Entry[] {
    let known = this.#entries.get(table.id);
    if (!known) {
      known = this.#collect(table, []);
      this.#entries.set(table.id, known);
    }
    return known;
  }

  /** Entries of a table within a prefix. Only what the prefix covers is followed, so that meshed gateways stay cheap. */
  #collect(table: TgwRouteTable, via: readonly Ref[], within?: Cidr): Entry[] {
    const out: Entry[] = [];
    for (const route of this.#routesOf(table, within)) {
      const cidr = within && contains(route.cidr, within) ? within : route.cidr;
      for (const target of route.targets) {
        const attachment = this.#topology.attachment(target.attachment);
        if (attachment?.state !== 'available') continue;
        if (attachment.vpc !== undefined) {
          out.push({ to: attachment as VpcAttachment, cidr, via });
          continue;
        }
        const far = this.#far(attachment, table.tgw);
        if (!far || via.includes(far.id) || via.length >= 2 * MOST_GATEWAYS) continue;
        out.push(...this.#collect(far, [...via, attachment.id, far.id], cidr));
      }
    }
    return out;
  }

  #routesOf(table: TgwRouteTable, within: Cidr | undefined): readonly EffectiveTgwRoute[] {
    let trie = this.#tries.get(table.id);
    if (!trie) {
      trie = new PrefixTrie();
      for (const route of this.#routing.tgwRoutesOf(table).routes) {
        if (route.state === 'active') trie.add(route.cidr, route);
      }
      this.#tries.set(table.id, trie);
    }
    const entries = within
      ? trie.overlapping(within)
      : [...trie.inside(ALL_V4), ...trie.inside(ALL_V6)];
    return entries.flatMap((entry) => entry.values);
  }

  /** Tables with members whose routes are all known. */
  tables(): readonly TgwRouteTable[] {
    return this.#topology
      .all('tgw-route-table')
      .filter(
        (t) => this.membersOf(t.id).length > 0 && this.#routing.tgwRoutesOf(t).unsure === undefined,
      );
  }

  /** Attachments that some table leads to. The others are told by tgw-attachment-not-propagated. */
  led(): ReadonlySet<Ref> {
    const out = new Set<Ref>();
    for (const table of this.#topology.all('tgw-route-table')) {
      for (const route of this.#routing.tgwRoutesOf(table).routes) {
        if (route.state === 'active')
          for (const target of route.targets) out.add(target.attachment);
      }
    }
    return out;
  }

  /** The table that a gateway peering leads to, seen from one of its gateways. */
  #far(attachment: Attachment, near: Ref): TgwRouteTable | undefined {
    const table = attachment.ends.find((end) => end.tgw !== near)?.table;
    return table === undefined || table === 'none'
      ? undefined
      : this.#topology.get('tgw-route-table', table);
  }

  /** True where a table plainly leads to an attachment for a range, or some of it: the common case, answered without a walk. */
  covers(table: TgwRouteTable, home: VpcAttachment, range: Cidr): boolean {
    let known = this.#covered.get(table.id);
    if (!known) {
      known = groupBy(this.entriesOf(table), (entry) => entry.to.id);
      this.#covered.set(table.id, known);
    }
    return known.get(home.id)?.some((entry) => overlaps(entry.cidr, range)) ?? false;
  }

  /** True where a packet to an address, looked up in a table, is handed to this attachment or towards it. */
  leads(table: TgwRouteTable, ip: Ip, entry: Entry): boolean {
    const first = entry.via[0] ?? entry.to.id;
    const { route } = this.#routing.decideTgw(table, ip);
    return route?.state === 'active' && route.targets.some((t) => t.attachment === first);
  }

  /** Follows an address of `home`'s VPC from a table. Whatever drops on purpose, or cannot be seen, is unknown. */
  follow(table: TgwRouteTable, ip: Ip, home: VpcAttachment, hops = 0): Ending {
    const { route, unsure } = this.#routing.decideTgw(table, ip);
    if (unsure !== undefined || hops >= MOST_GATEWAYS) return { kind: 'unknown' };
    if (!route) return { kind: 'lost', table: table.id, taken: undefined };
    if (route.state !== 'active') return { kind: 'unknown' };
    for (const target of route.targets) {
      const attachment = this.#topology.attachment(target.attachment);
      if (!attachment) return { kind: 'unknown' };
      if (attachment.id === home.id) return { kind: 'home' };
      const ending = this.#onward(table, attachment, ip, home, hops);
      if (ending.kind !== 'lost') return ending;
      return ending.table === table.id ? { ...ending, taken: attachment.resource } : ending;
    }
    return { kind: 'unknown' };
  }

  #onward(
    table: TgwRouteTable,
    attachment: Attachment,
    ip: Ip,
    home: VpcAttachment,
    hops: number,
  ): Ending {
    if (attachment.ends.length > 1) {
      const far = this.#far(attachment, table.tgw);
      return far ? this.follow(far, ip, home, hops + 1) : { kind: 'unknown' };
    }
    if (attachment.vpc !== undefined) {
      // The same addresses in another VPC are cidr-overlap-connected's; an appliance there may send them on.
      const owned = this.#topology.cidrsOf(attachment.vpc).some((cidr) => hasIp(cidr, ip));
      if (owned || this.#forwards(attachment, ip)) return { kind: 'unknown' };
      return { kind: 'lost', table: table.id, taken: undefined };
    }
    return attachment.type === 'vpn' || attachment.type === 'direct-connect-gateway'
      ? { kind: 'lost', table: table.id, taken: undefined }
      : { kind: 'unknown' };
  }

  /** True where a packet arriving in a VPC for an address elsewhere may meet a middlebox or go back out. */
  #forwards(attachment: Attachment, ip: Ip): boolean {
    const tables = (attachment.subnets ?? []).flatMap((id) => {
      const subnet = this.#topology.get('subnet', id);
      return (subnet && this.#topology.tableOf(subnet)) ?? [];
    });
    const known = tables.length > 0 ? tables : tablesInUse(this.#topology, attachment.vpc ?? '');
    if (known.length === 0) return true;
    return known.some((table) => {
      const kind = this.#routing.decide(table, ip).route?.target.kind;
      return kind !== undefined && kind !== 'nat-gateway' && kind !== 'internet-gateway';
    });
  }
}
