/** Calls that change VPCs: subnets, route tables, routes, peerings. */
import { contains, firstHost, formatIp, overlaps, parseCidr, tryCidr } from '#app/base/cidr.ts';
import type { Estate, Item } from './estate.ts';
import {
  type Call,
  copiesOf,
  type Input,
  items,
  refuse,
  required,
  tagsOf,
  type Write,
} from './writes-call.ts';

/** Blocks of a VPC that are associated, as DescribeVpcs lists them. */
export const blocksOf = (vpc: Item): string[] =>
  [
    ...items(vpc.CidrBlockAssociationSet).map((b) => b.CidrBlock),
    ...items(vpc.Ipv6CidrBlockAssociationSet).map((b) => b.Ipv6CidrBlock),
  ].map(String);

export function vpcOf({ estate, account, region }: Call, id: string): Item {
  const found = estate.items(account, region, 'DescribeVpcs').find((v) => v.VpcId === id);
  return found ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}

export function subnetOf({ estate, account, region }: Call, id: string): Item {
  const found = estate.items(account, region, 'DescribeSubnets').find((s) => s.SubnetId === id);
  return found ?? refuse('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

export function tableOf({ estate, account, region, input }: Call): Item {
  const id = required(input, 'RouteTableId');
  const tables = estate.items(account, region, 'DescribeRouteTables');
  return (
    tables.find((t) => t.RouteTableId === id) ??
    refuse('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`)
  );
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
const createSubnet: Write = (call) => {
  const { estate, account, region, input } = call;
  const vpc = vpcOf(call, required(input, 'VpcId'));
  const cidr = required(input, 'CidrBlock');
  const six = input.Ipv6CidrBlock as string | undefined;
  const here = estate.items(account, region, 'DescribeSubnets');
  for (const text of [cidr, ...(six === undefined ? [] : [six])]) {
    const block = tryCidr(text) ?? refuse('InvalidParameterValue', `Value (${text}) is invalid`);
    if (!blocksOf(vpc).some((b) => contains(parseCidr(b), block))) {
      refuse('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
    }
    const taken = here
      .filter((s) => s.VpcId === vpc.VpcId)
      .flatMap((s) => [
        s.CidrBlock,
        ...items(s.Ipv6CidrBlockAssociationSet).map((b) => b.Ipv6CidrBlock),
      ])
      .flatMap((b) => (b === undefined ? [] : parseCidr(b as string)));
    if (taken.some((b) => overlaps(b, block))) {
      refuse('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`);
    }
  }
  // Zones of a Region as the subnets that are there tell them.
  const zone = here.find((s) =>
    input.AvailabilityZoneId === undefined
      ? s.AvailabilityZone === input.AvailabilityZone
      : s.AvailabilityZoneId === input.AvailabilityZoneId,
  );
  if (!zone) refuse('InvalidParameterValue', 'Value for parameter availabilityZone is invalid.');
  const subnet: Item = {
    SubnetId: call.id('subnet'),
    VpcId: vpc.VpcId,
    OwnerId: account,
    State: 'pending',
    CidrBlock: cidr,
    Ipv6CidrBlockAssociationSet:
      six === undefined
        ? []
        : [{ Ipv6CidrBlock: six, Ipv6CidrBlockState: { State: 'associated' } }],
    AvailabilityZone: zone!.AvailabilityZone,
    AvailabilityZoneId: zone!.AvailabilityZoneId,
    Tags: tagsOf(input, 'subnet'),
  };
  here.push(subnet);
  // A new subnet is under the VPC's default network ACL.
  const acl = estate
    .items(account, region, 'DescribeNetworkAcls')
    .find((a) => a.VpcId === vpc.VpcId && a.IsDefault === true);
  if (acl)
    items(acl.Associations).push({ SubnetId: subnet.SubnetId, NetworkAclId: acl.NetworkAclId });
  call.later(() => (subnet.State = 'available'));
  return { Subnet: subnet };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
const createRouteTable: Write = (call) => {
  const { estate, account, region, input } = call;
  const vpc = vpcOf(call, required(input, 'VpcId'));
  const table: Item = {
    RouteTableId: call.id('rtb'),
    VpcId: vpc.VpcId,
    OwnerId: account,
    Associations: [],
    PropagatingVgws: [],
    Routes: blocksOf(vpc).map((cidr) => ({
      [destinationField(cidr)]: cidr,
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    })),
    Tags: tagsOf(input, 'route-table'),
  };
  estate.items(account, region, 'DescribeRouteTables').push(table);
  return { RouteTable: table };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
const associateRouteTable: Write = (call) => {
  const { estate, account, region, input } = call;
  const table = tableOf(call);
  const { SubnetId, VpcId } = subnetOf(call, required(input, 'SubnetId'));
  if (VpcId !== table.VpcId) {
    refuse('InvalidParameterValue', 'Route table and subnet belong to different networks');
  }
  for (const other of estate.items(account, region, 'DescribeRouteTables')) {
    if (items(other.Associations).some((a) => a.SubnetId === SubnetId)) {
      refuse('Resource.AlreadyAssociated', 'the specified association already exists');
    }
  }
  const AssociationId = call.id('rtbassoc');
  items(table.Associations).push({
    Main: false,
    RouteTableId: table.RouteTableId,
    RouteTableAssociationId: AssociationId,
    SubnetId,
    AssociationState: { State: 'associated' },
  });
  return { AssociationId, AssociationState: { State: 'associated' } };
};

const destinationField = (destination: string): string =>
  destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : destination.includes(':')
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';

const destinationOf = (input: Input): string => {
  const given = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId']
    .map((field) => input[field])
    .filter((v) => v !== undefined);
  if (given.length !== 1)
    refuse('InvalidParameterCombination', 'Exactly one destination is needed');
  return given[0] as string;
};

const TARGETS = [
  'GatewayId',
  'NatGatewayId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
  'NetworkInterfaceId',
] as const;

/** The target of a route, where the VPC may use it. */
function targetOf({ estate, account, region, input }: Call, vpc: unknown): Item {
  const given = TARGETS.filter((field) => input[field] !== undefined);
  if (given.length !== 1) refuse('InvalidParameterCombination', 'Exactly one target is needed');
  const [field] = given;
  const id = input[field!] as string;
  if (field === 'TransitGatewayId') {
    // A gateway that the VPC is not attached to is as good as none.
    const attached = estate
      .items(account, region, 'DescribeTransitGatewayVpcAttachments')
      .some((a) => a.TransitGatewayId === id && a.VpcId === vpc && a.State === 'available');
    if (!attached) {
      refuse('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${id}' does not exist.`);
    }
  }
  if (field === 'VpcPeeringConnectionId') {
    const active = estate
      .items(account, region, 'DescribeVpcPeeringConnections')
      .some((p) => p.VpcPeeringConnectionId === id && (p.Status as Item).Code === 'active');
    if (!active) {
      refuse(
        'InvalidVpcPeeringConnectionID.NotFound',
        `The vpcPeeringConnection ID '${id}' does not exist`,
      );
    }
  }
  return { [field!]: id };
}

const find = (table: Item, destination: string): Item | undefined =>
  items(table.Routes).find((r) => r[destinationField(destination)] === destination);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
const createRoute: Write = (call) => {
  const table = tableOf(call);
  const destination = destinationOf(call.input);
  if (find(table, destination)) {
    refuse('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
  }
  items(table.Routes).push({
    [destinationField(destination)]: destination,
    ...targetOf(call, table.VpcId),
    Origin: 'CreateRoute',
    State: 'active',
  });
  return { Return: true };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
const replaceRoute: Write = (call) => {
  const table = tableOf(call);
  const destination = destinationOf(call.input);
  const route =
    find(table, destination) ??
    refuse(
      'InvalidParameterValue',
      `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
    );
  const target = targetOf(call, table.VpcId);
  // A field without a value is one that the answer does not have.
  for (const field of TARGETS) route[field] = undefined;
  Object.assign(route, target, { State: 'active' });
  return {};
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
const deleteRoute: Write = (call) => {
  const table = tableOf(call);
  const destination = destinationOf(call.input);
  const route =
    find(table, destination) ??
    refuse('InvalidRoute.NotFound', `no route with destination-cidr-block ${destination}`);
  if (route.GatewayId === 'local') {
    refuse('InvalidParameterValue', 'cannot remove local route');
  }
  const routes = items(table.Routes);
  routes.splice(routes.indexOf(route), 1);
  return {};
};

/**
 * Routes over a deleted peering stay, as blackholes.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
 */
const deletePeering: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = required(input, 'VpcPeeringConnectionId');
  const mine = estate
    .items(account, region, 'DescribeVpcPeeringConnections')
    .find((p) => p.VpcPeeringConnectionId === id);
  if (!mine) {
    refuse(
      'InvalidVpcPeeringConnectionID.NotFound',
      `The vpcPeeringConnection ID '${id}' does not exist`,
    );
  }
  for (const copy of copiesOf(
    estate,
    'DescribeVpcPeeringConnections',
    'VpcPeeringConnectionId',
    id,
  )) {
    if ((copy.Status as Item).Code !== 'active') {
      refuse('InvalidStateTransition', `${id} is not active`);
    }
    copy.Status = { Code: 'deleted', Message: `Deleted by ${account}` };
  }
  for (const route of routesOver(estate, id)) route.State = 'blackhole';
  return { Return: true };
};

const routesOver = (estate: Estate, peering: string): Item[] =>
  estate.places.flatMap(({ account, region }) =>
    estate
      .items(account, region, 'DescribeRouteTables')
      .flatMap((t) => items(t.Routes).filter((r) => r.VpcPeeringConnectionId === peering)),
  );

/** The interface that an attachment puts into a subnet. */
export function addInterface(call: Call, subnet: Item, attachment: string): void {
  call.estate.items(call.account, call.region, 'DescribeNetworkInterfaces').push({
    NetworkInterfaceId: call.id('eni'),
    VpcId: subnet.VpcId,
    SubnetId: subnet.SubnetId,
    OwnerId: call.account,
    AvailabilityZone: subnet.AvailabilityZone,
    PrivateIpAddress: formatIp(firstHost(parseCidr(subnet.CidrBlock as string))),
    PrivateIpAddresses: [],
    InterfaceType: 'transit_gateway',
    Description: `Network Interface for Transit Gateway Attachment ${attachment}`,
    Status: 'in-use',
    SourceDestCheck: true,
    RequesterManaged: true,
    Groups: [],
    TagSet: [],
  });
}

export const VPC_WRITES: Readonly<Record<string, Write>> = {
  CreateSubnet: createSubnet,
  CreateRouteTable: createRouteTable,
  AssociateRouteTable: associateRouteTable,
  CreateRoute: createRoute,
  ReplaceRoute: replaceRoute,
  DeleteRoute: deleteRoute,
  DeleteVpcPeeringConnection: deletePeering,
};
