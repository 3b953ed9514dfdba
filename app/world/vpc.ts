/** VPCs of a World with what stands in them: subnets, route tables, gateways, interfaces, filters. */
import { firstHost, formatIp, parseCidr } from '../base/cidr.ts';
import type { Peering } from './peering.ts';
import type { PrefixListItem, WorldRegion } from './region.ts';
import { makeTags } from './tags.ts';

/** Anything a route can point at. */
export interface Target {
  readonly kind: string;
  readonly id: string;
}

export interface VpcOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly isDefault?: boolean;
}

/** Fields of a Route by the kind of its target. */
const TARGET_FIELD: Readonly<Record<string, string>> = {
  'internet-gateway': 'GatewayId',
  'vpn-gateway': 'GatewayId',
  'vpc-endpoint': 'GatewayId',
  'nat-gateway': 'NatGatewayId',
  'vpc-peering': 'VpcPeeringConnectionId',
  'transit-gateway': 'TransitGatewayId',
  'egress-only-gateway': 'EgressOnlyInternetGatewayId',
  'network-interface': 'NetworkInterfaceId',
  instance: 'InstanceId',
  'core-network': 'CoreNetworkArn',
};

interface RouteItem {
  readonly destination: string;
  readonly target: Target;
  readonly state?: string | undefined;
  readonly origin?: string | undefined;
}

export class WorldTable {
  readonly kind = 'route-table';
  readonly id: string;
  readonly vpc: WorldVpc;
  readonly main: boolean;
  readonly subnets: WorldSubnet[] = [];
  readonly gateways: Target[] = [];
  readonly propagating: string[] = [];
  readonly #routes: RouteItem[] = [];
  #local: Target | undefined;

  constructor(vpc: WorldVpc, name: string, main: boolean) {
    this.vpc = vpc;
    this.main = main;
    const { at } = vpc;
    this.id = at.world.id('rtb', name);
    at.add('route-table', this.id, () => ({
      RouteTableId: this.id,
      VpcId: vpc.id,
      OwnerId: at.account,
      Associations: [
        ...(main
          ? [{ Main: true, RouteTableId: this.id, AssociationState: { State: 'associated' } }]
          : []),
        ...this.subnets.map((s) => ({
          Main: false,
          RouteTableId: this.id,
          SubnetId: s.id,
          AssociationState: { State: 'associated' },
        })),
        ...this.gateways.map((g) => ({
          Main: false,
          RouteTableId: this.id,
          GatewayId: g.id,
          AssociationState: { State: 'associated' },
        })),
      ],
      PropagatingVgws: this.propagating.map((GatewayId) => ({ GatewayId })),
      Routes: [
        ...vpc.cidrs.map((cidr) => ({
          [cidr.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock']: cidr,
          ...(this.#local
            ? { [TARGET_FIELD[this.#local.kind] ?? 'GatewayId']: this.#local.id }
            : { GatewayId: 'local' }),
          Origin: 'CreateRouteTable',
          State: 'active',
        })),
        ...this.#routes.map((r) => this.#item(r)),
      ],
      Tags: makeTags(name),
    }));
  }

  /**
   * A route. Its state is AWS's: blackhole while a peering is not active
   * (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html), active otherwise, unless given.
   */
  route(
    destination: string | PrefixListItem,
    target: Target,
    options: { state?: string; origin?: string } = {},
  ): this {
    this.#routes.push({
      destination: typeof destination === 'string' ? destination : destination.id,
      target,
      state: options.state,
      origin: options.origin,
    });
    return this;
  }

  /** Replaces the target of the local routes, as ReplaceRoute does. */
  replaceLocal(target: Target): this {
    this.#local = target;
    return this;
  }

  /** Makes every subnet given use this table. */
  use(...subnets: WorldSubnet[]): this {
    this.subnets.push(...subnets);
    return this;
  }

  /** Turns on propagation from a VPN gateway and adds the routes it would bring. */
  propagate(gateway: Target, prefixes: readonly string[]): this {
    this.propagating.push(gateway.id);
    for (const p of prefixes) this.route(p, gateway, { origin: 'EnableVgwRoutePropagation' });
    return this;
  }

  #item(route: RouteItem): Record<string, unknown> {
    const field = route.destination.startsWith('pl-')
      ? 'DestinationPrefixListId'
      : route.destination.includes(':')
        ? 'DestinationIpv6CidrBlock'
        : 'DestinationCidrBlock';
    const pcx = route.target.kind === 'vpc-peering' ? (route.target as Peering) : undefined;
    return {
      [field]: route.destination,
      [TARGET_FIELD[route.target.kind] ?? 'GatewayId']: route.target.id,
      Origin: route.origin ?? 'CreateRoute',
      State: route.state ?? (pcx && pcx.state !== 'active' ? 'blackhole' : 'active'),
    };
  }
}

export class WorldSubnet {
  readonly kind = 'subnet';
  readonly id: string;
  readonly vpc: WorldVpc;
  readonly cidr: string;
  readonly zone: string;
  #interfaces = 0;

