/** Joins that the Topology keeps, each built from the lists of its kinds. */
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Attachment } from './attachments.ts';

const append = <V>(map: Map<Ref, V[]>, key: Ref, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** Items by one of their fields, in the order they come. */
export function indexBy<V>(
  items: readonly V[],
  key: (item: V) => Ref,
): ReadonlyMap<Ref, readonly V[]> {
  const out = new Map<Ref, V[]>();
  for (const item of items) append(out, key(item), item);
  return out;
}

export interface TableIndex {
  readonly ofVpc: ReadonlyMap<Ref, readonly RouteTable[]>;
  readonly ofSubnet: ReadonlyMap<Ref, RouteTable>;
  readonly ofGateway: ReadonlyMap<Ref, RouteTable>;
  readonly main: ReadonlyMap<Ref, RouteTable>;
}

export function indexTables(tables: readonly RouteTable[]): TableIndex {
  const ofSubnet = new Map<Ref, RouteTable>();
  const ofGateway = new Map<Ref, RouteTable>();
  const main = new Map<Ref, RouteTable>();
  for (const table of tables) {
    if (table.main) main.set(table.vpc, table);
    for (const a of table.associations) {
      if (a.subnet) ofSubnet.set(a.subnet, table);
      if (a.gateway) ofGateway.set(a.gateway, table);
    }
  }
  return { ofVpc: indexBy(tables, (table) => table.vpc), ofSubnet, ofGateway, main };
}

/** Peerings under both of their VPCs. */
export function indexPeerings(
  peerings: readonly VpcPeering[],
): ReadonlyMap<Ref, readonly VpcPeering[]> {
  const out = new Map<Ref, VpcPeering[]>();
  for (const peering of peerings) {
    for (const vpc of new Set([peering.requester.vpc, peering.accepter.vpc]))
      append(out, vpc, peering);
  }
  return out;
}

/** Attachments under each transit gateway they end on, and under what they attach. */
export function indexAttachments(
  attachments: Iterable<Attachment>,
): ReadonlyMap<Ref, readonly Attachment[]> {
  const out = new Map<Ref, Attachment[]>();
  for (const a of [...attachments].sort(by((x) => x.id))) {
    for (const end of a.ends) append(out, end.tgw, a);
    const guest = a.vpc ?? a.resource;
    if (guest && !a.ends.some((end) => end.tgw === guest)) append(out, guest, a);
  }
  return out;
}
