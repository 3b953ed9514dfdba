/** Peerings of VPCs that the transit gateway keeps apart by a firewall. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import { pairPaths } from '../parts/pair-paths.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'mesh-inspection-bypass-peering',
  about: {
    title: 'Peering around the firewall',
    why: 'The transit gateway sends what these two VPCs say to each other to a VPC with a firewall. A peering between them is the more specific way, so that nothing of it gets there: what the firewall should block or log passes beside it.',
    remedy:
      'Remove the routes over the peering on both sides together and let the gateway carry the pair; then delete the peering. Where the exception is approved, narrow the routes to the subnets it is for and suppress the finding with the reason.',
    severity: 'error',
    category: 'mesh',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html',
    ],
  },
  needs: ['route-table', 'subnet', 'tgw-route-table'],
  options: z.object({}),
  messages: {
    bypass:
      '{a} and {b} talk over {link}, past the firewall of {inspectors} that {tgw} sends them to.',
  },
  check({ topology, routing }, say) {
    for (const { peering, asymmetries, bypasses, places } of pairPaths(routing)) {
      // Where answers take another way, mesh-asymmetric-peering-tgw tells of the pair.
      if (bypasses.length === 0 || asymmetries.length > 0) continue;
      const [a, b] = [peering.requester.vpc, peering.accepter.vpc];
      const tgws = uniq(bypasses.map(({ tgw }) => tgw));
      const inspectors = uniq(bypasses.map(({ inspector }) => inspector));
      say({
        message: 'bypass',
        at: [peering.id, a, b, ...inspectors],
        path: [a, peering.id, b, ...tgws, ...inspectors],
        places: places.both,
        data: {
          a: topology.label(a),
          b: topology.label(b),
          link: topology.label(peering.id),
          tgw: named(topology, tgws),
          inspectors: named(topology, inspectors),
        },
      });
    }
  },
});
