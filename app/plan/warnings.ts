/** What to know, or to solve, before the first step of a plan. */
import { count } from '../base/count.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { crossReferences, meshBlockers } from '../mesh/blockers.ts';
import type { Routing } from '../routing/routing.ts';
import { overlapPairs } from './clash.ts';
import type { Designed } from './design.ts';
import { type Asked, pairKey } from './goals.ts';
import { isOpenTo } from './landings.ts';
import type { PlanWarning } from './plan.ts';
import { quotaWarnings } from './quotas.ts';
import { type Scope, widerBehind } from './scope.ts';
import { TABLE_QUOTA } from './table-design.ts';

export interface WarningsInput {
  readonly routing: Routing;
  readonly scope: Scope;
  readonly designed: Designed;
  /** VPC route tables whose useless routes stay. */
  readonly leave: ReadonlySet<Ref>;
  readonly asked: Asked;
  /** The network once the plan is carried out. */
  readonly after: Routing;
}

/** In the order in which they matter: what stops the plan first. */
export function warningsOf({
  routing,
  scope,
  designed,
  leave,
  asked,
  after,
}: WarningsInput): PlanWarning[] {
  const out = [
    ...overlaps(routing, scope),
    ...unknown(routing, scope),
    ...quotaWarnings(designed.design, after.topology),
    ...landings(routing, designed),
    ...acls(routing, designed),
    ...references(routing, scope, designed),
    ...sharedVpcs(routing, designed),
    ...goalsMissed(routing, designed, asked, after),
    ...fromMesh(routing, scope),
    ...dns(routing, scope, designed),
    ...joinedTables(designed),
    ...fallThrough(routing, designed, leave),
    ...gaps(routing, scope),
    ...others(routing, designed),
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

/**
 * The network ACL of an attachment's subnet judges what arrives from the gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
function acls({ topology }: Routing, { design }: Designed): PlanWarning[] {
  return design.attachments.flatMap(({ vpc, landings }) => {
    const shut = landings.filter((l) => l.how === 'new' && !isOpenTo(topology, vpc, undefined));
    if (shut.length === 0) return [];
    return [
      {
        kind: 'landing' as const,
        stops: false,
        message: `The default network ACL of ${topology.label(vpc)} does not let everything through, and it will judge the new attachment ${shut.length === 1 ? 'subnet' : 'subnets'} in ${shut.map((l) => l.zone || l.zoneId).join(', ')}: give ${shut.length === 1 ? 'it' : 'them'} an open network ACL before the first pair is cut over.`,
        resources: [vpc],
      },
    ];
  });
}

/**
 * References to groups of another VPC match over a gateway in inbound rules, where gateway and attachments carry them,
 * and not for attachments in use1-az3.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
 */
function references({ topology }: Routing, scope: Scope, { design }: Designed): PlanWarning[] {
  const { inbound, outbound } = crossReferences(topology, scope.members);
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

/** What the mesh finding says already of MTU, and of security groups that were not read. */
function fromMesh({ topology }: Routing, scope: Scope): PlanWarning[] {
  const kinds = new Map<string, PlanWarning['kind']>([
    ['mtu', 'mtu'],
    ['not-checked', 'gap'],
  ]);
  return meshBlockers(topology, {
    members: scope.members,
    peerings: scope.peerings,
    missing: [],
    unseen: [],
  }).flatMap(({ kind, stops, message, resources }) => {
    const own = kinds.get(kind);
    return own ? [{ kind: own, stops, message, resources }] : [];
  });
}

/**
 * Subnets of a shared VPC hold interfaces of other accounts. Only the owner attaches the VPC and changes its tables.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
function sharedVpcs({ topology }: Routing, { design }: Designed): PlanWarning[] {
  const guests = new Map<Ref, Set<string>>();
  const owners = new Map(design.members.map((vpc) => [vpc, topology.placeOf(vpc).account]));
  for (const { vpc, account, type } of topology.all('network-interface')) {
    const owner = owners.get(vpc);
    if (owner === undefined || account === owner || type !== 'interface') continue;
    guests.set(vpc, (guests.get(vpc) ?? new Set()).add(account));
  }
  return [...guests].map(([vpc, accounts]) => ({
    kind: 'shared-vpc' as const,
    stops: false,
    message: `${topology.label(vpc)} is shared with ${count(accounts.size, 'account')} (${uniq(accounts).join(', ')}): tell them, since their security groups are theirs to change, and leave the steps to the owner, ${owners.get(vpc) ?? ''}.`,
    resources: [vpc],
  }));
}

/** Pairs that the mode wants joined or apart, and that are not. */
function goalsMissed(
  { topology }: Routing,
  { design, unjoined }: Designed,
  asked: Asked,
  after: Routing,
): PlanWarning[] {
  const out: PlanWarning[] = unjoined.map(({ vpcs, why }) => ({
    kind: 'segments',
    stops: false,
    message: `${vpcs.map((id) => topology.label(id)).join(' and ')} are not joined: ${why}.`,
    resources: [...vpcs],
  }));
  if (design.mode === 'exact') return out;
  const reach = after.reach();
  const at = new Map(reach.vpcs.map((id, i) => [id, i]));
  const told = new Set(unjoined.map(({ vpcs }) => pairKey(...vpcs)));
  design.members.forEach((a, i) => {
    for (const b of design.members.slice(i + 1)) {
      const want = asked(a, b);
      if (want === undefined || told.has(pairKey(a, b))) continue;
      const ways = [
        [a, b],
        [b, a],
      ] as const;
      const off = ways.filter(([from, to]) => {
        const [x, y] = [at.get(from)!, at.get(to)!];
        return want ? reach.pair(x, y).outcome !== 'delivered' : reach.mayArrive(x, y);
      });
      if (off.length === 0) continue;
      const words = off.map(
        ([from, to]) =>
          `${topology.label(from)} to ${topology.label(to)}: ${reach.pair(at.get(from)!, at.get(to)!).outcome}`,
      );
      out.push({
        kind: 'segments',
        stops: false,
        message: want
          ? `Some of what should be reached still is not, for reasons beside this plan: ${words.join('; ')}.`
          : `Some of what should be apart still is not, by ways beside these peerings: ${words.join('; ')}.`,
        resources: [a, b],
      });
    }
  });
  return out;
}

/**
 * DNS names of the other side resolve to private addresses over a peering only where the option is on; over a
 * gateway they do where DNS support is on, within a Region.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function dns({ topology }: Routing, scope: Scope, { design }: Designed): PlanWarning[] {
  const asks = scope.peerings.filter((p) => p.requester.dns || p.accepter.dns);
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
      message: `${count(asks.length - between.length, 'peering')} within a Region resolve public DNS names to private addresses, and DNS support is off on ${off.map((id) => topology.label(id)).join(', ')}: turn it on before these pairs are cut over.`,
      resources: off,
    });
  }
  return out;
}

function joinedTables({ design, joined }: Designed): PlanWarning[] {
  return joined.map((gateway) => ({
    kind: 'tables' as const,
    stops: false,
    message: `${design.gateways.find((g) => g.id === gateway)?.name ?? gateway} would need more than ${TABLE_QUOTA} route tables: some were joined, so that only the VPCs' own route tables keep their VPCs apart.`,
    resources: [gateway],
  }));
}

/** Routes that drop, and shut off a wider one: they stay, since what they match would go where that leads. */
function fallThrough(
  { topology }: Routing,
  { moves, cuts }: Designed,
  leave: ReadonlySet<Ref>,
): PlanWarning[] {
  return [...moves, ...cuts].flatMap((move): PlanWarning[] => {
    const wider = widerBehind(move);
    if (move.fit === 'within' || (!wider && !(move.fit === 'dead' && leave.has(move.table.id))))
      return [];
    const what =
      move.fit === 'dead'
        ? `drops ${move.route.destination} into a peering that cannot carry it`
        : `sends ${move.route.destination} to a peering, which drops what is not the peer's`;
    const behind = wider
      ? `${wider.destination} to ${topology.label(wider.target.id)} lies behind it`
      : 'a wider route lies behind it';
    return [
      {
        kind: 'fall-through',
        stops: false,
        message: `${topology.label(move.table.id)} ${what}, and ${behind}. If the gateway cannot take that route over as it is, it stays, as a blackhole once the peering is gone: decide whether that is wanted.`,
        resources: [move.table.id, move.vpc],
      },
    ];
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

/** Gateways that are there, in Regions where the plan makes one of its own. */
function others({ topology }: Routing, { design }: Designed): PlanWarning[] {
  return design.gateways.flatMap(({ existing, region }) => {
    const there = existing
      ? []
      : topology
          .all('transit-gateway')
          .filter((tgw) => tgw.region === region && tgw.state === 'available');
    if (there.length === 0) return [];
    return [
      {
        kind: 'gateway' as const,
        stops: false,
        message: `${region} has ${count(there.length, 'transit gateway')} already (${there.map((tgw) => topology.label(tgw.id)).join(', ')}): with --tgw the plan builds on one instead of making another.`,
        resources: there.map((tgw) => tgw.id),
      },
    ];
  });
}
