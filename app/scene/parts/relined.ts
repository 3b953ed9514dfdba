/** Lines that go after their boxes: kept where both ends stand as they did, shifted with them, else found anew. */
import type { Laid } from '../layout.ts';
import type { Box, Point, SceneEdge, SceneHull, SceneNode } from '../scene.ts';
import { groupBy } from '../../base/order.ts';
import { boundsOf, centreOf, straight, tidy } from './border.ts';
import { chord, type Member } from './chords.ts';
import { leadsTo, standingAlone, tailIn } from './comb-tail.ts';
import { meet } from './crowd.ts';
import type { Field } from './field.ts';
import { cardField, fieldOf, GAP, type Size, sortOf } from './relined-field.ts';
import { sideBySide } from './side-by-side.ts';
import { past } from './sidestep.ts';
import { stretched, trailing } from './trailing.ts';
import { costOf, type Terminal, wire } from './wires.ts';

const shifted = (points: readonly Point[], by: Point): readonly Point[] =>
  by.x === 0 && by.y === 0 ? points : points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));

const STEM = 26;
/** Half of what lies between two cards, and so many of a Region a line may look for a way between: as in the layout. */
const CARD_GAP = 7;
const MOST_CARDS = 60;
/**
 * The lines of `from` for the places that `nodes` have now. A line of `from` without points has none yet. Those whose
 * ends are gone are left out; those that need no change are the same objects.
 */
