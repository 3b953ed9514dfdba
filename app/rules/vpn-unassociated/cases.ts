/** Cases of vpn-unassociated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A connection without a target, and what AWS says of it. */
function loose(fields: Readonly<Record<string, unknown>>) {
  const world = new World();
  const at = world.region();
  at.add('customer-gateway', 'cgw-office', () => ({
    CustomerGatewayId: 'cgw-office',
    State: 'available',
    IpAddress: '198.51.100.10',
    BgpAsn: '65010',
    Tags: [],
  }));
  at.add('vpn-connection', 'vpn-office', () => ({
    VpnConnectionId: 'vpn-office',
    CustomerGatewayId: 'cgw-office',
    State: 'available',
    VgwTelemetry: [],
    Tags: [],
    ...fields,
  }));
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'on a transit gateway',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.attachVpn(at.vpn('office', hub));
        return world;
      },
    },
    {
      title: 'on a core network',
      world: () =>
        loose({
          CoreNetworkArn: 'arn:aws:networkmanager::111111111111:core-network/core-network-1',
          GatewayAssociationState: 'associated',
        }),
    },
    {
      title: 'on a concentrator',
      world: () => loose({ VpnConcentratorId: 'vcn-1' }),
    },
    {
      title: 'being associated right now',
      world: () => loose({ GatewayAssociationState: 'associating' }),
    },
    { title: 'deleted, and still listed', world: () => loose({ State: 'deleted' }) },
  ],
  loud: [
    {
      title: 'made for a core network, and never attached',
      world: () => {
        const world = new World();
        world.region().vpn('office', undefined);
        return world;
      },
      mended: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.attachVpn(at.vpn('office', hub));
        return world;
      },
      findings: [
        {
          message: 'office (vpn-office) from office (cgw-office) ends on no gateway in AWS.',
          severity: 'info',
          resources: ['vpn-office', 'cgw-office'],
          places: [{ resource: 'vpn-office', detail: 'not-associated' }],
        },
      ],
    },
    {
      title: 'an answer without the state, and without a target',
      world: () => loose({}),
      findings: [
        {
          message: 'vpn-office from cgw-office ends on no gateway in AWS.',
          severity: 'info',
          resources: ['vpn-office', 'cgw-office'],
          places: [{ resource: 'vpn-office', detail: 'no target' }],
        },
      ],
    },
  ],
});
