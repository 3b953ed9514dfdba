/** Cases of mesh-asymmetric-peering-tgw. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import { hubEstate } from '../../world/hub-estate.ts';

const A_TO_B = '10.2.0.0/16';
const B_TO_A = '10.1.0.0/16';

export default defineCases({
  quiet: [
    {
      title: 'both ways over the peering',
      world: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.main.route(A_TO_B, link).route('10.0.0.0/8', hub);
        b.main.route(B_TO_A, link).route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'both ways over the gateway; the peering is still there',
      world: () => {
        const { world, a, b, hub } = hubEstate();
        a.main.route(A_TO_B, hub);
        b.main.route(B_TO_A, hub);
        return world;
      },
    },
    {
      title: 'each pair of subnets both ways alike: one by peering, the others over the gateway',
      world: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.main.route('10.0.0.0/8', hub);
        b.main.route('10.0.0.0/8', hub);
        a.table('busy', a.subnet('10.1.1.0/24'))
          .route('10.2.1.0/24', link)
          .route('10.0.0.0/8', hub);
        b.table('busy', b.subnet('10.2.1.0/24'))
          .route('10.1.1.0/24', link)
          .route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'the gateway does not lead back: peering-one-way tells of it',
      world: () => {
        const { world, a, b, link, hub } = hubEstate('egress');
        a.main.route(A_TO_B, link);
        b.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'the route there stands in a table that no subnet uses',
      world: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.table('spare').route(A_TO_B, link);
        b.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'there by peering, back not at all: peering-one-way tells of it',
      world: () => {
        const { world, a, link } = hubEstate();
        a.main.route(A_TO_B, link);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'one side was moved to the gateway, the other was not',
      world: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.main.route(A_TO_B, link);
        b.main.route('10.0.0.0/8', hub);
        return world;
      },
      mended: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.main.route(A_TO_B, link);
        b.main.route('10.0.0.0/8', hub).route(B_TO_A, link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) reaches b (vpc-b) over a-b (pcx-a-b), but is answered over hub (tgw-hub).',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b', 'tgw-hub'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b', 'tgw-hub'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-main', detail: '10.0.0.0/8 to tgw-hub' },
          ],
        },
      ],
    },
    {
      title: 'the answers pass a firewall',
      world: () => {
        const { world, a, b, link, hub } = hubEstate('firewall');
        a.main.route('0.0.0.0/0', hub);
        b.main.route('0.0.0.0/0', hub).route(B_TO_A, link);
        return world;
      },
      findings: [
        {
          message:
            'b (vpc-b) reaches a (vpc-a) over a-b (pcx-a-b), but is answered over hub (tgw-hub) through the firewall of middle (vpc-middle), which sees half of it.',
          severity: 'error',
          resources: ['pcx-a-b', 'vpc-b', 'vpc-a', 'tgw-hub'],
          path: ['vpc-b', 'pcx-a-b', 'vpc-a', 'tgw-hub', 'vpc-middle'],
          places: [
            { resource: 'rtb-a-main', detail: '0.0.0.0/0 to tgw-hub' },
            { resource: 'rtb-b-main', detail: '10.1.0.0/16 to pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'a canary: one subnet of b answers over the gateway already',
      world: () => {
        const { world, a, b, link, hub } = hubEstate();
        a.main.route(A_TO_B, link);
        b.main.route(B_TO_A, link);
        b.table('canary', b.subnet('10.2.1.0/24')).route('10.1.0.0/17', hub).route(B_TO_A, link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) reaches b (vpc-b) over a-b (pcx-a-b), but is answered over hub (tgw-hub).',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b', 'tgw-hub'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-canary', detail: '10.1.0.0/17 to tgw-hub' },
          ],
        },
      ],
    },
    {
      title:
        "the tables of the gateway are another account's: where it takes the answers is not known",
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', '10.2.0.0/16');
        const hub = world.region('us-east-1', '999999999999').tgw('hub');
        const ends = [a, b].map((vpc) =>
          hub.attach(vpc, [vpc.subnet(vpc.cidrs[0]!.replace('/16', '/24'))]),
        );
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        a.main.route(A_TO_B, world.peer(a, b));
        b.main.route(B_TO_A, hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) reaches b (vpc-b) over a-b (pcx-a-b), but is answered over hub (tgw-hub).',
          severity: 'warning',
          sure: false,
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'answered over a core network, whose routes are not read',
      world: () => {
        const { world, a, b, link } = hubEstate();
        a.main.route(A_TO_B, link);
        b.main.route('10.0.0.0/8', {
          kind: 'core-network',
          id: 'arn:aws:networkmanager::111111111111:core-network/core-network-1',
        });
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) reaches b (vpc-b) over a-b (pcx-a-b), but is answered over arn:aws:networkmanager::111111111111:core-network/core-network-1.',
          severity: 'warning',
          sure: false,
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
  ],
});
