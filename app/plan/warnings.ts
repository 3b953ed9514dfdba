/** What to know, or to solve, before the first step of a plan. */
import { count } from '../base/count.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { meshBlockers } from '../mesh/blockers.ts';
import type { Routing } from '../routing/routing.ts';
import { overlapPairs } from './clash.ts';
import type { Designed } from './design.ts';
import type { PlanWarning } from './plan.ts';
import type { Scope } from './scope.ts';
import { TABLE_QUOTA } from './table-design.ts';

/** In the order in which they matter: what stops the plan first. */
export function warningsOf(
  routing: Routing,
  scope: Scope,
  designed: Designed,
  leave: ReadonlySet<Ref>,
): PlanWarning[] {
  const out = [
    ...overlaps(routing, scope),
    ...unknown(routing, scope),
    ...landings(routing, designed),
    ...fromMesh(routing, scope),
    ...dns(scope),
    ...joinedTables(designed),
    ...fallThrough(routing, designed, leave),
    ...gaps(routing, scope),
  ];
  return [...out.filter((w) => w.stops), ...out.filter((w) => !w.stops)];
}

function overlaps({ topology }: Routing, scope: Scope): PlanWarning[] {
  const pairs = overlapPairs(topology, scope.members);
  if (pairs.length === 0) return [];
  const named = pairs.map(([a, b]) => `${topology.label(a)} and ${topology.label(b)}`).join('; ');
  return [
    {
      kind: 'overlap',
      stops: false,
      message: `${count(pairs.length, 'pair')} of VPCs ${pairs.length === 1 ? 'shares' : 'share'} addresses (${named}). A route table of a gateway leads to one of them only; peerings to the other stay where both are needed.`,
      resources: uniq(pairs.flat()),
    },
  ];
}

function unknown({ topology }: Routing, scope: Scope): PlanWarning[] {
  if (scope.unknown.length === 0) return [];
  return [
    {
      kind: 'not-collected',
      stops: false,
      message: `${count(scope.unknown.length, 'VPC')} (${scope.unknown.map((id) => topology.label(id)).join(', ')}) ${scope.unknown.length === 1 ? 'was' : 'were'} not collected, or the route tables were not: ${count(scope.left.length, 'peering')} with ${scope.unknown.length === 1 ? 'it stays' : 'them stay'}. Collect those accounts, and plan again.`,
      resources: [...scope.unknown, ...scope.left.map((p) => p.id)],
    },
  ];
}

function landings({ topology }: Routing, { design }: Designed): PlanWarning[] {
  return design.attachments.flatMap((attachment) => {
    const shared = attachment.landings.filter((l) => l.how === 'shared');
    if (shared.length === 0) return [];
    return [
      {
        kind: 'landing' as const,
        stops: false,
        message: `${topology.label(attachment.vpc)} has no room for a /28 in ${shared.map((l) => l.zone || l.zoneId).join(', ')}: the attachment shares ${shared.map((l) => topology.label(l.subnet)).join(', ')} with workloads, whose network ACL and route table then also judge what arrives.`,
        resources: [attachment.vpc, ...shared.map((l) => l.subnet)],
      },
    ];
  });
}

/** What the mesh finding says already: security group references, MTU, groups that were not read. */
function fromMesh({ topology }: Routing, scope: Scope): PlanWarning[] {
  const kinds = {
    'security-group-reference': 'security-group-reference',
    mtu: 'mtu',
    'not-checked': 'gap',
  } as const;
  return meshBlockers(topology, {
    members: scope.members,
    peerings: scope.peerings,
    missing: [],
    unseen: [],
  }).flatMap((blocker) =>
    blocker.kind in kinds
      ? [
          {
            kind: kinds[blocker.kind as keyof typeof kinds],
            stops: blocker.stops,
            message: blocker.message,
            resources: blocker.resources,
          },
        ]
      : [],
  );
}

/**
 * DNS names of the other side resolve to private addresses over a peering only where the option is on; over a
 * gateway they do where DNS support is on, within a Region.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function dns(scope: Scope): PlanWarning[] {
  const between = scope.peerings.filter(
    (p) => p.requester.region !== p.accepter.region && (p.requester.dns || p.accepter.dns),
  );
  if (between.length === 0) return [];
  return [
    {
      kind: 'dns',
      stops: false,
      message: `${count(between.length, 'peering')} between Regions ${between.length === 1 ? 'resolves' : 'resolve'} public DNS names to private addresses. Peered transit gateways do not: use private hosted zones or Resolver rules for those names first.`,
      resources: between.map((p) => p.id),
    },
  ];
}

function joinedTables({ design, joined }: Designed): PlanWarning[] {
  return joined.map((gateway) => ({
    kind: 'tables' as const,
    stops: false,
    message: `${design.gateways.find((g) => g.id === gateway)?.name ?? gateway} would need more than ${TABLE_QUOTA} route tables: some were joined, so that only the VPCs' own route tables keep their VPCs apart.`,
    resources: [gateway],
  }));
}

/** A route that dropped everything hides a wider one; without it, traffic goes where that leads. */
function fallThrough(
  routing: Routing,
  { moves }: Designed,
  leave: ReadonlySet<Ref>,
): PlanWarning[] {
  const { topology } = routing;
  return moves
    .filter((m) => m.fit === 'dead')
    .flatMap((move) => {
      const where = `${topology.label(move.table.id)} drops ${move.route.destination} into a peering that cannot carry it`;
      const said = (message: string): PlanWarning[] => [
        {
          kind: 'fall-through',
          stops: false,
          message,
          resources: [move.table.id, move.vpc],
        },
      ];
      if (leave.has(move.table.id)) {
        return said(
          `${where}. The route stays as a blackhole, since a wider route would open behind it: decide whether that is wanted.`,
        );
      }
      const next = routing
        .routesOf(move.table)
        .filter((r) => r.cidr.length < (move.route.cidr?.length ?? 0) && r.state === 'active')
        .filter((r) =>
          move.prefixes.some((p) => r.cidr.family === p.family && r.cidr.length === 0),
        );
      const [wider] = next;
      if (!wider) return [];
      return said(
        `${where}. Once that route is gone, the addresses follow ${wider.cidr.text} to ${wider.target.id}.`,
      );
    });
}

function gaps({ topology }: Routing, scope: Scope): PlanWarning[] {
  const hiding = new Set(
    scope.members.flatMap((vpc) =>
      topology.gapsHiding(
        ['route-table', 'subnet', 'vpc-peering', 'prefix-list'],
        topology.placeOf(vpc),
      ),
    ),
  );
  return [...hiding].map((gap) => ({
    kind: 'gap' as const,
    stops: false,
    message: `${gap.message} What is not seen is not moved.`,
    resources: gap.subject === undefined ? [] : [gap.subject],
  }));
}
