/** The ground of a picture that is there: finds room for one more box, lets containers grow into what is free, moves nothing. */
import type { Box, Point, SceneNode } from '../scene.ts';
import { nodeLooks } from '../legend.ts';
import { Crowd, holds, union } from './crowd.ts';
import { freeSpots } from './free-spot.ts';
import { ACCOUNT_HEAD, ACCOUNT_PAD, NOTE, PAGE, REGION_HEAD, REGION_PAD } from './spacing.ts';

/** Air between cards, and between containers, where one of them was not placed by the layout. */
const CARD_GAP = 12;
const CONTAINER_GAP = 14;
/** So many of the nearest places are tried. */
const MOST_SPOTS = 400;
/** How finely the way back from a place that cannot be had is searched. */
const STEPS = 24;

interface Size {
  readonly width: number;
  readonly height: number;
}

const pads = (node: SceneNode): { readonly side: number; readonly head: number } =>
  node.shape === 'account'
    ? { side: ACCOUNT_PAD, head: ACCOUNT_HEAD }
    : node.shape === 'region'
      ? { side: REGION_PAD, head: REGION_HEAD + (node.lines.length > 0 ? NOTE : 0) }
      : { side: 16, head: 38 };

const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;
const at = ({ x, y }: Point, { width, height }: Size): Box => ({ x, y, width, height });
const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

export class Ground {
  readonly #nodes = new Map<string, SceneNode>();
  /** By container; '' is the sheet. */
  readonly #crowds = new Map<string, Crowd>();

  node(id: string): SceneNode | undefined {
    return this.#nodes.get(id);
  }

  get nodes(): readonly SceneNode[] {
    return [...this.#nodes.values()];
  }

  #crowd(parent: string | undefined): Crowd {
    const key = parent ?? '';
    let crowd = this.#crowds.get(key);
    if (!crowd) this.#crowds.set(key, (crowd = new Crowd()));
    return crowd;
  }

  /** Puts a node where it says it stands; where it stood already, it is changed. */
  set(node: SceneNode): void {
    this.#nodes.set(node.id, node);
    this.#crowd(node.parent).set(node.id, node);
  }

  /** Takes a node out, and leaves its place free. */
  delete(id: string): void {
    const node = this.#nodes.get(id);
    if (!node) return;
    this.#nodes.delete(id);
    this.#crowd(node.parent).delete(id);
  }

  /** Something that is no node and must not be built over. */
  bar(parent: string | undefined, id: string, box: Box): void {
    this.#crowd(parent).set(id, box);
  }

  unbar(parent: string | undefined, id: string): void {
    this.#crowd(parent).delete(id);
  }

  /** True where a node can stand where it says, without anything having to change. */
  fits(node: SceneNode): boolean {
    const parent = node.parent === undefined ? undefined : this.#nodes.get(node.parent);
    if (node.parent !== undefined && (!parent || !holds(parent, node))) return false;
    return !this.#crowd(node.parent).meets(node, 0, node.id);
  }

  /** The containers that have to grow so that one of them holds a box, innermost first; undefined where one cannot. */
  #grown(parent: string | undefined, box: Box): readonly SceneNode[] | undefined {
    if (parent === undefined) return box.x >= PAGE && box.y >= PAGE ? [] : undefined;
    const container = this.#nodes.get(parent);
    if (!container) return undefined;
    const { side, head } = pads(container);
    const needed = {
      x: box.x - side,
      y: box.y - head,
      width: box.width + 2 * side,
      height: box.height + head + side,
    };
    if (holds(container, needed)) return [];
    const next: SceneNode = { ...container, ...union(container, needed) };
    if (this.#crowd(container.parent).meets(next, CONTAINER_GAP, container.id)) return undefined;
    const outer = this.#grown(container.parent, next);
    return outer && [next, ...outer];
  }

