/** Cloud WAN of a World: core networks with their edges, and what is attached to them. */
import type { WorldRegion } from './region.ts';
import { makeTags } from './tags.ts';
import type { Tgw } from './tgw.ts';
import type { Attached } from './tgw-attachment.ts';
import type { Target } from './target.ts';
import type { WorldVpc } from './vpc.ts';

export interface CoreNetworkOptions {
  /** ASN of the edge in each Region. */
  readonly edges?: Readonly<Record<string, number>>;
  /** Segments by name, each with the Regions of its edges (default: all edges). */
  readonly segments?: Readonly<Record<string, readonly string[] | undefined>>;
  /** Versions of the policy: alias, state of the change set, time. */
  readonly versions?: readonly {
    readonly alias?: 'LIVE' | 'LATEST';
    readonly changeSet: string;
    readonly created: string;
  }[];
}

/** A core network, owned by the account of the Region it is made through. */
export interface WorldCoreRoute {
  readonly type: 'STATIC' | 'PROPAGATED';
  readonly state?: 'BLACKHOLE';
  /** Where it leads: an attachment, or the edge in another Region. */
  readonly to?: Target | { readonly edge: string };
}

export class WorldCoreNetwork {
  readonly kind = 'core-network';
  readonly id: string;
  readonly arn: string;
  readonly at: WorldRegion;
  readonly name: string;
  readonly #global: string;
  readonly #routes: { segment: string; edge: string; item: object }[] = [];

  constructor(at: WorldRegion, name: string, options: CoreNetworkOptions) {
    this.at = at;
    this.name = name;
    this.id = at.world.id('core-network', name);
    this.arn = `arn:aws:networkmanager::${at.account}:core-network/${this.id}`;
    const edges = options.edges ?? { [at.region]: 64900 };
    const segments = Object.entries(options.segments ?? {}).map(([Name, at]) => ({
      Name,
      EdgeLocations: at ?? Object.keys(edges),
      SharedSegments: [],
    }));
    this.#global = at.world.id('global-network', name);
    at.add(
      'core-network',
      this.id,
      () => ({
        CoreNetworkId: this.id,
        CoreNetworkArn: this.arn,
        GlobalNetworkId: this.#global,
        OwnerAccountId: at.account,
        State: 'AVAILABLE',
        Tags: makeTags(name),
      }),
      {
        GetCoreNetwork: () => [
          {
            CoreNetworkId: this.id,
            GlobalNetworkId: this.#global,
            State: 'AVAILABLE',
            Segments: segments,
            Edges: Object.entries(edges).map(([EdgeLocation, Asn]) => ({ EdgeLocation, Asn })),
          },
        ],
        GetNetworkRoutes: (args) =>
          this.#routes
            .filter((r) => r.segment === args['SegmentName'] && r.edge === args['EdgeLocation'])
            .map(({ item }) => item),
        ListCoreNetworkPolicyVersions: () =>
          (options.versions ?? []).map(({ alias, changeSet, created }, i) => ({
            CoreNetworkId: this.id,
            PolicyVersionId: i + 1,
            ...(alias ? { Alias: alias } : {}),
            ChangeSetState: changeSet,
            CreatedAt: created,
          })),
      },
    );
  }

  /** A route of a segment at the edge in one Region, as Network Manager tells it. */
  route(segment: string, edge: string, cidr: string, { type, state, to }: WorldCoreRoute): this {
    const target = to && 'edge' in to ? { EdgeLocation: to.edge, SegmentName: segment } : undefined;
    const attached = to && 'id' in to ? { CoreNetworkAttachmentId: to.id, EdgeLocation: edge } : {};
    const item = {
      DestinationCidrBlock: cidr,
      Destinations: to ? [target ?? { ...attached, SegmentName: segment }] : [],
      State: state ?? 'ACTIVE',
      Type: type,
    };
    this.#routes.push({ segment, edge, item });
    return this;
  }

  /** As a target of VPC routes, which name it by its ARN. */
  get target(): Target {
    return { kind: 'core-network', id: this.arn };
  }

  /** Peers the edge in the Region of a transit gateway with it. */
  peer(tgw: Tgw, options: { state?: string } = {}): Attached {
    const link = tgw.attachOther(this.name, 'peering', this.id, []);
    link.state = options.state ?? 'available';
    const side = { OwnerId: tgw.at.account, Region: tgw.at.region };
    tgw.at.add('tgw-peering-attachment', link.id, () => ({
      TransitGatewayAttachmentId: link.id,
      State: link.state,
      RequesterTgwInfo: { ...side, CoreNetworkId: this.id },
      AccepterTgwInfo: { ...side, TransitGatewayId: tgw.id },
      Options: { DynamicRouting: 'enable' },
      Tags: [],
    }));
    return link;
  }

  /** Attaches a VPC to a segment. */
  attach(
    vpc: WorldVpc,
    options: { segment?: string; state?: string; errors?: readonly string[] } = {},
  ): Target {
    const { account, region, world } = vpc.at;
    const id = world.id('attachment', `${this.name}-${vpc.name}`);
    vpc.at.add(
      'core-network-attachment',
      id,
      () => ({
        AttachmentId: id,
        CoreNetworkId: this.id,
        CoreNetworkArn: this.arn,
        OwnerAccountId: account,
        AttachmentType: 'VPC',
        State: options.state ?? 'AVAILABLE',
        EdgeLocation: region,
        ResourceArn: `arn:aws:ec2:${region}:${account}:vpc/${vpc.id}`,
        ...(options.segment ? { SegmentName: options.segment } : {}),
        LastModificationErrors: (options.errors ?? []).map((Message) => ({ Code: 'X', Message })),
        CreatedAt: '2026-01-01T09:00:00Z',
        UpdatedAt: '2026-01-01T09:00:00Z',
        Tags: makeTags(`${this.name}-${vpc.name}`),
      }),
      undefined,
      [{ account: this.at.account, region: this.at.region }],
    );
    return { kind: 'core-network-attachment', id };
  }
}
