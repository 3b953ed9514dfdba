/** Traffic over a transit gateway that arrives and is never answered, for want of a route back. */
import { z } from 'zod';
import { type Cidr, firstHost } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Intent } from '../intent.ts';
import { unrouted } from '../parts/unrouted.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';
import { type Asking, Askers } from './asking.ts';
import { type Ending, type Entry, Hubs, type VpcAttachment } from './hub.ts';
import { Senders, type Ways } from './senders.ts';

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
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
    ],
  },
  needs: ['tgw-route-table', 'tgw-attachment', 'route-table', 'subnet'],
  followsFlow: true,
  options: z.object({}),
  messages: {
    table: '{table} has no route back to {senders}, which {table2} lets send there.',
    taken:
      '{table} sends answers for {senders} to {taken} instead; {table2} lets {them} send there.',
    vpc: '{vpc} is reached by {senders} over {tgw}, but its route tables have no way back.',
  },
  check({ topology, routing, intent }, say) {
    const known: Known = {
      topology,
      intent,
      hubs: new Hubs(topology, routing),
      senders: new Senders(topology, routing),
      askers: new Askers(topology),
    };

    for (const { failing, from, taken, pairs } of lostInTables(known)) {
      const one = pairs[0]!;
      const lost = bySender(known, pairs);
      say({
        message: taken === undefined ? 'table' : 'taken',
        gaps: gapsAbout(topology, lost),
        at: failing === from ? [failing] : [failing, from],
        path: [
          one.sender.vpc,
          one.sender.id,
          from,
          ...one.entry.via,
          one.entry.to.id,
          one.entry.to.vpc,
        ],
        places: lost.map(({ vpc, blocks }) => ({
          resource: failing,
          detail: `no route to ${listed(blocks)} (${topology.label(vpc)})`,
        })),
        data: {
          table: topology.label(failing),
          table2: topology.label(from),
          senders: listed(lost.map((l) => l.words)),
          taken: taken === undefined ? '' : topology.label(taken),
          them: lost.length === 1 ? 'it' : 'them',
        },
      });
    }

    for (const { to, from, pairs, exact, toGateway } of lostInVpcs(known)) {
      const one = pairs[0]!;
      const lost = bySender(known, pairs);
      say({
        message: 'vpc',
        gaps: gapsAbout(topology, lost),
        // Less access than others assume is a design too, unless somebody made a route for just this VPC.
        severity: exact || !toGateway ? 'warning' : 'info',
        at: [to.vpc, to.id],
        path: [one.sender.vpc, one.sender.id, from, ...one.entry.via, to.id, to.vpc],
        places: topology.tablesOf(to.vpc).map((table) => ({
          resource: table.id,
          detail: `no route to ${listed(uniq(lost.flatMap((l) => l.blocks)))}`,
        })),
        data: {
          vpc: topology.label(to.vpc),
          senders: listed(lost.map((l) => l.words)),
          tgw: topology.label(to.ends[0]?.tgw ?? ''),
        },
      });
    }
  },
});

interface Known {
  readonly topology: Topology;
  readonly intent: Intent;
  readonly hubs: Hubs;
  readonly senders: Senders;
  readonly askers: Askers;
}

/** A block of a sender that gets no answer from an entry. */
interface SendingPair {
  readonly sender: VpcAttachment;
  readonly block: Cidr;
  readonly entry: Entry;
}

interface LostSender {
  readonly vpc: Ref;
  readonly blocks: readonly string[];
  /** The VPC, and which of its blocks where others are answered: `10.9.0.0/24 of a (vpc-a)`. */
  readonly words: string;
}

/** What is lost, VPC by VPC. */
function bySender({ topology, askers }: Known, pairs: readonly SendingPair[]): LostSender[] {
  const vpcs = groupBy(pairs, (pair) => pair.sender.vpc);
  return uniq(vpcs.keys()).map((vpc) => {
    const own = vpcs.get(vpc) ?? [];
    const blocks = uniq(own.map((pair) => pair.block.text));
    const all = uniq(own.flatMap((p) => askers.of(p.sender).map(({ block }) => block.text)));
    const label = topology.label(vpc);
    const words = blocks.length === all.length ? label : `${listed(blocks)} of ${label}`;
    return { vpc, blocks, words };
  });
}

/** What is not known about the senders, who may be in other accounts than the resources of the finding. */
const gapsAbout = (topology: Topology, lost: readonly LostSender[]): string[] =>
  lost.flatMap(({ vpc }) =>
    topology
      .gapsHiding(['vpc', 'subnet', 'route-table'], topology.placeOf(vpc))
      .map((gap) => gap.id),
  );

interface LostInTable {
  readonly failing: Ref;
  readonly from: Ref;
  readonly taken: Ref | undefined;
  readonly pairs: readonly SendingPair[];
}

