/**
 * Network ACLs and security groups on the way of one flow.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
import { type Cidr, formatIp, hasIp, type Ip } from '../base/cidr.ts';
import type { AclEntry, NetworkAcl } from '../kinds/network-acl.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Permission } from '../kinds/security-group.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Topology } from '../topology/topology.ts';
import type { Blocker, Outcome } from './outcome.ts';

/** What a filter sees of a packet. Ports undefined: any port. */
export interface Flow {
  readonly source: Ip;
  readonly destination: Ip;
  /** `tcp`, `udp`, `icmp`, `-1` or a number. */
  readonly protocol: string;
  readonly ports: { readonly from: number; readonly to: number } | undefined;
}

/** Ports a client may use: Linux, Windows and NAT gateways together. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html */
export const EPHEMERAL = { from: 1024, to: 65535 } as const;

const NUMBERS: Readonly<Record<string, string>> = {
  icmp: '1',
  tcp: '6',
  udp: '17',
  icmpv6: '58',
  all: '-1',
};
const protocolNumber = (protocol: string): string => NUMBERS[protocol.toLowerCase()] ?? protocol;
const usesPorts = (protocol: string): boolean => ['6', '17'].includes(protocolNumber(protocol));

const sameProtocol = (rule: string, flow: string): boolean =>
  protocolNumber(rule) === '-1' || protocolNumber(rule) === protocolNumber(flow);

interface PortRange {
  readonly from: number;
  readonly to: number;
}

const covers = (rule: PortRange | undefined, flow: PortRange | undefined): boolean =>
  rule === undefined || (flow !== undefined && rule.from <= flow.from && rule.to >= flow.to);
const meets = (rule: PortRange | undefined, flow: PortRange | undefined): boolean =>
  rule === undefined || flow === undefined || (rule.from <= flow.to && rule.to >= flow.from);

interface Verdict {
  readonly passes: boolean | 'partly';
  readonly entry: AclEntry | undefined;
}

/** The first entry, by number, that speaks about the flow. A range that entries split passes `partly`. */
export function judgeAcl(acl: NetworkAcl, flow: Flow, egress: boolean): Verdict {
  const far = egress ? flow.destination : flow.source;
  const ported = usesPorts(flow.protocol);
  let split: AclEntry | undefined;
  for (const entry of acl.entries) {
    if (entry.egress !== egress || !entry.cidr || !hasIp(entry.cidr, far)) continue;
    if (!sameProtocol(entry.protocol, flow.protocol)) continue;
    const ports = ported && protocolNumber(entry.protocol) !== '-1' ? entry.ports : undefined;
    if (!meets(ports, flow.ports)) continue;
    if (covers(ports, flow.ports)) {
      return split && split.allow !== entry.allow
        ? { passes: 'partly', entry: split }
        : { passes: entry.allow, entry };
    }
    split ??= entry;
  }
  return { passes: split?.allow === true ? 'partly' : false, entry: split };
}

export type GroupVerdict = 'passes' | 'blocked' | 'cannot-tell';

/** Whether any permission of the groups lets the flow through. */
export function judgeGroups(
  topology: Topology,
  eni: NetworkInterface,
  flow: Flow,
  direction: 'inbound' | 'outbound',
  far: { readonly eni: NetworkInterface | undefined; readonly groupsCarry: boolean | undefined },
): GroupVerdict {
  let unknown = eni.securityGroups.length === 0;
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
      if (far.eni && permission.groups.some((g) => far.eni?.securityGroups.includes(g.group))) {
        if (far.groupsCarry === true) return 'passes';
        if (far.groupsCarry === undefined) unknown = true;
      }
    }
  }
  return unknown ? 'cannot-tell' : 'blocked';
}

function admits(permission: Permission, flow: Flow): boolean {
  if (!sameProtocol(permission.protocol, flow.protocol)) return false;
  if (protocolNumber(permission.protocol) === '-1' || !usesPorts(flow.protocol)) return true;
  const { fromPort, toPort } = permission;
  const range = fromPort === undefined ? undefined : { from: fromPort, to: toPort ?? fromPort };
  return covers(range, flow.ports);
}

/** The ACL of a subnet: the one that names it; undefined where ACLs were not read. */
export function aclOf(topology: Topology, subnet: Subnet): NetworkAcl | undefined {
  const acls = topology.all('network-acl').filter((acl) => acl.vpc === subnet.vpc);
  return acls.find((acl) => acl.subnets.includes(subnet.id)) ?? acls.find((acl) => acl.isDefault);
}

/** One check on the way, in the order the flow meets them. */
export interface FilterStop {
  readonly outcome: Extract<Outcome, 'filtered' | 'cannot-tell'>;
  readonly blocker: Blocker;
}

const words = (flow: Flow): string =>
  `${flow.protocol}${flow.ports ? ` ${flow.ports.from === flow.ports.to ? flow.ports.from : `${flow.ports.from}-${flow.ports.to}`}` : ''}`;

export function checkAcl(
  topology: Topology,
  subnet: Subnet,
  flow: Flow,
  egress: boolean,
  direction: Blocker['direction'],
): FilterStop | undefined {
  const acl = aclOf(topology, subnet);
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
  const rule = entry ? `entry ${entry.number === 32767 ? '*' : entry.number}` : 'no entry';
  const verb = entry ? (entry.allow ? 'allows only part of' : 'denies') : 'allows';
  return {
    outcome: 'filtered',
    blocker: {
      outcome: 'filtered',
      direction,
      at: acl.id,
      message: `${acl.id}, ${way}: ${rule} ${verb} ${words(flow)} ${egress ? 'to' : 'from'} ${far} at ${subnet.id}.`,
      change: `Allow ${words(flow)} ${egress ? 'to' : 'from'} ${far} ${way} in ${acl.id}.`,
    },
  };
}

export function checkGroups(
  topology: Topology,
  eni: NetworkInterface,
  flow: Flow,
  direction: 'inbound' | 'outbound',
  far: { readonly eni: NetworkInterface | undefined; readonly groupsCarry: boolean | undefined },
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
          : `Whether ${groups || 'the security groups'} of ${eni.id} allow ${words(flow)} cannot be told: a group or prefix list was not read.`,
      change: `Allow ${words(flow)} ${direction === 'inbound' ? 'from' : 'to'} ${other} in one of ${groups || 'its security groups'}.`,
    },
  };
}
