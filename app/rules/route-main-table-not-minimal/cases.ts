/** Cases of route-main-table-not-minimal. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Two subnets with a table of their own, and one that nobody associated with anything. */
function vpc(isDefault = false) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16', { isDefault });
  const app = [a.subnet('10.1.0.0/24', 'a'), a.subnet('10.1.1.0/24', 'b')];
  const stray = a.subnet('10.1.2.0/24', 'a', 'a-stray');
  const igw = a.igw();
  return { world, at, a, app, stray, igw, own: a.table('app', ...app) };
}

export default defineCases({
  quiet: [
    {
      title: 'the main table is local only',
      world: () => vpc().world,
    },
    {
      title: 'every subnet has been associated, with the main table or another',
      world: () => {
        const { world, a, stray, igw } = vpc();
        a.main.use(stray).route('0.0.0.0/0', igw);
        return world;
      },
    },
    {
      title: 'a default VPC, which AWS makes so',
      world: () => {
        const { world, a, igw } = vpc(true);
        a.main.route('0.0.0.0/0', igw);
        return world;
      },
    },
    {
      title: 'one table for the whole VPC',
      world: () => {
        const world = new World();
        const a = world.region().vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24');
        a.main.route('0.0.0.0/0', a.igw());
        return world;
      },
    },
    {
      title: 'one table for all, and one for the subnets of an attachment',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24');
        const end = a.subnet('10.1.255.0/28');
        const hub = at.tgw('hub');
        hub.attach(a, [end]);
        a.table('attach', end);
        a.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'a gateway endpoint only: a way to S3 that stays inside AWS',
      world: () => {
        const { world, at, a } = vpc();
        a.main.route(
          at.prefixList('s3', ['52.216.0.0/15']),
          a.endpoint('s3', { tables: [a.main] }),
        );
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a subnet that nobody associated is public',
      world: () => {
        const { world, a, igw } = vpc();
        a.main.route('0.0.0.0/0', igw);
        return world;
      },
      mended: () => {
        const { world, a, own, stray, igw } = vpc();
        a.main.route('0.0.0.0/0', igw);
        own.use(stray);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) is the main table of a (vpc-a) and leads to the internet through a-igw (igw-a-igw): 1 subnet follows it without being associated, and so will every new subnet.',
          severity: 'warning',
          resources: ['rtb-a-main', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-main'],
          places: [{ resource: 'subnet-a-stray', detail: 'follows rtb-a-main as the main table' }],
        },
      ],
    },
    {
      title: 'private routes, and two subnets that follow them',
      world: () => {
        const { world, at, a } = vpc();
        a.subnet('10.1.3.0/24', 'b', 'a-late');
        const hub = at.tgw('hub');
        hub.attach(a, a.subnets.slice(0, 2));
        a.main.route('10.0.0.0/8', hub).route('192.168.0.0/16', hub);
        return world;
      },
      findings: [
        {
          message:
            'a-main (rtb-a-main) is the main table of a (vpc-a) and routes 10.0.0.0/8 and 192.168.0.0/16: 2 subnets follow it without being associated, and so will every new subnet.',
          severity: 'info',
          resources: ['rtb-a-main', 'vpc-a'],
          places: [
            { resource: 'subnet-a-late', detail: 'follows rtb-a-main as the main table' },
            { resource: 'subnet-a-stray', detail: 'follows rtb-a-main as the main table' },
          ],
        },
      ],
    },
  ],
});
