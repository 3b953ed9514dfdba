/** Transit gateways of Terraform as items of the API: attachments, tables, and what a gateway does by default. */
import type { Draft, Estate, Place } from './estate.ts';
import type { Readers } from './readers.ts';
import type { TfResource } from './resource.ts';

function gateway(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id', 'transit_gateway_id');
  if (id === undefined) return;
  estate.put('transit-gateway', id, at, r, {
    TransitGatewayId: id,
    TransitGatewayArn: values.text('arn'),
    OwnerId: values.text('owner_id') ?? at.account,
    State: 'available',
    Options: {
      AmazonSideAsn: values.number('amazon_side_asn'),
      TransitGatewayCidrBlocks: values.texts('transit_gateway_cidr_blocks'),
      AutoAcceptSharedAttachments: values.text('auto_accept_shared_attachments'),
      DefaultRouteTableAssociation: values.text('default_route_table_association'),
      AssociationDefaultRouteTableId: values.text('association_default_route_table_id'),
      DefaultRouteTablePropagation: values.text('default_route_table_propagation'),
      PropagationDefaultRouteTableId: values.text('propagation_default_route_table_id'),
      VpnEcmpSupport: values.text('vpn_ecmp_support'),
      DnsSupport: values.text('dns_support'),
      MulticastSupport: values.text('multicast_support'),
      SecurityGroupReferencingSupport: values.text('security_group_referencing_support'),
    },
    Tags: values.tags(),
  });
  // The table that AWS makes with the gateway is no resource of its own: what is known of it stands here.
  for (const [table, use] of [
    ['association_default_route_table_id', 'default_route_table_association'],
    ['propagation_default_route_table_id', 'default_route_table_propagation'],
  ] as const) {
    const made = values.text(table);
    if (made !== undefined && values.text(use) !== 'disable') putTable(r, at, estate, made, id, []);
  }
}

function putTable(
  r: TfResource,
  at: Place,
  estate: Estate,
  id: string,
  tgw: string,
  tags: readonly Draft[],
): void {
  estate.put('tgw-route-table', id, at, r, {
    TransitGatewayRouteTableId: id,
    TransitGatewayId: tgw,
    State: 'available',
    ...(tags.length > 0 ? { Tags: tags } : {}),
  });
}

const owner = (estate: Estate, tgw: string): string | undefined =>
  estate.find('transit-gateway', tgw)?.['OwnerId'] as string | undefined;

/** One view of an attachment: what any type of it has. */
function attachment(
  r: TfResource,
  at: Place,
  estate: Estate,
  told: {
    id: string;
    tgw: string;
    type: string;
    resource: string | undefined;
    account?: string | undefined;
    /** What tells of it is a resource of its own, whose tags are not those of the attachment. */
    named?: false;
  },
): void {
  estate.put('tgw-attachment', told.id, at, r, {
    TransitGatewayAttachmentId: told.id,
    TransitGatewayId: told.tgw,
    TransitGatewayOwnerId: owner(estate, told.tgw) ?? r.values.text('transit_gateway_owner_id'),
    ResourceType: told.type,
    ResourceId: told.resource,
    ResourceOwnerId: told.account ?? at.account,
    State: r.values.text('state') ?? 'available',
    ...(told.named === false ? {} : { Tags: r.values.tags() }),
  });
}

function vpcAttachment(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('transit_gateway_attachment_id', 'id');
  const [tgw, vpc] = [values.text('transit_gateway_id'), values.text('vpc_id')];
  if (id === undefined || tgw === undefined || vpc === undefined) return;
  const account = values.text('vpc_owner_id') ?? at.account;
  attachment(r, at, estate, { id, tgw, type: 'vpc', resource: vpc, account });
  estate.put('tgw-vpc-attachment', id, at, r, {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: tgw,
    VpcId: vpc,
    VpcOwnerId: account,
    State: values.text('state') ?? 'available',
    SubnetIds: values.texts('subnet_ids'),
    Options: {
      DnsSupport: values.text('dns_support'),
      Ipv6Support: values.text('ipv6_support'),
      ApplianceModeSupport: values.text('appliance_mode_support'),
      SecurityGroupReferencingSupport: values.text('security_group_referencing_support'),
    },
    Tags: values.tags(),
  });
}

