/** VPCs that are attached to a transit gateway and send nothing to it. */
import { z } from 'zod';
import { unrouted } from '../parts/unrouted.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-without-vpc-route',
  about: {
    title: 'Attachment that no route of the VPC uses',
    why: 'Attaching a VPC adds no route to it. Until the tables of its subnets send to the transit gateway, the VPC neither asks nor answers anybody over it, and the attachment is billed by the hour all the same.',
    remedy:
      'Add routes to the transit gateway in the tables of the subnets that should talk over it, or delete the attachment.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-getting-started.html',
    ],
  },
  needs: ['route-table', 'subnet', 'network-interface'],
  options: z.object({}),
  messages: {
    unused:
      '{vpc} is attached to {tgw}, but no table of its subnets leads there: it can neither send nor answer over it.',
  },
  check({ topology }, say) {
    for (const { attachment, tgw, tables } of unrouted(topology).values()) {
      const { vpc } = attachment;
      say({
        message: 'unused',
        at: [attachment.id, vpc],
        path: [vpc, attachment.id, tgw],
        places: tables.map((table) => ({ resource: table.id, detail: `no route to ${tgw}` })),
        data: { vpc: topology.label(vpc), tgw: topology.label(tgw) },
      });
    }
  },
});
