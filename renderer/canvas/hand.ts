/** A box in hand: held, moved by the pointer or by keys, put down, or let go of. */
import type { Core } from 'cytoscape';
import { isInside } from '#app/scene/open.ts';
import type { Point, SceneNode } from '#app/scene/scene.ts';
import type { Drag } from './paint-drag.ts';

/** A box lower than this on screen, in pixels, is not moved by hand; and so far the hand goes before it moves anything. */
const LEAST_GRIP = 10;
const THRESHOLD = 4;

interface Reach {
  readonly host: HTMLElement;
  readonly cy: Core;
  /** A box of the picture by its id. */
  readonly nodeOf: (id: string) => SceneNode | undefined;
  readonly repaint: () => void;
  /** A box was put down, its corner here. Resolves when the picture has followed, or will not. */
  readonly move: (id: string, at: Point) => Promise<void>;
}

export class Hand {
  readonly #reach: Reach;
  #drag: Drag | undefined;

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  /** What there is to paint of it. */
  get seen(): Drag | undefined {
    return this.#drag?.stage === 'held' ? undefined : this.#drag;
  }

  /** True while a box is being moved, by hand or by keys. */
  get moving(): boolean {
    return this.#drag?.stage === 'moving';
  }

  grab(id: string, at: Point): void {
    const { cy, nodeOf } = this.#reach;
    const own = nodeOf(id);
    // What stands in a VPC moves with it.
    const node = own && isInside(own) ? nodeOf(own.parent ?? '') : own;
    // What is too small to be aimed at is not moved: the picture is, as from anywhere else.
    if (!node || node.height * cy.zoom() < LEAST_GRIP) return;
    const hold = { x: at.x - node.x, y: at.y - node.y };
    this.#drag = { node, hold, at: { x: node.x, y: node.y }, stage: 'held' };
    cy.userPanningEnabled(false);
  }

  pull(to: Point): void {
    const drag = this.#drag;
    if (!drag || drag.stage === 'down') return;
    const { cy, host, repaint } = this.#reach;
    const at = { x: to.x - drag.hold.x, y: to.y - drag.hold.y };
    const far = Math.hypot(at.x - drag.node.x, at.y - drag.node.y) * cy.zoom();
    if (drag.stage === 'held' && far < THRESHOLD) return;
    this.#drag = { ...drag, at, stage: 'moving' };
    host.classList.add('moving');
    repaint();
  }

  release(): void {
    this.#reach.cy.userPanningEnabled(true);
    const drag = this.#drag;
    if (!drag || drag.stage === 'down') return;
    if (drag.stage === 'held') this.#drag = undefined;
    else this.drop();
  }

  /** Moves a box by keys: it is put down by drop(). */
  nudge(id: string, by: Point): void {
    const node = this.#reach.nodeOf(id);
    if (!node || this.#drag?.stage === 'down') return;
    const from = this.#drag?.node.id === id ? this.#drag.at : node;
    const at = { x: from.x + by.x, y: from.y + by.y };
    this.#drag = { node, hold: { x: 0, y: 0 }, at, stage: 'moving' };
    this.#reach.repaint();
  }

  /** Puts down what is being moved; it is shown there until the picture has followed. */
  drop(): void {
    const drag = this.#drag;
    if (drag?.stage !== 'moving') return;
    const { host, move } = this.#reach;
    const down: Drag = { ...drag, stage: 'down' };
    this.#drag = down;
    host.classList.remove('moving');
    void move(down.node.id, down.at).finally(() => {
      if (this.#drag === down) this.letGo();
    });
  }

  /** What is being moved goes back to where it was. */
  letGo(): void {
    const { cy, host, repaint } = this.#reach;
    this.#drag = undefined;
    host.classList.remove('moving');
    cy.userPanningEnabled(true);
    repaint();
  }
}
