/** Static routes of transit gateway tables that hide a VPC propagating there. */
import { z } from 'zod';
import { type Cidr, compareCidr, overlaps } from '../../base/cidr.ts';
import { append, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { landingsOf, middleboxFor } from '../parts/inspection.ts';
import { few, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-static-shadows-propagated',
  about: {
    title: 'Static route that hides a propagated one',
    why: 'For one prefix a static route wins over a propagated one, and the loser is not even shown. The VPC propagates into the table and never gets its traffic; a static route that was meant for a while stays in force.',
    remedy:
      'Delete the static route, or turn the propagation off where the detour is meant, so that the table says what it does.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html',
    ],
  },
  needs: ['tgw-route-table', 'vpc', 'route-table'],
  options: z.object({}),
  messages: {
    hidden:
      '{table} sends {what} of {vpcs} to {target} by static routes, which win over those that {vpcs} {verb} there.',
  },
  check({ topology, routing }, say) {
    for (const table of topology.all('tgw-route-table')) {
      const hidden = hiddenIn(topology, routing, table);
      for (const [target, own] of groupBy(hidden, (h) => h.target)) {
        own.sort((a, b) => compareCidr(a.cidr, b.cidr));
        const vpcs = uniq(own.map((h) => h.vpc));
        const resource = topology.attachment(target)?.resource ?? target;
        say({
          message: 'hidden',
          at: [table.id, target],
          path: [table.tgw, table.id, target],
          places: own.map(({ cidr, vpc }) => ({
            resource: table.id,
            detail: `${cidr.text} of ${topology.label(vpc)} to ${target}`,
          })),
          data: {
            table: topology.label(table.id),
            what: few(
              own.map((h) => h.cidr.text),
              'block',
            ),
            vpcs: named(topology, vpcs),
            verb: vpcs.length === 1 ? 'propagates' : 'propagate',
            target: topology.label(resource),
          },
        });
      }
    }
  },
});

interface Hidden {
  readonly cidr: Cidr;
  readonly vpc: Ref;
  /** The attachment that gets the traffic instead. */
  readonly target: Ref;
}

function hiddenIn(topology: Topology, routing: Routing, table: TgwRouteTable): Hidden[] {
  const statics = routing
    .tgwRoutesOf(table)
    .routes.filter((r) => r.origin !== 'propagated' && r.state === 'active');
  if (statics.length === 0) return [];
  const prefixes = new Set(statics.map(({ cidr }) => cidr.text));
  const owners = new Map<string, { readonly vpc: Ref; readonly attachment: Ref }[]>();
  for (const { type, state, attachment, resource: vpc } of table.propagations ?? []) {
    if (type !== 'vpc' || state !== 'enabled') continue;
    for (const { text } of topology.cidrsOf(vpc))
      if (prefixes.has(text)) append(owners, text, { vpc, attachment });
  }
  return statics.flatMap(({ cidr, targets }) => {
    const known = owners.get(cidr.text) ?? [];
    // A static route to the very VPC changes nothing.
    if (known.some((owner) => targets.some((t) => t.attachment === owner.attachment))) return [];
    const target = topology.attachment(targets[0]?.attachment ?? '');
    if (!target || takesOver(topology, routing, target, cidr)) return [];
    return known.map(({ vpc }) => ({ cidr, vpc, target: target.id }));
  });
}

/** True where the target has the addresses itself, as cidr-overlap-connected tells, or inspects and sends on. */
function takesOver(topology: Topology, routing: Routing, target: Attachment, cidr: Cidr): boolean {
  if (target.vpc === undefined) return false;
  return (
    topology.cidrsOf(target.vpc).some((block) => overlaps(block, cidr)) ||
    landingsOf(topology, target).some(({ table }) => middleboxFor(routing, table, cidr))
  );
}
