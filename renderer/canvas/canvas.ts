/** Owns the one long-lived Cytoscape instance and the painted layers around it: what is shown, and from where. */
import cytoscape, { type Core } from 'cytoscape';
import type { Box, Point, Scene, SceneNode } from '#app/scene/scene.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import { NO_LIGHT, type Light } from '#app/scene/light.ts';
import { drawnOf } from '../state/drawn.ts';
import type { Way } from '../state/drawing.ts';
import type { Look, Sight } from '../state/frame.ts';
import { type Marks, NO_MARKS } from './badges.ts';
import { drawDirectly } from './direct.ts';
import { type Gestures, hear } from './gestures.ts';
import { titleAt } from './ground.ts';
import { Hand } from './hand.ts';
import { Held } from './held.ts';
import { type Content, Layers } from './layers.ts';
import { looksOf, type Looks } from './looks.ts';
import { isLarge, networkOf, under, type Network } from './network.ts';
import { forgetCuts, paintingOf, type Painting } from './paint.ts';
import { type DrawnReport, reportOf } from './report.ts';
import { restBetweenFrames, wake } from './rest.ts';
import { thicken } from './states.ts';
import { styleOf } from './style.ts';
import {
  boxAround,
  contentsOf,
  lookingAt,
  MAX_ZOOM,
  MIN_ZOOM,
  sightOf,
  inSight,
  viewportFor,
  zoomed,
  type Insets,
  type Size,
  type Viewport,
} from './viewport.ts';
import type { Written } from './written.ts';

const SLIDE_MS = 280;
/** Two clicks within so many ms are one double click: what Windows goes by, unless told otherwise. Cytoscape's own is half of it. */
const DOUBLE_CLICK_MS = 500;

export class Canvas {
  readonly #host: HTMLElement;
  readonly #cy: Core;
  readonly #layers: Layers;
  readonly #held: Held;
  readonly #hand: Hand;
  /** `clear`: the buttons for the viewport are left free, too. */
  readonly #insets: (clear?: boolean) => Insets;
  readonly #observer: ResizeObserver;
  #looks: Looks = looksOf('light');
  #styled = this.#looks;
  #painting: Painting | undefined;
  /** What is painted here, since it is too large for Cytoscape. */
  #network: Network | undefined;
  #hovered: string | undefined;
  #light: Light = NO_LIGHT;
  #selected: ReadonlySet<string> = new Set();
  #marks: Marks = NO_MARKS;
  #plan: PlanMarks = NO_PLAN_MARKS;
  /** Where the last slide leads. */
  #bound: Viewport | undefined;

