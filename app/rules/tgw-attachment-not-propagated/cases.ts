/** Cases of tgw-attachment-not-propagated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with one table; `a` is attached and associated, nothing leads to it. */
function associated() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const table = hub.table('all');
  const end = hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  table.associate(end);
  return { world, at, hub, table, end };
}

export default defineCases({
  quiet: [
    {
      title: 'propagated into a table',
      world: () => {
        const { world, table, end } = associated();
        table.propagate(end);
        return world;
      },
    },
    {
      title: 'a static route leads to it, as in a table without propagation',
      world: () => {
        const { world, table, end } = associated();
        table.route('10.1.0.0/16', end);
        return world;
      },
    },
    {
      // SearchTransitGatewayRoutes may answer with the list's id and no DestinationCidrBlock.
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRoute.html
      title: 'a prefix list reference leads to it, shown without its prefixes',
      world: () => {
        const { world, at, table, end } = associated();
        table.reference(at.prefixList('a', ['10.1.0.0/16']), end, { named: true });
        return world;
      },
    },
    {
      title: 'an egress VPC that only a default route leads to',
      world: () => {
        const { world, table, end } = associated();
        table.route('0.0.0.0/0', end);
        return world;
      },
    },
    {
      title:
        'its propagation is on but AWS holds the prefix back for an overlap: that is another rule',
      world: () => {
        const { world, at, hub, table, end } = associated();
        const twin = hub.attach(at.vpc('twin', '10.1.0.0/16'), []);
        table.associate(twin).propagate(twin, end);
        return world;
      },
    },
    {
      title: 'a gateway peering takes static routes, and only where traffic needs them',
      world: () => {
        const world = new World();
        const east = world.region('us-east-1').tgw('east');
        const west = world.region('us-west-2').tgw('west');
        const peering = world.peerTgw(east, west);
        east.table('all').associate(peering);
        west.table('all').associate(peering);
        return world;
      },
    },
    {
      title: 'the propagations could not be read',
      world: () => {
        const { world, at } = associated();
        return world.refuse(at, 'GetTransitGatewayRouteTablePropagations');
      },
    },
    {
      title: "the tables are the owner's, who was not collected",
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const hub = world.region('us-east-1', '999999999999').tgw('hub');
        hub.table('all').associate(hub.attach(world.region().vpc('a', '10.1.0.0/16'), []));
        return world;
      },
    },
    {
      title: 'the attachment failed',
      world: () => {
        const { world, end } = associated();
        end.state = 'failed';
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'associated, but nothing leads to it',
      world: () => associated().world,
      mended: () => {
        const { world, table, end } = associated();
        table.propagate(end);
        return world;
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) is attached to hub (tgw-hub), but no route table leads to it: nothing can reach a (vpc-a).',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'tgw-hub', 'vpc-a'],
          path: ['tgw-hub', 'tgw-attach-hub-a', 'vpc-a'],
          places: [{ resource: 'tgw-rtb-hub-all', detail: 'no propagation, no static route' }],
        },
      ],
    },
    {
      title: 'a static VPN, which propagates nothing, without a static route',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const vpn = at.vpn('office', hub, { prefixes: ['172.20.0.0/16'], staticOnly: true });
        hub.table('all').associate(hub.attachVpn(vpn));
        return world;
      },
      findings: [
        {
          message:
            'hub-office (tgw-attach-hub-office) is attached to hub (tgw-hub), but no route table leads to it: nothing can reach office (vpn-office).',
          severity: 'error',
          resources: ['tgw-attach-hub-office', 'tgw-hub'],
        },
      ],
    },
  ],
});
