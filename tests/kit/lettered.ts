/** Has the canvas write a picture, with the faces the window is set in, and tells where every word of it came to stand. */
import type { Box, Scene } from '#app/scene/scene.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import { Faces } from '#main/print/faces.ts';
import { captionPlaces, type Form } from '#renderer/canvas/caption-room.ts';
import { paintLabels } from '#renderer/canvas/labels.ts';
import { looksOf } from '#renderer/canvas/looks.ts';
import { Naming } from '#renderer/canvas/naming.ts';
import { forgetCuts, paintingOf, type Frame } from '#renderer/canvas/paint.ts';
import {
  contentsOf,
  viewportFor,
  type Insets,
  type Size,
  type Viewport,
} from '#renderer/canvas/viewport.ts';
import type { Words } from '#renderer/canvas/written.ts';

const faces = new Faces();
const known = new Map<string, number>();

/** Width in pixels, in the faces the window ships. */
function widthIn(text: string, size: number, bold: boolean, mono: boolean): number {
  const key = `${bold}${mono}${text}`;
  const width =
    known.get(key) ?? faces.runs(text, { bold, mono }).reduce((sum, run) => sum + run.width, 0);
  known.set(key, width);
  return width * size;
}

/** A context that measures and notes what is written, and draws nothing. */
class Notes {
  /** How often a width was asked for. */
  measured = 0;
  font = '';
  textAlign = 'left';
  textBaseline = 'alphabetic';
  letterSpacing = '0px';
  globalAlpha = 1;
  fillStyle = '';
  strokeStyle = '';
  lineWidth = 1;
  lineJoin = '';
  readonly said: Words[] = [];
  #scale = 1;
  #pan = { x: 0, y: 0 };

  measureText(text: string): { width: number } {
    this.measured++;
    return { width: this.#widthOf(text) };
  }

  #widthOf(text: string): number {
    const [, weight, size] = /^(\d+) ([\d.]+)px /.exec(this.font)!;
    const own = widthIn(text, Number(size), Number(weight) >= 550, this.font.includes('Mono'));
    return own + Number.parseFloat(this.letterSpacing) * text.length;
  }

  setTransform(a: number, _b: number, _c: number, _d: number, e: number, f: number): void {
    this.#scale = a;
    this.#pan = { x: e, y: f };
  }

