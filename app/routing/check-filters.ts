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
import type { Walk } from './outcome.ts';
import { protocolNumber, usesPorts } from './protocol.ts';
import type { RoutingView } from './view.ts';
import type { EdgeCrossing, Walker } from './walker.ts';

/** A flow that was walked, and the edges its replies cross. */
export interface Walked {
  /** Without a subnet where it comes from outside. */
  readonly from: { readonly ip: Ip; readonly subnet: Subnet | undefined };
  readonly to: Ip;
  readonly forward: Walker;
  readonly there: Walk;
  /** Absent: from outside, over the edges that the flow itself crossed. */
  readonly replies: readonly EdgeCrossing[] | undefined;
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
  { from, to, forward, there, replies }: Walked,
): Checked {
  const { topology } = view;
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
    checkAcl(topology, subnet, flow(source, destination, isReply), egress, isReply);

  const target = there.outcome === 'delivered' ? forward.arrival : undefined;
  const fromEni = from.subnet && interfaceAt(from.subnet, from.ip);
  const toEni = target && interfaceAt(target, to);
  const carry = groupsCarry(view, there);
  if (fromEni) {
    // Who stands behind an unseen peer, or where the flow does not get to, is not known; nobody we could
    // name does beyond another edge.
    const groups = target
      ? groupsAt(target, toEni)
      : there.outcome === 'exits' && there.edge?.kind !== 'peer'
        ? []
        : 'unread';
    const far = { groups, groupsCarry: carry.outbound } as const;
    stops.push(checkGroups(topology, fromEni, flow(from.ip, to, false), 'outbound', far));
  }
  stops.push(...forward.crossings.map((crossing) => acl(crossing, false)));
  if (toEni) {
    // Nobody outside stands in a group that could be named.
    const groups = from.subnet ? groupsAt(from.subnet, fromEni) : [];
    const far = { groups, groupsCarry: carry.inbound };
    stops.push(checkGroups(topology, toEni, flow(forward.source, to, false), 'inbound', far));
  }
  // Security groups are stateful; ACLs judge the replies anew.
  const crossed = replies ?? [...forward.crossings].reverse().map(turned);
  if (there.outcome === 'delivered' || there.outcome === 'exits')
    stops.push(...crossed.map((crossing) => acl(crossing, true)));
  const found = stops.filter((stop) => stop !== undefined);
  const arrives = there.outcome === 'delivered' || there.outcome === 'exits';
  // A flow that ends before is told only what surely stands in its way.
  return { stops: arrives ? found : found.filter((s) => s.outcome === 'filtered'), assumptions };
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
 * Peering: same Region only. Transit gateway: inbound only, where gateway and both attachments allow it.
 * Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function groupsCarry(
  view: RoutingView,
  there: Walk,
): { inbound: boolean | undefined; outbound: boolean | undefined } {
  const both = (value: boolean | undefined) => ({ inbound: value, outbound: value });
  const { topology } = view;
  const kinds = new Set(there.hops.map((h) => h.kind));
  if (
    kinds.has('nat-gateway') ||
    kinds.has('network-interface') ||
    kinds.has('instance') ||
    kinds.has('vpc-endpoint')
  ) {
    return both(false);
  }
  const pcx = there.hops.find((h) => h.kind === 'vpc-peering');
  if (pcx) {
    const peering = topology.get('vpc-peering', pcx.id);
    return both(peering ? peering.requester.region === peering.accepter.region : undefined);
  }
  const gateways = there.hops.filter((h) => h.kind === 'transit-gateway');
  if (gateways.length === 0) return both(true);
  if (gateways.length > 1) return both(false);
  const tgw = topology.get('transit-gateway', gateways[0]!.id)?.securityGroupReferencing;
  const attachments = there.hops
    .filter((h) => h.kind === 'tgw-attachment')
    .map((h) => topology.get('tgw-vpc-attachment', h.id)?.securityGroupReferencing);
  if (tgw === false || attachments.includes(false)) return both(false);
  return {
    inbound: tgw === undefined || attachments.includes(undefined) ? undefined : true,
    outbound: false,
  };
}
