/**
 * List prices of transit gateway attachments and of the data that crosses zones and Regions, dated and with where they
 * come from. AWS's pages (https://aws.amazon.com/transit-gateway/pricing/, https://aws.amazon.com/ec2/pricing/on-demand/)
 * draw their tables in the browser, so these were taken from the sources named; one without a source is marked, and
 * whatever uses it says so.
 */

interface Sourced {
  /** Year, or year and month, the figure was published; for one without a source, when it was written down here. */
  readonly asOf: string;
  /** Undefined: from general knowledge, not checked against AWS. */
  readonly source: string | undefined;
}

export interface AttachmentPrice extends Sourced {
  readonly region: string;
  /** USD for each hour and attachment. */
  readonly hour: number;
  /** USD for each GB the gateway processes, paid by the sender. */
  readonly gb: number;
}

export interface TransferPrice extends Sourced {
  /** USD for each GB, both ends together. */
  readonly gb: number;
}

/** Where prices are looked up. Undefined where none in USD is known, as in the China Regions, which bill in CNY. */
export interface Prices {
  attachment(region: string): AttachmentPrice | undefined;
  /** Data between two Availability Zones of a Region. */
  crossZone(region: string): TransferPrice | undefined;
  /** Data sent from one Region to another. */
  interRegion(from: string, to: string): TransferPrice | undefined;
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

const isChina = (region: string): boolean => region.startsWith('cn-');

/**
 * USD for each GB between zones: 0.01 on either side.
 * Source: the Price List as above, for us-east-1; elsewhere taken to be the same.
 */
const CROSS_ZONE = { gb: 0.02, asOf: '2024-10', region: 'us-east-1' } as const;

/** USD for each GB sent to another Region, by the Region that sends: the usual price, where some pairs differ. */
const INTER_REGION: readonly (readonly [regions: RegExp, gb: number])[] = [
  [/^us-gov-/, 0.03],
  [/^(us|ca|eu)-/, 0.02],
  [/^(ap-northeast-[13]|ap-southeast-1|ap-east-1)$/, 0.09],
  [/^ap-south-1$/, 0.086],
  [/^(ap-northeast-2|il-central-1)$/, 0.08],
  [/^ap-southeast-2$/, 0.098],
  [/^me-south-1$/, 0.1105],
  [/^sa-east-1$/, 0.138],
  [/^af-south-1$/, 0.147],
];
const INTER_REGION_AS_OF = '2024-09';

/** The two Regions of one price of their own. */
const OHIO_VIRGINIA = new Set(['us-east-1', 'us-east-2']);

/** The prices shipped. A Region without an entry gets that of us-east-1, marked as unsourced. */
export const LIST_PRICES: Prices = {
  attachment(region) {
    if (isChina(region)) return undefined;
    return table.get(region) ?? { ...PRICES[0]!, region, source: undefined };
  },
  crossZone(region) {
    if (isChina(region)) return undefined;
    const { gb, asOf } = CROSS_ZONE;
    return { gb, asOf, source: region === CROSS_ZONE.region ? PRICE_LIST : undefined };
  },
  interRegion(from, to) {
    if (isChina(from) || isChina(to)) return undefined;
    if (OHIO_VIRGINIA.has(from) && OHIO_VIRGINIA.has(to)) {
      return { gb: 0.01, asOf: INTER_REGION_AS_OF, source: PRICE_LIST };
    }
    const known = INTER_REGION.find(([regions]) => regions.test(from));
    return { gb: known?.[1] ?? 0.09, asOf: INTER_REGION_AS_OF, source: known && PRICE_LIST };
  },
};

export const attachmentPrice = (region: string): AttachmentPrice | undefined =>
  LIST_PRICES.attachment(region);
