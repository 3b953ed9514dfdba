/** What stands between a mesh and a transit gateway: what breaks, and what has to be prepared first. */
import { count } from '../base/count.ts';
import { type Cidr, contains } from '../base/cidr.ts';
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { SecurityGroup } from '../kinds/security-group.ts';
import { podsApart, sharesOnlyPods } from '../topology/pods.ts';
import type { Topology } from '../topology/topology.ts';
import type { Mesh } from './find.ts';

export type BlockerKind =
  'overlap' | 'security-group-reference' | 'mtu' | 'inter-region' | 'not-checked';

export interface MeshBlocker {
  readonly kind: BlockerKind;
  /** True where the move cannot work before this is solved; false where it has to be prepared for. */
  readonly stops: boolean;
  readonly message: string;
  readonly resources: readonly Ref[];
}

/** Blockers of a mesh in a fixed order: what stops it first. */
export function meshBlockers(topology: Topology, mesh: Mesh): MeshBlocker[] {
  return [
    ...overlapBlockers(topology, mesh.members),
    ...referenceBlockers(topology, mesh.members),
    ...mtuBlocker(mesh),
    ...regionBlocker(topology, mesh.members),
    ...unreadGroups(topology, mesh.members),
  ];
}

/**
 * Members without a direct peering may overlap; on one gateway the later attachment is not propagated, silently.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function overlapBlockers(topology: Topology, members: readonly Ref[]): MeshBlocker[] {
  const trie = new PrefixTrie<{ vpc: Ref; cidr: Cidr }>();
  for (const vpc of members)
    for (const cidr of topology.cidrsOf(vpc)) trie.add(cidr, { vpc, cidr });
  const found = new Map<string, { pair: [Ref, Ref]; cidr: Cidr }>();
  for (const vpc of members) {
    for (const cidr of topology.cidrsOf(vpc)) {
      for (const other of trie.covering(cidr).flatMap((entry) => entry.values)) {
        if (other.vpc === vpc || !contains(other.cidr, cidr)) continue;
        const pair = uniq([vpc, other.vpc]) as [Ref, Ref];
        const key = pair.join('\n');
        if (!found.has(key)) found.set(key, { pair, cidr });
      }
    }
  }
  const keys = [...found.keys()].filter((key) => !podsApart(topology, ...found.get(key)!.pair));
  return keys.sort().map((key) => {
    const { pair, cidr } = found.get(key)!;
    const [a, b] = pair;
    return {
      kind: 'overlap',
      stops: true,
      message: sharesOnlyPods(topology, a, b)
        ? `${topology.label(a)} and ${topology.label(b)} overlap in ${cidr.text}, which is for pods, and no route but a default leads there. A transit gateway still propagates nothing of a VPC that overlaps one attached before: lead to its other blocks by static routes of the gateway, or renumber.`
        : `${topology.label(a)} and ${topology.label(b)} overlap in ${cidr.text}: on one transit gateway only one of them would be propagated. Renumber one, or keep it on peering or PrivateLink.`,
      resources: pair,
    };
  });
}

const groupsByVpc = new WeakMap<Topology, ReadonlyMap<Ref, readonly SecurityGroup[]>>();

function securityGroupsOf(topology: Topology, vpc: Ref): readonly SecurityGroup[] {
  let index = groupsByVpc.get(topology);
  if (!index) {
    index = groupBy(topology.all('security-group'), (group) => group.vpc);
    groupsByVpc.set(topology, index);
  }
  return index.get(vpc) ?? [];
}

/**
 * Security groups of members that name groups of other members, by the direction of the rule. `between` leaves out
 * pairs of VPCs that are not asked about.
 */
