/** Peerings that wait for an answer, or ended without one. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import { sharedBlocks } from '../../topology/shared-blocks.ts';
import { A_DAY, ENDINGS, unready, waiting } from '../parts/unready.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-not-active',
  about: {
    title: 'Peering that is not active',
    why: 'Only an active peering carries traffic. What a table in use sends to any other is dropped, which makes this an error. A request that nobody accepts expires after seven days; one that failed nearly always met overlapping CIDR blocks. AWS shows the remains for two hours to two days, then the evidence is gone.',
    remedy:
      'Accept or delete what is pending. For a failed one compare the CIDR blocks of both VPCs, secondary and IPv6 ones too. Remove routes that already point at it.',
    severity: 'info',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html',
    ],
  },
  // The state is what AWS says it is; nothing unread could change it.
  needs: [],
  options: z.object({}),
  messages: {
    pending: '{link} from {from} to {to} waits to be accepted{until}{routes}.',
    expired: '{link} from {from} to {to} expired: nobody accepted it in seven days{routes}.',
    rejected: '{link} from {from} to {to} was rejected{routes}.',
    failed: '{link} from {from} to {to} failed{why}{routes}.',
  },
  check({ topology, routing }, say) {
    for (const peering of topology.all('vpc-peering')) {
      const message = ENDINGS.get(peering.state);
      if (!message) continue;
      // peering-pending-too-long tells of older requests.
      if ((waiting(topology, peering)?.waited ?? 0) >= A_DAY) continue;
      const { used, data, ...where } = unready(topology, routing, peering);
      // Where two VPCs overlap is why nearly every failed peering failed.
      const shared =
        message === 'failed'
          ? sharedBlocks(topology, peering.requester.vpc, peering.accepter.vpc)
          : [];
      say({
        ...where,
        message,
        // What is sent there is dropped: route-blackhole leaves it to the peering, which is why.
        severity: used ? 'error' : 'info',
        data: {
          ...data,
          until: data.until && `, until ${data.until}`,
          why:
            (peering.stateMessage ? ` (${peering.stateMessage.replace(/\.$/, '')})` : '') +
            (shared.length > 0
              ? `: they overlap in ${listed(uniq(shared.map((cidr) => cidr.text)))}`
              : ''),
        },
      });
    }
  },
});
