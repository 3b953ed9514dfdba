/** Has Cytoscape rest while there is nothing to draw: by itself it asks for sixty frames a second, for as long as it lives. */
import cytoscape, { type Core } from 'cytoscape';

/** What is used of Cytoscape's renderer, which is not part of its interface: the fields by the names it gives them. */
interface Loop {
  readonly cy: Core & { batching(): boolean };
  readonly destroyed?: boolean;
  renderLoopStarted?: boolean;
  /** Something is to be drawn; what, is known to `render`. */
  requestedFrame?: boolean;
  skipFrame?: boolean;
  readonly renderOptions?: unknown;
  averageRedrawTime?: number;
  lastRedrawTime?: number;
  lastDrawTime?: number;
  readonly beforeRenderCallbacks: readonly {
    readonly fn: (draws: boolean, now: number) => void;
  }[];
  startRenderLoop(): void;
  redraw(options?: unknown): void;
  render(options: unknown): void;
}

/** So many frames without anything to do, and it rests. */
const AWAKE = 20;
/** How often it looks while it rests, in ms: whatever does not wake it waits no longer. */
const LOOK_MS = 250;

/** By renderer: ends its rest. */
const wakers = new WeakMap<object, () => void>();

/**
 * Makes all instances to come rest. It is the loop of Cytoscape 3.34 (`startRenderLoop`), with a pause in it; where a version
 * has another, it goes as it does.
 */
export function restBetweenFrames(): void {
  const drawer = (cytoscape as unknown as (type: string, name: string) => unknown)(
    'renderer',
    'canvas',
  ) as { prototype: Partial<Loop> } | undefined;
  const loop = drawer?.prototype;
  const { redraw, startRenderLoop } = loop ?? {};
  if (!loop || !redraw || !startRenderLoop || startRenderLoop === begin) return;
  loop.startRenderLoop = begin;
  loop.redraw = function (this: Loop, options?: unknown) {
    redraw.call(this, options);
    wakers.get(this)?.();
  };
}

/** For what moves without having been drawn: from now on, every frame is looked at again. */
export function wake(cy: Core): void {
  wakers.get((cy as unknown as { renderer(): object }).renderer())?.();
}

function begin(this: Loop): void {
  if (this.renderLoopStarted) return;
  this.renderLoopStarted = true;
  let idle = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => void requestAnimationFrame(frame);
  const frame = (now: number): void => {
    if (this.destroyed) return;
    const draws = this.requestedFrame === true && this.skipFrame !== true;
    if (!this.cy.batching()) {
      for (const { fn } of this.beforeRenderCallbacks) fn(draws, now);
      if (draws) drawn(this);
    }
    this.skipFrame = false;
    idle = this.requestedFrame === true || draws || this.cy.animated() ? 0 : idle + 1;
    rest = undefined;
    if (idle < AWAKE) next();
    else rest = setTimeout(next, LOOK_MS);
  };
  wakers.set(this, () => {
    idle = 0;
    if (rest === undefined) return;
    clearTimeout(rest);
    rest = undefined;
    next();
  });
  next();
}

function drawn(loop: Loop): void {
  const begun = performance.now();
  loop.render(loop.renderOptions);
  const took = (loop.lastDrawTime = performance.now()) - begun;
  loop.lastRedrawTime = took;
  loop.averageRedrawTime = ((loop.averageRedrawTime ?? took) + took) / 2;
  loop.requestedFrame = false;
}
