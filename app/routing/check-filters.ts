/** Every network ACL and security group that one flow and its replies meet, in order. */
import { formatIp, type Ip } from '../base/cidr.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Subnet } from '../kinds/subnet.ts';
import {
  checkAcl,
  checkGroups,
  EPHEMERAL,
  type FarEnd,
  type FilterStop,
  type Flow,
} from './filters.ts';
import { LIVE } from './carrying.ts';
import { managedClient } from './clients.ts';
import type { End } from './ends.ts';
import type { Blocker, Hop, Walk } from './outcome.ts';
import { protocolNumber, usesPorts } from './protocol.ts';
import type { Attachment } from '../topology/attachments.ts';
import type { Topology } from '../topology/topology.ts';
import type { RoutingView } from './view.ts';
import { MIDDLES } from './step-appliance.ts';
import type { EdgeCrossing, Through, Walker } from './walker.ts';
import type { Back } from './way-back.ts';

/** A flow that was walked, and the edges its replies cross. */
export interface Walked {
  /** Without a subnet where it comes from outside. */
  readonly from: End;
  readonly to: End;
  readonly forward: Walker;
  readonly there: Walk;
  /** Absent: from outside, over the edges that the flow itself crossed. */
  readonly back: Pick<Back, 'crossings' | 'isBound' | 'blockers'> | undefined;
}

interface Checked {
  readonly stops: readonly FilterStop[];
  readonly assumptions: readonly string[];
}

/** Types of an echo request and its reply (RFC 792, RFC 4443). */
const ECHO = { 4: { request: 8, reply: 0 }, 6: { request: 128, reply: 129 } } as const;

