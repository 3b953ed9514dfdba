/** The layer on which the graphics card draws a large network: over the ground, under the labels. */
import type { Network } from '../network.ts';
import { paintNetwork } from '../paint-network.ts';
import type { Frame } from '../paint.ts';
import { GlPen } from './gl-pen.ts';

export class GlLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #pen: GlPen;

  /** Undefined where there is no WebGL2. `lost` is called once, when the card takes its memory back. */
  static before(next: Element, lost: () => void): GlLayer | undefined {
    const canvas = next.ownerDocument.createElement('canvas');
    const pen = GlPen.on(canvas);
    return pen && new GlLayer(canvas, pen, next, lost);
  }

  private constructor(canvas: HTMLCanvasElement, pen: GlPen, next: Element, lost: () => void) {
    this.#canvas = canvas;
    this.#pen = pen;
    canvas.className = 'layer network-card';
    canvas.setAttribute('aria-hidden', 'true');
    canvas.addEventListener('webglcontextlost', lost, { once: true });
    next.before(canvas);
  }

  /** Draws nothing: what is drawn is no large network. */
  clear(): void {
    this.#canvas.hidden = true;
  }

  paint(frame: Frame, network: Network, hovered: string | undefined): void {
    const { width, height } = frame.context.canvas;
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#canvas.hidden = false;
    this.#pen.begin(frame);
    paintNetwork(frame, network, hovered, this.#pen);
    this.#pen.end();
  }

  destroy(): void {
    this.#canvas.remove();
    // At once, not when it is collected: a page may have only so many.
    this.#pen.context.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
