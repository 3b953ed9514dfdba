/** VPC attachments that nobody in the VPC sends to: attaching adds no route by itself. */
import { by } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import { tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from './attachment-subnets.ts';
import { once } from './once.ts';
import { type LiveVpcAttachment, liveVpcAttachments, type Sending, sendings } from './sending.ts';

export interface Unrouted {
  readonly attachment: LiveVpcAttachment;
  readonly tgw: Ref;
  /** The tables that would need a route, sorted by id. */
  readonly tables: readonly RouteTable[];
}

/** In order of attachments. A VPC that sends to another hub may answer over that one, and is left out. */
export const unrouted = once((topology: Topology): ReadonlyMap<Ref, Unrouted> => {
  const all = sendings(topology);
  const out = new Map<Ref, Unrouted>();
  for (const attachment of liveVpcAttachments(topology)) {
    const { vpc } = attachment;
    const tgw = attachment.ends[0]?.tgw ?? '';
    const gateways = all.get(vpc);
    const sending = gateways?.get(tgw) ?? [];
    if (gateways && gateways.size > (sending.length > 0 ? 1 : 0)) continue;
    const tables = tablesWithout(topology, attachment, sending);
    if (tables.length === 0 || !tablesKnown(topology, vpc)) continue;
    if (tables.some(({ routes }) => routes.some((r) => r.target.kind === 'core-network'))) continue;
    out.set(attachment.id, { attachment, tgw, tables });
  }
  return out;
});

/** Tables in use by subnets other than those made for the attachment; none where one of them sends to the gateway. */
function tablesWithout(
  topology: Topology,
  attachment: LiveVpcAttachment,
  sending: readonly Sending[],
): readonly RouteTable[] {
  const sends = (table: RouteTable): boolean => sending.some((s) => s.table === table);
  const subnets = topology.subnetsOf(attachment.vpc);
  if (subnets.length === 0) {
    const used = tablesInUse(topology, attachment.vpc);
    return used.some(sends) ? [] : used;
  }
  const used = new Set<RouteTable>();
  for (const subnet of subnets) {
    const table = topology.tableOf(subnet);
    if (!table || isForAttachment(topology, subnet, attachment)) continue;
    if (sends(table)) return [];
    used.add(table);
  }
  return [...used].sort(by((table) => table.id));
}
