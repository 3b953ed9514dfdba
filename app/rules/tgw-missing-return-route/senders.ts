/** What the route tables of VPCs send to transit gateways, and for what they have a way back. */
import { type Cidr, contains, type Ip, overlaps } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import { hasUnknownLists, tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Asking } from './asking.ts';
import type { Entry, Hubs, VpcAttachment } from './hub.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';

/** Targets over which an answer may find its way: gateways, peers, appliances. */
const WAYS: ReadonlySet<string> = new Set([
  'transit-gateway',
  'core-network',
  'vpc-peering',
  'network-interface',
  'instance',
  'vpc-endpoint',
  'vpn-gateway',
]);

/** The prefixes a VPC has a way to, over all tables its subnets use. `key` is the same for equal sets. */
export interface Ways {
  readonly key: string;
  readonly trie: PrefixTrie<true>;
  /** True where one of them leads to the transit gateway asked about. */
  readonly toGateway: boolean;
}

export class Senders {
  readonly #topology: Topology;
  readonly #routing: Routing;
  readonly #sent = new Map<string, readonly Cidr[]>();
  readonly #tries = new Map<string, PrefixTrie<true>>();
  readonly #ways = new Map<string, Ways | undefined>();
  readonly #index = new Map<Ref, PrefixTrie<VpcAttachment>>();

  constructor(topology: Topology, routing: Routing) {
    this.#topology = topology;
    this.#routing = routing;
  }

  /** Prefixes a VPC's tables in use send to a transit gateway. */
  sentTo(vpc: Ref, tgw: Ref): readonly Cidr[] {
    const key = `${vpc}\n${tgw}`;
    let known = this.#sent.get(key);
    if (!known) {
      const found = new Map<string, Cidr>();
      for (const table of tablesInUse(this.#topology, vpc)) {
        for (const route of this.#routing.routesOf(table)) {
          if (route.target.id === tgw && route.state === 'active') {
            found.set(route.cidr.text, route.cidr);
          }
        }
      }
      known = [...found.values()];
      this.#sent.set(key, known);
    }
    return known;
  }

  /** Members of a gateway's table by the prefixes they send to it: who could be sending to an address. */
  index(table: TgwRouteTable, members: readonly VpcAttachment[]): PrefixTrie<VpcAttachment> {
    let trie = this.#index.get(table.id);
    if (!trie) {
      trie = new PrefixTrie();
      for (const member of members) {
        for (const cidr of this.sentTo(member.vpc, table.tgw)) trie.add(cidr, member);
      }
      this.#index.set(table.id, trie);
    }
    return trie;
  }

  /**
   * The route by which a block of a VPC really sends to an entry: tables of its subnets choose the gateway, and the
   * gateway's table chooses the entry. `exact`: the route was made for the destination, not for a wider range.
   */
  sends(
    from: VpcAttachment,
    { tables }: Asking,
    table: TgwRouteTable,
    entry: Entry,
    hubs: Hubs,
  ): { readonly cidr: Cidr; readonly exact: boolean } | undefined {
    if (entry.cidr.family === 6 && entry.to.vpcView?.ipv6 === false) return undefined;
    for (const cidr of this.sentTo(from.vpc, table.tgw)) {
      if (!overlaps(cidr, entry.cidr)) continue;
      const target = contains(cidr, entry.cidr) ? entry.cidr : cidr;
      const chosen = tables.some(
        (own) => this.#routing.decide(own, target).route?.target.id === table.tgw,
      );
      if (!chosen || !hubs.leads(table, target, entry)) continue;
      const exact = this.#topology.cidrsOf(entry.to.vpc).some((block) => contains(block, cidr));
      return { cidr, exact };
    }
    return undefined;
  }

  /** True unless a VPC's tables are seen to send answers elsewhere than to the gateway they were asked over. */
  answersOver({ vpc, ends }: VpcAttachment, ip: Ip): boolean {
    if (!tablesKnown(this.#topology, vpc)) return true;
    return tablesInUse(this.#topology, vpc).some((table) => {
      const { route, unsure } = this.#routing.decide(table, ip);
      return unsure !== undefined || route?.target.id === ends[0]?.tgw;
    });
  }

  /** Ways of a VPC; undefined where its tables were not all read. */
  ways(vpc: Ref, tgw: Ref): Ways | undefined {
    const at = `${vpc}\n${tgw}`;
    if (!this.#ways.has(at)) this.#ways.set(at, this.#find(vpc, tgw));
    return this.#ways.get(at);
  }

  #find(vpc: Ref, tgw: Ref): Ways | undefined {
    if (!tablesKnown(this.#topology, vpc) || hasUnknownLists(this.#topology, vpc)) return undefined;
    const found = new Map<string, Cidr>();
    let toGateway = false;
    for (const table of tablesInUse(this.#topology, vpc)) {
      for (const route of this.#routing.routesOf(table)) {
        if (route.state === 'blackhole' || !WAYS.has(route.target.kind)) continue;
        toGateway ||= route.target.id === tgw;
        found.set(route.cidr.text, route.cidr);
      }
    }
    const key = uniq(found.keys()).join(' ');
    let trie = this.#tries.get(key);
    if (!trie) {
      trie = new PrefixTrie();
      for (const cidr of found.values()) trie.add(cidr, true);
      this.#tries.set(key, trie);
    }
    return { key, trie, toGateway };
  }
}