  constructor(vpc: WorldVpc, cidrs: readonly string[], zone: string, name: string) {
    const { at } = vpc;
    this.vpc = vpc;
    this.cidr = cidrs[0] ?? '';
    this.zone = zone;
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
      Tags: makeTags(name),
    }));
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
      forwards?: boolean;
      publicIp?: string;
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
      PrivateIpAddresses: ip.includes(':') ? [] : [{ Primary: true, PrivateIpAddress: ip }],
      Ipv6Addresses: ip.includes(':') ? [{ Ipv6Address: ip }] : [],
      InterfaceType: options.type ?? 'interface',
      Description: '',
      Status: 'in-use',
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

export interface PermissionSpec {
  readonly protocol?: string;
  readonly from?: number;
  readonly to?: number;
  readonly cidrs?: readonly string[];
  readonly lists?: readonly PrefixListItem[];
  readonly groups?: readonly {
    readonly id: string;
    /** Its VPC, which may be gone. */
    readonly vpc: { readonly id: string; readonly at: { readonly account: string } };
    readonly peering?: string;
    /** State of the peering as AWS says it beside the reference. */
    readonly peeringState?: string;
    /** The group has been deleted: AWS no longer tells whose it was. */
    readonly deleted?: boolean;
  }[];
}

export interface SecurityGroup extends Target {
  readonly name: string;
  readonly vpc: WorldVpc;
}

export interface AclEntrySpec {
  readonly number: number;
  readonly egress?: boolean;
  readonly allow: boolean;
  readonly cidr: string;
  readonly protocol?: string;
  readonly ports?: readonly [from: number, to: number];
  readonly icmpType?: number;
}

