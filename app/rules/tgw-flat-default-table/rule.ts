/** Transit gateways that put production and other VPCs into one table by default. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';
import { liveVpcAttachments } from '../parts/sending.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-flat-default-table',
  about: {
    title: 'Production and other environments in one default table',
    why: 'Unless told otherwise a transit gateway associates every attachment with one table and propagates it there: everybody is routed to everybody. Production then relies on security groups alone to keep development out, and every new VPC joins without a decision.',
    remedy:
      'Turn off default association and propagation, and give each environment a table of its own with the propagations it needs; shared services may propagate into all. Where flat is meant, turn this rule off; segments in the configuration say more exactly who may reach whom.',
    severity: 'warning',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  // The VPCs that were seen there are there, whatever else is.
  needs: [],
  options: z.object({
    tags: z
      .array(z.string().min(1))
      .default(['Environment', 'Env', 'Stage'])
      .describe('Tags of a VPC that name its environment, whatever their case.'),
    production: z
      .array(z.string().min(1))
      .default(['prod', 'production', 'prd', 'live'])
      .describe('Values that mean production, whatever their case.'),
    other: z
      .array(z.string().min(1))
      .default([
        'dev',
        'development',
        'test',
        'testing',
        'tst',
        'qa',
        'uat',
        'stage',
        'staging',
        'stg',
        'sandbox',
        'sbx',
        'nonprod',
        'non-prod',
        'preprod',
        'pre-prod',
      ])
      .describe('Values that mean an environment to keep apart from production.'),
  }),
  messages: {
    flat: '{tgw} puts every attachment into {table}, where {production} and {other} are routed to each other.',
  },
  check({ topology, options, intent }, say) {
    // Where the configuration names environments, seg-env-reachable tells who reaches whom.
    if (intent.environments.length > 0) return;
    const lower = (words: readonly string[]) => new Set(words.map((word) => word.toLowerCase()));
    const keys = lower(options.tags);
    const production = lower(options.production);
    const other = lower(options.other);
    for (const tgw of topology.all('transit-gateway')) {
      const table = topology.get('tgw-route-table', tgw.defaultAssociationTable ?? '');
      if (!table || table.id !== tgw.defaultPropagationTable) continue;
      const members = membersOf(topology, table.id).map((vpc) => ({
        vpc,
        environment: environmentOf(topology, vpc, keys),
      }));
      const pick = (values: ReadonlySet<string>) =>
        members.filter(({ environment }) => values.has(environment.toLowerCase()));
      const [inProduction, outside] = [pick(production), pick(other)];
      if (inProduction.length === 0 || outside.length === 0) continue;
      const names = (list: typeof members) =>
        few(
          list.map(({ vpc }) => topology.label(vpc)),
          'VPC',
        );
      say({
        message: 'flat',
        at: [tgw.id, table.id],
        path: [inProduction[0]!.vpc, tgw.id, table.id, outside[0]!.vpc],
        places: [...inProduction, ...outside].map(({ vpc, environment }) => ({
          resource: vpc,
          detail: environment,
        })),
        data: {
          tgw: topology.label(tgw.id),
          table: topology.label(table.id),
          production: `${names(inProduction)} (${values(inProduction)})`,
          other: `${names(outside)} (${values(outside)})`,
        },
      });
    }
  },
});

const values = (members: readonly { readonly environment: string }[]): string =>
  [...new Set(members.map(({ environment }) => environment))].join(', ');

/** VPCs whose attachment is both associated with a table and propagated into it, in order of attachments. */
function membersOf(topology: Topology, table: Ref): Ref[] {
  const propagated = new Set(
    (topology.get('tgw-route-table', table)?.propagations ?? [])
      .filter((p) => p.state === 'enabled')
      .map((p) => p.attachment),
  );
  return liveVpcAttachments(topology)
    .filter((a) => propagated.has(a.id) && a.ends[0]?.table === table)
    .map((a) => a.vpc);
}

function environmentOf(topology: Topology, vpc: Ref, keys: ReadonlySet<string>): string {
  for (const [key, value] of topology.get('vpc', vpc)?.tags ?? [])
    if (keys.has(key.toLowerCase())) return value;
  return '';
}
