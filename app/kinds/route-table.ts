/** VPC route table: routes, and which subnets and gateways use it. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type Reference, type ResourceBase } from './kind.ts';

export type TargetKind =
  | 'local'
  | 'internet-gateway'
  | 'vpn-gateway'
  | 'vpc-endpoint'
  | 'nat-gateway'
  | 'network-interface'
  | 'instance'
  | 'vpc-peering'
  | 'transit-gateway'
  | 'egress-only-gateway'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'core-network'
  | 'odb-network'
  | 'ip-address'
  | 'unknown';

export interface RouteTarget {
  readonly kind: TargetKind;
  /** Id of the target; `local` for the local route, '' where AWS named none. */
  readonly id: Ref;
}

export interface Route {
  /** The destination as AWS wrote it: a prefix or a prefix list id. */
  readonly destination: string;
  readonly cidr: Cidr | undefined;
  readonly prefixList: Ref | undefined;
  readonly target: RouteTarget;
  /** `active`, `blackhole`, `filtered` or a word AWS adds later. */
  readonly state: string;
  /** local: of the VPC; static: made by hand; propagated: from a VGW; advertised: from a Route Server. */
  readonly origin: 'local' | 'static' | 'propagated' | 'advertised';
}

export interface RouteTableAssociation {
  readonly main: boolean;
  readonly subnet: Ref | undefined;
  /** Internet or VPN gateway, for edge associations. */
  readonly gateway: Ref | undefined;
}

export interface RouteTable extends ResourceBase {
  readonly kind: 'route-table';
  readonly vpc: Ref;
  readonly routes: readonly Route[];
  readonly associations: readonly RouteTableAssociation[];
  readonly main: boolean;
  /** VPN gateways that propagate into it. */
  readonly propagatingGateways: readonly Ref[];
}

const byGatewayId = (id: string): TargetKind => {
  if (id === 'local') return 'local';
  if (id.startsWith('igw-')) return 'internet-gateway';
  if (id.startsWith('vgw-')) return 'vpn-gateway';
  if (id.startsWith('vpce-')) return 'vpc-endpoint';
  if (id.startsWith('lgw-')) return 'local-gateway';
  if (id.startsWith('cagw-')) return 'carrier-gateway';
  return 'unknown';
};

/** Fields of a Route that name its target: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const TARGETS: readonly [field: string, kind: TargetKind][] = [
  ['NatGatewayId', 'nat-gateway'],
  ['TransitGatewayId', 'transit-gateway'],
  ['VpcPeeringConnectionId', 'vpc-peering'],
  ['EgressOnlyInternetGatewayId', 'egress-only-gateway'],
  ['LocalGatewayId', 'local-gateway'],
  ['CarrierGatewayId', 'carrier-gateway'],
  ['CoreNetworkArn', 'core-network'],
  ['OdbNetworkArn', 'odb-network'],
  // An instance target comes with the interface it was resolved to; the interface is what forwards.
  ['NetworkInterfaceId', 'network-interface'],
  ['InstanceId', 'instance'],
  ['IpAddress', 'ip-address'],
];

function readTarget(route: Fields): RouteTarget {
  const gateway = route.maybe('GatewayId');
  if (gateway) return { kind: byGatewayId(gateway), id: gateway };
  for (const [field, kind] of TARGETS) {
    const id = route.maybe(field);
    if (id) return { kind, id };
  }
  return { kind: 'unknown', id: '' };
}

function readRoute(route: Fields): Route {
  const cidr = route.cidr('DestinationCidrBlock') ?? route.cidr('DestinationIpv6CidrBlock');
  const prefixList = route.maybe('DestinationPrefixListId');
  const target = readTarget(route);
  const origin = route.maybe('Origin');
  return {
    destination: cidr?.text ?? prefixList ?? '',
    cidr,
    prefixList: cidr ? undefined : prefixList,
    target,
    state: route.maybe('State') ?? 'active',
    origin:
      origin === 'EnableVgwRoutePropagation'
        ? 'propagated'
        : origin === 'Advertisement'
          ? 'advertised'
          : origin === 'CreateRouteTable' || target.kind === 'local'
            ? 'local'
            : 'static',
  };
}

const REFERENCED: Partial<Record<TargetKind, Parameters<typeof refer>[0]>> = {
  'internet-gateway': 'internet-gateway',
  'vpn-gateway': 'vpn-gateway',
  'vpc-endpoint': 'vpc-endpoint',
  'nat-gateway': 'nat-gateway',
  'network-interface': 'network-interface',
  'vpc-peering': 'vpc-peering',
  'transit-gateway': 'transit-gateway',
  'egress-only-gateway': 'egress-only-gateway',
};

/** Routes name a core network by its ARN. */
const CORE_NETWORK = /:core-network\/(core-network-\w+)$/;

export default defineKind<RouteTable>({
  id: 'route-table',
  title: 'Route table',
  plural: 'Route tables',
  prefixes: ['rtb-'],
  idField: 'RouteTableId',
  call: { service: 'ec2', operation: 'DescribeRouteTables', list: 'RouteTables', pageSize: 100 },
  read(item, context) {
    const associations = item
      .list('Associations')
      .filter((a) => {
        const state = a.object('AssociationState')?.maybe('State') ?? 'associated';
        return state === 'associated' || state === 'associating';
      })
      .map((a) => ({
        main: a.flag('Main') ?? false,
        subnet: a.maybe('SubnetId'),
        gateway: a.maybe('GatewayId'),
      }));
    return {
      vpc: item.text('VpcId'),
      routes: item.list('Routes').map(readRoute),
      associations,
      main: associations.some((a) => a.main),
      propagatingGateways: item.list('PropagatingVgws').flatMap((v) => v.maybe('GatewayId') ?? []),
      ...readBase('route-table', item, context, 'RouteTableId'),
    };
  },
  references(table) {
    const here = { account: table.account, region: table.region };
    const out: Reference[] = refer('vpc', table.vpc, here);
    for (const a of table.associations) out.push(...refer('subnet', a.subnet, here));
    for (const route of table.routes) {
      out.push(...refer('prefix-list', route.prefixList, here));
      // A blackhole's target is gone, not unseen.
      if (route.state === 'blackhole') continue;
      const kind = REFERENCED[route.target.kind];
      const network = route.target.kind === 'core-network' && CORE_NETWORK.exec(route.target.id);
      if (network) out.push(...refer('core-network', network[1]));
      if (kind) out.push(...refer(kind, route.target.id, { region: table.region }));
    }
    return out;
  },
});
