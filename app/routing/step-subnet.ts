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
    const seen = w.topology.saw('route-table', subnet);
    return w.fail(
      seen
        ? {
            outcome: 'no-route',
            at: subnet.id,
            message: `${subnet.id} has no route table: ${subnet.vpc} has no main table.`,
            change: `Associate ${subnet.id} with a route table.`,
          }
        : {
            outcome: 'cannot-tell',
            at: subnet.id,
            message: `The route table of ${subnet.id} was not read.`,
            change: 'Collect the route tables of its account and Region.',
            hidden: ['route-table'],
          },
      repairFrom(w, subnet),
    );
  }
  const decision = w.view.decide(table, w.goal.ip);
  const route = hopRoute(table, decision);
  w.hop({ id: subnet.id, kind: 'subnet', ...(route ? { route } : {}) });
  if (decision.unsure) {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `Which route of ${table.id} wins for ${w.destination} cannot be told: ${decision.unsure}.`,
      change: 'Collect what is missing, or make the routes unambiguous.',
      hidden: ['prefix-list', 'route-table'],
    });
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
      return passes(w, position, id, 'a peering') ? crossPeering(w, subnet, table, id) : undefined;
    case 'transit-gateway':
      return enterTgw(w, subnet, table, id);
    case 'internet-gateway':
    case 'egress-only-gateway':
      return passes(w, position, id, 'an internet gateway')
        ? leaveToInternet(w, subnet, table, id, kind)
        : undefined;
    case 'carrier-gateway':
    case 'local-gateway':
      w.hop({ id, kind });
      return w.finish('exits', `Leaves ${subnet.vpc} through ${id}.`, { kind: 'other', id });
    case 'vpn-gateway':
      return passes(w, position, id, 'a virtual private gateway')
        ? leaveByVpn(w, subnet, table, id)
        : undefined;
    case 'nat-gateway':
      return translate(w, subnet, table, id);
    case 'vpc-endpoint':
      return endpoint(w, position, id);
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
  if (w.nats.length === 0 && w.goal.ip.family === 4) {
    w.assume(`${formatIp(w.source)} has a public address: an internet gateway carries no other.`);
  }
  return w.finish('exits', `Leaves to the internet through ${id}.`, { kind: 'internet', id });
}

function leaveByVpn(w: Walker, subnet: Subnet, table: RouteTable, id: Ref): Position | undefined {
  w.hop({ id, kind: 'vpn-gateway' });
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
  if (!nat || !home || !ip) {
    // A regional NAT gateway has no subnet; its own routes are not shown.
    return unknownTarget(w, table, id, 'its subnet and address were not read');
  }
  w.nats.push({ nat: id, subnet: home, ip, source: w.source, peered: false });
  w.source = ip;
  return { at: 'subnet', subnet: home, foreign: false };
}

function endpoint(w: Walker, { subnet, foreign }: InSubnet, id: Ref): Position | undefined {
  const found = w.topology.get('vpc-endpoint', id);
  w.hop({ id, kind: 'vpc-endpoint' });
  if (found?.type === 'GatewayLoadBalancer') {
    const home = w.topology.get('subnet', found.subnets[0] ?? '');
    return forward(w, id, home, foreign, 'Gateway Load Balancer endpoint');
  }
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
  if (eni?.ips.some((ip) => sameIp(ip, w.goal.ip))) {
    return w.finish('delivered', `Delivered to ${eni.id} in ${eni.subnet}.`);
  }
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
  return forward(w, id, home, foreign || home?.vpc !== subnet.vpc, 'appliance');
}

const sameIp = (text: string, ip: Ip): boolean => {
  const other = tryIp(text);
  return other !== undefined && formatIp(other) === formatIp(ip);
};

/** Goes on behind an appliance, if it is taken to forward. */
function forward(
  w: Walker,
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
  return { at: 'subnet', subnet: home, foreign };
}
