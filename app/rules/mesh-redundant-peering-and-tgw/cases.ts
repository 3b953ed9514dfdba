/** Cases of mesh-redundant-peering-and-tgw. */
import { hubEstate } from '../../world/hub-estate.ts';
import { defineCases } from '../case.ts';

/** Both route each other over the peering, and `wide` to the gateway. */
function beside(how: 'straight' | 'firewall' = 'straight', wide = '10.0.0.0/8') {
  const made = hubEstate(how);
  const { a, b, link, hub } = made;
  a.main.route('10.2.0.0/16', link).route(wide, hub);
  b.main.route('10.1.0.0/16', link).route(wide, hub);
  return made;
}

export default defineCases({
  quiet: [
    {
      title: 'the gateway is for other networks: no route to it would take over',
      world: () => beside('straight', '172.16.0.0/12').world,
    },
    {
      title: 'the tables of the gateway keep the two apart',
      world: () => {
        const { world, at, a, b, link } = hubEstate('egress');
        const other = at.tgw('other');
        other.table('apart').associate(other.attach(a, []));
        a.main.route('10.2.0.0/16', link).route('10.0.0.0/8', other);
        b.main.route('10.1.0.0/16', link).route('10.0.0.0/8', other);
        return world;
      },
    },
    {
      title: 'the peering is not routed: nothing is carried twice',
      world: () => {
        const { world, a, b, hub } = hubEstate();
        for (const vpc of [a, b]) vpc.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title:
        'the gateway would send it through a firewall: mesh-inspection-bypass-peering tells of it',
      world: () => beside('firewall').world,
    },
  ],
  loud: [
    {
      title: 'a move to the gateway that stopped before the last step',
      world: () => beside().world,
      mended: () => {
        const { world, a, b, hub } = hubEstate();
        for (const vpc of [a, b]) vpc.main.route('10.0.0.0/8', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) talk over a-b (pcx-a-b); hub (tgw-hub) would carry them too.',
          severity: 'info',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b', 'tgw-hub'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-main', detail: '10.1.0.0/16 to pcx-a-b' },
          ],
        },
      ],
    },
  ],
});
