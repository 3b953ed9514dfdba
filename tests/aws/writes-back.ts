/**
 * Calls that delete what a plan has made. AWS refuses to delete what is used; what is deleted goes a little later.
 * Source: the page of each call in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
 */
import type { Item } from './estate.ts';
import { type Call, copiesOf, drop, items, refuse, required, type Write } from './writes-call.ts';
import {
  dropInterfaces,
  gatewayOf,
  notFound,
  ready,
  routesIn,
  setState,
  tgwTableOf,
} from './writes-tgw.ts';
import { blocksOf, subnetOf, tableOf, vpcOf } from './writes-vpc.ts';

const ATTACHMENT = 'TransitGatewayAttachmentId';
const TABLE = 'TransitGatewayRouteTableId';

/** A gateway with attachments is not deleted: https://docs.aws.amazon.com/vpc/latest/tgw/delete-tgw.html */
const deleteGateway: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = required(input, 'TransitGatewayId');
  const gateway = ready(gatewayOf(call, id), id);
  if (gateway.OwnerId !== account) refuse('UnauthorizedOperation', `${id} is not yours.`);
  const left = estate
    .items(account, region, 'DescribeTransitGatewayAttachments')
    .some((a) => a.TransitGatewayId === id && a.State !== 'deleted');
  if (left) refuse('IncorrectState', `${id} has non-deleted Attachments.`);
  const is = (g: Item): boolean => g.TransitGatewayId === id;
  gateway.State = 'deleting';
  call.later(() => {
    gateway.State = 'deleted';
    for (const place of estate.places) {
      const list = estate.items(place.account, place.region, 'DescribeTransitGateways');
      if (place.account !== account) drop(list, is);
    }
    call.later(() => drop(estate.items(account, region, 'DescribeTransitGateways'), is));
  });
  return { TransitGateway: gateway };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTransitGatewayRouteTable.html */
const deleteTable: Write = (call) => {
  const { estate, account, region } = call;
  const table = tgwTableOf(call);
  const id = table[TABLE] as string;
  const joined = estate.items(account, region, 'GetTransitGatewayRouteTableAssociations', {
    [TABLE]: id,
  });
  if (joined.length > 0) refuse('IncorrectState', `${id} has associations.`);
  if (table.DefaultAssociationRouteTable === true || table.DefaultPropagationRouteTable === true) {
    refuse('IncorrectState', `${id} is a default route table.`);
  }
  table.State = 'deleting';
  call.later(() => {
    table.State = 'deleted';
    call.later(() =>
      drop(
        estate.items(account, region, 'DescribeTransitGatewayRouteTables'),
        (t) => t[TABLE] === id,
      ),
    );
  });
  return { TransitGatewayRouteTable: table };
};

/** An attachment goes with its association, its propagations and its interfaces; static routes to it stay, as blackholes. */
function deleteAttachment(call: Call, operation: string, isOwner: (view: Item) => boolean): Item {
  const { estate, account, region, input } = call;
  const id = required(input, ATTACHMENT);
  const view =
    estate.items(account, region, operation).find((a) => a[ATTACHMENT] === id && isOwner(a)) ??
    notFound(id);
  if (!['available', 'pendingAcceptance'].includes(view.State as string)) {
    refuse('IncorrectState', `${id} is in invalid state: ${String(view.State)}`);
  }
  const is = (member: Item): boolean => member[ATTACHMENT] === id;
  setState(estate, id, 'deleting');
  call.later(() => {
    setState(estate, id, 'deleted');
    dropInterfaces(call, id, (view.SubnetIds ?? []) as string[]);
    for (const copy of copiesOf(estate, 'DescribeTransitGatewayAttachments', ATTACHMENT, id)) {
      copy.Association = undefined;
    }
    for (const place of estate.places) {
      for (const table of estate.items(
        place.account,
        place.region,
        'DescribeTransitGatewayRouteTables',
      )) {
        const of = { [TABLE]: table[TABLE] as string };
        const list = (name: string): Item[] => estate.items(place.account, place.region, name, of);
        drop(list('GetTransitGatewayRouteTableAssociations'), is);
        drop(list('GetTransitGatewayRouteTablePropagations'), is);
        const routes = list('SearchTransitGatewayRoutes');
        const leads = (r: Item): boolean => items(r.TransitGatewayAttachments).some(is);
        drop(routes, (r) => r.Type === 'propagated' && leads(r));
        for (const route of routes.filter(leads)) route.State = 'blackhole';
      }
    }
    for (const table of estate.items(account, region, 'DescribeRouteTables')) {
      if (view.VpcId === undefined || table.VpcId !== view.VpcId) continue;
      for (const route of items(table.Routes)) {
        if (route.TransitGatewayId === view.TransitGatewayId) route.State = 'blackhole';
      }
    }
  });
  return view;
}

