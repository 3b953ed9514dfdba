/**
 * Filters and ids of describe calls, as far as the scripts that Peerless writes use them.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 */
import type { Filter } from './query.ts';

type Item = Readonly<Record<string, unknown>>;

const list = (item: Item, field: string): Item[] => (item[field] ?? []) as Item[];
const each = (items: readonly Item[], field: string): unknown[] => items.map((i) => i[field]);

const VALUES: Readonly<Record<string, (item: Item) => unknown[]>> = {
  state: (item) => [item.State],
  'vpc-id': (item) => [item.VpcId],
  'resource-owner-id': (item) => [item.ResourceOwnerId],
  'status-code': (item) => [(item.Status as Item | undefined)?.Code],
  'subnet-id': (item) => [item.SubnetId],
  'tag-key': (item) => each(list(item, 'Tags'), 'Key'),
  'association.subnet-id': (item) => each(list(item, 'Associations'), 'SubnetId'),
  'route.vpc-peering-connection-id': (item) => each(list(item, 'Routes'), 'VpcPeeringConnectionId'),
  'route.transit-gateway-id': (item) => each(list(item, 'Routes'), 'TransitGatewayId'),
  'transit-gateway-id': (item) => [item.TransitGatewayId],
  'transit-gateway-attachment-id': (item) => [item.TransitGatewayAttachmentId],
  'transit-gateway-route-table-id': (item) => [item.TransitGatewayRouteTableId],
  'vpc-peering-connection-id': (item) => [item.VpcPeeringConnectionId],
};

function valuesOf(name: string): ((item: Item) => unknown[]) | undefined {
  if (Object.hasOwn(VALUES, name)) return VALUES[name];
  const key = /^tag:(.+)$/.exec(name)?.[1];
  return key === undefined
    ? undefined
    : (item) => list(item, 'Tags').flatMap((tag) => (tag.Key === key ? [tag.Value] : []));
}

/** Names of filters that are not served. */
export const unknownItemFilters = (filters: readonly Filter[]): string[] =>
  filters.flatMap(({ name }) => (valuesOf(name) ? [] : name));

/** Values of one filter are alternatives; several filters must all hold. */
export const matchesFilters = (item: Item, filters: readonly Filter[]): boolean =>
  filters.every(({ name, values }) => {
    const has = valuesOf(name)?.(item) ?? [];
    return values.some((value) => has.includes(value));
  });

export interface Ids {
  /** The field of an item that holds its id. */
  readonly field: string;
  readonly values: readonly string[];
}

/** `RouteTableId.1`, `TransitGatewayIds.1`: items by id. */
export function idsIn(params: ReadonlyMap<string, string>): Ids[] {
  const out = new Map<string, string[]>();
  for (const [name, value] of params) {
    const field = /^(\w+Id)s?\.\d+$/.exec(name)?.[1];
    if (field === undefined) continue;
    const values = out.get(field);
    if (values) values.push(value);
    else out.set(field, [value]);
  }
  return [...out].map(([field, values]) => ({ field, values }));
}

export const matchesIds = (item: Item, ids: readonly Ids[]): boolean =>
  ids.every(({ field, values }) => values.includes(String(item[field])));
