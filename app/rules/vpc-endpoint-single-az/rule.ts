/** Interface endpoints that stand in one Availability Zone of a VPC that uses several. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { VpcEndpoint } from '../../kinds/vpc-endpoint.ts';
import type { Topology } from '../../topology/topology.ts';
import { isOccupied } from '../parts/crossings.ts';
import { isAttachmentSubnet } from '../parts/table-users.ts';
import { few, listed } from '../parts/words.ts';
import { isAvailabilityZone } from '../../topology/zones.ts';
import { zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'vpc-endpoint-single-az',
  about: {
    title: 'Interface endpoint in one Availability Zone',
    why: 'The VPC works in several zones, and all of them reach a service of AWS through an endpoint in one. When that zone fails, the service is gone for the others too. More zones cost more by the hour, so small networks may have one zone on purpose.',
    remedy:
      'Add a subnet of every zone in use to the endpoint. Where the saving is meant, suppress the finding with that as the reason.',
    severity: 'info',
    category: 'resilience',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    ],
  },
  needs: ['vpc-endpoint', 'subnet', 'network-interface'],
  options: z.object({}),
  messages: {
    single: '{vpc} works in {zones}, but {count} of it {verb} in one zone only: {services}.',
  },
  check({ topology }, say) {
    const single = topology.all('vpc-endpoint').filter((e) => standsInOneZone(topology, e));
    for (const [vpc, endpoints] of groupBy(single, (endpoint) => endpoint.vpc)) {
      const zones = zonesInUse(topology, vpc);
      if (zones.length < 2) continue;
      say({
        message: 'single',
        at: [vpc],
        path: [vpc, ...endpoints.map((endpoint) => endpoint.id)],
        places: endpoints.map((endpoint) => ({
          resource: endpoint.id,
          detail: `${endpoint.service} in ${listed(zonesOf(subnetsOf(topology, endpoint)))} only`,
        })),
        data: {
          vpc: topology.label(vpc),
          zones: listed(zones),
          count: count(endpoints.length, 'interface endpoint'),
          verb: endpoints.length === 1 ? 'stands' : 'stand',
          services: few(uniq(endpoints.map((endpoint) => endpoint.service)), 'service'),
        },
      });
    }
  },
});

const subnetsOf = (topology: Topology, { subnets }: VpcEndpoint) =>
  subnets.flatMap((id) => topology.get('subnet', id) ?? []);

/** A service of somebody else may be offered in one zone and no more. */
const OF_OTHERS = /^com\.amazonaws\.vpce\./;

function standsInOneZone(topology: Topology, endpoint: VpcEndpoint): boolean {
  if (endpoint.type !== 'Interface' || endpoint.state !== 'available') return false;
  if (OF_OTHERS.test(endpoint.service)) return false;
  const own = subnetsOf(topology, endpoint);
  return own.length === endpoint.subnets.length && zonesOf(own).length === 1;
}

/** Zones in which somebody stands, other than a transit gateway. */
const zonesInUse = (topology: Topology, vpc: string): readonly string[] =>
  zonesOf(
    topology
      .subnetsOf(vpc)
      .filter(
        (subnet) =>
          isAvailabilityZone(subnet) &&
          !isAttachmentSubnet(topology, subnet) &&
          isOccupied(topology, subnet),
      ),
  );
