/** Attachments whose traffic no transit gateway route table looks up. */
import { z } from 'zod';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-not-associated',
  about: {
    title: 'Attachment without an associated route table',
    why: 'The route table an attachment is associated with decides where its traffic goes. Without one there is nothing to look up: everything the attachment sends into the transit gateway is dropped, although others may still send to it.',
    remedy:
      'Associate the attachment with the route table of its segment. An attachment has exactly one association.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html',
    ],
  },
  needs: ['tgw-route-table'],
  options: z.object({}),
  messages: {
    alone:
      '{attachment} is attached to {tgw}, but no route table is associated: what {resource} sends is dropped.',
    peering:
      '{attachment} joins {tgw} to {other}, but no route table of {tgw} is associated: what arrives there is dropped.',
  },
  check({ topology }, say) {
    for (const attachment of topology.attachments) {
      if (attachment.state !== 'available') continue;
      // A peering with a core network is looked up by a policy table instead.
      const { peering } = attachment;
      if (peering?.requester.coreNetwork || peering?.accepter.coreNetwork) continue;
      for (const end of attachment.ends) {
        if (end.table !== 'none') continue;
        const other = attachment.ends.find((e) => e !== end)?.tgw ?? attachment.resource;
        const data = {
          attachment: topology.label(attachment.id),
          tgw: topology.label(end.tgw),
          resource: topology.label(attachment.resource),
          other: topology.label(other),
        };
        const vpc = attachment.vpc === undefined ? [] : [attachment.vpc];
        say({
          message: attachment.type === 'peering' ? 'peering' : 'alone',
          at: [attachment.id, end.tgw, ...vpc],
          path: [...vpc, attachment.id, end.tgw],
          places: [{ resource: attachment.id, detail: `no association in ${end.tgw}` }],
          data,
        });
      }
    }
  },
});
