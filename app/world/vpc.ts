/** VPCs of a World, and all that stands in them. */
import {
  aclEntry,
  ALL,
  DENY,
  permissionItem,
  type AclEntrySpec,
  type PermissionSpec,
  type SecurityGroup,
} from './filters.ts';
import type { WorldRegion } from './region.ts';
import { WorldTable } from './route-table.ts';
import { WorldSubnet } from './subnet.ts';
import { makeTags } from './tags.ts';
import type { Target } from './target.ts';

export interface VpcOptions {
  readonly tags?: Readonly<Record<string, string>>;
  readonly isDefault?: boolean;
  /** Mode of VPC Block Public Access, told of the VPC and its subnets. */
  readonly blockPublicAccess?: string;
}

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
  readonly blockPublicAccess: string | undefined;
  readonly #filtered = new Set<WorldSubnet>();

  constructor(at: WorldRegion, name: string, cidrs: readonly string[], options: VpcOptions) {
    this.at = at;
    this.name = name;
    this.cidrs = cidrs;
    this.id = at.world.id('vpc', name);
    this.blockPublicAccess = options.blockPublicAccess;
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
      ...(this.blockPublicAccess && {
        BlockPublicAccessStates: { InternetGatewayBlockMode: this.blockPublicAccess },
      }),
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

  /** A NAT gateway in a subnet; its address is the tenth of the subnet, unless told. A regional one has no subnet of its own. */
  nat(
    subnet: WorldSubnet,
    options: {
      private?: boolean;
      name?: string;
      state?: string;
      regional?: boolean;
      ip?: string;
    } = {},
  ): Target & { readonly ip: string } {
    const name = options.name ?? `${this.name}-nat`;
    const id = this.at.world.id('nat', name);
    const publicIp = options.private ? undefined : this.at.world.publicIp();
    const tenth = (tail: string) => String(Number(tail.split('/')[0]) + 10);
    const ip = options.ip ?? subnet.cidr.replace(/\d+\/\d+$/, tenth);
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
