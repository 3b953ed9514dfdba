/** How what is drawn is called to who does not see the picture. */
import { edgeLooks, hullLook, nodeLooks } from '#app/scene/legend.ts';
import { isInside, isOpened } from '#app/scene/open.ts';
import type { SceneEdge, SceneNode } from '#app/scene/scene.ts';
import type { Outlined } from '../state/outline.ts';
import { count, number } from './count.ts';
import { short } from './visible.ts';

const joined = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(', ');

/** `VPC, payments-gateway, 10.20.0.0/16`. */
export const boxName = (node: SceneNode): string =>
  joined(
    node.shape === 'folded' ? 'Collapsed' : nodeLooks[node.shape].title,
    short(node.label),
    node.shape === 'folded' || isInside(node) ? node.lines.join(', ') : (node.lines[0] ?? ''),
    isOpened(node) ? 'opened' : '',
    node.ghost ? 'not collected' : '',
  );

/** `VPC peering, payments-gateway to tools-bastion, 3 links`. */
export const lineName = (edge: SceneEdge, from: string, to: string): string =>
  joined(
    edge.kind === 'reach' ? 'Pair' : edgeLooks[edge.kind].title,
    `${short(from)} to ${short(to)}`,
    edge.refs.length > 1 ? count(edge.refs.length, 'link') : '',
    edge.active ? '' : 'not active',
  );

/** Of a row of the tree. */
export function outlinedName(item: Outlined): string {
  switch (item.is) {
    case 'box':
      return boxName(item.node);
    case 'line':
      return lineName(item.edge, item.from, item.to);
    case 'mesh':
      return joined(hullLook.title, short(item.hull.caption));
    case 'group':
      return joined(item.title, number(item.many));
  }
}
