/** Room for marks: where on a line its label and badge stand, clear of cards, of words and of each other. */
import { append } from '../../base/order.ts';
import { captionBox } from '../../scene/caption.ts';
import { nodeLooks, severityLooks } from '../../scene/legend.ts';
import { coversOther } from '../../scene/line-room.ts';
import { sharedIn } from '../../scene/mesh-badges.ts';
import { ownPart } from '../../scene/own-part.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { fonts, widthOf } from '../../scene/text.ts';

type Badge = NonNullable<SceneNode['badge']>;

export const badgeWidth = ({ severity, count }: Badge): number =>
  Math.ceil(widthOf(`${severityLooks[severity].sign} ${count}`, fonts.badge)) + 10;

/** Middle of the badge of a node: on its upper right corner. */
export const badgeAt = ({ x, y, width }: Box): Point => ({ x: x + width - 14, y });

const around = ({ x, y }: Point, width: number, height: number): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
});

/** Everything a mark must not hide: cards with their badges, names of containers, captions. */
export function wordsOf({ nodes, hulls }: Pick<Scene, 'nodes' | 'hulls'>): Box[] {
  const out: Box[] = [];
  for (const node of nodes) {
    if (node.badge) out.push(around(badgeAt(node), badgeWidth(node.badge), 16));
    if (!nodeLooks[node.shape].container) {
      out.push(node);
      continue;
    }
    const font = node.shape === 'segment' ? fonts.segment : fonts.account;
    const room = Math.min(node.width - 28, widthOf(node.label, font));
    out.push({ x: node.x + 14, y: node.y + 12, width: room + 4, height: 18 });
  }
  for (const hull of hulls) out.push(captionBox(hull));
  for (const { at, badge } of sharedIn({ nodes, hulls }))
    out.push(around(at, badgeWidth(badge), 16));
  return out;
}

/** The point at a share of a line's length. */
export function along(points: readonly Point[], share: number): Point {
  const legs = points.slice(1).map((p, i) => {
    const q = points[i] ?? p;
    return { q, p, length: Math.hypot(p.x - q.x, p.y - q.y) };
  });
  let left = legs.reduce((sum, l) => sum + l.length, 0) * share;
  for (const leg of legs) {
    if (left <= leg.length) {
      const t = leg.length === 0 ? 0 : left / leg.length;
      return { x: leg.q.x + (leg.p.x - leg.q.x) * t, y: leg.q.y + (leg.p.y - leg.q.y) * t };
    }
    left -= leg.length;
  }
  return points[0] ?? { x: 0, y: 0 };
}

/** Side of the squares in which boxes are looked up, in pixels: about a card. */
const SQUARE = 200;

/** Finds room for marks on lines: nearest the middle that is clear of cards and of marks placed before. */
export class Marks {
  /** Boxes by the squares they touch. */
  readonly #taken = new Map<string, Box[]>();
  readonly #scene: Pick<Scene, 'edges'>;

  /** `more`: what else they must not hide. */
  constructor(scene: Pick<Scene, 'nodes' | 'edges' | 'hulls'>, more: readonly Box[] = []) {
    this.#scene = scene;
    for (const box of [...wordsOf(scene), ...more]) this.#take(box);
  }

  /** Middle of a mark of this size on the part of a line that is its own, or else on all of it: clear of other lines where it can be. */
  place(edge: SceneEdge, width: number, height: number): Point {
    const whole = edge.points;
    for (const isClear of [(box: Box) => !coversOther(this.#scene, edge, box), () => true]) {
      for (const points of [ownPart(edge), whole]) {
        for (let step = 0; step < 19; step++) {
          const share = 0.5 + (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * 0.045;
          const at = along(points, share);
          const box = around(at, width, height);
          if (this.#isTaken(box) || !isClear(box)) continue;
          this.#take(box);
          return at;
        }
      }
    }
    // Beside the line, then.
    for (const side of [1, -1, 2, -2, 3, -3, 4, -4]) {
      for (let step = 1; step < 24; step++) {
        const on = along(whole, step / 24);
        const spot = [
          { x: on.x, y: on.y + side * (height / 2 + 2) },
          { x: on.x + side * (width / 2 + 2), y: on.y },
        ].find((at) => !this.#isTaken(around(at, width, height)));
        if (!spot) continue;
        this.#take(around(spot, width, height));
        return spot;
      }
    }
    return along(whole, 0.5);
  }

  #take(box: Box): void {
    for (const square of squaresOf(box)) append(this.#taken, square, box);
  }

  #isTaken(box: Box): boolean {
    return squaresOf(box).some((square) =>
      (this.#taken.get(square) ?? []).some(
        (t) =>
          t.x < box.x + box.width &&
          box.x < t.x + t.width &&
          t.y < box.y + box.height &&
          box.y < t.y + t.height,
      ),
    );
  }
}

function squaresOf({ x, y, width, height }: Box): string[] {
  const out: string[] = [];
  for (let i = Math.floor(x / SQUARE); i <= Math.floor((x + width) / SQUARE); i++) {
    for (let j = Math.floor(y / SQUARE); j <= Math.floor((y + height) / SQUARE); j++) {
      out.push(`${i} ${j}`);
    }
  }
  return out;
}
