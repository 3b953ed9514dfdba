/** Who delivers to whom, subnet by subnet, as a trace sees it: the proof of a plan comes from `reach`, which shares no walk with it. */
import { firstHost, formatIp } from '#app/base/cidr.ts';
import type { Routing } from '#app/routing/routing.ts';

export interface Delivery {
  readonly from: string;
  readonly to: string;
  readonly family: 4 | 6;
  readonly arrives: 'yes' | 'no' | 'unknown';
}

/** Every ordered pair of different subnets, by family. */
export function deliveriesOf(routing: Routing, subnets: readonly string[]): Delivery[] {
  const ends = subnets.flatMap((id) =>
    routing.topology.get('subnet', id)!.cidrs.map((cidr) => ({
      id,
      family: cidr.family,
      ip: formatIp(firstHost(cidr)),
    })),
  );
  const out: Delivery[] = [];
  for (const from of ends) {
    for (const to of ends) {
      if (from.id === to.id || from.family !== to.family) continue;
      const { outcome } = routing.trace({
        from: { subnet: from.id, ip: from.ip },
        to: { subnet: to.id, ip: to.ip },
      });
      out.push({
        from: from.id,
        to: to.id,
        family: from.family,
        arrives: outcome === 'delivered' ? 'yes' : outcome === 'cannot-tell' ? 'unknown' : 'no',
      });
    }
  }
  return out;
}
