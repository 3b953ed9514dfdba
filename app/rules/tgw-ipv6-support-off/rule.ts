/** IPv6 routes to a transit gateway over an attachment that does not carry IPv6. */
import { z } from 'zod';
import type { Route } from '../../kinds/route-table.ts';
import { isUsed } from '../../mesh/use.ts';
import type { Topology } from '../../topology/topology.ts';
import {
  destinationsOf,
  liveVpcAttachments,
  type Sending,
  sendingPlaces,
  sendingTo,
} from '../parts/sending.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-ipv6-support-off',
  about: {
    title: 'IPv6 routed over an attachment without IPv6 support',
    why: 'IPv6 support of a VPC attachment is off unless asked for. The VPC has the route, the gateway may even have one back, but the attachment carries no IPv6 packet; dual-stack clients that prefer IPv6 wait for a timeout.',
    remedy:
      'Turn on IPv6 support of the attachment (its subnets need IPv6 blocks), or remove the IPv6 routes to the transit gateway.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachmentOptions.html',
    ],
  },
  needs: ['tgw-vpc-attachment', 'route-table', 'subnet'],
  options: z.object({}),
  messages: {
    off: '{vpc} sends {what} to {tgw}, but {attachment} does not carry IPv6: that traffic is dropped.',
  },
  check({ topology }, say) {
    for (const attachment of liveVpcAttachments(topology)) {
      if (attachment.vpcView?.ipv6 !== false) continue;
      const { vpc } = attachment;
      if (!topology.cidrsOf(vpc).some((cidr) => cidr.family === 6)) continue;
      const tgw = attachment.ends[0]?.tgw ?? '';
      const sending = sendingTo(topology, vpc, tgw).flatMap((s): Sending[] => {
        const routes = s.routes.filter((r) => r.state === 'active' && isIpv6(topology, r));
        return routes.length > 0 && isUsed(topology, s.table) ? [{ ...s, routes }] : [];
      });
      if (sending.length === 0) continue;
      say({
        message: 'off',
        at: [attachment.id, vpc],
        path: [vpc, attachment.id, tgw],
        places: sendingPlaces(topology, sending),
        data: {
          vpc: topology.label(vpc),
          what: destinationsOf(topology, sending),
          tgw: topology.label(tgw),
          attachment: topology.label(attachment.id),
        },
      });
    }
  },
});

const isIpv6 = (topology: Topology, { cidr, prefixList }: Route): boolean =>
  (cidr?.family ?? topology.get('prefix-list', prefixList ?? '')?.family) === 6;