const permissionItem = (p: PermissionSpec): Record<string, unknown> => ({
  IpProtocol: p.protocol ?? '-1',
  ...(p.from === undefined ? {} : { FromPort: p.from, ToPort: p.to ?? p.from }),
  IpRanges: (p.cidrs ?? []).filter((c) => !c.includes(':')).map((CidrIp) => ({ CidrIp })),
  Ipv6Ranges: (p.cidrs ?? []).filter((c) => c.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  UserIdGroupPairs: (p.groups ?? []).map((g) => ({
    GroupId: g.id,
    ...(g.deleted ? {} : { UserId: g.vpc.at.account }),
    VpcId: g.vpc.id,
    ...(g.peering ? { VpcPeeringConnectionId: g.peering } : {}),
    ...(g.peeringState ? { PeeringStatus: g.peeringState } : {}),
  })),
  PrefixListIds: (p.lists ?? []).map((l) => ({ PrefixListId: l.id })),
});

const aclEntry = (e: AclEntrySpec): Record<string, unknown> => ({
  RuleNumber: e.number,
  Egress: e.egress ?? false,
  RuleAction: e.allow ? 'allow' : 'deny',
  Protocol: e.protocol ?? '-1',
  [e.cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: e.cidr,
  ...(e.ports ? { PortRange: { From: e.ports[0], To: e.ports[1] } } : {}),
  ...(e.icmpType === undefined ? {} : { IcmpTypeCode: { Type: e.icmpType, Code: -1 } }),
});

const ALL: readonly AclEntrySpec[] = [
  { number: 100, allow: true, cidr: '0.0.0.0/0' },
  { number: 100, allow: true, cidr: '0.0.0.0/0', egress: true },
  { number: 101, allow: true, cidr: '::/0' },
  { number: 101, allow: true, cidr: '::/0', egress: true },
];
/** The entry every ACL ends with. */
const DENY: readonly AclEntrySpec[] = [
  { number: 32767, allow: false, cidr: '0.0.0.0/0' },
  { number: 32767, allow: false, cidr: '0.0.0.0/0', egress: true },
];

export class WorldVpc {
  readonly kind = 'vpc';
  readonly id: string;
  readonly at: WorldRegion;
  readonly name: string;
  readonly cidrs: readonly string[];
  readonly main: WorldTable;
  readonly tables: WorldTable[] = [];
  readonly subnets: WorldSubnet[] = [];
  readonly defaultGroup: SecurityGroup;
  readonly #filtered = new Set<WorldSubnet>();

  constructor(at: WorldRegion, name: string, cidrs: readonly string[], options: VpcOptions) {
    this.at = at;
    this.name = name;
    this.cidrs = cidrs;
    this.id = at.world.id('vpc', name);
    const v4 = cidrs.filter((c) => !c.includes(':'));
    at.add('vpc', this.id, () => ({
      VpcId: this.id,
      OwnerId: at.account,
      State: 'available',
      IsDefault: options.isDefault ?? false,
      CidrBlock: v4[0],
      CidrBlockAssociationSet: v4.map((CidrBlock) => ({
        CidrBlock,
        CidrBlockState: { State: 'associated' },
      })),
      Ipv6CidrBlockAssociationSet: cidrs
        .filter((c) => c.includes(':'))
        .map((Ipv6CidrBlock) => ({ Ipv6CidrBlock, Ipv6CidrBlockState: { State: 'associated' } })),
      Tags: makeTags(name, options.tags),
    }));
    this.main = this.#table(`${name}-main`, true);
    this.defaultGroup = this.group(`${name}-default`, {
      // The default group allows its own members in, and everything out.
      inbound: [{ protocol: '-1', cidrs }],
      outbound: [{ protocol: '-1', cidrs: ['0.0.0.0/0', '::/0'] }],
    });
    const acl = at.world.id('acl', `${name}-default`);
    at.add('network-acl', acl, () => ({
      NetworkAclId: acl,
      VpcId: this.id,
      OwnerId: at.account,
      IsDefault: true,
      Entries: [...ALL, ...DENY].map(aclEntry),
      Associations: this.subnets
        .filter((s) => !this.#filtered.has(s))
        .map((s) => ({ NetworkAclId: acl, SubnetId: s.id })),
      Tags: [],
    }));
  }

  /** A subnet; `zone` is the letter of its Availability Zone, or the end of a Local Zone's name: `-bos-1a`. */
  subnet(
    cidr: string | readonly string[],
    zone = 'a',
    name = `${this.name}-${this.subnets.length + 1}`,
  ): WorldSubnet {
    const subnet = new WorldSubnet(this, typeof cidr === 'string' ? [cidr] : cidr, zone, name);
    this.subnets.push(subnet);
    return subnet;
  }

  /** A further route table used by the subnets given. */
  table(name: string, ...subnets: WorldSubnet[]): WorldTable {
    return this.#table(`${this.name}-${name}`, false).use(...subnets);
  }

  #table(name: string, main: boolean): WorldTable {
    const table = new WorldTable(this, name, main);
    this.tables.push(table);
    return table;
  }

  igw(name = `${this.name}-igw`, options: { attached?: boolean } = {}): Target {
    const id = this.at.world.id('igw', name);
    this.at.add('internet-gateway', id, () => ({
      InternetGatewayId: id,
      OwnerId: this.at.account,
      Attachments: options.attached === false ? [] : [{ VpcId: this.id, State: 'available' }],
      Tags: makeTags(name),
    }));
    return { kind: 'internet-gateway', id };
  }

  eigw(name = `${this.name}-eigw`): Target {
    const id = this.at.world.id('eigw', name);
    this.at.add('egress-only-gateway', id, () => ({
      EgressOnlyInternetGatewayId: id,
      Attachments: [{ VpcId: this.id, State: 'attached' }],
      Tags: makeTags(name),
    }));
    return { kind: 'egress-only-gateway', id };
  }

  /** A NAT gateway in a subnet; its address is the tenth of the subnet. A regional one has no subnet of its own. */
  nat(
    subnet: WorldSubnet,
    options: { private?: boolean; name?: string; state?: string; regional?: boolean } = {},
  ): Target & { readonly ip: string } {
    const name = options.name ?? `${this.name}-nat`;
    const id = this.at.world.id('nat', name);
    const publicIp = options.private ? undefined : this.at.world.publicIp();
    const ip = subnet.cidr.replace(/\d+\/\d+$/, (tail) => String(Number(tail.split('/')[0]) + 10));
    this.at.add('nat-gateway', id, () => ({
      NatGatewayId: id,
      VpcId: this.id,
      ...(options.regional ? { AvailabilityMode: 'regional' } : { SubnetId: subnet.id }),
      ConnectivityType: options.private ? 'private' : 'public',
      State: options.state ?? 'available',
      NatGatewayAddresses: [{ PrivateIp: ip, ...(publicIp ? { PublicIp: publicIp } : {}) }],
      Tags: makeTags(name),
    }));
    return { kind: 'nat-gateway', id, ip };
  }

  endpoint(
    service: string,
    options: {
      type?: string;
      tables?: readonly WorldTable[];
      subnets?: readonly WorldSubnet[];
      state?: string;
      /** When it was made, ISO 8601. */
      created?: string;
    } = {},
  ): Target {
    const id = this.at.world.id('vpce', `${this.name}-${service}`);
    this.at.add('vpc-endpoint', id, () => ({
      VpcEndpointId: id,
      VpcId: this.id,
      OwnerId: this.at.account,
      VpcEndpointType: options.type ?? 'Gateway',
      ServiceName: `com.amazonaws.${this.at.region}.${service}`,
      State: options.state ?? 'available',
      ...(options.created ? { CreationTimestamp: options.created } : {}),
      RouteTableIds: (options.tables ?? []).map((t) => t.id),
      SubnetIds: (options.subnets ?? []).map((s) => s.id),
      NetworkInterfaceIds: [],
      Tags: [],
    }));
    return { kind: 'vpc-endpoint', id };
  }

  group(
    name: string,
    rules: { inbound?: readonly PermissionSpec[]; outbound?: readonly PermissionSpec[] },
  ): SecurityGroup {
    const id = this.at.world.id('sg', name);
    this.at.add('security-group', id, () => ({
      GroupId: id,
      GroupName: name,
      Description: name,
      VpcId: this.id,
      OwnerId: this.at.account,
      IpPermissions: (rules.inbound ?? []).map(permissionItem),
      IpPermissionsEgress: (rules.outbound ?? [{ cidrs: ['0.0.0.0/0', '::/0'] }]).map(
        permissionItem,
      ),
      Tags: [],
    }));
    return { kind: 'security-group', id, name, vpc: this };
  }

  /** A network ACL of its own for some subnets, instead of the default one. */
  acl(name: string, entries: readonly AclEntrySpec[], ...subnets: WorldSubnet[]): Target {
    const id = this.at.world.id('acl', name);
    for (const s of subnets) this.#filtered.add(s);
    this.at.add('network-acl', id, () => ({
      NetworkAclId: id,
      VpcId: this.id,
      OwnerId: this.at.account,
      IsDefault: false,
      Entries: [...entries, ...DENY].map(aclEntry),
      Associations: subnets.map((s) => ({ NetworkAclId: id, SubnetId: s.id })),
      Tags: makeTags(name),
    }));
    return { kind: 'network-acl', id };
  }
}

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
