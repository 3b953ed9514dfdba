/** Routes over peerings as places of a finding. */
import { compareCidr } from '../../base/cidr.ts';
import { byText, thenBy } from '../../base/order.ts';
import type { PeeringRoute } from '../../mesh/use.ts';
import type { Place } from '../rule.ts';

/** `10.2.0.0/16 to pcx-1`, or `10.2.0.0/16 (pl-1) to pcx-1` where the route names a prefix list. */
function routePlace({ table, route }: PeeringRoute): Place {
  const { cidr, destination, target } = route;
  const list = cidr.text === destination ? '' : ` (${destination})`;
  return { resource: table.id, detail: `${cidr.text}${list} to ${target.id}` };
}

/** Which route of its table the detail of a place names, by its own destination: `pl-1 to pcx-1` in all of these forms. */
export const routeNamed = (detail: string): string => detail.replace(/^.*\((\S+)\) to /, '$1 to ');

/** Table by table, in order of addresses. */
export const routePlaces = (uses: readonly PeeringRoute[]): Place[] =>
  [...uses]
    .sort(
      thenBy(
        (a, b) => byText(a.table.id, b.table.id),
        (a, b) => compareCidr(a.route.cidr, b.route.cidr),
        (a, b) => byText(a.route.destination, b.route.destination),
      ),
    )
    .map(routePlace);
