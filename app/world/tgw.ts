/** Transit gateways of a World: what is attached to them, and the tables they have. */
import type { Vpn, WorldRegion } from './region.ts';
import { makeTags } from './tags.ts';
import type { WorldSubnet } from './subnet.ts';
import type { Target } from './target.ts';
import { type Attached, attachmentItem, LONG_AGO } from './tgw-attachment.ts';
import { TgwTable } from './tgw-table.ts';
import type { WorldVpc } from './vpc.ts';

export interface TgwOptions {
  readonly asn?: number;
  readonly autoAccept?: boolean;
  readonly groupReferencing?: boolean;
  /** DNS support; on unless told otherwise, as in AWS. */
  readonly dns?: boolean;
  /** Multicast domains; not said where this is not given. */
  readonly multicast?: boolean;
  /** Equal paths over several VPN connections; on unless told otherwise, as in AWS. */
  readonly vpnEcmp?: boolean;
  /** Blocks of its own, for Connect peers and Client VPN. */
  readonly cidrs?: readonly string[];
}

export class Tgw {
  readonly kind = 'transit-gateway';
  readonly id: string;
  readonly at: WorldRegion;
  readonly name: string;
  readonly tables: TgwTable[] = [];
  /** The table that new attachments are associated with and propagate into, where there is one. */
  defaultTable: TgwTable | undefined;
  readonly #guests = new Map<string, { account: string; region: string }>();

  constructor(at: WorldRegion, name: string, options: TgwOptions) {
    this.at = at;
    this.name = name;
    this.id = at.world.id('tgw', name);
    const guests = this.#guests;
    const id = this.id;
    // Accounts it is shared with see the gateway and their own attachments, not its tables.
    at.world.items.push({
      kind: 'transit-gateway',
      id,
      account: at.account,
      region: at.region,
      get alsoSeenBy() {
        return [...guests.values()];
      },
      item: () => ({
        TransitGatewayId: id,
        TransitGatewayArn: `arn:aws:ec2:${at.region}:${at.account}:transit-gateway/${id}`,
        OwnerId: at.account,
        State: 'available',
        Options: {
          AmazonSideAsn: options.asn ?? 64512,
          AutoAcceptSharedAttachments: options.autoAccept ? 'enable' : 'disable',
          ...this.#defaults(),
          ...(options.cidrs ? { TransitGatewayCidrBlocks: options.cidrs } : {}),
          VpnEcmpSupport: options.vpnEcmp === false ? 'disable' : 'enable',
          DnsSupport: options.dns === false ? 'disable' : 'enable',
          ...(options.multicast === undefined
            ? {}
            : { MulticastSupport: options.multicast ? 'enable' : 'disable' }),
          SecurityGroupReferencingSupport: options.groupReferencing ? 'enable' : 'disable',
        },
        Tags: makeTags(name),
      }),
    });
  }

  #defaults(): Record<string, unknown> {
    const use = this.defaultTable ? 'enable' : 'disable';
    return {
      DefaultRouteTableAssociation: use,
      DefaultRouteTablePropagation: use,
      ...(this.defaultTable
        ? {
            AssociationDefaultRouteTableId: this.defaultTable.id,
            PropagationDefaultRouteTableId: this.defaultTable.id,
          }
        : {}),
    };
  }

  /** A route table of this gateway. */
  table(name: string): TgwTable {
    const table = new TgwTable(this, `${this.name}-${name}`);
    this.tables.push(table);
    return table;
  }

  /** A policy table of this gateway, associated with attachments that then need no route table. */
  policyTable(name: string, ...associated: readonly Attached[]): Target {
    const { at } = this;
    const id = at.world.id('tgw-ptb', `${this.name}-${name}`);
    at.add(
      'tgw-policy-table',
      id,
      () => ({
        TransitGatewayPolicyTableId: id,
        TransitGatewayId: this.id,
        State: 'available',
        Tags: makeTags(`${this.name}-${name}`),
      }),
      {
        GetTransitGatewayPolicyTableAssociations: () =>
          associated.map((a) => ({
            TransitGatewayPolicyTableId: id,
            TransitGatewayAttachmentId: a.id,
            ResourceId: a.resource,
            ResourceType: a.type,
            State: 'associated',
          })),
      },
    );
    return { kind: 'tgw-policy-table', id };
  }

  /** Attaches a VPC with one subnet an Availability Zone. */
  attach(
    vpc: WorldVpc,
    subnets: readonly WorldSubnet[],
    options: {
      state?: string;
      applianceMode?: boolean;
      name?: string;
      ipv6?: boolean;
      groupReferencing?: boolean;
    } = {},
  ): Attached {
    const attached = this.#attachment(
      options.name ?? `${this.name}-${vpc.name}`,
      'vpc',
      vpc.id,
      vpc.cidrs,
      vpc.at.account,
    );
    attached.state = options.state ?? 'available';
    if (vpc.at.account !== this.at.account) this.#guests.set(vpc.at.account, vpc.at);
    vpc.at.world.items.push({
      kind: 'tgw-vpc-attachment',
      id: attached.id,
      account: vpc.at.account,
      region: this.at.region,
      alsoSeenBy: vpc.at.account === this.at.account ? [] : [this.at],
      item: () => ({
        TransitGatewayAttachmentId: attached.id,
        TransitGatewayId: this.id,
        VpcId: vpc.id,
        VpcOwnerId: vpc.at.account,
        State: attached.state,
        CreationTime: attached.created ?? LONG_AGO,
        SubnetIds: subnets.map((s) => s.id),
        Options: {
          DnsSupport: 'enable',
          Ipv6Support: options.ipv6 ? 'enable' : 'disable',
          ApplianceModeSupport: options.applianceMode ? 'enable' : 'disable',
          SecurityGroupReferencingSupport:
            options.groupReferencing === false ? 'disable' : 'enable',
        },
        Tags: makeTags(options.name ?? `${this.name}-${vpc.name}`),
      }),
    });
    return attached;
  }

  /** Attaches a VPN connection; its prefixes propagate unless it is static. */
  attachVpn(vpn: Vpn): Attached {
    const prefixes = vpn.staticOnly ? [] : vpn.prefixes;
    return this.#attachment(
      `${this.name}-${vpn.id.replace(/^vpn-/, '')}`,
      'vpn',
      vpn.id,
      prefixes,
      this.at.account,
    );
  }

  /** Attaches anything else, such as a Direct Connect gateway, with the prefixes it propagates. */
  attachOther(name: string, type: string, resource: string, prefixes: readonly string[]): Attached {
    return this.#attachment(`${this.name}-${name}`, type, resource, prefixes, this.at.account);
  }

  #attachment(
    name: string,
    type: string,
    resource: string,
    prefixes: readonly string[],
    owner: string,
  ): Attached {
    const { world } = this.at;
    const id = world.id('tgw-attach', name);
    const attached: Attached = {
      kind: 'tgw-attachment',
      id,
      resource,
      type,
      prefixes,
      state: 'available',
    };
    world.items.push({
      kind: 'tgw-attachment',
      id,
      account: this.at.account,
      region: this.at.region,
      alsoSeenBy: owner === this.at.account ? [] : [{ account: owner, region: this.at.region }],
      item: () => attachmentItem(this, attached, owner, name),
    });
    return attached;
  }
}
