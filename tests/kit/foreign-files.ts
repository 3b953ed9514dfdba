/** The same network as other tools keep it: AWS Config's snapshot, a folder of describe answers, the Batfish layout. */
import { groupBy } from '#app/base/order.ts';
import { type Page, UNKNOWN } from '#app/snapshot/page.ts';

type Item = Readonly<Record<string, unknown>>;
export interface ForeignFile {
  readonly path: string;
  readonly text: string;
  readonly time: string;
}

const TIME = '2026-01-05T09:00:00.000Z';
const file = (path: string, value: unknown): ForeignFile => ({
  path,
  text: JSON.stringify(value),
  time: TIME,
});

/** Every answer as the AWS CLI prints it, a file a call, by account and Region. */
export const describeFiles = (pages: readonly Page[]): ForeignFile[] =>
  pages
    .filter(({ answer, service }) => answer && service === 'ec2')
    .map(({ account, region, operation, args, answer }) =>
      file([account, region, operation, ...Object.values(args), 'x.json'].join('/'), answer),
    );

/**
 * Calls whose answers Batfish keeps as they are, a file named by its list, and those it gathers by table.
 * https://github.com/batfish/batfish/blob/master/projects/batfish/src/main/java/org/batfish/representation/aws/AwsVpcEntity.java
 */
const BATFISH = [
  ...['Vpcs', 'Subnets', 'RouteTables', 'InternetGateways', 'NatGateways', 'NetworkAcls'],
  ...['NetworkInterfaces', 'SecurityGroups', 'VpcPeeringConnections', 'VpcEndpoints'],
  ...['VpnConnections', 'VpnGateways', 'CustomerGateways', 'TransitGateways'],
  ...['TransitGatewayAttachments', 'TransitGatewayVpcAttachments', 'TransitGatewayRouteTables'],
];

/** `aws_configs/accounts/<account>/<Region>/Vpcs.json`: of transit gateway tables the static routes and what propagates. */
export function batfishFiles(pages: readonly Page[]): ForeignFile[] {
  const out: ForeignFile[] = [];
  for (const here of groupBy(pages, (p) => `accounts/${p.account}/${p.region}`).values()) {
    const [{ account, region }] = here as [Page];
    const at = (list: string, items: unknown) =>
      file(`aws_configs/accounts/${account}/${region}/${list}.json`, { [list]: items });
    for (const list of BATFISH) {
      const found = here.filter(({ answer }) => answer && list in answer);
      if (found.length > 0)
        out.push(
          at(
            list,
            found.flatMap(({ answer }) => answer![list]),
          ),
        );
    }
    const gathered = (operation: string) =>
      here
        .filter((p) => p.operation === operation && p.answer)
        .map(({ args, answer }) => ({ ...args, ...answer }));
    const routes = gathered('SearchTransitGatewayRoutes').map((answer: Item) => ({
      ...answer,
      Routes: (answer['Routes'] as Item[]).filter((route) => route['Type'] === 'static'),
    }));
    if (routes.length > 0) out.push(at('TransitGatewayStaticRoutes', routes));
    const propagations = gathered('GetTransitGatewayRouteTablePropagations');
    if (propagations.length > 0) out.push(at('TransitGatewayPropagations', propagations));
  }
  return out;
}

/**
 * Types whose configuration is the item of the API with small first letters, and the name of its id.
 * https://github.com/awslabs/aws-config-resource-schema/tree/master/config/properties/resource-types
 */
const RECORDED: readonly (readonly [type: string, list: string, id: string])[] = [
  ['VPC', 'Vpcs', 'VpcId'],
  ['Subnet', 'Subnets', 'SubnetId'],
  ['RouteTable', 'RouteTables', 'RouteTableId'],
  ['VPCPeeringConnection', 'VpcPeeringConnections', 'VpcPeeringConnectionId'],
  ['InternetGateway', 'InternetGateways', 'InternetGatewayId'],
  ['EgressOnlyInternetGateway', 'EgressOnlyInternetGateways', 'EgressOnlyInternetGatewayId'],
  ['NatGateway', 'NatGateways', 'NatGatewayId'],
  ['VPNGateway', 'VpnGateways', 'VpnGatewayId'],
  ['CustomerGateway', 'CustomerGateways', 'CustomerGatewayId'],
  ['VPNConnection', 'VpnConnections', 'VpnConnectionId'],
  ['VPCEndpoint', 'VpcEndpoints', 'VpcEndpointId'],
  ['NetworkAcl', 'NetworkAcls', 'NetworkAclId'],
  ['SecurityGroup', 'SecurityGroups', 'GroupId'],
  ['NetworkInterface', 'NetworkInterfaces', 'NetworkInterfaceId'],
];

function smallFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smallFirst);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.slice(0, 1).toLowerCase() + name.slice(1),
      smallFirst(inner),
    ]),
  );
}

/**
 * A configuration snapshot of an aggregator. Config records a resource in the account that owns it, and transit gateways
 * in the shape of CloudFormation, without their routes, associations and propagations.
 * https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
export function configFile(pages: readonly Page[]): ForeignFile {
  const items: Item[] = [];
  const done = new Set<string>();
  const record = (page: Page, type: string, id: string, configuration: unknown, tags: unknown) => {
    if (done.has(id)) return;
    done.add(id);
    items.push({
      configurationItemVersion: '1.3',
      configurationItemCaptureTime: TIME,
      configurationItemStatus: 'OK',
      awsAccountId: page.account,
      awsRegion: page.region,
      resourceType: `AWS::EC2::${type}`,
      resourceId: id,
      tags: Object.fromEntries(
        ((tags ?? []) as Item[]).map(({ Key, Value }) => [Key as string, Value]),
      ),
      relationships: [],
      configuration,
      supplementaryConfiguration: {},
    });
  };
  for (const page of pages) {
    if (page.account === UNKNOWN) continue;
    for (const [type, list, name] of RECORDED) {
      for (const item of (page.answer?.[list] ?? []) as Item[]) {
        const owner = item['OwnerId'] ?? page.account;
        if (owner !== page.account) continue;
        const { Tags, TagSet, ...rest } = item;
        record(page, type, item[name] as string, smallFirst(rest), Tags ?? TagSet);
      }
    }
    for (const item of (page.answer?.['TransitGateways'] ?? []) as Item[]) {
      if (item['OwnerId'] !== page.account) continue;
      const id = item['TransitGatewayId'] as string;
      record(page, 'TransitGateway', id, { Id: id, ...(item['Options'] as Item) }, item['Tags']);
    }
    for (const item of (page.answer?.['TransitGatewayVpcAttachments'] ?? []) as Item[]) {
      if (item['VpcOwnerId'] !== page.account) continue;
      const { TransitGatewayAttachmentId: Id, TransitGatewayId, VpcId, SubnetIds, Options } = item;
      const shaped = { Id, TransitGatewayId, VpcId, SubnetIds, Options };
      record(page, 'TransitGatewayAttachment', Id as string, shaped, item['Tags']);
    }
  }
  return file('config/snapshot.json', {
    fileVersion: '1.0',
    configSnapshotId: 'a0b1c2d3-0000-4000-8000-000000000000',
    configurationItems: items,
  });
}
