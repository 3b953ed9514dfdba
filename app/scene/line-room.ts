/** Which lines something written on a picture would cover, save for the one it is said of. */
import { append } from '../base/order.ts';
import { cuts } from './parts/field.ts';
import type { Box, Point, Scene, SceneEdge } from './scene.ts';

interface Leg {
  readonly edge: SceneEdge;
  readonly p: Point;
  readonly q: Point;
}

/** Side of the squares in which lines are looked up, in pixels: about a card. */
const SQUARE = 200;
/** Of more lines nobody follows a single one, and to sort them takes longer than a frame may. */
const MOST_LINES = 2000;

type Grid = ReadonlyMap<string, readonly Leg[]>;
const grids = new WeakMap<readonly SceneEdge[], Grid>();

function* squaresOf(p: Point, q: Point): Generator<string> {
  const at = (v: number): number => Math.floor(v / SQUARE);
  for (let i = at(Math.min(p.x, q.x)); i <= at(Math.max(p.x, q.x)); i++)
    for (let j = at(Math.min(p.y, q.y)); j <= at(Math.max(p.y, q.y)); j++) yield `${i} ${j}`;
}

function gridOf(edges: readonly SceneEdge[]): Grid {
  const known = grids.get(edges);
  if (known) return known;
  const grid = new Map<string, Leg[]>();
  if (edges.length <= MOST_LINES)
    for (const edge of edges)
      edge.points.slice(1).forEach((q, i) => {
        const p = edge.points[i] ?? q;
        for (const square of squaresOf(p, q)) append(grid, square, { edge, p, q });
      });
  grids.set(edges, grid);
  return grid;
}

/** Whether a box, in pixels at scale 1, covers some of another line than this one. */
export function coversOther({ edges }: Pick<Scene, 'edges'>, own: SceneEdge, box: Box): boolean {
  const grid = gridOf(edges);
  const end = { x: box.x + box.width, y: box.y + box.height };
  for (const square of squaresOf(box, end))
    for (const { edge, p, q } of grid.get(square) ?? [])
      if (edge !== own && cuts(p, q, box)) return true;
  return false;
}
