/** The route tables of a design: as few as keep apart what has to be kept apart, beside those that are there. */
import { type Cidr, contains, overlaps, parseCidr } from '../base/cidr.ts';
import { byText, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { podsApart } from '../topology/pods.ts';
import type { Topology } from '../topology/topology.ts';
import { byTable } from './attach.ts';
import { overlapping } from './clash.ts';
import { associationOf } from './gateways.ts';
import type { GatewayDesign, LinkDesign, LinkRoute, TableDesign } from './design-shapes.ts';
import type { Move } from './scope.ts';
import { summarise } from './summarise.ts';
import { leastTables, type TableGroup, withinQuota } from './tables.ts';

/**
 * Route tables a transit gateway may have, unless AWS raises it.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html
 */
export const TABLE_QUOTA = 20;

interface Made {
  readonly tables: TableDesign[];
  /** True where tables had to be joined to stay within the quota. */
  readonly joined: boolean;
}

export function tablesOf(
  topology: Topology,
  gateway: GatewayDesign,
  gateways: readonly GatewayDesign[],
  needs: ReadonlyMap<Ref, ReadonlySet<Ref>>,
  links: readonly LinkDesign[],
  moves: readonly Move[],
): Made {
  const { region } = gateway;
  const here = (vpc: Ref): boolean => topology.placeOf(vpc).region === region;
  const own = links.filter((l) => l.requester === gateway.id || l.accepter === gateway.id);
  const members = [...needs.keys()].filter(here);
  const byAssociation = byTable(topology, gateway, members);
  const fresh = byAssociation.get(undefined) ?? [];
  const there = topology.tgwTablesOf(gateway.id).length;
  const newLinks = own.filter((l) => associationOf(topology, l.id, gateway.id) === undefined);
  const { groups, joined } = withinQuota(
    leastTables(new Map(fresh.map((vpc) => [vpc, needs.get(vpc)!]))),
    Math.max(1, TABLE_QUOTA - there - (newLinks.length > 0 ? 1 : 0)),
    (a, b) => overlapping(topology, a, b) !== undefined,
  );
  const routesOf = (group: TableGroup, joins: boolean): LinkRoute[] => {
    const remote = groupBy(
      group.leads.filter((vpc) => !here(vpc)),
      (vpc) => topology.placeOf(vpc).region,
    );
    return [...remote]
      .sort(([a], [b]) => byText(a, b))
      .flatMap(([far, vpcs]) => {
        const to = gateways.find((g) => g.region === far)!.id;
        const link = own.find((l) => l.requester === to || l.accepter === to)!;
        return linkRoutes(topology, link.id, vpcs, group, joins);
      });
  };
  const tables = groups.map((group, i): TableDesign => ({
    id: `planned-table-${region}-${i + 1}`,
    existing: false,
    gateway: gateway.id,
    name: `peerless-${region}-${i + 1}`,
    serves: group.serves,
    links: [],
    propagates: group.leads.filter(here),
    routes: routesOf(group, true),
    blackholes: holesOf(topology, group, moves),
  }));
  for (const [table, serves] of byAssociation) {
    if (table === undefined) continue;
    const leads = uniq(serves.flatMap((vpc) => [...needs.get(vpc)!]));
    tables.push({
      ...existingTable(topology, table, gateway.id),
      serves: uniq(serves),
      propagates: leads.filter(here),
      // Others use the table: not an address more than the members'.
      routes: routesOf({ serves: uniq(serves), leads }, false),
    });
  }
  const reached = new Set<Ref>();
  for (const [from, to] of needs) if (!here(from)) for (const vpc of to) reached.add(vpc);
  const arrivals = uniq([...reached].filter(here));
  for (const link of own) {
    const table = associationOf(topology, link.id, gateway.id);
    const id = table ?? `planned-table-${region}-links`;
    const at = tables.findIndex((t) => t.id === id);
    const before = tables[at];
    const next: TableDesign = {
      ...(before ??
        (table === undefined
          ? {
              id,
              existing: false,
              gateway: gateway.id,
              name: `peerless-${region}-links`,
              serves: [],
              links: [],
              propagates: [],
              routes: [],
              blackholes: [],
            }
          : existingTable(topology, table, gateway.id))),
      links: [...(before?.links ?? []), link.id],
      propagates: uniq([...(before?.propagates ?? []), ...arrivals]),
    };
    if (at === -1) tables.push(next);
    else tables[at] = next;
  }
  return { tables, joined };
}

const existingTable = (topology: Topology, id: Ref, gateway: Ref): TableDesign => ({
  id,
  existing: true,
  gateway,
  name: topology.find(id)?.name || id,
  serves: [],
  links: [],
  propagates: [],
  routes: [],
  blackholes: [],
});

/** Static routes to the VPCs of one other Region: gateways that are peered tell each other nothing. */
function linkRoutes(
  topology: Topology,
  link: Ref,
  vpcs: readonly Ref[],
  group: TableGroup,
  joins: boolean,
): LinkRoute[] {
  const mine = new Set(vpcs);
  // Who has no IPv6 block sends no IPv6: a route for it would serve nobody.
  const families = new Set(
    group.serves.flatMap((vpc) => topology.cidrsOf(vpc).map((cidr) => cidr.family)),
  );
  // To what only pods of several Regions share leads no route, and a table holds a prefix once.
  const others = [...group.leads, ...group.serves].filter((vpc) => !mine.has(vpc));
  const blocks = vpcs
    .flatMap((vpc) => {
      const shared = others
        .filter((other) => podsApart(topology, vpc, other))
        .flatMap((other) => topology.cidrsOf(other));
      return topology.cidrsOf(vpc).filter((cidr) => !shared.some((s) => overlaps(s, cidr)));
    })
    .filter((cidr) => families.has(cidr.family));
  const cidrs = joins ? summarise(blocks, foreign(topology, mine)) : blocks;
  return cidrs.map((cidr) => ({
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
