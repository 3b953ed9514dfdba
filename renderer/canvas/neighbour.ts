/** Which box an arrow key leads to. Pure. */
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import { isContainer } from './elements.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const middle = (n: SceneNode) => ({ x: n.x + n.width / 2, y: n.y + n.height / 2 });

/** The nearest box in that direction, straight ahead before aslant; the first box where none is given. */
export function neighbour(
  scene: Scene,
  from: string | undefined,
  direction: Direction,
): string | undefined {
  const boxes = scene.nodes.filter((node) => !isContainer(node));
  const start = boxes.find((node) => node.id === from);
  if (!start) return boxes[0]?.id;
  const at = middle(start);
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const node of boxes) {
    if (node === start) continue;
    const to = middle(node);
    const [dx, dy] = [to.x - at.x, to.y - at.y];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx);
    if (ahead <= 0 || aside > ahead * 2) continue;
    const cost = ahead + aside * 2;
    if (!best || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id;
}
