/** Transit gateway route table with its associations, propagations, routes and prefix list references. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type Reference, type ResourceBase } from './kind.ts';

export interface TgwRouteTarget {
  readonly attachment: Ref;
  readonly resource: Ref;
  readonly type: string;
}

export interface TgwRoute {
  readonly cidr: Cidr;
  readonly type: 'static' | 'propagated';
  /** `active`, `blackhole`, `pending`, … */
  readonly state: string;
  /** Several targets mean equal-cost paths; none means blackhole. */
  readonly targets: readonly TgwRouteTarget[];
  /** Set where the route comes from a prefix list reference. */
  readonly prefixList: Ref | undefined;
}

export interface TgwTableMember extends TgwRouteTarget {
  /** Associations: `associated` …; propagations: `enabled` … */
  readonly state: string;
}

export interface TgwRouteTable extends ResourceBase {
  readonly kind: 'tgw-route-table';
  readonly tgw: Ref;
  readonly state: string;
  /** Each is undefined where its call was not observed: then a gap says so, and absence proves nothing. */
  readonly associations: readonly TgwTableMember[] | undefined;
  readonly propagations: readonly TgwTableMember[] | undefined;
  readonly routes: readonly TgwRoute[] | undefined;
  /** Routes of prefix list references that were shown without their prefixes. */
  readonly listRoutes: readonly Omit<TgwRoute, 'cidr'>[];
  /** True where AWS said there are more routes than were read. */
  readonly truncated: boolean;
  /** True where only static routes were read; propagated ones are then derived from the propagations. */
  readonly staticOnly: boolean;
}

/** A deleted table is listed for some time, but can no longer be asked, and holds nothing. */
const isGone = (state: unknown): boolean => state === 'deleted' || state === 'deleting';

const EC2 = {
  service: 'ec2',
  argument: 'TransitGatewayRouteTableId',
  pageSize: 1000,
  when: (item: Readonly<Record<string, unknown>>) => !isGone(item.State),
} as const;

const member = (item: Fields): TgwTableMember => ({
  attachment: item.maybe('TransitGatewayAttachmentId') ?? '',
  resource: item.maybe('ResourceId') ?? '',
  type: item.maybe('ResourceType') ?? 'unknown',
  state: item.maybe('State') ?? 'unknown',
});

const body = (item: Fields): Omit<TgwRoute, 'cidr'> => ({
  type: item.maybe('Type') === 'propagated' ? 'propagated' : 'static',
  state: item.maybe('State') ?? 'active',
  targets: item.list('TransitGatewayAttachments').map(member),
  prefixList: item.maybe('PrefixListId'),
});

function route(item: Fields): TgwRoute[] {
  const cidr = item.cidr('DestinationCidrBlock');
  return cidr ? [{ cidr, ...body(item) }] : [];
}

export default defineKind<TgwRouteTable>({
  id: 'tgw-route-table',
  title: 'Transit gateway route table',
  plural: 'Transit gateway route tables',
  prefixes: ['tgw-rtb-'],
  idField: 'TransitGatewayRouteTableId',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayRouteTables',
    list: 'TransitGatewayRouteTables',
    pageSize: 1000,
  },
  details: [
    {
      ...EC2,
      as: 'associations',
      operation: 'GetTransitGatewayRouteTableAssociations',
      list: 'Associations',
    },
    {
      ...EC2,
      as: 'propagations',
      operation: 'GetTransitGatewayRouteTablePropagations',
      list: 'TransitGatewayRouteTablePropagations',
    },
    {
      ...EC2,
      as: 'routes',
      operation: 'SearchTransitGatewayRoutes',
      list: 'Routes',
      // One filter is mandatory; this one lets everything of interest through.
      filters: [{ Name: 'state', Values: ['active', 'blackhole'] }],
    },
  ],
  read(item, context) {
    const detail = (as: string) => (isGone(item.maybe('State')) ? [] : context.detail(as));
    return {
      tgw: item.text('TransitGatewayId'),
      state: item.maybe('State') ?? 'available',
      associations: detail('associations')?.map(member),
      propagations: detail('propagations')?.map(member),
      routes: detail('routes')?.flatMap(route),
      listRoutes: (context.detail('routes') ?? [])
        .filter((item) => !item.has('DestinationCidrBlock') && item.has('PrefixListId'))
        .map(body),
      truncated: context.truncated('routes'),
      staticOnly: context.staticOnly('routes'),
      ...readBase('tgw-route-table', item, context, 'TransitGatewayRouteTableId'),
    };
  },
  references(table) {
    const here = { account: table.account, region: table.region };
    const out: Reference[] = refer('transit-gateway', table.tgw, here);
    const live = (state: string) => !['disassociated', 'disabled'].includes(state);
    for (const m of [...(table.associations ?? []), ...(table.propagations ?? [])]) {
      if (live(m.state))
        out.push(...refer('tgw-attachment', m.attachment, { region: table.region }));
    }
    for (const r of [...(table.routes ?? []), ...table.listRoutes]) {
      if (r.state !== 'active') continue;
      for (const t of r.targets)
        out.push(...refer('tgw-attachment', t.attachment, { region: table.region }));
    }
    return out;
  },
});
