/** Where the caption of a mesh stands, and how much of it: clear of everything that is written on the canvas. Pure. */
import type { Box, SceneHull } from '#app/scene/scene.ts';
import type { Insets, Size, Viewport } from './viewport.ts';
import { covers, type Written } from './written.ts';

/** full: on two lines what it is and what it could be; small: the same in smaller letters; brief: what it is; far: that it is a mesh. */
export const FORMS = ['full', 'small', 'brief', 'far'] as const;
export type Form = (typeof FORMS)[number];

export interface CaptionPlace extends Box {
  readonly form: Form;
  /** False where its mesh is out of sight. */
  readonly seen: boolean;
}

/** Between a caption and its mesh, in pixels at scale 1; and between it and a panel, in CSS pixels. */
const AIR = 3;
const RIM = 6;
/** How far a caption slides at a time, in CSS pixels. */
const STEP = 8;

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

/** Sideways from the middle as far as a caption still stands at its mesh, the nearest first. */
function* slides(most: number): Generator<number> {
  yield 0;
  for (let by = STEP; by <= most; by += STEP) {
    yield by;
    yield -by;
  }
}

/** Every caption, in the order of the meshes. `sizes` are those of each form of each caption. */
export function captionPlaces(
  hulls: readonly SceneHull[],
  sizes: readonly Readonly<Record<Form, Size>>[],
  viewport: Viewport,
  canvas: Size,
  insets: Insets,
  written: Written,
): CaptionPlace[] {
  const places: CaptionPlace[] = [];
  hulls.forEach((hull, i) => {
    const span = spanOf(hull, viewport);
    const middle = (span.left + span.right) / 2;
    const above = span.top - AIR * viewport.zoom;
    // Out of sight is out of the tab order too.
    const seen = middle > 0 && above > 0 && middle < canvas.width && above < canvas.height + 40;
    const size = sizes[i]!;
    const clamped = (x: number, width: number): number =>
      Math.max(insets.left + RIM, Math.min(canvas.width - insets.right - RIM - width, x));
    const boxAt = (form: Form, by: number, y: number): Box => ({
      // On whole pixels, so that its letters are sharp.
      x: Math.round(clamped(middle + by - size[form].width / 2, size[form].width)),
      y: Math.round(y - size[form].height),
      ...size[form],
    });
    const free = (box: Box): boolean =>
      written.isFree(box) && !places.some((other) => other.seen && covers(other, box));
    const find = (): { readonly form: Form; readonly box: Box } | undefined => {
      const reach = span.right - span.left;
      // A mesh much smaller than its caption only says what it is.
      for (const form of FORMS.slice(reach < size.full.width / 2 ? 3 : 0)) {
        const most = Math.abs(reach - size[form].width) / 2 + (form === 'far' ? reach / 2 : 0);
        for (const y of [
          above,
          above - 3,
          ...(form === 'full' || form === 'small'
            ? []
            : [span.bottom + AIR * viewport.zoom + size[form].height]),
        ]) {
          for (const by of slides(most)) {
            const box = boxAt(form, by, y);
            if (free(box)) return { form, box };
          }
        }
      }
      return undefined;
    };
    const { form, box } = (seen ? find() : undefined) ?? {
      form: 'far' as const,
      box: boxAt('far', 0, above),
    };
    places.push({ ...box, form, seen });
  });
  return places;
}
