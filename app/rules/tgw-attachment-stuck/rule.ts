/** Attachments that were refused, failed, or have waited too long. */
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import { isUsed } from '../../mesh/use.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Sending, sendingPlaces, sendingTo } from '../parts/sending.ts';
import { isStuckOn, patience, stuck, stuckOptions } from '../parts/stuck.ts';
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
  options: stuckOptions,
  messages: {
    waiting: '{attachment} of {resource} has waited to be accepted by {tgw} since {date}{routes}.',
    hanging: '{attachment} of {resource} to {tgw} has been {state} since {date}{routes}.',
    failed: '{attachment} of {resource} to {tgw} failed{routes}.',
    rejected: '{attachment} of {resource} was rejected by {tgw}{routes}.',
  },
  check({ topology, options }, say) {
    for (const attachment of topology.attachments) {
      const { vpc } = attachment;
      const { resource, tgw, ends } = endsOf(topology, attachment);
      const sending = vpc === undefined ? [] : sendingTo(topology, vpc, tgw);
      // What is sent there is dropped: route-blackhole leaves it to the attachment, which is why.
      const dropping = sending.filter(drops);
      const hours = dropping.length > 0 ? patience(options) : options.hours;
      const message = stuck(topology, attachment, hours);
      if (!message) continue;
      const routes = sending.flatMap((s) => s.routes).length;
      say({
        message,
        severity:
          vpc !== undefined &&
          dropping.some(({ table }) => isUsed(topology, table)) &&
          isStuckOn(topology, vpc, tgw, () => hours)
            ? 'error'
            : message === 'rejected' && routes === 0
              ? 'info'
              : 'warning',
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

/** True where a table has a route that AWS calls a blackhole. */
const drops = ({ routes }: Sending): boolean => routes.some((r) => r.state === 'blackhole');

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