export function checkFilters(
  view: RoutingView,
  asked: string,
  port: number | undefined,
  { from, to, forward, there, back }: Walked,
): Checked {
  const { topology } = view;
  const arrives = there.outcome === 'delivered' || there.outcome === 'exits';
  const { family } = from.ip;
  const number = protocolNumber(asked);
  const isPing = number === '1' || number === '58';
  const protocol = isPing ? (family === 6 ? 'icmpv6' : 'icmp') : asked;
  const ports = port === undefined || !usesPorts(protocol) ? undefined : { from: port, to: port };
  const flow = (source: Ip, destination: Ip, isReply: boolean): Flow => ({
    source,
    destination,
    protocol,
    ports: isReply && usesPorts(protocol) ? EPHEMERAL : ports,
    usedAllBy: isReply ? managedClient(view, forward, from, destination) : undefined,
    icmpType: isPing ? ECHO[family][isReply ? 'reply' : 'request'] : undefined,
  });
  const assumptions: string[] = isPing
    ? ['ICMP is judged as a ping: an echo request there, an echo reply back.']
    : [];
  const stops: (FilterStop | undefined)[] = [];
  /** The interface at an end; where none is known, either there is none or they were not read. */
  const interfaceAt = (subnet: Subnet, ip: Ip): NetworkInterface | undefined => {
    const eni = view.interfaceAt(subnet.id, formatIp(ip));
    if (eni) return eni;
    if (topology.saw('network-interface', subnet)) {
      assumptions.push(
        `No interface has the address ${formatIp(ip)}: no security group of it was checked.`,
      );
    } else stops.push(unreadInterfaces(subnet, ip));
    return undefined;
  };
  const groupsAt = (subnet: Subnet, eni: NetworkInterface | undefined): FarEnd['groups'] =>
    eni?.securityGroups ?? (topology.saw('network-interface', subnet) ? [] : 'unread');
  const acl = ({ subnet, egress, source, destination }: EdgeCrossing, isReply: boolean) =>
    checkAcl(view, subnet, flow(source, destination, isReply), egress, isReply);

  // Where nothing tells how it gets there, it still leaves the one subnet and enters the other.
  const isApart = !arrives && !forward.bound && !isUntold(forward.blockers);
  const target = there.outcome === 'exits' ? undefined : (forward.bound ?? (isApart && to.subnet));
  const fromEni =
    from.subnet && !forward.isUnfiltered ? interfaceAt(from.subnet, from.ip) : undefined;
  const toEni = target ? interfaceAt(target, to.ip) : undefined;
  const carry = isApart
    ? { inbound: undefined, outbound: undefined }
    : groupsCarry(view, forward.passed, [fromEni, toEni]);
  if (fromEni) {
    // Who stands behind an unseen peer, or where the flow does not get to, is not known; nobody we could
    // name does beyond another edge.
    const groups = target
      ? groupsAt(target, toEni)
      : there.outcome === 'exits' && there.edge?.kind !== 'peer'
        ? []
        : 'unread';
    const far = { groups, groupsCarry: carry.outbound } as const;
    stops.push(checkGroups(topology, fromEni, flow(from.ip, to.ip, false), 'outbound', far));
  }
  const ends = isApart ? edgesOf(view, from, to, forward.source) : [];
  const passes = ({ eni, source, isDirect }: Through): (FilterStop | undefined)[] => {
    // Interfaces that AWS manages have no groups.
    if (eni.securityGroups.length === 0 && eni.type !== 'interface') return [];
    const known = isDirect && from.subnet ? groupsAt(from.subnet, fromEni) : [];
    const beyond = there.outcome === 'exits' && there.edge?.kind !== 'peer' ? [] : 'unread';
    const [came, goes] = [flow(source, to.ip, false), flow(forward.source, to.ip, false)];
    return [
      checkGroups(topology, eni, came, 'inbound', { groups: known, groupsCarry: true }),
      // Whether a reference matches behind an appliance that forwards, AWS does not say of the appliance itself.
      checkGroups(topology, eni, goes, 'outbound', { groups: beyond, groupsCarry: undefined }),
    ];
  };
  forward.crossings.forEach((crossing, i) => {
    stops.push(...forward.through.filter(({ after }) => after === i).flatMap(passes));
    stops.push(acl(crossing, false));
  });
  const last = forward.crossings.length;
  stops.push(...forward.through.filter(({ after }) => after >= last).flatMap(passes));
  stops.push(...ends.map((crossing) => acl(crossing, false)));
  if (toEni) {
    // Nobody outside stands in a group that could be named.
    const groups = from.subnet ? groupsAt(from.subnet, fromEni) : [];
    const far = { groups, groupsCarry: carry.inbound };
    stops.push(checkGroups(topology, toEni, flow(forward.source, to.ip, false), 'inbound', far));
  }
  // Security groups are stateful; ACLs judge the replies anew.
  const again = [...(back?.crossings ?? [...forward.crossings].reverse().map(turned))];
  if (back && !back.isBound && !isUntold(back.blockers))
    again.push(...edgesOf(view, to, from, to.ip));
  stops.push(...again.map((crossing) => acl(crossing, true)));
  // A flow that ends before is told only what surely stands in its way.
  const found = stops.filter((stop) => stop !== undefined);
  return {
    stops: once(arrives ? found : found.filter((stop) => stop.outcome === 'filtered')),
    assumptions,
  };
}

/** True where it cannot be told how a flow goes on: who it comes from behind that may be another. */
const isUntold = (blockers: readonly Blocker[]): boolean =>
  blockers.some((blocker) => blocker.outcome === 'cannot-tell');

/** The edges of the subnets at both ends, which a flow crosses however it gets from one to the other. */
function edgesOf({ topology }: RoutingView, from: End, to: End, source: Ip): EdgeCrossing[] {
  const edges: EdgeCrossing[] = [];
  const destination = to.ip;
  if (from.subnet?.id === to.subnet?.id) return edges;
  if (from.subnet) edges.push({ subnet: from.subnet, egress: true, source: from.ip, destination });
  // What comes out of a transit gateway into a subnet of its attachment does not cross the edge inward.
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
  const { subnet } = to;
  const isAttached = topology
    .attachmentsOf(subnet?.vpc ?? '')
    .some((a) => LIVE.has(a.state) && a.subnets?.includes(subnet!.id));
  if (subnet && !isAttached) edges.push({ subnet, egress: false, source, destination });
  return edges;
}

