/** A route table of a World: who uses it, its routes, what is propagated into it. */
import type { Peering } from './peering.ts';
import type { PrefixListItem } from './region.ts';
import type { WorldSubnet } from './subnet.ts';
import { makeTags } from './tags.ts';
import type { Target } from './target.ts';
import type { WorldVpc } from './vpc.ts';

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
