/** Owns the one long-lived Cytoscape instance and the two painted layers around it; what is large is painted too. */
import cytoscape, { type Core, type ElementDefinition, type EventObject } from 'cytoscape';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { type Diff, NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import { type Marks, NO_MARKS } from './badges.ts';
import { elementsOf } from './elements.ts';
import { paintGround } from './ground.ts';
import { paintLabels } from './labels.ts';
import { isInside } from '#app/scene/open.ts';
import { dims, NO_LIGHT, type Light } from '#app/scene/light.ts';
import { looksOf, type Looks } from './looks.ts';
import { forgetCuts, paintingOf, type Frame, type Painting } from './paint.ts';
import { isLarge, networkOf, under, type Network } from './network.ts';
import { paintNetwork } from './paint-network.ts';
import { canvasPen } from './canvas-pen.ts';
import { GlLayer } from './gl/layer.ts';
import { setStates, stateOf, thicken } from './states.ts';
import { styleOf } from './style.ts';
import {
  boxAround,
  contentsOf,
  lookingAt,
  MAX_ZOOM,
  MIN_ZOOM,
  sightOf,
  viewportFor,
  zoomed,
  type Insets,
  type Size,
  type Viewport,
} from './viewport.ts';
import { paintDrag, type Drag } from './paint-drag.ts';
import type { Look, Sight } from '../state/frame.ts';
import type { Way } from '../state/drawing.ts';

/** What the user does on the canvas, by scene id. */
export interface Gestures {
  node(id: string): void;
  edge(id: string): void;
  ground(): void;
  /** Double click: look closer. */
  open(id: string): void;
  /** Double click on the title of a container. */
  container(id: string): void;
  /** True where boxes may be moved. */
  mayMove(): boolean;
  /** A box was put down, its corner here. Resolves when the picture has followed, or will not. */
  move(id: string, at: Point): Promise<void>;
}

/** What is drawn, for tests and for nothing else. */
export interface DrawnReport {
  readonly nodes: number;
  readonly edges: number;
  readonly hulls: number;
  /** Of all boxes and lines. */
  readonly ids: readonly string[];
  readonly lit: readonly string[];
  readonly selected: readonly string[];
  /** Badges of boxes by id, as `error 2`. */
  readonly badges: Readonly<Record<string, string>>;
  /**
   * Elements by what the step of a plan does to them, or two snapshots say of them; those that no route leads over; and
   * boxes that reach others differently.
   */
  readonly plan: Readonly<Record<Diff | 'idle' | 'reach', readonly string[]>>;
  /** How many elements Cytoscape draws and styles: all of a small network, none of a large one. */
  readonly styled: number;
  /** What draws the boxes and lines. */
  readonly by: 'cytoscape' | Way;
  readonly zoom: number;
  readonly pan: Point;
  readonly theme: string;
}

/** What an element was made from. */
interface Made {
  readonly of: SceneNode | SceneEdge;
  readonly classes: string;
}

/** A box lower than this on screen, in pixels, is not moved by hand; and so far the hand goes before it moves anything. */
const LEAST_GRIP = 10;
const THRESHOLD = 4;
/** Height of the title of a container: in the picture, and at least on screen. */
const TITLE = 30;
const TITLE_ON_SCREEN = 16;
const SLIDE_MS = 280;

export class Canvas {
  readonly #host: HTMLElement;
  readonly #cy: Core;
  readonly #layers: { readonly ground: HTMLCanvasElement; readonly labels: HTMLCanvasElement };
  readonly #insets: () => Insets;
  readonly #observer: ResizeObserver;
  readonly #listeners = new Set<() => void>();
  /** Where the graphics card draws what is large; without it, the ground does. */
  #card: GlLayer | undefined;
  #looks: Looks = looksOf('light');
  #painting: Painting | undefined;
  /** What is painted here, since it is too large for Cytoscape. */
  #network: Network | undefined;
  #hovered: string | undefined;
  #drag: Drag | undefined;
  /** The frame in which the layers are painted next. */
  #due: number | undefined;
  #light: Light = NO_LIGHT;
  #selected: ReadonlySet<string> = new Set();
  #marks: Marks = NO_MARKS;
  #plan: PlanMarks = NO_PLAN_MARKS;
  /** What each element was made from: the same again needs no touch. */
  #made: ReadonlyMap<string, Made> = new Map();
  /** Where it looked before another picture was visited. */
  #left: Viewport | undefined;
  #size: Size = { width: 0, height: 0 };
  #ratio = 1;

  constructor(host: HTMLElement, gestures: Gestures, insets: () => Insets) {
    this.#host = host;
    this.#insets = insets;
    const layer = (name: string): HTMLCanvasElement => {
      const canvas = host.ownerDocument.createElement('canvas');
      canvas.className = `layer ${name}`;
      canvas.setAttribute('aria-hidden', 'true');
      return canvas;
    };
    this.#layers = { ground: layer('ground'), labels: layer('labels') };
    const network = host.ownerDocument.createElement('div');
    network.className = 'layer network';
    host.append(this.#layers.ground, network, this.#layers.labels);
    this.#cy = cytoscape({
      container: network,
      style: styleOf(this.#looks),
      layout: { name: 'preset' },
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.#hear(gestures);
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(host);
    this.#measure();
  }

  #hear(gestures: Gestures): void {
    const id = (event: EventObject): string =>
      (event.target as cytoscape.SingularElementReturnValue).id();
    const hitOf = (
      event: EventObject,
    ): { readonly kind: string; readonly id: string } | undefined =>
      event.target === this.#cy
        ? this.#under(event.position)
        : (event.target as cytoscape.SingularElementReturnValue).isNode()
          ? { kind: 'node', id: id(event) }
          : undefined;
    this.#cy.on('tapstart', (event) => {
      const button = (event.originalEvent as Partial<MouseEvent> | undefined)?.button ?? 0;
      const hit = button === 0 ? hitOf(event) : undefined;
      if (hit?.kind === 'node' && gestures.mayMove()) this.#grab(hit.id, event.position);
    });
    this.#cy.on('tapdrag', (event) => this.#pull(event.position));
    this.#cy.on('tapend', () => this.#release());
    this.#move = (drag) => gestures.move(drag.node.id, drag.at);
    this.#cy.on('tap', (event) => {
      if (event.target !== this.#cy) return;
      const hit = this.#under(event.position);
      if (hit) gestures[hit.kind](hit.id);
      else gestures.ground();
    });
    this.#cy.on('dbltap', (event) => {
      const hit = event.target === this.#cy ? this.#under(event.position) : undefined;
      if (hit?.kind === 'node') gestures.open(hit.id);
      else if (event.target === this.#cy && !hit) {
        const container = this.#titled(event.position);
        if (container !== undefined) gestures.container(container);
      }
    });
    this.#cy.on('mousemove', (event) => {
      if (event.target === this.#cy) this.#hover(this.#under(event.position)?.id);
    });
    this.#host.addEventListener('mouseleave', () => this.#hover(undefined));
    this.#cy.on('tap', 'node', (event) => gestures.node(id(event)));
    this.#cy.on('tap', 'edge', (event) => gestures.edge(id(event)));
    this.#cy.on('dbltap', 'node', (event) => gestures.open(id(event)));
    this.#cy.on('mouseover', 'node, edge', (event) => {
      (event.target as cytoscape.SingularElementReturnValue).addClass('hover');
      this.#host.classList.add('over');
    });
    this.#cy.on('mouseout', 'node, edge', (event) => {
      (event.target as cytoscape.SingularElementReturnValue).removeClass('hover');
      this.#host.classList.remove('over');
    });
    this.#cy.on('render', () => this.#paint());
    this.#cy.on('zoom', () => thicken(this.#cy));
  }

  #under(at: Point): ReturnType<typeof under> {
    return this.#network && under(this.#network, at, this.#cy.zoom());
  }

  /** The innermost container whose title is at a point. */
  #titled(at: Point): string | undefined {
    const band = Math.max(TITLE, TITLE_ON_SCREEN / this.#cy.zoom());
    return this.#painting?.containers.findLast(
      ({ node }) =>
        at.x >= node.x &&
        at.x <= node.x + node.width &&
        at.y >= node.y &&
        at.y <= node.y + Math.min(band, node.height),
    )?.node.id;
  }

  #move: (drag: Drag) => Promise<void> = () => Promise.resolve();

  #nodeOf(id: string): SceneNode | undefined {
    return this.#painting?.cards.find((card) => card.node.id === id)?.node;
  }

  #grab(id: string, at: Point): void {
    const own = this.#nodeOf(id);
    // What stands in a VPC moves with it.
    const node = own && isInside(own) ? this.#nodeOf(own.parent ?? '') : own;
    // What is too small to be aimed at is not moved: the picture is, as from anywhere else.
    if (!node || node.height * this.#cy.zoom() < LEAST_GRIP) return;
    const hold = { x: at.x - node.x, y: at.y - node.y };
    this.#drag = { node, hold, at: { x: node.x, y: node.y }, stage: 'held' };
    this.#cy.userPanningEnabled(false);
  }

  #pull(to: Point): void {
    const drag = this.#drag;
    if (!drag || drag.stage === 'down') return;
    const at = { x: to.x - drag.hold.x, y: to.y - drag.hold.y };
    const far = Math.hypot(at.x - drag.node.x, at.y - drag.node.y) * this.#cy.zoom();
    if (drag.stage === 'held' && far < THRESHOLD) return;
    this.#drag = { ...drag, at, stage: 'moving' };
    this.#host.classList.add('moving');
    this.#repaint();
  }

  #release(): void {
    this.#cy.userPanningEnabled(true);
    const drag = this.#drag;
    if (!drag || drag.stage === 'down') return;
    if (drag.stage === 'held') this.#drag = undefined;
    else this.drop();
  }

  /** True while a box is being moved, by hand or by keys. */
  get moving(): boolean {
    return this.#drag?.stage === 'moving';
  }

  /** Moves a box by keys: it is put down by drop(). */
  nudge(id: string, by: Point): void {
    const node = this.#nodeOf(id);
    if (!node || this.#drag?.stage === 'down') return;
    const from = this.#drag?.node.id === id ? this.#drag.at : node;
    const at = { x: from.x + by.x, y: from.y + by.y };
    this.#drag = { node, hold: { x: 0, y: 0 }, at, stage: 'moving' };
    this.#repaint();
  }

  /** Puts down what is being moved; it is shown there until the picture has followed. */
  drop(): void {
    const drag = this.#drag;
    if (drag?.stage !== 'moving') return;
    const down: Drag = { ...drag, stage: 'down' };
    this.#drag = down;
    this.#host.classList.remove('moving');
    void this.#move(down).finally(() => {
      if (this.#drag === down) this.letGo();
    });
  }

  /** What is being moved goes back to where it was. */
  letGo(): void {
    this.#drag = undefined;
    this.#host.classList.remove('moving');
    this.#cy.userPanningEnabled(true);
    this.#repaint();
  }

  #hover(id: string | undefined): void {
    if (!this.#network || id === this.#hovered) return;
    this.#hovered = id;
    this.#host.classList.toggle('over', id !== undefined);
    this.#repaint();
  }

  /** Draws a scene: what stays is kept, what is new is added, what is gone is taken away, in one batch. */
  show(scene: Scene | undefined, plan: PlanMarks = NO_PLAN_MARKS): void {
    const large = scene !== undefined && isLarge(scene);
    if (scene !== this.#painting?.scene) this.#painting = scene && paintingOf(scene);
    this.#network = large ? networkOf(scene, plan) : undefined;
    this.#hovered = undefined;
    const drawn = large ? undefined : scene;
    const { nodes, edges } = drawn ? elementsOf(drawn, plan) : { nodes: [], edges: [] };
    const parts = new Map(
      [...(drawn?.nodes ?? []), ...(drawn?.edges ?? [])].map((part) => [part.id, part]),
    );
    const made = new Map<string, Made>();
    const touched = this.#cy.collection();
    this.#plan = plan;
    const wanted = new Map<string, ElementDefinition>();
    for (const element of [...nodes, ...edges]) wanted.set(String(element.data.id), element);
    this.#cy.batch(() => {
      this.#cy.elements().forEach((element) => {
        const next = wanted.get(element.id());
        // A line may not change its ends in place.
        const moved =
          next &&
          element.isEdge() &&
          (next.data.source !== element.data('source') ||
            next.data.target !== element.data('target'));
        if (!next || moved) element.remove();
      });
      const fresh: ElementDefinition[] = [];
      for (const [id, element] of wanted) {
        const [of, classes] = [parts.get(id)!, (element.classes as string[]).join(' ')];
        const before = this.#made.get(id);
        made.set(id, { of, classes });
        const known = this.#cy.getElementById(id);
        if (known.empty()) {
          fresh.push(element);
          continue;
        }
        if (before?.of === of && before.classes === classes) continue;
        touched.merge(known);
        known.data(element.data);
        known.classes(element.classes as string[]);
        if (element.position) known.position({ ...element.position });
      }
      touched.merge(this.#cy.add(fresh));
    });
    this.#made = made;
    this.#cy.batch(() => setStates(touched, this.#light, this.#selected));
    this.mark(this.#light, this.#selected);
  }

  /** Sets the states of what is drawn. */
  mark(light: Light, selected: ReadonlySet<string>): void {
    const touched = this.#touchedBy(light, selected);
    this.#light = light;
    this.#selected = selected;
    this.#cy.batch(() => setStates(touched, light, selected));
    thicken(this.#cy);
    this.#repaint();
  }

  /** Sets the badges. */
  badge(marks: Marks): void {
    this.#marks = marks;
    this.#repaint();
  }

  /** What a change of states can change: everything where the rest steps back or returns, else only what is named. */
  #touchedBy(light: Light, selected: ReadonlySet<string>): cytoscape.CollectionReturnValue {
    if (dims(light) || dims(this.#light)) return this.#cy.elements();
    const lights = [light, this.#light].flatMap(({ nodes, edges }) => [...nodes, ...edges.keys()]);
    const ids = new Set([...lights, ...selected, ...this.#selected]);
    return [...ids].reduce(
      (all, id) => all.union(this.#cy.getElementById(id)),
      this.#cy.collection(),
    );
  }

  /** Chooses what draws a large network. `lost`: it could not be had, or is gone; the canvas draws instead. */
  drawWith(way: Way, lost: () => void): void {
    if ((way === 'webgl') === (this.#card !== undefined)) return;
    this.#card?.destroy();
    this.#card = undefined;
    if (way === 'webgl') {
      const card = GlLayer.before(this.#cy.container()!, () => {
        if (this.#card !== card) return;
        this.drawWith('canvas', lost);
        lost();
      });
      this.#card = card;
      if (!card) lost();
    }
    this.#repaint();
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.#looks = looksOf(theme);
    this.#cy.style(styleOf(this.#looks));
    this.#repaint();
  }

  /** Moves the viewport, and nothing else ever does but the user's own hand. */
  go(look: Look): void {
    if (!this.#painting) return;
    const { scene } = this.#painting;
    const now: Viewport = { zoom: this.#cy.zoom(), pan: { ...this.#cy.pan() } };
    if (look.kind === 'visit') this.#left ??= now;
    if (look.kind === 'visit' && !look.fit) return;
    if (look.kind === 'return') {
      if (this.#left) this.#slide(this.#left);
      this.#left = undefined;
      return;
    }
    if (look.kind === 'zoom') return this.#slide(zoomed(now, look.by, this.#size, this.#insets()));
    if (look.kind === 'at') return this.#slide(lookingAt(look, this.#size, this.#insets()));
    const box =
      look.kind === 'fit' || look.kind === 'visit'
        ? contentsOf(scene)
        : look.kind === 'area'
          ? look.box
          : boxAround(scene, new Set(look.ids));
    if (box) this.#slide(viewportFor(box, this.#size, this.#insets()));
  }

  /** Where it looks now. */
  sight(): Sight {
    return sightOf(this.viewport(), this.#size, this.#insets());
  }

  /** Brings a point into the middle at once, as a hand that drags the overview does. */
  centre(at: Point): void {
    this.#cy.stop(true);
    const { zoom, pan } = lookingAt({ ...at, zoom: this.#cy.zoom() }, this.#size, this.#insets());
    this.#cy.viewport({ zoom, pan });
  }

  #slide({ zoom, pan }: Viewport): void {
    const still =
      this.#host.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)')
        .matches ?? true;
    this.#cy.stop(true);
    if (still) this.#cy.viewport({ zoom, pan });
    else this.#cy.animate({ zoom, pan }, { duration: SLIDE_MS, easing: 'ease-in-out-cubic' });
  }

  /** A typeface has arrived: texts have other widths now. */
  retype(): void {
    forgetCuts();
    this.#repaint();
  }

  /** Calls after every paint; returns a function that stops it. */
  onPaint(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  viewport(): Viewport {
    return { zoom: this.#cy.zoom(), pan: { ...this.#cy.pan() } };
  }

  /** How far the panels reach over the canvas. */
  insets(): Insets {
    return this.#insets();
  }

  size(): Size {
    return this.#size;
  }

  drawn(): DrawnReport {
    const [network, light, selected, plan] = [
      this.#network,
      this.#light,
      this.#selected,
      this.#plan,
    ];
    const all = this.#cy.elements().map((element) => element.id());
    const ids = network ? [...network.boxes.keys(), ...network.wires.keys()] : all;
    const styled = (selector: string): string[] =>
      this.#cy.elements(selector).map((element) => element.id());
    const states = (which: 'lit' | 'selected'): string[] =>
      network ? ids.filter((id) => stateOf(id, light, selected)[which]) : styled(`.${which}`);
    const marked = (which: Diff | 'idle'): string[] =>
      (network
        ? ids.filter(
            (id) =>
              (which === 'idle' && plan.idle.has(id)) ||
              plan.nodes.get(id) === which ||
              plan.edges.get(id) === which,
          )
        : styled(`.${which}`)
      ).sort();
    return {
      nodes: network ? network.boxes.size : this.#cy.nodes().length,
      edges: network ? network.wires.size : this.#cy.edges().length,
      hulls: this.#painting?.scene.hulls.length ?? 0,
      ids,
      lit: states('lit').sort(),
      selected: states('selected').sort(),
      badges: Object.fromEntries(
        [...this.#marks.nodes].map(([id, { severity, count }]) => [id, `${severity} ${count}`]),
      ),
      plan: {
        added: marked('added'),
        removed: marked('removed'),
        changed: marked('changed'),
        unseen: marked('unseen'),
        idle: marked('idle'),
        reach: [...(plan.reach ?? [])].filter((id) => ids.includes(id)).sort(),
      },
      styled: all.length,
      by: network ? (this.#card ? 'webgl' : 'canvas') : 'cytoscape',
      ...this.viewport(),
      theme: this.#looks.theme,
    };
  }

  /** Where the middle of a box is on the page, in CSS pixels. */
  positionOf(id: string): Point | undefined {
    const node = this.#painting?.cards.find((card) => card.node.id === id)?.node;
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
    const node = this.#painting?.scene.nodes.find((n) => n.id === id);
    return node && { x: node.x, y: node.y, width: node.width, height: node.height };
  }

  destroy(): void {
    this.#observer.disconnect();
    if (this.#due !== undefined) cancelAnimationFrame(this.#due);
    this.#card?.destroy();
    this.#card = undefined;
    this.#cy.destroy();
    this.#host.replaceChildren();
  }

  /** Paints in the next frame: what changes together is painted once. */
  #repaint(): void {
    this.#due ??= requestAnimationFrame(() => this.#paint());
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#host;
    const ratio = this.#host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    if (width === this.#size.width && height === this.#size.height && ratio === this.#ratio) return;
    this.#size = { width, height };
    this.#ratio = ratio;
    for (const canvas of Object.values(this.#layers)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.#cy.resize();
    this.#paint();
  }

  #paint(): void {
    if (this.#due !== undefined) cancelAnimationFrame(this.#due);
    this.#due = undefined;
    const { ground, labels } = this.#layers;
    if (!this.#network) this.#card?.clear();
    for (const [canvas, paint] of [
      [ground, paintGround],
      [labels, paintLabels],
    ] as const) {
      const context = canvas.getContext('2d');
      if (!context) continue;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (!this.#painting) continue;
      const frame: Frame = {
        context,
        size: this.#size,
        ratio: this.#ratio,
        viewport: this.viewport(),
        looks: this.#looks,
        painting: this.#painting,
        light: this.#light,
        selected: this.#selected,
        marks: this.#marks,
        plan: this.#plan,
      };
      paint(frame);
      if (canvas === ground && this.#network) this.#paintNetwork(frame, this.#network);
      const drag = this.#drag;
      if (canvas === labels && drag && drag.stage !== 'held') paintDrag(frame, drag);
    }
    for (const listener of this.#listeners) listener();
  }

  #paintNetwork(frame: Frame, network: Network): void {
    if (this.#card) return this.#card.paint(frame, network, this.#hovered);
    const pen = canvasPen(frame);
    paintNetwork(frame, network, this.#hovered, pen);
    pen.end();
  }
}
