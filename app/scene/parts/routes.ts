/** Lines of a whole drawing: along the lanes of a comb, between the inner sides of a ring, or by wire. */
import { append } from '../../base/order.ts';
import type { Box, Point } from '../scene.ts';
import type { Comb, Frame } from './block.ts';
import { centreOf, reachOf, tidy } from './border.ts';
import { chord, type Member, type Middle } from './chords.ts';
import { standingAlone } from './comb-tail.ts';
import type { DrawLink, DrawNode } from './drawing.ts';
import { FAN, fanFrom } from './fan.ts';
import type { Field } from './field.ts';
import { type Course, type Wire, spread } from './lanes.ts';
import { BEND, costOf, type Entry, type Terminal, waysOf, wire } from './wires.ts';

/** The ring or circle in which a node stands. */
export interface RingPlace extends Middle {
  readonly name: string;
}

export interface Ground {
  readonly nodes: ReadonlyMap<string, DrawNode>;
  readonly boxes: ReadonlyMap<string, Box>;
  /** Everything that has a border. */
  readonly outlines: readonly Box[];
  /** Frame in which a VPC stands. */
  readonly frameOf: ReadonlyMap<string, Frame>;
  /** Comb that leads to a frame, by frame key. */
  readonly combs: ReadonlyMap<string, Comb>;
  /** Middle of the ring in which a node stands, and the ring's name. */
  readonly rings: ReadonlyMap<string, RingPlace>;
  /** Boxes a node stands in, innermost first. */
  around(node: DrawNode): Terminal['around'];
  /** Other boxes in the same Region that lines may go round. */
  beside(node: DrawNode): Terminal['around'];
  /** The cards in the same Region, where they are many the nearest. */
  cards(node: DrawNode): Terminal['around'];
  readonly field: Field;
  /** The same where cards have no air around them. */
  readonly close: () => Field;
}

/** Half of what lies below the last row of a frame. */
const BUS_BELOW = 8;

/** Below the cards of a frame. */
const busBelow = ({ y, height }: Frame): number => y + height - BUS_BELOW;

/** Where a frame is entered from a gateway: from above, unless the gateway is below it, or below its cards. */
function entriesOf(frame: Frame, hub: Box): readonly Entry[] {
  const { x, y, width, height, entry } = frame;
  const bus = busBelow(frame);
  return [
    { x: entry, y: y + height, from: 'below', more: 0 },
    ...(hub.y < y + height ? [{ x: entry, y, from: 'above', more: 0 } as const] : []),
    { x, y: bus, from: 'left', more: entry - x + BEND },
    { x: x + width, y: bus, from: 'right', more: x + width - entry + BEND },
  ];
}

/** The one at which a line ends: ways along gutters are rounded to half a pixel. */
const entryAt = (entries: readonly Entry[], { x, y }: Point): Entry =>
  entries.find((e) => Math.abs(e.x - x) < 1 && Math.abs(e.y - y) < 1) ?? entries[0]!;

/** From a frame's entry along its lanes to one of its VPCs. */
function inside(frame: Frame, id: string, box: Box, entry: Entry): [Point, ...Point[]] {
  const bus = entry.from === 'above' ? frame.bus : busBelow(frame);
  const lane = frame.lanes.get(id) ?? entry.x;
  const middle = centreOf(box);
  return [
    { x: entry.x, y: entry.y },
    { x: entry.x, y: bus },
    { x: lane, y: bus },
    { x: lane, y: middle.y },
    { x: lane < middle.x ? box.x : box.x + box.width, y: middle.y },
  ];
}

/** From the hub down to its lanes and to a frame below it. */
function stem(comb: Comb, frame: Frame, hub: Box): Point[] {
  const foot = { x: hub.x + hub.width / 2, y: hub.y + hub.height };
  const entry = { x: frame.entry, y: comb.lane };
  if (!comb.bypass) return [foot, { x: foot.x, y: comb.lane }, entry];
  const { x, firstLane } = comb.bypass;
  return [foot, { x: foot.x, y: firstLane }, { x, y: firstLane }, { x, y: comb.lane }, entry];
}

/** How far the end of a line may slide along the side it leaves from. */
export function slack(
  points: readonly Point[] | undefined,
  end: 'first' | 'last',
  t: Terminal,
): number {
  const p = end === 'first' ? points?.[0] : points?.at(-1);
  const q = end === 'first' ? points?.[1] : points?.at(-2);
  if (!p || !q || t.entries) return 0;
  const upright = p.x === q.x;
  const middle = centreOf(t.box);
  const off = Math.abs(upright ? p.x - middle.x : p.y - middle.y);
  return Math.max(0, reachOf(t.box, t.shape, upright) - off);
}

/**
 * How far the end of a line seems to go on behind the card it ends at. Gateways do forward, and of a VPC that must not be
 * read: peering is not transitive.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
 */
export function behind(
  points: readonly Point[],
  end: 'first' | 'last',
  { shape, entries, box }: Terminal,
): number {
  const [p, q] = end === 'first' ? points : [points.at(-1), points.at(-2)];
  if (!p || !q || shape !== 'vpc' || entries) return 0;
  return p.x === q.x ? box.height : p.y === q.y ? box.width : 0;
}

/** The members of every ring. */
function membersOf({ rings, nodes, boxes }: Ground): Map<string, Member[]> {
  const out = new Map<string, Member[]>();
  for (const [id, { name }] of rings) {
    const box = boxes.get(id);
    const node = nodes.get(id);
    if (box && node) append(out, name, { id, box, shape: node.shape });
  }
  return out;
}

