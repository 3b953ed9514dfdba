/** Which cards something on the canvas would cover, whether anything is written on them or not. Pure. */
import { append } from '#app/base/order.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Scene, SceneNode } from '#app/scene/scene.ts';
import type { Viewport } from './viewport.ts';
import { covers } from './written.ts';

/** Side of the squares by which cards are found, in pixels at scale 1: about a card and a half. */
const SQUARE = 240;
/** More columns than any picture has. */
const ROW = 65_536;

const grids = new WeakMap<Scene, ReadonlyMap<number, readonly SceneNode[]>>();

function* squaresOf({ x, y, width, height }: Box): Generator<number> {
  for (let row = Math.floor(y / SQUARE); row <= Math.floor((y + height) / SQUARE); row++)
    for (let at = Math.floor(x / SQUARE); at <= Math.floor((x + width) / SQUARE); at++)
      yield row * ROW + at;
}

function gridOf(scene: Scene): ReadonlyMap<number, readonly SceneNode[]> {
  const known = grids.get(scene);
  if (known) return known;
  const grid = new Map<number, SceneNode[]>();
  for (const node of scene.nodes)
    if (!nodeLooks[node.shape].container)
      for (const square of squaresOf(node)) append(grid, square, node);
  grids.set(scene, grid);
  return grid;
}

/** How many cards are under a box, which is in CSS pixels of the canvas; beyond `most` they are not counted. */
export function cardsUnder(
  scene: Scene,
  { zoom, pan }: Viewport,
  { x, y, width, height }: Box,
  most: number,
): number {
  const grid = gridOf(scene);
  const box = {
    x: (x - pan.x) / zoom,
    y: (y - pan.y) / zoom,
    width: width / zoom,
    height: height / zoom,
  };
  const found = new Set<SceneNode>();
  for (const square of squaresOf(box))
    for (const node of grid.get(square) ?? [])
      if (covers(node, box) && found.add(node).size >= most) return most;
  return found.size;
}
