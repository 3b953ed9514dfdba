/** Cases of tgw-client-vpn-not-propagated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with a Client VPN attachment. */
function clients(options: { block?: boolean; propagated?: boolean } = {}) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', options.block === false ? {} : { cidrs: ['192.0.2.0/24'] });
  const end = hub.attachOther('clients', 'client-vpn', 'cvpn-endpoint-1', ['10.200.0.0/16']);
  const table = hub.table('all').associate(end);
  if (options.propagated !== false) table.propagate(end);
  return { world, at, end };
}

export default defineCases({
  quiet: [
    { title: 'propagated, and the gateway has a block', world: () => clients().world },
    {
      title: 'the attachment is being deleted',
      world: () => {
        const { world, end } = clients({ block: false, propagated: false });
        end.state = 'deleting';
        return world;
      },
    },
    {
      title: 'the propagations could not be read',
      world: () => {
        const { world, at } = clients({ propagated: false });
        return world.refuse(at, 'GetTransitGatewayRouteTablePropagations');
      },
    },
    {
      title: 'a gateway without a block that no clients use',
      world: () => {
        const world = new World();
        const at = world.region();
        at.tgw('hub').attach(at.vpc('a', '10.1.0.0/16'), []);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'propagated nowhere',
      world: () => clients({ propagated: false }).world,
      mended: () => clients().world,
      findings: [
        {
          message:
            'hub-clients (tgw-attach-hub-clients) propagates into no table of hub (tgw-hub): nothing can answer its clients.',
          severity: 'warning',
          resources: ['tgw-attach-hub-clients', 'tgw-hub'],
          places: [{ resource: 'tgw-rtb-hub-all', detail: 'no propagation' }],
        },
      ],
    },
    {
      title: 'the gateway has no block',
      world: () => clients({ block: false }).world,
      mended: () => clients().world,
      findings: [
        {
          message:
            'hub (tgw-hub) has no CIDR block, which hub-clients (tgw-attach-hub-clients) needs.',
          severity: 'warning',
          resources: ['tgw-hub'],
          places: [{ resource: 'tgw-attach-hub-clients', detail: 'no CIDR block of tgw-hub' }],
        },
      ],
    },
  ],
});
