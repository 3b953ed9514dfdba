/** Segment tables whose default or summary route may carry traffic around to an environment that is meant to be apart. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import { type Lead, leadsOf, leadWords, segmentTables } from '../parts/segment-tables.ts';
import { listed } from '../parts/words.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'seg-no-blackhole-with-default',
  about: {
    title: 'Default route that leads around between segments',
    why: 'A segment that sends everything else to an egress or inspection VPC sends there what is meant for other segments, too. Whether it comes through is then up to that VPC: its routes lead back to the gateway, where the other segment is one hop away.',
    remedy:
      'Add blackhole routes for the ranges of the other segments to the table. Where a firewall is meant to decide, suppress this with that as the reason.',
    severity: 'info',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html',
    ],
  },
  needs: ['vpc', 'route-table', 'tgw-route-table', 'tgw-vpc-attachment'],
  intent: 'environments',
  options: z.object({}),
  messages: {
    around:
      '{table} serves {served}, and has no blackhole route for {others}: {routes} may lead there by way of another VPC.',
  },
  check({ topology, routing, intent }, say) {
    for (const segment of segmentTables(topology, intent)) {
      const { table, environments } = segment;
      const others: string[] = [];
      const places: Place[] = [];
      const routes = new Set<string>();
      let path: readonly Ref[] | undefined;
      for (const { name, vpcs } of intent.environments) {
        // Where one of those it serves may talk to them, a blackhole would cut that too.
        if (environments.some((own) => intent.connects(own, name))) continue;
        const around: { readonly vpc: Ref; readonly lead: Lead }[] = [];
        let drops = false;
        for (const vpc of vpcs) {
          for (const block of topology.cidrsOf(vpc)) {
            for (const lead of leadsOf(routing, segment, vpc, block) ?? []) {
              if (lead.way === 'around') around.push({ vpc, lead });
              drops ||= lead.way === 'dropped';
            }
          }
        }
        // Some dropped and some not is what seg-blackhole-misses-cidr tells of.
        const [first] = around;
        if (drops || !first) continue;
        others.push(name);
        for (const { lead } of around) routes.add(leadWords(topology, lead));
        path ??= [
          segment.members[0]!.vpc,
          table.id,
          first.lead.route.targets[0]?.attachment ?? table.tgw,
          first.vpc,
        ];
        places.push(
          ...around.map(({ vpc, lead }) => ({
            resource: vpc,
            detail: `${lead.cidr.text} in ${name} follows ${lead.route.cidr.text}`,
          })),
        );
      }
      if (path === undefined) continue;
      say({
        message: 'around',
        at: [table.id],
        path,
        places,
        data: {
          table: topology.label(table.id),
          served: listed(environments),
          others: listed(others),
          routes: listed([...routes]),
          blocks: count(places.length, 'block'),
        },
      });
    }
  },
});
