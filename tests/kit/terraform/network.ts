/** VPCs, subnets, route tables and peerings as Terraform has them, routes inline or of their own by turns. */
import { type Item, tagsOf, type Writing } from './writing.ts';

const TARGETS: Readonly<Record<string, string>> = {
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  TransitGatewayId: 'transit_gateway_id',
  VpcPeeringConnectionId: 'vpc_peering_connection_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
  NetworkInterfaceId: 'network_interface_id',
  InstanceId: 'instance_id',
  CoreNetworkArn: 'core_network_arn',
};

/** Every target of a route is there in a state; those that are not used are empty. */
function targetOf(route: Item): Record<string, string> {
  const out: Record<string, string> = { vpc_endpoint_id: '', local_gateway_id: '' };
  for (const [field, name] of Object.entries(TARGETS)) {
    const id = (route[field] ?? '') as string;
    const isEndpoint = id.startsWith('vpce-');
    out[isEndpoint ? 'vpc_endpoint_id' : name] = id;
    if (isEndpoint) out['gateway_id'] = '';
  }
  return out;
}

export function writeNetwork({
  account,
  region,
  arn,
  add,
  each,
  forget,
  isInlineNext,
}: Writing): void {
  each('Vpcs', 'VpcId', (vpc, id) => {
    const [first, ...more] = vpc['CidrBlockAssociationSet'] as Item[];
    const [six, ...sixes] = vpc['Ipv6CidrBlockAssociationSet'] as Item[];
    add(vpc['IsDefault'] === true ? 'aws_default_vpc' : 'aws_vpc', {
      id,
      arn: arn('vpc', id),
      cidr_block: first?.['CidrBlock'] ?? '',
      ipv6_cidr_block: six?.['Ipv6CidrBlock'] ?? '',
      owner_id: account,
      tags: tagsOf(vpc),
      tags_all: tagsOf(vpc),
    });
    for (const block of more)
      add('aws_vpc_ipv4_cidr_block_association', {
        id: `vpc-cidr-assoc-${id}`,
        vpc_id: id,
        cidr_block: block['CidrBlock'],
      });
    for (const block of sixes)
      add('aws_vpc_ipv6_cidr_block_association', {
        vpc_id: id,
        ipv6_cidr_block: block['Ipv6CidrBlock'],
      });
  });
  each('Subnets', 'SubnetId', (subnet, id) =>
    add('aws_subnet', {
      id,
      arn: arn('subnet', id),
      vpc_id: subnet['VpcId'],
      cidr_block: subnet['CidrBlock'] ?? '',
      ipv6_cidr_block: subnet['Ipv6CidrBlockAssociationSet'][0]?.Ipv6CidrBlock ?? '',
      availability_zone: subnet['AvailabilityZone'],
      availability_zone_id: subnet['AvailabilityZoneId'],
      owner_id: account,
      tags_all: tagsOf(subnet),
    }),
  );
  each('RouteTables', 'RouteTableId', (table, id) => {
    const routes = (table['Routes'] as Item[]).filter(
      (r) => r['Origin'] === 'CreateRoute' || r['GatewayId'] !== 'local',
    );
    const isInline = isInlineNext();
    add('aws_route_table', {
      id,
      arn: arn('route-table', id),
      vpc_id: table['VpcId'],
      owner_id: account,
      propagating_vgws: (table['PropagatingVgws'] as Item[]).map((v) => v['GatewayId']),
      route: (isInline ? routes : []).map((r) => ({
        cidr_block: r['DestinationCidrBlock'] ?? '',
        ipv6_cidr_block: r['DestinationIpv6CidrBlock'] ?? '',
        destination_prefix_list_id: r['DestinationPrefixListId'] ?? '',
        ...targetOf(r),
      })),
      tags_all: tagsOf(table),
    });
    for (const r of isInline ? [] : routes)
      add('aws_route', {
        id: `r-${id}`,
        route_table_id: id,
        destination_cidr_block: r['DestinationCidrBlock'] ?? '',
        destination_ipv6_cidr_block: r['DestinationIpv6CidrBlock'] ?? '',
        destination_prefix_list_id: r['DestinationPrefixListId'] ?? '',
        ...targetOf(r),
        origin: r['Origin'],
        state: r['State'],
      });
    for (const a of table['Associations'] as Item[]) {
      if (a['Main'] === true)
        add('aws_main_route_table_association', { vpc_id: table['VpcId'], route_table_id: id });
      else
        add('aws_route_table_association', {
          id: `rtbassoc-${id}`,
          route_table_id: id,
          subnet_id: a['SubnetId'] ?? '',
          gateway_id: a['GatewayId'] ?? '',
        });
    }
  });
  each('VpcPeeringConnections', 'VpcPeeringConnectionId', (pcx, id) => {
    const [from, to] = [pcx['RequesterVpcInfo'] as Item, pcx['AccepterVpcInfo'] as Item];
    if (from['OwnerId'] !== account || from['Region'] !== region) {
      forget('VpcPeeringConnections', id);
      return;
    }
    const options = (side: Item) =>
      ((side['PeeringOptions'] ? [side['PeeringOptions']] : []) as Item[]).map((o) => ({
        allow_remote_vpc_dns_resolution: o['AllowDnsResolutionFromRemoteVpc'],
      }));
    add('aws_vpc_peering_connection', {
      id,
      vpc_id: from['VpcId'],
      peer_vpc_id: to['VpcId'],
      peer_owner_id: to['OwnerId'],
      peer_region: to['Region'],
      accept_status: pcx['Status'].Code,
      requester: options(from),
      accepter: options(to),
      tags_all: tagsOf(pcx),
    });
  });
}
