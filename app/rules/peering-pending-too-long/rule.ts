/** Peering requests that wait for an answer for more than a day. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { A_DAY, unready, waiting } from '../parts/unready.ts';
import { defineRule } from '../rule.ts';

/** Hours before the end from which somebody has to hurry. */
const HURRY = 48;

export default defineRule({
  id: 'peering-pending-too-long',
  about: {
    title: 'Peering request that nobody answers',
    why: 'A request that is not accepted expires after seven days, and then has to be made again. Until then it counts against the 25 requests that an account may have open, and the routes that were made for it drop what they attract, which makes it an error where a subnet uses one.',
    remedy:
      'Accept it in the account of the accepter, or reject or delete it. Automation that makes peerings across accounts needs a step that accepts them.',
    severity: 'info',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html',
    ],
  },
  // The state is what AWS says it is; nothing unread could change it.
  needs: [],
  options: z.object({
    hours: z
      .number()
      .int()
      .min(A_DAY)
      .max(168)
      .default(A_DAY)
      .describe(
        'Hours that a request may wait that no route uses; peering-not-active tells of those younger than a day.',
      ),
  }),
  messages: {
    waits:
      '{link} from {from} to {to} has waited {age} to be accepted and expires on {until}{routes}.',
  },
  check({ topology, routing, options }, say) {
    for (const peering of topology.all('vpc-peering')) {
      const wait = waiting(topology, peering);
      if (!wait || wait.waited < A_DAY) continue;
      const { used, data, ...where } = unready(topology, routing, peering);
      // However long it may wait: what is sent there is dropped, and route-blackhole leaves it to the peering.
      if (!used && wait.waited < options.hours) continue;
      say({
        ...where,
        message: 'waits',
        severity: used ? 'error' : wait.left < HURRY ? 'warning' : 'info',
        data: { ...data, age: count(Math.floor(wait.waited / 24), 'day') },
      });
    }
  },
});
