/** Elastic network interface: the addresses in use, and what they belong to. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

interface PublicIp {
  readonly ip: string;
  readonly publicIp: string;
}

export interface NetworkInterface extends ResourceBase {
  readonly kind: 'network-interface';
  readonly vpc: Ref;
  readonly subnet: Ref;
  /** Private IPv4 addresses, primary first, then IPv6. */
  readonly ips: readonly string[];
  /** The public address of the primary one. */
  readonly publicIp: string | undefined;
  /**
   * The public address of each private one that has one.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfacePrivateIpAddress.html
   */
  readonly publicIps: readonly PublicIp[];
  /** Delegated prefixes: their addresses are the interface's, though it does not list them. */
  readonly prefixes: readonly Cidr[];
  /** `interface`, `nat_gateway`, `transit_gateway`, `gateway_load_balancer_endpoint`, … */
  readonly type: string;
  readonly description: string;
  readonly instance: Ref | undefined;
  readonly securityGroups: readonly Ref[];
  /** False where it may forward packets that are not its own. */
  readonly sourceDestCheck: boolean;
  readonly status: string;
}

export default defineKind<NetworkInterface>({
  id: 'network-interface',
  title: 'Network interface',
  plural: 'Network interfaces',
  prefixes: ['eni-'],
  idField: 'NetworkInterfaceId',
  call: {
    service: 'ec2',
    operation: 'DescribeNetworkInterfaces',
    list: 'NetworkInterfaces',
    pageSize: 1000,
  },
  read(item, context) {
    const base = readBase('network-interface', item, context, 'NetworkInterfaceId');
    const tagSet = new Map(
      item.list('TagSet').map((t) => [t.maybe('Key') ?? '', t.maybe('Value') ?? '']),
    );
    const v4 = [
      item.maybe('PrivateIpAddress'),
      ...item.list('PrivateIpAddresses').map((a) => a.maybe('PrivateIpAddress')),
    ];
    const primary = v4.find((ip) => ip !== undefined && ip !== '');
    const publicIps = publicIpsOf(item, primary);
    const v6 = item.list('Ipv6Addresses').map((a) => a.maybe('Ipv6Address'));
    return {
      vpc: item.maybe('VpcId') ?? '',
      subnet: item.maybe('SubnetId') ?? '',
      ips: [...new Set([...v4, ...v6].filter((ip) => ip !== undefined && ip !== ''))] as string[],
      publicIp: publicIps.find((own) => own.ip === primary)?.publicIp,
      publicIps,
      prefixes: [
        ...item.list('Ipv4Prefixes').flatMap((p) => p.cidr('Ipv4Prefix') ?? []),
        ...item.list('Ipv6Prefixes').flatMap((p) => p.cidr('Ipv6Prefix') ?? []),
      ],
      type: item.maybe('InterfaceType') ?? 'interface',
      description: item.maybe('Description') ?? '',
      instance: item.object('Attachment')?.maybe('InstanceId'),
      securityGroups: item.list('Groups').flatMap((g) => g.maybe('GroupId') ?? []),
      sourceDestCheck: item.flag('SourceDestCheck') ?? true,
      status: item.maybe('Status') ?? 'in-use',
      ...base,
      tags: tagSet.size > 0 ? tagSet : base.tags,
      name: tagSet.get('Name') ?? base.name,
    };
  },
  references: (eni) => [
    ...refer('vpc', eni.vpc, { region: eni.region }),
    ...refer('subnet', eni.subnet, { region: eni.region }),
    ...eni.securityGroups.flatMap((g) => refer('security-group', g, { region: eni.region })),
  ],
});

/** Those listed with their private addresses; one shown for the whole interface alone is that of the primary address. */
function publicIpsOf(item: Fields, primary: string | undefined): PublicIp[] {
  const listed = item.list('PrivateIpAddresses').flatMap((address): PublicIp[] => {
    const ip = address.maybe('PrivateIpAddress');
    const publicIp = address.object('Association')?.maybe('PublicIp');
    return ip !== undefined && publicIp !== undefined ? [{ ip, publicIp }] : [];
  });
  const whole = item.object('Association')?.maybe('PublicIp');
  if (whole === undefined || primary === undefined) return listed;
  return listed.some((own) => own.publicIp === whole || own.ip === primary)
    ? listed
    : [{ ip: primary, publicIp: whole }, ...listed];
}
