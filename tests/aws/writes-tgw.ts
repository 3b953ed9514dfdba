/**
 * Calls that change transit gateways: what is made is pending at first, and what is not available cannot be used.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 */
import { tryCidr } from '#app/base/cidr.ts';
import type { Estate, Item } from './estate.ts';
import {
  type Call,
  copiesOf,
  drop,
  refuse,
  required,
  tagsOf,
  texts,
  type Write,
} from './writes-call.ts';
import { addInterface, blocksOf, subnetOf, vpcOf } from './writes-vpc.ts';

const ATTACHMENT = 'TransitGatewayAttachmentId';
const TABLE = 'TransitGatewayRouteTableId';

/** A gateway that the caller is shown. */
export function gatewayOf({ estate, account, region }: Call, id: string): Item {
  const found = estate
    .items(account, region, 'DescribeTransitGateways')
    .find((g) => g.TransitGatewayId === id);
  return (
    found ??
    refuse(
      'InvalidTransitGatewayID.NotFound',
      `Transit Gateway ${id} was deleted or does not exist.`,
    )
  );
}

export function ready(item: Item, what: string): Item {
  if (item.State !== 'available') {
    refuse('IncorrectState', `${what} is in invalid state: ${String(item.State)}`);
  }
  return item;
}

/** Sets a state on every copy of an attachment, in each of the lists that have it. */
export function setState(estate: Estate, id: string, State: string): void {
  for (const operation of [
    'DescribeTransitGatewayAttachments',
    'DescribeTransitGatewayVpcAttachments',
    'DescribeTransitGatewayPeeringAttachments',
  ]) {
    for (const copy of copiesOf(estate, operation, ATTACHMENT, id)) copy.State = State;
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGateway.html */
const createGateway: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = call.id('tgw');
  const given = (input.Options ?? {}) as Item;
  const gateway: Item = {
    TransitGatewayId: id,
    TransitGatewayArn: `arn:aws:ec2:${region}:${account}:transit-gateway/${id}`,
    OwnerId: account,
    State: 'pending',
    // Defaults of the API, where the call does not say otherwise.
    Options: {
      AmazonSideAsn: 64512,
      AutoAcceptSharedAttachments: 'disable',
      DefaultRouteTableAssociation: 'enable',
      DefaultRouteTablePropagation: 'enable',
      VpnEcmpSupport: 'enable',
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'disable',
      ...given,
    },
    Tags: tagsOf(input, 'transit-gateway'),
  };
  estate.items(account, region, 'DescribeTransitGateways').push(gateway);
  call.later(() => (gateway.State = 'available'));
  return { TransitGateway: gateway };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGateway.html */
const modifyGateway: Write = (call) => {
  const id = required(call.input, 'TransitGatewayId');
  const gateway = ready(gatewayOf(call, id), id);
  for (const copy of copiesOf(call.estate, 'DescribeTransitGateways', 'TransitGatewayId', id)) {
    copy.Options = { ...(copy.Options as Item), ...(call.input.Options as Item) };
    copy.State = 'modifying';
    call.later(() => (copy.State = 'available'));
  }
  return { TransitGateway: gateway };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRouteTable.html */
const createTable: Write = (call) => {
  const { estate, account, region, input } = call;
  const tgw = required(input, 'TransitGatewayId');
  ready(gatewayOf(call, tgw), tgw);
  const id = call.id('tgw-rtb');
  const table: Item = {
    [TABLE]: id,
    TransitGatewayId: tgw,
    State: 'pending',
    DefaultAssociationRouteTable: false,
    DefaultPropagationRouteTable: false,
    Tags: tagsOf(input, 'transit-gateway-route-table'),
  };
  estate.items(account, region, 'DescribeTransitGatewayRouteTables').push(table);
  for (const operation of [
    'GetTransitGatewayRouteTableAssociations',
    'GetTransitGatewayRouteTablePropagations',
    'SearchTransitGatewayRoutes',
  ]) {
    estate.items(account, region, operation, { [TABLE]: id });
  }
  call.later(() => (table.State = 'available'));
  return { TransitGatewayRouteTable: table };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html */
const createVpcAttachment: Write = (call) => {
  const { estate, account, region, input } = call;
  const tgw = required(input, 'TransitGatewayId');
  const gateway = ready(gatewayOf(call, tgw), tgw);
  const vpc = vpcOf(call, required(input, 'VpcId'));
  const owner = gateway.OwnerId as string;
  const list = estate.items(account, region, 'DescribeTransitGatewayVpcAttachments');
  if (list.some((a) => a.TransitGatewayId === tgw && a.VpcId === vpc.VpcId && isLive(a))) {
    refuse('DuplicateTransitGatewayAttachment', `${tgw} has an attachment of ${String(vpc.VpcId)}`);
  }
  const subnets = texts(input.SubnetIds).map((id) => subnetOf(call, id));
  checkSubnets(subnets, vpc);
  const id = call.id('tgw-attach');
  const auto = (gateway.Options as Item).AutoAcceptSharedAttachments === 'enable';
  const waits = owner !== account && !auto;
  const view: Item = {
    [ATTACHMENT]: id,
    TransitGatewayId: tgw,
    VpcId: vpc.VpcId,
    VpcOwnerId: account,
    State: waits ? 'initiatingRequest' : 'pending',
    CreationTime: '2026-01-06T09:00:00.000Z',
    SubnetIds: subnets.map((s) => s.SubnetId),
    Options: {
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'enable',
      Ipv6Support: 'disable',
      ApplianceModeSupport: 'disable',
      ...((input.Options ?? {}) as Item),
    },
    Tags: tagsOf(input, 'transit-gateway-attachment'),
  };
  const any: Item = {
    [ATTACHMENT]: id,
    TransitGatewayId: tgw,
    TransitGatewayOwnerId: owner,
    ResourceType: 'vpc',
    ResourceId: vpc.VpcId,
    ResourceOwnerId: account,
    State: view.State,
    CreationTime: view.CreationTime,
    Tags: view.Tags,
  };
  // Tags belong to the account that set them: the owner of the gateway does not see those of others.
  for (const to of new Set([account, owner])) {
    const own = to === account ? {} : { Tags: [] };
    estate
      .items(to, region, 'DescribeTransitGatewayVpcAttachments')
      .push({ ...view, ...own, SubnetIds: [...(view.SubnetIds as string[])] });
    estate.items(to, region, 'DescribeTransitGatewayAttachments').push({ ...any, ...own });
  }
  for (const subnet of subnets) addInterface(call, subnet, id);
  call.later(() => {
    setState(estate, id, waits ? 'pendingAcceptance' : 'available');
    if (!waits) useDefaults({ ...call, account: owner }, gateway, id);
  });
  return { TransitGatewayVpcAttachment: view };
};

/**
 * A gateway with default tables associates a new attachment, and propagates it, by itself: a VPC when it is available,
 * a peering when it is accepted. Peered gateways tell each other no routes, so there is nothing to propagate.
 */
function useDefaults(call: Call, { Options }: Item, attachment: string): void {
  const {
    DefaultRouteTableAssociation,
    DefaultRouteTablePropagation,
    AssociationDefaultRouteTableId,
    PropagationDefaultRouteTableId,
  } = Options as Item;
  const join = (table: unknown): Call => ({
    ...call,
    input: { [TABLE]: table, [ATTACHMENT]: attachment },
  });
  if (DefaultRouteTableAssociation === 'enable') associate(join(AssociationDefaultRouteTableId));
  const told = call.estate
    .items(call.account, call.region, 'DescribeTransitGatewayAttachments')
    .some((a) => a[ATTACHMENT] === attachment && a.ResourceType === 'vpc');
  if (DefaultRouteTablePropagation === 'enable' && told)
    propagate(join(PropagationDefaultRouteTableId));
}

/** Subnets of the VPC, one a zone. */
function checkSubnets(subnets: readonly Item[], vpc: Item): void {
  for (const { SubnetId, VpcId } of subnets) {
    if (VpcId !== vpc.VpcId)
      refuse('InvalidSubnetID.NotFound', `The subnet ID '${String(SubnetId)}' does not exist`);
  }
  if (subnets.length === 0)
    refuse('MissingParameter', 'The request must contain the parameter SubnetIds');
  if (new Set(subnets.map((s) => s.AvailabilityZoneId)).size < subnets.length) {
    refuse('DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ');
  }
}

const isLive = ({ State }: Item): boolean =>
  !['deleted', 'deleting', 'failed', 'rejected'].includes(State as string);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGatewayVpcAttachment.html */
const modifyVpcAttachment: Write = (call) => {
  const { estate, account, region, input } = call;
  const id = required(input, ATTACHMENT);
  const mine = estate
    .items(account, region, 'DescribeTransitGatewayVpcAttachments')
    .find((a) => a[ATTACHMENT] === id && a.VpcOwnerId === account);
  const view = ready(mine ?? notFound(id), id);
  const added = texts(input.AddSubnetIds).map((subnet) => subnetOf(call, subnet));
  const removed = texts(input.RemoveSubnetIds);
  const before = (view.SubnetIds as string[])
    .filter((subnet) => !removed.includes(subnet))
    .map((subnet) => subnetOf(call, subnet));
  checkSubnets([...before, ...added], vpcOf(call, view.VpcId as string));
  for (const copy of copiesOf(estate, 'DescribeTransitGatewayVpcAttachments', ATTACHMENT, id)) {
    copy.SubnetIds = [...before, ...added].map((s) => s.SubnetId);
  }
  for (const subnet of added) addInterface(call, subnet, id);
  call.later(() => dropInterfaces(call, id, removed));
  setState(estate, id, 'modifying');
  call.later(() => setState(estate, id, 'available'));
  return { TransitGatewayVpcAttachment: view };
};

/** The interfaces of an attachment in some subnets go. */
export const dropInterfaces = (
  { estate, account, region }: Call,
  attachment: string,
  subnets: readonly string[],
): void =>
  drop(
    estate.items(account, region, 'DescribeNetworkInterfaces'),
    (eni) =>
      subnets.includes(eni.SubnetId as string) &&
      String(eni.Description).endsWith(` ${attachment}`),
  );

export const notFound = (id: string): never =>
  refuse('InvalidTransitGatewayAttachmentID.NotFound', `${id} was deleted or does not exist.`);

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
const acceptVpcAttachment: Write = (call) => accept(call, 'DescribeTransitGatewayVpcAttachments');

/** Only the owner of the (accepting) gateway accepts. */
function accept(call: Call, operation: string): Item {
  const { estate, account, region, input } = call;
  const id = required(input, ATTACHMENT);
  const view =
    estate.items(account, region, operation).find((a) => a[ATTACHMENT] === id) ?? notFound(id);
  const gateway = (view.AccepterTgwInfo as Item | undefined) ?? view;
  const owned = estate
    .items(account, region, 'DescribeTransitGateways')
    .some((g) => g.TransitGatewayId === gateway.TransitGatewayId && g.OwnerId === account);
  if (!owned) notFound(id);
  if (view.State !== 'pendingAcceptance') {
    refuse('IncorrectState', `${id} is in invalid state: ${String(view.State)}`);
  }
  setState(estate, id, 'pending');
  call.later(() => {
    setState(estate, id, 'available');
    if (view.AccepterTgwInfo) {
      for (const side of [view.RequesterTgwInfo, view.AccepterTgwInfo] as Item[]) {
        const at = { account: side.OwnerId as string, region: side.Region as string };
        useDefaults(
          { ...call, ...at },
          gatewayOf({ ...call, ...at }, side.TransitGatewayId as string),
          id,
        );
      }
    } else useDefaults(call, gatewayOf(call, view.TransitGatewayId as string), id);
  });
  return view.AccepterTgwInfo
    ? { TransitGatewayPeeringAttachment: view }
    : { TransitGatewayVpcAttachment: view };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayPeeringAttachment.html */
const createPeeringAttachment: Write = (call) => {
  const { estate, account, region, input } = call;
  const tgw = required(input, 'TransitGatewayId');
  const [peer, peerAccount, peerRegion] = [
    required(input, 'PeerTransitGatewayId'),
    required(input, 'PeerAccountId'),
    required(input, 'PeerRegion'),
  ];
  ready(gatewayOf(call, tgw), tgw);
  ready(gatewayOf({ ...call, account: peerAccount, region: peerRegion }, peer), peer);
  const id = call.id('tgw-attach');
  const sides = [
    { TransitGatewayId: tgw, OwnerId: account, Region: region },
    { TransitGatewayId: peer, OwnerId: peerAccount, Region: peerRegion },
  ] as const;
  const view: Item = {
    [ATTACHMENT]: id,
    State: 'initiatingRequest',
    CreationTime: '2026-01-06T09:00:00.000Z',
    RequesterTgwInfo: sides[0],
    AccepterTgwInfo: sides[1],
    Tags: tagsOf(input, 'transit-gateway-attachment'),
  };
  sides.forEach((near, i) => {
    const far = sides[1 - i]!;
    const own = i === 0 ? {} : { Tags: [] };
    estate
      .items(near.OwnerId, near.Region, 'DescribeTransitGatewayPeeringAttachments')
      .push({ ...view, ...own });
    estate.items(near.OwnerId, near.Region, 'DescribeTransitGatewayAttachments').push({
      [ATTACHMENT]: id,
      TransitGatewayId: near.TransitGatewayId,
      TransitGatewayOwnerId: near.OwnerId,
      ResourceType: 'peering',
      ResourceId: far.TransitGatewayId,
      ResourceOwnerId: far.OwnerId,
      State: view.State,
      CreationTime: view.CreationTime,
      Tags: i === 0 ? view.Tags : [],
    });
  });
  call.later(() => setState(estate, id, 'pendingAcceptance'));
  return { TransitGatewayPeeringAttachment: view };
};

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-accept-reject.html */
const acceptPeeringAttachment: Write = (call) =>
  accept(call, 'DescribeTransitGatewayPeeringAttachments');

/** The table and the attachment of a call that joins the two. */
function both(call: Call): { id: string; table: Item; attachment: Item; member: Item } {
  const { estate, account, region, input } = call;
  const table = tgwTableOf(call);
  const wanted = required(input, ATTACHMENT);
  const attachment = ready(
    estate
      .items(account, region, 'DescribeTransitGatewayAttachments')
      .find((a) => a[ATTACHMENT] === wanted && a.TransitGatewayId === table.TransitGatewayId) ??
      notFound(wanted),
    wanted,
  );
  const { ResourceId, ResourceType } = attachment;
  return {
    id: table[TABLE] as string,
    table,
    attachment,
    member: { [ATTACHMENT]: wanted, ResourceId, ResourceType },
  };
}

export function tgwTableOf({ estate, account, region, input }: Call): Item {
  const id = required(input, TABLE);
  const found = estate
    .items(account, region, 'DescribeTransitGatewayRouteTables')
    .find((t) => t[TABLE] === id);
  return ready(
    found ??
      refuse(
        'InvalidRouteTableID.NotFound',
        `Transit Gateway Route Table ${id} was deleted or does not exist.`,
      ),
    id,
  );
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html */
const associate: Write = (call) => {
  const { id, table, attachment, member } = both(call);
  if (attachment.Association !== undefined) {
    refuse(
      'Resource.AlreadyAssociated',
      `Transit Gateway Attachment ${String(attachment[ATTACHMENT])} is already associated to a route table.`,
    );
  }
  const { estate, account, region } = call;
  const entry: Item = { ...member, State: 'associating' };
  estate
    .items(account, region, 'GetTransitGatewayRouteTableAssociations', { [TABLE]: id })
    .push(entry);
  const copies = copiesOf(
    estate,
    'DescribeTransitGatewayAttachments',
    ATTACHMENT,
    member[ATTACHMENT] as string,
  ).filter((a) => a.TransitGatewayId === table.TransitGatewayId);
  for (const copy of copies) copy.Association = { [TABLE]: id, State: 'associating' };
  call.later(() => {
    entry.State = 'associated';
    for (const copy of copies) copy.Association = { [TABLE]: id, State: 'associated' };
  });
  return { Association: { ...entry, [TABLE]: id } };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateTransitGatewayRouteTable.html */
const disassociate: Write = (call) => {
  const { id, table, attachment, member } = both(call);
  const { estate, account, region } = call;
  const now = attachment.Association as Item | undefined;
  if (now?.[TABLE] !== id || now.State !== 'associated') {
    refuse(
      'InvalidAssociation.NotFound',
      `${String(member[ATTACHMENT])} is not associated with ${id}.`,
    );
  }
  const list = estate.items(account, region, 'GetTransitGatewayRouteTableAssociations', {
    [TABLE]: id,
  });
  const copies = copiesOf(
    estate,
    'DescribeTransitGatewayAttachments',
    ATTACHMENT,
    member[ATTACHMENT] as string,
  ).filter((a) => a.TransitGatewayId === table.TransitGatewayId);
  for (const copy of copies) copy.Association = { [TABLE]: id, State: 'disassociating' };
  call.later(() => {
    drop(list, (a) => a[ATTACHMENT] === member[ATTACHMENT]);
    for (const copy of copies) copy.Association = undefined;
  });
  return { Association: { ...member, [TABLE]: id, State: 'disassociating' } };
};

export const routesIn = ({ estate, account, region }: Call, table: string): Item[] =>
  estate.items(account, region, 'SearchTransitGatewayRoutes', { [TABLE]: table });

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableTransitGatewayRouteTablePropagation.html */
const propagate: Write = (call) => {
  const { id, attachment, member } = both(call);
  const { estate, account, region } = call;
  const list = estate.items(account, region, 'GetTransitGatewayRouteTablePropagations', {
    [TABLE]: id,
  });
  if (list.some((p) => p[ATTACHMENT] === member[ATTACHMENT])) {
    refuse(
      'TransitGatewayRouteTablePropagation.Duplicate',
      `Propagation ${String(member[ATTACHMENT])} already exists in Transit Gateway Route Table ${id}.`,
    );
  }
  // Gateways that are peered tell each other no routes.
  if (attachment.ResourceType !== 'vpc') {
    refuse('UnsupportedOperation', 'Propagation is not supported for this attachment type.');
  }
  const entry: Item = { ...member, State: 'enabling' };
  list.push(entry);
  call.later(() => {
    entry.State = 'enabled';
    const owner = attachment.ResourceOwnerId as string;
    const routes = routesIn(call, id);
    for (const cidr of blocksOf(vpcOf({ ...call, account: owner }, member.ResourceId as string))) {
      // A static route of the same prefix is the one that counts.
      if (routes.some((r) => r.DestinationCidrBlock === cidr && r.Type === 'static')) continue;
      routes.push({
        DestinationCidrBlock: cidr,
        Type: 'propagated',
        State: 'active',
        TransitGatewayAttachments: [member],
      });
    }
  });
  return { Propagation: { ...entry, [TABLE]: id } };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableTransitGatewayRouteTablePropagation.html */
const stopPropagating: Write = (call) => {
  const { id, member } = both(call);
  const { estate, account, region } = call;
  const list = estate.items(account, region, 'GetTransitGatewayRouteTablePropagations', {
    [TABLE]: id,
  });
  const is = (item: Item): boolean => item[ATTACHMENT] === member[ATTACHMENT];
  if (!list.some(is)) {
    refuse('InvalidParameterValue', `${String(member[ATTACHMENT])} does not propagate into ${id}.`);
  }
  call.later(() => {
    drop(list, is);
    drop(
      routesIn(call, id),
      (r) => r.Type === 'propagated' && (r.TransitGatewayAttachments as Item[]).some(is),
    );
  });
  return { Propagation: { ...member, [TABLE]: id, State: 'disabling' } };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html */
const createRoute: Write = (call) => {
  const given = required(call.input, 'DestinationCidrBlock');
  const cidr =
    tryCidr(given)?.text ?? refuse('InvalidParameterValue', `Value (${given}) is invalid`);
  const drops = call.input.Blackhole === 'true';
  const { id, member } = drops
    ? { id: tgwTableOf(call)[TABLE] as string, member: undefined }
    : both(call);
  const routes = routesIn(call, id);
  if (routes.some((r) => r.DestinationCidrBlock === cidr && r.Type === 'static')) {
    refuse(
      'RouteAlreadyExists',
      `Route ${cidr} already exists in Transit Gateway Route Table ${id}.`,
    );
  }
  const hidden = routes.findIndex((r) => r.DestinationCidrBlock === cidr);
  if (hidden >= 0) routes.splice(hidden, 1);
  const route: Item = {
    DestinationCidrBlock: cidr,
    Type: 'static',
    State: drops ? 'blackhole' : 'active',
    TransitGatewayAttachments: member ? [member] : [],
  };
  routes.push(route);
  return { Route: route };
};

export const TGW_WRITES: Readonly<Record<string, Write>> = {
  CreateTransitGateway: createGateway,
  ModifyTransitGateway: modifyGateway,
  CreateTransitGatewayRouteTable: createTable,
  CreateTransitGatewayVpcAttachment: createVpcAttachment,
  ModifyTransitGatewayVpcAttachment: modifyVpcAttachment,
  AcceptTransitGatewayVpcAttachment: acceptVpcAttachment,
  CreateTransitGatewayPeeringAttachment: createPeeringAttachment,
  AcceptTransitGatewayPeeringAttachment: acceptPeeringAttachment,
  AssociateTransitGatewayRouteTable: associate,
  DisassociateTransitGatewayRouteTable: disassociate,
  DisableTransitGatewayRouteTablePropagation: stopPropagating,
  EnableTransitGatewayRouteTablePropagation: propagate,
  CreateTransitGatewayRoute: createRoute,
};
