/** Cases of route-count-near-quota. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A table with so many routes to a hub, besides a prefix list that may grow to so many entries. */
function holding(routes: number, most = 0, options: { propagated?: number; v6?: number } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  const hub = at.tgw('hub');
  hub.attach(a, [subnet]);
  for (let i = 0; i < routes; i++) a.main.route(`172.${16 + (i >> 8)}.${i & 255}.0/24`, hub);
  for (let i = 0; i < (options.v6 ?? 0); i++)
    a.main.route(`2001:db8:${(i + 1).toString(16)}::/48`, hub);
  if (most > 0) a.main.route(at.prefixList('sites', ['192.168.0.0/24'], most), hub);
  if (options.propagated) {
    const prefixes = Array.from({ length: options.propagated }, (_, i) => `10.9.${i}.0/24`);
    a.main.propagate(at.vgw('office', a), prefixes);
  }
  return world;
}

export default defineCases({
  quiet: [
    { title: 'room enough', world: () => holding(399) },
    {
      title: 'AWS says that the quota was raised',
      world: () => {
        const world = holding(450);
        world.region().quota('vpc', 'L-93826ACB', 800);
        return world;
      },
    },
    {
      title: 'IPv4 and IPv6 count apart',
      world: () => holding(300, 0, { v6: 300 }),
    },
    {
      title: 'more than the default: the quota was raised, and 1,000 is far',
      world: () => holding(600),
    },
    {
      title: 'the applied quota is given',
      options: { routes: 800 },
      world: () => holding(450),
    },
    {
      title: 'propagated routes have a quota of their own',
      world: () => holding(350, 0, { propagated: 79 }),
    },
  ],
  loud: [
    {
      title: 'four hundred routes',
      world: () => holding(400),
      mended: () => holding(399),
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) holds 400 of 500 IPv4 routes (the default quota).',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-main'],
        },
      ],
    },
    {
      title: 'a prefix list counts with the most entries it may have',
      world: () => holding(320, 100),
      mended: () => holding(320, 20),
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) holds 420 of 500 IPv4 routes (the default quota).',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          places: [
            { resource: 'rtb-a-main', detail: '420 of 500 IPv4 routes (the default quota)' },
            { resource: 'rtb-a-main', detail: 'sites (pl-sites) counts 100' },
          ],
        },
      ],
    },
    {
      title: 'raised, and near the end of what can be raised; IPv6 and propagated routes as well',
      world: () => holding(880, 0, { v6: 401, propagated: 85 }),
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) holds 880 of 1000 IPv4 routes, 401 of 500 IPv6 routes (the default quota) and 85 of 100 propagated routes.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
    {
      title: 'a lower share is asked for',
      options: { routes: 200, percent: 50 },
      world: () => holding(100),
      findings: [
        {
          message: 'a-main (rtb-a-main) of a (vpc-a) holds 100 of 200 IPv4 routes.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
        },
      ],
    },
  ],
});
