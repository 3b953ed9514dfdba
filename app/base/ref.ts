/**
 * A Ref names one resource: its AWS id (`vpc-…`, `pcx-…`, `tgw-attach-…`), or its ARN where AWS gives no id.
 *
 * Account and Region are facts about a resource, not part of its name: AWS ids are unique, and the same
 * peering, shared subnet or shared transit gateway is reported by several accounts. See docs/decisions/0002.
 */
export type Ref = string;

/** Places that hold resources but are not AWS resources themselves. */
export const accountRef = (account: string): Ref => `account/${account}`;
export const regionRef = (account: string, region: string): Ref => `region/${account}/${region}`;
