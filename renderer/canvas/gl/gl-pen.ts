/**
 * The pen of WebGL2. What is drawn in one call is first gathered as how much of each pixel it covers, then laid on in its
 * colour: the same rule as a path of Canvas 2D, so that faint lines that cross are not stronger where they do.
 */
import type { Box } from '#app/scene/scene.ts';
import type { Size, Viewport } from '../viewport.ts';
import { levelAt } from '../viewport.ts';
import type { CardLook, Pen } from '../pen.ts';
import {
  arrowSegments,
  BOX,
  borderSegments,
  boxNumbers,
  SEGMENT,
  shares,
  wireSegments,
} from './geometry.ts';
import { program, type Program } from './program.ts';
import * as shaders from './shaders.ts';

export interface Stage {
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly viewport: Viewport;
}

/** Numbers of a list on the card. */
interface Kept {
  readonly buffer: WebGLBuffer;
  readonly array: WebGLVertexArrayObject;
  readonly many: number;
  used: boolean;
}

const SHAPES = { box: 1, pill: 1, octagon: 2 } as const;
const CONTEXT: WebGLContextAttributes = {
  alpha: true,
  antialias: false,
  depth: false,
  stencil: false,
};

export class GlPen implements Pen {
  readonly #gl: WebGL2RenderingContext;
  readonly #segment: Program;
  readonly #box: Program;
  readonly #whole: Program;
  readonly #covered: { readonly texture: WebGLTexture; readonly frame: WebGLFramebuffer };
  readonly #blank: WebGLVertexArrayObject;
  /** By list, and by what was made of it. */
  readonly #kept = new Map<object, Map<string, Kept>>();
  #gathered: Size = { width: 0, height: 0 };
  #stage: Stage = {
    size: { width: 0, height: 0 },
    ratio: 1,
    viewport: { zoom: 1, pan: { x: 0, y: 0 } },
  };

  /** Undefined where there is no WebGL2, or not enough of it. */
  static on(canvas: HTMLCanvasElement | OffscreenCanvas): GlPen | undefined {
    const gl = canvas.getContext('webgl2', CONTEXT);
    try {
      return gl ? new GlPen(gl) : undefined;
    } catch {
      // A driver that takes no program is as good as none.
      return undefined;
    }
  }

  private constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#segment = program(gl, shaders.segmentVertex, shaders.segmentFragment);
    this.#box = program(gl, shaders.boxVertex, shaders.boxFragment);
    this.#whole = program(gl, shaders.wholeVertex, shaders.wholeFragment);
    this.#covered = { texture: gl.createTexture(), frame: gl.createFramebuffer() };
    this.#blank = gl.createVertexArray();
    gl.bindTexture(gl.TEXTURE_2D, this.#covered.texture);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    gl.enable(gl.BLEND);
  }

  get context(): WebGL2RenderingContext {
    return this.#gl;
  }

  /** Begins a frame on an empty sheet. */
  begin(stage: Stage): void {
    const gl = this.#gl;
    this.#stage = stage;
    const { width, height } = gl.canvas;
    if (width !== this.#gathered.width || height !== this.#gathered.height) {
      this.#gathered = { width, height };
      const { texture, frame } = this.#covered;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, width, height, 0, gl.RED, gl.UNSIGNED_BYTE, null);
      gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const kept of this.#all()) kept.used = false;
  }

  /** Ends a frame: what was not drawn in it is forgotten. */
  end(): void {
    for (const [list, made] of this.#kept) {
      for (const [what, { used, buffer, array }] of made) {
        if (used) continue;
        this.#gl.deleteBuffer(buffer);
        this.#gl.deleteVertexArray(array);
        made.delete(what);
      }
      if (made.size === 0) this.#kept.delete(list);
    }
  }

  lines: Pen['lines'] = (wires, { colour, width, dash, strength }) => {
    const round = levelAt(this.#stage.viewport.zoom) !== 'far';
    this.#gather(wires, round ? 'round' : 'straight', () => wireSegments(wires, round), {
      width,
      dash,
    });
    this.#layOn(colour, strength);
  };

  arrows: Pen['arrows'] = (heads, colour, strength) => {
    // All heads of a call are as long as wide at the foot, though not all equally long.
    for (const head of heads) {
      const width = Math.hypot(head.tip.x - head.foot.x, head.tip.y - head.foot.y);
      this.#gather(head, 'arrow', () => arrowSegments([head]), { width, tapers: true });
      this.#layOn(colour, strength);
    }
  };

  cards: Pen['cards'] = (boxes, look) => {
    const dashed = look.dash.length > 0;
    this.#boxes(boxes, look, dashed ? 0 : look.width);
    if (!dashed) return;
    const what = `border ${look.width}`;
    this.#gather(boxes, what, () => borderSegments(boxes, look), look);
    this.#layOn(look.colour, look.strength);
  };

  glow: Pen['glow'] = (box, corner, colour, strength) => {
    this.#boxes([box], { outline: 'box', corner, fill: colour, colour, strength }, 0);
  };

  #boxes(
    boxes: readonly Box[],
    look: Pick<CardLook, 'outline' | 'corner' | 'fill' | 'colour' | 'strength'>,
    width: number,
  ): void {
    const gl = this.#gl;
    const { array, many } = this.#keep(boxes, 'boxes', () => boxNumbers(boxes), {
      program: this.#box,
      attributes: [['box', BOX]],
    });
    const at = this.#box.uniform;
    const scale = this.#use(this.#box, width);
    const plain = look.corner * this.#stage.viewport.zoom < 1;
    gl.uniform4f(at('fill'), ...shares(look.fill), look.strength);
    gl.uniform4f(at('line'), ...shares(look.colour), look.strength);
    gl.uniform1f(at('corner'), look.corner * scale);
    gl.uniform1i(at('shape'), plain ? 0 : SHAPES[look.outline]);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindVertexArray(array);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, many);
  }

  /** Gathers how much of each pixel these segments cover. */
  #gather(
    list: object,
    what: string,
    make: () => Float32Array,
    look: { readonly width: number; readonly dash?: readonly number[]; readonly tapers?: boolean },
  ): void {
    const gl = this.#gl;
    const { array, many } = this.#keep(list, what, make, {
      program: this.#segment,
      attributes: [
        ['ends', 4],
        ['from', SEGMENT - 4],
      ],
    });
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#covered.frame);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const at = this.#segment.uniform;
    const scale = this.#use(this.#segment, look.width);
    // What is thinner than a pixel adds up there, as faint lines side by side do. Of what is not, the most counts: many
    // lines on one place are as sharp as one, and the pieces of a line reach into each other, so that no seam shows.
    const fat = look.width * scale >= 1;
    gl.blendEquation(fat ? gl.MAX : gl.FUNC_ADD);
    gl.uniform1f(at('overlap'), fat && !look.tapers ? 0.5 : 0);
    gl.uniform1f(at('zoom'), scale);
    gl.uniform2f(at('dash'), look.dash?.[0] ?? 0, look.dash?.[1] ?? 0);
    gl.uniform1i(at('tapers'), look.tapers ? 1 : 0);
    gl.blendFunc(gl.ONE, gl.ONE);
    gl.bindVertexArray(array);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, many);
    gl.blendEquation(gl.FUNC_ADD);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  #layOn(colour: string, strength: number): void {
    const gl = this.#gl;
    gl.useProgram(this.#whole.program);
    gl.uniform4f(this.#whole.uniform('colour'), ...shares(colour), strength);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindVertexArray(this.#blank);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** Makes ready to draw lines of a width; the device pixels of one pixel at scale 1. */
  #use({ program: of, uniform }: Program, width: number): number {
    const gl = this.#gl;
    const { ratio, viewport } = this.#stage;
    const scale = viewport.zoom * ratio;
    gl.useProgram(of);
    gl.uniform2f(uniform('size'), gl.canvas.width, gl.canvas.height);
    gl.uniform3f(uniform('view'), scale, viewport.pan.x * ratio, viewport.pan.y * ratio);
    gl.uniform1f(uniform('width'), width * scale);
    return scale;
  }

  #keep(
    list: object,
    what: string,
    make: () => Float32Array,
    into: {
      readonly program: Program;
      readonly attributes: readonly (readonly [name: string, numbers: number])[];
    },
  ): Kept {
    const made = this.#kept.get(list) ?? new Map<string, Kept>();
    this.#kept.set(list, made);
    const known = made.get(what);
    if (known) {
      known.used = true;
      return known;
    }
    const gl = this.#gl;
    const numbers = make();
    const [buffer, array] = [gl.createBuffer(), gl.createVertexArray()];
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.STATIC_DRAW);
    const each = into.attributes.reduce((sum, [, many]) => sum + many, 0);
    let offset = 0;
    for (const [name, many] of into.attributes) {
      const at = gl.getAttribLocation(into.program.program, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, many, gl.FLOAT, false, each * 4, offset * 4);
      gl.vertexAttribDivisor(at, 1);
      offset += many;
    }
    const kept: Kept = { buffer, array, many: numbers.length / each, used: true };
    made.set(what, kept);
    return kept;
  }

  *#all(): Iterable<Kept> {
    for (const made of this.#kept.values()) yield* made.values();
  }
}
