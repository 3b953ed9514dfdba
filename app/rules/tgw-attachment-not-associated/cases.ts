/** Cases of tgw-attachment-not-associated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with one table; `a` is attached and nothing more. */
function attached() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const table = hub.table('all');
  const a = at.vpc('a', '10.1.0.0/16');
  const end = hub.attach(a, [a.subnet('10.1.0.0/24')]);
  return { world, at, hub, table, end };
}

export default defineCases({
  quiet: [
    {
      title: 'associated',
      world: () => {
        const { world, table, end } = attached();
        table.associate(end);
        return world;
      },
    },
    {
      title: 'waiting to be accepted: nothing to associate yet',
      world: () => {
        const { world, end } = attached();
        end.state = 'pendingAcceptance';
        return world;
      },
    },
    {
      title:
        'the gateway is shared by an account that was not collected: its associations are not shown to us',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const hub = world.region('us-east-1', '999999999999').tgw('hub');
        hub.table('all');
        hub.attach(world.region().vpc('a', '10.1.0.0/16'), []);
        return world;
      },
    },
    {
      title: 'the associations could not be read',
      world: () => {
        const { world, at } = attached();
        return world.refuse(at, 'GetTransitGatewayRouteTableAssociations');
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables.html
      title: 'a peering with a core network is looked up by a policy table',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.table('all');
        at.add('tgw-peering-attachment', 'tgw-attach-wan', () => ({
          TransitGatewayAttachmentId: 'tgw-attach-wan',
          State: 'available',
          RequesterTgwInfo: { TransitGatewayId: hub.id, OwnerId: at.account, Region: at.region },
          AccepterTgwInfo: {
            CoreNetworkId: 'core-network-1',
            OwnerId: at.account,
            Region: at.region,
          },
        }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a VPC',
      world: () => attached().world,
      mended: () => {
        const { world, table, end } = attached();
        table.associate(end);
        return world;
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) is attached to hub (tgw-hub), but no route table is associated: what a (vpc-a) sends is dropped.',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'tgw-hub', 'vpc-a'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'a VPN connection',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const end = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.20.0.0/16'] }));
        hub.table('all').propagate(end);
        return world;
      },
      findings: [
        {
          message:
            'hub-office (tgw-attach-hub-office) is attached to hub (tgw-hub), but no route table is associated: what office (vpn-office) sends is dropped.',
          severity: 'error',
          resources: ['tgw-attach-hub-office', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'a gateway peering associated on one side only',
      world: () => {
        const world = new World();
        const east = world.region('us-east-1').tgw('east');
        const west = world.region('us-west-2').tgw('west');
        const peering = world.peerTgw(east, west);
        east.table('all').associate(peering);
        west.table('all').route('10.0.0.0/8', peering);
        return world;
      },
      mended: () => {
        const world = new World();
        const east = world.region('us-east-1').tgw('east');
        const west = world.region('us-west-2').tgw('west');
        const peering = world.peerTgw(east, west);
        east.table('all').associate(peering);
        west.table('all').route('10.0.0.0/8', peering).associate(peering);
        return world;
      },
      findings: [
        {
          message:
            'east-west (tgw-attach-east-west) joins west (tgw-west) to east (tgw-east), but no route table of west (tgw-west) is associated: what arrives there is dropped.',
          severity: 'error',
          resources: ['tgw-attach-east-west', 'tgw-west'],
        },
      ],
    },
  ],
});
