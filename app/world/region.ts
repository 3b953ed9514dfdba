/** A Region of an account in a World: where VPCs, transit gateways, VPNs and prefix lists are made. */
import type { Arguments } from '../kinds/kind.ts';
import { addQuota, addShare, type WorldPrincipal } from './shares.ts';
import { type CoreNetworkOptions, WorldCoreNetwork } from './cloud-wan.ts';
import { addVif, type VifOptions, WorldDxGateway } from './direct-connect.ts';
import { makeTags } from './tags.ts';
import { Tgw, type TgwOptions } from './tgw.ts';
import type { Target } from './target.ts';
import { WorldVpc, type VpcOptions } from './vpc.ts';
import type { World } from './world.ts';

export interface PrefixListItem extends Target {
  readonly kind: 'prefix-list';
  readonly cidrs: readonly string[];
}

export interface Vpn extends Target {
  readonly kind: 'vpn-connection';
  readonly prefixes: readonly string[];
  readonly staticOnly: boolean;
}

export interface Vgw extends Target {
  readonly kind: 'vpn-gateway';
  readonly vpc: WorldVpc;
}

export class WorldRegion {
  readonly world: World;
  readonly account: string;
  readonly region: string;

  constructor(world: World, account: string, region: string) {
    this.world = world;
    this.account = account;
    this.region = region;
  }

  /** A VPC with its local route, main table, default network ACL and default security group. */
  vpc(name: string, cidrs: string | readonly string[], options: VpcOptions = {}): WorldVpc {
    return new WorldVpc(this, name, typeof cidrs === 'string' ? [cidrs] : cidrs, options);
  }

  tgw(name: string, options: TgwOptions = {}): Tgw {
    return new Tgw(this, name, options);
  }

  prefixList(name: string, cidrs: readonly string[], maxEntries = 10): PrefixListItem {
    const id = this.world.id('pl', name);
    this.add(
      'prefix-list',
      id,
      () => ({
        PrefixListId: id,
        PrefixListName: name,
        AddressFamily: cidrs.some((c) => c.includes(':')) ? 'IPv6' : 'IPv4',
        MaxEntries: maxEntries,
        State: 'create-complete',
        OwnerId: this.account,
        Tags: makeTags(name),
      }),
      { GetManagedPrefixListEntries: () => cidrs.map((Cidr) => ({ Cidr, Description: '' })) },
    );
    return { kind: 'prefix-list', id, cidrs };
  }

  /** A virtual private gateway attached to a VPC. */
  vgw(name: string, vpc: WorldVpc, options: { attached?: boolean } = {}): Vgw {
    const id = this.world.id('vgw', name);
    this.add('vpn-gateway', id, () => ({
      VpnGatewayId: id,
      State: 'available',
      Type: 'ipsec.1',
      AmazonSideAsn: 64512,
      VpcAttachments: options.attached === false ? [] : [{ VpcId: vpc.id, State: 'attached' }],
      Tags: makeTags(name),
    }));
    return { kind: 'vpn-gateway', id, vpc };
  }

  /** A VPN connection with its customer gateway, ending on a VGW, a transit gateway or nothing yet. */
  vpn(
    name: string,
    on: Vgw | Tgw | undefined,
    options: {
      prefixes?: readonly string[];
      staticOnly?: boolean;
      tunnels?: readonly ('UP' | 'DOWN')[];
      /** Routes each tunnel accepts; default: the prefixes, where it is up. */
      accepted?: readonly number[];
      /** When each tunnel last went up or down, ISO 8601. */
      changed?: readonly string[];
      /** What AWS says of each tunnel, such as `IPSEC IS DOWN`. */
      messages?: readonly string[];
      state?: string;
    } = {},
  ): Vpn {
    const cgw = this.world.id('cgw', name);
    const id = this.world.id('vpn', name);
    const prefixes = options.prefixes ?? [];
    const staticOnly = options.staticOnly ?? false;
    this.add('customer-gateway', cgw, () => ({
      CustomerGatewayId: cgw,
      State: 'available',
      Type: 'ipsec.1',
      IpAddress: '198.51.100.10',
      BgpAsn: '65010',
      Tags: makeTags(name),
    }));
    this.add('vpn-connection', id, () => ({
      VpnConnectionId: id,
      State: options.state ?? 'available',
      Type: 'ipsec.1',
      CustomerGatewayId: cgw,
      GatewayAssociationState: on ? 'associated' : 'not-associated',
      ...(on?.kind === 'vpn-gateway' ? { VpnGatewayId: on.id } : {}),
      ...(on?.kind === 'transit-gateway' ? { TransitGatewayId: on.id } : {}),
      Options: { StaticRoutesOnly: staticOnly },
      Routes: staticOnly
        ? prefixes.map((DestinationCidrBlock) => ({ DestinationCidrBlock, State: 'available' }))
        : [],
      VgwTelemetry: (options.tunnels ?? ['UP', 'UP']).map((Status, i) => ({
        OutsideIpAddress: `203.0.113.${10 + i}`,
        Status,
        AcceptedRouteCount: options.accepted?.[i] ?? (Status === 'UP' ? prefixes.length : 0),
        StatusMessage: options.messages?.[i] ?? '',
        ...(options.changed?.[i] ? { LastStatusChange: options.changed[i] } : {}),
      })),
      Tags: makeTags(name),
    }));
    return { kind: 'vpn-connection', id, prefixes, staticOnly };
  }

  dxGateway(name: string): WorldDxGateway {
    return new WorldDxGateway(this, name);
  }

  /** A private virtual interface that ends on a virtual private gateway itself. */
  vif(name: string, on: Vgw, options: VifOptions = {}): Target {
    return addVif(this, name, { virtualGatewayId: on.id }, { type: 'private', ...options });
  }

  /** Shares a transit gateway with accounts, units or an organization. */
  share(name: string, tgw: Tgw, principals: readonly WorldPrincipal[]): void {
    addShare(this, name, tgw, principals);
  }

  /** A quota as it is applied here. `service`: `ec2` or `vpc`. */
  quota(service: string, code: string, value: number, name = code): void {
    addQuota(this, service, code, value, name);
  }

  coreNetwork(name: string, options: CoreNetworkOptions = {}): WorldCoreNetwork {
    return new WorldCoreNetwork(this, name, options);
  }

  /** Adds any item this World has no builder for. */
  add(
    kind: Parameters<World['items']['push']>[0]['kind'],
    id: string,
    item: () => Record<string, unknown>,
    details?: Readonly<Record<string, (args: Arguments) => readonly unknown[]>>,
    alsoSeenBy: readonly { account: string; region: string }[] = [],
  ): void {
    this.world.items.push({
      kind,
      id,
      account: this.account,
      region: this.region,
      alsoSeenBy,
      item,
      ...(details ? { details } : {}),
    });
  }
}
