/** Cases of tgw-peering-loop. */
import type { Tgw } from '../../world/tgw.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Peered gateways in two Regions, each with one table and one VPC: a in the east, b in the west. */
function regions() {
  const world = new World();
  const east = world.region('us-east-1').tgw('east');
  const west = world.region('us-west-2').tgw('west');
  const peering = world.peerTgw(east, west);
  const join = (hub: Tgw, name: string, cidr: string) => {
    const end = hub.attach(hub.at.vpc(name, cidr), []);
    return { end, table: hub.table('all').associate(end, peering).propagate(end) };
  };
  const { end: a, table: inEast } = join(east, 'a', '10.1.0.0/16');
  const { end: b, table: inWest } = join(west, 'b', '10.2.0.0/16');
  return { world, east, west, peering, a, b, inEast, inWest };
}

/** Summaries both ways: all of the east is 10.0.0.0/15, the west sends everything else over. */
function summaries() {
  const all = regions();
  all.inEast.route('10.2.0.0/15', all.peering);
  all.inWest.route('0.0.0.0/0', all.peering);
  return all;
}

const TABLES = 'east-all (tgw-rtb-east-all) and west-all (tgw-rtb-west-all)';

export default defineCases({
  quiet: [
    {
      title: 'each side knows what the other has',
      world: () => {
        const { world, peering, inEast, inWest } = regions();
        inEast.route('10.2.0.0/16', peering);
        inWest.route('10.1.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'a default route to the other side, which has one to its egress',
      world: () => {
        const { world, peering, inEast, inWest, b } = regions();
        inEast.route('0.0.0.0/0', peering);
        inWest.route('10.1.0.0/16', peering).route('0.0.0.0/0', b);
        return world;
      },
    },
    {
      title: 'the free addresses of a summary are dropped by its owner',
      world: () => {
        const { world, inWest } = summaries();
        inWest.blackhole('10.3.0.0/16');
        return world;
      },
    },
    {
      title: 'longer prefixes take all that the two would send to each other',
      world: () => {
        const { world, peering, inEast, inWest, a } = regions();
        inEast.route('10.8.0.0/15', peering).route('10.8.0.0/16', a).route('10.9.0.0/16', a);
        inWest.route('10.8.0.0/15', peering);
        return world;
      },
    },
    {
      title: 'the routes of one side could not be read',
      world: () => {
        const { world, west, peering, inEast, inWest } = regions();
        inEast.route('0.0.0.0/0', peering);
        inWest.route('0.0.0.0/0', peering);
        return world.refuse(west.at, 'SearchTransitGatewayRoutes');
      },
    },
  ],
  loud: [
    {
      title: 'two default routes at each other',
      world: () => {
        const { world, peering, inEast, inWest } = regions();
        inEast.route('0.0.0.0/0', peering);
        inWest.route('0.0.0.0/0', peering);
        return world;
      },
      mended: () => {
        const { world, peering, inEast, inWest } = regions();
        inEast.route('0.0.0.0/0', peering);
        inWest.route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message: `${TABLES} send 0.0.0.0/0, but for longer prefixes, round in a circle over east-west (tgw-attach-east-west).`,
          severity: 'error',
          resources: ['tgw-rtb-east-all', 'tgw-rtb-west-all', 'tgw-attach-east-west'],
          path: [
            'tgw-rtb-east-all',
            'tgw-attach-east-west',
            'tgw-rtb-west-all',
            'tgw-attach-east-west',
          ],
          places: [
            { resource: 'tgw-rtb-east-all', detail: '0.0.0.0/0 to tgw-attach-east-west' },
            { resource: 'tgw-rtb-west-all', detail: '0.0.0.0/0 to tgw-attach-east-west' },
          ],
        },
      ],
    },
    {
      title: 'the free half of a summary comes back by the default route of its owner',
      world: () => summaries().world,
      findings: [
        {
          message: `${TABLES} send 10.3.0.0/16 round in a circle over east-west (tgw-attach-east-west).`,
          severity: 'info',
          resources: ['tgw-rtb-east-all', 'tgw-rtb-west-all', 'tgw-attach-east-west'],
        },
      ],
    },
    {
      title: 'in that half there is a VPC nobody propagated',
      world: () => {
        const { world, west } = summaries();
        west.at.vpc('lost', '10.3.4.0/22');
        return world;
      },
      findings: [
        {
          message: `${TABLES} send 10.3.0.0/16 round in a circle over east-west (tgw-attach-east-west), addresses of lost (vpc-lost) among them.`,
          severity: 'error',
          resources: ['tgw-rtb-east-all', 'tgw-rtb-west-all', 'tgw-attach-east-west'],
        },
      ],
    },
    {
      title: 'three gateways, each of which thinks that the next one knows',
      world: () => {
        const world = new World();
        const hubs = ['us-east-1', 'us-west-2', 'eu-west-1'].map((region, i) =>
          world.region(region).tgw(`hub-${i}`),
        );
        const tables = hubs.map((hub) => hub.table('all'));
        for (const [i, hub] of hubs.entries()) {
          const next = (i + 1) % 3;
          const peering = world.peerTgw(hub, hubs[next]!);
          tables[i]!.route('10.9.0.0/16', peering);
          tables[next]!.associate(peering);
        }
        return world;
      },
      findings: [
        {
          message:
            'hub-0-all (tgw-rtb-hub-0-all), hub-1-all (tgw-rtb-hub-1-all) and hub-2-all (tgw-rtb-hub-2-all) send 10.9.0.0/16 round in a circle over hub-0-hub-1 (tgw-attach-hub-0-hub-1), hub-1-hub-2 (tgw-attach-hub-1-hub-2) and hub-2-hub-0 (tgw-attach-hub-2-hub-0).',
          severity: 'error',
          resources: [
            'tgw-rtb-hub-0-all',
            'tgw-rtb-hub-1-all',
            'tgw-rtb-hub-2-all',
            'tgw-attach-hub-0-hub-1',
            'tgw-attach-hub-1-hub-2',
            'tgw-attach-hub-2-hub-0',
          ],
        },
      ],
    },
  ],
});
