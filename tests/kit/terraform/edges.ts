/** Gateways, VPN connections, endpoints, interfaces and addresses as Terraform has them. */
import { type Item, tagsOf, type Writing } from './writing.ts';

export function writeEdges({ page, account, arn, add, each, attachmentOf }: Writing): void {
  each('InternetGateways', 'InternetGatewayId', (igw, id) =>
    add('aws_internet_gateway', {
      id,
      arn: arn('internet-gateway', id),
      owner_id: account,
      vpc_id: igw['Attachments'][0]?.VpcId ?? '',
      tags_all: tagsOf(igw),
    }),
  );
  each('EgressOnlyInternetGateways', 'EgressOnlyInternetGatewayId', (gateway, id) =>
    add('aws_egress_only_internet_gateway', {
      id,
      vpc_id: gateway['Attachments'][0].VpcId,
      tags_all: tagsOf(gateway),
    }),
  );
  each('NatGateways', 'NatGatewayId', (nat, id) =>
    add('aws_nat_gateway', {
      id,
      subnet_id: nat['SubnetId'] ?? '',
      vpc_id: nat['SubnetId'] ? undefined : nat['VpcId'],
      availability_mode: nat['AvailabilityMode'] ?? 'zonal',
      connectivity_type: nat['ConnectivityType'],
      private_ip: nat['NatGatewayAddresses'][0].PrivateIp,
      public_ip: nat['NatGatewayAddresses'][0].PublicIp ?? '',
      tags_all: tagsOf(nat),
    }),
  );
  each('VpnGateways', 'VpnGatewayId', (vgw, id) =>
    add('aws_vpn_gateway', {
      id,
      arn: arn('vpn-gateway', id),
      amazon_side_asn: String(vgw['AmazonSideAsn']),
      vpc_id: vgw['VpcAttachments'][0]?.VpcId ?? '',
      tags_all: tagsOf(vgw),
    }),
  );
  each('CustomerGateways', 'CustomerGatewayId', (cgw, id) =>
    add('aws_customer_gateway', {
      id,
      arn: arn('customer-gateway', id),
      ip_address: cgw['IpAddress'],
      bgp_asn: cgw['BgpAsn'],
      tags_all: tagsOf(cgw),
    }),
  );
  each('VpnConnections', 'VpnConnectionId', (vpn, id) =>
    add('aws_vpn_connection', {
      id,
      arn: arn('vpn-connection', id),
      customer_gateway_id: vpn['CustomerGatewayId'],
      vpn_gateway_id: vpn['VpnGatewayId'] ?? '',
      transit_gateway_id: vpn['TransitGatewayId'] ?? null,
      transit_gateway_attachment_id: attachmentOf(id)?.['TransitGatewayAttachmentId'] ?? '',
      static_routes_only: vpn['Options'].StaticRoutesOnly,
      tunnel1_preshared_key: 'never-to-be-read',
      customer_gateway_configuration: '<xml>never-to-be-read</xml>',
      routes: (vpn['Routes'] as Item[]).map((r) => ({
        destination_cidr_block: r['DestinationCidrBlock'],
        source: '',
        state: r['State'],
      })),
      vgw_telemetry: (vpn['VgwTelemetry'] as Item[]).map((t) => ({
        outside_ip_address: t['OutsideIpAddress'],
        status: t['Status'],
        accepted_route_count: t['AcceptedRouteCount'],
        status_message: t['StatusMessage'],
        last_status_change: t['LastStatusChange'] ?? '',
      })),
      tags_all: tagsOf(vpn),
    }),
  );
  each('VpcEndpoints', 'VpcEndpointId', (endpoint, id) =>
    add('aws_vpc_endpoint', {
      id,
      arn: arn('vpc-endpoint', id),
      vpc_id: endpoint['VpcId'],
      vpc_endpoint_type: endpoint['VpcEndpointType'],
      service_name: endpoint['ServiceName'],
      state: endpoint['State'],
      owner_id: account,
      route_table_ids: endpoint['RouteTableIds'],
      subnet_ids: endpoint['SubnetIds'],
      network_interface_ids: [],
      tags_all: tagsOf(endpoint),
    }),
  );
  each('NetworkInterfaces', 'NetworkInterfaceId', (eni, id) =>
    add('aws_network_interface', {
      id,
      arn: arn('network-interface', id),
      owner_id: account,
      subnet_id: eni['SubnetId'],
      private_ip: eni['PrivateIpAddress'] ?? '',
      private_ips: (eni['PrivateIpAddresses'] as Item[]).map((a) => a['PrivateIpAddress']),
      ipv6_addresses: (eni['Ipv6Addresses'] as Item[]).map((a) => a['Ipv6Address']),
      security_groups: (eni['Groups'] as Item[]).map((g) => g['GroupId']),
      source_dest_check: eni['SourceDestCheck'],
      interface_type: eni['InterfaceType'],
      description: eni['Description'] ?? '',
      attachment: eni['Attachment']
        ? [{ instance: eni['Attachment'].InstanceId, device_index: 0 }]
        : [],
      tags_all: tagsOf(eni),
    }),
  );
  for (const item of (page.answer?.['NetworkInterfaces'] ?? []) as Item[]) {
    const publicIp = item['Association']?.PublicIp as string | undefined;
    if (publicIp)
      add('aws_eip', { public_ip: publicIp, network_interface: item['NetworkInterfaceId'] });
  }
}
