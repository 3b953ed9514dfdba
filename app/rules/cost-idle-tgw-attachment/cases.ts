/** Cases of cost-idle-tgw-attachment. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A hub whose VPCs send to it; the tables are left to each case. */
function hubbed(...names: string[]) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const ends = names.map((name, i) => {
    const vpc = at.vpc(name, `10.${i + 1}.0.0/16`);
    const subnet = vpc.subnet(`10.${i + 1}.0.0/24`);
    vpc.main.route('10.0.0.0/8', hub);
    return hub.attach(vpc, [subnet]);
  });
  return { world, at, hub, ends };
}

/** Two hubs that are peered, with a route over the peering or without. */
function peered(routed: boolean) {
  const world = new World();
  const east = world.region('us-east-1').tgw('east');
  const west = world.region('us-west-2').tgw('west');
  const link = world.peerTgw(east, west);
  const table = east.table('all').associate(link);
  west.table('all').associate(link);
  if (routed) table.route('10.64.0.0/12', link);
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'two VPCs that talk',
      world: () => {
        const { world, hub, ends } = hubbed('a', 'b');
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
    },
    {
      title: 'reached by one that it cannot reach: that is half a way, and another rule',
      world: () => {
        const { world, hub, ends } = hubbed('a', 'b');
        const [a, b] = ends as [(typeof ends)[0], (typeof ends)[0]];
        hub.table('a').associate(a).propagate(b);
        hub.table('b').associate(b).propagate(b);
        return world;
      },
    },
    {
      title: 'propagated nowhere: tgw-attachment-not-propagated',
      world: () => {
        const { world, hub, ends } = hubbed('a');
        hub.table('all').associate(...ends);
        return world;
      },
    },
    {
      title: 'the VPC does not send: tgw-attachment-without-vpc-route',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const hub = at.tgw('hub');
        const end = hub.attach(a, [a.subnet('10.1.0.0/24')]);
        hub.table('all').associate(end).propagate(end);
        return world;
      },
    },
    { title: 'a peering that one side routes over', world: () => peered(true) },
    {
      title: "the far gateway's tables are somebody else's",
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const ours = world.region().tgw('ours');
        const theirs = world.region('us-west-2', '999999999999').tgw('theirs');
        ours.table('all').associate(world.peerTgw(ours, theirs));
        theirs.table('all');
        return world;
      },
    },
    {
      title: 'the routes could not be read',
      world: () => {
        const { world, at, hub, ends } = hubbed('a');
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
    },
  ],
  loud: [
    {
      title: 'the only one in its table',
      world: () => {
        const { world, hub, ends } = hubbed('a', 'b', 'c');
        const [a, ...others] = ends as [(typeof ends)[0], ...typeof ends];
        hub.table('island').associate(a).propagate(a);
        hub
          .table('all')
          .associate(...others)
          .propagate(...others);
        return world;
      },
      mended: () => {
        const { world, hub, ends } = hubbed('a', 'b', 'c');
        const [a, ...others] = ends as [(typeof ends)[0], ...typeof ends];
        hub
          .table('island')
          .associate(a)
          .propagate(a, ...others);
        hub
          .table('all')
          .associate(...others)
          .propagate(...others, a);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) is attached to hub (tgw-hub), but no other attachment can reach it, and it can reach none (about 37 USD a month at list price).',
          severity: 'info',
          resources: ['tgw-attach-hub-a', 'tgw-hub'],
          path: ['tgw-hub', 'tgw-rtb-hub-island', 'tgw-attach-hub-a'],
          places: [
            { resource: 'tgw-rtb-hub-island', detail: 'leads nowhere but to tgw-attach-hub-a' },
          ],
        },
      ],
    },
    {
      title: 'a peering that nobody routes over',
      world: () => peered(false),
      mended: () => peered(true),
      findings: [
        {
          message:
            'east (tgw-east) and west (tgw-west) are peered over east-west (tgw-attach-east-west), but no route of either leads there (about 73 USD a month at list price).',
          severity: 'info',
          resources: ['tgw-attach-east-west', 'tgw-east', 'tgw-west'],
          path: ['tgw-east', 'tgw-attach-east-west', 'tgw-west'],
          places: ['tgw-rtb-east-all', 'tgw-rtb-west-all'].map((resource) => ({
            resource,
            detail: 'no route to tgw-attach-east-west',
          })),
        },
      ],
    },
  ],
});
