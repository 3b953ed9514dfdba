/** VPC route tables of Terraform as items of the API: inline routes, routes of their own, associations, the local routes. */
import { tryCidr } from '../../base/cidr.ts';
import { add, type Draft, type Estate, listIn, type Place } from './estate.ts';
import type { Readers } from './readers.ts';
import type { TfResource, Values } from './resource.ts';

/** Attributes of a route that name its target, with their names in the API. */
const TARGETS = [
  ['gateway_id', 'GatewayId'],
  ['vpc_endpoint_id', 'GatewayId'],
  ['nat_gateway_id', 'NatGatewayId'],
  ['transit_gateway_id', 'TransitGatewayId'],
  ['vpc_peering_connection_id', 'VpcPeeringConnectionId'],
  ['egress_only_gateway_id', 'EgressOnlyInternetGatewayId'],
  ['local_gateway_id', 'LocalGatewayId'],
  ['carrier_gateway_id', 'CarrierGatewayId'],
  ['core_network_arn', 'CoreNetworkArn'],
  ['odb_network_arn', 'OdbNetworkArn'],
  ['network_interface_id', 'NetworkInterfaceId'],
  ['instance_id', 'InstanceId'],
] as const;

/** A destination in one spelling: Terraform may keep `2600:1F00::/56` as it was written. */
const destinationOf = (route: Draft): string => {
  const text = (route['DestinationCidrBlock'] ??
    route['DestinationIpv6CidrBlock'] ??
    route['DestinationPrefixListId'] ??
    '') as string;
  return tryCidr(text)?.text ?? text;
};

function routeItem(values: Values, v4: string, v6: string): Draft | undefined {
  const destination = {
    DestinationCidrBlock: values.text(v4),
    DestinationIpv6CidrBlock: values.text(v6),
    DestinationPrefixListId: values.text('destination_prefix_list_id'),
  };
  const [field, value] = Object.entries(destination).find(([, v]) => v !== undefined) ?? [];
  if (field === undefined) return undefined;
  const route: Draft = { [field]: value };
  for (const [attribute, name] of TARGETS) {
    const id = values.text(attribute);
    if (id !== undefined) route[name] ??= id;
  }
  const origin = values.text('origin');
  const isLocal = route['GatewayId'] === 'local';
  route['Origin'] = origin ?? (isLocal ? 'CreateRouteTable' : 'CreateRoute');
  const state = values.text('state');
  if (state !== undefined) route['State'] = state;
  return route;
}

/** The later one wins: a route of its own tells more than the table's list. */
function addRoute(table: Draft, route: Draft): void {
  const to = destinationOf(route);
  const kept = listIn(table, 'Routes').filter((other) => destinationOf(other) !== to);
  table['Routes'] = [...kept, route];
}

const ASSOCIATED = { State: 'associated' };

const routeTable =
  (isDefault: boolean) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = isDefault
      ? values.text('default_route_table_id', 'id')
      : values.text('route_table_id', 'id');
    const vpc = values.text('vpc_id');
    if (id === undefined || vpc === undefined) return;
    const table = estate.put('route-table', id, at, r, {
      RouteTableId: id,
      VpcId: vpc,
      OwnerId: values.text('owner_id') ?? at.account,
      Associations: [],
      PropagatingVgws: values.texts('propagating_vgws').map((GatewayId) => ({ GatewayId })),
      Routes: [],
      Tags: values.tags(),
    });
    if (isDefault) associate(table, { DefaultOf: vpc });
    for (const block of [...values.blocks('route'), ...values.blocks('routes')]) {
      const route = routeItem(block, 'cidr_block', 'ipv6_cidr_block');
      if (route) addRoute(table, route);
    }
    for (const block of values.blocks('associations')) {
      const [subnet, gateway] = [block.text('subnet_id'), block.text('gateway_id')];
      if (block.flag('main') === true) associate(table, { Main: true });
      else if (subnet ?? gateway)
        associate(table, { ...(subnet ? { SubnetId: subnet } : { GatewayId: gateway }) });
    }
  };

function associate(table: Draft, what: Draft): void {
  const same = (a: Draft) => Object.entries(what).every(([name, value]) => a[name] === value);
  if (listIn(table, 'Associations').some(same)) return;
  add(table, 'Associations', {
    Main: false,
    ...what,
    RouteTableId: table['RouteTableId'],
    AssociationState: ASSOCIATED,
  });
}

export const makers: Readers = {
  aws_route_table: routeTable(false),
  aws_default_route_table: routeTable(true),
};

