/**
 * Network ACLs and security groups on the way of one flow.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
import { type Cidr, formatIp, hasIp, type Ip } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { AclEntry, NetworkAcl } from '../kinds/network-acl.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Permission } from '../kinds/security-group.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Topology } from '../topology/topology.ts';
import type { Blocker, Outcome } from './outcome.ts';
import { protocolNumber, usesPorts } from './protocol.ts';
import type { RoutingView } from './view.ts';

/** What a filter sees of a packet. Ports undefined: any port. */
export interface Flow {
  readonly source: Ip;
  readonly destination: Ip;
  /** A name, `all` or a number, as `readAsked` spells it. */
  readonly protocol: string;
  readonly ports: PortRange | undefined;
  /** Set for ICMP. */
  readonly icmpType?: number | undefined;
  /** Of replies: who surely uses every ephemeral port, in words; undefined where that is not known of the client. */
  readonly usedAllBy?: string | undefined;
}

interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Ports a client may use: Linux, Windows and NAT gateways together. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html */
export const EPHEMERAL = { from: 1024, to: 65535 } as const;

/** Ports that clients of Linux use, on the same page: who allows replies to these alone may have no others. */
const LINUX = { from: 32768, to: 61000 } as const;

const sameProtocol = (rule: string, flow: string): boolean =>
  protocolNumber(rule) === '-1' || protocolNumber(rule) === protocolNumber(flow);

const ANY_PORT: PortRange = { from: 0, to: 65535 };

/** What is left of a range without another. */
const without = (range: PortRange, { from, to }: PortRange): PortRange[] =>
  [
    { from: range.from, to: Math.min(range.to, from - 1) },
    { from: Math.max(range.from, to + 1), to: range.to },
  ].filter((left) => left.from <= left.to);

interface Verdict {
  readonly passes: boolean | 'partly';
  /** The entry that decided; undefined where no entry speaks about what is left. */
  readonly entry: AclEntry | undefined;
}

/** Entries by number: the first that speaks about a port decides it. A flow whose ports fare differently passes `partly`. */
export function judgeAcl(acl: NetworkAcl, flow: Flow, egress: boolean): Verdict {
  const far = egress ? flow.destination : flow.source;
  const ported = usesPorts(flow.protocol);
  const all = protocolNumber(flow.protocol) === '-1';
  let left: PortRange[] = [flow.ports ?? ANY_PORT];
  let allowed: AclEntry | undefined;
  let denied: AclEntry | undefined;
  for (const entry of acl.entries) {
    if (entry.egress !== egress || !entry.cidr || !hasIp(entry.cidr, far)) continue;
    if (all && protocolNumber(entry.protocol) !== '-1') {
      // One protocol of all: where it is denied, not all of them pass; to allow it settles nothing.
      if (!entry.allow) denied ??= entry;
      continue;
    }
    if (!sameProtocol(entry.protocol, flow.protocol) || !sameIcmp(entry.icmp?.type, flow)) continue;
    const ports = (ported ? entry.ports : undefined) ?? ANY_PORT;
    if (!left.some((range) => range.from <= ports.to && range.to >= ports.from)) continue;
    left = left.flatMap((range) => without(range, ports));
    if (entry.allow) allowed ??= entry;
    else denied ??= entry;
    if (left.length === 0) break;
  }
  if (!allowed) return { passes: false, entry: denied };
  if (!denied && left.length === 0) return { passes: true, entry: allowed };
  return { passes: 'partly', entry: denied && !isLast(denied) ? denied : allowed };
}

/** The entry `*` that ends every ACL. */
const isLast = (entry: AclEntry): boolean => entry.number >= 32767;

const sameIcmp = (type: number | undefined, flow: Flow): boolean =>
  type === undefined || type === -1 || flow.icmpType === undefined || type === flow.icmpType;

/** What references to security groups can match at the other end of a flow. */
export interface FarEnd {
  /** Groups of the interface there; none where it is known that no interface is. */
  readonly groups: readonly Ref[] | 'unread';
  /** Whether references match over the links on the way; undefined where not known. */
  readonly groupsCarry: boolean | undefined;
}

export type GroupVerdict = 'passes' | 'blocked' | 'cannot-tell';

/**
 * Interfaces that may be without security groups, and then let everything through: who makes a Network Load Balancer
 * without any can give it none later. Those of others that show none may not have been read.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
const OPEN_WITHOUT_GROUPS = 'network_load_balancer';

/** Whether any permission of the groups lets the flow through. */
export function judgeGroups(
  topology: Topology,
  eni: NetworkInterface,
  flow: Flow,
  direction: 'inbound' | 'outbound',
  far: FarEnd,
): GroupVerdict {
  let unknown = eni.securityGroups.length === 0;
  if (unknown && eni.type === OPEN_WITHOUT_GROUPS) return 'passes';
  const address = direction === 'inbound' ? flow.source : flow.destination;
  for (const id of eni.securityGroups) {
    const group = topology.get('security-group', id);
    if (!group) {
      unknown = true;
      continue;
    }
    for (const permission of group[direction]) {
      if (!admits(permission, flow)) continue;
      if (permission.cidrs.some((cidr: Cidr) => hasIp(cidr, address))) return 'passes';
      for (const list of permission.prefixLists) {
        const entries = topology.get('prefix-list', list)?.entries;
        if (!entries) unknown = true;
        else if (entries.some((entry) => hasIp(entry.cidr, address))) return 'passes';
      }
      if (permission.groups.length === 0 || far.groupsCarry === false) continue;
      const named =
        far.groups === 'unread' || permission.groups.some((g) => far.groups.includes(g.group));
      if (!named) continue;
      if (far.groupsCarry === true && far.groups !== 'unread') return 'passes';
      unknown = true;
    }
  }
  return unknown ? 'cannot-tell' : 'blocked';
}

