/** Transit gateways with one ASN that meet: peered with each other, or on one Direct Connect gateway. */
import { z } from 'zod';
import { append, by, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-duplicate-asn',
  about: {
    title: 'Transit gateways with the same ASN',
    why: 'Direct Connect tells transit gateways apart by ASN, and BGP drops a route that already carries its own. AWS asks for an ASN of its own for each gateway: on one Direct Connect gateway it is required, between peered ones it keeps the way to exchanged routes open. 64512 is what every gateway gets that nobody gave another.',
    remedy:
      'Give each transit gateway an ASN of its own from the private ranges. It can be changed on a gateway without Connect or Direct Connect attachments; BGP sessions of its VPN connections are reset.',
    severity: 'info',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
      'https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html',
    ],
  },
  // What was seen of them settles it; nothing unread could take it away.
  needs: [],
  options: z.object({}),
  messages: {
    peered: '{tgws} are peered and all have ASN {asn}.',
    dx: '{tgws} share a Direct Connect gateway and all have ASN {asn}: their paths cannot be told apart on-premises.',
  },
  check({ topology }, say) {
    const told = new Set<string>();
    const tell = (
      message: 'peered' | 'dx',
      asn: number,
      tgws: readonly Ref[],
      via: Attachment[],
    ) => {
      // What share a Direct Connect gateway may be peered too; the worse is told.
      const key = tgws.join(' ');
      if (told.has(key)) return;
      told.add(key);
      say({
        message,
        ...(message === 'dx' ? { severity: 'error' } : {}),
        at: tgws,
        path: [...tgws, ...via.map((a) => a.id)],
        places: tgws.map((tgw) => ({ resource: tgw, detail: `ASN ${asn}` })),
        data: { tgws: named(topology, tgws), asn },
      });
    };
    const live = topology.attachments.filter(isLive);
    const byDx = groupBy(
      live.filter((a) => a.type === 'direct-connect-gateway'),
      (a) => a.resource,
    );
    for (const [, attachments] of [...byDx].sort(by(([id]) => id))) {
      const gateways = attachments.flatMap((a) => a.ends.map((end) => end.tgw));
      for (const [asn, tgws] of byAsn(topology, gateways)) {
        const via = attachments.filter((a) => a.ends.some((end) => tgws.includes(end.tgw)));
        tell('dx', asn, tgws, via);
      }
    }
    for (const { asn, tgws, via } of peeredAlike(topology, live)) tell('peered', asn, tgws, via);
  },
});

/** Gateways that have an ASN in common with another of them. */
function byAsn(topology: Topology, gateways: readonly Ref[]): [number, Ref[]][] {
  const out = new Map<number, Ref[]>();
  for (const tgw of uniq(gateways)) {
    const asn = topology.get('transit-gateway', tgw)?.asn;
    if (asn !== undefined) append(out, asn, tgw);
  }
  return [...out].filter(([, tgws]) => tgws.length > 1);
}

interface Alike {
  readonly asn: number;
  readonly tgws: readonly Ref[];
  readonly via: Attachment[];
}

/** Gateways of one ASN that peerings join, directly or over one another. */
function peeredAlike(topology: Topology, live: readonly Attachment[]): Alike[] {
  const groups: { asn: number; tgws: Set<Ref>; via: Attachment[] }[] = [];
  for (const attachment of live) {
    if (attachment.ends.length < 2) continue;
    const [a, b] = attachment.ends.map((end) => topology.get('transit-gateway', end.tgw));
    if (!a || !b || a.asn === undefined || a.asn !== b.asn) continue;
    const touching = groups.filter((g) => g.tgws.has(a.id) || g.tgws.has(b.id));
    const rest = groups.filter((g) => !touching.includes(g));
    groups.splice(0, groups.length, ...rest, {
      asn: a.asn,
      tgws: new Set([a.id, b.id, ...touching.flatMap((g) => [...g.tgws])]),
      via: [...touching.flatMap((g) => g.via), attachment],
    });
  }
  return groups.map(({ asn, tgws, via }) => ({
    asn,
    tgws: uniq(tgws),
    via: via.sort(by((a) => a.id)),
  }));
}
