/** Keeps what was there where it was: a picture laid out anew takes over the places of an earlier one, and finds room for the rest. */
import type { Laid } from './layout.ts';
import { nodeLooks } from './legend.ts';
import { centreOf } from './parts/border.ts';
import { holds } from './parts/crowd.ts';
import { drawnAgain } from './parts/drawn-again.ts';
import { Ground, mainOf } from './parts/ground.ts';
import { barHulls, hullsAround } from './parts/hulls.ts';
import { lined } from './parts/lined.ts';
import type { Box, Point, SceneNode } from './scene.ts';

/** Where boxes and containers stand, by scene id. */
export type Places = ReadonlyMap<string, Box>;

/** Where everything of a picture stands. */
export const placesOf = ({ nodes }: Pick<Laid, 'nodes'>): Places =>
  new Map(nodes.map(({ id, x, y, width, height }) => [id, { x, y, width, height }]));

/** More of the picture that the places are from. */
export interface Over {
  /** Itself, where it is at hand: lines and hulls whose boxes stand as they did are drawn as they were. */
  readonly drawn?: Laid | undefined;
  /** Where a hand has put boxes since: nothing new is placed there. */
  readonly moved?: Readonly<Record<string, Point>> | undefined;
}

const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;

/** Further out than this nothing was ever placed: such a place is not taken over. */
const FARTHEST = 1e6;

const sane = ({ x, y, width, height }: Box): boolean =>
  [x, y, width, height].every((v) => v >= 0 && v <= FARTHEST);

/**
 * `fresh` with the places of `before` for everything that was there; what was not is placed free of overlap, in its
 * container where that has room or can grow, else in a second one of the same name. A place that cannot be (outside its
 * container, or taken) counts as none. The same arguments give the same picture.
 */
export function settled(fresh: Laid, before: Places, { drawn, moved = {} }: Over = {}): Laid {
  const ground = new Ground();
  const kept = keepOld(fresh, before, ground);
  if (kept === 0) return fresh;
  for (const [id, at] of Object.entries(moved)) {
    const node = ground.node(id);
    if (node)
      ground.bar(node.parent, `hand/${id}`, { ...at, width: node.width, height: node.height });
  }
  addNew(fresh, before, ground);
  const nodes = ground.inOrder(fresh.nodes.map((n) => n.id));
  return drawn ? drawnAgain(fresh, drawn, nodes, ground) : finished(fresh, nodes, ground);
}

/** The picture with other places: its hulls and lines go after its boxes. */
export function finished(
  from: Laid,
  nodes: readonly SceneNode[],
  ground: Pick<Ground, 'extent'>,
): Laid {
  return lined(from, nodes, hullsAround(from, nodes), ground);
}

/** Puts up everything whose old place still holds; how much that is. */
function keepOld(fresh: Laid, before: Places, ground: Ground): number {
  const nodes = new Map(fresh.nodes.map((n) => [n.id, n]));
  let kept = 0;
  const keep = (node: SceneNode): void => {
    if (!ground.fits(node)) return;
    ground.set(node);
    kept++;
  };
  /** Second containers that the earlier picture had, by the one they belong to. */
  const annexes = new Map<string, string[]>();
  for (const id of [...before.keys()].sort()) {
    const main = mainOf(id);
    if (main !== id && nodes.get(main)) annexes.set(main, [...(annexes.get(main) ?? []), id]);
  }
  /** The container, or a second one of it, around a box. */
  const around = (parent: string | undefined, box: Box): string | undefined => {
    if (parent === undefined) return undefined;
    return [parent, ...(annexes.get(parent) ?? [])].find((id) => {
      const container = ground.node(id);
      return container && holds(container, box);
    });
  };
  const stands = (node: SceneNode, id: string, box: Box): void => {
    const parent = around(node.parent, box);
    if (node.parent === undefined || parent !== undefined) keep({ ...node, ...box, id, parent });
  };
  for (const node of fresh.nodes.filter(isContainer)) {
    for (const id of [node.id, ...(annexes.get(node.id) ?? [])]) {
      const box = before.get(id);
      if (box && sane(box)) stands(node, id, box);
    }
  }
  const frames = [...before].filter(([id]) => id.startsWith('segment/'));
  for (const node of fresh.nodes) {
    const place = isContainer(node) ? undefined : before.get(node.id);
    if (!place || !sane(place)) continue;
    const box = { x: place.x, y: place.y, width: node.width, height: node.height };
    const framed = frames.find(([, frame]) => holds(frame, place))?.[0];
    const inFrame = nodes.get(node.parent ?? '')?.shape === 'segment';
    // Its frame says what it is attached to: it may stay outside of one, but not in the wrong one.
    if (framed !== undefined && mainOf(framed) !== node.parent) continue;
    if (inFrame && framed === undefined) {
      const region = nodes.get(node.parent!)?.parent;
      stands({ ...node, parent: region }, node.id, box);
    } else stands(node, node.id, box);
  }
  return kept;
}

