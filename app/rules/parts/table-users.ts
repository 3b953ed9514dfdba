/** Route tables by who uses them. */
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from './attachment-subnets.ts';
import { once } from './once.ts';

const byTable = once((topology: Topology): ReadonlyMap<Ref, readonly Subnet[]> => {
  const out = new Map<Ref, Subnet[]>();
  for (const subnet of topology.all('subnet')) {
    const table = topology.tableOf(subnet);
    if (table) append(out, table.id, subnet);
  }
  return out;
});

/** Subnets that use a table, explicitly or as their main table, sorted by id. */
export const usersOf = (topology: Topology, table: RouteTable): readonly Subnet[] =>
  byTable(topology).get(table.id) ?? [];

/** True for a subnet that was made for some transit gateway attachment of its VPC: nobody sends from there. */
export const isAttachmentSubnet = (topology: Topology, subnet: Subnet): boolean =>
  topology.attachmentsOf(subnet.vpc).some((a) => isForAttachment(topology, subnet, a));

/** Subnets that use a table and were not made for an attachment: those something may run in. */
export const workloadsOf = (topology: Topology, table: RouteTable): readonly Subnet[] =>
  usersOf(topology, table).filter((subnet) => !isAttachmentSubnet(topology, subnet));
