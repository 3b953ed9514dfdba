/** Cases of route-prefix-list-overlap. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with two hubs to send to, and as many prefix lists as are given. */
function listing(company: readonly string[], partner: readonly string[], oneTarget = false) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  const hub = at.tgw('hub');
  const other = at.tgw('other');
  hub.attach(a, [subnet]);
  other.attach(a, [subnet]);
  const lists = [at.prefixList('company', company), at.prefixList('partner', partner)] as const;
  a.main.route(lists[0], hub).route(lists[1], oneTarget ? hub : other);
  return { world, at, a, hub, other, lists };
}

export default defineCases({
  quiet: [
    {
      title: 'disjoint lists',
      world: () => listing(['10.0.0.0/9', '172.16.0.0/12'], ['10.128.0.0/9']).world,
    },
    {
      title: 'overlapping lists with one target',
      world: () => listing(['10.0.0.0/8'], ['10.0.0.0/8', '172.16.0.0/12'], true).world,
    },
    {
      title: 'a list that overlaps with a plain route: the prefix comes first, that is settled',
      world: () => {
        const { world, a, other } = listing(['10.0.0.0/9'], ['10.128.0.0/9']);
        a.main.route('10.0.0.0/9', other);
        return world;
      },
    },
    {
      title: 'lists of different families',
      world: () => listing(['0.0.0.0/0'], ['::/0']).world,
    },
    {
      title: 'the entries of one are not known',
      world: () => {
        const { world, at } = listing(['10.0.0.0/8'], ['10.0.0.0/8']);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
    {
      title: 'each in a table of its own',
      world: () => {
        const { world, at, a, other } = listing(['10.0.0.0/8'], ['172.16.0.0/12']);
        a.table('app', a.subnet('10.1.1.0/24')).route(at.prefixList('all', ['10.0.0.0/8']), other);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'one prefix in two lists, in two tables',
      world: () => {
        const { world, a, hub, other, lists } = listing(
          ['10.0.0.0/8', '172.16.0.0/12'],
          ['172.16.0.0/12', '192.168.0.0/16'],
        );
        a.table('app', a.subnet('10.1.1.0/24')).route(lists[0], hub).route(lists[1], other);
        return world;
      },
      mended: () => {
        const { world, a, hub, other, lists } = listing(
          ['10.0.0.0/8', '172.16.0.0/12'],
          ['192.168.0.0/16'],
        );
        a.table('app', a.subnet('10.1.1.0/24')).route(lists[0], hub).route(lists[1], other);
        return world;
      },
      findings: [
        {
          message:
            'company (pl-company) and partner (pl-partner) both hold 172.16.0.0/12, and 2 tables send them to different targets: AWS picks one at random.',
          severity: 'error',
          resources: ['pl-company', 'pl-partner'],
          path: ['rtb-a-app', 'pl-company', 'pl-partner'],
          places: ['rtb-a-app', 'rtb-a-main'].map((resource) => ({
            resource,
            detail: 'pl-company to tgw-hub, pl-partner to tgw-other',
          })),
        },
      ],
    },
    {
      title: 'one list inside a prefix of the other',
      world: () => listing(['10.0.0.0/8'], ['10.50.0.0/16', '10.60.0.0/16']).world,
      mended: () => listing(['10.0.0.0/11'], ['10.50.0.0/16', '10.60.0.0/16']).world,
      findings: [
        {
          message:
            'company (pl-company) and partner (pl-partner) overlap in 10.50.0.0/16 and 10.60.0.0/16, and a-main (rtb-a-main) sends them to different targets: AWS says that either may win, not that the longer prefix does.',
          severity: 'warning',
          resources: ['pl-company', 'pl-partner'],
        },
      ],
    },
  ],
});
