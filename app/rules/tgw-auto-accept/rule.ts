/** Transit gateways that accept attachments of other accounts by themselves. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-auto-accept',
  about: {
    title: 'Attachments of other accounts accepted by themselves',
    why: 'Whoever the transit gateway is shared with may attach a VPC, and nobody of the owner looks at it. With a default association and propagation the newcomer is routed at once; its addresses may take those of a VPC that comes later.',
    remedy:
      'Turn off automatic acceptance of shared attachments and accept each one. Keep it on only where the share is limited to accounts you manage; that is not read here.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/config/latest/developerguide/ec2-transit-gateway-auto-vpc-attach-disabled.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html',
    ],
  },
  // What the gateway says of itself; an attachment that was not read could only add to it.
  needs: [],
  options: z.object({}),
  messages: {
    shared:
      '{tgw} accepts attachments of other accounts by itself; {accounts} attached this way or by hand.',
    ready:
      '{tgw} would accept attachments of any account it is shared with; none has attached yet.',
  },
  check({ topology }, say) {
    for (const tgw of topology.all('transit-gateway')) {
      // Whoever merely uses a shared gateway cannot change it.
      if (tgw.autoAcceptSharedAttachments !== true || !topology.saw('transit-gateway', tgw))
        continue;
      const foreign = topology
        .attachmentsOf(tgw.id)
        .filter((a) => isLive(a) && a.type !== 'peering')
        .map((a) => ({ id: a.id, account: ownerOf(topology, a) }))
        .filter(({ account }) => account !== '' && account !== tgw.account);
      const accounts = uniq(foreign.map(({ account }) => account));
      say({
        message: accounts.length > 0 ? 'shared' : 'ready',
        severity: accounts.length > 0 ? 'warning' : 'info',
        at: [tgw.id],
        path: [tgw.id],
        places: foreign.map(({ id, account }) => ({ resource: id, detail: `account ${account}` })),
        data: {
          tgw: topology.label(tgw.id),
          accounts: `account${accounts.length === 1 ? '' : 's'} ${listed(accounts)}`,
        },
      });
    }
  },
});

const ownerOf = (topology: Topology, { id, vpcView }: Attachment): string =>
  vpcView?.account ?? topology.get('tgw-attachment', id)?.resourceAccount ?? '';