  fillText(text: string, x: number, y: number): void {
    const size = Number(/ ([\d.]+)px /.exec(this.font)![1]);
    const width = this.#widthOf(text);
    const left = this.textAlign === 'center' ? x - width / 2 : x;
    const [k, { x: dx, y: dy }] = [this.#scale, this.#pan];
    this.said.push({
      text,
      x: left * k + dx,
      y: (y - size * 0.74) * k + dy,
      width: width * k,
      height: size * 0.96 * k,
    });
  }

  strokeText(): void {}
  setLineDash(): void {}
  beginPath(): void {}
  roundRect(): void {}
  arc(): void {}
  fill(): void {}
  stroke(): void {}
}

/** Of a caption, as the style sheet has it: sizes of letters and lines, a sign of 13 px, and what is around them. */
function captionSizes(caption: string): Record<Form, Size> {
  const [what = '', could = ''] = caption.split('; ');
  const [name = '', facts = ''] = what.split(': ');
  const line = (text: string, size: number, bold: boolean): number =>
    13 + 6 + widthIn(text, size, bold, false);
  const two = (first: number, second: number, rim: number): number =>
    Math.max(line(what, first, true), line(could, second, false)) + rim;
  const large = 12 * 1.35 + 7 + 2;
  const small = 13 + 5 + 2;
  return {
    full: { width: two(12, 11.5, 20), height: Math.ceil(large + 11.5 * 1.35) },
    small: { width: two(10, 9.5, 10), height: Math.ceil(small + 9.5 * 1.2) },
    tall: {
      width: Math.max(line(name, 10, true), line(facts, 10, false), line(could, 9.5, false)) + 10,
      height: Math.ceil(25 + 9.5 * 1.2 + 3 + 2),
    },
    brief: { width: line(what, 10, true) + 16, height: small },
    narrow: {
      width: Math.max(line(name, 10, true), line(facts, 10, false)) + 16,
      height: 24 + 5 + 2,
    },
    far: { width: line(name, 12, true) + 20, height: Math.ceil(large) },
    least: { width: line(name, 10, true) + 16, height: small },
  };
}

const holds = (outer: Box, { x, y, width, height }: Box): boolean =>
  x >= outer.x - 0.5 &&
  y >= outer.y - 0.5 &&
  x + width <= outer.x + outer.width + 0.5 &&
  y + height <= outer.y + outer.height + 0.5;

export interface Lettered {
  readonly viewport: Viewport;
  /** Every text, badge, sign and caption, in CSS pixels. */
  readonly words: readonly Words[];
  /** Letters that stand in none of these: nothing could give way to them. */
  readonly unclaimed: readonly Words[];
  /** In which form each mesh is captioned. */
  readonly captions: readonly Form[];
}

const badged = (
  parts: readonly { readonly id: string; readonly badge?: Scene['nodes'][0]['badge'] }[],
) => new Map(parts.flatMap(({ id, badge }) => (badge ? [[id, badge] as const] : [])));

function frameOf(
  scene: Scene,
  size: Size,
  viewport: Viewport,
  plan: PlanMarks,
  notes: Notes,
): Frame {
  return {
    context: notes as unknown as CanvasRenderingContext2D,
    size,
    ratio: 1,
    viewport,
    looks: looksOf('light'),
    painting: paintingOf(scene),
    light: NO_LIGHT,
    selected: new Set(),
    marks: {
      nodes: badged(scene.nodes),
      edges: badged(scene.edges),
      meshes: { hulls: badged(scene.hulls), hubs: new Map(), lines: new Set() },
      rows: [],
    },
    plan,
  };
}

/** How often the canvas is asked for a width in each of these frames of one picture, and how many words the last has. */
export function measuredIn(
  scene: Scene,
  size: Size,
  viewports: readonly Viewport[],
): { readonly asked: readonly number[]; readonly words: number } {
  forgetCuts();
  const notes = new Notes();
  let words = 0;
  const asked = viewports.map((viewport) => {
    notes.measured = 0;
    ({ length: words } = paintLabels(frameOf(scene, size, viewport, NO_PLAN_MARKS, notes)).words);
    return notes.measured;
  });
  return { asked, words };
}

/** Words in each frame of these viewports in turn until no name waits, where every new name takes a millisecond. */
export function wordsInFrames(
  scene: Scene,
  size: Size,
  viewports: readonly Viewport[],
): readonly (readonly Words[])[][] {
  forgetCuts();
  const notes = new Notes();
  let ms = 0;
  return viewports.map((viewport) => {
    const frames: (readonly Words[])[] = [];
    for (let waits = true; waits && frames.length < 1_000;) {
      const naming = new Naming(() => ms++);
      const frame = frameOf(scene, size, viewport, NO_PLAN_MARKS, notes);
      frames.push(paintLabels({ ...frame, naming }).words);
      waits = naming.waits;
    }
    return frames;
  });
}

/** The picture as it is when it is opened: whole, with every badge. */
export function lettered(
  scene: Scene,
  size: Size,
  insets: Insets,
  plan: PlanMarks = NO_PLAN_MARKS,
): Lettered {
  forgetCuts();
  const viewport = viewportFor(contentsOf(scene), size, insets);
  const notes = new Notes();
  const written = paintLabels(frameOf(scene, size, viewport, plan, notes));
  const sizes = scene.hulls.map(({ caption }) => captionSizes(caption));
  const places = captionPlaces(scene, sizes, viewport, size, insets, written, []);
  const captions = places.filter((place) => place.seen);
  return {
    viewport,
    unclaimed: notes.said.filter(
      (text) => !written.words.some((words) => holds(words, text)) && text.text.length > 0,
    ),
    words: [
      ...written.words,
      ...captions.map((place) => ({ ...place, text: `caption: ${place.form}` })),
    ],
    captions: captions.map((place) => place.form),
  };
}
