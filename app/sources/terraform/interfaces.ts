/** Network interfaces of Terraform as items of the API: their own, those of instances, and what is attached to them. */
import { add, type Draft, type Estate, type Place } from './estate.ts';
import type { Readers } from './readers.ts';
import type { TfResource } from './resource.ts';

const GROUPS = (ids: readonly string[]): Draft[] => ids.map((GroupId) => ({ GroupId }));

function networkInterface(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const [id, subnetId] = [values.text('id'), values.text('subnet_id')];
  if (id === undefined || subnetId === undefined) return;
  const first = values.text('private_ip');
  const rest = values.texts('private_ips').filter((ip) => ip !== first);
  const [attachment] = values.blocks('attachment');
  const instance = attachment?.text('instance', 'instance_id');
  const association = values.blocks('association')[0]?.text('public_ip');
  estate.put('network-interface', id, at, r, {
    NetworkInterfaceId: id,
    VpcId: values.text('vpc_id') ?? estate.find('subnet', subnetId)?.['VpcId'],
    SubnetId: subnetId,
    OwnerId: values.text('owner_id') ?? at.account,
    PrivateIpAddress: first,
    PrivateIpAddresses: [...(first ? [first] : []), ...rest].map((PrivateIpAddress) => ({
      PrivateIpAddress,
    })),
    Ipv6Addresses: values.texts('ipv6_addresses').map((Ipv6Address) => ({ Ipv6Address })),
    InterfaceType: values.text('interface_type') ?? 'interface',
    Description: values.text('description') ?? '',
    Status: 'in-use',
    SourceDestCheck: values.flag('source_dest_check') ?? true,
    ...(instance ? { Attachment: { InstanceId: instance, Status: 'attached' } } : {}),
    ...(association ? { Association: { PublicIp: association } } : {}),
    Groups: GROUPS(values.texts('security_groups')),
    TagSet: values.tags(),
  });
}

/** An instance tells of its primary interface. */
function instance(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('primary_network_interface_id', 'network_interface_id');
  const subnetId = values.text('subnet_id');
  if (id === undefined || subnetId === undefined) return;
  const ip = values.text('private_ip');
  const publicIp = values.text('public_ip');
  estate.put('network-interface', id, at, r, {
    NetworkInterfaceId: id,
    VpcId: estate.find('subnet', subnetId)?.['VpcId'],
    SubnetId: subnetId,
    OwnerId: at.account,
    PrivateIpAddress: ip,
    PrivateIpAddresses: [...(ip ? [ip] : []), ...values.texts('secondary_private_ips')].map(
      (PrivateIpAddress) => ({ PrivateIpAddress }),
    ),
    Ipv6Addresses: values.texts('ipv6_addresses').map((Ipv6Address) => ({ Ipv6Address })),
    InterfaceType: 'interface',
    Description: '',
    Status: 'in-use',
    SourceDestCheck: values.flag('source_dest_check') ?? true,
    Attachment: { InstanceId: values.text('id'), Status: 'attached' },
    ...(publicIp ? { Association: { PublicIp: publicIp } } : {}),
    Groups: GROUPS(values.texts('vpc_security_group_ids')),
    TagSet: values.tags(),
  });
}

function elasticIp({ values }: TfResource, _: unknown, estate: Estate): void {
  const eni = estate.find(
    'network-interface',
    values.text('network_interface_id', 'network_interface'),
  );
  const publicIp = values.text('public_ip');
  if (eni && publicIp !== undefined) eni['Association'] = { PublicIp: publicIp };
}

export const edits: Readers = {
  // What stands in a subnet takes its VPC from it.
  aws_network_interface: networkInterface,
  aws_instance: instance,
};

export const lateEdits: Readers = {
  aws_eip: elasticIp,
  aws_eip_association: elasticIp,
  aws_network_interface_attachment({ values }, _, estate) {
    const eni = estate.find('network-interface', values.text('network_interface_id'));
    const id = values.text('instance_id');
    if (eni && id !== undefined) eni['Attachment'] = { InstanceId: id, Status: 'attached' };
  },
  aws_network_interface_sg_attachment({ values }, _, estate) {
    const eni = estate.find('network-interface', values.text('network_interface_id'));
    const id = values.text('security_group_id');
    const groups = (eni?.['Groups'] ?? []) as readonly Draft[];
    if (eni && id !== undefined && !groups.some((g) => g['GroupId'] === id))
      add(eni, 'Groups', ...GROUPS([id]));
  },
};
