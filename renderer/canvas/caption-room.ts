/** Where the caption of a mesh stands, and how much of it: clear of everything that is written on the canvas. Pure. */
import type { Box, Scene, SceneHull } from '#app/scene/scene.ts';
import { cardsUnder } from './card-room.ts';
import type { Insets, Size, Viewport } from './viewport.ts';
import { covers, type Written } from './written.ts';

/**
 * full: on two lines what it is and what it could be; small: the same in smaller letters; tall: on three lines; brief: what it
 * is; narrow: the same on two lines; far: that it is a mesh; least: the same in smaller letters.
 */
export const FORMS = ['full', 'small', 'tall', 'brief', 'narrow', 'far', 'least'] as const;
export type Form = (typeof FORMS)[number];

export interface CaptionPlace extends Box {
  readonly form: Form;
  /** False where its mesh is out of sight, or has no room for it beside what is written on the canvas and stands over it. */
  readonly seen: boolean;
}

/** Between a caption and its mesh, in pixels at scale 1; and between it and a panel, in CSS pixels. */
const AIR = 3;
const RIM = 6;
/** Between a caption and the edge of its account, in CSS pixels. */
const EDGE = 3;
/** How far a caption slides at a time, in CSS pixels; and how far it comes into the rim of its mesh, to say all it has to. */
const STEP = 8;
const INTO = 3;
/** In these forms it says what the mesh could be, too. */
const WHOLE: ReadonlySet<Form> = new Set<Form>(['full', 'small', 'tall']);
/** In these it says no more than that it is a mesh. */
const SHORT: ReadonlySet<Form> = new Set<Form>(['far', 'least']);
/** Forms that say the same in larger and in smaller letters. */
const LARGER: readonly (readonly [Form, Form])[] = [
  ['full', 'small'],
  ['far', 'least'],
];

/** From further afar cards are specks, and among more meshes looking takes longer than a frame may: there a caption may cover cards. */
const LEAST_ZOOM = 0.1;
const MOST_MESHES = 12;
/** So many cards under a caption are counted, and so many spots on cards are tried. */
const MOST_CARDS = 8;
const MOST_TRIED = 150;

