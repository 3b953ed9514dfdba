/** Measures a drawn network: boxes and words that overlap, lines that cross, run over boxes or leave them wrongly. */
import { nodeLooks } from '#app/scene/legend.ts';
import { cuts } from '#app/scene/parts/field.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { fit, fonts, widthOf, type Font } from '#app/scene/text.ts';
import { DOMParser } from '@xmldom/xmldom';

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

export const isCard = (node: SceneNode): boolean => !nodeLooks[node.shape].container;

/** Calls back for every two boxes that overlap: a sweep from left to right. */
export function eachMeeting<T extends Box>(boxes: readonly T[], say: (a: T, b: T) => void): void {
  const sorted = [...boxes].sort((a, b) => a.x - b.x);
  sorted.forEach((a, i) => {
    for (let k = i + 1; k < sorted.length && sorted[k]!.x < a.x + a.width; k++)
      if (meet(a, sorted[k]!)) say(a, sorted[k]!);
  });
}

/** Siblings that overlap, cards that overlap wherever they stand, children that stick out of their parents or the sheet. */
export function boxFaults(scene: Scene): string[] {
  const faults: string[] = [];
  eachMeeting(scene.nodes, (a, b) => {
    // What stands in an opened VPC stands over it.
    const within = a.parent === b.id || b.parent === a.id;
    if (a.parent === b.parent || (isCard(a) && isCard(b) && !within))
      faults.push(`${a.id} over ${b.id}`);
  });
  const byId = new Map(scene.nodes.map((node) => [node.id, node]));
  const sheet = { x: 0, y: 0, width: scene.width, height: scene.height };
  for (const node of scene.nodes) {
    const outer = node.parent === undefined ? sheet : byId.get(node.parent);
    if (!outer || !holds(outer, node)) faults.push(`${node.id} sticks out`);
  }
  return faults;
}

/** One piece of text, and the box it takes. */
export interface Words extends Box {
  readonly text: string;
}

/** Height of letters above and below the line they stand on, of a font's size. */
const ABOVE = 0.74;
const BELOW = 0.22;

/** Width in pixels of a text in a font. */
export type WidthOf = (text: string, font: Font) => number;

const words = (
  widthIn: WidthOf,
  text: string,
  x: number,
  y: number,
  font: Font,
  middle = false,
): Words => {
  const width = widthIn(text, font);
  return {
    text,
    x: middle ? x - width / 2 : x,
    y: y - font.size * ABOVE,
    width,
    height: font.size * (ABOVE + BELOW),
  };
};

/** Every text of an SVG picture, title block and legend included, where it stands in the whole picture. */
export function wordsOf(svg: string, widthIn: WidthOf = widthOf): Words[] {
  const out: Words[] = [];
  const walk = (element: Element, dx: number, dy: number, scale: number): void => {
    const moved = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(element.getAttribute('transform') ?? '');
    const larger = /scale\(([-\d.]+)\)/.exec(element.getAttribute('transform') ?? '');
    // A picture in the picture stands where it says.
    const inner = element.nodeName === 'svg' ? Number(element.getAttribute('y') ?? 0) : 0;
    const x0 = dx + scale * Number(moved?.[1] ?? 0);
    const y0 = dy + scale * (Number(moved?.[2] ?? 0) + inner);
    const k = scale * Number(larger?.[1] ?? 1);
    if (element.nodeName === 'text') {
      const at = (name: string): number => Number(element.getAttribute(name));
      const text = element.textContent;
      const box = words(
        widthIn,
        text,
        at('x'),
        at('y'),
        {
          size: at('font-size'),
          mono: element.getAttribute('class') === 'm',
          bold:
            element.getAttribute('font-weight') !== null &&
            element.getAttribute('font-weight') !== '',
        },
        element.getAttribute('text-anchor') === 'middle',
      );
      out.push({
        text,
        x: x0 + k * box.x,
        y: y0 + k * box.y,
        width: k * box.width,
        height: k * box.height,
      });
    }
    for (const child of Array.from(element.childNodes as ArrayLike<Node>))
      if (child.nodeType === 1) walk(child as Element, x0, y0, k);
  };
  walk(new DOMParser().parseFromString(svg, 'text/xml').documentElement, 0, 0, 1);
  return out;
}

/** Text over text. The sign and the count of a badge are one text. */
export function textFaults(svg: string, widthIn: WidthOf = widthOf): string[] {
  const faults: string[] = [];
  eachMeeting(wordsOf(svg, widthIn), (a, b) => {
    faults.push(`"${a.text}" over "${b.text}" at ${Math.round(a.x)}, ${Math.round(a.y)}`);
  });
  return faults;
}

