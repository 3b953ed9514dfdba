/** Cases of tgw-appliance-mode-off. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

interface Options {
  readonly applianceMode?: boolean;
  /** Zones with an appliance; the others hand over to that of the first. */
  readonly boxes?: number;
  /** Where the tables of the spokes lead: everything to the firewalls, or the internet only. */
  readonly spokes?: 'inspected' | 'direct';
}

/** Spokes a and b on a gateway that sends what they say to each other through a firewall VPC in two zones. */
function inspected({ applianceMode = false, boxes = 2, spokes = 'inspected' }: Options = {}) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const wall = at.vpc('wall', '10.9.0.0/16');
  const landings = ['a', 'b'].map((zone, i) =>
    wall.subnet(`10.9.0.${16 * i}/28`, zone, `in-${zone}`),
  );
  const inside = ['a', 'b'].map((zone, i) => wall.subnet(`10.9.${i + 1}.0/24`, zone, `fw-${zone}`));
  const firewalls = inside
    .slice(0, boxes)
    .map((subnet, i) => subnet.eni(`10.9.${i + 1}.10`, { name: `fw-${i}`, forwards: true }));
  for (const [i, landing] of landings.entries())
    wall.table(`in-${i}`, landing).route('0.0.0.0/0', firewalls[i] ?? firewalls[0]!);
  wall.table('fw', ...inside).route('10.0.0.0/8', hub);
  const toWall = hub.attach(wall, landings, { applianceMode });
  const toSpokes = ['a', 'b'].map((name, i) => {
    const vpc = at.vpc(name, `10.${i + 1}.0.0/16`);
    vpc.main.route('0.0.0.0/0', hub);
    return hub.attach(vpc, [vpc.subnet(`10.${i + 1}.0.0/24`, 'a', name)]);
  });
  const table = hub
    .table('spokes')
    .associate(...toSpokes)
    .route('0.0.0.0/0', toWall);
  if (spokes === 'direct') table.propagate(...toSpokes);
  hub
    .table('wall')
    .associate(toWall)
    .propagate(...toSpokes);
  return { world, at, hub, wall, landings, table };
}

export default defineCases({
  quiet: [
    { title: 'appliance mode is on', world: () => inspected({ applianceMode: true }).world },
    {
      title: 'one appliance for both zones sees both directions',
      world: () => inspected({ boxes: 1 }).world,
    },
    {
      title: 'spokes talk directly; only what goes to the internet is inspected',
      world: () => inspected({ spokes: 'direct' }).world,
    },
    {
      title: 'an egress VPC with NAT gateways: nothing there inspects',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const out = at.vpc('out', '10.9.0.0/16');
        const open = out.subnet('10.9.1.0/24', 'a', 'open');
        const landings = ['a', 'b'].map((zone, i) => out.subnet(`10.9.0.${16 * i}/28`, zone));
        out.table('in', ...landings).route('0.0.0.0/0', out.nat(open));
        const toOut = hub.attach(out, landings);
        const a = at.vpc('a', '10.1.0.0/16');
        const toA = hub.attach(a, [a.subnet('10.1.0.0/24')]);
        hub.table('spokes').associate(toA).route('0.0.0.0/0', toOut);
        hub.table('out').associate(toOut).propagate(toA);
        return world;
      },
    },
    {
      title: 'segments that the firewall table does not lead to are not inspected, but dropped',
      world: () => {
        const { world, table } = inspected();
        table.blackhole('10.0.0.0/8');
        return world;
      },
    },
    {
      title: 'the routes of the gateway could not be read',
      world: () => {
        const { world, at } = inspected();
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
    },
  ],
  loud: [
    {
      title: 'a firewall in each of two zones',
      world: () => inspected().world,
      mended: () => inspected({ applianceMode: true }).world,
      findings: [
        {
          message:
            'hub-wall (tgw-attach-hub-wall) has appliance mode off, though wall (vpc-wall) inspects traffic between a (vpc-a) and b (vpc-b) with 2 appliances in us-east-1a and us-east-1b: answers may pass another than questions did.',
          severity: 'error',
          resources: ['tgw-attach-hub-wall', 'vpc-wall'],
          path: ['tgw-attach-hub-a', 'tgw-attach-hub-wall', 'vpc-wall', 'tgw-attach-hub-b'],
          places: [
            { resource: 'subnet-in-a', detail: 'us-east-1a: 10.2.0.0/16 to eni-fw-0' },
            { resource: 'subnet-in-b', detail: 'us-east-1b: 10.2.0.0/16 to eni-fw-1' },
          ],
        },
      ],
    },
    {
      title: 'Gateway Load Balancer endpoints, between a spoke and the office',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const wall = at.vpc('wall', '10.9.0.0/16');
        const landings = ['a', 'b'].map((zone, i) =>
          wall.subnet(`10.9.0.${16 * i}/28`, zone, `in-${zone}`),
        );
        for (const [i, landing] of landings.entries()) {
          const endpoint = wall.endpoint(`gwlb-${i}`, { type: 'GatewayLoadBalancer' });
          wall.table(`in-${i}`, landing).route('0.0.0.0/0', endpoint);
        }
        const toWall = hub.attach(wall, landings);
        const a = at.vpc('a', '10.1.0.0/16');
        const toA = hub.attach(a, [a.subnet('10.1.0.0/24')]);
        const office = hub.attachVpn(at.vpn('office', hub, { prefixes: ['172.20.0.0/16'] }));
        hub.table('spokes').associate(toA).route('0.0.0.0/0', toWall);
        hub.table('edge').associate(office).route('10.0.0.0/8', toWall);
        hub.table('wall').associate(toWall).propagate(toA, office);
        return world;
      },
      findings: [
        {
          message:
            'hub-wall (tgw-attach-hub-wall) has appliance mode off, though wall (vpc-wall) inspects traffic between a (vpc-a) and office (vpn-office) with 2 appliances in us-east-1a and us-east-1b: answers may pass another than questions did.',
          severity: 'error',
          resources: ['tgw-attach-hub-wall', 'vpc-wall'],
        },
      ],
    },
  ],
});