interface Span {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function spanOf({ outline }: SceneHull, { zoom, pan }: Viewport): Span {
  const xs = outline.map((p) => p.x * zoom + pan.x);
  const ys = outline.map((p) => p.y * zoom + pan.y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** Of a mesh what is to be seen of it, where a caption may stand; undefined where that is nothing. */
function shownOf(span: Span, room: Span): Span | undefined {
  const shown = {
    left: Math.max(span.left, room.left),
    right: Math.min(span.right, room.right),
    top: Math.max(span.top, room.top),
    bottom: Math.min(span.bottom, room.bottom),
  };
  return shown.left < shown.right && shown.top < shown.bottom ? shown : undefined;
}

/** Sideways from the middle as far as a caption still stands at its mesh, the nearest first. */
function* slides(most: number): Generator<number> {
  yield 0;
  for (let by = STEP; by <= most; by += STEP) {
    yield by;
    yield -by;
  }
}

const homes = new WeakMap<Scene, readonly (Box | undefined)[]>();

/** Of each mesh the account it stands in; undefined where it stands in several. */
function homesOf(scene: Scene): readonly (Box | undefined)[] {
  const known = homes.get(scene);
  if (known) return known;
  const nodes = new Map((scene.hulls.length > 0 ? scene.nodes : []).map((n) => [n.id, n]));
  const found = scene.hulls.map(({ members }) => {
    const accounts = new Set(
      members.map((id) => {
        let node = nodes.get(id);
        while (node?.parent !== undefined) node = nodes.get(node.parent);
        return node;
      }),
    );
    const [account] = accounts;
    return accounts.size === 1 ? account : undefined;
  });
  homes.set(scene, found);
  return found;
}

/**
 * Every caption, in the order of the meshes. `sizes` are those of each form of each caption; `furniture` is what stands over
 * the canvas, in CSS pixels of it: the buttons for the viewport, the map, bars.
 */
export function captionPlaces(
  scene: Scene,
  sizes: readonly Readonly<Record<Form, Size>>[],
  viewport: Viewport,
  canvas: Size,
  insets: Insets,
  written: Written,
  furniture: readonly Box[],
): CaptionPlace[] {
  const placed = (forms: readonly Form[]): CaptionPlace[] =>
    placesFrom(forms, scene, sizes, viewport, canvas, insets, written, furniture);
  const places = placed(FORMS);
  const has = (form: Form): boolean => places.some((place) => place.seen && place.form === form);
  // Letters of two sizes side by side look like a mistake.
  const larger = LARGER.filter(([large, small]) => has(large) && has(small)).map(
    ([large]) => large,
  );
  return larger.length > 0 ? placed(FORMS.filter((form) => !larger.includes(form))) : places;
}

function placesFrom(
  all: readonly Form[],
  scene: Scene,
  sizes: readonly Readonly<Record<Form, Size>>[],
  viewport: Viewport,
  canvas: Size,
  insets: Insets,
  written: Written,
  furniture: readonly Box[],
): CaptionPlace[] {
  const { hulls } = scene;
  const sparesCards = viewport.zoom >= LEAST_ZOOM && hulls.length <= MOST_MESHES;
  const room: Span = {
    left: insets.left + RIM,
    right: canvas.width - insets.right - RIM,
    top: insets.top + RIM,
    bottom: canvas.height - insets.bottom - RIM,
  };
  const places: CaptionPlace[] = [];
  hulls.forEach((hull, i) => {
    const whole = spanOf(hull, viewport);
    const shown = shownOf(whole, room);
    const span = shown ?? whole;
    const middle = (span.left + span.right) / 2;
    const above = span.top - AIR * viewport.zoom;
    const size = sizes[i]!;
    const clamped = (x: number, width: number): number =>
      Math.max(room.left, Math.min(room.right - width, x));
    const clampedDown = (y: number, height: number): number =>
      Math.max(room.top, Math.min(room.bottom - height, y));
    const home = homesOf(scene)[i];
    const left = home ? home.x * viewport.zoom + viewport.pan.x + EDGE : -Infinity;
    const right = home ? left + home.width * viewport.zoom - 2 * EDGE : Infinity;
    const boxAt = (form: Form, by: number, y: number, inside = false): Box => {
      const { width, height } = size[form];
      const wanted = middle + by - width / 2;
      const x = inside ? Math.max(left, Math.min(right - width, wanted)) : wanted;
      // On whole pixels, so that its letters are sharp.
      return {
        x: Math.round(clamped(x, width)),
        y: Math.round(clampedDown(y - height, height)),
        width,
        height,
      };
    };
    const isClear = (box: Box): boolean =>
      written.isFree(box) &&
      !furniture.some((thing) => covers(thing, box)) &&
      !places.some((other) => other.seen && covers(other, box));
    const reach = span.right - span.left;
    // A mesh much smaller than its caption only says what it is.
    const forms = reach < size.full.width / 2 ? all.filter((form) => SHORT.has(form)) : all;
    /** Above the mesh, below it or beside it. `inside`: nowhere beyond the frame of its account. */
    function* spots(form: Form, inside: boolean): Generator<Box> {
      const { width, height } = size[form];
      if (form === 'least' && !sparesCards) return;
      if (inside && width > right - left) return;
      const most =
        Math.abs(reach - width) / 2 +
        (SHORT.has(form) ? reach / 2 : form === 'tall' ? 2 * STEP : 0);
      const below = span.bottom + AIR * viewport.zoom + height;
      for (const y of [above, above - 3, WHOLE.has(form) ? above + INTO : below])
        for (const by of slides(most)) yield boxAt(form, by, y, inside);
      if (!SHORT.has(form) || !sparesCards) return;
      const aside = (reach + width) / 2 + AIR;
      for (const y of slides((span.bottom - span.top) / 2))
        for (const by of [aside, -aside])
          yield boxAt(form, by, (span.top + span.bottom + height) / 2 + y, inside);
    }
    /** The first spot that is clear of words, and of cards; or else, of so many, the one that covers the fewest cards. */
    const find = (): { readonly form: Form; readonly box: Box } => {
      let best: { readonly form: Form; readonly box: Box } | undefined;
      let [fewest, tried] = [MOST_CARDS, 0];
      for (const inside of home ? [true, false] : [false])
        for (const form of forms)
          for (const box of spots(form, inside)) {
            if (!isClear(box)) continue;
            if (!sparesCards) return { form, box };
            const on = cardsUnder(scene, viewport, box, fewest);
            if (on === 0) return { form, box };
            if (on < fewest || !best) [best, fewest] = [{ form, box }, on];
            if (++tried > MOST_TRIED) return best;
          }
      return best ?? { form: 'far', box: boxAt('far', 0, above) };
    };
    // Out of sight is out of the tab order too.
    const { form, box } = shown ? find() : { form: 'far' as const, box: boxAt('far', 0, above) };
    places.push({ ...box, form, seen: shown !== undefined && isClear(box) });
  });
  return places;
}
