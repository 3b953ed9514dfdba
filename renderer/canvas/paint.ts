/** What the painters share: a frame to paint into, marks prepared once per scene, and text that fits. */
import type { Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { ownPart } from '#app/scene/own-part.ts';
import { Names } from '#app/scene/telling.ts';
import { short } from '../words/visible.ts';
import { MONO_FACE, TEXT_FACE, type Looks } from './looks.ts';
import type { PlanMarks } from '#app/scene/planned.ts';
import type { Marks } from './badges.ts';
import { dims, type Light } from '#app/scene/light.ts';
import type { Size, Viewport } from './viewport.ts';

/** A box with its texts made safe to show: when they are first shown, for most of a large network never are. */
export class Card {
  readonly node: SceneNode;
  #label: string | undefined;
  #lines: readonly string[] | undefined;

  constructor(node: SceneNode) {
    this.node = node;
  }

  get label(): string {
    return (this.#label ??= short(this.node.label, 120));
  }

  get lines(): readonly string[] {
    return (this.#lines ??= this.node.lines.map((line) => short(line, 120)));
  }
}

/** A line, with what may be written on it. */
export class Line {
  readonly edge: SceneEdge;
  #label: string | undefined;
  #at: Point | undefined;
  #length: number | undefined;

  constructor(edge: SceneEdge) {
    this.edge = edge;
  }

  get label(): string {
    return (this.#label ??= short(this.edge.label, 60));
  }

  /** Its middle. */
  get at(): Point {
    return (this.#at ??= midpoint(ownPart(this.edge)));
  }

  get length(): number {
    return (this.#length ??= legs(this.edge.points).reduce((a, b) => a + b, 0));
  }
}

/** A scene, sorted for painting. */
export interface Painting {
  readonly scene: Scene;
  readonly containers: readonly Card[];
  readonly cards: readonly Card[];
  readonly lines: readonly Line[];
}

/** What to paint on, and which part of the scene stands there. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly viewport: Viewport;
}

export interface Frame extends Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly looks: Looks;
  readonly painting: Painting;
  readonly light: Light;
  readonly selected: ReadonlySet<string>;
  readonly marks: Marks;
  readonly plan: PlanMarks;
}

/** What is made of a part once, for as long as the part is there: a change to a scene leaves most of its parts. */
function once<K extends object, V>(make: (part: K) => V): (part: K) => V {
  const known = new WeakMap<K, V>();
  return (part) => {
    const found = known.get(part);
    if (found !== undefined) return found;
    const made = make(part);
    known.set(part, made);
    return made;
  };
}

const card = once((node: SceneNode) => new Card(node));
const line = once((edge: SceneEdge) => new Line(edge));

const legs = (points: readonly Point[]): number[] =>
  points.slice(1).map((p, i) => Math.hypot(p.x - points[i]!.x, p.y - points[i]!.y));

/** The middle of a line by its length, or the point at another share of it. */
export function midpoint(points: readonly Point[], share = 0.5): Point {
  const lengths = legs(points);
  let left = lengths.reduce((a, b) => a + b, 0) * share;
  for (const [i, length] of lengths.entries()) {
    const [a, b] = [points[i]!, points[i + 1]!];
    if (left <= length && length > 0)
      return { x: a.x + ((b.x - a.x) * left) / length, y: a.y + ((b.y - a.y) * left) / length };
    left -= length;
  }
  return points[0]!;
}

/** About the radius of a sign, in pixels at scale 1. */
const SIGN = 8;

const paintings = new WeakMap<Scene, Painting>();

/** Items between two breaths. */
const SLICE = 1_000;

/** Sorts a scene for painting, and stops for a breath now and then. */
export function* sortForPainting(scene: Scene): Generator<undefined, Painting> {
  const found = paintings.get(scene);
  if (found) return found;
  const [containers, cards, lines]: [Card[], Card[], Line[]] = [[], [], []];
  for (const [i, node] of scene.nodes.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    (nodeLooks[node.shape].container ? containers : cards).push(card(node));
  }
  for (const [i, edge] of scene.edges.entries()) {
    if (i % SLICE === 0) yield;
    lines.push(line(edge));
  }
  const painting = { scene, containers, cards, lines };
  paintings.set(scene, painting);
  return painting;
}

/** A scene, sorted for painting once. */
export function paintingOf(scene: Scene): Painting {
  const work = sortForPainting(scene);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
const signs = new WeakMap<Painting, Map<string, Point | undefined>>();

/** Where a line can bear a sign that hides no card: its middle, or as near as that goes; undefined where nowhere. */
export function signPoint(painting: Painting, edge: SceneEdge): Point | undefined {
  const known = signs.get(painting) ?? new Map<string, Point | undefined>();
  signs.set(painting, known);
  if (known.has(edge.id)) return known.get(edge.id);
  const free = ({ x, y }: Point): boolean =>
    painting.cards.every(
      ({ node }) =>
        x < node.x - SIGN ||
        y < node.y - SIGN ||
        x > node.x + node.width + SIGN ||
        y > node.y + node.height + SIGN,
    );
  const point = SHARES.map((share) => midpoint(edge.points, share)).find(free);
  known.set(edge.id, point);
  return point;
}

/** Scene units from here on: 1 is one pixel at scale 1. */
export function sceneUnits({ context, ratio, viewport: { zoom, pan } }: Sheet): void {
  context.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
}

/** CSS pixels of the canvas from here on. */
export function screenUnits({ context, ratio }: Frame): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

export const onScreen = ({ viewport: { zoom, pan } }: Frame, { x, y }: Point): Point => ({
  x: x * zoom + pan.x,
  y: y * zoom + pan.y,
});

/** False where the box is out of sight. */
export function inSight({ size, viewport: { zoom, pan } }: Frame, box: SceneNode): boolean {
  const [x, y] = [box.x * zoom + pan.x, box.y * zoom + pan.y];
  return x < size.width && y < size.height && x + box.width * zoom > 0 && y + box.height * zoom > 0;
}

/** How strongly text and counts show that step back: they can still be read, as WCAG asks of large text (3 : 1). */
export const QUIET = 0.64;

/** How strongly the text of a box shows while something is lit. */
export const strengthOf = ({ light }: Frame, id: string): number =>
  dims(light) && !light.nodes.has(id) ? QUIET : 1;

export const face = (size: number, weight: number, mono = false): string =>
  `${weight} ${size}px ${mono ? MONO_FACE : TEXT_FACE}`;

const cuts = new Map<string, string>();

/** Steps of four pixels let a zooming picture reuse what it has measured. */
const inSteps = (room: number): number => Math.floor(room / 4) * 4;

/** Whether a text fits whole. The context's font must be set. */
export const hasRoom = (context: CanvasRenderingContext2D, text: string, room: number): boolean =>
  context.measureText(text).width <= inSteps(room);

/** The text, or as much of it as fits in `room`, with an ellipsis. The context's font must be set. */
export function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  const width = inSteps(room);
  const key = `${context.font}\n${width}\n${text}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  if (cuts.size > 20_000) cuts.clear();
  const result = measure(context, text, width);
  cuts.set(key, result);
  return result;
}

interface Said {
  readonly names: Names;
  readonly cuts: Map<string, string>;
}

/** Whether names fit as they are, whatever the picture. */
const whole = new Map<string, boolean>();
let said = new WeakMap<Painting, Map<'all' | 'few', Said>>();

/**
 * `few`: of gateways and containers alone, so that thousands of VPCs that nobody reads need no names. What a VPC is cut to
 * tells it from those as well, and so they from it.
 */
function saidIn(painting: Painting, which: 'all' | 'few'): Said {
  const both = said.get(painting) ?? new Map<'all' | 'few', Said>();
  said.set(painting, both);
  const known = both.get(which);
  if (known) return known;
  const boxes = [...painting.containers, ...painting.cards].filter(
    ({ node }) => which === 'all' || node.shape !== 'vpc',
  );
  const made = { names: new Names(boxes.map(({ label }) => label)), cuts: new Map() };
  both.set(which, made);
  return made;
}

/**
 * The name of a box, or of it what fits and tells it from all others in the picture; '' where nothing does. `before`: what
 * of it is written already. The context's font must be set.
 */
export function cutName(
  { context, painting }: Frame,
  { shape }: SceneNode,
  text: string,
  room: number,
  before = '',
): string {
  const width = inSteps(room);
  const fits = (part: string): boolean => hasRoom(context, part, width);
  const key = `${context.font}\n${width}\n${before}\n${text}`;
  let isWhole = whole.get(key);
  if (isWhole === undefined) {
    if (whole.size > 20_000) whole.clear();
    whole.set(key, (isWhole = fits(text)));
  }
  if (isWhole) return text;
  const { names, cuts } = saidIn(painting, shape === 'vpc' ? 'all' : 'few');
  const known = cuts.get(key);
  if (known !== undefined) return known;
  if (cuts.size > 20_000) cuts.clear();
  const result = names.cut(text, fits, before);
  cuts.set(key, result);
  return result;
}

/** Forgets measurements: a typeface has arrived. */
export function forgetCuts(): void {
  cuts.clear();
  whole.clear();
  said = new WeakMap();
}

function measure(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const chars = Array.from(text);
  let [low, high] = [0, chars.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (context.measureText(`${chars.slice(0, middle).join('')}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${chars.slice(0, low).join('')}…`;
}
