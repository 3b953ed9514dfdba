/** Attachments that no transit gateway route table leads to. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-attachment-not-propagated',
  about: {
    title: 'Attachment that no route table leads to',
    why: 'Nothing can be sent to an attachment unless some route table of the transit gateway learns its prefixes by propagation or has a static route to it. Without either it can send, but never hears an answer.',
    remedy:
      'Turn on propagation into the tables whose attachments should reach it, or add a static route there.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    ],
  },
  needs: ['tgw-route-table'],
  options: z.object({}),
  messages: {
    unreachable:
      '{attachment} is attached to {tgw}, but no route table leads to it: nothing can reach {resource}.',
  },
  check({ topology }, say) {
    const led = new Map<Ref, ReadonlySet<Ref> | undefined>();
    for (const attachment of topology.attachments) {
      if (attachment.state !== 'available' || !LEARNED.has(attachment.type)) continue;
      const tgw = attachment.ends[0]?.tgw;
      if (tgw === undefined) continue;
      if (!led.has(tgw)) led.set(tgw, destinations(topology, tgw));
      const known = led.get(tgw);
      if (!known || known.has(attachment.id)) continue;
      const vpc = attachment.vpc === undefined ? [] : [attachment.vpc];
      say({
        message: 'unreachable',
        at: [attachment.id, tgw, ...vpc],
        path: [tgw, attachment.id, ...vpc],
        places: topology
          .tgwTablesOf(tgw)
          .map((table) => ({ resource: table.id, detail: 'no propagation, no static route' })),
        data: {
          attachment: topology.label(attachment.id),
          tgw: topology.label(tgw),
          resource: topology.label(attachment.resource),
        },
      });
    }
  },
});

/** Types that a table can learn from. Peerings take static routes only, on either side, as traffic needs them. */
const LEARNED: ReadonlySet<string> = new Set(['vpc', 'vpn', 'direct-connect-gateway', 'connect']);

/**
 * Attachments that tables of a gateway lead to; undefined where not every table was read. Terraform's tables are read: that
 * there may be others keeps what is said from being sure.
 * An enabled propagation counts although AWS may hold its prefix back: cidr-overlap-connected tells of that.
 */
function destinations(topology: Topology, tgw: Ref): ReadonlySet<Ref> | undefined {
  const tables = topology.tgwTablesOf(tgw);
  const complete = tables.every((t) => t.propagations && t.routes && !t.truncated);
  if (tables.length === 0 || !complete) return undefined;
  if (!topology.sawPart('tgw-route-table', topology.placeOf(tgw))) return undefined;
  const out = new Set<Ref>();
  for (const table of tables) {
    for (const p of table.propagations ?? [])
      if (p.state === 'enabled' || p.state === 'enabling') out.add(p.attachment);
    for (const route of [...(table.routes ?? []), ...table.listRoutes])
      for (const t of route.targets) out.add(t.attachment);
  }
  return out;
}
