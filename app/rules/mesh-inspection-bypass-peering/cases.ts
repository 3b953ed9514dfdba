/** Cases of mesh-inspection-bypass-peering. */
import { hubEstate } from '../../world/hub-estate.ts';
import { defineCases } from '../case.ts';

/** Both route each other over the peering, and everything else to the gateway. */
function bypass(how: 'straight' | 'firewall' | 'egress', options: { peered?: boolean } = {}) {
  const made = hubEstate(how);
  const { a, b, link, hub } = made;
  if (options.peered !== false) {
    a.main.route('10.2.0.0/16', link);
    b.main.route('10.1.0.0/16', link);
  }
  for (const vpc of [a, b]) vpc.main.route('0.0.0.0/0', hub);
  return made;
}

export default defineCases({
  quiet: [
    {
      title: 'the peering is not routed, so that everything passes the firewall',
      world: () => bypass('firewall', { peered: false }).world,
    },
    {
      title: 'the gateway leads straight from one to the other: nothing to go around',
      world: () => bypass('straight').world,
    },
    {
      title: 'the gateway sends the rest to a VPC with NAT only, which is no firewall',
      world: () => bypass('egress').world,
    },
    {
      title: 'only one side takes the peering: mesh-asymmetric-peering-tgw tells of it',
      world: () => {
        const { world, a, link } = bypass('firewall', { peered: false });
        a.main.route('10.2.0.0/16', link);
        return world;
      },
    },
    {
      title: 'the firewall looks at the way to the internet; the two reach each other straight',
      world: () => {
        const { world, spokes, ends } = bypass('firewall');
        spokes.propagate(...ends);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a peering between two spokes of a firewall',
      world: () => bypass('firewall').world,
      mended: () => bypass('firewall', { peered: false }).world,
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) talk over a-b (pcx-a-b), past the firewall of middle (vpc-middle) that hub (tgw-hub) sends them to.',
          severity: 'error',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b', 'vpc-middle'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b', 'tgw-hub', 'vpc-middle'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-main', detail: '10.1.0.0/16 to pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'for one subnet only',
      world: () => {
        const { world, a, b, link, hub } = bypass('firewall', { peered: false });
        a.table('db', a.subnet('10.1.5.0/24')).route('10.2.5.0/24', link).route('0.0.0.0/0', hub);
        b.table('db', b.subnet('10.2.5.0/24')).route('10.1.5.0/24', link).route('0.0.0.0/0', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) talk over a-b (pcx-a-b), past the firewall of middle (vpc-middle) that hub (tgw-hub) sends them to.',
          severity: 'error',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b', 'vpc-middle'],
          places: [
            { resource: 'rtb-a-db', detail: '10.2.5.0/24 to pcx-a-b' },
            { resource: 'rtb-b-db', detail: '10.1.5.0/24 to pcx-a-b' },
          ],
        },
      ],
    },
  ],
});
