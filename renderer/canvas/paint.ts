/** What the painters share: a frame to paint into, marks prepared once per scene, and text that fits. */
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { ownPart } from '#app/scene/own-part.ts';
import { Names } from '#app/scene/telling.ts';
import { isWhole, nameIn } from '#app/scene/title.ts';
import { short } from '../words/visible.ts';
import { MONO_FACE, TEXT_FACE, type Looks } from './looks.ts';
import { forgetRulers, rulerOf } from './ruler.ts';
import type { PlanMarks } from '#app/scene/planned.ts';
import type { Marks } from './badges.ts';
import type { Naming } from './naming.ts';
import { dims, type Light } from '#app/scene/light.ts';
import type { Size, Viewport } from './viewport.ts';

/** A box with its texts made safe to show: when they are first shown, for most of a large network never are. */
export class Card {
  readonly node: SceneNode;
  /** Its name as it was drawn last: shown until there is time to cut it anew. */
  said: Saying | undefined;
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

/** A line of a name, and how wide it is. */
export interface Row {
  readonly text: string;
  readonly width: number;
}

/** A name as it is set. */
export interface Saying {
  readonly size: number;
  readonly rows: readonly Row[];
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
    return (this.#length ??= lengthOf(this.edge.points));
  }
}

/** A scene, sorted for painting. */
export interface Painting {
  readonly scene: Scene;
  readonly containers: readonly Card[];
  readonly cards: readonly Card[];
  readonly lines: readonly Line[];
  /** What every account is called. */
  readonly accounts: readonly string[];
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
  /** Without it, every name is made at once. */
  readonly naming?: Naming;
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

const legOf = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

function lengthOf(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += legOf(points[i - 1]!, points[i]!);
  return sum;
}

/** The middle of a line by its length, or the point at another share of it. */
export function midpoint(points: readonly Point[], share = 0.5): Point {
  let left = lengthOf(points) * share;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const length = legOf(a, b);
    if (left <= length && length > 0)
      return { x: a.x + ((b.x - a.x) * left) / length, y: a.y + ((b.y - a.y) * left) / length };
    left -= length;
  }
  return points[0]!;
}

/** About the radius of a sign, in pixels at scale 1. */
const SIGN = 8;

const paintings = new WeakMap<Scene, Painting>();

/** Sorts a scene for painting, and pauses now and then. */
export function* sortForPainting(scene: Scene): Pausing<Painting> {
  const found = paintings.get(scene);
  if (found) return found;
  const [containers, cards, lines]: [Card[], Card[], Line[]] = [[], [], []];
  yield* pausingEach(scene.nodes, (node) => {
    (nodeLooks[node.shape].container ? containers : cards).push(card(node));
  });
  yield* pausingEach(scene.edges, (edge) => lines.push(line(edge)));
  const accounts = containers.flatMap(({ node, label }) =>
    node.shape === 'account' ? [label] : [],
  );
  const painting = { scene, containers, cards, lines, accounts };
  paintings.set(scene, painting);
  return painting;
}

/** A scene, sorted for painting once. */
export const paintingOf = (scene: Scene): Painting =>
  paintings.get(scene) ?? atOnce(sortForPainting(scene));

const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
const signs = new WeakMap<Painting, Map<string, Point | undefined>>();

/** Where a line can bear a sign that hides next to nothing of a card: its middle, or as near as that goes; undefined where nowhere. */
export function signPoint(painting: Painting, edge: SceneEdge): Point | undefined {
  const known = signs.get(painting) ?? new Map<string, Point | undefined>();
  signs.set(painting, known);
  if (known.has(edge.id)) return known.get(edge.id);
  const free =
    (air: number) =>
    ({ x, y }: Point): boolean =>
      painting.cards.every(
        ({ node }) =>
          x < node.x - air ||
          y < node.y - air ||
          x > node.x + node.width + air ||
          y > node.y + node.height + air,
      );
  const points = SHARES.map((share) => midpoint(edge.points, share));
  // Between two boxes that stand close its edges lie on theirs.
  const point = points.find(free(SIGN)) ?? points.find(free(SIGN / 2));
  known.set(edge.id, point);
  return point;
}

/** Scene units from here on: 1 is one pixel at scale 1. */
export function sceneUnits({ context, ratio, viewport: { zoom, pan } }: Sheet): void {
  context.setTransform(zoom * ratio, 0, 0, zoom * ratio, pan.x * ratio, pan.y * ratio);
}

/** A dash and its gap closer together than this, in pixels, are a grey line to everybody. */
const SEEN_DASH = 2;
/** Among so many boxes nobody looks at the dashes of one. */
const MOST_DASHED = 200;

/**
 * Dashes what is stroked next, in scene units: so many boxes, where it is boxes. Hands back how strong a line is to be drawn.
 * From afar, where no dash is seen, and around very many boxes the line is whole and as much weaker: dash by dash costs a
 * hundred times the time.
 */
export function setDash({ context, viewport }: Sheet, dash: readonly number[], boxes = 0): number {
  const [on = 0, off = 0] = dash;
  const apart = (on + off) * viewport.zoom >= SEEN_DASH && boxes <= MOST_DASHED;
  context.setLineDash(apart ? [...dash] : []);
  return apart || on + off === 0 ? 1 : on / (on + off);
}

/** CSS pixels of the canvas from here on. */
export function screenUnits({ context, ratio }: Frame): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

export const onScreen = ({ viewport: { zoom, pan } }: Frame, { x, y }: Point): Point => ({
  x: x * zoom + pan.x,
  y: y * zoom + pan.y,
});

/** False where a box of the scene is out of sight, by more than so many pixels. */
export function inSight({ size, viewport: { zoom, pan } }: Frame, box: Box, by = 0): boolean {
  const [x, y] = [box.x * zoom + pan.x, box.y * zoom + pan.y];
  return (
    x < size.width + by &&
    y < size.height + by &&
    x + box.width * zoom > -by &&
    y + box.height * zoom > -by
  );
}

/** How strongly text and counts show that step back: they can still be read, as WCAG asks of large text (3 : 1). */
export const QUIET = 0.64;

/** How strongly the text of a box shows while something is lit. */
export const strengthOf = ({ light }: Frame, id: string): number =>
  dims(light) && !light.nodes.has(id) ? QUIET : 1;

export const face = (size: number, weight: number, mono = false): string =>
  `${weight} ${size}px ${mono ? MONO_FACE : TEXT_FACE}`;

/** Of a card that says its name alone. */
export const nameFace = (size: number): string => face(size, 550);
/** Of the letters of a name, in pixels. */
const SMALLEST = 8;

const cuts = new Map<string, string>();

/** Steps of four pixels let a zooming picture reuse what it has measured. */
const inSteps = (room: number): number => Math.floor(room / 4) * 4;

/** The text, or as much of it as fits in `room`, with an ellipsis. The context's font must be set. */
export function cut(context: CanvasRenderingContext2D, text: string, room: number): string {
  const width = inSteps(room);
  const key = `${context.font}\n${width}\n${text}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  if (cuts.size > MOST_KNOWN) cuts.clear();
  const result = measure(context, text, width);
  cuts.set(key, result);
  return result;
}

/** What was found of each card, by all else that it depends on. */
class Known<V> {
  readonly #cards = new Map<string, Map<Card, V>>();
  #count = 0;

  /** Undefined where it is not known, and has to wait for the next frame. */
  find(card: Card, key: string, naming: Naming | undefined, make: () => V): V | undefined {
    let cards = this.#cards.get(key);
    const found = cards?.get(card);
    if (found !== undefined) return found;
    if (naming && !naming.may()) return undefined;
    if (++this.#count > MOST_KNOWN) {
      this.#cards.clear();
      this.#count = 1;
      cards = undefined;
    }
    if (!cards) this.#cards.set(key, (cards = new Map<Card, V>()));
    const made = make();
    cards.set(card, made);
    return made;
  }
}

/** So many are known before they are begun anew: more than a screen has room for, at every size. */
const MOST_KNOWN = 60_000;

interface Said {
  readonly names: Names;
  readonly cuts: Map<string, string>;
  readonly rows: Known<readonly Row[]>;
}

let said = new WeakMap<Painting, Map<'all' | 'few', Said>>();
let sizes = new Known<number>();

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
  const names = new Names(boxes.map(({ label }) => label));
  const made = { names, cuts: new Map<string, string>(), rows: new Known<readonly Row[]>() };
  both.set(which, made);
  return made;
}

/** Sorts the names of a scene ahead, and pauses now and then. */
export function* sortForNaming(scene: Scene): Pausing<void> {
  const painting = yield* sortForPainting(scene);
  // Made safe to show, which is what takes its time.
  yield* pausingEach(painting.cards, (card) => card.label);
  yield* saidIn(painting, 'few').names.sorting();
  yield;
  yield* saidIn(painting, 'all').names.sorting();
}

const saidBeside = ({ painting }: Frame, { shape }: SceneNode): Said =>
  saidIn(painting, shape === 'vpc' ? 'all' : 'few');

/**
 * The name of a box, or of it what fits and tells it from all others in the picture; '' where nothing does. The context's
 * font must be set.
 */
export function cutName(frame: Frame, node: SceneNode, text: string, room: number): string {
  const width = inSteps(room);
  const ruler = rulerOf(frame.context);
  if (ruler.widthOf(text) <= width) return text;
  const { names, cuts } = saidBeside(frame, node);
  const key = `${frame.context.font}\n${width}\n${text}`;
  const known = cuts.get(key);
  if (known !== undefined) return known;
  if (cuts.size > MOST_KNOWN) cuts.clear();
  const result = names.cut(text, (part) => ruler.widthOf(part) <= width);
  cuts.set(key, result);
  return result;
}

/** Lines of so many pixels that a name may take. */
const linesFor = (size: number, height: number): 1 | 2 => (height >= 2.2 * size ? 2 : 1);

/** The letters of a name have `largest` pixels, or a little less where it is whole then; undefined: see Naming. */
export function cardSize(
  { context, naming }: Frame,
  card: Card,
  largest: number,
  room: number,
  height: number,
): number | undefined {
  const width = inSteps(room);
  // Two lines fit or do not: sizes are in halves.
  const key = `${largest} ${width} ${Math.floor(height / 1.1)}`;
  return sizes.find(card, key, naming, () => {
    let size = largest;
    for (; size > SMALLEST; size -= 0.5) {
      const ruler = rulerOf(context, nameFace(size));
      const fits = (text: string): boolean => ruler.widthOf(text) <= width;
      if (isWhole(card.label, linesFor(size, height), fits)) break;
    }
    return size;
  });
}

/** What a card is called in so much room; undefined: see Naming. */
export function cardRows(
  frame: Frame,
  card: Card,
  size: number,
  room: number,
  height: number,
): readonly Row[] | undefined {
  const width = inSteps(room);
  const most = linesFor(size, height);
  const { names, rows } = saidBeside(frame, card.node);
  return rows.find(card, `${most} ${size} ${width}`, frame.naming, () => {
    const ruler = rulerOf(frame.context, nameFace(size));
    const fits = (text: string): boolean => ruler.widthOf(text) <= width;
    const fit = (text: string, before?: string): string => names.cut(text, fits, before);
    return nameIn(card, most, fit, fits).map((text) => ({ text, width: ruler.widthOf(text) }));
  });
}

/** Forgets measurements: a typeface has arrived. */
export function forgetCuts(): void {
  cuts.clear();
  forgetRulers();
  sizes = new Known();
  said = new WeakMap();
}

function measure(context: CanvasRenderingContext2D, text: string, width: number): string {
  const ruler = rulerOf(context);
  if (ruler.widthOf(text) <= width) return text;
  const chars = Array.from(text);
  let [low, high] = [0, chars.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ruler.widthOf(`${chars.slice(0, middle).join('')}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${chars.slice(0, low).join('')}…`;
}
