/** Blocks of VPCs that the blackhole routes of a segment forgot, although they drop those of their siblings. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import {
  type Lead,
  leadsOf,
  leadWords,
  type SegmentTable,
  segmentTables,
} from '../parts/segment-tables.ts';
import { listed } from '../parts/words.ts';
import { defineRule, type Place } from '../rule.ts';

export default defineRule({
  id: 'seg-blackhole-misses-cidr',
  about: {
    title: 'Block that the blackhole routes of a segment miss',
    why: 'Segments that are kept apart by blackhole routes stay apart only for the ranges these name. When a VPC gets another block, or a new VPC one outside the range, no blackhole follows by itself: the default route takes the traffic across, and nothing says so.',
    remedy:
      'Add a blackhole route for the block to each table, or a wider one that leaves room for what comes next.',
    severity: 'warning',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    ],
  },
  needs: ['vpc', 'route-table', 'tgw-route-table', 'tgw-vpc-attachment'],
  intent: 'environments',
  options: z.object({}),
  messages: {
    missed:
      'Blackhole routes of {tables} keep {served} from {environment}, but not from {blocks} of {vpc}.',
  },
  check({ topology, routing, intent }, say) {
    interface Missed {
      readonly places: Place[];
      readonly blocks: Set<string>;
      readonly tables: Ref[];
      readonly served: Set<string>;
      readonly path: readonly Ref[];
    }
    const missed = new Map<Ref, Missed>();
    const note = (segment: SegmentTable, vpc: Ref, lead: Lead) => {
      const { table, environments } = segment;
      const found: Missed = missed.get(vpc) ?? {
        places: [],
        blocks: new Set(),
        tables: [],
        served: new Set(),
        path: [segment.members[0]!.vpc, table.id, lead.route.targets[0]?.attachment ?? '', vpc],
      };
      missed.set(vpc, found);
      found.blocks.add(lead.cidr.text);
      if (!found.tables.includes(table.id)) found.tables.push(table.id);
      for (const name of environments) found.served.add(name);
      found.places.push({
        resource: table.id,
        detail: `${lead.cidr.text} follows ${leadWords(topology, lead)}`,
      });
    };
    for (const segment of segmentTables(topology, intent)) {
      for (const { name, vpcs } of intent.environments) {
        // Where one of those it serves may talk to them, a blackhole would cut that too.
        if (segment.environments.some((own) => intent.connects(own, name))) continue;
        const leads = vpcs.flatMap((vpc) =>
          topology
            .cidrsOf(vpc)
            .flatMap((block) => leadsOf(routing, segment, vpc, block) ?? [])
            .map((lead) => ({ vpc, lead })),
        );
        if (!leads.some(({ lead }) => lead.way === 'dropped')) continue;
        for (const { vpc, lead } of leads) if (lead.way !== 'dropped') note(segment, vpc, lead);
      }
    }
    for (const [vpc, { places, blocks, tables, served, path }] of missed) {
      say({
        message: 'missed',
        at: [vpc],
        path: path.filter((ref) => ref !== ''),
        places,
        // Tables belong to the account of the gateway, not to that of the VPC.
        gaps: tables
          .flatMap((table) => topology.gapsHiding(['tgw-route-table'], topology.placeOf(table)))
          .map((gap) => gap.id),
        data: {
          blocks: listed([...blocks]),
          vpc: topology.label(vpc),
          environment: intent.of(vpc) ?? '',
          tables: listed(tables.map((table) => topology.label(table))),
          served: listed([...served]),
        },
      });
    }
  },
});
