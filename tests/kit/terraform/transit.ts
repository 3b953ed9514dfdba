/** Transit gateways with attachments, tables, members and static routes as Terraform has them. */
import { type Item, tagsOf, type Writing } from './writing.ts';

export function writeTransit({
  account,
  region,
  arn,
  add,
  each,
  forget,
  inDefault,
}: Writing): void {
  each('TransitGateways', 'TransitGatewayId', (tgw, id) => {
    const o = tgw['Options'] as Item;
    add('aws_ec2_transit_gateway', {
      id,
      arn: tgw['TransitGatewayArn'],
      owner_id: account,
      amazon_side_asn: o['AmazonSideAsn'],
      auto_accept_shared_attachments: o['AutoAcceptSharedAttachments'],
      default_route_table_association: o['DefaultRouteTableAssociation'],
      default_route_table_propagation: o['DefaultRouteTablePropagation'],
      association_default_route_table_id: o['AssociationDefaultRouteTableId'] ?? '',
      propagation_default_route_table_id: o['PropagationDefaultRouteTableId'] ?? '',
      transit_gateway_cidr_blocks: o['TransitGatewayCidrBlocks'] ?? [],
      vpn_ecmp_support: o['VpnEcmpSupport'],
      dns_support: o['DnsSupport'],
      security_group_referencing_support: o['SecurityGroupReferencingSupport'],
      tags_all: tagsOf(tgw),
    });
  });
  each('TransitGatewayVpcAttachments', 'TransitGatewayAttachmentId', (a, id) =>
    add('aws_ec2_transit_gateway_vpc_attachment', {
      id,
      arn: arn('transit-gateway-attachment', id),
      transit_gateway_id: a['TransitGatewayId'],
      vpc_id: a['VpcId'],
      vpc_owner_id: a['VpcOwnerId'],
      subnet_ids: a['SubnetIds'],
      dns_support: a['Options'].DnsSupport,
      ipv6_support: a['Options'].Ipv6Support,
      appliance_mode_support: a['Options'].ApplianceModeSupport,
      security_group_referencing_support: a['Options'].SecurityGroupReferencingSupport,
      transit_gateway_default_route_table_association: inDefault(
        'GetTransitGatewayRouteTableAssociations',
        'Associations',
        id,
      ),
      transit_gateway_default_route_table_propagation: inDefault(
        'GetTransitGatewayRouteTablePropagations',
        'TransitGatewayRouteTablePropagations',
        id,
      ),
      tags_all: tagsOf(a),
    }),
  );
  each('TransitGatewayPeeringAttachments', 'TransitGatewayAttachmentId', (a, id) => {
    const [from, to] = [a['RequesterTgwInfo'] as Item, a['AccepterTgwInfo'] as Item];
    if (from['OwnerId'] !== account || from['Region'] !== region) {
      forget('TransitGatewayPeeringAttachments', id);
      return;
    }
    add('aws_ec2_transit_gateway_peering_attachment', {
      id,
      transit_gateway_id: from['TransitGatewayId'],
      peer_transit_gateway_id: to['TransitGatewayId'],
      peer_account_id: to['OwnerId'],
      peer_region: to['Region'],
      state: a['State'],
      tags_all: tagsOf(a),
    });
  });
  each('TransitGatewayRouteTables', 'TransitGatewayRouteTableId', (table, id) => {
    if (table['DefaultAssociationRouteTable'] !== true)
      add('aws_ec2_transit_gateway_route_table', {
        id,
        arn: arn('transit-gateway-route-table', id),
        transit_gateway_id: table['TransitGatewayId'],
        tags_all: tagsOf(table),
      });
  });
}

/** Members and static routes of a table whose page this is. */
export function writeTable({ page, add, tables }: Writing): void {
  const table = page.args['TransitGatewayRouteTableId'];
  if (table === undefined) return;
  const isDefault = tables.get(table)?.['DefaultAssociationRouteTable'] === true;
  for (const [list, type] of [
    ['Associations', 'association'],
    ['TransitGatewayRouteTablePropagations', 'propagation'],
  ] as const) {
    for (const m of isDefault ? [] : ((page.answer?.[list] ?? []) as Item[]))
      add(`aws_ec2_transit_gateway_route_table_${type}`, {
        id: `${table}_${m['TransitGatewayAttachmentId']}`,
        transit_gateway_route_table_id: table,
        transit_gateway_attachment_id: m['TransitGatewayAttachmentId'],
        resource_id: m['ResourceId'],
        resource_type: m['ResourceType'],
      });
  }
  for (const route of (page.answer?.['Routes'] ?? []) as Item[]) {
    if (route['Type'] !== 'static') continue;
    const to = route['TransitGatewayAttachments'][0]?.TransitGatewayAttachmentId as
      string | undefined;
    const shared = {
      transit_gateway_route_table_id: table,
      transit_gateway_attachment_id: to ?? '',
      blackhole: to === undefined,
    };
    if (route['PrefixListId'] === undefined)
      add('aws_ec2_transit_gateway_route', {
        ...shared,
        destination_cidr_block: route['DestinationCidrBlock'],
      });
    else
      add('aws_ec2_transit_gateway_prefix_list_reference', {
        ...shared,
        prefix_list_id: route['PrefixListId'],
      });
  }
}
