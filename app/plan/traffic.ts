/** What flows between the VPCs of a plan, and which pairs are cheaper left on peering. */
import { by, byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Prices, TransferPrice } from '../mesh/prices.ts';
import type { Topology } from '../topology/topology.ts';
import type { TrafficChoice, UsdRange } from './bill.ts';
import { endsOf } from './scope.ts';
import { between, NOTHING, plus } from './usd.ts';

/** What one VPC sends to another in a month. */
export interface Traffic {
  readonly from: Ref;
  readonly to: Ref;
  readonly gbMonth: number;
  /** Share that stays in one Availability Zone, 0 to 1; undefined where that is not known. */
  readonly sameZone: number | undefined;
}

/** From which difference on, in USD a month, a pair is worth a peering of its own. */
export const KEEP_FROM = 50;

export type Way = 'peering' | 'gateway';

/** One charge for data: which, where it is paid, for how much. */
export interface Charge {
  readonly what: 'processing' | 'cross-zone' | 'inter-region';
  readonly region: string;
  readonly gb: UsdRange;
  readonly price: TransferPrice;
  readonly usd: UsdRange;
}

/**
 * What is paid for traffic on its way. Over a peering: nothing within a zone, transfer between zones and Regions. Over
 * gateways: processing where it is sent, and transfer between Regions; nothing more between zones.
 * Undefined where a price in USD is not known.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html (pricing),
 * https://aws.amazon.com/transit-gateway/pricing/
 */
export function chargesFor(
  topology: Topology,
  prices: Prices,
  { from, to, gbMonth, sameZone }: Traffic,
  way: Way,
): Charge[] | undefined {
  const [here, there] = [topology.placeOf(from).region, topology.placeOf(to).region];
  const out: Charge[] = [];
  const charge = (
    what: Charge['what'],
    price: TransferPrice | undefined,
    least: number,
    most: number,
  ): boolean => {
    if (!price) return false;
    const usd = between(least * price.gb, most * price.gb);
    out.push({ what, region: here, gb: { least, most }, price, usd });
    return true;
  };
  let known = true;
  if (way === 'gateway') {
    known = charge('processing', prices.attachment(here), gbMonth, gbMonth);
  } else if (here === there) {
    // Where the zones are not known, all of it may stay in one, or none.
    const [least, most] = sameZone === undefined ? [0, 1] : [1 - sameZone, 1 - sameZone];
    known = charge('cross-zone', prices.crossZone(here), least * gbMonth, most * gbMonth);
  }
  if (here !== there)
    known = charge('inter-region', prices.interRegion(here, there), gbMonth, gbMonth) && known;
  return known ? out : undefined;
}

/** Traffic by the peering that carries it today. */
export function byPeering(
  peerings: readonly VpcPeering[],
  traffic: readonly Traffic[],
): Map<Ref, Traffic[]> {
  const at = new Map(peerings.map((p) => [[...endsOf(p)].join(' '), p.id]));
  const out = new Map<Ref, Traffic[]>();
  for (const flow of traffic) {
    const id = at.get([flow.from, flow.to].sort(byText).join(' '));
    if (id === undefined) continue;
    const list = out.get(id);
    if (list) list.push(flow);
    else out.set(id, [flow]);
  }
  return out;
}

/** What each pair with traffic costs either way; the dearest to move first. */
export function choicesFor(
  topology: Topology,
  prices: Prices,
  peerings: readonly VpcPeering[],
  traffic: readonly Traffic[],
  kept: ReadonlySet<Ref>,
  keepFrom: number,
): TrafficChoice[] {
  const flows = byPeering(peerings, traffic);
  const out = peerings.flatMap((peering): TrafficChoice[] => {
    const own = flows.get(peering.id);
    if (!own) return [];
    const cost = (way: Way): UsdRange | undefined => {
      let sum: UsdRange | undefined = NOTHING;
      for (const flow of own) {
        const charges = chargesFor(topology, prices, flow, way);
        if (!charges) return undefined;
        for (const { usd } of charges) sum = plus(sum, usd);
      }
      return sum;
    };
    const [onPeering, onGateway] = [cost('peering'), cost('gateway')];
    if (!onPeering || !onGateway) return [];
    return [
      {
        peering: peering.id,
        vpcs: endsOf(peering),
        gbMonth: own.reduce((sum, flow) => sum + flow.gbMonth, 0),
        onPeering,
        onGateway,
        hot: onGateway.least > onPeering.most && onGateway.least - onPeering.most >= keepFrom,
        kept: kept.has(peering.id),
      },
    ];
  });
  const dearer = (c: TrafficChoice) => c.onGateway.least - c.onPeering.most;
  return out.sort((a, b) => dearer(b) - dearer(a) || by((c: TrafficChoice) => c.peering)(a, b));
}
