/**
 * List prices of Transit Gateway attachments, dated and with where they come from.
 * AWS's page (https://aws.amazon.com/transit-gateway/pricing/) draws its table in the browser, so these were
 * taken from the sources named; one without a source is marked, and whatever uses it says so.
 */

export interface AttachmentPrice {
  readonly region: string;
  /** USD for each hour and attachment. */
  readonly hour: number;
  /** USD for each GB the gateway processes, paid by the sender. */
  readonly gb: number;
  /** Year, or year and month, the figure was published; for one without a source, when it was written down here. */
  readonly asOf: string;
  /** Undefined: from general knowledge, not checked against AWS. */
  readonly source: string | undefined;
}

const PRICE_LIST = 'AWS Price List, as read by Infracost';
const EXAMPLE = 'worked example on https://aws.amazon.com/transit-gateway/pricing/';
const CLASSMETHOD =
  'https://dev.classmethod.jp/articles/transit-gateway-vs-vpc-peering-data-transfer-cost';

const PRICES: readonly AttachmentPrice[] = [
  { region: 'us-east-1', hour: 0.05, gb: 0.02, asOf: '2024-10', source: PRICE_LIST },
  { region: 'us-east-2', hour: 0.05, gb: 0.02, asOf: '2026-09', source: EXAMPLE },
  { region: 'ap-northeast-1', hour: 0.07, gb: 0.02, asOf: '2023', source: CLASSMETHOD },
  { region: 'eu-west-1', hour: 0.05, gb: 0.02, asOf: '2026-11', source: undefined },
  { region: 'eu-central-1', hour: 0.06, gb: 0.02, asOf: '2026-11', source: undefined },
  { region: 'ap-southeast-2', hour: 0.07, gb: 0.02, asOf: '2026-11', source: undefined },
];

const table = new Map(PRICES.map((price) => [price.region, price]));

/** Hours AWS counts in a month. */
export const HOURS_A_MONTH = 730;

/**
 * The price in a Region. Regions without an entry get that of us-east-1, marked as unsourced.
 * Undefined in the China Regions, which bill in CNY.
 */
export function attachmentPrice(region: string): AttachmentPrice | undefined {
  if (region.startsWith('cn-')) return undefined;
  return table.get(region) ?? { ...PRICES[0]!, region, source: undefined };
}
