/** What a plan warns of route tables, and of gateways that are there already. */
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Designed } from '../design.ts';
import type { PlanWarning } from '../plan.ts';
import { widerBehind } from '../scope.ts';
import { TABLE_QUOTA } from '../table-design.ts';

export function joinedTables({ design, joined }: Designed): PlanWarning[] {
  return joined.map((gateway) => ({
    kind: 'tables' as const,
    stops: false,
    message: `${design.gateways.find((g) => g.id === gateway)?.name ?? gateway} would need more than ${TABLE_QUOTA} route tables: some were joined, so that only the VPCs' own route tables keep their VPCs apart.`,
    resources: [gateway],
  }));
}

/** Routes that drop, and shut off a wider one: they stay, since what they match would go where that leads. */
export function fallThrough(
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

/** Gateways that are there, in Regions where the plan makes one of its own. */
export function others({ topology }: Routing, { design }: Designed): PlanWarning[] {
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
