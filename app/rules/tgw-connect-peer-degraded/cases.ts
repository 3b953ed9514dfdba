/** Cases of tgw-connect-peer-degraded. Worlds are read on 2026-01-05 at 09:00 UTC. */
import { connect, type ConnectPeerSpec } from '../../world/connect.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Appliances in a VPC, with a Connect attachment over that of the VPC. */
function sdwan(...peers: readonly ConnectPeerSpec[]) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', { cidrs: ['192.0.2.0/24'] });
  const edge = at.vpc('edge', '10.9.0.0/16');
  connect(hub, 'sdwan', hub.attach(edge, [edge.subnet('10.9.0.0/24')]), peers);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'both sessions are up', world: () => sdwan({ name: 'one' }, { name: 'two' }) },
    {
      title: 'made this morning, and being set up',
      world: () =>
        sdwan({ name: 'one', bgp: ['down', 'down'], created: '2026-01-05T08:00:00.000Z' }),
    },
    {
      title: 'not made yet',
      world: () => sdwan({ name: 'one', bgp: ['down', 'down'], state: 'pending' }),
    },
  ],
  loud: [
    {
      title: 'the only peer is down',
      world: () => sdwan({ name: 'one', bgp: ['down', 'down'] }),
      mended: () => sdwan({ name: 'one' }),
      findings: [
        {
          message:
            'one (tgw-connect-peer-one) of hub-sdwan (tgw-attach-hub-sdwan) has no BGP session up: nothing is learned from 10.9.0.10.',
          severity: 'error',
          resources: ['tgw-connect-peer-one', 'tgw-attach-hub-sdwan'],
          path: ['tgw-connect-peer-one', 'tgw-attach-hub-sdwan', 'tgw-attach-hub-edge'],
          places: [
            { resource: 'tgw-connect-peer-one', detail: '169.254.6.1 is down' },
            { resource: 'tgw-connect-peer-one', detail: '169.254.6.1 is down' },
          ],
        },
      ],
    },
    {
      title: 'one peer is down, the other has lost a session',
      world: () =>
        sdwan({ name: 'one', bgp: ['down', 'down'] }, { name: 'two', bgp: ['up', 'down'] }),
      findings: [
        {
          message:
            'one (tgw-connect-peer-one) of hub-sdwan (tgw-attach-hub-sdwan) has no BGP session up: nothing is learned from 10.9.0.10; other peers of the attachment are up.',
          severity: 'warning',
          resources: ['tgw-connect-peer-one', 'tgw-attach-hub-sdwan'],
        },
        {
          message:
            'two (tgw-connect-peer-two) of hub-sdwan (tgw-attach-hub-sdwan) has 1 of 2 BGP sessions down: nothing stands in when the other goes.',
          severity: 'warning',
          resources: ['tgw-connect-peer-two', 'tgw-attach-hub-sdwan'],
        },
      ],
    },
  ],
});
