/** What can be chosen before a plan is made: the gateways of each Region, and the peerings that could stay. */
import type { GatewayChoice, PeeringChoice, PlanChoices } from '#app/api/plan.ts';
import { by, byName, byText, groupBy, thenBy } from '#app/base/order.ts';
import { endsOf, scopeOf } from '#app/plan/scope.ts';
import { reuseRefusal } from '#app/plan/wishes.ts';
import type { Report } from '#app/report.ts';

export function planChoices(
  { topology, routing }: Report,
  members: readonly string[],
): PlanChoices {
  const regionOf = (vpc: string): string => topology.placeOf(vpc).region;
  const nameOf = (vpc: string): string => topology.find(vpc)?.name || vpc;
  const scope = scopeOf(routing, members);
  const inside = new Set(scope.members);
  const gateways = groupBy(topology.all('transit-gateway'), (tgw) => tgw.region);
  const byRegion = groupBy(scope.members, regionOf);
  return {
    regions: [...byRegion.keys()].sort(byText).map((region) => ({
      region,
      vpcs: byRegion.get(region)!.length,
      gateways: (gateways.get(region) ?? [])
        .map((tgw): GatewayChoice => ({
          id: tgw.id,
          name: tgw.name,
          account: tgw.account,
          attached: topology
            .attachmentsOf(tgw.id)
            .filter(({ vpc }) => vpc !== undefined && inside.has(vpc)).length,
          refused: reuseRefusal(topology, tgw),
        }))
        .sort(
          thenBy(
            (a, b) => byName(a.name, b.name),
            by((g) => g.id),
          ),
        ),
    })),
    peerings: scope.peerings
      .map((peering): PeeringChoice => {
        const [a, b] = [...endsOf(peering)].sort((x, y) => byName(nameOf(x), nameOf(y)));
        return {
          id: peering.id,
          between: [nameOf(a!), nameOf(b!)],
          regions: [regionOf(a!), regionOf(b!)],
        };
      })
      .sort(
        thenBy(
          (a, b) => byName(a.between[0], b.between[0]),
          (a, b) => byName(a.between[1], b.between[1]),
          by((p) => p.id),
        ),
      ),
  };
}
