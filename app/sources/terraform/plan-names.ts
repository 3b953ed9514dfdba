/** What a plan's ids and references look like: which attributes lead somewhere, and ids for what has none yet. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What ids of a type begin with. */
export const PREFIXES: Readonly<Record<string, string>> = {
  aws_vpc: 'vpc-',
  aws_subnet: 'subnet-',
  aws_route_table: 'rtb-',
  aws_internet_gateway: 'igw-',
  aws_egress_only_internet_gateway: 'eigw-',
  aws_nat_gateway: 'nat-',
  aws_vpn_gateway: 'vgw-',
  aws_customer_gateway: 'cgw-',
  aws_vpn_connection: 'vpn-',
  aws_vpc_endpoint: 'vpce-',
  aws_vpc_peering_connection: 'pcx-',
  aws_ec2_transit_gateway: 'tgw-',
  aws_ec2_transit_gateway_vpc_attachment: 'tgw-attach-',
  aws_ec2_transit_gateway_peering_attachment: 'tgw-attach-',
  aws_ec2_transit_gateway_connect: 'tgw-attach-',
  aws_ec2_transit_gateway_connect_peer: 'tgw-connect-peer-',
  aws_ec2_transit_gateway_route_table: 'tgw-rtb-',
  aws_ec2_transit_gateway_policy_table: 'tgw-ptb-',
  aws_ec2_managed_prefix_list: 'pl-',
  aws_security_group: 'sg-',
  aws_network_acl: 'acl-',
  aws_network_interface: 'eni-',
  aws_instance: 'i-',
  aws_dx_gateway: 'dxgw-',
};

/** Further ids that AWS gives with a resource: what they begin with, and what is said after its address. */
export const MADE: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  aws_vpc: {
    main_route_table_id: ['rtb-', '.main'],
    default_route_table_id: ['rtb-', '.main'],
    default_network_acl_id: ['acl-', '.default'],
    default_security_group_id: ['sg-', '.default'],
  },
  aws_ec2_transit_gateway: {
    association_default_route_table_id: ['tgw-rtb-', '.default'],
    propagation_default_route_table_id: ['tgw-rtb-', '.default'],
  },
  aws_vpn_connection: { transit_gateway_attachment_id: ['tgw-attach-', ''] },
  aws_dx_gateway_association: { transit_gateway_attachment_id: ['tgw-attach-', ''] },
  aws_instance: { primary_network_interface_id: ['eni-', ''] },
};

/** What the value of an attribute begins with where it is an id, for those that lead somewhere. */
export const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  vpc_id: ['vpc-'],
  peer_vpc_id: ['vpc-'],
  subnet_id: ['subnet-'],
  route_table_id: ['rtb-'],
  default_route_table_id: ['rtb-'],
  gateway_id: ['igw-', 'vgw-'],
  nat_gateway_id: ['nat-'],
  transit_gateway_id: ['tgw-'],
  peer_transit_gateway_id: ['tgw-'],
  vpc_peering_connection_id: ['pcx-'],
  egress_only_gateway_id: ['eigw-'],
  vpc_endpoint_id: ['vpce-'],
  network_interface_id: ['eni-'],
  network_interface: ['eni-'],
  instance_id: ['i-'],
  transit_gateway_attachment_id: ['tgw-attach-'],
  transport_attachment_id: ['tgw-attach-'],
  transit_gateway_route_table_id: ['tgw-rtb-'],
  transit_gateway_policy_table_id: ['tgw-ptb-'],
  prefix_list_id: ['pl-'],
  destination_prefix_list_id: ['pl-'],
  vpn_gateway_id: ['vgw-'],
  internet_gateway_id: ['igw-'],
  customer_gateway_id: ['cgw-'],
  vpn_connection_id: ['vpn-'],
  dx_gateway_id: ['dxgw-', ''],
  associated_gateway_id: ['tgw-', 'vgw-'],
  security_group_id: ['sg-'],
  source_security_group_id: ['sg-'],
  referenced_security_group_id: ['sg-'],
  network_acl_id: ['acl-'],
  default_network_acl_id: ['acl-'],
};

/** The same for attributes that hold several. */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
  subnet_ids: ['subnet-'],
  route_table_ids: ['rtb-'],
  security_groups: ['sg-'],
  vpc_security_group_ids: ['sg-'],
  prefix_list_ids: ['pl-'],
  propagating_vgws: ['vgw-'],
};

/** Blocks in which references stand. */
export const BLOCKS = ['route', 'ingress', 'egress', 'attachment'] as const;

/** Plain values without which nothing can be said of a route. */
export const PLAIN = new Set([
  'cidr_block',
  'ipv6_cidr_block',
  'destination_cidr_block',
  'destination_ipv6_cidr_block',
  'cidr',
]);

const LONGEST = 120;

/** A stable id for what has none yet: `vpc-new.module.net.aws_vpc.main`. What had to be changed ends in a hash. */
export function placeholder(prefix: string, address: string, rest = ''): string {
  const plain = address.replaceAll(
    /\["([\w-]*)"\]|\[(\d+)\]/g,
    (_, key?: string, n?: string) => `.${key ?? n}`,
  );
  const safe = plain.replaceAll(/[^\w.-]/g, '_').slice(0, LONGEST);
  const hash = safe === plain ? '' : `-${bytesToHex(sha256(utf8ToBytes(address))).slice(0, 8)}`;
  return `${prefix}new.${safe}${hash}${rest}`;
}
