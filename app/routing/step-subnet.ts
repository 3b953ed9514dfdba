/** One step out of a subnet: its route table decides, and the target of the route is entered. */
import { formatIp, type Ip, isPrivate, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { HopRoute } from './outcome.ts';
import type { Decision, EffectiveRoute } from './routes.ts';
import { crossPeering } from './step-peering.ts';
import { enterTgw } from './step-tgw.ts';
import { arrive, missingRoute, repairFrom } from './arrive.ts';
import type { InSubnet, Position, Walker } from './walker.ts';

const hopRoute = (table: RouteTable, { route, beat }: Decision): HopRoute | undefined =>
  route && {
    table: table.id,
    destination: route.destination,
    target: route.target.id,
    origin: route.origin,
    state: route.state,
    beat: beat.map((b) => ({
      destination: b.route.destination,
      target: b.route.target.id,
      why: b.why,
    })),
  };

export function stepSubnet(w: Walker, position: InSubnet): Position | undefined {
  const { subnet } = position;
  const table = w.topology.tableOf(subnet);
  if (!table) {
    w.hop({ id: subnet.id, kind: 'subnet' });
    // Every VPC has a main table, and it cannot be deleted: where none is known, it was not shown to us.
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    return w.fail(
      {
        outcome: 'cannot-tell',
        at: subnet.id,
        message: `The route table of ${subnet.id} was not read: it has none of its own, and the main table of ${subnet.vpc} is not known.`,
        change: 'Collect the route tables of the account that owns the VPC, in its Region.',
        hidden: ['route-table'],
      },
      repairFrom(w, subnet),
    );
  }
  const decision = w.view.decide(table, w.goal.ip);
  const route = hopRoute(table, decision);
  w.hop({ id: subnet.id, kind: 'subnet', ...(route ? { route } : {}) });
  if (decision.unsure) {
    return w.fail(
      {
        outcome: 'cannot-tell',
        at: table.id,
        message: `Which route of ${table.id} wins for ${w.destination} cannot be told: ${decision.unsure}.`,
        change: 'Collect what is missing, or make the routes unambiguous.',
        hidden: ['prefix-list'],
      },
      repairFrom(w, subnet),
    );
  }
  if (!decision.route) {
    return w.fail(missingRoute(w, subnet, table), repairFrom(w, subnet));
  }
  if (decision.route.state === 'blackhole') {
    return w.fail(
      {
        outcome: 'blackhole',
        at: table.id,
        message: `${table.id} sends ${decision.route.destination} to ${decision.route.target.id}, which is gone or not active (blackhole).`,
        change: `Re-point or delete the route ${decision.route.destination} in ${table.id}.`,
      },
      repairFrom(w, subnet),
    );
  }
  return follow(w, position, table, decision.route);
}

function follow(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  route: EffectiveRoute,
): Position | undefined {
  const { subnet } = position;
  const { kind, id } = route.target;
  switch (kind) {
    case 'local':
      return arrive(w, subnet.vpc, subnet);
    case 'vpc-peering':
      return passes(w, position, id, 'a peering')
        ? crossPeering(w, position, table, id)
        : undefined;
    case 'transit-gateway':
      return enterTgw(w, position, table, id);
    case 'internet-gateway':
    case 'egress-only-gateway':
      return passes(w, position, id, 'an internet gateway')
        ? leaveToInternet(w, subnet, table, id, kind)
        : undefined;
    case 'carrier-gateway':
    case 'local-gateway':
      w.hop({ id, kind });
      w.cross(subnet, undefined);
      return w.finish('exits', `Leaves ${subnet.vpc} through ${id}.`, { kind: 'other', id });
    case 'vpn-gateway':
      return passes(w, position, id, 'a virtual private gateway')
        ? leaveByVpn(w, subnet, table, id)
        : undefined;
    case 'nat-gateway':
      return translate(w, subnet, table, id);
    case 'vpc-endpoint':
      return endpoint(w, position, table, route);
    case 'network-interface':
    case 'instance':
      return middlebox(w, position, kind, id);
    case 'core-network':
      return unknownTarget(w, table, id, 'the routes of a Cloud WAN core network were not read');
    default:
      return unknownTarget(w, table, id, `where ${id || 'its target'} leads is not modelled`);
  }
}

const unknownTarget = (w: Walker, table: RouteTable, id: Ref, why: string): undefined => {
  w.hop({ id: id || table.id, kind: 'unknown' });
  w.fail({
    outcome: 'cannot-tell',
    at: table.id,
    message: `${table.id} sends ${w.destination} to ${id || 'an unknown target'}: ${why}.`,
    change: 'Follow the flow by hand from there.',
  });
  return undefined;
};

/**
 * A VPC's own gateways carry only packets whose source is an address of that VPC: no edge-to-edge routing.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
function passes(w: Walker, { subnet, foreign }: InSubnet, gateway: Ref, what: string): boolean {
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

function leaveToInternet(
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

function leaveByVpn(w: Walker, subnet: Subnet, table: RouteTable, id: Ref): Position | undefined {
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
  return w.finish('exits', `Leaves ${subnet.vpc} through ${id} (VPN or Direct Connect).`, {
    kind: connections.length > 0 ? 'vpn' : 'direct-connect',
    id,
  });
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
function translate(w: Walker, subnet: Subnet, table: RouteTable, id: Ref): Position | undefined {
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
  w.cross(subnet, home);
  const isPrivate = nat.connectivity === 'private';
  const crossing = { nat: id, subnet: home, ip, source: w.source, isPrivate, peered: false };
  w.nats.push(crossing);
  w.source = ip;
  return { at: 'subnet', subnet: home, foreign: false, nat: crossing };
}

function endpoint(
  w: Walker,
  { subnet, foreign }: InSubnet,
  table: RouteTable,
  { target: { id }, origin, destination }: EffectiveRoute,
): Position | undefined {
  const found = w.topology.get('vpc-endpoint', id);
  w.hop({ id, kind: 'vpc-endpoint' });
  if (found?.type === 'GatewayLoadBalancer') {
    const home = w.topology.get('subnet', found.subnets[0] ?? '');
    return forward(w, subnet, id, home, foreign, 'Gateway Load Balancer endpoint');
  }
  // A gateway endpoint's route has a prefix list as its destination; any other endpoint is an appliance's.
  if (!found && origin !== 'prefix-list') {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `${table.id} sends ${destination} to the endpoint ${id}, which was not seen.`,
      change: 'Collect the VPC endpoints of its account and Region.',
      hidden: ['vpc-endpoint'],
    });
  }
  w.cross(subnet, undefined);
  if (foreign) {
    return w.fail({
      outcome: 'not-transitive',
      at: id,
      message: `${formatIp(w.source)} comes from outside ${subnet.vpc}; a gateway endpoint (${id}) serves only its own VPC.`,
      change: 'Give the source VPC an endpoint of its own.',
    });
  }
  return w.finish('exits', `Leaves to ${found?.service || 'an AWS service'} through ${id}.`, {
    kind: 'aws-service',
    id,
  });
}

function middlebox(
  w: Walker,
  { subnet, foreign }: InSubnet,
  kind: 'network-interface' | 'instance',
  id: Ref,
): Position | undefined {
  w.hop({ id, kind });
  const eni: NetworkInterface | undefined =
    kind === 'network-interface'
      ? w.topology.get('network-interface', id)
      : w.topology.all('network-interface').find((e) => e.instance === id);
  if (eni?.ips.some((ip) => sameIp(ip, w.goal.ip))) return arrive(w, eni.vpc, subnet);
  if (eni && eni.sourceDestCheck && eni.type === 'interface') {
    return w.fail({
      outcome: 'filtered',
      at: eni.id,
      message: `${eni.id} is a next hop, but its source/destination check is on: it drops what is not its own.`,
      change: `Turn off the source/destination check of ${eni.id}.`,
    });
  }
  const home = eni ? w.topology.get('subnet', eni.subnet) : undefined;
  // An interface of another VPC cannot be a target; a packet that stays in its VPC keeps its standing.
  return forward(w, subnet, id, home, foreign || home?.vpc !== subnet.vpc, 'appliance');
}

const sameIp = (text: string, ip: Ip): boolean => {
  const other = tryIp(text);
  return other !== undefined && formatIp(other) === formatIp(ip);
};

/** Goes on behind an appliance, if it is taken to forward. */
function forward(
  w: Walker,
  subnet: Subnet,
  id: Ref,
  home: Subnet | undefined,
  foreign: boolean,
  what: string,
): Position | undefined {
  if (w.middleboxes === 'stop' || !home) {
    return w.fail({
      outcome: 'cannot-tell',
      at: id,
      message: home
        ? `Whether the ${what} ${id} forwards ${w.destination} is not known.`
        : `Where the ${what} ${id} stands was not read.`,
      change: `Check the ${what} itself.`,
      hidden: ['network-interface', 'vpc-endpoint'],
    });
  }
  w.assume(`The ${what} ${id} forwards the traffic unchanged.`);
  w.passAppliance(id);
  w.cross(subnet, home);
  return { at: 'subnet', subnet: home, foreign };
}
