/** Out of a VPC by a gateway of its own: internet, VPN. */
import { formatIp, hasIp, isPrivate } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { VpnConnection } from '../kinds/vpn-connection.ts';
import { dxEndsOf } from '../topology/direct-connect.ts';
import { vgwDown, vpnDown, vpnsOn } from './carrying.ts';
import { passes } from './foreign.ts';
import { blockedOnward } from './public-access.ts';
import { missingRoute, stuck } from './repair.ts';
import { hasPublicIp } from './public-address.ts';
import { giveOwnAddress } from './step-nat.ts';
import type { Failure, InSubnet, Position, Walker } from './walker.ts';

export function leaveToInternet(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  id: Ref,
  kind: string,
): Position | undefined {
  const { subnet, appliance } = position;
  // An appliance may give what it forwards an address of its own. That this is done with IPv6 is not assumed.
  const mayTranslate = appliance !== undefined && w.goal.ip.family === 4;
  if (!mayTranslate && !passes(w, position, id, 'an internet gateway')) return undefined;
  w.hop({ id, kind });
  const gateway =
    kind === 'internet-gateway'
      ? w.topology.get('internet-gateway', id)
      : w.topology.get('egress-only-gateway', id);
  const isDetached = gateway !== undefined && !gateway.vpcs.includes(subnet.vpc);
  const isLost = isPrivate(w.goal.ip) || isDetached;
  const hidden = isLost || w.goal.ip.family === 6 ? undefined : noPublicAddress(w, position, id);
  w.cross(subnet, undefined);
  if (isPrivate(w.goal.ip)) {
    return stuck(w, position, missingRoute(w, position, table, id));
  }
  if (isDetached) {
    return w.fail({
      outcome: 'blackhole',
      at: id,
      message: `${id} is not attached to ${subnet.vpc}.`,
      change: `Attach ${id} to ${subnet.vpc}.`,
    });
  }
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
  if (w.source.family === 6 && isPrivate(w.source)) {
    return w.fail({
      outcome: 'no-route',
      at: subnet.id,
      message: `${formatIp(w.source)} is a unique local address, and ${id} carries only public ones.`,
      change: `Give ${subnet.id} a public IPv6 block, and the host an address of it.`,
    });
  }
  const blocked = blockedOnward(w, position, id, kind);
  if (blocked) w.fail(blocked);
  // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
  if (hidden) return w.fail({ outcome: 'no-route', ...hidden });
  if (blocked) return undefined;
  const edge = { kind: 'internet', id } as const;
  return w.finish('exits', `Leaves to the internet through ${id}.`, edge, [
    { position: { at: 'gateway', gateway: id, vpc: subnet.vpc }, via: id },
  ]);
}

/**
 * What has no public address, though it sends to an internet gateway: a private NAT gateway, a known interface, or an
 * appliance in front of the gateway. An appliance that has one is taken to give it to those that have none.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
 */
function noPublicAddress(
  w: Walker,
  { subnet, foreign, appliance }: InSubnet,
  gateway: Ref,
): Omit<Failure, 'outcome'> | undefined {
  const sender = foreign ? undefined : senderOf(w, subnet);
  if (sender?.isPublic) return undefined;
  if (appliance && giveOwnAddress(w, appliance, gateway)) return undefined;
  const source = formatIp(w.source);
  if (foreign && appliance) {
    return {
      at: appliance.id,
      message: `${source} comes from outside ${subnet.vpc}, and the appliance ${appliance.id} has no public address to give it: the internet gateway ${gateway} carries no other.`,
      change: `Give ${appliance.id} a public address, or route through a public NAT gateway.`,
    };
  }
  if (!sender) {
    w.assume(`${source} has a public address: an internet gateway carries no other.`);
    return undefined;
  }
  return {
    at: sender.id,
    message: `${source} (${sender.id}) has no public address, and the internet gateway ${gateway} carries no other.`,
    change: `Give ${sender.id} a public address, or route through a public NAT gateway.`,
  };
}

