/** The title of a scene, and what its Regions say of what could not be read. */
import { andOutside, count as counted } from '../../base/count.ts';
import { list } from '../../base/list.ts';
import { uniq } from '../../base/order.ts';
import { accountRef } from '../../base/ref.ts';
import type { KindId } from '../../kinds/index.gen.ts';
import { kinds } from '../../kinds/index.gen.ts';
import { UNKNOWN } from '../../snapshot/page.ts';
import type { SceneNode } from '../scene.ts';
import { mainOf } from './ground.ts';
import { regionLabel } from './labels.ts';

/** What a picture is made of, the most important first: without it there is less to see. */
const DRAWN: readonly KindId[] = [
  'vpc',
  'transit-gateway',
  'vpc-peering',
  'tgw-attachment',
  'tgw-vpc-attachment',
  'tgw-peering-attachment',
  'tgw-route-table',
  'vpn-gateway',
  'vpn-connection',
  'dx-gateway',
  'core-network',
  'core-network-attachment',
];

/** Of kinds that could not be read, the names of those that a picture shows, in this order, then of all others. */
export function unreadNames(hidden: readonly KindId[]): {
  readonly drawn: readonly string[];
  readonly all: readonly string[];
} {
  const names = (ids: readonly KindId[]): string[] => ids.map((id) => kinds[id].plural);
  const drawn = names(DRAWN.filter((id) => hidden.includes(id)));
  const others = names(hidden.filter((id) => !DRAWN.includes(id))).sort();
  return { drawn, all: [...drawn, ...others] };
}

const NOT_READ = 'Not read: ';
/** What the box of a collapsed container says, from what each of its Regions says of what could not be read. */
export function unreadIn(notes: readonly string[]): readonly string[] {
  const all = uniq(notes);
  return all.length > 1 ? [`${NOT_READ}parts of ${counted(notes.length, 'Region')}`] : all;
}

/** A Region that holds nothing has room for so many letters. */
const NOTE_ROOM = 28;

/** `Not read: VPCs and 3 more`: the first, which is the most important, is always whole. */
export function unreadNote(names: readonly string[]): string {
  let most = names.length;
  while (most > 1 && `${NOT_READ}${list(names, most)}`.length > NOTE_ROOM) most--;
  return NOT_READ + list(names, most);
}

/**
 * `12 VPCs (and 2 outside), 2 accounts, 3 Regions`, of what is drawn. What was not read is not none, places nobody told of are
 * no places, and what lies outside what was collected is counted by itself.
 */
export function titleOf(nodes: readonly SceneNode[]): string {
  const all = (shape: SceneNode['shape'], ghost = false): readonly SceneNode[] =>
    nodes.filter((n) => n.shape === shape && n.ghost === ghost);
  const outside = (shape: SceneNode['shape']): number => all(shape, true).length;
  const accounts = new Set(all('account').map((n) => mainOf(n.id)));
  accounts.delete(accountRef(UNKNOWN));
  const regions = new Set(all('region').map((n) => n.label));
  regions.delete(regionLabel(UNKNOWN));
  const hubs = all('transit-gateway').length;
  const vpcs = all('vpc').length;
  const unread = all('region').some((n) =>
    n.lines.some((line) => line.includes(NOT_READ + kinds.vpc.plural)),
  );
  const isNoneRead = unread && vpcs === 0;
  return [
    (isNoneRead ? 'VPCs not read' : counted(vpcs, 'VPC')) + andOutside(outside('vpc')),
    ...(unread && !isNoneRead ? ['some VPCs not read'] : []),
    ...(hubs + outside('transit-gateway') > 0
      ? [counted(hubs, 'transit gateway') + andOutside(outside('transit-gateway'))]
      : []),
    ...(accounts.size > 0 ? [counted(accounts.size, 'account')] : []),
    ...(regions.size > 0 ? [counted(regions.size, 'Region')] : []),
  ].join(', ');
}
