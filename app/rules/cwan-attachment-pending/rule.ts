/** Cloud WAN attachments that wait, failed, or went wrong with their last change. */
import { z } from 'zod';
import { hoursBetween } from '../parts/age.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cwan-attachment-pending',
  about: {
    title: 'Cloud WAN attachment not in its segment',
    why: 'An attachment that waits for somebody to accept it, whose tags are to be accepted, or that failed, is in no segment: nothing reaches what it attaches. Routes in the VPC may lead there all the same.',
    remedy:
      'Accept the attachment or its tags in the account that owns the core network, or mend the tags that the policy goes by. One that failed has to be deleted and made anew.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/network-manager/latest/cloudwan/what-is-cloudwan.html',
      'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-vpc-attachment.html',
    ],
  },
  needs: ['core-network-attachment'],
  options: z.object({
    hours: z.number().positive().default(24).describe('Hours that an attachment may wait.'),
  }),
  messages: {
    waiting: '{attachment} of {resource} to {network} {waits}{since}: it is in no segment.',
    failed: '{attachment} of {resource} to {network} failed{errors}.',
    erring: 'The last change of {attachment} of {resource} to {network} went wrong{errors}.',
  },
  check({ topology, options }, say) {
    for (const a of topology.all('core-network-attachment')) {
      const waits = WAITS[a.state];
      const age = hoursBetween(a.updated, topology.takenAt);
      const isYoung = age !== undefined && age < options.hours;
      const message =
        a.state === 'FAILED'
          ? 'failed'
          : waits !== undefined
            ? isYoung
              ? undefined
              : 'waiting'
            : a.errors.length > 0 && a.state !== 'DELETING'
              ? 'erring'
              : undefined;
      if (!message) continue;
      const ends = [a.resource, a.coreNetwork].filter(
        (ref) => topology.find(ref) !== undefined || topology.ghost(ref) !== undefined,
      );
      say({
        message,
        at: [a.id, ...ends],
        data: {
          attachment: topology.label(a.id),
          resource: topology.label(a.resource),
          network: topology.label(a.coreNetwork),
          waits: waits ?? '',
          since: a.updated ? ` since ${a.updated.slice(0, 10)}` : '',
          errors: a.errors.length > 0 ? `: ${listed(a.errors).replace(/\.$/, '')}` : '',
        },
      });
    }
  },
});

/** https://docs.aws.amazon.com/networkmanager/latest/APIReference/API_Attachment.html */
const WAITS: Readonly<Record<string, string>> = {
  PENDING_ATTACHMENT_ACCEPTANCE: 'waits to be accepted',
  PENDING_TAG_ACCEPTANCE: 'waits for its tags to be accepted',
  PENDING_NETWORK_UPDATE: 'waits for the network to be updated',
};
