/** Attachments that stand in one Availability Zone of a VPC that uses several. */
import { z } from 'zod';
import { listed } from '../parts/words.ts';
import { partCoverages, zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-single-az',
  about: {
    title: 'Attachment in one Availability Zone',
    why: 'The VPC spreads over several zones, but all of its traffic to and from the transit gateway passes an interface in one of them. When that zone fails, the VPC is cut off, the zones that still work included.',
    remedy:
      'Add a subnet of every zone the VPC uses to the attachment; a transit gateway charges by attachment, not by zone.',
    severity: 'warning',
    category: 'resilience',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    ],
  },
  needs: ['subnet', 'tgw-vpc-attachment', 'network-interface', 'route-table'],
  options: z.object({}),
  messages: {
    single:
      '{attachment} stands in {zone} only, though {vpc} uses {zones}: without {zone} it is cut off from {tgw}.',
  },
  check({ topology }, say) {
    for (const { attachment, own, outside, stranded } of partCoverages(topology)) {
      // Where somebody sends from an uncovered zone, tgw-attachment-missing-az tells it; the remedy is the same.
      if (zonesOf(own).length !== 1 || stranded.length > 0) continue;
      const { vpc } = attachment;
      const tgw = attachment.ends[0]?.tgw ?? '';
      say({
        message: 'single',
        at: [attachment.id, vpc],
        path: [vpc, attachment.id, tgw],
        places: zonesOf(outside).map((zone) => ({
          resource: attachment.id,
          detail: `no subnet in ${zone}`,
        })),
        data: {
          attachment: topology.label(attachment.id),
          zone: listed(zonesOf(own)),
          zones: listed(zonesOf([...own, ...outside])),
          vpc: topology.label(vpc),
          tgw: topology.label(tgw),
        },
      });
    }
  },
});
