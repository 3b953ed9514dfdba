/** Designs the transit gateways that take the place of a set of peerings. */
import { type Cidr, contains, overlaps, parseCidr } from '../base/cidr.ts';
import { by, byText, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import { landingsOf } from './landings.ts';
import type {
  AttachmentDesign,
  Design,
  GatewayDesign,
  KeptPeering,
  LinkDesign,
  LinkRoute,
  PlanMode,
  TableDesign,
} from './plan.ts';
import { type Move, needsOf, type Scope } from './scope.ts';
import { summarise } from './summarise.ts';
import { leastTables, type TableGroup, withinQuota } from './tables.ts';

/**
 * Route tables a transit gateway may have, unless AWS raises it.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html
 */
export const TABLE_QUOTA = 20;

/** First of the private 16-bit AS numbers, 64512 to 65534. */
const FIRST_ASN = 64512;

export interface DesignInput {
  readonly topology: Topology;
  readonly scope: Scope;
  readonly mode: PlanMode;
  /** Peerings that are to stay. */
  readonly keep: readonly KeptPeering[];
  /** Whom each member is to reach in modes other than `exact`, beside those it reaches today. */
  readonly also?: ReadonlyMap<Ref, ReadonlySet<Ref>>;
}

export interface Designed {
  readonly design: Design;
  /** True where tables had to be joined to stay within the quota, so that VPC tables alone keep some VPCs apart. */
  readonly joined: readonly Ref[];
  /** Routes over the peerings that go. */
  readonly moves: readonly Move[];
  /** Whom each member sends to over its gateway. */
  readonly needs: ReadonlyMap<Ref, ReadonlySet<Ref>>;
}

export function makeDesign(input: DesignInput): Designed {
  const { topology, scope, mode } = input;
  const kept = [...input.keep, ...clashing(input)].sort(by((k) => k.peering));
  const stays = new Set(kept.map((k) => k.peering));
  const moves = scope.moves.filter((move) => !stays.has(move.peering));
  const needs = needsOf({ ...scope, moves });
  for (const [from, to] of input.also ?? []) for (const vpc of to) needs.get(from)?.add(vpc);
  const replaced = scope.peerings.map((p) => p.id).filter((id) => !stays.has(id));
  // A member none of whose peerings go has no business on the gateway.
  const moving = new Set<Ref>();
  for (const [from, to] of needs) for (const vpc of to) moving.add(from).add(vpc);
  const members = scope.members.filter((vpc) => moving.has(vpc));
  for (const vpc of scope.members) if (!moving.has(vpc)) needs.delete(vpc);

  const regions = groupBy(members, (vpc) => topology.placeOf(vpc).region);
  const names = [...regions.keys()].sort(byText);
  const asns = freeAsns(topology);
  const gateways = names.map((region) =>
    gatewayIn(topology, region, regions.get(region)!, asns.next().value, scope),
  );
  const links = linksBetween(topology, needs, gateways);
  const joined: Ref[] = [];
  const tables = gateways.flatMap((gateway) => {
    const made = tablesOf(topology, gateway, needs, links, moves);
    if (made.joined) joined.push(gateway.id);
    return made.tables;
  });
  const attachments = gateways.flatMap((gateway) =>
    regions.get(gateway.region)!.map((vpc) => attach(topology, vpc, gateway, tables, moves)),
  );
  return {
    design: { mode, members, gateways, tables, attachments, links, kept, replaced },
    joined,
    moves,
    needs,
  };
}

function* freeAsns(topology: Topology): Generator<number, never> {
  const taken = new Set<number>();
  for (const { asn } of topology.all('transit-gateway')) if (asn !== undefined) taken.add(asn);
  for (let asn = FIRST_ASN; ; asn++) if (!taken.has(asn)) yield asn;
}

function gatewayIn(
  topology: Topology,
  region: string,
  vpcs: readonly Ref[],
  asn: number,
  scope: Scope,
): GatewayDesign {
  const accounts = groupBy(vpcs, (vpc) => topology.placeOf(vpc).account);
  const [account = ''] = [...accounts]
    .sort(([a, x], [b, y]) => y.length - x.length || byText(a, b))
    .map(([id]) => id);
  return {
    id: `planned-tgw-${region}`,
    existing: false,
    name: `peerless-${region}`,
    account,
    region,
    asn,
    securityGroupReferencing: referencesGroups(topology, new Set(scope.members), region),
  };
}

/** True where a security group of a member lets in a group of another member of the Region. */
function referencesGroups(topology: Topology, members: ReadonlySet<Ref>, region: string): boolean {
  return topology.all('security-group').some(
    (group) =>
      group.region === region &&
      members.has(group.vpc) &&
      group.inbound.some((rule) =>
        rule.groups.some((ref) => {
          const vpc = ref.vpc ?? topology.get('security-group', ref.group)?.vpc;
          return vpc !== undefined && vpc !== group.vpc && members.has(vpc);
        }),
      ),
  );
}

/** One for each pair of Regions with something to say to each other. */
function linksBetween(
  topology: Topology,
  needs: ReadonlyMap<Ref, ReadonlySet<Ref>>,
  gateways: readonly GatewayDesign[],
): LinkDesign[] {
  const pairs = new Map<string, [string, string]>();
  for (const [from, to] of needs) {
    for (const vpc of to) {
      const [a, b] = [topology.placeOf(from).region, topology.placeOf(vpc).region].sort(byText);
      if (a !== b) pairs.set(`${a} ${b}`, [a!, b!]);
    }
  }
  const at = (region: string): Ref => gateways.find((g) => g.region === region)!.id;
  return [...pairs]
    .sort(([a], [b]) => byText(a, b))
    .map(([, [a, b]]) => ({
      id: `planned-link-${a}-${b}`,
      existing: false,
      name: `peerless-${a}-${b}`,
      requester: at(a),
      accepter: at(b),
    }));
}

export const linkTo = (links: readonly LinkDesign[], a: Ref, b: Ref): LinkDesign | undefined =>
  links.find(
    (link) =>
      (link.requester === a && link.accepter === b) ||
      (link.requester === b && link.accepter === a),
  );

function tablesOf(
  topology: Topology,
  gateway: GatewayDesign,
  needs: ReadonlyMap<Ref, ReadonlySet<Ref>>,
  links: readonly LinkDesign[],
  moves: readonly Move[],
): { tables: TableDesign[]; joined: boolean } {
  const { region } = gateway;
  const here = (vpc: Ref): boolean => topology.placeOf(vpc).region === region;
  const own = links.filter((l) => l.requester === gateway.id || l.accepter === gateway.id);
  const local = new Map([...needs].filter(([vpc]) => here(vpc)));
  const { groups, joined } = withinQuota(
    leastTables(local),
    TABLE_QUOTA - (own.length > 0 ? 1 : 0),
    (a, b) => overlapping(topology, a, b) !== undefined,
  );
  const tables = groups.map((group, i): TableDesign => {
    const remote = groupBy(
      group.leads.filter((vpc) => !here(vpc)),
      (vpc) => topology.placeOf(vpc).region,
    );
    return {
      id: `planned-table-${region}-${i + 1}`,
      existing: false,
      gateway: gateway.id,
      name: `peerless-${region}-${i + 1}`,
      serves: group.serves,
      links: [],
      propagates: group.leads.filter(here),
      routes: [...remote]
        .sort(([a], [b]) => byText(a, b))
        .flatMap(([far, vpcs]) => {
          const link = own.find((l) => [l.requester, l.accepter].includes(`planned-tgw-${far}`))!;
          return linkRoutes(topology, link.id, vpcs, group);
        }),
      blackholes: holesOf(topology, group, moves),
    };
  });
  if (own.length > 0) {
    const reached = new Set<Ref>();
    for (const [from, to] of needs) if (!here(from)) for (const vpc of to) reached.add(vpc);
    tables.push({
      id: `planned-table-${region}-links`,
      existing: false,
      gateway: gateway.id,
      name: `peerless-${region}-links`,
      serves: [],
      links: own.map((l) => l.id),
      propagates: uniq([...reached].filter(here)),
      routes: [],
      blackholes: [],
    });
  }
  return { tables, joined };
}

/** Static routes to the VPCs of one other Region: gateways that are peered tell each other nothing. */
function linkRoutes(
  topology: Topology,
  link: Ref,
  vpcs: readonly Ref[],
  group: TableGroup,
): LinkRoute[] {
  const mine = new Set(vpcs);
  const blocks = vpcs.flatMap((vpc) => topology.cidrsOf(vpc));
  return summarise(blocks, foreign(topology, mine)).map((cidr) => ({
    cidr: cidr.text,
    link,
    to: group.leads.filter(
      (vpc) => mine.has(vpc) && topology.cidrsOf(vpc).some((block) => overlaps(block, cidr)),
    ),
  }));
}

/** Blocks of everybody else, near or far, seen or only heard of. */
function* foreign(topology: Topology, mine: ReadonlySet<Ref>): Generator<Cidr> {
  for (const vpc of topology.all('vpc')) if (!mine.has(vpc.id)) yield* vpc.cidrs;
  for (const ghost of topology.ghosts) if (!mine.has(ghost.id)) yield* ghost.cidrs;
  for (const table of topology.all('tgw-route-table')) {
    // What lies behind VPNs and Direct Connect; wide aggregates cover everything and say nothing.
    for (const { cidr } of table.routes ?? []) if (cidr.length >= 12) yield cidr;
  }
}

/**
 * Members that a route wider than its peer covers, and that the VPC must not reach: no route leads there, and a
 * blackhole keeps it so when a wider route is added one day.
 */
function holesOf(topology: Topology, group: TableGroup, moves: readonly Move[]): string[] {
  const serves = new Set(group.serves);
  const leads = new Set(group.leads);
  const blocks = group.leads.flatMap((vpc) => topology.cidrsOf(vpc));
  const wide = moves
    .filter((m) => serves.has(m.vpc) && m.fit === 'broad')
    .flatMap((m) => m.prefixes);
  if (wide.length === 0) return [];
  const out = new Set<string>();
  for (const { vpc } of moves) {
    if (leads.has(vpc) || serves.has(vpc)) continue;
    for (const cidr of topology.cidrsOf(vpc)) {
      if (blocks.some((block) => overlaps(block, cidr))) continue;
      if (wide.some((prefix) => contains(prefix, cidr))) out.add(cidr.text);
    }
  }
  return [...out]
    .map(parseCidr)
    .sort((a, b) => byText(a.text, b.text))
    .map((c) => c.text);
}

function attach(
  topology: Topology,
  vpc: Ref,
  gateway: GatewayDesign,
  tables: readonly TableDesign[],
  moves: readonly Move[],
): AttachmentDesign {
  const place = topology.placeOf(vpc);
  const ipv6 = moves.some(
    (m) => (m.vpc === vpc || m.peer === vpc) && m.reaches.some((cidr) => cidr.family === 6),
  );
  const landings = landingsOf(topology, vpc, ipv6);
  return {
    id: `planned-attachment-${vpc}`,
    existing: false,
    name: topology.label(vpc),
    vpc,
    gateway: gateway.id,
    account: place.account,
    region: place.region,
    landings,
    landingTable: landings.some((l) => l.how === 'new') ? `planned-rtb-${vpc}` : undefined,
    ipv6,
    table: tables.find((t) => t.gateway === gateway.id && t.serves.includes(vpc))!.id,
  };
}

/** The first block that two VPCs share. */
export function overlapping(topology: Topology, a: Ref, b: Ref): Cidr | undefined {
  const blocks = topology.cidrsOf(b);
  return topology.cidrsOf(a).find((cidr) => blocks.some((other) => overlaps(cidr, other)));
}

/**
 * Peerings that must stay because a gateway cannot tell two VPCs with the same addresses apart: where one VPC sends
 * to both, and where both are reached from another Region. Of two such peerings the first stays on the gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function clashing({ topology, scope, keep }: DesignInput): KeptPeering[] {
  const pairs = overlapPairs(topology, scope.members);
  if (pairs.length === 0) return [];
  const stays = new Set(keep.map((k) => k.peering));
  const out = new Map<Ref, KeptPeering>();
  const regionOf = (vpc: Ref) => topology.placeOf(vpc).region;
  const goes = (a: Ref, b: Ref) =>
    scope.peerings.find(
      (p) =>
        !stays.has(p.id) &&
        !out.has(p.id) &&
        [p.requester.vpc, p.accepter.vpc].includes(a) &&
        [p.requester.vpc, p.accepter.vpc].includes(b),
    );
  const keepIt = (id: Ref, a: Ref, b: Ref, other: Ref) =>
    out.set(id, {
      peering: id,
      vpcs: [a, b],
      why: 'overlap',
      message: `${topology.label(b)} has addresses of ${topology.label(other)}, which ${topology.label(a)} or its Region also reaches: a gateway can lead to one of them only.`,
    });
  for (const [first, second] of pairs) {
    for (const vpc of scope.members) {
      const both = goes(vpc, first) && goes(vpc, second);
      if (both) keepIt(both.id, vpc, second, first);
    }
    if (regionOf(first) !== regionOf(second)) continue;
    const far = (vpc: Ref) =>
      scope.members.filter((m) => regionOf(m) !== regionOf(vpc) && goes(m, vpc));
    if (far(first).length === 0) continue;
    for (const vpc of far(second)) keepIt(goes(vpc, second)!.id, vpc, second, first);
  }
  return [...out.values()];
}

/** Pairs of members with addresses in common, each pair and the list sorted. */
export function overlapPairs(topology: Topology, members: readonly Ref[]): (readonly [Ref, Ref])[] {
  const out: (readonly [Ref, Ref])[] = [];
  members.forEach((a, i) => {
    for (const b of members.slice(i + 1)) if (overlapping(topology, a, b)) out.push([a, b]);
  });
  return out;
}