export const edits: Readers = {
  aws_route(r, _, estate) {
    const { values } = r;
    const id = values.text('route_table_id');
    const table = estate.find('route-table', id);
    if (!table) return estate.orphan(r, id);
    const names = ['destination_cidr_block', 'destination_ipv6_cidr_block'] as const;
    const route =
      routeItem(values, ...names) ??
      // The data source of a route has the names of a block.
      routeItem(values, 'cidr_block', 'ipv6_cidr_block');
    if (route) addRoute(table, route);
  },
  aws_route_table_association(r, _, estate) {
    const { values } = r;
    const id = values.text('route_table_id');
    const table = estate.find('route-table', id);
    if (!table) return estate.orphan(r, id);
    const [subnet, gateway] = [values.text('subnet_id'), values.text('gateway_id')];
    if (subnet ?? gateway)
      associate(table, { ...(subnet ? { SubnetId: subnet } : { GatewayId: gateway }) });
  },
  aws_vpn_gateway_route_propagation(r, _, estate) {
    const [id, gateway] = [r.values.text('route_table_id'), r.values.text('vpn_gateway_id')];
    const table = estate.find('route-table', id);
    if (!table) return estate.orphan(r, id);
    const known = listIn(table, 'PropagatingVgws').some((v) => v['GatewayId'] === gateway);
    if (!known) add(table, 'PropagatingVgws', { GatewayId: gateway });
  },
};

/** Ids of the main tables, by VPC: said by an association, else by the VPC, else the one it began with. */
function mainTables(resources: readonly TfResource[], estate: Estate): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [id, table] of estate.all('route-table')) {
    const isFirst = listIn(table, 'Associations').some((a) => 'DefaultOf' in a);
    if (isFirst) out.set(table['VpcId'] as string, id);
    table['Associations'] = listIn(table, 'Associations').filter((a) => !('DefaultOf' in a));
  }
  const take = (types: readonly string[], vpcName: string, tableName: string) => {
    for (const { type, values } of resources) {
      const [vpc, table] = [values.text(vpcName), values.text(tableName)];
      if (types.includes(type) && vpc !== undefined && table !== undefined) out.set(vpc, table);
    }
  };
  take(['aws_vpc', 'aws_default_vpc'], 'id', 'main_route_table_id');
  take(['aws_main_route_table_association'], 'vpc_id', 'route_table_id');
  return out;
}

/**
 * What Terraform leaves out of its tables: which is the main one, the local routes of the VPC's blocks, routes of
 * gateway endpoints, and that a route over a peering that is not active drops what it matches.
 * https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
 */
export function finishTables(resources: readonly TfResource[], estate: Estate): void {
  for (const [vpc, id] of mainTables(resources, estate)) {
    const table = estate.find('route-table', id);
    if (table?.['VpcId'] === vpc) associate(table, { Main: true });
  }
  const lists = new Map(
    estate
      .all('prefix-list')
      .filter(([, item]) => item['OwnerId'] === 'AWS')
      .map(([id, item]) => [item['PrefixListName'], id]),
  );
  for (const [id, endpoint] of estate.all('vpc-endpoint')) {
    const list = lists.get(endpoint['ServiceName']);
    for (const of of (endpoint['RouteTableIds'] ?? []) as readonly string[]) {
      const table = estate.find('route-table', of);
      if (table && list !== undefined)
        addRoute(table, { DestinationPrefixListId: list, GatewayId: id, Origin: 'CreateRoute' });
    }
  }
  for (const [, table] of estate.all('route-table')) {
    const vpc = estate.find('vpc', table['VpcId'] as string);
    const routes = listIn(table, 'Routes');
    const there = new Set(routes.map(destinationOf));
    const local = [
      ...listIn(vpc, 'CidrBlockAssociationSet').map((b) => ({
        DestinationCidrBlock: b['CidrBlock'],
      })),
      ...listIn(vpc, 'Ipv6CidrBlockAssociationSet').map((b) => ({
        DestinationIpv6CidrBlock: b['Ipv6CidrBlock'],
      })),
    ].filter((route) => !there.has(destinationOf(route)));
    table['Routes'] = [
      ...local.map((route) => ({ ...route, GatewayId: 'local', Origin: 'CreateRouteTable' })),
      ...routes,
    ];
    for (const route of listIn(table, 'Routes')) route['State'] ??= stateOf(route, estate);
  }
}

function stateOf(route: Draft, estate: Estate): string {
  const peering = estate.find('vpc-peering', route['VpcPeeringConnectionId'] as string | undefined);
  const code = (peering?.['Status'] as Draft | undefined)?.['Code'];
  return code === undefined || code === 'active' ? 'active' : 'blackhole';
}

/** The blocks of both sides, which AWS tells of active peerings: known here from the VPCs. */
export function finishPeerings(estate: Estate): void {
  for (const [, peering] of estate.all('vpc-peering')) {
    if ((peering['Status'] as Draft)['Code'] !== 'active') continue;
    for (const name of ['RequesterVpcInfo', 'AccepterVpcInfo']) {
      const side = peering[name] as Draft;
      const vpc = estate.find('vpc', side['VpcId'] as string | undefined);
      const v4 = listIn(vpc, 'CidrBlockAssociationSet').map((b) => b['CidrBlock']);
      const v6 = listIn(vpc, 'Ipv6CidrBlockAssociationSet').map((b) => b['Ipv6CidrBlock']);
      if (!vpc) continue;
      side['CidrBlock'] = v4[0];
      side['CidrBlockSet'] = v4.map((CidrBlock) => ({ CidrBlock }));
      side['Ipv6CidrBlockSet'] = v6.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock }));
    }
  }
}
