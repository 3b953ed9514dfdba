/** Transit gateways of one Region that are peered with each other. */
import { z } from 'zod';
import { monthly } from '../parts/monthly.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cost-tgw-peering-same-region',
  about: {
    title: 'Transit gateways peered within one Region',
    why: 'A peering between two transit gateways is billed as an attachment on both sides, and takes static routes only, which somebody has to keep right by hand. Within one Region and one owner, route tables of a single gateway keep networks apart just as well, without either.',
    remedy:
      'Move the attachments to one transit gateway and separate them by route tables. Between organizations, or while one is being taken over, the peering has its place.',
    severity: 'info',
    category: 'cost',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
    ],
  },
  needs: ['tgw-peering-attachment', 'transit-gateway'],
  options: z.object({}),
  messages: {
    peered:
      '{a} and {b} are both in {region} and peered over {link}, billed as two attachments{cost}.',
  },
  check({ topology }, say) {
    for (const peering of topology.all('tgw-peering-attachment')) {
      const { requester, accepter, state } = peering;
      if (state !== 'available' || requester.region !== accepter.region) continue;
      // A core network is peered with within its Region only; a gateway out of sight is somebody else's.
      const ours = [requester, accepter].every(
        (side) => !side.coreNetwork && topology.get('transit-gateway', side.tgw),
      );
      if (!ours || requester.tgw === accepter.tgw) continue;
      say({
        message: 'peered',
        at: [peering.id, requester.tgw, accepter.tgw],
        path: [requester.tgw, peering.id, accepter.tgw],
        data: {
          a: topology.label(requester.tgw),
          b: topology.label(accepter.tgw),
          region: requester.region,
          link: topology.label(peering.id),
          cost: monthly([requester.region, accepter.region]),
        },
      });
    }
  },
});
