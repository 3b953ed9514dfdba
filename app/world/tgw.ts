/** Transit gateways of a World: attachments, route tables, and the routes AWS would show in them. */
import { overlaps, parseCidr } from '../base/cidr.ts';
import type { PrefixListItem, Vpn, WorldRegion } from './region.ts';
import { makeTags } from './tags.ts';
import type { WorldSubnet } from './subnet.ts';
import type { Target } from './target.ts';
import type { WorldVpc } from './vpc.ts';
import type { World } from './world.ts';

export interface TgwOptions {
  readonly asn?: number;
  readonly autoAccept?: boolean;
  readonly groupReferencing?: boolean;
  /** DNS support; on unless told otherwise, as in AWS. */
  readonly dns?: boolean;
  /** Equal paths over several VPN connections; on unless told otherwise, as in AWS. */
  readonly vpnEcmp?: boolean;
  /** Blocks of its own, for Connect peers and Client VPN. */
  readonly cidrs?: readonly string[];
}

export interface Attached extends Target {
  readonly kind: 'tgw-attachment';
  readonly resource: string;
  readonly type: string;
  /** Prefixes it would propagate. */
  readonly prefixes: readonly string[];
  state: string;
  /** When it was made, ISO 8601 UTC; long ago unless told otherwise. */
  created?: string;
}

/** Long before any page of a World was read. */
const LONG_AGO = '2025-06-01T09:00:00.000Z';

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

function attachmentItem(
  tgw: Tgw,
  a: Attached,
  owner: string,
  name: string,
): Record<string, unknown> {
  const table = tgw.tables.find((t) => t.associated.some((other) => same(other, a)));
  return {
    TransitGatewayAttachmentId: a.id,
    TransitGatewayId: tgw.id,
    TransitGatewayOwnerId: tgw.at.account,
    ResourceType: a.type,
    ResourceId: a.resource,
    ResourceOwnerId: owner,
    State: a.state,
    CreationTime: a.created ?? LONG_AGO,
    ...(table
      ? { Association: { TransitGatewayRouteTableId: table.id, State: 'associated' } }
      : {}),
    Tags: makeTags(name),
  };
}

/** A peering between transit gateways: one attachment id, listed by both sides. */
export class TgwPeering implements Attached {
  readonly kind = 'tgw-attachment';
  readonly type = 'peering';
  readonly prefixes: readonly string[] = [];
  readonly id: string;
  readonly resource: string;
  state: string;
  created: string = LONG_AGO;

  constructor(
    world: World,
    requester: Tgw,
    accepter: Tgw,
    options: { state?: string; name?: string },
  ) {
    const name = options.name ?? `${requester.name}-${accepter.name}`;
    this.id = world.id('tgw-attach', name);
    this.resource = accepter.id;
    this.state = options.state ?? 'available';
    const side = (tgw: Tgw) => ({
      TransitGatewayId: tgw.id,
      OwnerId: tgw.at.account,
      Region: tgw.at.region,
    });
    world.items.push({
      kind: 'tgw-peering-attachment',
      id: this.id,
      account: requester.at.account,
      region: requester.at.region,
      alsoSeenBy: [accepter.at],
      item: () => ({
        TransitGatewayAttachmentId: this.id,
        State: this.state,
        CreationTime: this.created,
        RequesterTgwInfo: side(requester),
        AccepterTgwInfo: side(accepter),
        Tags: makeTags(name),
      }),
    });
    for (const [near, far] of [
      [requester, accepter],
      [accepter, requester],
    ] as const) {
      world.items.push({
        kind: 'tgw-attachment',
        id: this.id,
        account: near.at.account,
        region: near.at.region,
        alsoSeenBy: [],
        item: () =>
          attachmentItem(
            near,
            {
              kind: this.kind,
              id: this.id,
              type: this.type,
              prefixes: this.prefixes,
              resource: far.id,
              state: this.state,
              created: this.created,
            },
            far.at.account,
            name,
          ),
      });
    }
  }
}

interface StaticRoute {
  readonly cidr: string;
  /** Several are equal-cost paths; none drops. */
  readonly to: readonly Attached[];
}

