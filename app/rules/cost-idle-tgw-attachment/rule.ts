/** Attachments that are in order, and over which nobody can talk to anybody. */
import { z } from 'zod';
import { monthly } from '../parts/monthly.ts';
import { unrouted } from '../parts/unrouted.ts';
import { defineRule } from '../rule.ts';
import { Ways } from './ways.ts';

export default defineRule({
  id: 'cost-idle-tgw-attachment',
  about: {
    title: 'Transit gateway attachment without a partner',
    why: 'An attachment is billed by the hour, whatever it carries. This one carries nothing: no other attachment of the transit gateway can send to it, and its own table leads nowhere else; or it is a peering that no route uses.',
    remedy:
      'Delete the attachment, or finish what it was made for: propagate it where it should be reached, and route from its own table. Keep one that waits as a standby by suppressing the finding.',
    severity: 'info',
    category: 'cost',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
    ],
  },
  needs: ['tgw-route-table', 'tgw-attachment'],
  options: z.object({}),
  messages: {
    peering: '{a} and {b} are peered over {link}, but no route of either leads there{cost}.',
    alone:
      '{resource} is attached to {tgw}, but no other attachment can reach it, and it can reach none{cost}.',
  },
  check({ topology }, say) {
    const ways = new Ways(topology);
    for (const attachment of topology.attachments) {
      const { id, type, state, ends, peering } = attachment;
      if (state !== 'available' || !ends.every(({ tgw }) => ways.known(tgw))) continue;
      if (peering) {
        // Routes by BGP are not static, and not ours to see.
        if (ends.length < 2 || ends.some(({ tgw }) => ways.leadsTo(tgw, id))) continue;
        const [a, b] = [ends[0]!.tgw, ends[1]!.tgw];
        say({
          message: 'peering',
          at: [id, a, b],
          path: [a, id, b],
          places: [...topology.tgwTablesOf(a), ...topology.tgwTablesOf(b)].map((table) => ({
            resource: table.id,
            detail: `no route to ${id}`,
          })),
          data: {
            a: topology.label(a),
            b: topology.label(b),
            link: topology.label(id),
            cost: monthly([peering.requester.region, peering.accepter.region]),
          },
        });
        continue;
      }
      const end = ends[0];
      if (!end || !TALKS.has(type)) continue;
      if (ways.isReached(end.tgw, id)) continue;
      // tgw-attachment-not-associated, -not-propagated and -without-vpc-route tell of what is missing there.
      if (end.table === undefined || end.table === 'none' || !ways.leadsTo(end.tgw, id)) continue;
      if (ways.reachesOthers(end.table, id) || unrouted(topology).has(id)) continue;
      say({
        message: 'alone',
        at: [id, end.tgw],
        path: [end.tgw, end.table, id],
        places: [{ resource: end.table, detail: `leads nowhere but to ${id}` }],
        data: {
          resource: topology.label(attachment.resource),
          tgw: topology.label(end.tgw),
          cost: monthly([topology.placeOf(end.tgw).region]),
        },
      });
    }
  },
});

const TALKS: ReadonlySet<string> = new Set(['vpc', 'vpn', 'direct-connect-gateway', 'connect']);
