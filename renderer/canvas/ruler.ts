/** Widths of texts on the canvas, whole or by those of their letters: each is measured once for a face. */
const FIRST = 0x20;
const LAST = 0x7e;
const DOTS = 0x2026;
/** So many texts, and so many faces, are known before they are begun anew: a zoom has a face for every frame. */
const MOST_TEXTS = 20_000;
const MOST_FACES = 300;

type Context = Pick<CanvasRenderingContext2D, 'font' | 'letterSpacing' | 'measureText'>;

class Ruler {
  readonly #context: Context;
  readonly #font: string;
  readonly #spacing: string;
  /** Of each letter once it was met; most faces write digits, or a name or two. */
  readonly #widths = Array.from<number | undefined>({ length: LAST - FIRST + 1 });
  #dots: number | undefined;
  readonly #texts = new Map<string, number>();

  constructor(context: Context, font: string) {
    this.#context = context;
    this.#font = font;
    this.#spacing = context.letterSpacing;
  }

  /** Letters that join, or stand on each other, are measured together. */
  widthOf(text: string): number {
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= FIRST && code <= LAST)
        width += this.#widths[code - FIRST] ??= this.#wide(text.charAt(i));
      else if (code === DOTS) width += this.#dots ??= this.#wide('…');
      else return this.wholeOf(text);
    }
    return width;
  }

  /** Leaves the context as it is. */
  #wide(text: string): number {
    const { font, letterSpacing } = this.#context;
    this.#context.font = this.#font;
    this.#context.letterSpacing = this.#spacing;
    const { width } = this.#context.measureText(text);
    this.#context.font = font;
    this.#context.letterSpacing = letterSpacing;
    return width;
  }

  /** As it is written: letters come a little closer to some of their neighbours. Measured once. */
  wholeOf(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size > MOST_TEXTS) this.#texts.clear();
    const width = this.#wide(text);
    this.#texts.set(text, width);
    return width;
  }
}

let rulers = new WeakMap<Context, Map<string, Ruler>>();

/** For the face that is set, or for another. */
export function rulerOf(context: Context, font = context.font): Ruler {
  const known = rulers.get(context) ?? new Map<string, Ruler>();
  rulers.set(context, known);
  const key = `${font}\n${context.letterSpacing}`;
  let ruler = known.get(key);
  if (!ruler) {
    if (known.size > MOST_FACES) known.clear();
    known.set(key, (ruler = new Ruler(context, font)));
  }
  return ruler;
}

/** A typeface has arrived. */
export function forgetRulers(): void {
  rulers = new WeakMap();
}
