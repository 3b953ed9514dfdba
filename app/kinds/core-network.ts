/** Cloud WAN core network with its edges (one router for each Region), segments, routes and versions of its policy. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { isObject } from '../base/json.ts';
import type { Fields } from './fields.ts';
import { type Arguments, defineKind, readBase, type ResourceBase } from './kind.ts';

export interface CoreNetworkEdge {
  /** A Region. */
  readonly location: string;
  readonly asn: number | undefined;
}

/** Where a route of a segment leads from one edge. */
export interface CoreNetworkTarget {
  /** Attachment to the core network; '' where it leads to another edge or segment. */
  readonly attachment: Ref;
  /** Attachment to a transit gateway that is peered with the edge; '' where there is none. */
  readonly tgwAttachment: Ref;
  readonly segment: string;
  /** The Region it leads to. */
  readonly edge: string;
  /** `vpc`, `vpn`, …, as AWS says it. */
  readonly type: string;
  readonly resource: Ref;
}

export interface CoreNetworkRoute {
  /** Undefined where the destination is a prefix list. */
  readonly cidr: Cidr | undefined;
  readonly prefixList: Ref | undefined;
  /** `static`, `propagated`, … */
  readonly type: string;
  /** `active` or `blackhole`. */
  readonly state: string;
  readonly targets: readonly CoreNetworkTarget[];
}

/** The routes of a segment at the edge in one Region. */
export interface CoreNetworkTable {
  readonly segment: string;
  readonly edge: string;
  /** Undefined where they were not observed. */
  readonly routes: readonly CoreNetworkRoute[] | undefined;
}

export interface PolicyVersion {
  readonly version: number | undefined;
  /** `LIVE`, `LATEST` or '' for older ones. */
  readonly alias: string;
  /** `READY_TO_EXECUTE`, `EXECUTION_SUCCEEDED`, … */
  readonly changeSet: string;
  /** ISO 8601; '' where not told. */
  readonly created: string;
}

export interface CoreNetwork extends ResourceBase {
  readonly kind: 'core-network';
  /** How VPC route tables name it. */
  readonly arn: string;
  /** `AVAILABLE`, `UPDATING`, … */
  readonly state: string;
  readonly globalNetwork: string;
  /** Each is undefined where its call was not observed: then a gap says so. */
  readonly edges: readonly CoreNetworkEdge[] | undefined;
  readonly versions: readonly PolicyVersion[] | undefined;
  readonly tables: readonly CoreNetworkTable[] | undefined;
}

const CWAN = {
  service: 'networkmanager',
  scope: 'global',
  argument: 'CoreNetworkId',
  when: (item: Readonly<Record<string, unknown>>) => item.State !== 'DELETING',
} as const;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/**
 * One call for each segment at each of its edges.
 * Source: https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_CoreNetworkSegment.html
 */
function segmentEdges({ GlobalNetworkId, Segments }: Readonly<Record<string, unknown>>) {
  const all = Array.isArray(Segments) ? Segments.filter(isObject) : [];
  return all.flatMap(({ Name, EdgeLocations }): Arguments[] =>
    typeof Name === 'string' && typeof GlobalNetworkId === 'string'
      ? texts(EdgeLocations).map((EdgeLocation) => ({
          EdgeLocation,
          GlobalNetworkId,
          SegmentName: Name,
        }))
      : [],
  );
}

/** Source: https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_NetworkRoute.html */
const route = (item: Fields): CoreNetworkRoute => ({
  cidr: item.has('DestinationCidrBlock') ? item.cidr('DestinationCidrBlock') : undefined,
  prefixList: item.maybe('PrefixListId'),
  type: (item.maybe('Type') ?? 'unknown').toLowerCase(),
  state: (item.maybe('State') ?? 'active').toLowerCase(),
  targets: item.list('Destinations').map((to) => ({
    attachment: to.maybe('CoreNetworkAttachmentId') ?? '',
    tgwAttachment: to.maybe('TransitGatewayAttachmentId') ?? '',
    segment: to.maybe('SegmentName') ?? '',
    edge: to.maybe('EdgeLocation') ?? '',
    type: to.maybe('ResourceType') ?? '',
    resource: to.maybe('ResourceId') ?? '',
  })),
});

export default defineKind<CoreNetwork>({
  id: 'core-network',
  title: 'Cloud WAN core network',
  plural: 'Cloud WAN core networks',
  prefixes: ['core-network-'],
  idField: 'CoreNetworkId',
  optional: true,
  call: {
    service: 'networkmanager',
    operation: 'ListCoreNetworks',
    list: 'CoreNetworks',
    scope: 'global',
    pageSize: 500,
  },
  details: [
    { ...CWAN, as: 'network', operation: 'GetCoreNetwork', list: 'CoreNetwork', single: true },
    {
      ...CWAN,
      as: 'versions',
      operation: 'ListCoreNetworkPolicyVersions',
      list: 'CoreNetworkPolicyVersions',
      pageSize: 500,
    },
    {
      ...CWAN,
      as: 'routes',
      operation: 'GetNetworkRoutes',
      list: 'NetworkRoutes',
      parts: {
        of: 'network',
        arguments: ['EdgeLocation', 'GlobalNetworkId', 'SegmentName'],
        each: segmentEdges,
      },
    },
  ],
  read(item, context) {
    const base = readBase('core-network', item, context, 'CoreNetworkId', 'OwnerAccountId');
    return {
      arn: item.maybe('CoreNetworkArn') ?? '',
      state: item.maybe('State') ?? 'AVAILABLE',
      globalNetwork: item.maybe('GlobalNetworkId') ?? '',
      edges: context
        .detail('network')
        ?.flatMap((network) => network.list('Edges'))
        .map((edge) => ({
          location: edge.maybe('EdgeLocation') ?? '',
          asn: edge.number('Asn'),
        })),
      versions: context.detail('versions')?.map((version) => ({
        version: version.number('PolicyVersionId'),
        alias: version.maybe('Alias') ?? '',
        changeSet: version.maybe('ChangeSetState') ?? '',
        created: version.time('CreatedAt') ?? '',
      })),
      tables: context.parts('routes')?.map(({ args, items }) => ({
        segment: args['SegmentName'] ?? '',
        edge: args['EdgeLocation'] ?? '',
        routes: items?.map(route),
      })),
      ...base,
      name: base.name || (item.maybe('Description') ?? ''),
    };
  },
  references: () => [],
});
