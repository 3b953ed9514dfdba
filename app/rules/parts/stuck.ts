/** Attachments that were refused, failed, or have waited too long: what rules about them and their routes share. */
import type { Ref } from '../../base/ref.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from './age.ts';

/** Hours that an attachment may wait where nobody says otherwise. */
export const WAIT = 24;

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

/** True where a VPC has no other attachment to a gateway than one that is stuck. */
export const isStuckOn = (topology: Topology, vpc: Ref, tgw: Ref): boolean => {
  const own = topology
    .attachmentsOf(vpc)
    .filter((a) => a.vpc === vpc && a.ends.some((end) => end.tgw === tgw))
    .filter((a) => a.state !== 'deleted' && a.state !== 'deleting');
  return own.length > 0 && own.every((a) => stuck(topology, a, WAIT) !== undefined);
};
