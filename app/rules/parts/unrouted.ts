/** VPC attachments that nobody in the VPC sends to: attaching adds no route by itself. */
import { by } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import { tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from './attachment-subnets.ts';
import { once } from './once.ts';
import { type LiveVpcAttachment, liveVpcAttachments, sendings } from './sending.ts';

export interface Unrouted {
  readonly attachment: LiveVpcAttachment;
  readonly tgw: Ref;
  /** The tables that would need a route, sorted by id. */
  readonly tables: readonly RouteTable[];
}

/** In order of attachments. A VPC that sends to another hub may answer over that one, and is left out. */
export const unrouted = once((topology: Topology): ReadonlyMap<Ref, Unrouted> => {
  const out = new Map<Ref, Unrouted>();
  for (const attachment of liveVpcAttachments(topology)) {
    const { vpc } = attachment;
    const tgw = attachment.ends[0]?.tgw;
    if (tgw === undefined) continue;
    const gateways = sendings(topology).get(vpc);
    if (gateways && [...gateways.keys()].some((id) => id !== tgw)) continue;
    const sending = new Set(gateways?.get(tgw)?.map(({ table }) => table));
    const tables = tablesWithout(topology, attachment, sending);
    if (tables === undefined || tables.length === 0 || !tablesKnown(topology, vpc)) continue;
    if (tables.some(({ routes }) => routes.some((r) => r.target.kind === 'core-network'))) continue;
    out.set(attachment.id, { attachment, tgw, tables });
  }
  return out;
});

/** Tables in use by subnets other than those made for the attachment; undefined where one of them sends to the gateway. */
function tablesWithout(
  topology: Topology,
  attachment: LiveVpcAttachment,
  sending: ReadonlySet<RouteTable>,
): readonly RouteTable[] | undefined {
  const subnets = topology.subnetsOf(attachment.vpc);
  const used = new Set<RouteTable>(
    subnets.length === 0 ? tablesInUse(topology, attachment.vpc) : [],
  );
  for (const subnet of subnets) {
    const table = topology.tableOf(subnet);
    if (!table || isForAttachment(topology, subnet, attachment)) continue;
    if (sending.has(table)) return undefined;
    used.add(table);
  }
  if ([...used].some((table) => sending.has(table))) return undefined;
  return [...used].sort(by((table) => table.id));
}
