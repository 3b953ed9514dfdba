/** Attachments that were refused, failed, or have waited too long. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { byText } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { isUsed } from '../../mesh/use.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from '../parts/age.ts';
import { isLive, type Sending, sendingPlaces, sendingTo } from '../parts/sending.ts';
import { defineRule } from '../rule.ts';

/** Hours that an attachment may wait where nobody says otherwise. */
const WAIT = 24;

/** Options of the rule about such attachments. */
const options = z.object({
  hours: z
    .number()
    .positive()
    .default(WAIT)
    .describe('Hours that an attachment may wait; no longer than a day where routes to it drop.'),
});

/** Hours that an attachment may wait that routes lead to: these drop, whatever else may take its time. */
const patience = ({ hours }: z.infer<typeof options>): number => Math.min(hours, WAIT);

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
  options,
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
      const sent = vpc === undefined ? [] : sendingTo(topology, vpc, tgw);
      const hours = sent.some(drops) ? patience(options) : options.hours;
      const message = stuck(topology, attachment, hours);
      if (!message) continue;
      // Routes to the gateway wait for the newest attempt, and for none where another attachment carries them.
      const sending =
        vpc !== undefined && isLast(topology, vpc, tgw, attachment, hours) ? sent : [];
      const routes = sending.flatMap((s) => s.routes).length;
      say({
        message,
        severity:
          // What is sent there is dropped: route-blackhole leaves it to the attachment, which is why.
          sending.some((s) => drops(s) && isUsed(topology, s.table))
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

type Ending = 'waiting' | 'hanging' | 'failed' | 'rejected';

/**
 * `modifying` and `deleting` come long after the attachment was made, and only then is its age known.
 * States: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
 */
const ENDINGS: ReadonlyMap<string, Ending> = new Map([
  ['pendingAcceptance', 'waiting'],
  ['initiatingRequest', 'hanging'],
  ['pending', 'hanging'],
  ['rollingBack', 'hanging'],
  ['failed', 'failed'],
  ['failing', 'failed'],
  ['rejected', 'rejected'],
  ['rejecting', 'rejected'],
]);

/** How an attachment is stuck; undefined where it is not, or has not waited so many hours. */
function stuck(
  topology: Topology,
  { state, created }: Attachment,
  hours: number,
): Ending | undefined {
  const ending = ENDINGS.get(state);
  if (ending !== 'waiting' && ending !== 'hanging') return ending;
  const age = hoursBetween(created, topology.takenAt);
  return age === undefined || age < hours ? undefined : ending;
}

/** True where no other attachment of the VPC to the gateway carries traffic, and none that is stuck was made later. */
function isLast(
  topology: Topology,
  vpc: Ref,
  tgw: Ref,
  { id, created = '' }: Attachment,
  hours: number,
): boolean {
  return topology
    .attachmentsOf(vpc)
    .filter((a) => a.id !== id && a.vpc === vpc && a.ends.some((end) => end.tgw === tgw))
    .every(
      (other) =>
        !isLive(other) &&
        (stuck(topology, other, hours) === undefined ||
          byText(other.created ?? '', created) < 0 ||
          ((other.created ?? '') === created && byText(other.id, id) < 0)),
    );
}

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
