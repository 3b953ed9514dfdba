/** Out of a VPC by a gateway of its own: internet, VPN, NAT. */
import { formatIp, isPrivate, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
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
  return w.finish('exits', `Leaves to the internet through ${id}.`, { kind: 'internet', id });
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
  const down =
    connections.length > 0 &&
    connections.every(
      (vpn) => vpn.tunnels.length > 0 && vpn.tunnels.every((t) => t.status === 'DOWN'),
    );
  if (down) {
    return w.fail({
      outcome: 'blackhole',
      at: id,
      message: `Every VPN tunnel on ${id} is down.`,
      change: `Bring up a tunnel of ${connections.map((c) => c.id).join(', ')}.`,
    });
  }
  const [only] = connections;
  if (connections.length === 1 && only) w.hop({ id: only.id, kind: 'vpn-connection' });
  const read = w.topology.saw('vpn-connection', subnet);
  if (!read) {
    w.assumeUnread(
      `The VPN connections on ${id} were not read: one is taken to be up.`,
      'vpn-connection',
      subnet.id,
    );
  }
  return w.finish('exits', `Leaves ${subnet.vpc} through ${id} (VPN or Direct Connect).`, {
    kind: connections.length > 0 ? 'vpn' : read ? 'direct-connect' : 'other',
    id,
  });
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