export function crossReferences(
  topology: Topology,
  members: readonly Ref[],
  between: (a: Ref, b: Ref) => boolean = () => true,
): { readonly inbound: ReadonlySet<Ref>; readonly outbound: ReadonlySet<Ref> } {
  const inside = new Set(members);
  const inbound = new Set<Ref>();
  const outbound = new Set<Ref>();
  for (const vpc of members) {
    for (const group of securityGroupsOf(topology, vpc)) {
      for (const [rules, hits] of [
        [group.inbound, inbound],
        [group.outbound, outbound],
      ] as const) {
        const crosses = rules
          .flatMap((rule) => rule.groups)
          .map((ref) => ref.vpc ?? topology.get('security-group', ref.group)?.vpc)
          .some(
            (target) =>
              target !== undefined && target !== vpc && inside.has(target) && between(vpc, target),
          );
        if (crosses) hits.add(group.id);
      }
    }
  }
  return { inbound, outbound };
}

/**
 * References to groups of a peered VPC survive on a gateway for inbound rules only, and only with referencing
 * enabled on the gateway and both attachments.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function referenceBlockers(topology: Topology, members: readonly Ref[]): MeshBlocker[] {
  const { inbound, outbound } = crossReferences(topology, members);
  const out: MeshBlocker[] = [];
  if (inbound.size > 0) {
    out.push({
      kind: 'security-group-reference',
      stops: false,
      message: `${count(inbound.size, 'security group')} of members ${inbound.size === 1 ? 'allows' : 'allow'} groups of other members in: turn on security group referencing on the gateway and its attachments before the move, or use CIDRs.`,
      resources: uniq(inbound),
    });
  }
  if (outbound.size > 0) {
    out.push({
      kind: 'security-group-reference',
      stops: false,
      message: `${count(outbound.size, 'security group')} of members ${outbound.size === 1 ? 'names' : 'name'} groups of other members in outbound rules: these never match over a transit gateway. Use CIDRs.`,
      resources: uniq(outbound),
    });
  }
  return out;
}

/**
 * What comes in by a VPC attachment and is too large is dropped, and the sender told so; network ACLs judge that message
 * as any other. Where only one direction was moved, large packets of the other may be lost: both go at once.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas,
 * https://docs.aws.amazon.com/vpc/latest/userguide/path_mtu_discovery.html,
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export function mtuBlocker({ peerings }: Pick<Mesh, 'peerings'>): MeshBlocker[] {
  const jumbo = peerings.filter((p) => p.requester.region === p.accepter.region);
  if (jumbo.length === 0) return [];
  return [
    {
      kind: 'mtu',
      stops: false,
      message: `${count(jumbo.length, 'peering')} within a Region ${jumbo.length === 1 ? 'carries' : 'carry'} packets of 9,001 bytes, a transit gateway 8,500. It drops larger ones and tells the sender to send smaller ones (Path MTU Discovery), which network ACLs have to let in: ICMP type 3 code 4, for IPv6 type 2. Move both directions of a pair at once; where hosts do not heed that message, lower their MTU first.`,
      resources: jumbo.map((p) => p.id),
    },
  ];
}

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html */
function regionBlocker(topology: Topology, members: readonly Ref[]): MeshBlocker[] {
  const regions = regionsOf(topology, members);
  if (regions.length < 2) return [];
  return [
    {
      kind: 'inter-region',
      stops: false,
      message: `Members are in ${regions.join(', ')}: each Region needs its own transit gateway, peered with ${regions.length === 2 ? 'the other' : 'the others'}, with static routes on every side.`,
      resources: members,
    },
  ];
}

/** Members whose security groups were not read. */
export function unreadGroups(topology: Topology, members: readonly Ref[]): MeshBlocker[] {
  const unread = members.filter((vpc) => !topology.saw('security-group', topology.placeOf(vpc)));
  if (unread.length === 0) return [];
  return [
    {
      kind: 'not-checked',
      stops: false,
      message: `Security groups of ${count(unread.length, 'member')} were not read: references to groups of other members are not known.`,
      resources: unread,
    },
  ];
}

/** Known Regions of the members, sorted. */
export const regionsOf = (topology: Topology, members: readonly Ref[]): string[] =>
  uniq(members.map((vpc) => topology.placeOf(vpc).region)).filter((region) => region !== '');
