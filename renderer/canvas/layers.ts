/** The painted layers around Cytoscape: the ground under it, the labels over it, and between them what is large. */
import { paintGround } from './ground.ts';
import { canvasPen } from './canvas-pen.ts';
import { GlLayer } from './gl/layer.ts';
import { paintLabels } from './labels.ts';
import { Naming } from './naming.ts';
import type { Network } from './network.ts';
import type { Frame } from './paint.ts';
import { paintDrag, type Drag } from './paint-drag.ts';
import { paintNetwork } from './paint-network.ts';
import type { Size } from './viewport.ts';
import { Written } from './written.ts';

/** What there is to paint. */
export interface Content {
  /** Without what the layers know themselves; undefined where nothing is open. */
  readonly frame: Omit<Frame, 'context' | 'size' | 'ratio'> | undefined;
  /** What is painted here, since it is too large for Cytoscape. */
  readonly network: Network | undefined;
  readonly hovered: string | undefined;
  readonly drag: Drag | undefined;
}

/** The ground is all that is not written, also what the graphics card draws. Labels are above all else. */
type Layer = 'ground' | 'labels';

export class Layers {
  readonly #host: HTMLElement;
  readonly #ground: HTMLCanvasElement;
  readonly #labels: HTMLCanvasElement;
  /** Where Cytoscape draws. */
  readonly network: HTMLElement;
  readonly #content: () => Content;
  readonly #listeners = new Set<() => void>();
  /** Where the graphics card draws what is large; without it, the ground does. */
  #card: GlLayer | undefined;
  /** The frame in which layers are painted next, and which of them. */
  #due: number | undefined;
  readonly #stale = new Set<Layer>();
  #anew = false;
  size: Size = { width: 0, height: 0 };
  /** What the last frame has written, and where. */
  written = new Written();
  #ratio = 1;

  constructor(host: HTMLElement, content: () => Content) {
    this.#host = host;
    this.#content = content;
    const layer = (name: string): HTMLCanvasElement => {
      const canvas = host.ownerDocument.createElement('canvas');
      canvas.className = `layer ${name}`;
      canvas.setAttribute('aria-hidden', 'true');
      return canvas;
    };
    this.#ground = layer('ground');
    this.#labels = layer('labels');
    this.network = host.ownerDocument.createElement('div');
    this.network.className = 'layer network';
    host.append(this.#ground, this.network, this.#labels);
  }

  /** True while the graphics card draws what is large. */
  get byCard(): boolean {
    return this.#card !== undefined;
  }

  /** `lost`: there is no graphics card to be had, or it is gone; the canvas draws instead. */
  useCard(on: boolean, lost: () => void): void {
    if (on === this.byCard) return;
    this.#card?.destroy();
    this.#card = undefined;
    if (on) {
      const card = GlLayer.before(this.network, () => {
        if (this.#card !== card) return;
        this.useCard(false, lost);
        lost();
      });
      this.#card = card;
      if (!card) lost();
    }
    this.repaint('ground');
  }

  /** Takes the size of the host; true where it is another one. */
  measure(): boolean {
    const { clientWidth: width, clientHeight: height } = this.#host;
    const ratio = this.#host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    if (width === this.size.width && height === this.size.height && ratio === this.#ratio)
      return false;
    this.size = { width, height };
    this.#ratio = ratio;
    for (const canvas of [this.#ground, this.#labels]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    return true;
  }

  /** Calls after every paint of the labels; returns a function that stops it. */
  onPaint(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Paints in the next frame: what changes together is painted once. `layers`: those that look otherwise now. */
  repaint(...layers: readonly Layer[]): void {
    for (const layer of layers) this.#stale.add(layer);
    this.#due ??= requestAnimationFrame(() => this.#paint());
  }

  /** Paints all of it now. */
  paint(): void {
    this.#stale.add('ground').add('labels');
    this.#paint();
  }

  /** What is written on the picture comes in the frame after the next: painting both for the first time takes long. */
  begin(): void {
    this.#anew = true;
    this.repaint('ground', 'labels');
  }

  #paint(): void {
    if (this.#due !== undefined) cancelAnimationFrame(this.#due);
    this.#due = undefined;
    const content = this.#content();
    const stale = new Set(this.#stale);
    this.#stale.clear();
    if (stale.has('ground')) this.#paintGround(content);
    if (this.#anew) {
      this.#anew = false;
      this.#onto(this.#labels, { ...content, frame: undefined });
      this.repaint('labels');
    } else if (stale.has('labels')) this.#paintLabels(content);
  }

  #paintGround(content: Content): void {
    const { network, hovered } = content;
    if (!network) this.#card?.clear();
    this.#onto(this.#ground, content, (frame) => {
      paintGround(frame);
      if (!network) return;
      if (this.#card) return this.#card.paint(frame, network, hovered);
      const pen = canvasPen(frame);
      paintNetwork(frame, network, hovered, pen);
      pen.end();
    });
  }

  #paintLabels(content: Content): void {
    const { drag } = content;
    const naming = new Naming();
    this.#onto(this.#labels, content, (frame) => {
      this.written = paintLabels({ ...frame, naming });
      if (drag) paintDrag(frame, drag);
    });
    if (naming.waits) this.repaint('labels');
    for (const listener of this.#listeners) listener();
  }

  /** Wipes a layer, and paints on it where anything is open. */
  #onto(canvas: HTMLCanvasElement, { frame }: Content, work?: (frame: Frame) => void): void {
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (frame) work?.({ ...frame, context, size: this.size, ratio: this.#ratio });
  }

  destroy(): void {
    if (this.#due !== undefined) cancelAnimationFrame(this.#due);
    this.#card?.destroy();
    this.#card = undefined;
  }
}
