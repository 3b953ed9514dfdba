/** Adds what hangs on transit gateways and VPCs: attachments of every type, VPN, Direct Connect, Cloud WAN. */
import { inert } from '../../base/inert.ts';
import type { Ref } from '../../base/ref.ts';
import { by, uniq } from '../../base/order.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Gathered, isDeleted, isUp } from './gather.ts';

/** A node for what is attached to a transit gateway and is neither VPC nor transit gateway. */
function addAttached(topology: Topology, a: Attachment, tgw: Ref, out: Gathered): void {
  const place = out.nodes.get(tgw) ?? topology.placeOf(tgw);
  const at = { account: place.account, region: place.region };
  const up = isUp(a.state);
  if (a.type === 'vpn') {
    const vpn = topology.get('vpn-connection', a.resource);
    if (vpn && out.nodes.has(vpn.customerGateway)) return; // drawn with the VPN connection
    out.node({
      ...at,
      id: a.resource || a.id,
      shape: 'vpn',
      label: 'VPN',
      lines: [a.resource || a.id],
      ghost: vpn === undefined,
    });
    out.link('vpn', tgw, a.resource || a.id, [a.id, ...(a.resource ? [a.resource] : [])], up);
    return;
  }
  const direct = a.type === 'direct-connect-gateway';
  const id =
    a.resource && a.resource !== tgw && !topology.attachment(a.resource) ? a.resource : a.id;
  out.node({
    ...at,
    id,
    shape: direct ? 'direct-connect' : 'other',
    label: direct ? 'Direct Connect' : a.type,
    lines: [id],
    // Of another account, which was not collected; where nobody told whose it is, it is not drawn as such.
    ghost: direct && (topology.ghost(id)?.account ?? '') !== '',
  });
  out.link(direct ? 'direct-connect' : 'other', tgw, id, uniq([a.id, id]), up);
}

/** A core network has no Region of its own: it stands where the first thing that is drawn on it stands. */
function addCoreNetwork(
  topology: Topology,
  id: Ref,
  { account, region }: { readonly account: string; readonly region: string },
  out: Gathered,
): void {
  const known = topology.get('core-network', id);
  out.node({
    id,
    shape: 'core-network',
    account,
    region,
    label: inert(known?.name || 'Core network'),
    lines: [id],
    ghost: known === undefined,
  });
}

/** VPCs attached to Cloud WAN core networks. */
export function addCloudWan(topology: Topology, out: Gathered): void {
  for (const { id, type, state, coreNetwork, resource, segment } of topology.all(
    'core-network-attachment',
  )) {
    const vpc = out.nodes.get(resource);
    if (type !== 'VPC' || !vpc || state === 'DELETING') continue;
    addCoreNetwork(topology, coreNetwork, vpc, out);
    const up = state === 'AVAILABLE' || state === 'UPDATING';
    out.link('attachment', coreNetwork, resource, [id], up, { label: inert(segment) });
  }
}

export function addAttachments(topology: Topology, out: Gathered): void {
  for (const a of [...topology.attachments].sort(by((x) => x.id))) {
    if (isDeleted(a.state)) continue;
    const [end, other] = a.ends;
    if (!end || !out.nodes.has(end.tgw)) continue;
    if (a.vpc !== undefined) {
      if (out.nodes.has(a.vpc)) {
        out.link('attachment', end.tgw, a.vpc, [a.id], isUp(a.state), {
          segment: end.table ?? '',
        });
      }
    } else if (a.peering) {
      const core = [a.peering.requester, a.peering.accepter].find(
        (s) => s.coreNetwork !== undefined,
      );
      if (other && out.nodes.has(other.tgw)) {
        out.link('tgw-peering', end.tgw, other.tgw, [a.id], isUp(a.state));
      } else if (core?.coreNetwork) {
        addCoreNetwork(topology, core.coreNetwork, out.nodes.get(end.tgw) ?? core, out);
        out.link('tgw-peering', end.tgw, core.coreNetwork, [a.id], isUp(a.state));
      }
    } else if (a.type !== 'peering' && a.type !== 'vpc') {
      addAttached(topology, a, end.tgw, out);
    }
  }
}

export function addVpn(topology: Topology, out: Gathered): void {
  const used = new Set<Ref>();
  for (const vpn of topology.all('vpn-connection')) {
    if (isDeleted(vpn.state)) continue;
    const gateway =
      vpn.vpnGateway === undefined ? undefined : topology.get('vpn-gateway', vpn.vpnGateway);
    if (gateway) used.add(gateway.id);
    const ends = vpn.tgw !== undefined ? [vpn.tgw] : (gateway?.vpcs ?? []);
    const here = ends.filter((id) => out.nodes.has(id));
    if (here.length === 0) continue;
    const cgw = topology.get('customer-gateway', vpn.customerGateway);
    const id = vpn.customerGateway || vpn.id;
    const lines = [...(cgw?.ip ? [cgw.ip] : []), ...(cgw?.name ? [id] : [])];
    out.node({
      id,
      shape: 'vpn',
      account: vpn.account,
      region: vpn.region,
      label: inert(cgw?.name || id),
      lines,
      ghost: cgw === undefined,
    });
    const attachment = vpn.tgw === undefined ? [] : topology.attachmentsOf(vpn.id).map((a) => a.id);
    for (const end of here) {
      const up = vpn.tunnels.length === 0 || vpn.tunnels.some((t) => t.status === 'UP');
      const refs = [vpn.id, ...(gateway ? [gateway.id] : []), ...attachment];
      out.link('vpn', end, id, refs, isUp(vpn.state) && up);
    }
  }
  for (const gateway of topology.all('vpn-gateway')) {
    const here = gateway.vpcs.filter((id) => out.nodes.has(id));
    if (used.has(gateway.id) || here.length === 0) continue;
    out.node({
      id: gateway.id,
      shape: 'vpn',
      account: gateway.account,
      region: gateway.region,
      label: inert(gateway.name || 'VPN gateway'),
      lines: [gateway.id],
      ghost: false,
    });
    for (const vpc of here) out.link('vpn', vpc, gateway.id, [gateway.id], isUp(gateway.state));
  }
}
