/** A topology as the walk needs it: decisions kept by table, ends of the known world found by address. */
import { type Cidr, formatIp, hasIp, type Ip, tryIp } from '../base/cidr.ts';
import { append, by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { NatGateway } from '../kinds/nat-gateway.ts';
import type { NetworkAcl } from '../kinds/network-acl.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Gap } from '../topology/gap.ts';
import type { Topology } from '../topology/topology.ts';
import { type Decision, expandRoutes, RouteFinder } from './routes.ts';
import { expandTgwRoutes, type TgwDecision, TgwRouteFinder } from './tgw-routes.ts';

/** States in which a NAT gateway has no address any more. */
const NATS_GONE = new Set(['failed', 'deleted']);

export class RoutingView {
  readonly topology: Topology;
  /** Kept by table: a table that an edit replaced is another object, and is read anew. */
  readonly #tables: WeakMap<RouteTable, RouteFinder>;
  readonly #tgwTables: WeakMap<TgwRouteTable, TgwRouteFinder>;
  #attachmentSubnets: ReadonlySet<Ref> | undefined;
  #subnets: PrefixTrie<Subnet> | undefined;
  #interfaces: ReadonlyMap<string, readonly NetworkInterface[]> | undefined;
  /** NAT gateways by subnet, and by their addresses there. */
  #nats: ReadonlyMap<Ref, ReadonlyMap<string, NatGateway>> | undefined;
  #interfacesIn: ReadonlyMap<Ref, readonly NetworkInterface[]> | undefined;
  /** By the subnets they name, and by VPC those that stand for all other subnets. */
  #acls: ReadonlyMap<Ref, NetworkAcl> | undefined;

  /** A `base` lends what it worked out; its prefix lists, VPCs, subnets, interfaces and ACLs must be the same. */
  constructor(topology: Topology, base?: RoutingView) {
    this.topology = topology;
    this.#tables = base ? base.#tables : new WeakMap();
    this.#tgwTables = base ? base.#tgwTables : new WeakMap();
    if (!base) return;
    this.#attachmentSubnets = base.#attachmentSubnets;
    this.#subnets = base.#subnets;
    this.#interfaces = base.#interfaces;
    this.#interfacesIn = base.#interfacesIn;
    this.#acls = base.#acls;
  }

  finder(table: RouteTable): RouteFinder {
    let found = this.#tables.get(table);
    if (!found) {
      found = new RouteFinder(expandRoutes(this.topology, table));
      this.#tables.set(table, found);
    }
    return found;
  }

  tgwFinder(table: TgwRouteTable): TgwRouteFinder {
    let found = this.#tgwTables.get(table);
    if (!found) {
      found = new TgwRouteFinder(expandTgwRoutes(this.topology, table));
      this.#tgwTables.set(table, found);
    }
    return found;
  }

  decide(table: RouteTable, ip: Ip): Decision {
    return this.finder(table).decide(ip);
  }

  decideTgw(table: TgwRouteTable, ip: Ip): TgwDecision {
    return this.tgwFinder(table).decide(ip);
  }

  /** The subnet of a VPC that holds the address; inside one VPC at most one does. */
  subnetIn(vpc: Ref, ip: Ip): Subnet | undefined {
    return this.topology
      .subnetsOf(vpc)
      .find((subnet) => subnet.cidrs.some((cidr) => hasIp(cidr, ip)));
  }

  /** Every known subnet that holds the address, sorted; several where VPCs overlap. */
  subnetsAt(ip: Ip): Subnet[] {
    return this.#bySubnet()
      .covering(ip)
      .flatMap((entry) => entry.values)
      .sort(by((s) => s.id));
  }

  /** Every known subnet of which a prefix is a part, and not the whole. */
  subnetsAround(cidr: Cidr): Subnet[] {
    return this.#bySubnet()
      .covering(cidr)
      .flatMap((entry) => (entry.cidr.length < cidr.length ? entry.values : []));
  }

  #bySubnet(): PrefixTrie<Subnet> {
    if (!this.#subnets) {
      this.#subnets = new PrefixTrie();
      for (const subnet of this.topology.all('subnet')) {
        for (const cidr of subnet.cidrs) this.#subnets.add(cidr, subnet);
      }
    }
    return this.#subnets;
  }

  /** Interfaces seen in a subnet, sorted by id. */
  interfacesIn(subnet: Ref): readonly NetworkInterface[] {
    if (!this.#interfacesIn) {
      const map = new Map<Ref, NetworkInterface[]>();
      for (const eni of this.topology.all('network-interface')) append(map, eni.subnet, eni);
      this.#interfacesIn = map;
    }
    return this.#interfacesIn.get(subnet) ?? [];
  }

  /** The ACL of a subnet: the one that names it, else the default one of its VPC; undefined where none was read. */
  aclOf(subnet: Subnet): NetworkAcl | undefined {
    if (!this.#acls) {
      const map = new Map<Ref, NetworkAcl>();
      const keep = (at: Ref, acl: NetworkAcl) => map.has(at) || map.set(at, acl);
      for (const acl of this.topology.all('network-acl')) {
        for (const id of acl.subnets) {
          if (this.topology.get('subnet', id)?.vpc === acl.vpc) keep(id, acl);
        }
        if (acl.isDefault) keep(acl.vpc, acl);
      }
      this.#acls = map;
    }
    return this.#acls.get(subnet.id) ?? this.#acls.get(subnet.vpc);
  }

  /** The interface that has an address in a subnet: its own, or one of a prefix delegated to it. */
  interfaceAt(subnet: Ref, ip: string): NetworkInterface | undefined {
    if (!this.#interfaces) {
      const map = new Map<string, NetworkInterface[]>();
      for (const eni of this.topology.all('network-interface')) {
        for (const address of eni.ips) {
          const list = map.get(address);
          if (list) list.push(eni);
          else map.set(address, [eni]);
        }
      }
      this.#interfaces = map;
    }
    const own = this.#interfaces.get(ip)?.find((eni) => eni.subnet === subnet);
    const address = own ? undefined : tryIp(ip);
    if (!address) return own;
    return this.interfacesIn(subnet).find((eni) => this.inBlocks(eni.prefixes, address));
  }

  /**
   * The NAT gateway that has an address in a subnet; one that failed or is deleted is listed for a while, and has none.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html
   */
  natAt(subnet: Ref, ip: Ip): NatGateway | undefined {
    return this.#natsIn(subnet)?.get(formatIp(ip));
  }

  /** True where a subnet holds a NAT gateway that has an address. */
  holdsNat(subnet: Ref): boolean {
    return this.#natsIn(subnet) !== undefined;
  }

  #natsIn(subnet: Ref): ReadonlyMap<string, NatGateway> | undefined {
    if (!this.#nats) {
      const nats = new Map<Ref, Map<string, NatGateway>>();
      for (const nat of this.topology.all('nat-gateway')) {
        if (nat.subnet === undefined || NATS_GONE.has(nat.state)) continue;
        for (const { privateIp } of nat.addresses) {
          if (privateIp === undefined) continue;
          const here = nats.get(nat.subnet) ?? new Map<string, NatGateway>();
          nats.set(nat.subnet, here.set(privateIp, nat));
        }
      }
      this.#nats = nats;
    }
    return this.#nats.get(subnet);
  }

  /**
   * True for a subnet that was made for transit gateway attachments: it is seen to hold the gateway's own
   * interfaces and nothing else, so no flow of interest starts or ends in it.
   * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
   */
  isForAttachments(subnet: Subnet): boolean {
    if (!this.#attachmentSubnets) {
      const holdsOthers = new Map<Ref, boolean>();
      for (const eni of this.topology.all('network-interface')) {
        const other = eni.type !== 'transit_gateway';
        holdsOthers.set(eni.subnet, (holdsOthers.get(eni.subnet) ?? false) || other);
      }
      this.#attachmentSubnets = new Set(
        [...holdsOthers].filter(([, others]) => !others).map(([id]) => id),
      );
    }
    return this.#attachmentSubnets.has(subnet.id);
  }

  /**
   * Gaps that explain why something about a resource is not known: those of its place, or, where it is seen
   * through an account that does not own it, those of its Region.
   */
  gapsAbout(kinds: readonly KindId[], at: Ref): readonly Gap[] {
    const place = this.topology.placeOf(at);
    const near = this.topology.gapsHiding(kinds, place);
    return near.length > 0 ? near : this.topology.gapsHiding(kinds, { region: place.region });
  }

  /** True when one of the blocks holds the address. */
  inBlocks(cidrs: readonly Cidr[], ip: Ip): boolean {
    return cidrs.some((cidr) => hasIp(cidr, ip));
  }
}
