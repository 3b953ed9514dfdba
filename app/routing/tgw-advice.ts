/**
 * What a transit gateway route table that has no route for a flow would need.
 * A gateway attaches VPCs of its own Region only; other Regions are reached over a peering of gateways, by static routes.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
import { hasIp } from '../base/cidr.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import { LIVE } from './carrying.ts';
import { attachmentOn } from './onto-tgw.ts';
import type { Walker } from './walker.ts';

/** What would bring the flow on to where it is meant to go; a sentence. */
export function missingRoute(w: Walker, table: TgwRouteTable): string {
  const { topology } = w;
  const { vpc, ip } = w.goal;
  const { tgw } = table;
  if (!vpc) return `Add a route for ${w.destination} to ${table.id}.`;
  if (attachmentOn(w.topology, vpc, tgw)) {
    return `Propagate the attachment of ${vpc} into ${table.id}, or add a static route.`;
  }
  const block = topology.cidrsOf(vpc).find((cidr) => hasIp(cidr, ip))?.text ?? w.destination;
  const others = new Set(
    topology
      .attachmentsOf(vpc)
      .filter((a) => a.vpc === vpc && LIVE.has(a.state))
      .flatMap((a) => a.ends.map((end) => end.tgw)),
  );
  const peering = topology
    .attachmentsOf(tgw)
    .find((a) => a.peering && LIVE.has(a.state) && a.ends.some((end) => others.has(end.tgw)));
  if (peering) return `Add a static route for ${block} over ${peering.id} to ${table.id}.`;
  if (topology.placeOf(vpc).region === topology.placeOf(tgw).region) {
    return `Attach ${vpc} to ${tgw} and propagate it into ${table.id}.`;
  }
  const [other] = others;
  return `${
    other === undefined
      ? `Attach ${vpc} to a transit gateway of its Region, peer that with ${tgw},`
      : `Peer ${tgw} with ${other}, to which ${vpc} is attached,`
  } and add a static route for ${block} over the peering to ${table.id}.`;
}
