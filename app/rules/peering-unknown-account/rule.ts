/** Peerings with accounts that nobody has said to know. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { append, by, uniq } from '../../base/order.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import { UNKNOWN } from '../../snapshot/page.ts';
import type { Topology } from '../../topology/topology.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-unknown-account',
  about: {
    title: 'Peering with an unknown account',
    why: 'A peering connects two networks in full: only routes and security groups keep the other side from anything. With an account that is neither among those collected nor on the list of known ones, that trust goes to a third party, or to somebody who has left.',
    remedy:
      'Find out whose account it is, and put it on the list of known accounts or delete the peering. For a supplier narrow the routes to single subnets, or use PrivateLink instead, which opens one service and no network.',
    severity: 'warning',
    category: 'peering',
    // Only its owner can say which accounts belong to an organization.
    preset: 'none',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html',
    ],
  },
  // Who owns a side is what AWS says; an account that was not collected is the very point.
  needs: [],
  options: z.object({
    accounts: z
      .array(z.string().regex(/^\d{12}$/, 'an account id has twelve digits'))
      .default([])
      .describe('Accounts that are known, beside those collected: twelve digits each.'),
  }),
  messages: {
    unknown: '{vpcs} {verb} over {links} with account {account}, which is not known.',
  },
  check({ topology, options }, say) {
    const known = new Set([...options.accounts, ...collected(topology)]);
    const found = new Map<string, VpcPeering[]>();
    for (const peering of topology.all('vpc-peering')) {
      if (!OPEN.has(peering.state)) continue;
      for (const { vpc, account } of [peering.requester, peering.accepter]) {
        if (known.has(account) || account === UNKNOWN || vpc === '') continue;
        append(found, account, peering);
      }
    }
    for (const [account, peerings] of [...found].sort(by(([id]) => id))) {
      const ends = peerings.flatMap((p) => [p.requester, p.accepter]);
      const near = uniq(ends.filter((side) => side.account !== account).map((side) => side.vpc));
      const far = uniq(ends.filter((side) => side.account === account).map((side) => side.vpc));
      const links = uniq(peerings.map((p) => p.id));
      say({
        message: 'unknown',
        at: [...links, ...far],
        path: [...near, ...links, ...far],
        places: peerings.map((p) => ({ resource: p.id, detail: `${p.state}, with ${account}` })),
        data: {
          vpcs: named(topology, near),
          verb: near.length === 1 ? 'is linked' : 'are linked',
          links: links.length === 1 ? named(topology, links) : count(links.length, 'peering'),
          account,
        },
      });
    }
  },
});

/** States in which a peering carries traffic, or is about to. */
const OPEN: ReadonlySet<string> = new Set(['active', 'provisioning', 'pending-acceptance']);

/** Accounts that were asked for their VPCs, and owners of VPCs in sight: subnets are shared within an organization only. */
const collected = (topology: Topology): string[] => [
  ...(topology.parts.observed.get('vpc') ?? []).map((at) => at.account),
  ...topology.all('vpc').map((vpc) => vpc.account),
];
