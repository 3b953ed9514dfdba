/** Blocks of VPCs on a transit gateway that are routed both ways between it and Direct Connect, but not announced. */
import { type Cidr, contains, firstHost, overlaps, subtract } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import { type DxLink, dxLinksOf } from '../../topology/direct-connect.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from '../parts/attachment-subnets.ts';
import { isLive, sendingTo } from '../parts/sending.ts';
import type { Untold } from './untold.ts';

export function untoldOfHub(routing: Routing, { dx, association }: DxLink): Untold[] {
  const { topology } = routing;
  const tgw = association.gateway;
  const attachments = topology.attachmentsOf(tgw).filter(isLive);
  const outward = attachments.filter((a) => a.type === 'direct-connect-gateway');
  const own = outward.find((a) => a.resource === dx);
  const allowed = allowedOf(
    topology,
    tgw,
    outward.map((a) => a.resource),
  );
  if (!own || !allowed) return [];
  return attachments.flatMap((a) => {
    const { vpc } = a;
    if (vpc === undefined) return [];
    const sent = sentTo(routing, a, own, tgw);
    if (sent.length === 0) return [];
    return topology.cidrsOf(vpc).flatMap((block) => {
      const hole = untold(topology, a, block, allowed);
      return hole && comesBack(routing, own, tgw, hole)
        ? [{ vpc, block, isMeant: sent.some((cidr) => cidr.length > 0) }]
        : [];
    });
  });
}

/** What all Direct Connect gateways on a transit gateway allow; undefined where that of one of them is not known. */
function allowedOf(topology: Topology, tgw: Ref, attached: readonly Ref[]): Cidr[] | undefined {
  const links = dxLinksOf(topology, tgw);
  const told = links.flatMap(({ association }) =>
    association.allowed ? [association.allowed] : [],
  );
  return told.length === links.length && attached.every((id) => links.some(({ dx }) => dx === id))
    ? told.flat()
    : undefined;
}

/** Destinations that a VPC sends to the gateway and that its table there gives to Direct Connect. */
function sentTo(routing: Routing, from: Attachment, dx: Attachment, tgw: Ref): readonly Cidr[] {
  const { topology } = routing;
  const id = from.ends.find((e) => e.tgw === tgw)?.table;
  const table = id === undefined ? undefined : topology.get('tgw-route-table', id);
  const leading = (table?.routes ?? [])
    .filter((r) => r.state === 'active' && r.targets.some((t) => t.attachment === dx.id))
    .map((r) => r.cidr);
  return sendingTo(topology, from.vpc ?? '', tgw)
    .flatMap((sending) => routing.routesOf(sending.table))
    .filter((route) => route.target.id === tgw && route.state === 'active')
    .map((route) => route.cidr)
    .filter((cidr) => leading.some((other) => overlaps(cidr, other)));
}

/** A part of the block that nobody is told of and that a subnet stands in; a block without known subnets counts whole. */
function untold(
  topology: Topology,
  attachment: Attachment,
  block: Cidr,
  allowed: readonly Cidr[],
): Cidr | undefined {
  const holes = subtract(
    block,
    allowed.filter((cidr) => cidr.family === block.family),
  );
  const subnets = topology
    .subnetsOf(attachment.vpc ?? '')
    .filter((subnet) => !isForAttachment(topology, subnet, attachment))
    .flatMap((subnet) => subnet.cidrs)
    .filter((cidr) => contains(block, cidr));
  if (subnets.length === 0) return holes.find((hole) => hole.text === block.text);
  return subnets.find((cidr) => holes.some((hole) => overlaps(hole, cidr)));
}

/** Whether the table of the Direct Connect attachment knows the block: else the VPC is kept apart on purpose. */
function comesBack(routing: Routing, dx: Attachment, tgw: Ref, hole: Cidr): boolean {
  const id = dx.ends.find((e) => e.tgw === tgw)?.table;
  const table = id === undefined ? undefined : routing.topology.get('tgw-route-table', id);
  if (!table) return false;
  const { route, unsure } = routing.decideTgw(table, firstHost(hole));
  return (
    unsure === undefined &&
    route?.state === 'active' &&
    route.targets.some((target) => target.attachment !== dx.id)
  );
}