/** Each blocker once: an edge may be met on the way and be one of the ends too. */
function once(stops: readonly FilterStop[]): FilterStop[] {
  const seen = new Set<string>();
  return stops.filter(({ blocker: { direction, at, message } }) => {
    const key = `${direction} ${at} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

const turned = ({ subnet, egress, source, destination }: EdgeCrossing): EdgeCrossing => ({
  subnet,
  egress: !egress,
  source: destination,
  destination: source,
});

const unreadInterfaces = (subnet: Subnet, ip: Ip): FilterStop => ({
  outcome: 'cannot-tell',
  blocker: {
    outcome: 'cannot-tell',
    direction: 'forward',
    at: subnet.id,
    message: `The interfaces of ${subnet.id} were not read, so the security groups of ${formatIp(ip)} are not known.`,
    change: 'Collect the network interfaces of its account and Region.',
  },
});

/**
 * Whether references to the far end's security groups match over the links that were crossed.
 * Peering: same Region only. Transit gateway: inbound only, where gateway and both attachments allow it, not in the zone
 * use1-az3, and not from or to the interface of an endpoint.
 * Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function groupsCarry(
  view: RoutingView,
  passed: readonly Hop[],
  ends: readonly (NetworkInterface | undefined | false)[],
): { inbound: boolean | undefined; outbound: boolean | undefined } {
  const both = (value: boolean | undefined) => ({ inbound: value, outbound: value });
  const { topology } = view;
  if (passed.some((hop) => MIDDLES.has(hop.kind))) return both(false);
  const pcx = passed.find((h) => h.kind === 'vpc-peering');
  if (pcx) {
    const peering = topology.get('vpc-peering', pcx.id);
    return both(peering ? peering.requester.region === peering.accepter.region : undefined);
  }
  const gateways = passed.filter((h) => h.kind === 'transit-gateway');
  if (gateways.length === 0) return both(true);
  if (gateways.length > 1) return both(false);
  const tgw = topology.get('transit-gateway', gateways[0]!.id)?.securityGroupReferencing;
  const attachments = passed
    .filter((h) => h.kind === 'tgw-attachment')
    .map((h) => topology.attachment(h.id));
  const carried = attachments.map((a) => (a && a.vpcView ? carriesGroups(topology, a) : undefined));
  if (tgw === false || carried.includes(false)) return both(false);
  if (ends.some((eni) => eni && eni.type === 'vpc_endpoint')) return both(false);
  return {
    inbound: tgw === undefined || carried.includes(undefined) ? undefined : true,
    outbound: false,
  };
}

/** The zone whose attachments carry no references. */
const DEAF = 'use1-az3';

/**
 * Whether an attachment carries references: not in one zone, and beside others there AWS does not say. Where the zone of
 * a subnet was not read, it may be that one.
 */
function carriesGroups(topology: Topology, { vpcView, subnets }: Attachment): boolean | undefined {
  if (vpcView?.securityGroupReferencing === false) return false;
  const zones = subnets?.map((id) => isDeaf(topology.get('subnet', id))) ?? [];
  if (!zones.includes(true) && !zones.includes(undefined)) return vpcView?.securityGroupReferencing;
  return zones.every((deaf) => deaf === true) ? false : undefined;
}

/** Undefined where the id of the zone is not known: the name of a zone is another one in each account. */
function isDeaf(subnet: Subnet | undefined): boolean | undefined {
  if (!subnet) return undefined;
  if (subnet.zoneId !== subnet.zone) return subnet.zoneId === DEAF;
  return subnet.region === 'us-east-1' || subnet.region === '' ? undefined : false;
}
