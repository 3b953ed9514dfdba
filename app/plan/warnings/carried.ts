/** What a plan warns of where a peering carries what a gateway does not: security group references, packet sizes, DNS names. */
import { count } from '../../base/count.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import { crossReferences, mtuBlocker, unreadGroups } from '../../mesh/blockers.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Designed } from '../design.ts';
import { pairKey } from '../goals.ts';
import type { PlanWarning } from '../plan.ts';
import { endsOf, type Scope } from '../scope.ts';

/** Peerings whose traffic a gateway will carry: not those that stay, nor those of pairs between which none leads over it. */
function movedPeerings(scope: Scope, { design, moves, openings }: Designed): VpcPeering[] {
  const goes = new Set(design.replaced);
  const carried = new Set(
    [...moves.filter((m) => m.fit !== 'dead'), ...openings].map((r) => pairKey(r.vpc, r.peer)),
  );
  return scope.peerings.filter((p) => goes.has(p.id) && carried.has(pairKey(...endsOf(p))));
}

/**
 * References to groups of another VPC match over a gateway in inbound rules, where gateway and attachments carry them,
 * and not for attachments in use1-az3.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
 */
export function references({ topology }: Routing, scope: Scope, designed: Designed): PlanWarning[] {
  const { design } = designed;
  const moved = new Set(movedPeerings(scope, designed).map((p) => pairKey(...endsOf(p))));
  const { inbound, outbound } = crossReferences(topology, design.members, (a, b) =>
    moved.has(pairKey(a, b)),
  );
  const out: PlanWarning[] = [];
  const say = (message: string, groups: ReadonlySet<Ref>): void => {
    if (groups.size === 0) return;
    const resources = uniq(groups);
    out.push({ kind: 'security-group-reference', stops: false, message, resources });
  };
  const many = (groups: ReadonlySet<Ref>) => count(groups.size, 'security group');
  say(
    `${many(inbound)} of members ${inbound.size === 1 ? 'allows' : 'allow'} groups of other members in. Gateways and attachments of this plan carry such references within a Region, where the attachments are in other zones than use1-az3.`,
    inbound,
  );
  say(
    `${many(outbound)} of members ${outbound.size === 1 ? 'names' : 'name'} groups of other members in outbound rules. These never match over a transit gateway: allow prefixes instead, before the pair is cut over.`,
    outbound,
  );
  const closed = design.attachments
    .filter((a) => a.existing)
    .filter((a) => topology.get('tgw-vpc-attachment', a.id)?.securityGroupReferencing === false);
  if (inbound.size > 0 && closed.length > 0) {
    out.push({
      kind: 'security-group-reference',
      stops: false,
      message: `Attachments that are there do not carry references to security groups: ${closed.map((a) => topology.label(a.id)).join(', ')}. Turn on security group referencing on them before these pairs are cut over.`,
      resources: closed.map((a) => a.id),
    });
  }
  const blind = new Set(
    design.attachments
      .filter((a) => a.landings.some((l) => l.zoneId === 'use1-az3'))
      .map((a) => a.vpc),
  );
  // Either end may be the one that is not carried: the group with the rule, or the one it names.
  const deaf = new Set(
    [...inbound].filter((id) => {
      const group = topology.get('security-group', id);
      const named = (group?.inbound ?? [])
        .flatMap((rule) => rule.groups)
        .map((ref) => ref.vpc ?? topology.get('security-group', ref.group)?.vpc);
      return [group?.vpc, ...named].some((vpc) => vpc !== undefined && blind.has(vpc));
    }),
  );
  say(
    `${many(deaf)} with such rules ${deaf.size === 1 ? 'has' : 'have'} an end in a VPC with an attachment in use1-az3 (${[...blind].map((vpc) => topology.label(vpc)).join(', ')}), where references are not carried: allow prefixes instead, before the pair is cut over.`,
    deaf,
  );
  return out;
}

/** What the mesh finding says of packet sizes and of security groups that were not read, here of what moves. */
export function packets({ topology }: Routing, scope: Scope, designed: Designed): PlanWarning[] {
  return [
    ...mtuBlocker({ peerings: movedPeerings(scope, designed) }).map((blocker) => ({
      ...blocker,
      kind: 'mtu' as const,
    })),
    ...unreadGroups(topology, designed.design.members).map((blocker) => ({
      ...blocker,
      kind: 'gap' as const,
    })),
  ];
}

/**
 * DNS names of the other side resolve to private addresses over a peering only where the option is on; over a
 * gateway they do where DNS support is on, within a Region.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function dns({ topology }: Routing, scope: Scope, designed: Designed): PlanWarning[] {
  const { design } = designed;
  const asks = movedPeerings(scope, designed).filter((p) => p.requester.dns || p.accepter.dns);
  const between = asks.filter((p) => p.requester.region !== p.accepter.region);
  const out: PlanWarning[] = [];
  if (between.length > 0) {
    out.push({
      kind: 'dns',
      stops: false,
      message: `${count(between.length, 'peering')} between Regions ${between.length === 1 ? 'resolves' : 'resolve'} public DNS names to private addresses. Peered transit gateways do not: use private hosted zones or Resolver rules for those names first.`,
      resources: between.map((p) => p.id),
    });
  }
  const off = [
    ...design.gateways.filter((g) => topology.get('transit-gateway', g.id)?.dns === false),
    ...design.attachments.filter((a) => topology.get('tgw-vpc-attachment', a.id)?.dns === false),
  ].map((r) => r.id);
  if (asks.length > between.length && off.length > 0) {
    out.push({
      kind: 'dns',
      stops: false,
      message: `${count(asks.length - between.length, 'peering')} within a Region ${asks.length - between.length === 1 ? 'resolves' : 'resolve'} public DNS names to private addresses, and DNS support is off on ${off.map((id) => topology.label(id)).join(', ')}: turn it on before these pairs are cut over.`,
      resources: off,
    });
  }
  return out;
}
