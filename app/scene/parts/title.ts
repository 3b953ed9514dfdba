/** The title of a scene, and what its Regions say of what could not be read. */
import { list } from '../../base/list.ts';
import type { KindId } from '../../kinds/index.gen.ts';
import { kinds } from '../../kinds/index.gen.ts';
import type { SceneNode } from '../scene.ts';

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
/** A Region that holds nothing has room for so many letters. */
const NOTE_ROOM = 28;

/** `Not read: VPCs and 3 more`: the first, which is the most important, is always whole. */
export function unreadNote(names: readonly string[]): string {
  let most = names.length;
  while (most > 1 && `${NOT_READ}${list(names, most)}`.length > NOTE_ROOM) most--;
  return NOT_READ + list(names, most);
}

/** "12 VPCs in 2 accounts and 3 Regions", from what is drawn. What was not read is not none. */
export function titleOf(nodes: readonly SceneNode[]): string {
  const say = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  const count = (shape: string): number => nodes.filter((n) => n.shape === shape).length;
  const regions = new Set(nodes.filter((n) => n.shape === 'region').map((n) => n.label)).size;
  const hubs = count('transit-gateway');
  const vpcs = count('vpc');
  const unread = nodes.some((n) =>
    n.lines.some((line) => n.shape === 'region' && line.includes(NOT_READ + kinds.vpc.plural)),
  );
  return [
    ...(vpcs > 0 || !unread ? [say(vpcs, 'VPC', 'VPCs')] : []),
    ...(unread ? [vpcs > 0 ? 'some VPCs not read' : 'VPCs not read'] : []),
    ...(hubs > 0 ? [say(hubs, 'transit gateway', 'transit gateways')] : []),
    say(count('account'), 'account', 'accounts'),
    say(regions, 'Region', 'Regions'),
  ].join(', ');
}
