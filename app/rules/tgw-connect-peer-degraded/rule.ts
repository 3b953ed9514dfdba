/** Connect peers with BGP sessions that are down. */
import { z } from 'zod';
import { groupBy } from '../../base/order.ts';
import type { TgwConnectPeer } from '../../kinds/tgw-connect-peer.ts';
import { hoursBetween } from '../parts/age.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-connect-peer-degraded',
  about: {
    title: 'Connect peer with BGP down',
    why: 'A Connect attachment knows no static routes: what its peers do not announce over BGP is not routed. Each peer has two sessions, to two ends in AWS; with one of them the next maintenance takes the peer down, with none it announces nothing.',
    remedy:
      "Look at the appliance: GRE to the gateway's address, BGP to both of its inside addresses with multihop, and the route of its subnet to the transit gateway's CIDR block.",
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-connect.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachmentBgpConfiguration.html',
    ],
  },
  needs: ['tgw-connect-peer'],
  options: z.object({
    hours: z.number().min(0).default(24).describe('Hours that a new peer may take to come up.'),
  }),
  messages: {
    down: '{peer} of {attachment} has no BGP session up: nothing is learned from {address}{others}.',
    half: '{peer} of {attachment} has {down} of {all} BGP sessions down: nothing stands in when the other goes.',
  },
  check({ topology, options }, say) {
    const live = topology.all('tgw-connect-peer').filter((peer) => peer.state === 'available');
    for (const peers of groupBy(live, (peer) => peer.attachment).values()) {
      for (const peer of peers) {
        const age = hoursBetween(peer.created, topology.takenAt);
        if (age !== undefined && age < options.hours) continue;
        const [up, down] = [sessions(peer, 'up'), sessions(peer, 'down')];
        if (down === 0) continue;
        const others = peers.some((other) => sessions(other, 'up') > 0);
        const transport = topology.get('tgw-connect', peer.attachment)?.transport;
        say({
          message: up > 0 ? 'half' : 'down',
          severity: up > 0 || others ? 'warning' : 'error',
          at: [peer.id, peer.attachment],
          path: [peer.id, peer.attachment, ...(transport ? [transport] : [])],
          places: peer.sessions.map(({ peerAddress, status }) => ({
            resource: peer.id,
            detail: `${peerAddress || 'session'} is ${status ?? 'in no state AWS names'}`,
          })),
          data: {
            peer: topology.label(peer.id),
            attachment: topology.label(peer.attachment),
            address: peer.peerAddress || 'its appliance',
            others: others ? '; other peers of the attachment are up' : '',
            down,
            all: peer.sessions.length,
          },
        });
      }
    }
  },
});

const sessions = (peer: TgwConnectPeer, status: string): number =>
  peer.sessions.filter((session) => session.status === status).length;
