/** Cloud WAN core network with its edges (one router for each Region) and the versions of its policy. Not its routes. */
import { defineKind, readBase, type ResourceBase } from './kind.ts';

export interface CoreNetworkEdge {
  /** A Region. */
  readonly location: string;
  readonly asn: number | undefined;
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
}

const CWAN = {
  service: 'networkmanager',
  scope: 'global',
  argument: 'CoreNetworkId',
  when: (item: Readonly<Record<string, unknown>>) => item.State !== 'DELETING',
} as const;

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
      ...base,
      name: base.name || (item.maybe('Description') ?? ''),
    };
  },
  references: () => [],
});
