/** Cases of route-static-shadows-propagated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

const OFFICE = ['172.20.0.0/16', '172.21.0.0/16'];

/** A VPC that learns the office over a VPN and is attached to a transit gateway. */
function office() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  const vgw = at.vgw('office', a);
  at.vpn('office', vgw, { prefixes: OFFICE });
  const hub = at.tgw('hub');
  hub.attach(a, [subnet]);
  a.main.propagate(vgw, OFFICE);
  return { world, at, a, vgw, hub };
}

export default defineCases({
  quiet: [
    { title: 'propagated routes alone', world: () => office().world },
    {
      title: 'a static route to a part of it: the longer prefix wins, as somebody meant it to',
      world: () => {
        const { world, a, hub } = office();
        a.main.route('172.20.8.0/24', hub);
        return world;
      },
    },
    {
      title: 'a static summary, which yields to what is propagated',
      world: () => {
        const { world, a, hub } = office();
        a.main.route('172.16.0.0/12', hub);
        return world;
      },
    },
    {
      title: 'a static route to the very gateway that propagates it',
      world: () => {
        const { world, a, vgw } = office();
        a.main.route('172.20.0.0/16', vgw);
        return world;
      },
    },
    {
      title: 'a static route that drops: route-blackhole tells of it',
      world: () => {
        const { world, a } = office();
        a.main.route(
          '172.20.0.0/16',
          { kind: 'vpc-peering', id: 'pcx-gone' },
          { state: 'blackhole' },
        );
        return world;
      },
    },
    {
      // Static before prefix list before propagated: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
      title: 'a static route to that gateway wins over a prefix list, which leads elsewhere',
      world: () => {
        const { world, at, a, vgw, hub } = office();
        a.main.route('172.20.0.0/16', vgw);
        a.main.route(at.prefixList('offices', ['172.20.0.0/16']), hub);
        return world;
      },
    },
    {
      title: 'in a table that no subnet uses',
      world: () => {
        const { world, a, vgw, hub } = office();
        a.table('spare').propagate(vgw, OFFICE).route('172.20.0.0/16', hub);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the office, pinned to the transit gateway',
      world: () => {
        const { world, a, hub } = office();
        a.main.route('172.20.0.0/16', hub);
        return world;
      },
      mended: () => office().world,
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) sends 172.20.0.0/16 to hub (tgw-hub) by static routes; what office (vgw-office) propagates for the same destinations never wins.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-main', 'vgw-office'],
          places: [
            { resource: 'rtb-a-main', detail: '172.20.0.0/16 to tgw-hub, not to vgw-office' },
          ],
        },
      ],
    },
    {
      title: 'both a static route and a prefix list: the static one is the pin',
      world: () => {
        const { world, at, a, hub } = office();
        const other = at.tgw('other');
        other.attach(a, [a.subnet('10.1.1.0/24')]);
        a.main.route('172.20.0.0/16', hub);
        a.main.route(at.prefixList('offices', ['172.20.0.0/16']), other);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) sends 172.20.0.0/16 to hub (tgw-hub) by static routes; what office (vgw-office) propagates for the same destinations never wins.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          places: [
            { resource: 'rtb-a-main', detail: '172.20.0.0/16 to tgw-hub, not to vgw-office' },
          ],
        },
      ],
    },
    {
      title: 'both offices, by prefix list',
      world: () => {
        const { world, at, a, hub } = office();
        a.main.route(at.prefixList('offices', OFFICE), hub);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) of a (vpc-a) sends 172.20.0.0/16 and 172.21.0.0/16 to hub (tgw-hub) by static routes; what office (vgw-office) propagates for the same destinations never wins.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          places: OFFICE.map((cidr) => ({
            resource: 'rtb-a-main',
            detail: `${cidr} (pl-offices) to tgw-hub, not to vgw-office`,
          })),
        },
      ],
    },
  ],
});
