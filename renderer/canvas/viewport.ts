/** Where the viewport has to stand to show a box, and how much can be read at a zoom. Pure. */
import type { Box, Point, Scene } from '#app/scene/scene.ts';
import type { Sight } from '../state/frame.ts';

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
}

/** How far panels reach over each side of the canvas, in pixels. */
export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 3;
/** Looking at one thing never brings it closer than this. */
const CLOSEST = 1;
const MARGIN = 40;
/** Air around what is shown, as the sheet has it. */
const RIM = 32;

const clamp = (n: number, low: number, high: number): number => Math.min(high, Math.max(low, n));

/** Shows the whole box in the part of the canvas that no panel covers. */
export function viewportFor(box: Box, size: Size, insets: Insets, closest = CLOSEST): Viewport {
  const width = Math.max(1, size.width - insets.left - insets.right);
  const height = Math.max(1, size.height - insets.top - insets.bottom);
  const margin = Math.min(MARGIN, width / 8, height / 8);
  const fitting = Math.min(
    (width - 2 * margin) / Math.max(1, box.width),
    (height - 2 * margin) / Math.max(1, box.height),
  );
  const zoom = clamp(fitting, MIN_ZOOM, closest);
  return {
    zoom,
    pan: {
      x: insets.left + width / 2 - (box.x + box.width / 2) * zoom,
      y: insets.top + height / 2 - (box.y + box.height / 2) * zoom,
    },
  };
}

/** The same picture point stays in the middle of the free area. */
export function zoomed(now: Viewport, by: number, size: Size, insets: Insets): Viewport {
  const zoom = clamp(now.zoom * by, MIN_ZOOM, MAX_ZOOM);
  const x = (insets.left + size.width - insets.right) / 2;
  const y = (insets.top + size.height - insets.bottom) / 2;
  const ratio = zoom / now.zoom;
  return { zoom, pan: { x: x - (x - now.pan.x) * ratio, y: y - (y - now.pan.y) * ratio } };
}

/** The smallest box around drawn things; undefined where none of the ids is drawn. */
export function boxAround(scene: Scene, ids: ReadonlySet<string>): Box | undefined {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const node of scene.nodes) {
    if (!ids.has(node.id)) continue;
    xs.push(node.x, node.x + node.width);
    ys.push(node.y, node.y + node.height);
  }
  for (const edge of scene.edges) {
    if (!ids.has(edge.id)) continue;
    for (const point of edge.points) {
      xs.push(point.x);
      ys.push(point.y);
    }
  }
  if (xs.length === 0) return undefined;
  const low = (list: number[]) => list.reduce((a, b) => Math.min(a, b));
  const high = (list: number[]) => list.reduce((a, b) => Math.max(a, b));
  const [x, y] = [low(xs), low(ys)];
  return { x, y, width: high(xs) - x, height: high(ys) - y };
}

/** What a picture shows, with a margin: after something was left out, less than its sheet. */
export function contentsOf(scene: Scene): Box {
  const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
  const box = boxAround(scene, new Set(scene.nodes.map((node) => node.id)));
  if (!box) return whole;
  const [x, y] = [Math.max(0, box.x - RIM), Math.max(0, box.y - RIM)];
  return {
    x,
    y,
    width: Math.min(scene.width, box.x + box.width + RIM) - x,
    height: Math.min(scene.height, box.y + box.height + RIM) - y,
  };
}

/** The viewport that has a point in the middle of what no panel covers. */
export function lookingAt({ x, y, zoom: wanted }: Sight, size: Size, insets: Insets): Viewport {
  const zoom = clamp(wanted, MIN_ZOOM, MAX_ZOOM);
  return {
    zoom,
    pan: {
      x: (insets.left + size.width - insets.right) / 2 - x * zoom,
      y: (insets.top + size.height - insets.bottom) / 2 - y * zoom,
    },
  };
}

/** The point in the middle, and the zoom: lookingAt() the other way round. */
export const sightOf = ({ zoom, pan }: Viewport, size: Size, insets: Insets): Sight => ({
  x: ((insets.left + size.width - insets.right) / 2 - pan.x) / zoom,
  y: ((insets.top + size.height - insets.bottom) / 2 - pan.y) / zoom,
  zoom,
});

/** near: cards in full; mid: their names; far: containers and hubs only. */
export type Level = 'near' | 'mid' | 'far';

export const levelAt = (zoom: number): Level =>
  zoom >= 0.6 ? 'near' : zoom >= 0.24 ? 'mid' : 'far';
