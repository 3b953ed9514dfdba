/** VPCs that are about to run out of peerings. */
import { z } from 'zod';
import { append, by } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { MOST_PEERINGS } from '../../mesh/judge.ts';
import { appliedQuotas } from '../parts/quotas.ts';
import { defineRule } from '../rule.ts';

/** Share of what AWS gives at most from which there is hardly a way on. */
const LAST = 0.95;
const DEFAULT = 50;

export default defineRule({
  id: 'peering-quota-near-limit',
  about: {
    title: 'VPC close to its limit of peerings',
    why: 'A VPC may have 50 active peerings, and no more than 125 however often one asks. A mesh or hub that gets there stops growing on the day the next VPC has to be connected.',
    remedy:
      'Move what hangs on this VPC to a transit gateway, which takes 5,000 attachments. For the time until then have the quota L-7E9ECCDB raised in Service Quotas; it ends at 125.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html',
    ],
  },
  // More peerings that were not read would only make it worse.
  needs: [],
  options: z.object({
    quota: z
      .number()
      .int()
      .min(1)
      .max(MOST_PEERINGS)
      .default(DEFAULT)
      .describe(
        'Active peerings a VPC may have (L-7E9ECCDB), as applied to your accounts: 50 unless raised.',
      ),
    share: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.8)
      .describe('Share of the quota from which a VPC is close to it.'),
  }),
  messages: {
    quota: '{vpc} has {active} active peerings; a VPC may have {quota} unless that was raised.',
    applied: '{vpc} has {active} active peerings; its account may have {quota} for each VPC.',
    most: '{vpc} has {active} active peerings; AWS gives a VPC {most} at most.',
  },
  check({ topology, options }, say) {
    const applied = appliedQuotas(topology);
    const peerings = new Map<Ref, Ref[]>();
    for (const { id, state, requester, accepter } of topology.all('vpc-peering')) {
      if (state !== 'active') continue;
      for (const vpc of new Set([requester.vpc, accepter.vpc])) append(peerings, vpc, id);
    }
    for (const [vpc, ids] of [...peerings].sort(by(([id]) => id))) {
      const active = ids.length;
      const at = topology.get('vpc', vpc);
      const known = options.quota === DEFAULT && at ? applied('peerings', at) : undefined;
      const quota = known ?? options.quota;
      // Whoever has more than the quota had it raised: then only the end is known.
      const raised = active > quota;
      const limit = raised ? MOST_PEERINGS : quota;
      if (active < options.share * limit) continue;
      say({
        message: raised ? 'most' : known === undefined ? 'quota' : 'applied',
        severity: active >= LAST * MOST_PEERINGS ? 'error' : 'warning',
        at: [vpc],
        path: [vpc, ...ids],
        data: {
          vpc: topology.label(vpc),
          active,
          quota,
          most: MOST_PEERINGS,
        },
      });
    }
  },
});
