/** Out of a VPC by a gateway of its own: internet, VPN, NAT. */
import { formatIp, hasIp, isPrivate, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { VpnConnection } from '../kinds/vpn-connection.ts';
import { dxEndsOf } from '../topology/direct-connect.ts';
import { missingRoute, repairFrom, unknownTarget } from './arrive.ts';
import type { InSubnet, Position, Walker } from './walker.ts';

/**
 * A VPC's own gateways carry only packets whose source is an address of that VPC: no edge-to-edge routing.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function passes(
  w: Walker,
  { subnet, foreign }: InSubnet,
  gateway: Ref,
  what: string,
): boolean {
  if (!foreign) return true;
  w.hop({ id: gateway, kind: w.topology.find(gateway)?.kind ?? 'unknown' });
  w.fail({
    outcome: 'not-transitive',
    at: gateway,
    message: `${formatIp(w.source)} comes from outside ${subnet.vpc} and cannot go on through ${what} of it (${gateway}).`,
    change:
      'Translate the source with a NAT gateway there, or connect both ends to a transit gateway.',
  });
  return false;
}

export function leaveToInternet(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  id: Ref,
  kind: string,
): Position | undefined {
  w.hop({ id, kind });
  w.cross(subnet, undefined);
  if (isPrivate(w.goal.ip)) {
    return w.fail(missingRoute(w, subnet, table, id), repairFrom(w, subnet));
  }
  const gateway =
    kind === 'internet-gateway'
      ? w.topology.get('internet-gateway', id)
      : w.topology.get('egress-only-gateway', id);
  if (gateway && !gateway.vpcs.includes(subnet.vpc)) {
    return w.fail({
      outcome: 'blackhole',
      at: id,
      message: `${id} is not attached to ${subnet.vpc}.`,
      change: `Attach ${id} to ${subnet.vpc}.`,
    });
  }
  const hidden = w.goal.ip.family === 4 ? noPublicAddress(w, subnet) : undefined;
  if (hidden) {
    // https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    return w.fail({
      outcome: 'no-route',
      at: hidden,
      message: `${formatIp(w.source)} (${hidden}) has no public address, and the internet gateway ${id} carries no other.`,
      change: `Give ${hidden} a public address, or route through a public NAT gateway.`,
    });
  }
  const edge = { kind: 'internet', id } as const;
  return w.finish('exits', `Leaves to the internet through ${id}.`, edge, [
    { position: { at: 'gateway', gateway: id, vpc: subnet.vpc }, via: id },
  ]);
}

/** What has no public address, though it sends to the internet: a private NAT gateway, or a known interface. */
function noPublicAddress(w: Walker, subnet: Subnet): Ref | undefined {
  const nat = w.nats.at(-1);
  if (nat) return nat.isPrivate ? nat.nat : undefined;
  const home = w.view.subnetIn(subnet.vpc, w.source);
  const eni = home && w.view.interfaceAt(home.id, formatIp(w.source));
  if (eni) return eni.publicIp ? undefined : eni.id;
  w.assume(`${formatIp(w.source)} has a public address: an internet gateway carries no other.`);
  return undefined;
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
  const connections = w.topology
    .all('vpn-connection')
    .filter((vpn) => vpn.vpnGateway === id && vpn.state === 'available');
  const direct = dxEndsOf(w.topology, id);
  const isUp = (vpn: VpnConnection) =>
    vpn.tunnels.length === 0 || vpn.tunnels.some((t) => t.status !== 'DOWN');
  const live = connections.filter(isUp);
  const ends = [...connections, ...direct].map((end) => end.id);
  if (ends.length > 0 && live.length === 0 && !direct.some((end) => end.isUp)) {
    return w.fail({
      outcome: 'blackhole',
      at: id,
      message:
        direct.length === 0
          ? `Every VPN tunnel on ${id} is down.`
          : `Everything that ends on ${id} is down: ${ends.join(', ')}.`,
      change:
        direct.length === 0
          ? `Bring up a tunnel of ${ends.join(', ')}.`
          : `Bring up a tunnel or a BGP session of ${ends.join(', ')}.`,
    });
  }
  const kind = nameWayOut(
    w,
    id,
    live,
    direct.some((end) => end.isUp),
  );
  const read = w.topology.saw('vpn-connection', subnet);
  if (!read) {
    w.assumeUnread(
      `The VPN connections on ${id} were not read: one is taken to be up.`,
      'vpn-connection',
      subnet.id,
    );
  }
  const edge = { kind: kind ?? (read ? 'direct-connect' : 'other'), id } as const;
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

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export function translate(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  id: Ref,
): Position | undefined {
  w.hop({ id, kind: 'nat-gateway' });
  const nat = w.topology.get('nat-gateway', id);
  const home = nat?.subnet ? w.topology.get('subnet', nat.subnet) : undefined;
  const ip = nat?.addresses.flatMap((a) => (a.privateIp ? (tryIp(a.privateIp) ?? []) : []))[0];
  if (nat && nat.state !== 'available') {
    return w.fail(
      {
        outcome: 'blackhole',
        at: id,
        message: `NAT gateway ${id} is ${nat.state}.`,
        change: `Re-point the route in ${table.id} to a NAT gateway that is available.`,
      },
      repairFrom(w, subnet),
    );
  }
  if (w.goal.ip.family === 6) {
    // NAT64: only for the prefix 64:ff9b::/96, and what is behind it is an IPv4 address.
    return unknownTarget(w, table, id, 'translation of IPv6 (NAT64) is not modelled');
  }
  if (!nat || !home || !ip) {
    // A regional NAT gateway has no subnet; its own routes are not shown.
    return unknownTarget(w, table, id, 'its subnet and address were not read');
  }
  if (w.direction === 'return') {
    return w.fail(
      {
        outcome: 'filtered',
        at: id,
        message: `${table.id} sends the reply to NAT gateway ${id}, which knows no such connection and drops it.`,
        change: `Route ${formatIp(w.goal.ip)} back the way the flow came, in ${table.id}.`,
      },
      repairFrom(w, subnet),
    );
  }
  w.cross(subnet, home);
  const isPrivate = nat.connectivity === 'private';
  const crossing = { nat: id, subnet: home, ip, source: w.source, isPrivate, peered: false };
  w.nats.push(crossing);
  w.source = ip;
  return { at: 'subnet', subnet: home, foreign: false, nat: crossing };
}