/** What stands in a card and does not fit, so that its end is cut off. */
export function cutNames(scene: Scene): string[] {
  return scene.nodes.filter(isCard).flatMap((node) => {
    const room = node.width - (node.shape === 'vpc' ? 24 : 28);
    return node.lines.filter((line) => fit(line, room, fonts.line) !== line);
  });
}

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** A proper crossing: lines that touch, or run along each other, do not cross. */
const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

type Leg = readonly [Point, Point];

const legsOf = (points: readonly Point[]): Leg[] => points.slice(1).map((p, i) => [points[i]!, p]);

/** Pairs of lines that cross. Quadratic: for pictures of a few hundred lines. */
export function crossings(lines: readonly { readonly points: readonly Point[] }[]): number {
  const legs = lines.map((line) => legsOf(line.points));
  let count = 0;
  legs.forEach((a, i) => {
    for (const b of legs.slice(i + 1))
      if (a.some(([p, q]) => b.some(([r, s]) => cross(p, q, r, s)))) count++;
  });
  return count;
}

/** Places where lines cross, as an eye counts them: lines that share a lane cross another one once. For a few hundred lines. */
export function crossingPoints(lines: readonly { readonly points: readonly Point[] }[]): number {
  const legs = lines.map((line) => legsOf(line.points));
  const places = new Set<string>();
  legs.forEach((one, i) => {
    for (const other of legs.slice(i + 1))
      for (const [a, b] of one)
        for (const [c, d] of other) {
          if (!cross(a, b, c, d)) continue;
          const [dx, dy] = [b.x - a.x, b.y - a.y];
          const [ex, ey] = [d.x - c.x, d.y - c.y];
          const t = ((c.x - a.x) * ey - (c.y - a.y) * ex) / (dx * ey - dy * ex);
          places.add(`${Math.round((a.x + t * dx) / 3)} ${Math.round((a.y + t * dy) / 3)}`);
        }
  });
  return places.size;
}

/** How much of a line's leg lies inside a box, in pixels; the border and `inset` pixels within it do not count. */
function lengthInside([a, b]: Leg, box: Box, inset: number): number {
  let from = 0;
  let to = 1;
  for (const [start, step, low, high] of [
    [a.x, b.x - a.x, box.x + inset, box.x + box.width - inset],
    [a.y, b.y - a.y, box.y + inset, box.y + box.height - inset],
  ] as const) {
    if (step === 0) {
      if (start <= low || start >= high) return 0;
      continue;
    }
    const [near, far] = [(low - start) / step, (high - start) / step].sort((p, q) => p - q);
    from = Math.max(from, near!);
    to = Math.min(to, far!);
  }
  return to <= from ? 0 : (to - from) * Math.hypot(b.x - a.x, b.y - a.y);
}

/** Lines that run through a card which is neither of their ends. */
export function runsOver(scene: Scene): string[] {
  const cards = scene.nodes.filter(isCard);
  return scene.edges.flatMap((edge) => {
    const legs = legsOf(edge.points);
    return cards
      .filter(({ id }) => id !== edge.from && id !== edge.to)
      .filter((card) => legs.some((leg) => lengthInside(leg, card, 2) > 0))
      .map((card) => `${edge.id} over ${card.id}`);
  });
}

/** The side of a box on which a point of its outline lies, as the direction that leads away from it. */
function sidesOf(box: Box, p: Point): Point[] {
  const sides: [Point, number][] = [
    [{ x: -1, y: 0 }, Math.abs(p.x - box.x)],
    [{ x: 1, y: 0 }, Math.abs(p.x - box.x - box.width)],
    [{ x: 0, y: -1 }, Math.abs(p.y - box.y)],
    [{ x: 0, y: 1 }, Math.abs(p.y - box.y - box.height)],
  ];
  const least = Math.min(...sides.map(([, off]) => off));
  return sides.filter(([, off]) => off < least + 1).map(([side]) => side);
}

const ends = (edge: SceneEdge): [string, Point, Point][] => [
  [edge.from, edge.points[0]!, edge.points[1]!],
  [edge.to, edge.points.at(-1)!, edge.points.at(-2)!],
];

/** Ends of lines that go into or along the box they begin at, and not away from the side they are on. */
export function wrongSides(scene: Scene): string[] {
  const byId = new Map(scene.nodes.map((node) => [node.id, node]));
  return scene.edges.flatMap((edge) =>
    ends(edge)
      .filter(([id, p, next]) => {
        const box = byId.get(id)!;
        const away = sidesOf(box, p).some(
          (side) => side.x * (next.x - p.x) + side.y * (next.y - p.y) > 0,
        );
        // Lines end at the cut or round corners of some outlines, within the box.
        const look = nodeLooks[box.shape];
        const corner = look.outline === 'box' ? 1 : Math.max(look.corner, box.height / 2) * 1.5;
        return !away || legsOf(edge.points).some((leg) => lengthInside(leg, box, 1) > corner);
      })
      .map(([id]) => `${edge.id} at ${id}`),
  );
}

