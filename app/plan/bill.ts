/** What a plan costs and could save: bills, traffic, prefix lists. Plain data. */
import type { Ref } from '../base/ref.ts';
import type { MeshCost } from '../mesh/cost.ts';

/** VPC route tables that would hold the same rows toward a gateway: one prefix list could stand for these. */
export interface PrefixListOffer {
  readonly account: string;
  readonly region: string;
  readonly gateway: Ref;
  readonly tables: readonly Ref[];
  readonly entries: readonly string[];
  /**
   * Entries the list is made for: those it needs, and none to spare, for each table counts all of these against its
   * quota of routes, used or not.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
   */
  readonly maxEntries: number;
  /** Rows of these tables toward the gateway, without the list and with it. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** In the order of `tables`. */
  readonly perTable: readonly OfferedTable[];
}

/** What a prefix list does to one route table: it has fewer rows, and its quota is used as much as before. */
export interface OfferedTable {
  readonly table: Ref;
  /** All its rows, wherever they lead. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  /** Routes of the family of the list that count against the quota, a list by its most entries. */
  readonly countedBefore: number;
  readonly countedAfter: number;
  /** Routes that may count, by AWS's default. */
  readonly quota: number;
}

/** What one pair of VPCs costs a month by what flows between them, both ways together. */
export interface TrafficChoice {
  readonly peering: Ref;
  readonly vpcs: readonly [Ref, Ref];
  readonly gbMonth: number;
  readonly onPeering: UsdRange;
  readonly onGateway: UsdRange;
  /** True where moving the pair surely costs more than `--keep-from` says: a peering worth keeping. */
  readonly hot: boolean;
  readonly kept: boolean;
}

/** USD a month; the two differ where a part of the price hangs on what is not known, such as the zones of the two ends. */
export interface UsdRange {
  readonly least: number;
  readonly most: number;
}

/** One line of a monthly bill. */
export interface BillLine {
  readonly what: 'attachments' | 'gateway-peerings' | 'processing' | 'cross-zone' | 'inter-region';
  readonly region: string;
  readonly quantity: number;
  readonly unit: 'attachment' | 'GB';
  /** USD for each, a month. */
  readonly each: UsdRange;
  readonly usd: UsdRange;
  /** When the price was published, and by whom; undefined where it is not backed by a source. */
  readonly asOf: string;
  readonly source: string | undefined;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly usd: UsdRange;
}

/** The bill of a plan: `MeshCost` of its attachments, and what is paid before and after. */
export interface PlanCost extends MeshCost {
  /** Undefined where a price in USD is not known. Data is in it only where traffic was given. */
  readonly before: Bill | undefined;
  readonly after: Bill | undefined;
  /** GB a month that were given; undefined where no traffic was. */
  readonly gbMonth: number | undefined;
  /** What the figures rest on, a sentence each. */
  readonly notes: readonly string[];
}
