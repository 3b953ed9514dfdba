/** Security groups that still name groups of a VPC they are no longer peered with, or groups that are gone. */
import { z } from 'zod';
import { by, uniq } from '../../base/order.ts';
import type { GroupReference, Permission, SecurityGroup } from '../../kinds/security-group.ts';
import type { Topology } from '../../topology/topology.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'peering-stale-sg-reference',
  about: {
    title: 'Security group with a stale reference to a peer',
    why: "A security group may name groups of a peered VPC. When the peering or the other group is deleted the rule stays, and allows nothing: it is stale. It works again by itself as soon as the same two VPCs are peered anew, which may open more than anybody remembers. AWS's own list of stale rules is asked for each VPC; here they are read from the groups.",
    remedy:
      'Revoke the rules named here. Where the traffic is meant to go on over a transit gateway, turn on security group referencing there (inbound only), or name CIDR blocks instead.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html',
    ],
  },
  needs: ['security-group', 'vpc-peering'],
  options: z.object({}),
  messages: {
    link: '{group} of {vpc} names {groups} over {links}, which {verb} no longer active.',
    gone: '{group} of {vpc} names {groups}, which {verb} deleted.',
  },
  check({ topology }, say) {
    for (const group of topology.all('security-group')) {
      const stale = staleIn(topology, group);
      if (stale.length === 0) continue;
      const groups = uniq(stale.map(({ reference }) => reference.group));
      const links = uniq(
        stale.flatMap(({ reference, cause }) =>
          cause === 'link' ? (reference.peering ?? []) : [],
        ),
      );
      const many = links.length > 0 ? links : groups;
      say({
        message: links.length > 0 ? 'link' : 'gone',
        at: [group.id, group.vpc],
        path: [group.vpc, group.id],
        places: stale.map(({ place }) => place).sort(by((place) => place.detail)),
        data: {
          group: topology.label(group.id),
          vpc: topology.label(group.vpc),
          groups: named(topology, groups),
          links: listed(links),
          verb:
            links.length > 0
              ? many.length === 1
                ? 'is'
                : 'are'
              : many.length === 1
                ? 'has been'
                : 'have been',
        },
      });
    }
  },
});

interface Stale {
  readonly reference: GroupReference;
  readonly cause: 'link' | 'gone';
  readonly place: Place;
}

function staleIn(topology: Topology, group: SecurityGroup): Stale[] {
  const out: Stale[] = [];
  for (const [way, permissions] of [
    ['inbound', group.inbound],
    ['outbound', group.outbound],
  ] as const) {
    for (const permission of permissions) {
      for (const reference of permission.groups) {
        const cause = causeOf(topology, group, reference);
        if (!cause) continue;
        const joint = way === 'inbound' ? 'from' : 'to';
        const why =
          cause === 'link'
            ? `${reference.peering} is ${stateOf(topology, reference)}`
            : 'the group is deleted';
        const detail = `${way} ${trafficOf(permission)} ${joint} ${reference.group}: ${why}`;
        out.push({ reference, cause, place: { resource: group.id, detail } });
      }
    }
  }
  return out;
}

/** Why a reference is stale; undefined where it is not, or where that cannot be told. */
function causeOf(
  topology: Topology,
  group: SecurityGroup,
  reference: GroupReference,
): Stale['cause'] | undefined {
  const { vpc: far, peering, account } = reference;
  // Most name groups of their own VPC.
  if (far === undefined || far === group.vpc) return undefined;
  if (peering !== undefined && isDown(topology, group, far, reference)) return 'link';
  if (topology.get('security-group', reference.group)) return undefined;
  if (account === undefined) return peering === undefined ? undefined : 'gone';
  return topology.saw('security-group', { account, region: group.region }) ? 'gone' : undefined;
}

const LIVE: ReadonlySet<string> = new Set(['active', 'provisioning', 'pending-acceptance']);

/** True where the peering of a reference is over, and the two VPCs have no other one, which would take its place. */
function isDown(
  topology: Topology,
  group: SecurityGroup,
  far: string,
  reference: GroupReference,
): boolean {
  const again = topology
    .peeringsOf(group.vpc)
    .some((p) => p.state === 'active' && topology.sidesOf(p, group.vpc).far.vpc === far);
  if (again) return false;
  const state = stateOf(topology, reference);
  if (state !== 'gone') return !LIVE.has(state);
  // Whoever merely shares the VPC is not shown its peerings.
  const vpc = topology.get('vpc', group.vpc);
  return vpc !== undefined && vpc.account === group.account && topology.saw('vpc-peering', vpc);
}

/** What AWS says beside the reference, else what the peering itself says; `gone` where nothing is left of it. */
const stateOf = (topology: Topology, { peering, peeringState }: GroupReference): string =>
  peeringState ?? topology.get('vpc-peering', peering ?? '')?.state ?? 'gone';

/** `tcp 5432`, `tcp 8000 to 8010`, `all traffic`. */
function trafficOf({ protocol, fromPort, toPort }: Permission): string {
  if (protocol === '-1') return 'all traffic';
  if (fromPort === undefined || fromPort === -1) return protocol;
  return toPort === undefined || toPort === fromPort
    ? `${protocol} ${fromPort}`
    : `${protocol} ${fromPort} to ${toPort}`;
}
