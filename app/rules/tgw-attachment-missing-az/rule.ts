/** Subnets that send to a transit gateway from an Availability Zone its attachment does not cover. */
import { count } from '../../base/count.ts';
import { z } from 'zod';
import { listed, named } from '../parts/words.ts';
import { partCoverages, zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-missing-az',
  about: {
    title: 'Attachment without a subnet in a zone that sends',
    why: 'Traffic enters a transit gateway only through an attachment subnet in the same Availability Zone. A subnet in any other zone has the route, and everything it sends there is dropped, answers included.',
    remedy:
      'Add one subnet of each such zone to the attachment; a /28 of its own is enough. It takes no downtime.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  needs: ['subnet', 'route-table', 'tgw-vpc-attachment', 'network-interface'],
  options: z.object({}),
  messages: {
    stranded:
      '{attachment} has no subnet in {zones}: what {subnets} of {vpc} {verb} to {tgw} is dropped.',
  },
  check({ topology }, say) {
    for (const { attachment, stranded } of partCoverages(topology)) {
      if (stranded.length === 0) continue;
      const { vpc } = attachment;
      const tgw = attachment.ends[0]?.tgw ?? '';
      say({
        message: 'stranded',
        at: [attachment.id, vpc],
        path: [stranded[0]!.id, vpc, attachment.id, tgw],
        places: stranded.map((subnet) => ({
          resource: subnet.id,
          detail: `${subnet.zone || subnet.zoneId}: sends to ${tgw} by ${topology.tableOf(subnet)?.id ?? 'its table'}`,
        })),
        data: {
          attachment: topology.label(attachment.id),
          zones: listed(zonesOf(stranded)),
          subnets:
            stranded.length > 3
              ? count(stranded.length, 'subnet')
              : named(
                  topology,
                  stranded.map((subnet) => subnet.id),
                ),
          vpc: topology.label(vpc),
          verb: stranded.length === 1 ? 'sends' : 'send',
          tgw: topology.label(tgw),
        },
      });
    }
  },
});
