/** Private subnets that reach S3 or DynamoDB by something that charges for every GB. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { append, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { VpcEndpoint } from '../../kinds/vpc-endpoint.ts';
import type { Topology } from '../../topology/topology.ts';
import { isOccupied } from '../parts/crossings.ts';
import { defaultOf } from '../parts/defaults.ts';
import { workloadsOf } from '../parts/table-users.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

const SERVICES = ['s3', 'dynamodb'] as const;
type ServiceId = (typeof SERVICES)[number];
const NAMES: Readonly<Record<ServiceId, string>> = { s3: 'S3', dynamodb: 'DynamoDB' };

export default defineRule({
  id: 'cost-gateway-endpoint-missing',
  about: {
    title: 'No gateway endpoint for S3 or DynamoDB',
    why: 'Traffic to S3 that leaves by a NAT gateway, a transit gateway or a firewall is charged for every GB there. A gateway endpoint takes it off that way and costs nothing, neither by the hour nor by the GB. Container images and package mirrors come from S3 too, so that nearly every VPC has such traffic.',
    remedy:
      'Add a gateway endpoint for the service and associate it with these route tables. Where a policy wants all traffic inspected, or nothing uses the service, suppress the finding.',
    severity: 'info',
    category: 'cost',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
    ],
  },
  needs: ['route-table', 'subnet', 'vpc-endpoint', 'network-interface'],
  options: z.object({
    services: z
      .array(z.enum(SERVICES))
      .default(['s3'])
      .describe('Services that hosts of the network use'),
  }),
  messages: {
    missing:
      '{vpc} sends its traffic to {services} through {ways}, which {verb} for every GB: {tables} {has} no route to a gateway endpoint.',
  },
  check({ topology, options }, say) {
    const endpoints = endpointsByVpc(topology);
    const found: { table: RouteTable; service: ServiceId; way: Ref }[] = [];
    for (const table of topology.all('route-table')) {
      const way = defaultOf(table);
      if (way?.state !== 'active' || !CHARGED.has(way.target.kind)) continue;
      const missing = options.services.filter(
        (service) => !serves(table, service, endpoints.get(table.vpc) ?? []),
      );
      if (missing.length === 0 || !topology.saw('vpc-endpoint', table)) continue;
      if (!workloadsOf(topology, table).some((subnet) => isOccupied(topology, subnet))) continue;
      for (const service of missing) found.push({ table, service, way: way.target.id });
    }
    for (const [vpc, group] of groupBy(found, ({ table }) => table.vpc)) {
      const tables = uniq(group.map(({ table }) => table.id));
      const ways = uniq(group.map(({ way }) => way));
      say({
        message: 'missing',
        at: [vpc],
        path: [vpc, ...tables.slice(0, 1), ...ways.slice(0, 1)],
        places: group.map(({ table, service, way }) => ({
          resource: table.id,
          detail: `${NAMES[service]} by 0.0.0.0/0 to ${way}`,
        })),
        data: {
          vpc: topology.label(vpc),
          services: listed(uniq(group.map(({ service }) => NAMES[service]))),
          ways: named(topology, ways),
          verb: ways.length === 1 ? 'charges' : 'charge',
          tables: tables.length === 1 ? topology.label(tables[0]!) : count(tables.length, 'table'),
          has: tables.length === 1 ? 'has' : 'have',
        },
      });
    }
  },
});

/** Targets that charge for the data that passes, an appliance by its own endpoint. */
const CHARGED: ReadonlySet<string> = new Set([
  'nat-gateway',
  'transit-gateway',
  'core-network',
  'vpc-endpoint',
]);

function endpointsByVpc(topology: Topology): ReadonlyMap<Ref, readonly VpcEndpoint[]> {
  const out = new Map<Ref, VpcEndpoint[]>();
  for (const endpoint of topology.all('vpc-endpoint')) append(out, endpoint.vpc, endpoint);
  return out;
}

/** True where a table has a route to a gateway endpoint of the service, or the VPC an interface endpoint instead. */
const serves = (
  table: RouteTable,
  service: ServiceId,
  endpoints: readonly VpcEndpoint[],
): boolean =>
  endpoints.some(
    (endpoint) =>
      endpoint.service.endsWith(`.${service}`) &&
      (endpoint.type !== 'Gateway' ||
        endpoint.routeTables.includes(table.id) ||
        table.routes.some((route) => route.target.id === endpoint.id)),
  );
