/** Traffic over a transit gateway that arrives and is never answered, for want of a route back. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';
import { type Entry, Hubs, type VpcAttachment } from './hub.ts';
import { Senders } from './senders.ts';

/** How many senders one finding names; one is enough to prove it. */
const MOST_SENDERS = 20;
/** How many destinations of a sender are looked at for one it really sends to. */
const MOST_TRIES = 64;

export default defineRule({
  id: 'tgw-missing-return-route',
  about: {
    title: 'No route back over the transit gateway',
    why: 'Each direction is looked up on its own: in the table of the VPC that answers, then in the transit gateway route table its attachment is associated with. Peerings between gateways are static only, so a VPC added on one side is not known on the other. Packets arrive, answers are dropped.',
    remedy:
      "Add what is missing on the way back: propagation or a static route in the transit gateway table, a static route on the peered gateway, or a route to the transit gateway in the VPC's own tables.",
    severity: 'error',
    category: 'transit-gateway',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    ],
  },
  needs: ['tgw-route-table', 'tgw-attachment', 'route-table', 'subnet'],
  options: z.object({}),
  messages: {
    table: '{table} has no route back to {senders}, which {table2} lets send there.',
    taken:
      '{table} sends answers for {senders} to {taken} instead; {table2} lets {them} send there.',
    vpc: '{vpc} is reached by {senders} over {tgw}, but its route tables have no way back.',
  },
  check({ topology, routing }, say) {
    const hubs = new Hubs(topology, routing);
    const senders = new Senders(topology, routing);
    const led = hubs.led();
    const tables = hubs.tables();

    for (const lost of lostInTables({ topology, hubs, senders, led, tables })) {
      const { failing, from, taken, pairs } = lost;
      const vpcs = uniq(pairs.map((p) => p.sender.vpc));
      const one = pairs[0]!;
      say({
        message: taken === undefined ? 'table' : 'taken',
        at: failing === from ? [failing] : [failing, from],
        path: [
          one.sender.vpc,
          one.sender.id,
          from,
          ...one.entry.via,
          one.entry.to.id,
          one.entry.to.vpc,
        ],
        places: vpcs.map((vpc) => ({
          resource: failing,
          detail: `no route to ${listed(topology.cidrsOf(vpc).map((c) => c.text))} (${topology.label(vpc)})`,
        })),
        data: {
          table: topology.label(failing),
          table2: topology.label(from),
          senders: named(topology, vpcs),
          taken: taken === undefined ? '' : topology.label(taken),
          them: vpcs.length === 1 ? 'it' : 'them',
        },
      });
    }

    for (const lost of lostInVpcs({ topology, hubs, senders, led, tables })) {
      const vpcs = uniq(lost.pairs.map((p) => p.sender.vpc));
      const one = lost.pairs[0]!;
      say({
        message: 'vpc',
        // Less access than others assume is a design too, unless somebody made a route for just this VPC.
        severity: lost.exact || !lost.toGateway ? 'warning' : 'info',
        at: [lost.to.vpc, lost.to.id],
        path: [one.sender.vpc, one.sender.id, lost.from, ...one.entry.via, lost.to.id, lost.to.vpc],
        places: topology.tablesOf(lost.to.vpc).map((table) => ({
          resource: table.id,
          detail: `no route to ${listed(vpcs.flatMap((v) => topology.cidrsOf(v).map((c) => c.text)))}`,
        })),
        data: {
          vpc: topology.label(lost.to.vpc),
          senders: named(topology, vpcs),
          tgw: topology.label(lost.to.ends[0]?.tgw ?? ''),
        },
      });
    }
  },
});

interface Known {
  readonly topology: Topology;
  readonly hubs: Hubs;
  readonly senders: Senders;
  readonly led: ReadonlySet<Ref>;
  readonly tables: readonly TgwRouteTable[];
}

interface SendingPair {
  readonly sender: VpcAttachment;
  readonly entry: Entry;
}

interface LostInTable {
  readonly failing: Ref;
  readonly from: Ref;
  readonly taken: Ref | undefined;
  readonly pairs: readonly SendingPair[];
}

function lostInTables({ topology, hubs, senders, led, tables }: Known): LostInTable[] {
  const out = new Map<string, LostInTable & { pairs: SendingPair[] }>();
  for (const from of tables) {
    const entries = groupBy(hubs.entriesOf(from), (entry) => entry.to.ends[0]?.table ?? 'none');
    for (const [backId, reached] of entries) {
      const back = backId === 'none' ? undefined : topology.get('tgw-route-table', backId);
      if (!back) continue;
      const toReach = new PrefixTrie<Entry>();
      for (const entry of reached) toReach.add(entry.cidr, entry);
      for (const sender of hubs.membersOf(from.id)) {
        const block = topology.cidrsOf(sender.vpc)[0];
        if (!block || !led.has(sender.id) || hubs.covers(back, sender, block)) continue;
        const ending = hubs.follow(back, block, sender);
        if (ending.kind !== 'lost') continue;
        const entry = senders
          .sentTo(sender.vpc, from.tgw)
          .flatMap((cidr) => toReach.overlapping(cidr).flatMap((e) => e.values))
          .slice(0, MOST_TRIES)
          .find((e) => e.to.id !== sender.id && senders.sends(sender, from, e, hubs));
        if (!entry) continue;
        const key = [ending.table, from.id, ending.taken ?? ''].join('\n');
        const lost = out.get(key) ?? {
          failing: ending.table,
          from: from.id,
          taken: ending.taken,
          pairs: [],
        };
        out.set(key, lost);
        lost.pairs.push({ sender, entry });
      }
    }
  }
  return [...out.values()];
}

interface LostInVpc {
  readonly to: VpcAttachment;
  readonly from: Ref;
  readonly toGateway: boolean;
  readonly exact: boolean;
  readonly pairs: readonly SendingPair[];
}

function lostInVpcs({ topology, hubs, senders, led, tables }: Known): LostInVpc[] {
  const out = new Map<Ref, LostInVpc & { pairs: SendingPair[]; exact: boolean }>();
  // Senders of one prefix that one set of ways has no answer for: few, however many VPCs there are.
  const unanswered = new Map<string, readonly VpcAttachment[]>();
  for (const from of tables) {
    const index = senders.index(from, hubs.membersOf(from.id));
    for (const entry of hubs.entriesOf(from)) {
      const { to } = entry;
      const ways = senders.ways(to.vpc, to.ends[0]?.tgw ?? '');
      if (!ways) continue;
      for (const { cidr, values } of index.overlapping(entry.cidr)) {
        const key = [from.id, cidr.text, ways.key].join('\n');
        let lost = unanswered.get(key);
        if (!lost) {
          lost = values.filter((sender) => {
            const block = topology.cidrsOf(sender.vpc)[0];
            return block && led.has(sender.id) && ways.trie.overlapping(block).length === 0;
          });
          unanswered.set(key, lost);
        }
        for (const sender of lost) {
          if (sender.id === to.id) continue;
          const found = out.get(to.vpc);
          if (found && found.pairs.length >= MOST_SENDERS) break;
          const sent = senders.sends(sender, from, entry, hubs);
          if (!sent) continue;
          if (found) {
            found.pairs.push({ sender, entry });
            found.exact ||= sent.exact;
          } else {
            out.set(to.vpc, {
              to,
              from: from.id,
              toGateway: ways.toGateway,
              exact: sent.exact,
              pairs: [{ sender, entry }],
            });
          }
        }
      }
    }
  }
  return [...out.values()];
}