/** Any attachment of a gateway that a data source or another resource names. */
const named =
  (type: string | undefined, resource: string) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = values.text('transit_gateway_attachment_id', 'id');
    const tgw = values.text('transit_gateway_id');
    if (id === undefined || tgw === undefined) return;
    attachment(r, at, estate, {
      id,
      tgw,
      type: type ?? values.text('resource_type') ?? 'unknown',
      resource: values.text(resource),
      account: values.text('resource_owner_id'),
    });
    const table = values.text('association_transit_gateway_route_table_id');
    const draft = estate.find('tgw-attachment', id);
    if (table !== undefined && draft && draft['Association'] === undefined)
      draft['Association'] = { TransitGatewayRouteTableId: table, State: 'associated' };
  };

function peeringAttachment(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id');
  const [tgw, peer] = [values.text('transit_gateway_id'), values.text('peer_transit_gateway_id')];
  if (id === undefined || tgw === undefined) return;
  attachment(r, at, estate, { id, tgw, type: 'peering', resource: peer });
  estate.put('tgw-peering-attachment', id, at, r, {
    TransitGatewayAttachmentId: id,
    State: values.text('state') ?? 'available',
    RequesterTgwInfo: { TransitGatewayId: tgw, OwnerId: at.account, Region: at.region },
    AccepterTgwInfo: {
      TransitGatewayId: peer,
      OwnerId: values.text('peer_account_id') ?? at.account,
      Region: values.text('peer_region') ?? at.region,
    },
    Tags: values.tags(),
  });
}

/** The accepter's side of a peering: what it says of itself is surer than what the requester says of it. */
function peeringAccepter(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('transit_gateway_attachment_id', 'id');
  const [tgw, peer] = [values.text('transit_gateway_id'), values.text('peer_transit_gateway_id')];
  if (id === undefined) return;
  const known = estate.find('tgw-peering-attachment', id);
  if (known) {
    Object.assign(known['AccepterTgwInfo'] as Draft, { OwnerId: at.account, Region: at.region });
    known['State'] = 'available';
    const view = estate.find('tgw-attachment', id);
    if (view) view['State'] = 'available';
    return;
  }
  const far = peer === undefined ? undefined : estate.placeOf('transit-gateway', peer);
  estate.put('tgw-peering-attachment', id, at, r, {
    TransitGatewayAttachmentId: id,
    State: 'available',
    RequesterTgwInfo: {
      TransitGatewayId: peer,
      OwnerId: values.text('peer_account_id') ?? far?.account,
      Region: far?.region ?? 'unknown',
    },
    AccepterTgwInfo: { TransitGatewayId: tgw, OwnerId: at.account, Region: at.region },
    Tags: values.tags(),
  });
  if (tgw !== undefined) attachment(r, at, estate, { id, tgw, type: 'peering', resource: tgw });
}

export const member = (r: TfResource, estate: Estate, id: string, State: string): Draft => {
  const view = estate.find('tgw-attachment', id);
  return {
    TransitGatewayAttachmentId: id,
    ResourceId: r.values.text('resource_id') ?? view?.['ResourceId'],
    ResourceType: r.values.text('resource_type') ?? view?.['ResourceType'],
    State,
  };
};

const inTable =
  (as: 'associations' | 'propagations') =>
  (r: TfResource, _: Place, estate: Estate): void => {
    const [id, table] = [
      r.values.text('transit_gateway_attachment_id'),
      r.values.text('transit_gateway_route_table_id'),
    ];
    if (id === undefined || table === undefined) return estate.orphan(r, table);
    const list = estate.details('tgw-route-table', table, as);
    if (!list) return estate.orphan(r, table);
    if (list.some((m) => m['TransitGatewayAttachmentId'] === id)) return;
    list.push(member(r, estate, id, as === 'associations' ? 'associated' : 'enabled'));
  };

/** A static route, or a prefix list reference, which AWS shows as a route that names the list. */
function route(r: TfResource, _: Place, estate: Estate): void {
  const { values } = r;
  const table = values.text('transit_gateway_route_table_id');
  const [cidr, list] = [values.text('destination_cidr_block'), values.text('prefix_list_id')];
  const routes =
    table === undefined ? undefined : estate.details('tgw-route-table', table, 'routes');
  if (!routes) return estate.orphan(r, table);
  const to = values.text('transit_gateway_attachment_id');
  const drops = values.flag('blackhole') === true || to === undefined;
  routes.push({
    ...(cidr === undefined ? { PrefixListId: list } : { DestinationCidrBlock: cidr }),
    Type: 'static',
    State: drops ? 'blackhole' : 'active',
    TransitGatewayAttachments: drops ? [] : [member(r, estate, to, 'associated')].map(target),
  });
}