  /** What has to grow for a box that stands free; undefined where it does not, or cannot. */
  #room(parent: string | undefined, box: Box, gap: number): readonly SceneNode[] | undefined {
    return this.#crowd(parent).meets(box, gap) ? undefined : this.#grown(parent, box);
  }

  #grow(changed: readonly SceneNode[]): void {
    for (const node of changed) this.set(node);
  }

  #inside(parent: string): Box {
    const container = this.#nodes.get(parent)!;
    const { side, head } = pads(container);
    return {
      x: container.x + side,
      y: container.y + head,
      width: container.width - 2 * side,
      height: container.height - head - side,
    };
  }

  /** The nearest of the free places in a room that can be had, with what has to grow for it. */
  #nearest(
    parent: string | undefined,
    size: Size,
    wish: Point,
    room: Box,
    gap: number,
  ): Point | undefined {
    const spots = freeSpots(size, wish, room, this.#crowd(parent).boxes, gap, MOST_SPOTS);
    for (const spot of spots) {
      const changed = this.#grown(parent, at(rounded(spot), size));
      if (!changed) continue;
      this.#grow(changed);
      return rounded(spot);
    }
    return undefined;
  }

  /**
   * Top-left corner as near as can be to where a hand put a box; its container grows after it, as far as nothing else
   * is in the way. Undefined where there is no room whatever.
   */
  follow(parent: string | undefined, size: Size, hand: Point): Point | undefined {
    const wish = rounded(hand);
    const direct = this.#room(parent, at(wish, size), 0);
    if (direct) {
      this.#grow(direct);
      return wish;
    }
    const inner = parent === undefined ? undefined : this.#inside(parent);
    const home = inner
      ? {
          x: Math.max(inner.x, Math.min(wish.x, inner.x + inner.width - size.width)),
          y: Math.max(inner.y, Math.min(wish.y, inner.y + inner.height - size.height)),
        }
      : { x: Math.max(PAGE, wish.x), y: Math.max(PAGE, wish.y) };
    // How far the container can go after the hand: the crowd in it is another matter.
    let reach = home;
    for (let step = STEPS; step > 0; step--) {
      const share = step / STEPS;
      const on = rounded({
        x: home.x + (wish.x - home.x) * share,
        y: home.y + (wish.y - home.y) * share,
      });
      if (!this.#grown(parent, at(on, size))) continue;
      reach = on;
      break;
    }
    const around = {
      x: reach.x - size.width - CARD_GAP,
      y: reach.y - size.height - CARD_GAP,
      width: 3 * size.width + 2 * CARD_GAP,
      height: 3 * size.height + 2 * CARD_GAP,
    };
    const room = inner ? union(inner, around) : around;
    return this.#nearest(parent, size, reach, room, CARD_GAP / 2);
  }

  /**
   * Top-left corner for a box that is new: in its container where that has room, or can grow to the right or below; else
   * in a second container of the same name. The parent is the container it stands in.
   */
  add(
    parent: string | undefined,
    size: Size,
    wish: Point,
    gap = CARD_GAP,
  ): { readonly at: Point; readonly parent: string | undefined } {
    if (parent === undefined) return { at: this.#onSheet(size, wish), parent };
    const inner = this.#inside(parent);
    const wider = { ...inner, width: inner.width + size.width + gap };
    const higher = { ...inner, height: inner.height + size.height + gap };
    for (const room of [inner, higher, wider]) {
      const spot = this.#nearest(parent, size, wish, room, gap);
      if (spot) return { at: spot, parent };
    }
    return this.#annex(this.#nodes.get(parent)!, size);
  }

  /** A second container beside one that cannot grow. */
  #annex(container: SceneNode, size: Size): { readonly at: Point; readonly parent: string } {
    const main = mainOf(container.id);
    let last = 1;
    while (this.#nodes.has(`${main}#${last + 1}`)) {
      const id = `${main}#${++last}`;
      const inner = this.#inside(id);
      for (const room of [
        inner,
        { ...inner, width: inner.width + size.width + CARD_GAP },
        { ...inner, height: inner.height + size.height + CARD_GAP },
      ]) {
        const spot = this.#nearest(id, size, inner, room, CARD_GAP);
        if (spot) return { at: spot, parent: id };
      }
    }
    const { side, head } = pads(container);
    const whole = {
      // Room for its title.
      width: Math.max(size.width, 184) + 2 * side,
      height: size.height + head + side,
    };
    const place = this.add(container.parent, whole, container, CONTAINER_GAP);
    const id = `${main}#${last + 1}`;
    this.set({ ...container, ...at(place.at, whole), id, parent: place.parent });
    return { at: { x: place.at.x + side, y: place.at.y + head }, parent: id };
  }

  #onSheet(size: Size, wish: Point): Point {
    const { width, height } = this.extent();
    const room = { x: PAGE, y: PAGE, width: width - PAGE, height: height - PAGE };
    const spot = this.#nearest(undefined, size, wish, room, CONTAINER_GAP);
    if (spot) return spot;
    // A sheet has no end: beside everything, or below it, whichever leaves it less long.
    const below = { x: PAGE, y: height + CONTAINER_GAP };
    const beside = { x: width + CONTAINER_GAP, y: PAGE };
    return height + size.height <= width + size.width ? below : beside;
  }

  /** How far everything on the sheet reaches. */
  extent(): Size {
    let [width, height] = [0, 0];
    for (const box of this.#crowd(undefined).boxes) {
      width = Math.max(width, box.x + box.width);
      height = Math.max(height, box.y + box.height);
    }
    return { width, height };
  }

  /** Every node, containers before what they contain. */
  inOrder(order: readonly string[]): readonly SceneNode[] {
    const rank = new Map(order.map((id, i) => [id, i]));
    const depth = (node: SceneNode): number =>
      !isContainer(node) ? 3 : node.shape === 'account' ? 0 : node.shape === 'region' ? 1 : 2;
    const of = ({ id }: SceneNode): number => rank.get(id) ?? rank.get(mainOf(id)) ?? order.length;
    return this.nodes
      .map((node) => node)
      .sort((a, b) => depth(a) - depth(b) || of(a) - of(b) || (a.id < b.id ? -1 : 1));
  }
}

/** The container that a second one of the same name belongs to; any other id as it is. */
export const mainOf = (id: string): string => id.replace(/#\d+$/, '');
