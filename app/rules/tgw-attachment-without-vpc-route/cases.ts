/** Cases of tgw-attachment-without-vpc-route. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a with a subnet for workloads and a /28 for the gateway, each with a table of its own. */
function attached() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', '10.1.0.0/16');
  const app = a.table('app', a.subnet('10.1.1.0/24', 'a', 'app'));
  const landing = a.subnet('10.1.0.0/28', 'a', 'landing');
  const ends = a.table('landing', landing);
  const end = hub.attach(a, [landing]);
  hub.table('all').associate(end).propagate(end);
  return { world, at, hub, a, app, landing, ends, end };
}

export default defineCases({
  quiet: [
    {
      title: 'the workloads send to it',
      world: () => {
        const { world, hub, app } = attached();
        app.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
      title: 'an inspection VPC: only the subnet behind its firewall sends on',
      world: () => {
        const { world, hub, a, ends } = attached();
        const wall = a.subnet('10.1.2.0/24', 'a', 'wall');
        ends.route('0.0.0.0/0', wall.eni('10.1.2.10', { name: 'wall', forwards: true }));
        a.table('wall', wall).route('0.0.0.0/0', hub);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html#private-nat-overlapping-networks
      title: 'a private NAT gateway beside the attachment sends for all; interfaces were not read',
      world: () => {
        const { world, hub, a, app, landing, ends } = attached();
        app.route('10.0.0.0/8', a.nat(landing, { private: true }));
        ends.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'nothing but attachment subnets yet',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        at.tgw('hub').attach(a, [a.subnet('10.1.0.0/28')]);
        return world;
      },
    },
    {
      title: 'it answers over another gateway: traffic of each direction has a gateway of its own',
      world: () => {
        const { world, at, a, app, landing } = attached();
        const other = at.tgw('other');
        other.attach(a, [landing]);
        app.route('10.0.0.0/8', other);
        // Nor does anybody look further at the second one, which is in use.
        return world;
      },
    },
    {
      title: 'not attached yet: waiting to be accepted',
      world: () => {
        const { world, end } = attached();
        end.state = 'pendingAcceptance';
        return world;
      },
    },
    {
      title: 'the route tables are in an account that was not collected',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const hub = world.region().tgw('hub');
        const far = world.region('us-east-1', '999999999999');
        const a = far.vpc('a', '10.1.0.0/16');
        hub.attach(a, [a.subnet('10.1.0.0/24')]);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'nobody added a route',
      world: () => attached().world,
      mended: () => {
        const { world, hub, app } = attached();
        app.route('10.0.0.0/8', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) is attached to hub (tgw-hub), but no table of its subnets leads there: it can neither send nor answer over it.',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
          places: [{ resource: 'rtb-a-app', detail: 'no route to tgw-hub' }],
        },
      ],
    },
    {
      title: 'the route is in the table of the attachment subnet, where nobody sends from',
      world: () => {
        const { world, hub, ends } = attached();
        ends.route('10.0.0.0/8', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) is attached to hub (tgw-hub), but no table of its subnets leads there: it can neither send nor answer over it.',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a'],
          places: [{ resource: 'rtb-a-app', detail: 'no route to tgw-hub' }],
        },
      ],
    },
    {
      title: 'the interfaces could not be read: somebody may send from the attachment subnet',
      world: () => {
        const { world, at, hub, ends } = attached();
        ends.route('10.0.0.0/8', hub);
        return world.refuse(at, 'DescribeNetworkInterfaces');
      },
      findings: [
        {
          message:
            'a (vpc-a) is attached to hub (tgw-hub), but no table of its subnets leads there: it can neither send nor answer over it.',
          severity: 'warning',
          sure: false,
          resources: ['tgw-attach-hub-a', 'vpc-a'],
        },
      ],
    },
  ],
});
