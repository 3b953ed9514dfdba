/** Joins that the Topology keeps: built from the lists of their kinds, or patched where an edit changed a few items. */
import { append } from '../base/order.ts';
import { overlaid } from '../base/overlay.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Attachment } from './attachments.ts';
import type { Change } from './changes.ts';

/** Lists of items under keys that they name; each list is sorted by id. */
export type Lists<V> = ReadonlyMap<Ref, readonly V[]>;

/** Items under each of the keys they name. They must come sorted by id. */
export function indexBy<V>(items: Iterable<V>, keys: (item: V) => readonly Ref[]): Lists<V> {
  const out = new Map<Ref, V[]>();
  for (const item of items) for (const key of keys(item)) append(out, key, item);
  return out;
}

/** Lists made of the items of a kind, kept as long as these: an edit that leaves the kind alone leaves them, too. */
export function keepLists<T, V>(
  make: (items: readonly T[]) => Lists<V>,
): (items: readonly T[]) => Lists<V> {
  const known = new WeakMap<readonly T[], Lists<V>>();
  return (items) => {
    let lists = known.get(items);
    if (!lists) {
      lists = make(items);
      known.set(items, lists);
    }
    return lists;
  };
}

interface Item {
  readonly id: Ref;
}

/** The lists after some items changed: only those that a changed item was or is in are made anew. */
export function patchLists<V extends Item>(
  lists: Lists<V>,
  changes: readonly Change<V>[],
  keys: (item: V) => readonly Ref[],
): Lists<V> {
  const out = new Map<Ref, readonly V[] | undefined>();
  for (const { id, before, after } of changes) {
    for (const key of new Set([...(before ? keys(before) : []), ...(after ? keys(after) : [])])) {
      const old = out.has(key) ? out.get(key) : lists.get(key);
      const stays = after !== undefined && keys(after).includes(key);
      const list = patchList(old ?? [], [{ id, before, after: stays ? after : undefined }]);
      out.set(key, list.length > 0 ? list : undefined);
    }
  }
  return overlaid(lists, out);
}

/** A list sorted by id with some items replaced, added or dropped. */
export function patchList<V extends Item>(list: readonly V[], changes: readonly Change<V>[]): V[] {
  const out = [...list];
  for (const { id, after } of changes) {
    let low = 0;
    for (let high = out.length; low < high;) {
      const middle = (low + high) >> 1;
      if (out[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    const there = out[low]?.id === id ? 1 : 0;
    if (after) out.splice(low, there, after);
    else out.splice(low, there);
  }
  return out;
}

/** Ids of the route tables that subnets, gateways and VPCs use. */
export interface TableUse {
  readonly ofSubnet: ReadonlyMap<Ref, Ref>;
  readonly ofGateway: ReadonlyMap<Ref, Ref>;
  /** By VPC. */
  readonly main: ReadonlyMap<Ref, Ref>;
}

export function indexTableUse(tables: readonly RouteTable[]): TableUse {
  const ofSubnet = new Map<Ref, Ref>();
  const ofGateway = new Map<Ref, Ref>();
  const main = new Map<Ref, Ref>();
  for (const { id, vpc, associations, main: isMain } of tables) {
    if (isMain) main.set(vpc, id);
    for (const a of associations) {
      if (a.subnet) ofSubnet.set(a.subnet, id);
      if (a.gateway) ofGateway.set(a.gateway, id);
    }
  }
  return { ofSubnet, ofGateway, main };
}

/** True where a change leaves alone who uses the table. */
export const sameTableUse = ({ before, after }: Change<RouteTable>): boolean =>
  before !== undefined &&
  after !== undefined &&
  before.vpc === after.vpc &&
  before.main === after.main &&
  before.associations === after.associations;

/** The VPCs of a peering. */
export const vpcsOfPeering = ({ requester, accepter }: VpcPeering): readonly Ref[] =>
  requester.vpc === accepter.vpc ? [requester.vpc] : [requester.vpc, accepter.vpc];

/** Each transit gateway an attachment ends on, and what it attaches. */
export function endsOf(attachment: Attachment): readonly Ref[] {
  const tgws = attachment.ends.map((end) => end.tgw);
  const guest = attachment.vpc ?? attachment.resource;
  return guest && !tgws.includes(guest) ? [...tgws, guest] : tgws;
}
