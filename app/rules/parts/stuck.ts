/** Attachments that were refused, failed, or have waited too long: what rules about them and their routes share. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from './age.ts';

/** Hours that an attachment may wait where nobody says otherwise. */
const WAIT = 24;

/** Options of the rule about such attachments. */
export const stuckOptions = z.object({
  hours: z
    .number()
    .positive()
    .default(WAIT)
    .describe('Hours that an attachment may wait; no longer than a day where routes to it drop.'),
});

/** Hours that an attachment may wait that routes lead to: these drop, whatever else may take its time. */
export const patience = ({ hours }: z.infer<typeof stuckOptions>): number => Math.min(hours, WAIT);

export type Ending = 'waiting' | 'hanging' | 'failed' | 'rejected';

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
export function stuck(
  topology: Topology,
  { state, created }: Attachment,
  hours: number,
): Ending | undefined {
  const ending = ENDINGS.get(state);
  if (ending !== 'waiting' && ending !== 'hanging') return ending;
  const age = hoursBetween(created, topology.takenAt);
  return age === undefined || age < hours ? undefined : ending;
}

/**
 * True where a VPC has no other attachments to a gateway than stuck ones. `hoursOf`: how long each may wait; undefined
 * for one that does not count.
 */
export const isStuckOn = (
  topology: Topology,
  vpc: Ref,
  tgw: Ref,
  hoursOf: (attachment: Ref) => number | undefined,
): boolean => {
  const own = topology
    .attachmentsOf(vpc)
    .filter((a) => a.vpc === vpc && a.ends.some((end) => end.tgw === tgw))
    .filter((a) => a.state !== 'deleted' && a.state !== 'deleting');
  return (
    own.length > 0 &&
    own.every((a) => {
      const hours = hoursOf(a.id);
      return hours !== undefined && stuck(topology, a, hours) !== undefined;
    })
  );
};
