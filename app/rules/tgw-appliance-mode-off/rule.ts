/** Inspection VPCs with appliances in several zones whose attachment may split a flow between them. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { type Cidr, compareCidr, firstHost } from '../../base/cidr.ts';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { type Landing, landingsOf, middleboxFor, middleboxTables } from '../parts/inspection.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import { listed } from '../parts/words.ts';
import { zonesOf } from '../parts/zones.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-appliance-mode-off',
  about: {
    title: 'Inspection VPC without appliance mode',
    why: 'A transit gateway keeps traffic in the zone it came from. A question from zone a meets the firewall in zone a, the answer from zone b the one in zone b: that one never saw the connection begin, and a stateful firewall drops it. Flows within one zone work, so that it looks like chance.',
    remedy:
      "Turn on appliance mode support of the inspection VPC's attachment: each flow then keeps to one zone there, both ways. Flows that are under way may be moved once.",
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/network-firewall/latest/developerguide/asymmetric-routing.html',
    ],
  },
  needs: ['tgw-vpc-attachment', 'tgw-route-table', 'route-table', 'subnet'],
  options: z.object({}),
  messages: {
    split:
      '{attachment} has appliance mode off, though {vpc} inspects traffic between {one} and {other} with {boxes} in {zones}: answers may pass another than questions did.',
  },
  check({ topology, routing }, say) {
    const inspecting = middleboxTables(topology);
    if (inspecting.size === 0) return;
    for (const attachment of liveVpcAttachments(topology)) {
      if (attachment.vpcView?.applianceMode !== false) continue;
      const landings = landingsOf(topology, attachment).filter(({ table }) =>
        inspecting.has(table),
      );
      if (zonesOf(landings.map(({ subnet }) => subnet)).length < 2) continue;
      const pair = inspectedPair(topology, routing, attachment);
      if (!pair) continue;
      const boxes = boxesFor(routing, landings, pair.cidr);
      const all = uniq(boxes.map(({ box }) => box));
      // One appliance for all zones sees both directions.
      if (all.length < 2) continue;
      const { vpc } = attachment;
      say({
        message: 'split',
        at: [attachment.id, vpc],
        path: [pair.one.id, attachment.id, vpc, pair.other.id],
        places: boxes.map(({ landing, box }) => ({
          resource: landing.subnet.id,
          detail: `${landing.subnet.zone || landing.subnet.zoneId}: ${pair.cidr.text} to ${box}`,
        })),
        data: {
          attachment: topology.label(attachment.id),
          vpc: topology.label(vpc),
          one: topology.label(pair.one.resource),
          other: topology.label(pair.other.resource),
          boxes: count(all.length, 'appliance'),
          zones: listed(zonesOf(boxes.map(({ landing }) => landing.subnet))),
        },
      });
    }
  },
});

/** The appliance of each zone that an address is handed to. */
const boxesFor = (
  routing: Routing,
  landings: readonly Landing[],
  cidr: Cidr,
): { readonly landing: Landing; readonly box: Ref }[] =>
  landings.flatMap((landing) => {
    const box = middleboxFor(routing, landing.table, firstHost(cidr));
    return box === undefined ? [] : [{ landing, box }];
  });

interface Inspected {
  readonly one: Attachment;
  readonly other: Attachment;
  /** Addresses of `other`. */
  readonly cidr: Cidr;
}

/**
 * Two attachments whose traffic for each other is handed to the inspecting one, and goes on from there. Traffic to
 * the internet needs no appliance mode: its answers come back through the NAT gateway of the zone it left from.
 */
function inspectedPair(
  topology: Topology,
  routing: Routing,
  inspecting: LiveVpcAttachment,
): Inspected | undefined {
  const tgw = inspecting.ends[0]?.tgw ?? '';
  const own = topology.get('tgw-route-table', inspecting.ends[0]?.table ?? '');
  if (!own) return undefined;
  const hands = topology
    .tgwTablesOf(tgw)
    .filter((table) =>
      routing
        .tgwRoutesOf(table)
        .routes.some((r) => r.targets.some((t) => t.attachment === inspecting.id)),
    );
  /** By the table asked and the table of the destination: the first destination handed over. */
  const found = new Map<string, { readonly to: Attachment; readonly cidr: Cidr }[]>();
  const routes = [...routing.tgwRoutesOf(own).routes].sort((a, b) => compareCidr(a.cidr, b.cidr));
  for (const { cidr, state, targets } of routes) {
    const to = topology.attachment(targets[0]?.attachment ?? '');
    if (!to || to.id === inspecting.id || state !== 'active' || cidr.length === 0) continue;
    const table = to.ends.find((end) => end.tgw === tgw)?.table;
    if (table === undefined || table === 'none') continue;
    for (const from of hands) {
      const key = `${from.id} ${table}`;
      const list = found.get(key) ?? [];
      // Two are enough: one of them is another than the one found the other way.
      if (list.length >= 2 || list.some((known) => known.to === to)) continue;
      if (!handsOver(routing, from, cidr, inspecting.id)) continue;
      found.set(key, [...list, { to, cidr }]);
      const back = found.get(`${table} ${from.id}`)?.find((known) => known.to !== to);
      if (back) return { one: back.to, other: to, cidr };
    }
  }
  return undefined;
}

const handsOver = (routing: Routing, table: TgwRouteTable, cidr: Cidr, to: Ref): boolean => {
  const { route, unsure } = routing.decideTgw(table, firstHost(cidr));
  return unsure === undefined && (route?.targets.some((t) => t.attachment === to) ?? false);
};
