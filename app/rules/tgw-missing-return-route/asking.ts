/** Which ranges of an attached VPC send to its transit gateway, and so expect an answer over it. */
import { type Cidr, contains } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import { tablesInUse } from '../../mesh/use.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from '../parts/attachment-subnets.ts';
import { POD_RANGE } from '../../topology/pods.ts';
import type { VpcAttachment } from './hub.ts';

/** A block of a VPC from which somebody sends to the gateway. */
export interface Asking {
  readonly block: Cidr;
  /** Its subnets that send; the block itself where no subnet was read. */
  readonly ranges: readonly Cidr[];
  /** The tables they use, all with routes to the gateway. */
  readonly tables: readonly RouteTable[];
}

export class Askers {
  readonly #topology: Topology;
  readonly #asking = new Map<Ref, readonly Asking[]>();

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /** One for each block that sends, in the order of the VPC's blocks. */
  of(sender: VpcAttachment): readonly Asking[] {
    let known = this.#asking.get(sender.id);
    if (!known) {
      known = withoutPods(this.#find(sender)).filter(
        ({ block }) => block.family === 4 || sender.vpcView?.ipv6 !== false,
      );
      this.#asking.set(sender.id, known);
    }
    return known;
  }

  #find(sender: VpcAttachment): Asking[] {
    const topology = this.#topology;
    const tgw = sender.ends[0]?.tgw;
    const leads = (table: RouteTable) => table.routes.some((route) => route.target.id === tgw);
    const blocks = topology.cidrsOf(sender.vpc);
    const subnets = topology.subnetsOf(sender.vpc);
    if (subnets.length === 0) {
      const tables = tablesInUse(topology, sender.vpc).filter(leads);
      return tables.length === 0 ? [] : blocks.map((block) => ({ block, ranges: [block], tables }));
    }
    const found = new Map<Cidr, { ranges: Cidr[]; tables: Set<RouteTable> }>();
    for (const subnet of subnets) {
      const table = topology.tableOf(subnet);
      if (!table || !leads(table) || isForAttachment(topology, subnet, sender)) continue;
      for (const cidr of subnet.cidrs) {
        const block = blocks.find((b) => contains(b, cidr)) ?? cidr;
        const entry = found.get(block) ?? { ranges: [], tables: new Set() };
        found.set(block, entry);
        entry.ranges.push(cidr);
        entry.tables.add(table);
      }
    }
    return [...found].map(([block, { ranges, tables }]) => ({
      block,
      ranges,
      tables: [...tables],
    }));
  }
}

/** Pods that have other addresses beside them send under those. */
function withoutPods(asking: readonly Asking[]): readonly Asking[] {
  const others = asking.filter(({ block }) => !contains(POD_RANGE, block));
  return others.some(({ block }) => block.family === 4) ? others : asking;
}
