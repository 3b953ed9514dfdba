/** Peerings that wait for an answer, or ended without one. */
import { count } from '../../base/count.ts';
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import { peeringRoutes } from '../../mesh/use.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-not-active',
  about: {
    title: 'Peering that is not active',
    why: 'Only an active peering carries traffic. A request that nobody accepts expires after seven days; one that failed nearly always met overlapping CIDR blocks. AWS shows the remains for two hours to two days, then the evidence is gone.',
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
    const routes = peeringRoutes(routing);
    for (const peering of topology.all('vpc-peering')) {
      const message = ENDINGS.get(peering.state);
      if (!message) continue;
      const uses = [...(routes.get(peering.id)?.values() ?? [])].flat();
      const { requester, accepter } = peering;
      // What ended may name VPCs that are gone themselves.
      const known = (vpc: Ref) =>
        topology.find(vpc) !== undefined || topology.ghost(vpc) !== undefined;
      const ends = [requester.vpc, accepter.vpc].filter(known);
      say({
        message,
        severity: uses.some((use) => use.inUse) ? 'warning' : 'info',
        at: [peering.id, ...ends],
        path: [...ends.slice(0, 1), peering.id, ...ends.slice(1)],
        places: uses.map(({ table, route }) => ({
          resource: table.id,
          detail: `${route.cidr.text} to ${peering.id}`,
        })),
        data: {
          link: topology.label(peering.id),
          from: topology.label(requester.vpc),
          to: topology.label(accepter.vpc),
          until: peering.expires ? `, until ${peering.expires.slice(0, 10)}` : '',
          why: peering.stateMessage ? ` (${peering.stateMessage.replace(/\.$/, '')})` : '',
          routes:
            uses.length > 0
              ? `; ${count(uses.length, 'route')} ${uses.length === 1 ? 'uses' : 'use'} it already`
              : '',
        },
      });
    }
  },
});

/** `deleted` and `deleting` are ordinary endings; `initiating-request` and `provisioning` last for moments. */
const ENDINGS = new Map([
  ['pending-acceptance', 'pending'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
  ['failed', 'failed'],
] as const) as ReadonlyMap<string, 'pending' | 'expired' | 'rejected' | 'failed'>;
