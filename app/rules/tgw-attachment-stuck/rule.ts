/** Attachments that were refused, failed, or have waited too long. */
import { count } from '../../base/count.ts';
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from '../parts/age.ts';
import { sendingPlaces, sendingTo } from '../parts/sending.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-stuck',
  about: {
    title: 'Attachment that never became available',
    why: 'The path that somebody asked for is not there. An attachment to a gateway of another account, or to a gateway peering, waits until that account accepts it; one that failed or was rejected disappears from view after two hours, with the evidence.',
    remedy:
      'Accept it in the account that owns the other side, or delete it and make a new one. One that failed often lacks free addresses in a subnet, or the service-linked role of the transit gateway.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
    ],
  },
  // The state is what AWS says it is; nothing unread could change it.
  needs: [],
  options: z.object({
    hours: z.number().positive().default(24).describe('Hours that an attachment may wait.'),
  }),
  messages: {
    waiting: '{attachment} of {resource} has waited to be accepted by {tgw} since {date}{routes}.',
    hanging: '{attachment} of {resource} to {tgw} has been {state} since {date}{routes}.',
    failed: '{attachment} of {resource} to {tgw} failed{routes}.',
    rejected: '{attachment} of {resource} was rejected by {tgw}{routes}.',
  },
  check({ topology, options }, say) {
    for (const attachment of topology.attachments) {
      const message = ENDINGS.get(attachment.state);
      if (!message) continue;
      const age = hoursBetween(attachment.created, topology.takenAt);
      const lasts = message === 'waiting' || message === 'hanging';
      if (lasts && (age === undefined || age < options.hours)) continue;
      const { resource, tgw, ends } = endsOf(topology, attachment);
      const sending = attachment.vpc === undefined ? [] : sendingTo(topology, attachment.vpc, tgw);
      const routes = sending.flatMap((s) => s.routes).length;
      say({
        message,
        severity: message === 'rejected' && routes === 0 ? 'info' : 'warning',
        at: [attachment.id, ...ends],
        path: [...ends.slice(0, 1), attachment.id, ...ends.slice(1)],
        places: sendingPlaces(topology, sending),
        data: {
          attachment: topology.label(attachment.id),
          resource: topology.label(resource),
          tgw: topology.label(tgw),
          state: attachment.state,
          date: attachment.created?.slice(0, 10) ?? '',
          routes:
            routes > 0
              ? `; ${count(routes, 'route')} ${routes === 1 ? 'leads' : 'lead'} there already`
              : '',
        },
      });
    }
  },
});

/**
 * `modifying` and `deleting` come long after the attachment was made, and only then is its age known.
 * States: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
 */
const ENDINGS: ReadonlyMap<string, 'waiting' | 'hanging' | 'failed' | 'rejected'> = new Map([
  ['pendingAcceptance', 'waiting'],
  ['initiatingRequest', 'hanging'],
  ['pending', 'hanging'],
  ['rollingBack', 'hanging'],
  ['failed', 'failed'],
  ['failing', 'failed'],
  ['rejected', 'rejected'],
  ['rejecting', 'rejected'],
]);

/** What is attached and what to; `ends` are those of the two that are known, for what failed may name what is gone. */
function endsOf(
  topology: Topology,
  { peering, resource, ends }: Attachment,
): { readonly resource: Ref; readonly tgw: Ref; readonly ends: readonly Ref[] } {
  const from = peering?.requester.tgw ?? resource;
  const to = peering?.accepter.tgw ?? ends[0]?.tgw ?? '';
  return {
    resource: from,
    tgw: to,
    ends: [from, to].filter(
      (ref) => topology.find(ref) !== undefined || topology.ghost(ref) !== undefined,
    ),
  };
}
