/** Analytics: a peering routed one way only, one never accepted, one that expired, and routes left behind. */
import { join, site, send } from './site.ts';
import type { Tgw } from '../tgw.ts';
import type { Places } from './places.ts';

export function analytics({ world, prodEast, networkEast, acquirerEast }: Places, hub: Tgw): void {
  const tags = { Environment: 'prod', Team: 'analytics' };
  const lake = site(prodEast, 'data-lake', '10.46', { tags });
  const reporting = site(prodEast, 'reporting', '10.47', { internet: true, tags });
  const archive = site(networkEast, 'log-archive', '10.48', {
    tags: { Environment: 'shared', Team: 'network' },
  });

  // Reporting asks the lake; the lake's answers find no way back.
  send(reporting, lake, world.peer(reporting.vpc, lake.vpc, { dns: true }));
  join(lake, archive);
  if (reporting.nat) reporting.private.route('0.0.0.0/0', reporting.nat);

  const insights = acquirerEast.vpc('acquirer-insights', '192.168.44.0/22');
  world.peer(reporting.vpc, insights, {
    name: 'reporting-acquirer',
    state: 'pending-acceptance',
    expires: '2026-01-09T16:20:00.000Z',
  });
  world.peer(archive.vpc, reporting.vpc, {
    name: 'log-archive-reporting',
    state: 'expired',
    expires: '2026-01-04T11:05:00.000Z',
  });

  // The old warehouse was peered once; the peering is deleted, its routes are not.
  const warehouse = { kind: 'vpc-peering', id: world.id('pcx', 'reporting-warehouse') };
  for (const cidr of ['10.45.0.0/17', '10.45.128.0/17']) {
    reporting.private.route(cidr, warehouse, { state: 'blackhole' });
  }
  // Its load jobs were let in by their group; the rule stayed too.
  reporting.vpc.group('reporting-loader', {
    inbound: [
      {
        protocol: 'tcp',
        from: 5439,
        groups: [
          {
            id: world.id('sg', 'warehouse-jobs'),
            vpc: { id: world.id('vpc', 'warehouse'), at: prodEast },
            peering: warehouse.id,
            peeringState: 'deleted',
            deleted: true,
          },
        ],
      },
    ],
  });
  // The lake shall join the backbone. The network team has not accepted it in two weeks.
  const waiting = hub.attach(lake.vpc, lake.data, { state: 'pendingAcceptance' });
  waiting.created = '2025-12-19T14:30:00.000Z';

  // A spare table that no subnet uses.
  lake.vpc.table('old').route('10.45.0.0/16', warehouse, { state: 'blackhole' });
  prodEast.vpc('default', '172.31.0.0/16', { isDefault: true });
}
