/** Several transit gateways of one account in one Region. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { by, groupBy } from '../../base/order.ts';
import { isLive } from '../parts/sending.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-multiple-same-region',
  about: {
    title: 'Several transit gateways in one Region',
    why: 'A transit gateway is highly available by itself; a second one adds nothing to that. Route tables keep segments apart within one, while two need a peering with static routes for whatever has to cross, and each VPC in both is attached and billed twice.',
    remedy:
      'Bring the VPCs onto one transit gateway with a route table for each segment. Keep two where hard isolation is asked for, or until an acquisition is merged.',
    severity: 'info',
    category: 'transit-gateway',
    preset: 'strict',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html'],
  },
  // Those that were seen are there, whatever else is.
  needs: [],
  options: z.object({}),
  messages: {
    several: 'Account {account} has {gateways} in {region}: {tgws}.',
  },
  check({ topology }, say) {
    const used = topology
      .all('transit-gateway')
      .map((tgw) => ({ tgw, live: topology.attachmentsOf(tgw.id).filter(isLive) }))
      .filter(({ live }) => live.some((a) => a.type !== 'peering'));
    const places = groupBy(used, ({ tgw }) => `${tgw.account} ${tgw.region}`);
    for (const [, all] of [...places].sort(by(([place]) => place))) {
      if (all.length < 2) continue;
      const { account, region } = all[0]!.tgw;
      const ids = all.map(({ tgw }) => tgw.id);
      // Gateways that are all peered there are told by cost-tgw-peering-same-region; the remedy is the same.
      const peered = new Set(
        all
          .flatMap(({ live }) => live.filter((a) => a.ends.length === 2))
          .filter((a) => a.ends.every(({ tgw }) => ids.includes(tgw)))
          .flatMap((a) => a.ends.map(({ tgw }) => tgw)),
      );
      if (ids.every((id) => peered.has(id))) continue;
      say({
        message: 'several',
        at: ids,
        path: ids,
        places: all.map(({ tgw, live }) => ({
          resource: tgw.id,
          detail: count(live.length, 'attachment'),
        })),
        data: {
          account,
          region,
          gateways: count(ids.length, 'transit gateway'),
          tgws: named(topology, ids),
        },
      });
    }
  },
});
