/** Transit gateways, and VPCs attached to them, that come near a quota. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import type { TransitGateway } from '../../kinds/transit-gateway.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import { liveVpcAttachments } from '../parts/sending.ts';
import { appliedQuotas, type QuotaName } from '../parts/quotas.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

const quota = (most: number, what: string) =>
  z.number().int().positive().default(most).describe(what);

const options = z.object({
  share: z
    .number()
    .positive()
    .max(1)
    .default(0.8)
    .describe('Share of a quota from which on it is told.'),
  routes: quota(10_000, 'Routes of all tables of a gateway.'),
  tables: quota(20, 'Route tables of a gateway.'),
  peerings: quota(50, 'Peering attachments of a gateway.'),
  attachments: quota(5_000, 'Attachments of a gateway.'),
  gateways: quota(5, 'Transit gateways that a VPC is attached to.'),
});

const DEFAULTS = options.parse({});

export default defineRule({
  id: 'tgw-quota-near-limit',
  about: {
    title: 'Transit gateway near a quota',
    why: 'At a quota the next route, table or attachment is refused, and routes learned over BGP or by propagation are dropped without a word. Some of these quotas are raised by a request, that of routes by the account team only, and that of gateways for one VPC not at all.',
    remedy:
      'Summarize routes or raise the quota before it is needed. Applied quotas are used where they were read; an option of this rule that is not the default goes before them.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html'],
  },
  // What was read counts; what was not can only add to it.
  needs: [],
  options,
  messages: {
    gateway: '{tgw} comes near its quotas: {what}.',
    vpc: '{vpc} is attached to {count} transit gateways; {most} are the most a VPC can have.',
  },
  check({ topology, routing, options }, say) {
    const applied = appliedQuotas(topology);
    const mostOf = (tgw: TransitGateway): typeof options => {
      const most = (option: 'tables' | 'peerings' | 'attachments', quota: QuotaName): number =>
        options[option] === DEFAULTS[option]
          ? (applied(quota, tgw) ?? options[option])
          : options[option];
      return {
        ...options,
        tables: most('tables', 'tables'),
        peerings: most('peerings', 'links'),
        attachments: most('attachments', 'attachments'),
      };
    };
    for (const tgw of topology.all('transit-gateway')) {
      const near = usesOf(routing, tgw, mostOf(tgw)).filter(
        ({ used, most }) => used >= options.share * most,
      );
      if (near.length === 0) continue;
      const words = near.map(({ used, most, what }) => `${used} of ${most} ${what}`);
      say({
        message: 'gateway',
        at: [tgw.id],
        path: [tgw.id],
        places: words.map((detail) => ({ resource: tgw.id, detail })),
        data: { tgw: topology.label(tgw.id), what: listed(words) },
      });
    }
    for (const [vpc, attachments] of groupBy(liveVpcAttachments(topology), (a) => a.vpc)) {
      const tgws = uniq(attachments.flatMap((a) => a.ends.map((end) => end.tgw)));
      if (tgws.length < options.share * options.gateways) continue;
      say({
        message: 'vpc',
        at: [vpc],
        path: [vpc, ...attachments.map((a) => a.id)],
        places: attachments.map((a) => ({ resource: a.id, detail: `to ${a.ends[0]?.tgw ?? ''}` })),
        data: { vpc: topology.label(vpc), count: tgws.length, most: options.gateways },
      });
    }
  },
});

interface Use {
  readonly used: number;
  readonly most: number;
  readonly what: string;
}

const GONE: ReadonlySet<string> = new Set(['deleted', 'deleting', 'failed', 'rejected']);
const isThere = ({ state }: Attachment): boolean => !GONE.has(state);

function usesOf(
  routing: Routing,
  tgw: TransitGateway,
  most: z.infer<typeof options>,
): readonly Use[] {
  const { topology } = routing;
  const tables = topology.tgwTablesOf(tgw.id).filter(({ state }) => !GONE.has(state));
  const attachments = topology.attachmentsOf(tgw.id).filter(isThere);
  const routes = tables.reduce((sum, t) => sum + routing.tgwRoutesOf(t).routes.length, 0);
  const peerings = attachments.filter((a) => a.type === 'peering').length;
  return [
    { used: routes, most: most.routes, what: 'routes' },
    { used: tables.length, most: most.tables, what: 'route tables' },
    { used: peerings, most: most.peerings, what: 'peering attachments' },
    { used: attachments.length, most: most.attachments, what: 'attachments' },
  ];
}
