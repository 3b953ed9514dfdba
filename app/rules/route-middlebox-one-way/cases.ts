/** Cases of route-middlebox-one-way. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A web and a data subnet with a table each, and a firewall endpoint in a subnet of its own. */
function guarded() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const web = a.subnet('10.1.0.0/24', 'a', 'web');
  const data = a.subnet('10.1.1.0/24', 'a', 'data');
  const home = a.subnet('10.1.9.0/24', 'a', 'firewall');
  const igw = a.igw();
  const firewall = a.endpoint('firewall', { type: 'GatewayLoadBalancer', subnets: [home] });
  return {
    world,
    at,
    a,
    web,
    data,
    home,
    igw,
    firewall,
    webTable: a.table('web', web),
    dataTable: a.table('data', data),
    homeTable: a.table('firewall', home),
  };
}

/** In from the internet through the firewall, and out again. */
function published(out: 'firewall' | 'igw') {
  const parts = guarded();
  const { a, web, igw, firewall, webTable, homeTable } = parts;
  const edge = a.table('edge');
  edge.gateways.push(igw);
  edge.route(web.cidr, firewall);
  homeTable.route('0.0.0.0/0', igw);
  webTable.route('0.0.0.0/0', out === 'igw' ? igw : firewall);
  return { ...parts, edge };
}

