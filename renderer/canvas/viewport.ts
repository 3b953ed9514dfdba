/** Where the viewport has to stand to show a box, and how much can be read at a zoom. Pure. */
import { captionBox } from '#app/scene/caption.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Point, Scene } from '#app/scene/scene.ts';
import type { Sight } from '../state/frame.ts';

export interface Viewport {
  readonly zoom: number;
  readonly pan: Point;
}

/** Four numbers of pixels: how far panels reach over each side of the canvas, or where the sides of something are. */
export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The same insets with the buttons in the lower right corner of the free part left free, too: a column of them takes of its
 * width, a row of its height. `free` and `buttons` are given by their sides, from one corner of the screen; what is not drawn
 * has no sides apart from each other.
 */
export function besideButtons(insets: Insets, free: Insets, buttons: Insets): Insets {
  const [width, height] = [buttons.right - buttons.left, buttons.bottom - buttons.top];
  if (width <= 0 || height <= 0) return insets;
  return height > width
    ? { ...insets, right: insets.right + free.right - buttons.left }
    : { ...insets, bottom: insets.bottom + free.bottom - buttons.top };
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

/** True where all of a box is on the part of the canvas that no panel covers. */
export function inSight({ zoom, pan }: Viewport, box: Box, size: Size, insets: Insets): boolean {
  const [left, top] = [box.x * zoom + pan.x, box.y * zoom + pan.y];
  return (
    left >= insets.left &&
    top >= insets.top &&
    left + box.width * zoom <= size.width - insets.right &&
    top + box.height * zoom <= size.height - insets.bottom
  );
}

/** The same picture point stays in the middle of the free area. */
export function zoomed(now: Viewport, by: number, size: Size, insets: Insets): Viewport {
  const zoom = clamp(now.zoom * by, MIN_ZOOM, MAX_ZOOM);
  const x = (insets.left + size.width - insets.right) / 2;
  const y = (insets.top + size.height - insets.bottom) / 2;
  const ratio = zoom / now.zoom;
  return { zoom, pan: { x: x - (x - now.pan.x) * ratio, y: y - (y - now.pan.y) * ratio } };
}

/** The smallest box around points, which may be corners of boxes; undefined around none. */
class Around {
  #left = Infinity;
  #top = Infinity;
  #right = -Infinity;
  #bottom = -Infinity;

  add(x: number, y: number): void {
    if (x < this.#left) this.#left = x;
    if (x > this.#right) this.#right = x;
    if (y < this.#top) this.#top = y;
    if (y > this.#bottom) this.#bottom = y;
  }

  addBox({ x, y, width, height }: Box): void {
    this.add(x, y);
    this.add(x + width, y + height);
  }

  box(): Box | undefined {
    const [x, y] = [this.#left, this.#top];
    return x > this.#right ? undefined : { x, y, width: this.#right - x, height: this.#bottom - y };
  }
}

/** The smallest box around drawn things; undefined where none of the ids is drawn. */
export function boxAround(scene: Scene, ids: ReadonlySet<string>): Box | undefined {
  const around = new Around();
  for (const node of scene.nodes) if (ids.has(node.id)) around.addBox(node);
  for (const edge of scene.edges)
    if (ids.has(edge.id)) for (const { x, y } of edge.points) around.add(x, y);
  return around.box();
}

const contents = new WeakMap<Scene, Box>();

/** So many times larger the boxes and lines have to be without their frames for those to be let go. */
const MOSTLY_FRAME = 1.5;

/**
 * What a picture shows, with a margin: after something was left out, less than its sheet. Where hardly anything is left in
 * frames that were made for more, it is what is left, and not the frames.
 */
export function contentsOf(scene: Scene): Box {
  const known = contents.get(scene);
  if (known) return known;
  const [all, inside] = [new Around(), new Around()];
  for (const node of scene.nodes) {
    all.addBox(node);
    if (!nodeLooks[node.shape].container) inside.addBox(node);
  }
  for (const edge of scene.edges) for (const { x, y } of edge.points) inside.add(x, y);
  // A mesh says what it is above its outline: there are bars over the edge of the canvas.
  for (const hull of scene.hulls) {
    for (const { x, y } of hull.outline) inside.add(x, y);
    inside.addBox(captionBox(hull));
  }
  const whole = all.box() ?? { x: 0, y: 0, width: scene.width, height: scene.height };
  const drawn = inside.box() ?? whole;
  const times = Math.min(whole.width / drawn.width, whole.height / drawn.height);
  const box = times > MOSTLY_FRAME ? drawn : whole;
  const [x, y] = [Math.max(0, box.x - RIM), Math.max(0, box.y - RIM)];
  const shown = {
    x,
    y,
    width: Math.min(scene.width, box.x + box.width + RIM) - x,
    height: Math.min(scene.height, box.y + box.height + RIM) - y,
  };
  contents.set(scene, shown);
  return shown;
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