/** Straight lines that leave a box on a side which faces away from the other box. */
export function turnedAway(scene: Scene): string[] {
  const byId = new Map(scene.nodes.map((node) => [node.id, node]));
  return scene.edges.flatMap((edge) => {
    if (edge.points.length > 2) return [];
    const [from, to] = [byId.get(edge.from)!, byId.get(edge.to)!];
    return ends(edge)
      .filter(([id, p]) => {
        const [own, other] = id === from.id ? [from, to] : [to, from];
        return !sidesOf(own, p).some(
          ({ x, y }) =>
            (x > 0 && other.x + other.width > own.x + own.width) ||
            (x < 0 && other.x < own.x) ||
            (y > 0 && other.y + other.height > own.y + own.height) ||
            (y < 0 && other.y < own.y),
        );
      })
      .map(([id]) => `${edge.id} at ${id}`);
  });
}

/** Attachments share lanes by intent; every other line that lies on top of another for more than `least` pixels. */
export function onTop(scene: Scene, least = 24): string[] {
  const out: string[] = [];
  const level = new Map<string, { edge: SceneEdge; from: number; to: number }[]>();
  for (const edge of scene.edges) {
    for (const [a, b] of legsOf(edge.points)) {
      if (a.x !== b.x && a.y !== b.y) continue;
      const flat = a.y === b.y;
      const key = flat ? `h${Math.round(a.y)}` : `v${Math.round(a.x)}`;
      const [from, to] = (flat ? [a.x, b.x] : [a.y, b.y]).sort((p, q) => p - q) as [number, number];
      const list = level.get(key) ?? [];
      for (const other of list) {
        const together =
          edge.kind === 'attachment' &&
          other.edge.kind === 'attachment' &&
          edge.from === other.edge.from;
        if (together || other.edge === edge) continue;
        if (Math.min(to, other.to) - Math.max(from, other.from) > least)
          out.push(`${edge.id} on ${other.edge.id}`);
      }
      list.push({ edge, from, to });
      level.set(key, list);
    }
  }
  return out;
}

/** So many straight lines from one box are a star, which is read as such. */
const STAR = 8;

/** Two lines that end across from each other at a VPC, and look like one that runs behind it. */
export function throughVpcs(scene: Pick<Scene, 'nodes' | 'edges'>): string[] {
  const vpcs = new Set(scene.nodes.filter(({ shape }) => shape === 'vpc').map(({ id }) => id));
  const at = new Map<
    string,
    { readonly edge: SceneEdge; readonly p: Point; readonly q: Point }[]
  >();
  for (const edge of scene.edges)
    for (const [id, p, q] of ends(edge))
      if (vpcs.has(id)) at.set(id, [...(at.get(id) ?? []), { edge, p, q }]);
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 3.4;
  const isStar = (lines: readonly { readonly edge: SceneEdge }[]): boolean =>
    lines.filter(({ edge }) => edge.points.length === 2).length >= STAR;
  return [...at].flatMap(([id, lines]) =>
    (isStar(lines) ? [] : lines).flatMap((a, i) =>
      lines
        .slice(i + 1)
        .filter((b) => {
          const upright = a.p.x === a.q.x && b.p.x === b.q.x && near(a.p.x, b.p.x);
          const level = a.p.y === a.q.y && b.p.y === b.q.y && near(a.p.y, b.p.y);
          const [u, v] = [a, b].map(({ p, q }) => (upright ? q.y - p.y : q.x - p.x));
          return (upright || level) && u! * v! < 0;
        })
        .map((b) => `${a.edge.id} and ${b.edge.id} at ${id}`),
    ),
  );
}

/** Lines that run back beside themselves, not fifteen pixels away: right and left again, or down and up. */
export function doubledBack({ edges }: Pick<Scene, 'edges'>): string[] {
  const isBack = (a: Point, b: Point, c: Point, d: Point): boolean =>
    (b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y) < 0 &&
    Math.hypot(c.x - b.x, c.y - b.y) < 15;
  return edges
    .filter(({ points }) =>
      points.some((a, i) => {
        const [b, c, d] = points.slice(i + 1);
        return b && c && d && isBack(a, b, c, d);
      }),
    )
    .map(({ id }) => id);
}

/** Lines over an account or a Region in which neither of their ends stands. */
export function overForeign({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const places = nodes.filter(({ shape }) => shape === 'account' || shape === 'region');
  return edges.flatMap(({ id, from, to, points }) => {
    const own = new Set<string>();
    for (const end of [from, to])
      for (let at = byId.get(end); at; at = byId.get(at.parent ?? '')) own.add(at.id);
    return places
      .filter((box) => !own.has(box.id))
      .filter((box) => points.slice(1).some((q, i) => cuts(points[i]!, q, box)))
      .map((box) => `${id} over ${box.id}`);
  });
}
