/**
 * Quotas that the planned network would exceed: as they are applied where that was read, else AWS's defaults.
 * Sources: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
import { groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { Design } from './design-shapes.ts';
import type { PlanWarning } from './plan.ts';

const QUOTA = {
  gateways: { most: 5, raise: 'L-A2478D36' },
  tables: { most: 20, raise: 'L-43872EB7' },
  attachments: { most: 5_000, raise: 'L-E0233F82' },
  links: { most: 50, raise: 'L-A1B5A36F' },
  routes: { most: 10_000, raise: 'the account team' },
  gatewaysOfVpc: { most: 5, raise: undefined },
  subnets: { most: 200, raise: 'L-407747CB' },
  vpcTables: { most: 200, raise: 'L-589F43AA' },
  vpcRoutes: { most: 500, raise: 'L-93826ACB' },
} as const;

/** Routes a VPC route table may have of each family, those propagated to it aside. */
export const VPC_ROUTE_QUOTA = QUOTA.vpcRoutes.most;

type Quota = keyof typeof QUOTA;

/** `after` is the network once the plan is carried out. */
export function quotaWarnings(design: Design, after: Topology): PlanWarning[] {
  const out: PlanWarning[] = [];
  const applied = new Map(
    after.all('quota').map((q) => [`${q.account}/${q.region}/${q.code}`, q.value]),
  );
  const hold = (
    quota: Quota,
    used: number,
    what: string,
    where: string,
    at: Ref,
    place: { readonly account: string; readonly region: string } | undefined = after.find(at),
  ): void => {
    const { most: usual, raise } = QUOTA[quota];
    const read = place && applied.get(`${place.account}/${place.region}/${raise ?? ''}`);
    const most = read ?? usual;
    if (used <= most) return;
    out.push({
      kind: 'quota',
      // Whether a quota was raised may not be known: the plan may well be carried out.
      stops: raise === undefined,
      message: `${where} would have ${used} ${what}, and ${most} are the ${raise === undefined ? 'most there can be' : `${read === undefined ? 'default' : 'applied'} quota (${raise})`}. ${raise === undefined ? 'Leave some of its members where they are.' : `Have it raised before the first step${read === undefined ? ', unless it was' : ''}.`}`,
      resources: [at],
    });
  };
  for (const gateway of design.gateways) {
    const { id, name, account, region } = gateway;
    const tables = after.tgwTablesOf(id);
    const attachments = after.attachments.filter((a) => a.ends.some((end) => end.tgw === id));
    const peered = attachments.filter((a) => a.type === 'peering');
    const routes = tables.reduce((sum, table) => sum + (table.routes?.length ?? 0), 0);
    hold('tables', tables.length, 'route tables', name, id, gateway);
    hold('attachments', attachments.length, 'attachments', name, id, gateway);
    hold('links', peered.length, 'peering attachments', name, id, gateway);
    hold('routes', routes, 'routes in all its tables', name, id);
    if (gateway.existing) continue;
    const siblings = after
      .all('transit-gateway')
      .filter((t) => t.account === account && t.region === region && t.state !== 'deleted');
    hold(
      'gateways',
      siblings.length,
      'transit gateways',
      `Account ${account} in ${region}`,
      id,
      gateway,
    );
  }
  const byVpc = groupBy(
    after.attachments.filter((a) => a.vpc !== undefined),
    (a) => a.vpc!,
  );
  for (const { vpc, landings } of design.attachments) {
    const label = after.label(vpc);
    const tgws = new Set((byVpc.get(vpc) ?? []).flatMap((a) => a.ends.map((end) => end.tgw)));
    hold('gatewaysOfVpc', tgws.size, 'transit gateways', label, vpc);
    if (landings.some((l) => l.how === 'new')) {
      hold('subnets', after.subnetsOf(vpc).length, 'subnets', label, vpc);
      hold('vpcTables', after.tablesOf(vpc).length, 'route tables', label, vpc);
    }
    for (const table of after.tablesOf(vpc)) {
      if (!table.routes.some((r) => r.target.kind === 'transit-gateway')) continue;
      for (const family of [4, 6] as const) {
        const used = countedRoutes(after, table, family);
        hold('vpcRoutes', used, `IPv${family} routes`, after.label(table.id), table.id);
      }
    }
  }
  return out;
}

/** Routes of a table that count; a prefix list weighs the most entries it may have. */
export function countedRoutes(topology: Topology, table: RouteTable, family: 4 | 6): number {
  return table.routes
    .filter((route) => route.origin !== 'propagated')
    .reduce((sum, { cidr, prefixList }) => {
      if (cidr) return sum + Number(cidr.family === family);
      const list = prefixList === undefined ? undefined : topology.get('prefix-list', prefixList);
      return list && list.family === family ? sum + (list.maxEntries ?? 1) : sum;
    }, 0);
}
