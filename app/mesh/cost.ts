/** What a mesh would cost as a transit gateway: attachments by the month, and what traffic adds. */
import { uniq } from '../base/order.ts';
import { attachmentPrice, HOURS_A_MONTH } from './prices.ts';

export interface MeshCost {
  /** One for each VPC. */
  readonly attachments: number;
  /** Two for each pair of Regions: a transit gateway peering is billed on both sides. */
  readonly peeringAttachments: number;
  /** USD a month for all of these at 730 hours, data not included; undefined where no USD price exists. */
  readonly monthlyUsd: number | undefined;
  /**
   * GB a month at which the gateway's charge for data reaches that for attachments.
   *
   * This is not a point from which the gateway is cheaper: by list price it never is. Peering has no hourly
   * price; it carries traffic within an Availability Zone free, and charges between zones and Regions what a
   * gateway charges or less. Below this figure the bill for moving is mostly attachments, above it mostly data,
   * and traffic within one zone is the part that is free today. Undefined where there is no USD price.
   */
  readonly breakEvenGb: number | undefined;
  /** The oldest date among the prices used: `2024-10`. */
  readonly priceAsOf: string | undefined;
  /** Regions whose price is not backed by a source. */
  readonly unsourced: readonly string[];
}

/** Where no gateway takes the place of a mesh. */
export const NO_COST: MeshCost = {
  attachments: 0,
  peeringAttachments: 0,
  monthlyUsd: 0,
  breakEvenGb: undefined,
  priceAsOf: undefined,
  unsourced: [],
};

const round = (value: number): number => Math.round(value * 100) / 100;

/** `regions`: the Region of each member; '' where not known, priced as us-east-1. */
export function meshCost(regions: readonly string[]): MeshCost {
  const distinct = uniq(regions);
  const peerings = (distinct.length * (distinct.length - 1)) / 2;
  const priced = regions.map(attachmentPrice);
  const known = priced.filter((p) => p !== undefined);
  const base = { attachments: regions.length, peeringAttachments: 2 * peerings };
  if (known.length < priced.length || known.length === 0) {
    return {
      ...base,
      monthlyUsd: undefined,
      breakEvenGb: undefined,
      priceAsOf: undefined,
      unsourced: [],
    };
  }
  const hourOf = (region: string): number => attachmentPrice(region)?.hour ?? 0;
  // Each Region has one end of a peering to every other Region.
  const ends = distinct.reduce((sum, region) => sum + hourOf(region) * (distinct.length - 1), 0);
  const hourly = known.reduce((sum, price) => sum + price.hour, 0) + ends;
  const gb = known.reduce((sum, price) => sum + price.gb, 0) / known.length;
  return {
    ...base,
    monthlyUsd: round(hourly * HOURS_A_MONTH),
    breakEvenGb: Math.round((hourly * HOURS_A_MONTH) / gb),
    priceAsOf: uniq(known.map((p) => p.asOf))[0],
    unsourced: uniq(known.filter((p) => !p.source).map((p) => p.region || 'Region not known')),
  };
}