function lostInTables({ topology, intent, hubs, senders, askers }: Known): LostInTable[] {
  const led = hubs.led();
  const out = new Map<string, LostInTable & { pairs: SendingPair[] }>();
  for (const from of hubs.tables()) {
    const entries = groupBy(hubs.entriesOf(from), (entry) => entry.to.ends[0]?.table ?? 'none');
    for (const [backId, reached] of entries) {
      const back = backId === 'none' ? undefined : topology.get('tgw-route-table', backId);
      if (!back) continue;
      // Made for the first loss only: nearly every pair of tables has none.
      let toReach: PrefixTrie<Entry> | undefined;
      for (const sender of hubs.membersOf(from.id)) {
        if (!led.has(sender.id)) continue;
        for (const asking of askers.of(sender)) {
          const ending = lostOf(hubs, back, sender, asking);
          if (!ending) continue;
          toReach ??= trieOf(reached);
          const entry = candidates(senders, sender, from, toReach, asking).find(
            (e) =>
              e.to.id !== sender.id &&
              !intent.keepsApart(sender.vpc, e.to.vpc) &&
              senders.answersOver(e.to, firstHost(asking.ranges[0]!)) &&
              senders.sends(sender, asking, from, e, hubs),
          );
          if (!entry) continue;
          const key = [ending.table, from.id, ending.taken ?? ''].join('\n');
          const lost = out.get(key) ?? {
            failing: ending.table,
            from: from.id,
            taken: ending.taken,
            pairs: [],
          };
          out.set(key, lost);
          lost.pairs.push({ sender, block: asking.block, entry });
        }
      }
    }
  }
  return [...out.values()];
}

function trieOf(entries: readonly Entry[]): PrefixTrie<Entry> {
  const trie = new PrefixTrie<Entry>();
  for (const entry of entries) trie.add(entry.cidr, entry);
  return trie;
}

/** Where answers to a block are lost from a table on; undefined where any of its subnets may get them. */
function lostOf(
  hubs: Hubs,
  back: TgwRouteTable,
  sender: VpcAttachment,
  { ranges }: Asking,
): (Ending & { kind: 'lost' }) | undefined {
  let first: (Ending & { kind: 'lost' }) | undefined;
  for (const range of ranges) {
    if (hubs.covers(back, sender, range)) return undefined;
    const ending = hubs.follow(back, firstHost(range), sender);
    if (ending.kind !== 'lost') return undefined;
    first ??= ending;
  }
  return first;
}

/** Some entries that a sender has routes for, of the family of the block that asks. */
function candidates(
  senders: Senders,
  sender: VpcAttachment,
  from: TgwRouteTable,
  toReach: PrefixTrie<Entry>,
  { block }: Asking,
): readonly Entry[] {
  const out: Entry[] = [];
  for (const cidr of senders.sentTo(sender.vpc, from.tgw)) {
    if (cidr.family !== block.family) continue;
    for (const { values } of toReach.overlapping(cidr)) {
      out.push(...values);
      if (out.length >= MOST_TRIES) return out.slice(0, MOST_TRIES);
    }
  }
  return out;
}

interface LostInVpc {
  readonly to: VpcAttachment;
  readonly from: Ref;
  readonly toGateway: boolean;
  readonly exact: boolean;
  readonly pairs: readonly SendingPair[];
}

interface Unanswered {
  readonly sender: VpcAttachment;
  readonly asking: Asking;
}

const hasWay = (ways: Ways, range: Cidr): boolean => ways.trie.overlapping(range).length > 0;

function lostInVpcs({ topology, intent, hubs, senders, askers }: Known): LostInVpc[] {
  const led = hubs.led();
  // A VPC that sends nothing to its gateway answers nobody: tgw-attachment-without-vpc-route tells it.
  const mute = unrouted(topology);
  const out = new Map<Ref, LostInVpc & { pairs: SendingPair[]; exact: boolean }>();
  // Senders of one prefix that one set of ways has no answer for: few, however many VPCs there are.
  const unanswered = new Map<string, readonly Unanswered[]>();
  for (const from of hubs.tables()) {
    const members = hubs.membersOf(from.id);
    const index = senders.index(from, members);
    const asking = members.filter((m) => led.has(m.id)).flatMap((m) => askers.of(m));
    // Nearly every VPC has a way to whoever may ask it over this table; then its prefixes need no look.
    const answersAll = new Map<string, boolean>();
    const gaps = new Map<Ref, Ways | undefined>();
    const gapsOf = (to: VpcAttachment): Ways | undefined => {
      const ways = mute.has(to.id) ? undefined : senders.ways(to.vpc, to.ends[0]?.tgw ?? '');
      if (!ways) return undefined;
      const all =
        answersAll.get(ways.key) ??
        asking.every(({ ranges }) => ranges.some((range) => hasWay(ways, range)));
      answersAll.set(ways.key, all);
      return all ? undefined : ways;
    };
    for (const entry of hubs.entriesOf(from)) {
      const { to } = entry;
      if (!gaps.has(to.id)) gaps.set(to.id, gapsOf(to));
      const ways = gaps.get(to.id);
      if (!ways) continue;
      for (const { cidr, values } of index.overlapping(entry.cidr)) {
        const key = [from.id, cidr.text, ways.key].join('\n');
        let lost = unanswered.get(key);
        if (!lost) {
          lost = values
            .filter((sender) => led.has(sender.id))
            .flatMap((sender) => askers.of(sender).map((asking) => ({ sender, asking })))
            .filter(
              ({ asking: { block, ranges } }) =>
                block.family === cidr.family && !ranges.some((range) => hasWay(ways, range)),
            );
          unanswered.set(key, lost);
        }
        for (const { sender, asking } of lost) {
          // The way there is one too many then: the rules of segments tell of it.
          if (sender.id === to.id || intent.keepsApart(sender.vpc, to.vpc)) continue;
          const found = out.get(to.vpc);
          if (found && found.pairs.length >= MOST_SENDERS) break;
          const sent = senders.sends(sender, asking, from, entry, hubs);
          if (!sent) continue;
          const pair = { sender, block: asking.block, entry };
          if (found) {
            found.pairs.push(pair);
            found.exact ||= sent.exact;
          } else {
            const { toGateway } = ways;
            out.set(to.vpc, { to, from: from.id, toGateway, exact: sent.exact, pairs: [pair] });
          }
        }
      }
    }
  }
  return [...out.values()];
}
