/** Direct Connect of a World: gateways with what they are associated with, and virtual interfaces. */
import type { Vgw, WorldRegion } from './region.ts';
import type { Tgw } from './tgw.ts';
import type { Target } from './target.ts';

/** A Direct Connect gateway, owned by the account of the Region it is made through. */
export class WorldDxGateway {
  readonly kind = 'dx-gateway';
  readonly id: string;
  readonly at: WorldRegion;
  readonly name: string;
  readonly #associations: (() => Record<string, unknown>)[] = [];
  readonly #attachments: Record<string, unknown>[] = [];

  constructor(at: WorldRegion, name: string) {
    this.at = at;
    this.name = name;
    this.id = at.world.id('dxgw', name);
    at.add(
      'dx-gateway',
      this.id,
      () => ({
        directConnectGatewayId: this.id,
        directConnectGatewayName: name,
        amazonSideAsn: 64600,
        ownerAccount: at.account,
        directConnectGatewayState: 'available',
      }),
      {
        DescribeDirectConnectGatewayAssociations: () => this.#associations.map((make) => make()),
        DescribeDirectConnectGatewayAttachments: () => this.#attachments,
      },
    );
  }

  /**
   * Associates it with a gateway; the prefixes are those it allows. `asked`: whoever owns the gateway is asked, too, and
   * shown them or not.
   */
  associate(
    gateway: Tgw | Vgw,
    allowed: readonly string[],
    options: { state?: string; asked?: 'shown' | 'hidden' } = {},
  ): this {
    const at = gateway.kind === 'vpn-gateway' ? gateway.vpc.at : gateway.at;
    const associationId = this.at.world.id('dxassoc', `${this.name}-${gateway.id}`);
    const make = () => ({
      associationId,
      associationState: options.state ?? 'associated',
      directConnectGatewayId: this.id,
      directConnectGatewayOwnerAccount: this.at.account,
      associatedGateway: {
        id: gateway.id,
        type: gateway.kind === 'vpn-gateway' ? 'virtualPrivateGateway' : 'transitGateway',
        ownerAccount: at.account,
        region: at.region,
      },
      allowedPrefixesToDirectConnectGateway: allowed.map((cidr) => ({ cidr })),
    });
    this.#associations.push(make);
    const { asked } = options;
    if (asked === undefined) return this;
    this.at.world.detail(gateway.id, 'DescribeDirectConnectGatewayAssociations', () => {
      const { allowedPrefixesToDirectConnectGateway: prefixes, ...rest } = make();
      return asked === 'shown'
        ? { ...rest, allowedPrefixesToDirectConnectGateway: prefixes }
        : rest;
    });
    return this;
  }

  /** A virtual interface on this gateway. */
  vif(name: string, options: VifOptions = {}): Target {
    const at = options.at ?? this.at;
    const vif = addVif(at, name, { directConnectGatewayId: this.id }, options);
    this.#attachments.push({
      directConnectGatewayId: this.id,
      virtualInterfaceId: vif.id,
      virtualInterfaceRegion: at.region,
      virtualInterfaceOwnerAccount: at.account,
      attachmentState: options.attachment ?? 'attached',
      attachmentType:
        options.type === 'private' ? 'PrivateVirtualInterface' : 'TransitVirtualInterface',
    });
    return vif;
  }
}

export interface VifOptions {
  /** Where it stands; default: where its gateway was made. */
  readonly at?: WorldRegion;
  readonly type?: 'private' | 'transit' | 'public';
  readonly state?: string;
  /** State of its attachment to the Direct Connect gateway. */
  readonly attachment?: string;
  readonly location?: string;
  readonly device?: string;
  /** BGP status of each session; default: one that is up. */
  readonly bgp?: readonly ('up' | 'down' | 'unknown')[];
}

/** A virtual interface that ends on a Direct Connect gateway or on a virtual private gateway. */
export function addVif(
  at: WorldRegion,
  name: string,
  end: { directConnectGatewayId: string } | { virtualGatewayId: string },
  options: VifOptions = {},
): Target {
  const id = at.world.id('dxvif', name);
  const location = options.location ?? 'EqDC2';
  at.add('dx-virtual-interface', id, () => ({
    virtualInterfaceId: id,
    virtualInterfaceName: name,
    ownerAccount: at.account,
    region: at.region,
    location,
    connectionId: `dxcon-${name}`,
    virtualInterfaceType: options.type ?? 'transit',
    virtualInterfaceState: options.state ?? 'available',
    ...end,
    mtu: 8500,
    awsLogicalDeviceId: options.device ?? `${location}-1`,
    bgpPeers: (options.bgp ?? ['up']).map((bgpStatus, i) => ({
      bgpPeerId: `dxpeer-${name}-${i}`,
      addressFamily: i === 0 ? 'ipv4' : 'ipv6',
      bgpPeerState: 'available',
      bgpStatus,
    })),
    tags: [],
  }));
  return { kind: 'dx-virtual-interface', id };
}