  constructor(host: HTMLElement, gestures: Gestures, insets: (clear?: boolean) => Insets) {
    this.#host = host;
    this.#insets = insets;
    this.#layers = new Layers(host, () => this.#content());
    restBetweenFrames();
    this.#cy = cytoscape({
      container: this.#layers.network,
      style: styleOf(this.#looks),
      layout: { name: 'preset' },
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
      multiClickDebounceTime: DOUBLE_CLICK_MS,
    });
    drawDirectly(this.#cy);
    this.#held = new Held(this.#cy);
    this.#hand = new Hand({
      host,
      cy: this.#cy,
      nodeOf: (id) => this.#nodeOf(id),
      repaint: () => this.#layers.repaint('labels'),
      move: (id, at) => gestures.move(id, at),
    });
    const places = {
      hit: (at: Point) => this.#network && under(this.#network, at, this.#cy.zoom()),
      titled: (at: Point) => this.#painting && titleAt(this.#painting, at, this.#cy.zoom()),
      hover: (id: string | undefined) => this.#hover(id),
    };
    hear(this.#cy, host, this.#hand, places, gestures);
    this.#cy.on('render', () => this.#layers.paint());
    this.#cy.on('zoom', () => thicken(this.#cy));
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(host);
    this.#measure();
  }

  #content(): Content {
    return {
      frame: this.#painting && {
        viewport: this.viewport(),
        looks: this.#looks,
        painting: this.#painting,
        light: this.#light,
        selected: this.#selected,
        marks: this.#marks,
        plan: this.#plan,
      },
      network: this.#network,
      hovered: this.#hovered,
      drag: this.#hand.seen,
    };
  }

  #measure(): void {
    if (!this.#layers.measure()) return;
    this.#cy.resize();
    this.#layers.paint();
  }

  #nodeOf(id: string): SceneNode | undefined {
    return this.#painting && drawnOf(this.#painting.scene).nodes.get(id);
  }

  #hover(id: string | undefined): void {
    if (!this.#network || id === this.#hovered) return;
    this.#hovered = id;
    this.#host.classList.toggle('over', id !== undefined);
    this.#layers.repaint('ground');
  }

  /** True while a box is being moved, by hand or by keys. */
  get moving(): boolean {
    return this.#hand.moving;
  }

  /** Moves a box by keys: it is put down by drop(). */
  nudge(id: string, by: Point): void {
    this.#hand.nudge(id, by);
  }

  /** Puts down what is being moved; it is shown there until the picture has followed. */
  drop(): void {
    this.#hand.drop();
  }

  /** What is being moved goes back to where it was. */
  letGo(): void {
    this.#hand.letGo();
  }

  /** Draws a scene: a small one by Cytoscape, a large one on the layers. */
  show(scene: Scene | undefined, plan: PlanMarks = NO_PLAN_MARKS): void {
    const large = scene !== undefined && isLarge(scene);
    this.#painting = scene && paintingOf(scene);
    this.#network = large ? networkOf(scene, plan) : undefined;
    this.#layers.network.classList.toggle('empty', large);
    this.#hovered = undefined;
    this.#plan = plan;
    if (!large) this.#style();
    this.#held.take(large ? undefined : scene, plan);
    this.mark(this.#light, this.#selected);
  }

  /** Sets the states of what is drawn. */
  mark(light: Light, selected: ReadonlySet<string>): void {
    this.#held.mark(light, selected);
    this.#light = light;
    this.#selected = selected;
    this.#layers.repaint('ground', 'labels');
  }

  /** Sets the badges. */
  badge(marks: Marks): void {
    this.#marks = marks;
    this.#layers.repaint('labels');
  }

  /** Chooses what draws a large network. `lost`: it could not be had, or is gone; the canvas draws instead. */
  drawWith(way: Way, lost: () => void): void {
    this.#layers.useCard(way === 'webgl', lost);
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.#looks = looksOf(theme);
    const repaint = (): void => this.#layers.repaint('ground', 'labels');
    // In this frame every panel gets its colours, too: a large picture has the next one to itself.
    if (this.#network) return void requestAnimationFrame(repaint);
    this.#style();
    repaint();
  }

  /** Cytoscape looks as all else does: while it holds nothing, that can wait. */
  #style(): void {
    if (this.#styled === this.#looks) return;
    this.#styled = this.#looks;
    this.#cy.style(styleOf(this.#looks));
  }

  /** Moves the viewport, and nothing else ever does but the user's own hand. */
  go(look: Look): void {
    if (!this.#painting) return;
    const { scene } = this.#painting;
    const size = this.size();
    const now = this.viewport();
    if (look.kind === 'stand') return this.#slide(look.at);
    if (look.kind === 'zoom') return this.#slide(zoomed(now, look.by, size, this.#insets()));
    const still = (look.kind === 'fit' || look.kind === 'at') && look.atOnce;
    if (still && this.#network) this.#layers.begin();
    if (look.kind === 'at') return this.#slide(lookingAt(look, size, this.#insets()), still);
    const box =
      look.kind === 'fit'
        ? contentsOf(scene)
        : look.kind === 'area'
          ? look.box
          : boxAround(scene, new Set(look.ids));
    if (!box) return;
    if (look.kind === 'show') {
      if (!inSight(now, box, size, this.#insets()))
        this.#slide(viewportFor(box, size, this.#insets(), now.zoom));
      return;
    }
    // Of an area all is to be seen: of a plan, the gateway that stands at its side.
    this.#slide(viewportFor(box, size, this.#insets(look.kind === 'area')), still);
  }

  /** Where it looks now, or where it is on its way to. */
  sight(): Sight {
    return sightOf(this.stands(), this.size(), this.#insets());
  }

  /** Where the viewport stands now, or where it is on its way to. */
  stands(): Viewport {
    return (this.#cy.animated() ? this.#bound : undefined) ?? this.viewport();
  }

  /** Brings a point into the middle at once, as a hand that drags the overview does. */
  centre(at: Point): void {
    this.#cy.stop(true);
    const { zoom, pan } = lookingAt({ ...at, zoom: this.#cy.zoom() }, this.size(), this.#insets());
    this.#cy.viewport({ zoom, pan });
  }

  #slide({ zoom, pan }: Viewport, still = false): void {
    const calm =
      this.#host.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)')
        .matches ?? true;
    this.#cy.stop(true);
    this.#bound = { zoom, pan };
    if (still || calm) this.#cy.viewport({ zoom, pan });
    else {
      this.#cy.animate({ zoom, pan }, { duration: SLIDE_MS, easing: 'ease-in-out-cubic' });
      wake(this.#cy);
    }
  }

  /** A typeface has arrived: texts have other widths now. */
  retype(): void {
    forgetCuts();
    this.#layers.repaint('labels');
  }

  /** Calls after every paint; returns a function that stops it. */
  onPaint(listener: () => void): () => void {
    return this.#layers.onPaint(listener);
  }

  viewport(): Viewport {
    return { zoom: this.#cy.zoom(), pan: { ...this.#cy.pan() } };
  }

  /** How far the panels reach over the canvas. */
  insets(): Insets {
    return this.#insets();
  }

  size(): Size {
    return this.#layers.size;
  }

  drawn(): DrawnReport {
    const cy = this.#cy;
    return reportOf({
      scene: this.#painting?.scene,
      network: this.#network,
      held: {
        nodes: cy.nodes().length,
        edges: cy.edges().length,
        ids: (selector) => cy.elements(selector).map((element) => element.id()),
      },
      light: this.#light,
      selected: this.#selected,
      marks: this.#marks,
      plan: this.#plan,
      byCard: this.#layers.byCard,
      viewport: this.viewport(),
      theme: this.#looks.theme,
    });
  }

  /** What the last frame has written, and where. */
  written(): Written {
    return this.#layers.written;
  }

  /** Where the middle of a box is on the page, in CSS pixels. */
  positionOf(id: string): Point | undefined {
    const node = this.#nodeOf(id);
    if (!node) return undefined;
    const { left, top } = this.#host.getBoundingClientRect();
    const { zoom, pan } = this.viewport();
    return {
      x: (node.x + node.width / 2) * zoom + pan.x + left,
      y: (node.y + node.height / 2) * zoom + pan.y + top,
    };
  }

  /** Where a box or container stands in the picture. */
  boxOf(id: string): Box | undefined {
    const node = this.#nodeOf(id);
    return node && { x: node.x, y: node.y, width: node.width, height: node.height };
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#layers.destroy();
    this.#cy.destroy();
    this.#host.replaceChildren();
  }
}