export function relined(
  from: Pick<Laid, 'nodes' | 'edges'>,
  nodes: readonly SceneNode[],
  hulls: readonly SceneHull[],
  sheet: Size,
): readonly SceneEdge[] {
  const was = new Map(from.nodes.map((n) => [n.id, n]));
  const now = new Map(nodes.map((n) => [n.id, n]));
  const ways = new Map<string, Point | undefined>();
  /** Cards that went the same way, in sets: among themselves nothing has changed. */
  const together = new Map<string, Set<string>>();
  let still = true;
  for (const node of nodes) {
    const old = was.get(node.id);
    const same = old?.width === node.width && old.height === node.height;
    const way = old && same ? { x: node.x - old.x, y: node.y - old.y } : undefined;
    if (sortOf(node) !== 'card') continue;
    ways.set(node.id, way);
    if (!way || way.x !== 0 || way.y !== 0) still = false;
    if (!way) continue;
    const key = `${way.x} ${way.y}`;
    const set = together.get(key);
    if (set) set.add(node.id);
    else together.set(key, new Set([node.id]));
  }
  const here = from.edges.filter((e) => now.has(e.from) && now.has(e.to));
  if (still && here.every((e) => e.points.length > 1))
    return here.length === from.edges.length ? from.edges : here;

  const cards = cardField(nodes, sheet);
  let field: Field | undefined;
  const inHull = new Map<string, string>();
  for (const hull of hulls) for (const id of hull.members) inHull.set(id, hull.id);
  const hullBoxes = new Map(hulls.map((h) => [h.id, boundsOf(h.outline)]));

  const around = (node: SceneNode): Terminal['around'] => {
    const out: { id: string; box: Box; gap: number }[] = [
      { id: node.id, box: node, gap: GAP.card },
    ];
    const hull = inHull.get(node.id);
    const hullBox = hull === undefined ? undefined : hullBoxes.get(hull);
    if (hull !== undefined && hullBox) out.push({ id: hull, box: hullBox, gap: 14 });
    let parent = node.parent === undefined ? undefined : now.get(node.parent);
    while (parent) {
      out.push({ id: parent.id, box: parent, gap: GAP[sortOf(parent)] });
      parent = parent.parent === undefined ? undefined : now.get(parent.parent);
    }
    return out;
  };
  /** The Region a card stands in, or whatever else holds it. */
  const homeOf = (node: SceneNode): string => {
    let home = node;
    while (home.shape !== 'region' && home.parent !== undefined) home = now.get(home.parent)!;
    return home.id;
  };
  let byHome: ReadonlyMap<string, readonly SceneNode[]> | undefined;
  const beside = (node: SceneNode): readonly SceneNode[] => {
    byHome ??= groupBy(
      nodes.filter((n) => sortOf(n) === 'card'),
      homeOf,
    );
    return byHome.get(homeOf(node)) ?? [];
  };
  const terminal = (node: SceneNode): Terminal => ({
    box: node,
    shape: node.shape,
    around: around(node),
    cards: () => {
      const all = beside(node);
      return all.length > MOST_CARDS ? [] : all.map((box) => ({ id: '', box, gap: CARD_GAP }));
    },
  });
  const wired = (a: Terminal, b: Terminal, isSquare = false): readonly Point[] =>
    wire(a, b, (field ??= fieldOf(nodes, hulls, sheet)), isSquare);

  const ringCards = new Map<string, { cards: SceneNode[]; members: Member[] }>();
  /** Every card in the bounds of a ring, whether it belongs to it or not. */
  const inTheWay = (hull: string): { cards: SceneNode[]; members: Member[] } => {
    let found = ringCards.get(hull);
    if (!found) {
      const bounds = hullBoxes.get(hull)!;
      const cards = nodes.filter((n) => sortOf(n) === 'card' && meet(n, bounds));
      found = { cards, members: cards.map(member) };
      ringCards.set(hull, found);
    }
    return found;
  };

  const contents = new Map<string, SceneNode[]>();
  for (const node of nodes) {
    if (node.parent === undefined) continue;
    const list = contents.get(node.parent);
    if (list) list.push(node);
    else contents.set(node.parent, [node]);
  }
  /** A trunk passes between the frames. */
  const frames = ({ parent }: SceneNode): Terminal['around'] =>
    (contents.get(parent ?? '') ?? [])
      .filter(({ shape }) => shape === 'segment')
      .map((box) => ({ id: box.id, box, gap: GAP.segment }));
  const trunks = new Map<string, readonly Point[]>();
  /** From a hub to the entry of a frame: down, across and down where that is free, else as any line. */
  const trunk = (hub: SceneNode, frame: SceneNode): readonly Point[] => {
    const key = `${hub.id} ${frame.id}`;
    const known = trunks.get(key);
    if (known) return known;
    const foot = { x: hub.x + hub.width / 2, y: hub.y + hub.height };
    const entry = { x: frame.x + frame.width / 2, y: frame.y };
    const lane = frame.y - STEM;
    const plain = [foot, { x: foot.x, y: lane }, { x: entry.x, y: lane }, entry];
    const free =
      lane > foot.y &&
      plain.every((p, i) => i === 0 || cards.cost(plain[i - 1]!, p, NONE, 1) === 0);
    const points =
      free && hub.parent === frame.parent
        ? plain
        : wired(
            { ...terminal(hub), beside: frames(frame) },
            {
              box: frame,
              shape: 'vpc',
              // What the frame stands in, without the frame itself.
              around: around(frame).slice(1),
              entries: [{ ...entry, from: 'above', more: 0 }],
            },
          );
    trunks.set(key, points);
    return points;
  };

  const anew = (edge: SceneEdge, a: SceneNode, b: SceneNode): readonly Point[] => {
    const frame = b.parent === undefined ? undefined : now.get(b.parent);
    if (edge.kind === 'attachment' && frame?.shape === 'segment' && leadsTo(frame, a.id)) {
      const inFrame = contents.get(frame.id) ?? [];
      if (inFrame.length === 1) return tidy(wired(terminal(a), standingAlone(terminal(b)), true));
      return tidy([...trunk(a, frame), ...tailIn(frame, b, inFrame)]);
    }
    const hull = inHull.get(a.id);
    if (edge.kind === 'peering' && hull !== undefined && hull === inHull.get(b.id)) {
      const ring = { middle: centreOf(hullBoxes.get(hull)!), centred: false };
      const { cards: near, members } = inTheWay(hull);
      return (
        chord(member(a), member(b), ring, members) ??
        past(a, b, near) ??
        straight(a, a.shape, b, b.shape)
      );
    }
    const way = tidy(wired(terminal(a), terminal(b)));
    const ends = new Set([a.id, b.id]);
    if (way.every((p, i) => i === 0 || cards.cost(way[i - 1]!, p, ends, 1) === 0)) return way;
    // No gutter leads there: aslant, then.
    const near = [...new Set([...beside(a), ...beside(b)])];
    return past(a, b, near) ?? way;
  };

  /** Where one end moved: the line as it was, as far as it can stay. */
  const after = (edge: SceneEdge, a: SceneNode, b: SceneNode): readonly Point[] | undefined => {
    const [wayA, wayB] = [ways.get(a.id), ways.get(b.id)];
    if (!wayA || !wayB || (isStill(wayA) ? isStill(wayB) : !isStill(wayB))) return undefined;
    const turned = isStill(wayB);
    const turn = (points: readonly Point[]): readonly Point[] =>
      turned ? [...points].reverse() : points;
    const [still, box, way] = turned ? [b, a, wayA] : [a, b, wayB];
    const points = turn(edge.points);
    const [start, end] = [terminal(still), terminal(box)];
    const frame = now.get(box.parent ?? '');
    const isAlone = frame?.shape === 'segment' && contents.get(frame.id)?.length === 1;
    const ends = new Set([a.id, b.id]);
    const moved = {
      points,
      way,
      box,
      toll: costOf(start, end, (field ??= fieldOf(nodes, hulls, sheet))),
      isFree: (p: Point, q: Point): boolean => cards.cost(p, q, ends, 1) === 0,
      from: (index: number): readonly Point[] => {
        const at = { ...points[index]!, width: 0, height: 0 };
        const on: Terminal = { box: at, shape: 'vpc', around: start.around.slice(1) };
        return wired(index === 0 ? start : on, isAlone ? standingAlone(end) : end, true);
      },
    };
    // A gateway takes all of its lines along, or each would join its trunk elsewhere.
    const hub = turned && edge.kind === 'attachment';
    const line = hub ? stretched(moved) : trailing(moved);
    return line && turn(line);
  };

  const strangers = new Map<string, Field>();
  /** True where a line, after a way that both of its ends went, runs over no card that did not go it. */
  const clearAfter = (way: Point, points: readonly Point[]): boolean => {
    const key = `${way.x} ${way.y}`;
    const spared = together.get(key) ?? NONE;
    let others = strangers.get(key);
    if (!others) {
      // Mostly all but a few stand where they stood: then those few are all there is to look at.
      const few = 2 * spared.size > nodes.length;
      others = few
        ? cardField(
            nodes.filter((n) => !spared.has(n.id)),
            sheet,
          )
        : cards;
      strangers.set(key, others);
    }
    return points.every((p, i) => i === 0 || others.cost(points[i - 1]!, p, spared, 1) === 0);
  };

  const lines = here.map((edge) => {
    const [a, b] = [now.get(edge.from)!, now.get(edge.to)!];
    const [way, other] = [ways.get(a.id), ways.get(b.id)];
    if (way && other && way.x === other.x && way.y === other.y && edge.points.length > 1) {
      const points = shifted(edge.points, way);
      if (clearAfter(way, points)) return points === edge.points ? edge : { ...edge, points };
    }
    return { ...edge, points: after(edge, a, b) ?? anew(edge, a, b) };
  });
  return sideBySide(lines, now);
}

const isStill = ({ x, y }: Point): boolean => x === 0 && y === 0;

const member = (box: SceneNode): Member => ({ id: box.id, shape: box.shape, box });

const NONE: ReadonlySet<string> = new Set();
