/**
 * Services that speak JSON: what the calls we make of them look like on the wire. A table, because the SDK's own
 * clients of these services bring a second SDK with them (decision 0009).
 * Sources: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Operations.html
 *          https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_Operations.html
 *          https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 *          https://docs.aws.amazon.com/ram/latest/APIReference/API_Operations.html
 *          https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_Operations.html
 */

export interface JsonOperation {
  /** The field of the answer that holds what is asked for; everything in it is kept as it came. */
  readonly answer: string;
  /** Field of the request that names the item asked about. */
  readonly argument?: string;
  /** Another field that may name what is asked about, in its place. */
  readonly or?: string;
  /** True where the argument takes a list of items. */
  readonly many?: true;
  /** A field of the body that holds others within another: what is asked about where it takes more than one name. */
  readonly nest?: {
    readonly field: string;
    readonly within: string;
    readonly names: readonly string[];
  };
  /** Fields of the request that are the same for every item. */
  readonly fixed?: readonly string[];
  /** True where the answer comes in pages. */
  readonly paged: boolean;
  /** Path of a REST call, with the argument in braces; absent where the operation is named in a header. */
  readonly path?: string;
  /** Of a REST call; `GET` where absent. */
  readonly method?: 'POST';
}

export interface JsonService {
  readonly id: string;
  readonly version: string;
  readonly namespace: string;
  /** What stands before the operation's name in the header `x-amz-target`. */
  readonly target: string;
  readonly signingName: string;
  /** Names of the page token and the page size in requests, and of the token in answers. */
  readonly token: string;
  readonly pageSize: string;
  /** Regions that answer for a whole partition, whatever Region is asked. */
  readonly homes: Readonly<Record<string, string>>;
  /** The partitions that have the service, and what is read of it in words; absent where all of them do. */
  readonly only?: { readonly partitions: readonly string[]; readonly holds: string };
  readonly operations: Readonly<Record<string, JsonOperation>>;
}

const NETWORK = '/core-networks/{CoreNetworkId}';

/** A question about one resource share. */
const OF_SHARE = {
  argument: 'resourceShareArns',
  many: true,
  fixed: ['resourceOwner'],
  paged: true,
  method: 'POST',
} as const;

