/** Appliances that see one half of a flow. */
import { z } from 'zod';
import { by, groupBy, thenBy, uniq } from '../../base/order.ts';
import { defineRule } from '../rule.ts';
import { type Half, Inspected, inspectedVpcs, type Sort } from './halves.ts';

export default defineRule({
  id: 'route-middlebox-one-way',
  about: {
    title: 'Appliance that sees one half of a flow',
    why: 'Routes lead traffic through a firewall or another appliance in one direction, and past it in the other. A stateful appliance that has not seen the first half drops the second, and AWS supports no such asymmetry: connections hang, or work until the firewall looks closer.',
    remedy:
      'Mirror the route: send the answers through the same endpoint or interface, in the table of the answering subnet, of the gateway, or of the subnet of the NAT gateway.',
    severity: 'error',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html',
      'https://docs.aws.amazon.com/network-firewall/latest/developerguide/asymmetric-routing.html',
    ],
  },
  needs: ['route-table', 'subnet', 'vpc-endpoint', 'network-interface'],
  options: z.object({}),
  messages: {
    inside:
      '{from} sends to {to} in {vpc} through {appliance}, but {at} sends the answers past it.',
    inbound:
      'What {from} brings to {to} in {vpc} passes {appliance}, but {at} sends the answers past it.',
    outbound:
      'What leaves {from} for {to} in {vpc} passes {appliance}, but {at} sends the answers past it.',
  },
  check({ topology, routing }, say) {
    for (const vpc of inspectedVpcs(topology)) {
      const halves = [...new Inspected(routing, vpc).halves()].sort(order);
      const first = halves[0];
      if (!first) continue;
      const appliances = uniq(halves.map((half) => half.appliance));
      say({
        message: first.sort,
        at: [...appliances, vpc],
        path: [vpc, first.from, first.appliance, first.to],
        places: [...groupBy(halves, (half) => `${half.at}\n${half.detail}`).values()].map(
          ([half]) => ({ resource: half!.at, detail: half!.detail }),
        ),
        data: {
          vpc: topology.label(vpc),
          appliance: topology.label(first.appliance),
          from: topology.label(first.from),
          to: topology.label(first.to),
          at: topology.label(first.at),
        },
      });
    }
  },
});

const SORTS: readonly Sort[] = ['inside', 'inbound', 'outbound'];

const order = thenBy<Half>(
  (a, b) => SORTS.indexOf(a.sort) - SORTS.indexOf(b.sort),
  by((half) => half.appliance),
  by((half) => half.from),
  by((half) => half.to),
  by((half) => half.at),
  by((half) => half.detail),
);
