/** Cases of tgw-peering-stale-cidr. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Peered gateways in two Regions; b is attached and known in the west, the peering is associated on both sides. */
function regions() {
  const world = new World();
  const east = world.region('us-east-1').tgw('east');
  const west = world.region('us-west-2').tgw('west');
  const peering = world.peerTgw(east, west);
  const b = west.attach(west.at.vpc('b', '10.2.0.0/16'), []);
  const inEast = east.table('all').associate(peering);
  const inWest = west.table('all').associate(b, peering).propagate(b);
  return { world, east, west, peering, b, inEast, inWest };
}

export default defineCases({
  quiet: [
    {
      title: 'the other side knows the addresses',
      world: () => {
        const { world, inEast, peering } = regions();
        inEast.route('10.2.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'a summary of which the other side has a part',
      world: () => {
        const { world, inEast, peering } = regions();
        inEast.route('10.0.0.0/12', peering);
        return world;
      },
    },
    {
      title: 'a default route on the other side takes everything, as for central egress',
      world: () => {
        const { world, inEast, inWest, peering, b } = regions();
        inWest.route('0.0.0.0/0', b);
        inEast.route('10.9.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'the other side drops it on purpose',
      world: () => {
        const { world, inEast, inWest, peering } = regions();
        inWest.blackhole('10.9.0.0/16');
        inEast.route('10.9.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'the other side was not collected',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const east = world.region().tgw('east');
        const west = world.region('us-west-2', '999999999999').tgw('west');
        const peering = world.peerTgw(east, west);
        west.table('all').associate(peering);
        east.table('all').associate(peering).route('10.9.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'the peering is associated with no table there: that is tgw-attachment-not-associated',
      world: () => {
        const world = new World();
        const east = world.region('us-east-1').tgw('east');
        const west = world.region('us-west-2').tgw('west');
        const peering = world.peerTgw(east, west);
        east.table('all').associate(peering).route('10.9.0.0/16', peering);
        west.table('all');
        return world;
      },
    },
    {
      title: 'the routes of the other side could not be read',
      world: () => {
        const { world, west, inEast, peering } = regions();
        inEast.route('10.9.0.0/16', peering);
        return world.refuse(west.at, 'SearchTransitGatewayRoutes');
      },
    },
  ],
  loud: [
    {
      title: 'two VPCs of the west are gone, the routes to them stayed',
      world: () => {
        const { world, inEast, peering } = regions();
        inEast
          .route('10.2.0.0/16', peering)
          .route('10.9.0.0/16', peering)
          .route('10.3.0.0/16', peering);
        return world;
      },
      mended: () => {
        const { world, inEast, peering } = regions();
        inEast.route('10.2.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'east-all (tgw-rtb-east-all) sends 10.3.0.0/16 and 10.9.0.0/16 over east-west (tgw-attach-east-west) to west (tgw-west), where west-all (tgw-rtb-west-all) has no route for them: it is dropped there.',
          severity: 'warning',
          resources: ['tgw-rtb-east-all', 'tgw-attach-east-west', 'tgw-west'],
          path: [
            'tgw-east',
            'tgw-rtb-east-all',
            'tgw-attach-east-west',
            'tgw-west',
            'tgw-rtb-west-all',
          ],
          places: [
            { resource: 'tgw-rtb-east-all', detail: '10.3.0.0/16 to tgw-attach-east-west' },
            { resource: 'tgw-rtb-east-all', detail: '10.9.0.0/16 to tgw-attach-east-west' },
          ],
        },
      ],
    },
    {
      title: 'both sides know too little of each other: two findings',
      world: () => {
        const { world, inEast, inWest, peering } = regions();
        inEast.route('10.9.0.0/16', peering);
        inWest.route('10.8.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'east-all (tgw-rtb-east-all) sends 10.9.0.0/16 over east-west (tgw-attach-east-west) to west (tgw-west), where west-all (tgw-rtb-west-all) has no route for it: it is dropped there.',
          severity: 'warning',
          resources: ['tgw-rtb-east-all', 'tgw-attach-east-west', 'tgw-west'],
        },
        {
          message:
            'west-all (tgw-rtb-west-all) sends 10.8.0.0/16 over east-west (tgw-attach-east-west) to east (tgw-east), where east-all (tgw-rtb-east-all) has no route for it: it is dropped there.',
          severity: 'warning',
          resources: ['tgw-rtb-west-all', 'tgw-attach-east-west', 'tgw-east'],
        },
      ],
    },
  ],
});
