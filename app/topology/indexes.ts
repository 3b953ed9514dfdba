/** Joins that the Topology keeps, each built from the lists of its kinds. */
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Resource } from '../kinds/index.gen.ts';
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

/** Ids of route tables, so that a table whose routes alone changed leaves the index as it is. */
export interface TableIndex {
  readonly ofVpc: ReadonlyMap<Ref, readonly Ref[]>;
  readonly ofSubnet: ReadonlyMap<Ref, Ref>;
  readonly ofGateway: ReadonlyMap<Ref, Ref>;
  readonly main: ReadonlyMap<Ref, Ref>;
}

export function indexTables(tables: readonly RouteTable[]): TableIndex {
  const ofVpc = new Map<Ref, Ref[]>();
  const ofSubnet = new Map<Ref, Ref>();
  const ofGateway = new Map<Ref, Ref>();
  const main = new Map<Ref, Ref>();
  for (const { id, vpc, associations, main: isMain } of tables) {
    append(ofVpc, vpc, id);
    if (isMain) main.set(vpc, id);
    for (const a of associations) {
      if (a.subnet) ofSubnet.set(a.subnet, id);
      if (a.gateway) ofGateway.set(a.gateway, id);
    }
  }
  return { ofVpc, ofSubnet, ofGateway, main };
}

/** True where what joins look at is the same in both: only routes, or nothing, changed. */
export function sameJoins(a: Resource, b: Resource): boolean {
  if (a.kind === 'route-table' && b.kind === 'route-table')
    return a.vpc === b.vpc && a.main === b.main && a.associations === b.associations;
  if (a.kind === 'tgw-route-table' && b.kind === 'tgw-route-table')
    return a.tgw === b.tgw && a.associations === b.associations;
  return false;
}

/** A list sorted by id with some items replaced, added or dropped. */
export function patchList<V extends { readonly id: Ref }>(
  list: readonly V[],
  items: ReadonlyMap<Ref, V | undefined>,
): V[] {
  const out = [...list];
  for (const [id, item] of items) {
    let low = 0;
    for (let high = out.length; low < high;) {
      const middle = (low + high) >> 1;
      if (out[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    const there = out[low]?.id === id ? 1 : 0;
    if (item) out.splice(low, there, item);
    else out.splice(low, there);
  }
  return out;
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
