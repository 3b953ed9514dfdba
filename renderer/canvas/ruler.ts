/** Widths of texts on the canvas by those of their letters: a letter is measured once for a face, however much is written in it. */
const FIRST = 0x20;
const LAST = 0x7e;
const DOTS = 0x2026;
/** So many texts of other letters are known before they are begun anew. */
const MOST_TEXTS = 20_000;

type Context = Pick<CanvasRenderingContext2D, 'font' | 'letterSpacing' | 'measureText'>;

class Ruler {
  readonly #context: Context;
  readonly #font: string;
  readonly #widths: readonly number[];
  readonly #dots: number;
  readonly #texts = new Map<string, number>();

  /** The context's font must be set. */
  constructor(context: Context) {
    this.#context = context;
    this.#font = context.font;
    this.#widths = Array.from(
      { length: LAST - FIRST + 1 },
      (_, i) => context.measureText(String.fromCharCode(FIRST + i)).width,
    );
    this.#dots = context.measureText('…').width;
  }

  /** Letters that join, or stand on each other, are measured together. */
  widthOf(text: string): number {
    let width = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= FIRST && code <= LAST) width += this.#widths[code - FIRST]!;
      else if (code === DOTS) width += this.#dots;
      else return this.#measured(text);
    }
    return width;
  }

  #measured(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size > MOST_TEXTS) this.#texts.clear();
    if (this.#context.font !== this.#font) this.#context.font = this.#font;
    const { width } = this.#context.measureText(text);
    this.#texts.set(text, width);
    return width;
  }
}

let rulers = new WeakMap<Context, Map<string, Ruler>>();

/** For the face that is set, or for another, which is set where it is new. */
export function rulerOf(context: Context, font = context.font): Ruler {
  const known = rulers.get(context) ?? new Map<string, Ruler>();
  rulers.set(context, known);
  const key = `${font}\n${context.letterSpacing}`;
  let ruler = known.get(key);
  if (!ruler) {
    context.font = font;
    known.set(key, (ruler = new Ruler(context)));
  }
  return ruler;
}

/** A typeface has arrived. */
export function forgetRulers(): void {
  rulers = new WeakMap();
}
