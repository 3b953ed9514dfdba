/** Transit gateways that accept attachments of other accounts by themselves. */
import { z } from 'zod';
import { by, uniq } from '../../base/order.ts';
import type { SharedWith } from '../../kinds/resource-share.ts';
import type { TransitGateway } from '../../kinds/transit-gateway.ts';
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
      'Turn off automatic acceptance of shared attachments and accept each one. Keep it on only where the share is limited to accounts you manage.',
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
    open: '{tgw} accepts attachments of {principals} by itself, with {outside} of them outside of the organization; {accounts}.',
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
      const named = `account${accounts.length === 1 ? '' : 's'} ${listed(accounts)}`;
      const principals = sharedWith(topology, tgw);
      if (principals) {
        // Whoever attached before the share ended stays; nobody else can come.
        if (principals.length === 0) continue;
        const outside = principals.filter(({ external }) => external);
        say({
          message: 'open',
          severity: outside.length > 0 ? 'warning' : 'info',
          at: [tgw.id],
          path: [tgw.id],
          places: principals.map(({ principal }) => ({
            resource: tgw.id,
            detail: `shared with ${wordOf(principal)}`,
          })),
          data: {
            tgw: topology.label(tgw.id),
            principals: listed(principals.map(({ principal }) => wordOf(principal))),
            outside: outside.length === 0 ? 'none' : `${outside.length}`,
            accounts:
              accounts.length > 0
                ? `${named} attached this way or by hand`
                : 'none has attached yet',
          },
        });
        continue;
      }
      say({
        message: accounts.length > 0 ? 'shared' : 'ready',
        severity: accounts.length > 0 ? 'warning' : 'info',
        at: [tgw.id],
        path: [tgw.id],
        places: foreign.map(({ id, account }) => ({ resource: id, detail: `account ${account}` })),
        data: {
          tgw: topology.label(tgw.id),
          accounts: named,
        },
      });
    }
  },
});

/** Everybody a gateway is shared with, each once; undefined where that was not read. */
function sharedWith(topology: Topology, tgw: TransitGateway): readonly SharedWith[] | undefined {
  if (!topology.saw('resource-share', tgw)) return undefined;
  const found = new Map<string, SharedWith>();
  for (const share of topology.all('resource-share')) {
    if (share.account !== tgw.account || share.region !== tgw.region) continue;
    if (!share.resources || !share.principals) return undefined;
    if (!share.resources.some((arn) => arn.endsWith(`/${tgw.id}`))) continue;
    for (const one of share.principals) found.set(one.principal, one);
  }
  return [...found.values()].sort(by(({ principal }) => principal));
}

/**
 * `account 222222222222`, `unit ou-ab12-…`, `organization o-…`, or the ARN of a role or user.
 * Source: https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html
 */
function wordOf(principal: string): string {
  if (/^\d{12}$/.test(principal)) return `account ${principal}`;
  const last = principal.split('/').at(-1) ?? '';
  if (/:ou\//.test(principal)) return `unit ${last}`;
  return /:organization\//.test(principal) ? `organization ${last}` : principal;
}

const ownerOf = (topology: Topology, { id, vpcView }: Attachment): string =>
  vpcView?.account ?? topology.get('tgw-attachment', id)?.resourceAccount ?? '';