/** Boxes with hundreds of peerings. */
function fansOf(links: readonly DrawLink[]): ReadonlySet<string> {
  const lines = new Map<string, number>();
  for (const { kind, from, to } of links) {
    if (kind !== 'peering') continue;
    for (const end of [from, to]) lines.set(end, (lines.get(end) ?? 0) + 1);
  }
  return new Set([...lines].filter(([, n]) => n > FAN).map(([id]) => id));
}

/** Points of every link that can be drawn, by link id; each from outline to outline. */
export function routesOf(
  links: readonly DrawLink[],
  ground: Ground,
): Map<string, readonly Point[]> {
  const out = new Map<string, readonly Point[]>();
  const terminal = (node: DrawNode, box: Box): Terminal => ({
    box,
    shape: node.shape,
    around: ground.around(node),
    beside: ground.beside(node),
    cards: () => ground.cards(node),
  });
  const wires: (Wire & { readonly finish: (points: readonly Point[]) => void })[] = [];
  /** Lines that stay where they are, and keep others out of their lanes. */
  const fixed: Wire[] = [];
  const fix = (net: string, points: readonly Point[]): void =>
    void fixed.push({ net, points, slack: [0, 0] });
  const stems = new Set<string>();
  const run = (
    net: string,
    a: Terminal,
    b: Terminal,
    isSquare: boolean,
    finish: (points: readonly Point[]) => void,
  ): void => {
    const course = (points: readonly Point[]): Course => ({
      points,
      slack: [slack(points, 'first', a), slack(points, 'last', b)],
      behind: [behind(points, 'first', a), behind(points, 'last', b)],
      more: b.entries ? entryAt(b.entries, points.at(-1)!).more : 0,
    });
    wires.push({
      net,
      ...course(wire(a, b, ground.field, isSquare)),
      again: (toll) => waysOf(a, b, ground.field, toll, isSquare).map(course),
      cost: costOf(a, b, ground.field),
      close: (p, q) => costOf(a, b, ground.close())(p, q),
      finish,
    });
  };
  const members = membersOf(ground);
  const trunks = new Map<string, ((points: readonly Point[]) => void)[]>();

  const fans = fansOf(links);
  const fanWays = new Map<string, (to: Terminal) => Point[]>();
  for (const link of links) {
    const a = ground.boxes.get(link.from);
    const b = ground.boxes.get(link.to);
    const from = ground.nodes.get(link.from);
    const to = ground.nodes.get(link.to);
    if (!a || !b || !from || !to) continue;
    const frame = link.segment === undefined ? undefined : ground.frameOf.get(link.to);
    if (frame?.tgw === link.from) {
      const comb = ground.combs.get(frame.key);
      if (comb) {
        const tail = inside(frame, link.to, b, {
          x: frame.entry,
          y: frame.y,
          from: 'above',
          more: 0,
        });
        const down = stem(comb, frame, a);
        out.set(link.id, tidy([...down, ...tail]));
        if (!stems.has(frame.key)) fix(link.from, [...down, ...tail.slice(0, -2)]);
        stems.add(frame.key);
        fix(link.from, tail.slice(-3));
        continue;
      }
      if (frame.lanes.size === 1) {
        run(link.from, terminal(from, a), standingAlone(terminal(to, b)), true, (points) =>
          out.set(link.id, tidy(points)),
        );
        continue;
      }
      const entries = entriesOf(frame, a);
      for (const entry of entries.slice(0, 2))
        fix(link.from, inside(frame, link.to, b, entry).slice(-3));
      // One trunk to the frame, however many VPCs stand in it.
      const finish = (points: readonly Point[]): void => {
        const entry = entryAt(entries, points.at(-1)!);
        out.set(link.id, tidy([...points, ...inside(frame, link.to, b, entry)]));
      };
      const waiting = trunks.get(frame.key);
      if (waiting) {
        waiting.push(finish);
        continue;
      }
      const all = [finish];
      trunks.set(frame.key, all);
      const end: Terminal = { ...terminal(to, b), entries };
      run(link.from, terminal(from, a), end, true, (points) => all.forEach((f) => f(points)));
      continue;
    }
    const ringA = ground.rings.get(link.from);
    const ringB = ground.rings.get(link.to);
    if (ringA && ringA.name === ringB?.name && link.kind === 'peering') {
      const points = chord(
        { id: link.from, box: a, shape: from.shape },
        { id: link.to, box: b, shape: to.shape },
        ringA,
        members.get(ringA.name) ?? [],
      );
      if (points) {
        out.set(link.id, points);
        fix(link.id, points);
        continue;
      }
    }
    const hub = fans.has(link.from) ? from : fans.has(link.to) ? to : undefined;
    if (hub) {
      const [own, end, box] = hub === from ? [a, to, b] : [b, from, a];
      const way = fanWays.get(hub.id) ?? fanFrom(terminal(hub, own), ground.field);
      fanWays.set(hub.id, way);
      const points = tidy(way(terminal(end, box)));
      out.set(link.id, hub === from ? points : points.reverse());
      continue;
    }
    run(
      link.kind === 'attachment' ? link.from : link.id,
      terminal(from, a),
      terminal(to, b),
      // Aslant are the lines of webs, and what hangs on a gateway hangs square.
      link.kind !== 'peering',
      (points) => out.set(link.id, tidy(points)),
    );
  }
  spread([...fixed, ...wires], ground.outlines)
    .slice(fixed.length)
    .forEach((points, i) => wires[i]?.finish(points));
  return out;
}