/** Why it cannot be told what the groups of an interface let through. */
function unknownWhy(
  topology: Topology,
  { securityGroups }: NetworkInterface,
  direction: 'inbound' | 'outbound',
): string {
  if (securityGroups.length === 0) return 'the interface shows none';
  const isRead = securityGroups.every((id) =>
    topology
      .get('security-group', id)
      ?.[direction].every((permission) =>
        permission.prefixLists.every((list) => topology.get('prefix-list', list)?.entries),
      ),
  );
  return isRead
    ? 'whether a reference to another group matches here is not known'
    : 'a group or prefix list was not read';
}

function admits(permission: Permission, flow: Flow): boolean {
  if (!sameProtocol(permission.protocol, flow.protocol)) return false;
  if (protocolNumber(permission.protocol) === '-1') return true;
  const { fromPort, toPort } = permission;
  // For ICMP the two are its type and code; -1 stands for all.
  if (!usesPorts(flow.protocol)) return sameIcmp(fromPort, flow);
  if (fromPort === undefined || fromPort === -1) return true;
  const ports = flow.ports ?? ANY_PORT;
  return fromPort <= ports.from && (toPort ?? fromPort) >= ports.to;
}

/** One check on the way, in the order the flow meets them. */
export interface FilterStop {
  readonly outcome: Extract<Outcome, 'filtered' | 'cannot-tell'>;
  readonly blocker: Blocker;
}

const words = (flow: Flow): string =>
  `${flow.protocol}${flow.ports ? ` ${flow.ports.from === flow.ports.to ? flow.ports.from : `${flow.ports.from}-${flow.ports.to}`}` : ''}`;

export function checkAcl(
  view: RoutingView,
  subnet: Subnet,
  flow: Flow,
  egress: boolean,
  isReply: boolean,
): FilterStop | undefined {
  const direction: Blocker['direction'] = isReply ? 'return' : 'forward';
  const acl = view.aclOf(subnet);
  const way = egress ? 'outbound' : 'inbound';
  if (!acl) {
    return {
      outcome: 'cannot-tell',
      blocker: {
        outcome: 'cannot-tell',
        direction,
        at: subnet.id,
        message: `The network ACL of ${subnet.id} was not read.`,
        change: 'Collect the network ACLs of its account and Region.',
      },
    };
  }
  const { passes, entry } = judgeAcl(acl, flow, egress);
  if (passes === true) return undefined;
  const far = formatIp(egress ? flow.destination : flow.source);
  const isPart = passes === 'partly' && flow.ports === EPHEMERAL;
  if (isPart && flow.usedAllBy === undefined) {
    const common = judgeAcl(acl, { ...flow, ports: LINUX }, egress);
    if (common.passes === true) {
      return {
        outcome: 'cannot-tell',
        blocker: {
          outcome: 'cannot-tell',
          direction,
          at: acl.id,
          message: `${acl.id}, ${way}: replies to ports ${LINUX.from}-${LINUX.to}, which Linux uses, pass at ${subnet.id}, but not all of ${EPHEMERAL.from}-${EPHEMERAL.to}: it depends on the client.`,
          change: `Allow ${words(flow)} ${egress ? 'to' : 'from'} ${far} ${way} in ${acl.id}, or see that clients use no other ports.`,
        },
      };
    }
  }
  const rule = entry ? `entry ${isLast(entry) ? '*' : entry.number}` : 'no entry';
  const verb = !entry
    ? 'allows'
    : entry.allow
      ? 'allows only part of'
      : passes === 'partly'
        ? 'denies part of'
        : 'denies';
  return {
    outcome: 'filtered',
    blocker: {
      outcome: 'filtered',
      direction,
      at: acl.id,
      message: `${acl.id}, ${way}: ${rule} ${verb} ${words(flow)} ${egress ? 'to' : 'from'} ${far} at ${subnet.id}${isPart && flow.usedAllBy !== undefined ? `; ${flow.usedAllBy} uses them all` : ''}.`,
      change: `Allow ${words(flow)} ${egress ? 'to' : 'from'} ${far} ${way} in ${acl.id}.`,
    },
  };
}

export function checkGroups(
  topology: Topology,
  eni: NetworkInterface,
  flow: Flow,
  direction: 'inbound' | 'outbound',
  far: FarEnd,
): FilterStop | undefined {
  const verdict = judgeGroups(topology, eni, flow, direction, far);
  if (verdict === 'passes') return undefined;
  const groups = eni.securityGroups.join(', ');
  const other = formatIp(direction === 'inbound' ? flow.source : flow.destination);
  const outcome = verdict === 'blocked' ? 'filtered' : 'cannot-tell';
  return {
    outcome,
    blocker: {
      outcome,
      direction: 'forward',
      at: eni.securityGroups[0] ?? eni.id,
      message:
        outcome === 'filtered'
          ? `No ${direction} rule of ${groups} (on ${eni.id}) allows ${words(flow)} ${direction === 'inbound' ? 'from' : 'to'} ${other}.`
          : `Whether ${groups || 'the security groups'} of ${eni.id} allow ${words(flow)} cannot be told: ${unknownWhy(topology, eni, direction)}.`,
      change: `Allow ${words(flow)} ${direction === 'inbound' ? 'from' : 'to'} ${other} in one of ${groups || 'its security groups'}.`,
    },
  };
}
