/** VPN connections that end on nothing. */
import { z } from 'zod';
import { endsNowhere, endsOf, readyConnections } from '../parts/vpn-ends.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'vpn-unassociated',
  about: {
    title: 'VPN connection that ends on no gateway',
    why: 'The connection is associated with no virtual private gateway, transit gateway or core network. Its tunnels lead nowhere, and it is billed by the hour all the same.',
    remedy:
      'Change its target to the gateway it was meant for, or delete it. A connection prepared for a move can be suppressed until the day of the move.',
    severity: 'info',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/modify-vpn-target.html',
    ],
  },
  needs: ['vpn-connection'],
  options: z.object({}),
  messages: { nowhere: '{vpn} from {customer} ends on no gateway in AWS.' },
  check({ topology }, say) {
    for (const vpn of readyConnections(topology)) {
      if (!endsNowhere(vpn)) continue;
      const ends = endsOf(topology, vpn);
      say({
        message: 'nowhere',
        at: [vpn.id, ...ends],
        path: [vpn.id, ...ends],
        places: [{ resource: vpn.id, detail: vpn.association ?? 'no target' }],
        data: {
          vpn: topology.label(vpn.id),
          customer: topology.label(vpn.customerGateway) || 'a customer gateway',
        },
      });
    }
  },
});