/** An inspection VPC: spokes come by the hub, pass the firewall, and leave by a NAT gateway. */
function egress(back: 'firewall' | 'hub') {
  const world = new World();
  const at = world.region();
  const a = at.vpc('egress', '10.1.0.0/16');
  const attach = a.subnet('10.1.255.0/28', 'a', 'attach');
  const home = a.subnet('10.1.9.0/24', 'a', 'firewall');
  const open = a.subnet('10.1.0.0/24', 'a', 'public');
  const hub = at.tgw('hub');
  hub.attach(a, [attach]);
  const nat = a.nat(open);
  const firewall = a.endpoint('firewall', { type: 'GatewayLoadBalancer', subnets: [home] });
  a.table('attach', attach).route('0.0.0.0/0', firewall);
  a.table('firewall', home).route('0.0.0.0/0', nat).route('10.0.0.0/8', hub);
  a.table('public', open)
    .route('0.0.0.0/0', a.igw())
    .route('10.0.0.0/8', back === 'hub' ? hub : firewall);
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'both subnets send to each other through the firewall',
      world: () => {
        const { world, web, data, firewall, webTable, dataTable } = guarded();
        webTable.route(data.cidr, firewall);
        dataTable.route(web.cidr, firewall);
        return world;
      },
    },
    {
      title: 'everything inside the VPC goes through it, both ways',
      world: () => {
        const { world, firewall, webTable, dataTable } = guarded();
        webTable.replaceLocal(firewall);
        dataTable.replaceLocal(firewall);
        return world;
      },
    },
    {
      title: 'in and out of the internet through the firewall',
      world: () => published('firewall').world,
    },
    {
      title: 'a NAT instance: the answers come to its own address',
      world: () => {
        const { world, home, igw, webTable, homeTable } = guarded();
        homeTable.route('0.0.0.0/0', igw);
        webTable.route('0.0.0.0/0', home.eni('10.1.9.9', { forwards: true }));
        return world;
      },
    },
    {
      title: 'a gateway endpoint: no appliance, though its route looks like one',
      world: () => {
        const { world, at, a, webTable } = guarded();
        webTable.route(at.prefixList('s3', ['52.216.0.0/15']), a.endpoint('s3'));
        return world;
      },
    },
    {
      title: 'spokes out through firewall and NAT gateway, and back the same way',
      world: () => egress('firewall'),
    },
    {
      title: 'where the appliance stands was not read',
      world: () => {
        const { world, at, data, firewall, webTable } = guarded();
        webTable.route(data.cidr, firewall);
        return world.refuse(at, 'DescribeVpcEndpoints');
      },
    },
    {
      title: 'which way the answers take cannot be told',
      world: () => {
        const { world, at, web, data, igw, firewall, webTable, dataTable } = guarded();
        webTable.route(data.cidr, firewall);
        dataTable.route(at.prefixList('one', [web.cidr]), igw);
        dataTable.route(web.cidr, firewall, { state: 'filtered' });
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
  ],
  loud: [
    {
      title: 'web to data through the firewall, answers by the local route',
      world: () => {
        const { world, data, firewall, webTable } = guarded();
        webTable.route(data.cidr, firewall);
        return world;
      },
      mended: () => {
        const { world, web, data, firewall, webTable, dataTable } = guarded();
        webTable.route(data.cidr, firewall);
        dataTable.route(web.cidr, firewall);
        return world;
      },
      findings: [
        {
          message:
            'web (subnet-web) sends to data (subnet-data) in a (vpc-a) through vpce-a-firewall, but a-data (rtb-a-data) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-a-firewall', 'vpc-a'],
          path: ['vpc-a', 'subnet-web', 'vpce-a-firewall', 'subnet-data'],
          places: [
            { resource: 'rtb-a-data', detail: '10.1.0.0/24 to local, not to vpce-a-firewall' },
          ],
        },
      ],
    },
    {
      title: 'each through the firewall of its own zone',
      world: () => {
        const { world, a, web, data, firewall, webTable, dataTable } = guarded();
        const second = a.endpoint('firewall-b', {
          type: 'GatewayLoadBalancer',
          subnets: [a.subnet('10.1.10.0/24', 'b', 'firewall-b')],
        });
        webTable.route(data.cidr, firewall);
        dataTable.route(web.cidr, second);
        return world;
      },
      findings: [
        {
          message:
            'web (subnet-web) sends to data (subnet-data) in a (vpc-a) through vpce-a-firewall, but a-data (rtb-a-data) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-a-firewall', 'vpce-a-firewall-b', 'vpc-a'],
          places: [
            {
              resource: 'rtb-a-data',
              detail: '10.1.0.0/24 to vpce-a-firewall-b, not to vpce-a-firewall',
            },
            {
              resource: 'rtb-a-web',
              detail: '10.1.1.0/24 to vpce-a-firewall, not to vpce-a-firewall-b',
            },
          ],
        },
      ],
    },
    {
      title: 'an interface in the way of one direction',
      world: () => {
        const { world, home, data, webTable } = guarded();
        webTable.route(data.cidr, home.eni('10.1.9.9', { name: 'router', forwards: true }));
        return world;
      },
      findings: [
        {
          message:
            'web (subnet-web) sends to data (subnet-data) in a (vpc-a) through router (eni-router), but a-data (rtb-a-data) sends the answers past it.',
          severity: 'error',
          resources: ['eni-router', 'vpc-a'],
        },
      ],
    },
    {
      title: 'in through the firewall, out by the internet gateway',
      world: () => published('igw').world,
      mended: () => published('firewall').world,
      findings: [
        {
          message:
            'What a-igw (igw-a-igw) brings to web (subnet-web) in a (vpc-a) passes vpce-a-firewall, but a-web (rtb-a-web) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-a-firewall', 'vpc-a'],
          places: [
            { resource: 'rtb-a-web', detail: '0.0.0.0/0 to igw-a-igw, not to vpce-a-firewall' },
          ],
        },
      ],
    },
    {
      title: 'out through the firewall, in without a table of the gateway',
      world: () => {
        const { world, igw, firewall, webTable, homeTable } = guarded();
        homeTable.route('0.0.0.0/0', igw);
        webTable.route('0.0.0.0/0', firewall);
        return world;
      },
      findings: [
        {
          message:
            'What leaves web (subnet-web) for a-igw (igw-a-igw) in a (vpc-a) passes vpce-a-firewall, but a-igw (igw-a-igw) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-a-firewall', 'vpc-a'],
          places: [
            {
              resource: 'igw-a-igw',
              detail: '10.1.0.0/24 by no table of its own, so not through vpce-a-firewall',
            },
          ],
        },
      ],
    },
    {
      title: 'out through firewall and NAT gateway, back to the subnet directly',
      world: () => {
        const { world, a, igw, firewall, dataTable, homeTable } = guarded();
        const open = a.subnet('10.1.2.0/24', 'a', 'public');
        a.table('public', open).route('0.0.0.0/0', igw);
        homeTable.route('0.0.0.0/0', a.nat(open));
        dataTable.route('0.0.0.0/0', firewall);
        return world;
      },
      findings: [
        {
          message:
            'What leaves data (subnet-data) for a-nat (nat-a-nat) in a (vpc-a) passes vpce-a-firewall, but a-public (rtb-a-public) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-a-firewall', 'vpc-a'],
          places: [
            { resource: 'rtb-a-public', detail: '10.1.1.0/24 to local, not to vpce-a-firewall' },
          ],
        },
      ],
    },
    {
      title: 'spokes out through firewall and NAT gateway, back to the hub past the firewall',
      world: () => egress('hub'),
      mended: () => egress('firewall'),
      findings: [
        {
          message:
            'What leaves hub (tgw-hub) for egress-nat (nat-egress-nat) in egress (vpc-egress) passes vpce-egress-firewall, but egress-public (rtb-egress-public) sends the answers past it.',
          severity: 'error',
          resources: ['vpce-egress-firewall', 'vpc-egress'],
          places: [
            {
              resource: 'rtb-egress-public',
              detail: '10.0.0.0/8 to tgw-hub, not to vpce-egress-firewall',
            },
          ],
        },
      ],
    },
  ],
});
