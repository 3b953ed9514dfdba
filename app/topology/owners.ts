/** Transit gateways that were seen through accounts they are shared with, and not through their owner. */
import { groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { TransitGateway } from '../kinds/transit-gateway.ts';
import { type Page, UNKNOWN } from '../snapshot/page.ts';
import type { ResourceMaps } from './parts.ts';

/**
 * Transit gateways that something is attached to, of accounts and Regions that were not asked for anything. A page
 * that does not tell its account or Region may be the owner's.
 */
export function ownersUnasked(
  pages: readonly Page[],
  maps: ResourceMaps,
): readonly TransitGateway[] {
  const attached = new Set<Ref>();
  const attachments = [...maps['tgw-attachment'].values(), ...maps['tgw-vpc-attachment'].values()];
  for (const { tgw, state } of attachments) if (state !== 'deleted') attached.add(tgw);
  const used = [...maps['transit-gateway'].values()].filter(({ id }) => attached.has(id));
  if (used.length === 0) return [];
  const places = [...groupBy(pages, (p) => `${p.account}\n${p.region}`).values()];
  const may = (asked: string, own: string) => [own, '', UNKNOWN].includes(asked);
  return used.filter(
    ({ account, region }) =>
      !['', UNKNOWN].includes(account) &&
      !places.some(([at]) => may(at!.account, account) && may(at!.region, region)),
  );
}
