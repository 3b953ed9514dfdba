/** Segment tables that lead to environments their own is meant to be apart from: by propagation, or by static routes. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import {
  type Lead,
  leadsOf,
  leadWords,
  type SegmentTable,
  segmentTables,
} from '../parts/segment-tables.ts';
import { listed } from '../parts/words.ts';
import type { Intent } from '../intent.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'seg-propagation-leak',
  about: {
    title: 'Propagation or static route across segments',
    why: 'What propagates into a route table, and the static routes beside it, decide whom its attachments can reach. A propagation turned on for the wrong table, or a static route in it, raises no error anywhere: it opens one half of the way between two segments, and whoever opens the other half joins them.',
    remedy:
      'Turn the propagation off in that table, or delete the static route. Where the two may talk, say so under reach.',
    severity: 'warning',
    category: 'segmentation',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html'],
  },
  needs: ['tgw-route-table', 'vpc'],
  intent: 'environments',
  options: z.object({}),
  messages: {
    leak: '{table} serves {served}, and learns prefixes of {learnt} by propagation.',
    static: '{table} serves {served}, and leads to {others} by static routes: {routes}.',
  },
  check({ topology, routing, intent }, say) {
    const attachments = new Map(liveVpcAttachments(topology).map((a) => [a.id, a]));
    for (const segment of segmentTables(topology, intent)) {
      const { table, environments } = segment;
      const apart = (names: ReadonlySet<string>): string =>
        listed(environments.filter((a) => [...names].some((b) => !intent.connects(a, b))));
      const [first, ...more] = staticLeads(routing, segment, intent);
      if (first) {
        const all = [first, ...more];
        const names = new Set(all.map(({ name }) => name));
        say({
          message: 'static',
          at: [
            table.id,
            ...uniq(all.flatMap(({ lead }) => lead.route.targets.map((t) => t.attachment))),
          ],
          path: [
            // Some that the table serves may be allowed to get there.
            segment.members.find(({ vpc }) => !connects(intent, vpc, first.name))!.vpc,
            table.id,
            ...first.lead.route.targets.slice(0, 1).map((t) => t.attachment),
            first.vpc,
          ],
          places: all.map(({ vpc, name, lead }) => ({
            resource: vpc,
            detail: `${lead.cidr.text} in ${name} follows ${lead.route.cidr.text}`,
          })),
          data: {
            table: topology.label(table.id),
            served: apart(names),
            others: listed([...names]),
            routes: listed(uniq(all.map(({ lead }) => leadWords(topology, lead)))),
          },
        });
      }
      const leaks: { attachment: LiveVpcAttachment; name: string; blocks: readonly string[] }[] =
        [];
      for (const { attachment: id, state } of table.propagations ?? []) {
        const attachment = attachments.get(id);
        const name = intent.of(attachment?.vpc);
        if (!attachment || name === undefined || state !== 'enabled') continue;
        if (environments.every((served) => intent.connects(served, name))) continue;
        // A static route for the very prefix hides what is learnt: nothing leaks then.
        const blocks = learnt(routing.tgwRoutesOf(table).routes, id);
        if (blocks.length > 0) leaks.push({ attachment, name, blocks });
      }
      if (leaks.length === 0) continue;
      const names = new Set(leaks.map(({ name }) => name));
      say({
        message: 'leak',
        at: [table.id],
        path: [leaks[0]!.attachment.vpc, leaks[0]!.attachment.id, table.id],
        places: leaks.map(({ attachment, name, blocks }) => ({
          resource: attachment.id,
          detail: `${listed(blocks)} of ${topology.label(attachment.vpc)} in ${name}`,
        })),
        data: {
          table: topology.label(table.id),
          served: apart(names),
          learnt: listed(uniq(names)),
        },
      });
    }
  },
});

/** True where a VPC may reach the VPCs of an environment. */
function connects(intent: Intent, vpc: Ref, name: string): boolean {
  const own = intent.of(vpc);
  return own === undefined || intent.connects(own, name);
}

interface StaticLead {
  readonly vpc: Ref;
  /** Its environment. */
  readonly name: string;
  readonly lead: Lead;
}

/** A default route is meant for what lies behind a VPC, not for the VPC: seg-env-reachable tells where both are joined. */
const isAimed = ({ cidr, origin, state, targets }: EffectiveTgwRoute): boolean =>
  origin !== 'propagated' && state === 'active' && targets.length > 0 && cidr.length > 0;

/** Where static routes of a table lead over gateways to VPCs that are meant to be apart from some it serves. */
function staticLeads(routing: Routing, segment: SegmentTable, intent: Intent): StaticLead[] {
  const { table, environments } = segment;
  const aimed = new PrefixTrie<true>();
  for (const route of routing.tgwRoutesOf(table).routes) {
    if (isAimed(route)) aimed.add(route.cidr, true);
  }
  if (aimed.size === 0) return [];
  return intent.environments.flatMap(({ name, vpcs }) =>
    environments.every((served) => intent.connects(served, name))
      ? []
      : vpcs.flatMap((vpc) =>
          routing.topology
            .cidrsOf(vpc)
            .filter((block) => aimed.overlapping(block).length > 0)
            .flatMap((block) => leadsOf(routing, segment, vpc, block) ?? [])
            .filter(({ way, route }) => way === 'straight' && isAimed(route))
            .map((lead) => ({ vpc, name, lead })),
        ),
  );
}

/** Prefixes that a table has from an attachment by propagation, as far as they are active. */
const learnt = (routes: readonly EffectiveTgwRoute[], attachment: Ref): string[] =>
  routes
    .filter((r) => r.origin === 'propagated' && r.state === 'active')
    .filter((r) => r.targets.some((t) => t.attachment === attachment))
    .map((r) => r.cidr.text);
