/**
 * Writes a World's pages as the Terraform state that would have made them: attributes as version 6 of the AWS provider
 * has them, rules and routes inline or of their own by turns. Written from the provider's documentation, not from the reader.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
import type { Page } from '#app/snapshot/page.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- items of every kind, taken apart by name
type Item = Readonly<Record<string, any>>;

export interface StateResource {
  readonly type: string;
  readonly mode?: 'data';
  readonly provider: string;
  readonly attributes: Item;
}

const tagsOf = (item: Item): Record<string, string> =>
  Object.fromEntries(
    ((item['Tags'] ?? item['TagSet'] ?? []) as Item[]).map((t) => [t['Key'], t['Value']]),
  );

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

/** The state's resources; each item once, from the account that owns it. */
export function stateResources(pages: readonly Page[]): StateResource[] {
  const out: StateResource[] = [];
  const done = new Set<string>();
  const attachments = new Map<string, Item>();
  const inlineGroup = new Map<string, boolean>();
  for (const page of pages) {
    for (const item of (page.answer?.['TransitGatewayAttachments'] ?? []) as Item[])
      attachments.set(`${item['TransitGatewayId']} ${item['TransitGatewayAttachmentId']}`, item);
  }
  const attachmentOf = (resource: unknown): Item | undefined =>
    [...attachments.values()].find((a) => a['ResourceId'] === resource);
  const tables = new Map<string, Item>();
  for (const page of pages) {
    for (const t of (page.answer?.['TransitGatewayRouteTables'] ?? []) as Item[])
      tables.set(t['TransitGatewayRouteTableId'] as string, t);
  }
  const membersOf = (operation: string, table: string, list: string): Item[] =>
    pages
      .filter((p) => p.operation === operation)
      .filter((p) => p.args['TransitGatewayRouteTableId'] === table)
      .flatMap((p) => (p.answer?.[list] ?? []) as Item[]);
  const inDefault = (operation: string, list: string, id: unknown): boolean =>
    [...tables.values()]
      .filter((t) => t['DefaultAssociationRouteTable'] === true)
      .some((t) =>
        membersOf(operation, t['TransitGatewayRouteTableId'] as string, list).some(
          (m) => m['TransitGatewayAttachmentId'] === id,
        ),
      );

  for (const page of pages) {
    const { account, region } = page;
    const provider = `provider["registry.terraform.io/hashicorp/aws"].p${account}-${region}`;
    const arn = (kind: string, id: string) => `arn:aws:ec2:${region}:${account}:${kind}/${id}`;
    const add = (type: string, attributes: Item) =>
      out.push({ type, provider, attributes: { region, ...attributes } });
    const each = (list: string, idField: string, write: (item: Item, id: string) => void) => {
      for (const item of (page.answer?.[list] ?? []) as Item[]) {
        const id = item[idField] as string;
        const owner = (item['OwnerId'] ?? item['VpcOwnerId'] ?? account) as string;
        const key = `${list} ${id}`;
        if (owner !== account || done.has(key)) continue;
        done.add(key);
        write(item, id);
      }
    };

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
      const isInline = out.length % 2 === 0;
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
        done.delete(`VpcPeeringConnections ${id}`);
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
    each('NetworkAcls', 'NetworkAclId', (acl, id) => {
      const isDefault = acl['IsDefault'] === true;
      const entries = (acl['Entries'] as Item[]).filter((e) => e['RuleNumber'] < 32767);
      const isInline = isDefault || out.length % 2 === 0;
      const block = (e: Item, number: string, action: string) => ({
        [number]: e['RuleNumber'],
        [action]: e['RuleAction'],
        protocol: e['Protocol'],
        cidr_block: e['CidrBlock'] ?? '',
        ipv6_cidr_block: e['Ipv6CidrBlock'] ?? '',
        from_port: e['PortRange']?.From ?? 0,
        to_port: e['PortRange']?.To ?? 0,
        icmp_type: e['IcmpTypeCode']?.Type ?? 0,
        icmp_code: e['IcmpTypeCode']?.Code ?? 0,
      });
      const side = (egress: boolean) =>
        (isInline ? entries : [])
          .filter((e) => e['Egress'] === egress)
          .map((e) => block(e, 'rule_no', 'action'));
      add(isDefault ? 'aws_default_network_acl' : 'aws_network_acl', {
        id,
        ...(isDefault ? { default_network_acl_id: id } : {}),
        arn: arn('network-acl', id),
        vpc_id: acl['VpcId'],
        owner_id: account,
        subnet_ids: (acl['Associations'] as Item[]).map((a) => a['SubnetId']),
        ingress: side(false),
        egress: side(true),
        tags_all: tagsOf(acl),
      });
      for (const e of isInline ? [] : entries)
        add('aws_network_acl_rule', {
          network_acl_id: id,
          egress: e['Egress'],
          ...block(e, 'rule_number', 'rule_action'),
        });
    });
    each('SecurityGroups', 'GroupId', (group, id) => {
      const isInline = out.length % 2 === 0;
      inlineGroup.set(id, isInline);
      const others = (p: Item) =>
        (p['UserIdGroupPairs'] as Item[])
          .filter((g) => g['GroupId'] !== id)
          .map((g) =>
            (g['UserId'] ?? account) === account ? g['GroupId'] : `${g['UserId']}/${g['GroupId']}`,
          ) as string[];
      const block = (p: Item) => ({
        protocol: p['IpProtocol'],
        from_port: p['FromPort'] ?? 0,
        to_port: p['ToPort'] ?? 0,
        cidr_blocks: (p['IpRanges'] as Item[]).map((r) => r['CidrIp']),
        ipv6_cidr_blocks: (p['Ipv6Ranges'] as Item[]).map((r) => r['CidrIpv6']),
        prefix_list_ids: (p['PrefixListIds'] as Item[]).map((l) => l['PrefixListId']),
        self: (p['UserIdGroupPairs'] as Item[]).some((g) => g['GroupId'] === id),
      });
      const sides = { ingress: 'IpPermissions', egress: 'IpPermissionsEgress' } as const;
      const inline = (name: 'ingress' | 'egress') =>
        (isInline ? (group[sides[name]] as Item[]) : []).map((p) => ({
          ...block(p),
          security_groups: others(p),
        }));
      add('aws_security_group', {
        id,
        arn: arn('security-group', id),
        name: group['GroupName'],
        description: group['Description'],
        vpc_id: group['VpcId'],
        owner_id: account,
        ingress: inline('ingress'),
        egress: inline('egress'),
        tags_all: tagsOf(group),
      });
      for (const type of isInline ? [] : (['ingress', 'egress'] as const)) {
        for (const p of group[sides[type]] as Item[]) {
          const plain = block(p);
          const isPlain =
            plain.cidr_blocks.length + plain.ipv6_cidr_blocks.length + plain.prefix_list_ids.length;
          if (isPlain || plain.self)
            add('aws_security_group_rule', { type, security_group_id: id, ...plain });
          for (const other of others(p))
            add(`aws_vpc_security_group_${type}_rule`, {
              security_group_id: id,
              referenced_security_group_id: other,
              ip_protocol: p['IpProtocol'],
              from_port: p['FromPort'] ?? null,
              to_port: p['ToPort'] ?? null,
            });
        }
      }
    });
    each('PrefixLists', 'PrefixListId', (list, id) =>
      add('aws_ec2_managed_prefix_list', {
        id,
        arn: arn('prefix-list', id),
        name: list['PrefixListName'],
        address_family: list['AddressFamily'],
        max_entries: list['MaxEntries'],
        owner_id: account,
        entry: pages
          .filter((p) => p.operation === 'GetManagedPrefixListEntries')
          .filter((p) => p.args['PrefixListId'] === id)
          .slice(0, 1)
          .flatMap((p) => (p.answer?.['Entries'] ?? []) as Item[])
          .map((e) => ({ cidr: e['Cidr'], description: e['Description'] })),
        tags_all: tagsOf(list),
      }),
    );
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
        done.delete(`TransitGatewayPeeringAttachments ${id}`);
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
    const table = page.args['TransitGatewayRouteTableId'];
    if (table === undefined) continue;
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
  return out;
}

/** A state file, version 4. */
export const stateText = (resources: readonly StateResource[]): string =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: 'a0b1c2d3-0000-4000-8000-000000000000',
    outputs: {},
    resources: resources.map(({ type, mode, provider, attributes }, i) => ({
      mode: mode ?? 'managed',
      type,
      name: `r${i}`,
      provider,
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    })),
    check_results: null,
  });

/** The same as `terraform show -json` prints it: no provider aliases, modules as a tree. */
export const shownText = (resources: readonly StateResource[]): string =>
  JSON.stringify({
    format_version: '1.0',
    terraform_version: '1.11.0',
    values: {
      root_module: {
        child_modules: [
          {
            address: 'module.net["a"]',
            resources: resources.map(({ type, mode, attributes }, i) => ({
              address: `module.net["a"].${type}.r${i}[0]`,
              mode: mode ?? 'managed',
              type,
              name: `r${i}`,
              index: 0,
              provider_name: 'registry.terraform.io/hashicorp/aws',
              schema_version: 0,
              values: attributes,
              sensitive_values: {},
            })),
          },
        ],
      },
    },
  });