/** Finds room for everything else: what stands together in the fresh picture stays together where all of it is new. */
function addNew(fresh: Laid, before: Places, ground: Ground): void {
  const children = new Map<string, SceneNode[]>();
  for (const node of fresh.nodes) {
    if (node.parent === undefined) continue;
    const list = children.get(node.parent);
    if (list) list.push(node);
    else children.set(node.parent, [node]);
  }
  const within = (id: string): SceneNode[] =>
    (children.get(id) ?? []).flatMap((node) => [node, ...within(node.id)]);
  const unbar = barHulls(fresh, ground);
  const near = neighbours(fresh, ground);
  const wishOf = (node: SceneNode): Point => {
    const old = before.get(node.id);
    if (old && sane(old)) return old;
    const middle = near(node.id);
    return middle
      ? { x: middle.x - node.width / 2, y: middle.y - node.height / 2 }
      : // Below what is there: new things are looked for at the end.
        { x: 0, y: FARTHEST };
  };
  for (const node of fresh.nodes) {
    if (ground.node(node.id)) continue;
    let parent = node.parent;
    if (isContainer(node)) {
      const inner = within(node.id);
      const some = inner.filter((n) => !ground.node(n.id));
      // A frame around what keeps its place would have to be drawn around everything between.
      if (some.length < inner.length && node.shape === 'segment') continue;
      if (some.length === 0 && inner.length > 0) continue;
      if (parent !== undefined && !ground.node(parent)) continue;
      const wish = parent === undefined ? { x: 0, y: 0 } : wishOf(node);
      const put = ground.add(parent, node, wish);
      const [dx, dy] = [put.at.x - node.x, put.at.y - node.y];
      ground.set({ ...node, ...put.at, parent: put.parent });
      for (const part of some) ground.set({ ...part, x: part.x + dx, y: part.y + dy });
      continue;
    }
    // The frame it belongs to may not have been drawn.
    if (parent !== undefined && !ground.node(parent))
      parent = fresh.nodes.find((n) => n.id === parent)?.parent;
    const done = unbar(node.id);
    const put = ground.add(parent, node, wishOf(node));
    done();
    ground.set({ ...node, ...put.at, parent: put.parent });
  }
}

/** Tells the middle of what a box is linked to and that stands already. */
function neighbours({ edges }: Laid, ground: Ground): (id: string) => Point | undefined {
  const ties = new Map<string, string[]>();
  const tie = (a: string, b: string): void => {
    const list = ties.get(a);
    if (list) list.push(b);
    else ties.set(a, [b]);
  };
  for (const { from, to } of edges) {
    tie(from, to);
    tie(to, from);
  }
  return (id) => {
    const boxes = (ties.get(id) ?? []).flatMap((other) => ground.node(other) ?? []).map(centreOf);
    if (boxes.length === 0) return undefined;
    const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    return { x: mean(boxes.map((p) => p.x)), y: mean(boxes.map((p) => p.y)) };
  };
}
