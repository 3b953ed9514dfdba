/**
 * Arguments of the Terraform AWS provider, for the resource types that plans are written in.
 * Read from the type declarations of the npm package @cdktf/provider-aws 21.22.1, made from version 6.25.0 of the
 * provider: a property without `?` is required. `id`, `tags_all` and `timeouts` are left out: no plan sets them.
 */
export interface Arguments {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

export const AWS_RESOURCES: Readonly<Record<string, Arguments>> = {
  aws_ec2_transit_gateway: {
    required: [],
    optional: [
      'amazon_side_asn',
      'auto_accept_shared_attachments',
      'default_route_table_association',
      'default_route_table_propagation',
      'description',
      'dns_support',
      'encryption_support',
      'multicast_support',
      'region',
      'security_group_referencing_support',
      'tags',
      'transit_gateway_cidr_blocks',
      'vpn_ecmp_support',
    ],
  },
  aws_ec2_transit_gateway_peering_attachment: {
    required: ['peer_region', 'peer_transit_gateway_id', 'transit_gateway_id'],
    optional: ['peer_account_id', 'region', 'tags', 'options'],
  },
  aws_ec2_transit_gateway_peering_attachment_accepter: {
    required: ['transit_gateway_attachment_id'],
    optional: ['region', 'tags'],
  },
  aws_ec2_transit_gateway_route: {
    required: ['destination_cidr_block', 'transit_gateway_route_table_id'],
    optional: ['blackhole', 'region', 'transit_gateway_attachment_id'],
  },
  aws_ec2_transit_gateway_route_table: {
    required: ['transit_gateway_id'],
    optional: ['region', 'tags'],
  },
  aws_ec2_transit_gateway_route_table_association: {
    required: ['transit_gateway_attachment_id', 'transit_gateway_route_table_id'],
    optional: ['region', 'replace_existing_association'],
  },
  aws_ec2_transit_gateway_route_table_propagation: {
    required: ['transit_gateway_attachment_id', 'transit_gateway_route_table_id'],
    optional: ['region'],
  },
  aws_ec2_transit_gateway_vpc_attachment: {
    required: ['subnet_ids', 'transit_gateway_id', 'vpc_id'],
    optional: [
      'appliance_mode_support',
      'dns_support',
      'ipv6_support',
      'region',
      'security_group_referencing_support',
      'tags',
      'transit_gateway_default_route_table_association',
      'transit_gateway_default_route_table_propagation',
    ],
  },
  aws_ec2_transit_gateway_vpc_attachment_accepter: {
    required: ['transit_gateway_attachment_id'],
    optional: [
      'region',
      'tags',
      'transit_gateway_default_route_table_association',
      'transit_gateway_default_route_table_propagation',
    ],
  },
  aws_ram_principal_association: {
    required: ['principal', 'resource_share_arn'],
    optional: ['region'],
  },
  aws_ram_resource_association: {
    required: ['resource_arn', 'resource_share_arn'],
    optional: ['region'],
  },
  aws_ram_resource_share: {
    required: ['name'],
    optional: ['allow_external_principals', 'permission_arns', 'region', 'tags'],
  },
  aws_ram_resource_share_accepter: { required: ['share_arn'], optional: ['region'] },
  aws_route: {
    required: ['route_table_id'],
    optional: [
      'carrier_gateway_id',
      'core_network_arn',
      'destination_cidr_block',
      'destination_ipv6_cidr_block',
      'destination_prefix_list_id',
      'egress_only_gateway_id',
      'gateway_id',
      'local_gateway_id',
      'nat_gateway_id',
      'network_interface_id',
      'region',
      'transit_gateway_id',
      'vpc_endpoint_id',
      'vpc_peering_connection_id',
    ],
  },
  aws_route_table: {
    required: ['vpc_id'],
    optional: ['propagating_vgws', 'region', 'route', 'tags'],
  },
  aws_route_table_association: {
    required: ['route_table_id'],
    optional: ['gateway_id', 'region', 'subnet_id'],
  },
  aws_subnet: {
    required: ['vpc_id'],
    optional: [
      'assign_ipv6_address_on_creation',
      'availability_zone',
      'availability_zone_id',
      'cidr_block',
      'customer_owned_ipv4_pool',
      'enable_dns64',
      'enable_lni_at_device_index',
      'enable_resource_name_dns_a_record_on_launch',
      'enable_resource_name_dns_aaaa_record_on_launch',
      'ipv6_cidr_block',
      'ipv6_native',
      'map_customer_owned_ip_on_launch',
      'map_public_ip_on_launch',
      'outpost_arn',
      'private_dns_hostname_type_on_launch',
      'region',
      'tags',
    ],
  },
  aws_vpc_peering_connection: {
    required: ['peer_vpc_id', 'vpc_id'],
    optional: [
      'auto_accept',
      'peer_owner_id',
      'peer_region',
      'region',
      'tags',
      'accepter',
      'requester',
    ],
  },
};

/** Arguments of the provider block itself. */
export const AWS_PROVIDER: Arguments = {
  required: [],
  optional: [
    'access_key',
    'allowed_account_ids',
    'custom_ca_bundle',
    'ec2_metadata_service_endpoint',
    'ec2_metadata_service_endpoint_mode',
    'forbidden_account_ids',
    'http_proxy',
    'https_proxy',
    'insecure',
    'max_retries',
    'no_proxy',
    'profile',
    'region',
    'retry_mode',
    's3_us_east_1_regional_endpoint',
    's3_use_path_style',
    'secret_key',
    'shared_config_files',
    'shared_credentials_files',
    'skip_credentials_validation',
    'skip_metadata_api_check',
    'skip_region_validation',
    'skip_requesting_account_id',
    'sts_region',
    'tag_policy_compliance',
    'token',
    'token_bucket_rate_limiter_capacity',
    'use_dualstack_endpoint',
    'use_fips_endpoint',
    'alias',
    'assume_role',
    'assume_role_with_web_identity',
    'default_tags',
    'endpoints',
    'ignore_tags',
  ],
};