const deleteVpcAttachment: Write = (call) => ({
  TransitGatewayVpcAttachment: deleteAttachment(
    call,
    'DescribeTransitGatewayVpcAttachments',
    (a) => a.VpcOwnerId === call.account,
  ),
});

/** The owner of either gateway may: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-delete.html */
const deletePeeringAttachment: Write = (call) => ({
  TransitGatewayPeeringAttachment: deleteAttachment(
    call,
    'DescribeTransitGatewayPeeringAttachments',
    () => true,
  ),
});

/** What a static route hid comes to light again. */
const deleteRoute: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = tgwTableOf(call)[TABLE] as string;
  const cidr = required(input, 'DestinationCidrBlock');
  const routes = routesIn(call, id);
  const is = (r: Item): boolean => r.DestinationCidrBlock === cidr && r.Type === 'static';
  const route = routes.find(is) ?? refuse('InvalidRoute.NotFound', `no route ${cidr} in ${id}`);
  drop(routes, is);
  for (const member of estate.items(account, region, 'GetTransitGatewayRouteTablePropagations', {
    [TABLE]: id,
  })) {
    const attachment = estate
      .items(account, region, 'DescribeTransitGatewayAttachments')
      .find((a) => a[ATTACHMENT] === member[ATTACHMENT])!;
    const owner = { ...call, account: attachment.ResourceOwnerId as string };
    if (!blocksOf(vpcOf(owner, member.ResourceId as string)).includes(cidr)) continue;
    const { ResourceId, ResourceType } = member;
    const to = { [ATTACHMENT]: member[ATTACHMENT], ResourceId, ResourceType };
    routes.push({
      DestinationCidrBlock: cidr,
      Type: 'propagated',
      State: 'active',
      TransitGatewayAttachments: [to],
    });
  }
  return { Route: { ...route, State: 'deleted' } };
};

const deleteSubnet: Write = (call) => {
  const { estate, account, region, input } = call;
  const { SubnetId } = subnetOf(call, required(input, 'SubnetId'));
  const is = (item: Item): boolean => item.SubnetId === SubnetId;
  if (estate.items(account, region, 'DescribeNetworkInterfaces').some(is)) {
    refuse(
      'DependencyViolation',
      `The subnet '${String(SubnetId)}' has dependencies and cannot be deleted.`,
    );
  }
  drop(estate.items(account, region, 'DescribeSubnets'), is);
  for (const operation of ['DescribeRouteTables', 'DescribeNetworkAcls']) {
    for (const table of estate.items(account, region, operation)) {
      drop(items(table.Associations), is);
    }
  }
  return {};
};

const deleteRouteTable: Write = (call) => {
  const { estate, account, region } = call;
  const table = tableOf(call);
  if (items(table.Associations).length > 0) {
    refuse(
      'DependencyViolation',
      `The routeTable '${String(table.RouteTableId)}' has dependencies and cannot be deleted.`,
    );
  }
  drop(estate.items(account, region, 'DescribeRouteTables'), (t) => t === table);
  return {};
};

export const BACK_WRITES: Readonly<Record<string, Write>> = {
  DeleteTransitGateway: deleteGateway,
  DeleteTransitGatewayRouteTable: deleteTable,
  DeleteTransitGatewayVpcAttachment: deleteVpcAttachment,
  DeleteTransitGatewayPeeringAttachment: deletePeeringAttachment,
  DeleteTransitGatewayRoute: deleteRoute,
  DeleteSubnet: deleteSubnet,
  DeleteRouteTable: deleteRouteTable,
};
