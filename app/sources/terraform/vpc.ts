/**
 * VPCs, subnets, peerings, prefix lists, endpoints and interfaces of Terraform as items of the API.
 * Attributes: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
import type { Readers } from './readers.ts';
import { add, type Draft, type Estate, type Place } from './estate.ts';
import type { TfResource, Values } from './resource.ts';

const ASSOCIATED = { State: 'associated' };
const v4Block = (CidrBlock: string): Draft => ({ CidrBlock, CidrBlockState: ASSOCIATED });
const v6Block = (Ipv6CidrBlock: string): Draft => ({
  Ipv6CidrBlock,
  Ipv6CidrBlockState: ASSOCIATED,
});

const v6Blocks = (values: Values): Draft[] => {
  const block = values.text('ipv6_cidr_block');
  return block === undefined ? [] : [v6Block(block)];
};

const vpc =
  (isDefault: boolean) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    const first = values.text('cidr_block');
    const blocks = values
      .blocks('cidr_block_associations')
      .filter((b) => (b.text('state') ?? 'associated') === 'associated')
      .flatMap((b) => b.text('cidr_block') ?? []);
    estate.put('vpc', id, at, r, {
      VpcId: id,
      OwnerId: values.text('owner_id') ?? at.account,
      State: 'available',
      IsDefault: values.flag('default') ?? isDefault,
      CidrBlock: first,
      CidrBlockAssociationSet: [...new Set([...(first ? [first] : []), ...blocks])].map(v4Block),
      Ipv6CidrBlockAssociationSet: v6Blocks(values),
      Tags: values.tags(),
    });
  };

function subnet(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const [id, of] = [values.text('id'), values.text('vpc_id')];
  if (id === undefined || of === undefined) return;
  estate.put('subnet', id, at, r, {
    SubnetId: id,
    VpcId: of,
    OwnerId: values.text('owner_id') ?? at.account,
    State: values.text('state') ?? 'available',
    CidrBlock: values.text('cidr_block'),
    Ipv6CidrBlockAssociationSet: v6Blocks(values),
    AvailabilityZone: values.text('availability_zone'),
    AvailabilityZoneId: values.text('availability_zone_id'),
    Tags: values.tags(),
  });
}

const dns = (values: Values, side: string): boolean | undefined =>
  values.blocks(side)[0]?.flag('allow_remote_vpc_dns_resolution') ?? undefined;

/** `data` also tells the requester's side in `owner_id` and `region`. */
function peering(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id');
  const [vpcId, peer] = [values.text('vpc_id'), values.text('peer_vpc_id')];
  if (id === undefined || vpcId === undefined) return;
  const isData = r.mode === 'data';
  estate.put('vpc-peering', id, at, r, {
    VpcPeeringConnectionId: id,
    Status: { Code: values.text('accept_status', 'status') ?? 'pending-acceptance' },
    RequesterVpcInfo: {
      VpcId: vpcId,
      OwnerId: (isData ? values.text('owner_id') : undefined) ?? at.account,
      Region: (isData ? values.text('region') : undefined) ?? at.region,
    },
    AccepterVpcInfo: {
      VpcId: peer,
      OwnerId: values.text('peer_owner_id') ?? at.account,
      Region: values.text('peer_region') ?? at.region,
    },
    Tags: values.tags(),
  });
  peeringOptions(r, estate, id);
}

const sideOf = (draft: Draft, side: string): Draft => draft[side] as Draft;

function peeringOptions({ values }: TfResource, estate: Estate, id: string): void {
  const draft = estate.find('vpc-peering', id);
  if (!draft) return;
  for (const [name, side] of [
    ['requester', 'RequesterVpcInfo'],
    ['accepter', 'AccepterVpcInfo'],
  ] as const) {
    const allows = dns(values, name);
    if (allows !== undefined)
      sideOf(draft, side)['PeeringOptions'] = { AllowDnsResolutionFromRemoteVpc: allows };
  }
}

/**
 * The accepter's side: of the same connection as the requester's, or all that is known of it. Its `vpc_id` is the
 * accepter's VPC: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection_accepter
 */
function accepter(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('vpc_peering_connection_id', 'id');
  if (id === undefined) return;
  const known = estate.find('vpc-peering', id);
  const status = values.text('accept_status');
  if (known) {
    const here = sideOf(known, 'AccepterVpcInfo');
    here['OwnerId'] = at.account;
    here['Region'] = at.region;
    if (status !== undefined) known['Status'] = { Code: status };
  } else {
    const [vpcId, peer] = [values.text('vpc_id'), values.text('peer_vpc_id')];
    if (vpcId === undefined) return;
    estate.put('vpc-peering', id, at, r, {
      VpcPeeringConnectionId: id,
      Status: { Code: status ?? 'active' },
      RequesterVpcInfo: {
        VpcId: peer,
        OwnerId: values.text('peer_owner_id') ?? at.account,
        Region: values.text('peer_region') ?? at.region,
      },
      AccepterVpcInfo: { VpcId: vpcId, OwnerId: at.account, Region: at.region },
      Tags: values.tags(),
    });
  }
  peeringOptions(r, estate, id);
}

const entry = (values: Values): Draft[] => {
  const cidr = values.text('cidr');
  return cidr === undefined ? [] : [{ Cidr: cidr, Description: values.text('description') ?? '' }];
};

