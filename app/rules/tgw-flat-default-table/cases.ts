/** Cases of tgw-flat-default-table. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with one table for everybody, by default or by hand, and a VPC for each environment named. */
function flat(environments: readonly string[], byDefault = true) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const table = hub.table('all');
  if (byDefault) hub.defaultTable = table;
  for (const [i, environment] of environments.entries()) {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`, {
      tags: environment ? { environment } : {},
    });
    const end = hub.attach(vpc, []);
    table.associate(end).propagate(end);
  }
  return { world, at, hub, table };
}

export default defineCases({
  quiet: [
    { title: 'one environment', world: () => flat(['prod', 'prod']).world },
    { title: 'production and what it shares', world: () => flat(['prod', 'shared', '']).world },
    { title: 'nothing but environments for tests', world: () => flat(['dev', 'staging']).world },
    {
      title: 'all in one table by hand: somebody decided for each',
      world: () => flat(['prod', 'dev'], false).world,
    },
    {
      title: 'production is associated with a table of its own',
      world: () => {
        const { world, at, hub } = flat(['dev']);
        const prod = hub.attach(at.vpc('p', '10.9.0.0/16', { tags: { Env: 'prod' } }), []);
        hub.table('prod').associate(prod).propagate(prod);
        return world;
      },
    },
    {
      title: 'the configuration names environments: seg-env-reachable tells more exactly',
      world: () => flat(['prod', 'dev']).world,
      segments: { environments: { prod: { tag: 'environment=prod' } } },
    },
  ],
  loud: [
    {
      title: 'production, development and staging',
      world: () => flat(['Production', 'dev', 'staging']).world,
      mended: () => flat(['Production', 'dev', 'staging'], false).world,
      findings: [
        {
          message:
            'hub (tgw-hub) puts every attachment into hub-all (tgw-rtb-hub-all), where v0 (vpc-v0) (Production) and v1 (vpc-v1) and v2 (vpc-v2) (dev, staging) are routed to each other.',
          severity: 'warning',
          resources: ['tgw-hub', 'tgw-rtb-hub-all'],
          places: [
            { resource: 'vpc-v0', detail: 'Production' },
            { resource: 'vpc-v1', detail: 'dev' },
            { resource: 'vpc-v2', detail: 'staging' },
          ],
        },
      ],
    },
    {
      title: 'words of this house',
      world: () => flat(['blue', 'red']).world,
      options: { production: ['blue'], other: ['red'] },
      findings: [
        {
          message:
            'hub (tgw-hub) puts every attachment into hub-all (tgw-rtb-hub-all), where v0 (vpc-v0) (blue) and v1 (vpc-v1) (red) are routed to each other.',
          severity: 'warning',
          resources: ['tgw-hub', 'tgw-rtb-hub-all'],
        },
      ],
    },
  ],
});
