/**
 * Reads what AWS Config recorded: snapshot and history files, and results of (aggregator) queries. Items come in two
 * spellings: that of the API with small first letters, and that of CloudFormation for newer types.
 * https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 * https://github.com/awslabs/aws-config-resource-schema
 */
import { isObject } from '../base/json.ts';
import type { KindId } from '../kinds/index.gen.ts';
import { UNKNOWN } from '../snapshot/page.ts';
import { JsonError, parseJson } from '../snapshot/parse.ts';
import { asAccount, asRegion, placeOfArn, regionOfZone } from './place.ts';
import type { SourceFile } from './placing.ts';
import { asApi } from './spelling.ts';

type Item = Readonly<Record<string, unknown>>;

/** One resource as Config recorded it. */
export interface ConfigItem {
  readonly file: SourceFile;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  /** When it was recorded; '' where not told. */
  readonly time: string;
  readonly deleted: boolean;
  readonly configuration: Item;
  readonly tags: unknown;
}

/** Where the items stand, or undefined where this is nothing of Config's. */
function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) {
    // What is no object is broken wherever it stands, and says nothing of what the list is.
    const objects = value.filter(isObject);
    const items = objects.filter(isConfigItem).length;
    return items > 0 && 2 * items >= objects.length ? value : undefined;
  }
  if (!isObject(value)) return undefined;
  for (const name of ['configurationItems', 'baseConfigurationItems', 'BaseConfigurationItems']) {
    const list = value[name];
    if (Array.isArray(list)) return list as readonly unknown[];
  }
  const results = value['Results'];
  return Array.isArray(results) && 'QueryInfo' in value ? results : undefined;
}

const isConfigItem = (item: unknown): boolean =>
  isObject(item) &&
  typeof item['resourceType'] === 'string' &&
  item['resourceType'].startsWith('AWS::') &&
  'configuration' in item;

/** A value that may be JSON in a text, as query results and the history have it. `told` hears why it is none. */
function opened(value: unknown, told?: (why: string) => void): unknown {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    told?.(error.message);
    return value;
  }
}

export interface ConfigContent {
  readonly items: readonly ConfigItem[];
  /** Rows that cannot be read, with why: what they were of, nobody knows. */
  readonly broken: readonly string[];
}

/** The resources of a file of AWS Config; undefined where it is none. */
export function readConfig(value: unknown, file: SourceFile): ConfigContent | undefined {
  const list = listOf(value);
  if (!list) return undefined;
  // Which fields the rows of a query have is for whoever asked to say; in a list by itself only items can be told.
  const isBare = Array.isArray(value);
  const broken: string[] = [];
  const items = list.flatMap((raw, i) => {
    let why = isObject(raw)
      ? 'resourceType or configuration is missing'
      : `expected an object, found ${raw === null ? 'null' : `a ${typeof raw}`}`;
    const item = opened(raw, (said) => (why = said));
    if (!isObject(item) || (isBare && !isConfigItem(item))) {
      broken.push(`row ${i + 1}: ${why}`);
      return [];
    }
    const configuration = opened(item['configuration']);
    const own = isObject(configuration) ? configuration : {};
    const text = (name: string) => (typeof item[name] === 'string' ? item[name] : '');
    const arn = placeOfArn(item['arn'] ?? item['ARN']);
    return [
      {
        file,
        type: text('resourceType'),
        account:
          asAccount(item['accountId']) ?? arn.account ?? asAccount(own['ownerId']) ?? UNKNOWN,
        region:
          asRegion(item['awsRegion']) ??
          arn.region ??
          regionOfZone(item['availabilityZone'] ?? own['availabilityZone']) ??
          UNKNOWN,
        id: text('resourceId'),
        time: text('configurationItemCaptureTime'),
        deleted: text('configurationItemStatus').startsWith('ResourceDeleted'),
        configuration: own,
        tags: item['tags'],
      },
    ];
  });
  return { items, broken };
}

/** What becomes of an item: its kind, the item of the API, and items of detail calls. */
export interface Converted {
  readonly kind: KindId;
  readonly item: Item;
  readonly details?: readonly (readonly [as: string, items: readonly unknown[]])[];
}

