/** Routes of a VPC to a transit gateway that the VPC is not attached to. */
import { z } from 'zod';
import { isUsed } from '../../mesh/use.ts';
import { destinationsOf, detached, sendingPlaces } from '../parts/sending.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-vpc-route-without-attachment',
  about: {
    title: 'Route to a transit gateway without an attachment',
    why: 'A route to a transit gateway works through an attachment of the VPC only. When the attachment is deleted the route stays, wins for its addresses and drops what is sent there.',
    remedy:
      'Attach the VPC to the transit gateway again, with a subnet in every zone that sends, or remove the routes.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  needs: ['tgw-vpc-attachment'],
  options: z.object({}),
  messages: {
    lost: '{vpc} sends {what} to {tgw}, but is not attached to it: that traffic is dropped.',
    unused:
      '{vpc} holds routes for {what} to {tgw}, to which it is not attached; no subnet uses their tables.',
  },
  check({ topology }, say) {
    for (const { vpc, tgw, sendings } of detached(topology)) {
      const used = sendings.filter(({ table }) => isUsed(topology, table));
      const told = used.length > 0 ? used : sendings;
      say({
        message: used.length > 0 ? 'lost' : 'unused',
        ...(used.length > 0 ? {} : { severity: 'info' }),
        at: [vpc, tgw],
        path: [vpc, told[0]!.table.id, tgw],
        places: sendingPlaces(topology, sendings),
        data: {
          vpc: topology.label(vpc),
          what: destinationsOf(topology, told),
          tgw: topology.label(tgw),
        },
      });
    }
  },
});