const target = ({ TransitGatewayAttachmentId, ResourceId, ResourceType }: Draft): Draft => ({
  TransitGatewayAttachmentId,
  ResourceId,
  ResourceType,
});

export const makers: Readers = {
  aws_ec2_transit_gateway: gateway,
};

export const edits: Readers = {
  // Attachments take the owner from their gateway.
  aws_ec2_transit_gateway_vpc_attachment: vpcAttachment,
  aws_ec2_transit_gateway_vpc_attachment_accepter: vpcAttachment,
  aws_ec2_transit_gateway_peering_attachment: peeringAttachment,
  aws_ec2_transit_gateway_attachment: named(undefined, 'resource_id'),
  aws_ec2_transit_gateway_vpn_attachment: named('vpn', 'vpn_connection_id'),
  aws_ec2_transit_gateway_dx_gateway_attachment: named('direct-connect-gateway', 'dx_gateway_id'),
  aws_vpn_connection: namedBy('vpn', 'id'),
  aws_dx_gateway_association(r, at, estate) {
    const tgw = r.values.text('associated_gateway_id');
    const id = r.values.text('transit_gateway_attachment_id');
    if (id === undefined || !tgw?.startsWith('tgw-')) return;
    const resource = r.values.text('dx_gateway_id');
    const where = estate.placeOf('transit-gateway', tgw) ?? at;
    attachment(r, where, estate, { id, tgw, type: 'direct-connect-gateway', resource });
  },
  aws_ec2_transit_gateway_connect(r, at, estate) {
    const { values } = r;
    const [id, tgw] = [values.text('id'), values.text('transit_gateway_id')];
    const transport = values.text('transport_attachment_id');
    if (id === undefined || tgw === undefined) return;
    attachment(r, at, estate, { id, tgw, type: 'connect', resource: transport });
    estate.put('tgw-connect', id, at, r, {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: tgw,
      TransportTransitGatewayAttachmentId: transport,
      State: 'available',
      Tags: values.tags(),
    });
  },
  aws_ec2_transit_gateway_connect_peer(r, at, estate) {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    estate.put('tgw-connect-peer', id, at, r, {
      TransitGatewayConnectPeerId: id,
      TransitGatewayAttachmentId: values.text('transit_gateway_attachment_id'),
      State: 'available',
      ConnectPeerConfiguration: { PeerAddress: values.text('peer_address') },
      Tags: values.tags(),
    });
  },
  aws_ec2_transit_gateway_route_table(r, at, estate) {
    const [id, tgw] = [r.values.text('id'), r.values.text('transit_gateway_id')];
    if (id !== undefined && tgw !== undefined) putTable(r, at, estate, id, tgw, r.values.tags());
  },
  aws_ec2_transit_gateway_policy_table(r, at, estate) {
    const [id, tgw] = [r.values.text('id'), r.values.text('transit_gateway_id')];
    if (id === undefined || tgw === undefined) return;
    estate.put('tgw-policy-table', id, at, r, {
      TransitGatewayPolicyTableId: id,
      TransitGatewayId: tgw,
      State: 'available',
      Tags: r.values.tags(),
    });
  },
};

/** A VPN connection on a transit gateway names its attachment. */
function namedBy(type: string, resource: string) {
  return (r: TfResource, at: Place, estate: Estate): void => {
    const id = r.values.text('transit_gateway_attachment_id');
    const tgw = r.values.text('transit_gateway_id');
    if (id === undefined || tgw === undefined) return;
    attachment(r, at, estate, { id, tgw, type, resource: r.values.text(resource), named: false });
  };
}

export const lateEdits: Readers = {
  aws_ec2_transit_gateway_peering_attachment_accepter: peeringAccepter,
  aws_ec2_transit_gateway_route_table_association: inTable('associations'),
  aws_ec2_transit_gateway_route_table_propagation: inTable('propagations'),
  aws_ec2_transit_gateway_route: route,
  aws_ec2_transit_gateway_prefix_list_reference: route,
  aws_ec2_transit_gateway_policy_table_association(r, _, estate) {
    const [id, table] = [
      r.values.text('transit_gateway_attachment_id'),
      r.values.text('transit_gateway_policy_table_id'),
    ];
    const list =
      table === undefined ? undefined : estate.details('tgw-policy-table', table, 'associations');
    if (!list || id === undefined) return estate.orphan(r, table);
    list.push({ ...member(r, estate, id, 'associated'), TransitGatewayPolicyTableId: table });
  },
};
