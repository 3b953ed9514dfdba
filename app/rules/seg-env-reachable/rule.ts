/** Environments that the intent keeps apart, and that routes connect. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { arrivals, gapsBehind, hopsOf, traceOf } from '../parts/arrivals.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'seg-env-reachable',
  about: {
    title: 'Environments that are meant to be apart, and are routed',
    why: 'Routes should exist only between networks that must talk to each other. Where they exist between environments that are meant to be apart, a single security group that is too wide joins the two.',
    remedy:
      'Take away the route, association or propagation that the path shows, or drop the other range with a blackhole route. Where the two may talk, say so under reach.',
    severity: 'error',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  needs: ['vpc'],
  intent: 'environments',
  followsFlow: true,
  options: z.object({}),
  messages: {
    routed:
      '{from} is routed to {to}, and back: {pairs} of VPCs, such as {source} to {target}. Network ACLs and security groups were not asked.',
    unknown:
      'Whether {from} is routed to {to} cannot be told for {pairs} of VPCs, such as {source} to {target}.',
  },
  check({ topology, routing, intent }, say) {
    for (const from of intent.environments) {
      for (const to of intent.environments) {
        if (intent.connects(from.name, to.name)) continue;
        const { reached, unknown } = arrivals(routing.reach(), from.vpcs, to.vpcs);
        const tally = reached.pairs > 0 ? reached : unknown;
        const { example } = tally;
        if (!example) continue;
        const open = tally === unknown;
        say({
          message: open ? 'unknown' : 'routed',
          subject: `${from.name} to ${to.name}`,
          at: [example.source, example.target],
          path: hopsOf(traceOf(routing, example)),
          places: tally.places(topology, open ? 'perhaps to' : 'to'),
          ...(open ? { gaps: gapsBehind(routing, unknown), unsure: true } : {}),
          data: {
            from: from.name,
            to: to.name,
            pairs: count(tally.pairs, 'pair'),
            source: topology.label(example.source),
            target: topology.label(example.target),
            reached: reached.pairs,
            unknown: unknown.pairs,
          },
        });
      }
    }
  },
});