const same = (a: Attached, b: Attached): boolean => a.id === b.id;

export class TgwTable {
  readonly kind = 'tgw-route-table';
  readonly id: string;
  readonly tgw: Tgw;
  readonly associated: Attached[] = [];
  readonly propagated: Attached[] = [];
  readonly #statics: StaticRoute[] = [];
  readonly #references: { list: PrefixListItem; to: Attached; named: boolean }[] = [];

  constructor(tgw: Tgw, name: string) {
    const { at } = tgw;
    this.tgw = tgw;
    this.id = at.world.id('tgw-rtb', name);
    const member = (a: Attached, State: string) => ({
      TransitGatewayAttachmentId: a.id,
      ResourceId: a.resource,
      ResourceType: a.type,
      State,
    });
    at.add(
      'tgw-route-table',
      this.id,
      () => ({
        TransitGatewayRouteTableId: this.id,
        TransitGatewayId: tgw.id,
        State: 'available',
        DefaultAssociationRouteTable: tgw.defaultTable === this,
        DefaultPropagationRouteTable: tgw.defaultTable === this,
        Tags: makeTags(name),
      }),
      {
        GetTransitGatewayRouteTableAssociations: () =>
          this.associated.map((a) => member(a, 'associated')),
        GetTransitGatewayRouteTablePropagations: () =>
          this.propagated.map((a) => member(a, 'enabled')),
        SearchTransitGatewayRoutes: () => this.#routes(),
      },
    );
  }

  associate(...attachments: Attached[]): this {
    this.associated.push(...attachments);
    return this;
  }

  propagate(...attachments: Attached[]): this {
    this.propagated.push(...attachments);
    return this;
  }

  /** A static route to an attachment, or to several by equal paths. */
  route(cidr: string, ...to: readonly Attached[]): this {
    this.#statics.push({ cidr, to });
    return this;
  }

  /** A prefix list reference: one route for each entry, or one that names the list alone. */
  reference(list: PrefixListItem, to: Attached, options: { named?: boolean } = {}): this {
    this.#references.push({ list, to, named: options.named ?? false });
    return this;
  }

  /** A static route that drops. */
  blackhole(cidr: string): this {
    this.#statics.push({ cidr, to: [] });
    return this;
  }

  /**
   * The routes AWS shows: static ones, and of the propagated ones only those no static route hides.
   * A VPC whose block overlaps one already there is not propagated.
   * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
   */
  #routes(): Record<string, unknown>[] {
    const target = (a: Attached) => ({
      TransitGatewayAttachmentId: a.id,
      ResourceId: a.resource,
      ResourceType: a.type,
    });
    const out: Record<string, unknown>[] = this.#statics.map(({ cidr, to }) => ({
      DestinationCidrBlock: cidr,
      Type: 'static',
      State: to.some((a) => a.state === 'available') ? 'active' : 'blackhole',
      TransitGatewayAttachments: to.map(target),
    }));
    for (const { list, to, named } of this.#references) {
      const route = { PrefixListId: list.id, Type: 'static', State: 'active' };
      const TransitGatewayAttachments = [target(to)];
      if (named) out.push({ ...route, TransitGatewayAttachments });
      else
        for (const DestinationCidrBlock of list.cidrs)
          out.push({ DestinationCidrBlock, ...route, TransitGatewayAttachments });
    }
    const fixed = new Set(this.#statics.map((s) => s.cidr));
    const taken: { cidr: string; by: Attached }[] = [];
    for (const a of this.propagated) {
      if (a.state !== 'available') continue;
      for (const cidr of a.prefixes) {
        const clash =
          a.type === 'vpc' &&
          taken.some(
            (t) =>
              t.by.type === 'vpc' && !same(t.by, a) && overlaps(parseCidr(t.cidr), parseCidr(cidr)),
          );
        if (clash || fixed.has(cidr) || taken.some((t) => t.cidr === cidr)) continue;
        taken.push({ cidr, by: a });
        out.push({
          DestinationCidrBlock: cidr,
          Type: 'propagated',
          State: 'active',
          TransitGatewayAttachments: [target(a)],
        });
      }
    }
    return out;
  }
}