/** The NAT gateway or known interface that has the source address, inside the VPC of the gateway. */
function senderOf(w: Walker, subnet: Subnet): { id: Ref; isPublic: boolean } | undefined {
  const nat = w.nats.at(-1);
  if (nat) return { id: nat.nat, isPublic: !nat.isPrivate };
  const home = w.view.subnetIn(subnet.vpc, w.source);
  const eni = home && w.view.interfaceAt(home.id, formatIp(w.source));
  return eni && { id: eni.id, isPublic: hasPublicIp(w, eni, formatIp(w.source)) };
}

export function leaveByVpn(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  id: Ref,
): Position | undefined {
  w.hop({ id, kind: 'vpn-gateway' });
  w.cross(subnet, undefined);
  const gateway = w.topology.get('vpn-gateway', id);
  if (gateway && !gateway.vpcs.includes(subnet.vpc)) {
    return w.fail({
      outcome: 'blackhole',
      at: id,
      message: `${id} is not attached to ${subnet.vpc}.`,
      change: `Attach ${id} to ${subnet.vpc}.`,
    });
  }
  if (w.goal.ip.family === 6) {
    // https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
    return w.fail({
      outcome: 'no-route',
      at: table.id,
      message: `A virtual private gateway (${id}) carries no IPv6.`,
      change: 'End the VPN on a transit gateway, which carries IPv6.',
    });
  }
  const direct = dxEndsOf(w.topology, id);
  const down = vgwDown(w.topology, id, subnet);
  if (down) {
    const isTaken = down.outcome === 'blackhole' && direct.length === 0;
    if (isTaken && !w.topology.saw('dx-virtual-interface', subnet))
      w.assume(`Direct Connect was not read: none is taken to end on ${id}.`);
    return w.fail(down);
  }
  const live = vpnsOn(w.topology, id).filter((vpn) => !vpnDown(vpn));
  const kind = nameWayOut(
    w,
    id,
    live,
    direct.some((end) => end.state === 'up'),
  );
  if (!w.topology.saw('vpn-connection', subnet)) {
    w.assumeUnread(
      `The VPN connections on ${id} were not read: one is taken to be up.`,
      'vpn-connection',
      subnet.id,
    );
  } else if (!kind) {
    for (const hidden of ['dx-virtual-interface', 'dx-gateway'] as const) {
      w.assumeUnread(
        `No VPN connection ends on ${id}, and what of Direct Connect does was not read: something is taken to.`,
        hidden,
        subnet.id,
      );
    }
  }
  const edge = { kind: kind ?? 'other', id } as const;
  return w.finish('exits', `Leaves ${subnet.vpc} through ${id} (VPN or Direct Connect).`, edge, [
    { position: { at: 'gateway', gateway: id, vpc: subnet.vpc }, via: id },
  ]);
}

/**
 * Which way a virtual private gateway takes: what is up, then for one prefix Direct Connect, static VPN, VPN by BGP.
 * Configuration does not show what is announced by BGP, so that more than one way is said.
 * Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
 */
function nameWayOut(
  w: Walker,
  gateway: Ref,
  live: readonly VpnConnection[],
  isDirect: boolean,
): 'vpn' | 'direct-connect' | undefined {
  const reach = (vpn: VpnConnection) =>
    Math.max(-1, ...vpn.routes.filter((r) => hasIp(r, w.goal.ip)).map((r) => r.length));
  const fixed = live.filter((vpn) => vpn.staticOnly && reach(vpn) >= 0);
  const furthest = Math.max(...fixed.map(reach));
  const dynamic = live.filter((vpn) => !vpn.staticOnly);
  const ranks = [fixed.filter((vpn) => reach(vpn) === furthest), dynamic, live];
  const best = ranks.find((rank) => rank.length > 0) ?? [];
  if (isDirect) {
    if (fixed.length + dynamic.length > 0) {
      w.assume(
        `Direct Connect and VPN both end on ${gateway}: for one prefix Direct Connect comes first, and it is taken to announce one that holds ${w.destination}.`,
      );
    }
    return 'direct-connect';
  }
  const [only] = best;
  if (!only) return undefined;
  if (fixed.length > 0 && dynamic.length > 0) {
    w.assume(
      `Static and BGP connections both end on ${gateway}: for one prefix the static one (${only.id}) comes first.`,
    );
  }
  if (best.length === 1) w.hop({ id: only.id, kind: 'vpn-connection' });
  return 'vpn';
}
