/**
 * The filters of SearchTransitGatewayRoutes.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html
 */
import { contains, hasIp, tryCidr, tryIp } from '#app/base/cidr.ts';
import type { Filter } from './query.ts';

interface TgwRoute {
  readonly DestinationCidrBlock?: string;
  readonly PrefixListId?: string;
  readonly State?: string;
  readonly Type?: string;
  readonly TransitGatewayAttachments?: readonly {
    readonly TransitGatewayAttachmentId?: string;
    readonly ResourceId?: string;
    readonly ResourceType?: string;
  }[];
}

type Test = (route: TgwRoute, value: string) => boolean;

const attachment =
  (field: 'TransitGatewayAttachmentId' | 'ResourceId' | 'ResourceType'): Test =>
  (route, value) =>
    (route.TransitGatewayAttachments ?? []).some((a) => a[field] === value);

const TESTS: Readonly<Record<string, Test>> = {
  'attachment.transit-gateway-attachment-id': attachment('TransitGatewayAttachmentId'),
  'attachment.resource-id': attachment('ResourceId'),
  'attachment.resource-type': attachment('ResourceType'),
  'prefix-list-id': (route, value) => route.PrefixListId === value,
  'route-search.exact-match': (route, value) => route.DestinationCidrBlock === value,
  'route-search.subnet-of-match': (route, value) => within(value, route.DestinationCidrBlock),
  'route-search.supernet-of-match': (route, value) => within(route.DestinationCidrBlock, value),
  state: (route, value) => route.State === value,
  type: (route, value) => route.Type === value,
};

function within(outer: string | undefined, inner: string | undefined): boolean {
  const a = tryCidr(outer ?? '');
  const b = tryCidr(inner ?? '');
  return a !== undefined && b !== undefined && a.family === b.family && contains(a, b);
}

/** Names of filters AWS does not know. */
export const unknownFilters = (filters: readonly Filter[]): string[] =>
  filters.flatMap(({ name }) =>
    name in TESTS || name === 'route-search.longest-prefix-match' ? [] : name,
  );

/** Values of one filter are alternatives; several filters must all hold. */
export function searchRoutes(routes: readonly unknown[], filters: readonly Filter[]): unknown[] {
  let out = routes as readonly TgwRoute[];
  for (const { name, values } of filters) {
    const test = TESTS[name];
    if (test) out = out.filter((route) => values.some((value) => test(route, value)));
    else if (name === 'route-search.longest-prefix-match')
      out = values.flatMap((value) => longest(out, value));
  }
  return [...out];
}

function longest(routes: readonly TgwRoute[], value: string): TgwRoute[] {
  const ip = tryIp(value.split('/')[0] ?? '');
  const matching = routes.flatMap((route) => {
    const cidr = tryCidr(route.DestinationCidrBlock ?? '');
    return ip && cidr && hasIp(cidr, ip) ? [{ route, length: cidr.length }] : [];
  });
  const best = Math.max(...matching.map((m) => m.length));
  return matching.filter((m) => m.length === best).map((m) => m.route);
}
