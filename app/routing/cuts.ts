/** Every prefix that can make two addresses fare differently. */
import { bitsOf, type Cidr, makeCidr, PRIVATE_BLOCKS, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Touched } from './touched.ts';
import type { RoutingView } from './view.ts';

const tableCuts = (view: RoutingView, table: RouteTable): Cidr[] =>
  view.finder(table).table.routes.map((route) => route.cidr);
const tgwTableCuts = (view: RoutingView, table: TgwRouteTable): Cidr[] =>
  view.tgwFinder(table).table.routes.map((route) => route.cidr);

/** Prefixes of some tables, of those in some VPCs and at some transit gateways: what an edit there may add. */
export function* cutsAt(
  view: RoutingView,
  { tables, tgwTables, vpcs, tgws }: Omit<Touched, 'everything'>,
): Generator<Cidr> {
  for (const id of tables.keys()) {
    const table = view.topology.get('route-table', id);
    if (table) yield* tableCuts(view, table);
  }
  for (const vpc of vpcs) {
    for (const table of view.topology.tablesOf(vpc)) yield* tableCuts(view, table);
    for (const peering of view.topology.peeringsOf(vpc)) {
      yield* peering.requester.cidrs;
      yield* peering.accepter.cidrs;
    }
  }
  for (const id of tgwTables) {
    const table = view.topology.get('tgw-route-table', id);
    if (table) yield* tgwTableCuts(view, table);
  }
  for (const tgw of tgws) {
    for (const table of view.topology.tgwTablesOf(tgw)) yield* tgwTableCuts(view, table);
  }
}

/** Addresses that one place treats apart: of interfaces that routes lead to, and of NAT gateways. */
function* addresses({ topology }: RoutingView): Generator<string> {
  const hops = new Set<Ref>();
  for (const table of topology.all('route-table')) {
    for (const { target } of table.routes) {
      if (target.kind === 'network-interface' || target.kind === 'instance') hops.add(target.id);
    }
  }
  if (hops.size > 0) {
    for (const eni of topology.all('network-interface')) {
      if (hops.has(eni.id) || hops.has(eni.instance ?? '')) yield* eni.ips;
    }
  }
  for (const nat of topology.all('nat-gateway')) {
    for (const { privateIp } of nat.addresses) if (privateIp !== undefined) yield privateIp;
  }
}

/** Every prefix that any table, peering or VPC mentions, and where private addresses end. */
export function* cutsOf(view: RoutingView): Generator<Cidr> {
  const { topology } = view;
  for (const table of topology.all('route-table')) yield* tableCuts(view, table);
  for (const table of topology.all('tgw-route-table')) yield* tgwTableCuts(view, table);
  for (const vpc of topology.all('vpc')) yield* vpc.cidrs;
  for (const peering of topology.all('vpc-peering')) {
    yield* peering.requester.cidrs;
    yield* peering.accepter.cidrs;
  }
  for (const text of addresses(view)) {
    const ip = tryIp(text);
    if (ip) yield makeCidr(ip, bitsOf(ip.family));
  }
  yield* PRIVATE_BLOCKS;
}
