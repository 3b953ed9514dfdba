/** A subnet of a World, in an Availability Zone or a Local Zone, and the interfaces in it. */
import { firstHost, formatIp, parseCidr } from '../base/cidr.ts';
import { makeTags } from './tags.ts';
import type { SecurityGroup } from './filters.ts';
import type { Target } from './target.ts';
import type { WorldVpc } from './vpc.ts';

export class WorldSubnet {
  readonly kind = 'subnet';
  readonly id: string;
  readonly vpc: WorldVpc;
  readonly cidr: string;
  readonly zone: string;
  #interfaces = 0;
  #blockPublicAccess: string | undefined;

  constructor(vpc: WorldVpc, cidrs: readonly string[], zone: string, name: string) {
    const { at } = vpc;
    this.vpc = vpc;
    this.cidr = cidrs[0] ?? '';
    this.zone = zone;
    this.#blockPublicAccess = vpc.blockPublicAccess;
    this.id = at.world.id('subnet', name);
    const v4 = cidrs.find((c) => !c.includes(':'));
    at.add('subnet', this.id, () => ({
      SubnetId: this.id,
      VpcId: vpc.id,
      OwnerId: at.account,
      State: 'available',
      ...(v4 ? { CidrBlock: v4 } : {}),
      Ipv6CidrBlockAssociationSet: cidrs
        .filter((c) => c.includes(':'))
        .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } })),
      AvailabilityZone: `${at.region}${zone}`,
      AvailabilityZoneId: zoneId(at.region, zone),
      ...(this.#blockPublicAccess && {
        BlockPublicAccessStates: { InternetGatewayBlockMode: this.#blockPublicAccess },
      }),
      Tags: makeTags(name),
    }));
  }

  /** The mode of VPC Block Public Access here, where it is not that of the VPC. */
  blockPublicAccess(mode: string): this {
    this.#blockPublicAccess = mode;
    return this;
  }

  /** The first address a host can have here. */
  get firstHost(): string {
    return formatIp(firstHost(parseCidr(this.cidr)));
  }

  /** An interface with an address of the subnet; the VPC's default security group unless others are given. */
  eni(
    ip: string,
    options: {
      name?: string;
      type?: string;
      groups?: readonly SecurityGroup[];
      instance?: string;
      /** As its owner describes it: `ELB app/...`. */
      description?: string;
      /** `in-use`, or `available` where nothing is attached to it. */
      status?: string;
      forwards?: boolean;
      publicIp?: string;
      /** Further IPv4 addresses, with the public one of each. */
      secondary?: readonly { readonly ip: string; readonly publicIp?: string }[];
      /** Prefixes delegated to it, IPv4 or IPv6. */
      prefixes?: readonly string[];
      /** An account that the VPC is shared with. */
      account?: string;
    } = {},
  ): Target & { readonly ip: string } {
    const { at } = this.vpc;
    const id = at.world.id(
      'eni',
      options.name ?? `${this.id.replace(/^subnet-/, '')}-${this.#interfaces++}`,
    );
    at.add('network-interface', id, () => ({
      NetworkInterfaceId: id,
      VpcId: this.vpc.id,
      SubnetId: this.id,
      OwnerId: options.account ?? at.account,
      AvailabilityZone: `${at.region}${this.zone}`,
      PrivateIpAddress: ip.includes(':') ? undefined : ip,
      PrivateIpAddresses: ip.includes(':')
        ? []
        : [{ ip, publicIp: options.publicIp }, ...(options.secondary ?? [])].map((own, i) => ({
            Primary: i === 0,
            PrivateIpAddress: own.ip,
            ...(options.secondary && own.publicIp
              ? { Association: { PublicIp: own.publicIp } }
              : {}),
          })),
      ...(options.prefixes ? prefixItems(options.prefixes) : {}),
      Ipv6Addresses: ip.includes(':') ? [{ Ipv6Address: ip }] : [],
      InterfaceType: options.type ?? 'interface',
      Description: options.description ?? '',
      Status: options.status ?? 'in-use',
      SourceDestCheck: !(options.forwards ?? false),
      ...(options.instance
        ? { Attachment: { InstanceId: options.instance, Status: 'attached' } }
        : {}),
      ...(options.publicIp ? { Association: { PublicIp: options.publicIp } } : {}),
      Groups: (options.groups ?? [this.vpc.defaultGroup]).map((g) => ({
        GroupId: g.id,
        GroupName: g.name,
      })),
      TagSet: options.name ? makeTags(options.name) : [],
    }));
    return { kind: 'network-interface', id, ip };
  }
}

const prefixItems = (prefixes: readonly string[]): Record<string, unknown> => ({
  Ipv4Prefixes: prefixes.filter((p) => !p.includes(':')).map((Ipv4Prefix) => ({ Ipv4Prefix })),
  Ipv6Prefixes: prefixes.filter((p) => p.includes(':')).map((Ipv6Prefix) => ({ Ipv6Prefix })),
});

/** `use1-az1` for `us-east-1` and `a`, `use1-bos1-az1` for `-bos-1a`. */
function zoneId(region: string, zone: string): string {
  const [, city = '', number = ''] = /^-([a-z]+)-(\d)/.exec(zone) ?? [];
  const local = city ? `-${city}${number}` : '';
  return `${shortRegion(region)}${local}-az${zone.charCodeAt(zone.length - 1) - 96}`;
}

/** `us-east-1` -> `use1`, as in Availability Zone ids. */
function shortRegion(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const number = rest.at(-1) ?? '';
  return (
    area +
    rest
      .slice(0, -1)
      .map((w) => w.replace(/(north|south|east|west|central)/g, (d) => d[0] ?? ''))
      .join('') +
    number
  );
}
