/** Attachment subnets that hold something else than the transit gateway's interfaces. */
import { count } from '../../base/count.ts';
import { z } from 'zod';
import { named } from '../parts/words.ts';
import { tenantsOf } from '../parts/interfaces.ts';
import { liveVpcAttachments } from '../parts/sending.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-shared-subnet',
  about: {
    title: 'Attachment subnet shared with workloads',
    why: 'The interface of the transit gateway and the workloads then share one route table and one network ACL. Routes cannot be told apart by direction, as inspection needs, and the ACL is not evaluated for traffic from the transit gateway to instances in that subnet.',
    remedy:
      'Move the attachment to a subnet of its own in each zone. A /28 is enough; keep its network ACL open and share one route table among them.',
    severity: 'info',
    category: 'transit-gateway',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html',
    ],
  },
  // What stands there was seen; nothing unread could take it away.
  needs: [],
  options: z.object({}),
  messages: {
    shared: '{attachment} of {vpc} shares {subnets} with {interfaces}.',
  },
  check({ topology }, say) {
    for (const attachment of liveVpcAttachments(topology)) {
      const shared = (attachment.subnets ?? [])
        .map((subnet) => ({ subnet, tenants: tenantsOf(topology, subnet) }))
        .filter(({ tenants }) => tenants.length > 0);
      if (shared.length === 0) continue;
      const { vpc } = attachment;
      say({
        message: 'shared',
        at: [attachment.id, vpc],
        path: [vpc, attachment.id],
        places: shared.map(({ subnet, tenants }) => ({
          resource: subnet,
          detail: count(tenants.length, 'other interface'),
        })),
        data: {
          attachment: topology.label(attachment.id),
          vpc: topology.label(vpc),
          subnets: named(
            topology,
            shared.map(({ subnet }) => subnet),
          ),
          interfaces: count(
            shared.reduce((sum, { tenants }) => sum + tenants.length, 0),
            'other interface',
          ),
        },
      });
    }
  },
});