/** Types whose configuration is the item of the API, in small letters. */
const PLAIN: Readonly<Record<string, KindId>> = {
  'AWS::EC2::VPC': 'vpc',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::RouteTable': 'route-table',
  'AWS::EC2::VPCPeeringConnection': 'vpc-peering',
  'AWS::EC2::InternetGateway': 'internet-gateway',
  'AWS::EC2::EgressOnlyInternetGateway': 'egress-only-gateway',
  'AWS::EC2::NatGateway': 'nat-gateway',
  'AWS::EC2::VPNGateway': 'vpn-gateway',
  'AWS::EC2::CustomerGateway': 'customer-gateway',
  'AWS::EC2::VPNConnection': 'vpn-connection',
  'AWS::EC2::VPCEndpoint': 'vpc-endpoint',
  'AWS::EC2::NetworkAcl': 'network-acl',
  'AWS::EC2::SecurityGroup': 'security-group',
  'AWS::EC2::NetworkInterface': 'network-interface',
};

const option = (c: Item, ...names: readonly string[]): Item =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(c, name)).map((n) => [n, c[n]]));

const id = (c: Item, item: ConfigItem): unknown => c['Id'] ?? item.id;

/** Types in the spelling of CloudFormation. */
const SHAPED: Readonly<Record<string, (c: Item, item: ConfigItem) => readonly Converted[]>> = {
  'AWS::EC2::TransitGateway': (c, item) => [
    {
      kind: 'transit-gateway',
      item: {
        TransitGatewayId: id(c, item),
        OwnerId: item.account,
        Options: option(
          c,
          'AmazonSideAsn',
          'TransitGatewayCidrBlocks',
          'AutoAcceptSharedAttachments',
          'DefaultRouteTableAssociation',
          'AssociationDefaultRouteTableId',
          'DefaultRouteTablePropagation',
          'PropagationDefaultRouteTableId',
          'VpnEcmpSupport',
          'DnsSupport',
          'MulticastSupport',
          'SecurityGroupReferencingSupport',
        ),
      },
    },
  ],
  'AWS::EC2::TransitGatewayRouteTable': (c, item) => [
    {
      kind: 'tgw-route-table',
      item: {
        TransitGatewayRouteTableId: c['TransitGatewayRouteTableId'] ?? id(c, item),
        TransitGatewayId: c['TransitGatewayId'],
      },
    },
  ],
  'AWS::EC2::TransitGatewayAttachment': vpcAttachment,
  'AWS::EC2::TransitGatewayVpcAttachment': vpcAttachment,
  'AWS::EC2::PrefixList': (c) => [
    {
      kind: 'prefix-list',
      item: option(c, 'PrefixListId', 'PrefixListName', 'AddressFamily', 'MaxEntries', 'OwnerId'),
      ...(Array.isArray(c['Entries']) ? { details: [['entries', c['Entries']]] } : {}),
    },
  ],
};

function vpcAttachment(c: Item, item: ConfigItem): readonly Converted[] {
  const shared = {
    TransitGatewayAttachmentId: id(c, item),
    TransitGatewayId: c['TransitGatewayId'],
    State: 'available',
  };
  return [
    {
      kind: 'tgw-attachment',
      item: {
        ...shared,
        ResourceType: 'vpc',
        ResourceId: c['VpcId'],
        ResourceOwnerId: item.account,
      },
    },
    {
      kind: 'tgw-vpc-attachment',
      item: {
        ...shared,
        VpcId: c['VpcId'],
        VpcOwnerId: item.account,
        SubnetIds: c['SubnetIds'],
        Options: isObject(c['Options']) ? c['Options'] : {},
      },
    },
  ];
}

/** Tags stand beside the configuration, as an object or a list; some types have them inside. */
function tagsOf(item: ConfigItem, inside: unknown): unknown {
  if (isObject(item.tags)) {
    return Object.entries(item.tags).map(([Key, Value]) => ({ Key, Value }));
  }
  const list = Array.isArray(item.tags) && item.tags.length > 0 ? asApi(item.tags) : inside;
  return Array.isArray(list) ? list.filter((tag) => isObject(tag) && 'Key' in tag) : [];
}

/** The items of the API that a recorded resource stands for; none where Peerless does not use its type. */
export function convert(item: ConfigItem): readonly Converted[] {
  const c = asApi(item.configuration);
  if (!isObject(c)) return [];
  const kind = Object.hasOwn(PLAIN, item.type) ? PLAIN[item.type] : undefined;
  const made = kind
    ? [{ kind, item: c }]
    : Object.hasOwn(SHAPED, item.type)
      ? SHAPED[item.type]!(c, item)
      : [];
  return made.map((one) => ({ ...one, item: { ...one.item, Tags: tagsOf(item, c['Tags']) } }));
}