function prefixList(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id', 'prefix_list_id');
  if (id === undefined) return;
  estate.put('prefix-list', id, at, r, {
    PrefixListId: id,
    PrefixListName: values.text('name'),
    AddressFamily: values.text('address_family') ?? 'IPv4',
    MaxEntries: values.number('max_entries'),
    OwnerId: values.text('owner_id') ?? at.account,
    State: values.text('state') ?? 'create-complete',
    Tags: values.tags(),
  });
  const entries = [...values.blocks('entry'), ...values.blocks('entries')].flatMap(entry);
  // The older data source, of AWS's own lists.
  const plain = values.texts('cidr_blocks').map((Cidr) => ({ Cidr }));
  if (entries.length + plain.length > 0) addEntries(estate, id, [...entries, ...plain]);
}

function addEntries(estate: Estate, id: string, entries: readonly Draft[]): boolean {
  const known = estate.details('prefix-list', id, 'entries');
  if (!known) return false;
  for (const item of entries)
    if (!known.some((other) => other['Cidr'] === item['Cidr'])) known.push(item);
  return true;
}

function endpoint(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const [id, of] = [values.text('id'), values.text('vpc_id')];
  if (id === undefined || of === undefined) return;
  const service = values.text('service_name');
  estate.put('vpc-endpoint', id, at, r, {
    VpcEndpointId: id,
    VpcId: of,
    OwnerId: values.text('owner_id') ?? at.account,
    VpcEndpointType: values.text('vpc_endpoint_type') ?? 'Gateway',
    ServiceName: service,
    State: values.text('state') ?? 'available',
    RouteTableIds: values.texts('route_table_ids'),
    SubnetIds: values.texts('subnet_ids'),
    NetworkInterfaceIds: values.texts('network_interface_ids'),
    Tags: values.tags(),
  });
  const list = values.text('prefix_list_id');
  if (list === undefined) return;
  const cidrs = values.texts('cidr_blocks');
  // The list is AWS's own, and the endpoint tells its prefixes.
  estate.put(
    'prefix-list',
    list,
    at,
    { ...r, mode: 'data' },
    {
      PrefixListId: list,
      PrefixListName: service,
      AddressFamily: cidrs.some((c) => c.includes(':')) ? 'IPv6' : 'IPv4',
      OwnerId: 'AWS',
      Tags: [],
    },
  );
  if (cidrs.length > 0)
    addEntries(
      estate,
      list,
      cidrs.map((Cidr) => ({ Cidr })),
    );
}

export const makers: Readers = {
  aws_vpc: vpc(false),
  aws_default_vpc: vpc(true),
  aws_subnet: subnet,
  aws_default_subnet: subnet,
  aws_vpc_peering_connection: peering,
  aws_ec2_managed_prefix_list: prefixList,
  aws_prefix_list: prefixList,
  aws_vpc_endpoint: endpoint,
};

export const edits: Readers = {
  aws_vpc_peering_connection_accepter: accepter,
  aws_vpc_ipv4_cidr_block_association(r, _, estate) {
    const [id, cidr] = [r.values.text('vpc_id'), r.values.text('cidr_block')];
    const draft = estate.find('vpc', id);
    if (!draft) return estate.orphan(r, id);
    if (cidr !== undefined) addBlock(draft, 'CidrBlockAssociationSet', 'CidrBlock', v4Block(cidr));
  },
  aws_vpc_ipv6_cidr_block_association(r, _, estate) {
    const [id, cidr] = [r.values.text('vpc_id'), r.values.text('ipv6_cidr_block')];
    const draft = estate.find('vpc', id);
    if (!draft) return estate.orphan(r, id);
    if (cidr !== undefined)
      addBlock(draft, 'Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', v6Block(cidr));
  },
  aws_ec2_managed_prefix_list_entry(r, _, estate) {
    const id = r.values.text('prefix_list_id');
    if (id === undefined || !addEntries(estate, id, entry(r.values))) estate.orphan(r, id);
  },
  aws_vpc_endpoint_route_table_association(r, _, estate) {
    addTo(r, estate, 'RouteTableIds', 'route_table_id');
  },
  aws_vpc_endpoint_subnet_association(r, _, estate) {
    addTo(r, estate, 'SubnetIds', 'subnet_id');
  },
};

export const lateEdits: Readers = {
  aws_vpc_peering_connection_options(r, _, estate) {
    const id = r.values.text('vpc_peering_connection_id', 'id');
    if (id === undefined || !estate.find('vpc-peering', id)) return estate.orphan(r, id);
    peeringOptions(r, estate, id);
  },
};

function addBlock(draft: Draft, field: string, name: string, block: Draft): void {
  const known = (draft[field] ?? []) as readonly Draft[];
  if (!known.some((other) => other[name] === block[name])) add(draft, field, block);
}

function addTo(r: TfResource, estate: Estate, field: string, attribute: string): void {
  const [id, other] = [r.values.text('vpc_endpoint_id'), r.values.text(attribute)];
  const draft = estate.find('vpc-endpoint', id);
  if (!draft) return estate.orphan(r, id);
  const known = (draft[field] ?? []) as readonly unknown[];
  if (other !== undefined && !known.includes(other)) add(draft, field, other);
}
