/** Transit gateways peered with a core network edge of the same ASN. */
import { z } from 'zod';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cwan-tgw-asn-conflict',
  about: {
    title: 'Core network edge and transit gateway share an ASN',
    why: 'A peering between a core network and a transit gateway exchanges routes by BGP, and a speaker drops routes that carry its own ASN. With one ASN on both sides nothing is learned, though the peering itself may look healthy.',
    remedy:
      'Give the edge another ASN in the core network policy, or the transit gateway another one. Both have to be made without attachments that rest on the old one.',
    severity: 'error',
    category: 'hybrid',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-peerings.html'],
  },
  needs: ['core-network', 'tgw-peering-attachment', 'transit-gateway'],
  options: z.object({}),
  messages: {
    same: '{tgw} and the edge of {network} in {region}, which it is peered with, both have ASN {asn}.',
  },
  check({ topology }, say) {
    for (const peering of topology.all('tgw-peering-attachment')) {
      if (['deleted', 'deleting', 'rejected'].includes(peering.state)) continue;
      const sides = [peering.requester, peering.accepter];
      const core = sides.find((side) => side.coreNetwork !== undefined);
      const tgw = topology.get('transit-gateway', sides.find((side) => side.tgw !== '')?.tgw ?? '');
      const network = topology.get('core-network', core?.coreNetwork ?? '');
      if (!tgw || !network) continue;
      // An edge peers only with gateways of its own Region.
      const edge = network.edges?.find((e) => e.location === tgw.region);
      if (edge?.asn === undefined || edge.asn !== tgw.asn) continue;
      say({
        message: 'same',
        at: [tgw.id, network.id],
        path: [tgw.id, peering.id, network.id],
        data: {
          tgw: topology.label(tgw.id),
          network: topology.label(network.id),
          region: edge.location,
          asn: edge.asn,
        },
      });
    }
  },
});
