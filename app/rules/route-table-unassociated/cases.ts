/** Cases of route-table-unassociated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with an internet gateway, and a table of its own that nothing uses yet. */
function spare() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  const igw = a.igw();
  return { world, at, a, subnet, igw, table: a.table('spare') };
}

export default defineCases({
  quiet: [
    {
      title: 'used by a subnet',
      world: () => {
        const { world, subnet, igw, table } = spare();
        table.use(subnet).route('0.0.0.0/0', igw);
        return world;
      },
    },
    {
      title: 'the table of an internet gateway',
      world: () => {
        const { world, igw, table } = spare();
        table.gateways.push(igw);
        return world;
      },
    },
    {
      title: 'a main table that every subnet has left: it cannot be deleted',
      world: () => {
        const { world, subnet, table } = spare();
        table.use(subnet);
        return world;
      },
    },
    {
      title: 'with a blackhole route: route-blackhole tells that nothing uses it',
      world: () => {
        const { world, table } = spare();
        table.route('10.9.0.0/16', { kind: 'vpc-peering', id: 'pcx-gone' }, { state: 'blackhole' });
        return world;
      },
    },
    {
      title: 'a table of a shared VPC, seen by an account that has only some of its subnets',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const guest = world.region();
        const owner = world.region('us-east-1', '999999999999');
        guest.vpc('b', '10.2.0.0/16').subnet('10.2.0.0/24');
        const a = owner.vpc('a', '10.1.0.0/16');
        guest.add('route-table', 'rtb-shared', () => ({
          RouteTableId: 'rtb-shared',
          VpcId: a.id,
          OwnerId: owner.account,
          Associations: [],
          PropagatingVgws: [],
          Routes: [
            {
              DestinationCidrBlock: '10.1.0.0/16',
              GatewayId: 'local',
              Origin: 'CreateRouteTable',
              State: 'active',
            },
          ],
          Tags: [],
        }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'routed, and never associated',
      world: () => {
        const { world, igw, table } = spare();
        table.route('0.0.0.0/0', igw);
        return world;
      },
      mended: () => {
        const { world, subnet, igw, table } = spare();
        table.route('0.0.0.0/0', igw).use(subnet);
        return world;
      },
      findings: [
        {
          message:
            'a-spare (rtb-a-spare) of a (vpc-a) routes 0.0.0.0/0, but no subnet or gateway uses it.',
          severity: 'info',
          resources: ['rtb-a-spare', 'vpc-a'],
          path: ['vpc-a', 'rtb-a-spare'],
          places: [{ resource: 'rtb-a-spare', detail: '0.0.0.0/0 to igw-a-igw' }],
        },
      ],
    },
    {
      title: 'local routes only',
      world: () => spare().world,
      findings: [
        {
          message: 'a-spare (rtb-a-spare) of a (vpc-a) is used by no subnet or gateway.',
          severity: 'info',
          resources: ['rtb-a-spare', 'vpc-a'],
          places: [],
        },
      ],
    },
  ],
});