export const JSON_SERVICES = {
  directconnect: {
    id: 'Direct Connect',
    version: '2012-10-25',
    namespace: 'com.amazonaws.directconnect',
    target: 'OvertureService',
    signingName: 'directconnect',
    token: 'nextToken',
    pageSize: 'maxResults',
    homes: {},
    operations: {
      DescribeDirectConnectGateways: { answer: 'directConnectGateways', paged: true },
      DescribeDirectConnectGatewayAssociations: {
        answer: 'directConnectGatewayAssociations',
        argument: 'directConnectGatewayId',
        or: 'associatedGatewayId',
        paged: true,
      },
      DescribeDirectConnectGatewayAttachments: {
        answer: 'directConnectGatewayAttachments',
        argument: 'directConnectGatewayId',
        paged: true,
      },
      DescribeVirtualInterfaces: { answer: 'virtualInterfaces', paged: true },
    },
  },
  networkmanager: {
    id: 'NetworkManager',
    version: '2019-07-05',
    namespace: 'com.amazonaws.networkmanager',
    target: 'NetworkManager',
    signingName: 'networkmanager',
    token: 'NextToken',
    pageSize: 'MaxResults',
    homes: { aws: 'us-west-2', 'aws-us-gov': 'us-gov-west-1' },
    // "Transit Gateway Network Manager is not supported":
    // https://docs.amazonaws.cn/en_us/aws/latest/userguide/transit-gateway.html
    // and AWS's table of endpoints (botocore, endpoints.json) has it in these alone.
    only: { partitions: ['aws', 'aws-us-gov'], holds: 'Cloud WAN core networks' },
    operations: {
      ListCoreNetworks: { answer: 'CoreNetworks', paged: true, path: '/core-networks' },
      GetCoreNetwork: {
        answer: 'CoreNetwork',
        argument: 'CoreNetworkId',
        paged: false,
        path: NETWORK,
      },
      ListCoreNetworkPolicyVersions: {
        answer: 'CoreNetworkPolicyVersions',
        argument: 'CoreNetworkId',
        paged: true,
        path: `${NETWORK}/core-network-policy-versions`,
      },
      ListAttachments: { answer: 'Attachments', paged: true, path: '/attachments' },
      // https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_GetNetworkRoutes.html
      GetNetworkRoutes: {
        answer: 'NetworkRoutes',
        argument: 'GlobalNetworkId',
        nest: {
          field: 'RouteTableIdentifier',
          within: 'CoreNetworkSegmentEdge',
          names: ['CoreNetworkId', 'EdgeLocation', 'SegmentName'],
        },
        paged: false,
        path: '/global-networks/{GlobalNetworkId}/network-routes',
        method: 'POST',
      },
    },
  },
  organizations: {
    id: 'Organizations',
    version: '2016-11-28',
    namespace: 'com.amazonaws.organizations',
    target: 'AWSOrganizationsV20161128',
    signingName: 'organizations',
    token: 'NextToken',
    pageSize: 'MaxResults',
    // https://docs.aws.amazon.com/organizations/latest/userguide/region-support.html
    // Those of the isolated partitions: AWS's rules for endpoints of Organizations (botocore, endpoint-rule-set-1.json).
    homes: {
      aws: 'us-east-1',
      'aws-cn': 'cn-northwest-1',
      'aws-us-gov': 'us-gov-west-1',
      'aws-iso': 'us-iso-east-1',
      'aws-iso-b': 'us-isob-east-1',
      'aws-iso-f': 'us-isof-south-1',
    },
    operations: {
      ListAccounts: { answer: 'Accounts', paged: true },
      ListRoots: { answer: 'Roots', paged: true },
      ListOrganizationalUnitsForParent: {
        answer: 'OrganizationalUnits',
        argument: 'ParentId',
        paged: true,
      },
      ListAccountsForParent: { answer: 'Accounts', argument: 'ParentId', paged: true },
      ListTagsForResource: { answer: 'Tags', argument: 'ResourceId', paged: true },
    },
  },
  ram: {
    id: 'RAM',
    version: '2018-01-04',
    namespace: 'com.amazonaws.ram',
    target: 'AmazonResourceSharing',
    signingName: 'ram',
    token: 'nextToken',
    pageSize: 'maxResults',
    homes: {},
    operations: {
      GetResourceShares: {
        answer: 'resourceShares',
        fixed: ['resourceOwner', 'resourceShareStatus'],
        paged: true,
        path: '/getresourceshares',
        method: 'POST',
      },
      ListPrincipals: { ...OF_SHARE, answer: 'principals', path: '/listprincipals' },
      ListResources: { ...OF_SHARE, answer: 'resources', path: '/listresources' },
    },
  },
  servicequotas: {
    id: 'Service Quotas',
    version: '2019-06-24',
    namespace: 'com.amazonaws.servicequotas',
    target: 'ServiceQuotasV20190624',
    signingName: 'servicequotas',
    token: 'NextToken',
    pageSize: 'MaxResults',
    homes: {},
    operations: {
      ListServiceQuotas: { answer: 'Quotas', argument: 'ServiceCode', paged: true },
    },
  },
} as const satisfies Readonly<Record<string, JsonService>>;

export type JsonServiceName = keyof typeof JSON_SERVICES;

export const isJsonService = (service: string): service is JsonServiceName =>
  Object.hasOwn(JSON_SERVICES, service);

/** What a service holds, where a partition does not have the service. */
export function lackedIn(partition: string, service: string): string | undefined {
  if (!isJsonService(service)) return undefined;
  const { only }: JsonService = JSON_SERVICES[service];
  return only?.partitions.includes(partition) === false ? only.holds : undefined;
}

/** An operation of a service that speaks JSON; undefined where there is none of that name. */
export function jsonOperation(service: string, operation: string): JsonOperation | undefined {
  if (!isJsonService(service)) return undefined;
  const { operations }: JsonService = JSON_SERVICES[service];
  return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}
