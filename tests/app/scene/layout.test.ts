/** Laws of the layout, held against every estate: what a picture must never do, whatever is drawn. */
import { describe, expect, it } from 'vitest';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Point, Scene, SceneNode } from '#app/scene/scene.ts';
import { fonts, widthOf } from '#app/scene/text.ts';
import { estates, shuffled } from './estates.ts';

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const isCard = (n: SceneNode): boolean => !nodeLooks[n.shape].container;

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));

/** How far a point is from a node's outline, by the outline's own geometry. */
function offOutline(n: SceneNode, p: Point): number {
  const x = Math.abs(p.x - (n.x + n.width / 2));
  const y = Math.abs(p.y - (n.y + n.height / 2));
  const [w, h] = [n.width / 2, n.height / 2];
  const look = nodeLooks[n.shape];
  const toBox = Math.max(x - w, y - h);
  if (look.outline === 'octagon')
    return Math.abs(Math.max(toBox, (x + y - (w + h - look.corner)) / Math.SQRT2));
  if (look.outline === 'pill') {
    const r = Math.min(w, h);
    return Math.abs(Math.hypot(Math.max(0, x - (w - r)), Math.max(0, y - (h - r))) - r);
  }
  return Math.abs(toBox);
}

/** Boxes of text that stands by itself: container names and mesh captions. */
function texts(scene: Scene): Box[] {
  const containers = scene.nodes
    .filter((n) => n.shape === 'account' || n.shape === 'region')
    .map((n) => {
      const font = n.shape === 'account' ? fonts.account : fonts.region;
      return {
        x: n.x + 16,
        y: n.y + 14,
        width: Math.min(n.width - 28, widthOf(n.label, font)),
        height: 14,
      };
    });
  const captions = scene.hulls.map((h) => ({
    x: h.captionAt.x,
    y: h.captionAt.y - 12,
    width: widthOf(h.caption, fonts.caption),
    height: 15,
  }));
  return [...containers, ...captions];
}

/** True where p lies inside a closed outline (even-odd). */
function within(outline: readonly Point[], p: Point): boolean {
  let inside = false;
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length]!;
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x)
      inside = !inside;
  });
  return inside;
}
const corners = (b: Box): Point[] => [
  { x: b.x, y: b.y },
  { x: b.x + b.width, y: b.y },
  { x: b.x, y: b.y + b.height },
  { x: b.x + b.width, y: b.y + b.height },
];

describe.each(estates)('layout of $name', ({ report }) => {
  const scene = buildScene(report(), { findings: true });
  const byId = new Map(scene.nodes.map((n) => [n.id, n]));

  it('gives every node an id of its own and puts containers before what they contain', () => {
    expect(byId.size).toBe(scene.nodes.length);
    const seen = new Set<string>();
    for (const n of scene.nodes) {
      if (n.parent !== undefined) expect(seen).toContain(n.parent);
      seen.add(n.id);
    }
  });

  it('overlaps no siblings', () => {
    const bad = pairs(scene.nodes)
      .filter(([a, b]) => a.parent === b.parent && meet(a, b))
      .map(([a, b]) => `${a.label} and ${b.label}`);
    expect(bad).toEqual([]);
  });

  it('overlaps no cards, whatever they stand in', () => {
    const bad = pairs(scene.nodes.filter(isCard)).filter(([a, b]) => meet(a, b));
    expect(bad.map(([a, b]) => `${a.label} and ${b.label}`)).toEqual([]);
  });

  it('keeps children inside their parents, and everything on the sheet', () => {
    const sheet = { x: 0, y: 0, width: scene.width, height: scene.height };
    const bad = scene.nodes.filter(
      (n) => !holds(n.parent === undefined ? sheet : byId.get(n.parent)!, n),
    );
    expect(bad.map((n) => n.label)).toEqual([]);
    const points = [
      ...scene.edges.flatMap((e) => e.points),
      ...scene.hulls.flatMap((h) => h.outline),
    ];
    expect(
      points.filter((p) => p.x < 0 || p.y < 0 || p.x > scene.width || p.y > scene.height),
    ).toEqual([]);
  });

  it('ends every line on the outlines of the two nodes it joins', () => {
    for (const e of scene.edges) {
      expect(e.points.length).toBeGreaterThanOrEqual(2);
      expect(offOutline(byId.get(e.from)!, e.points[0]!), `${e.id} start`).toBeLessThan(0.8);
      expect(offOutline(byId.get(e.to)!, e.points.at(-1)!), `${e.id} end`).toBeLessThan(0.8);
    }
  });

  it('puts no text on text, and no text on a card', () => {
    const words = texts(scene);
    expect(pairs(words).filter(([a, b]) => meet(a, b))).toEqual([]);
    const cards = scene.nodes.filter(isCard);
    expect(words.filter((w) => cards.some((c) => meet(w, c)))).toEqual([]);
  });

  it('draws a hull round all of its members and, in one container, round nothing else', () => {
    for (const hull of scene.hulls) {
      const members = hull.members.map((id) => byId.get(id)!);
      for (const m of members) {
        for (const corner of corners(m)) expect(within(hull.outline, corner), m.label).toBe(true);
      }
      const strangers = scene.nodes.filter((n) => isCard(n) && !hull.members.includes(n.id));
      const caught = strangers.filter((n) => corners(n).some((p) => within(hull.outline, p)));
      expect(caught.map((n) => n.label)).toEqual([]);
    }
  });

  it('is the same for pages in another order', () => {
    expect(buildScene(report(shuffled), { findings: true })).toEqual(scene);
  });
});

describe('lines', () => {
  it('run over no card but the two they join, in the sample estate', () => {
    const sample = estates.find((e) => e.name === 'sample')!;
    const scene = buildScene(sample.report());
    const bad = scene.edges.flatMap((e) =>
      scene.nodes
        .filter((n) => isCard(n) && n.id !== e.from && n.id !== e.to)
        .filter((n) => e.points.slice(1).some((p, i) => cuts(e.points[i]!, p, n)))
        .map((n) => `${e.id} over ${n.label}`),
    );
    expect(bad).toEqual([]);
  });
});

/** True where a leg comes inside a box: sampled every two pixels. */
function cuts(a: Point, b: Point, box: Box): boolean {
  const steps = Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 2);
  for (let i = 0; i <= steps; i++) {
    const p = { x: a.x + ((b.x - a.x) * i) / steps, y: a.y + ((b.y - a.y) * i) / steps };
    if (
      p.x > box.x + 1 &&
      p.x < box.x + box.width - 1 &&
      p.y > box.y + 1 &&
      p.y < box.y + box.height - 1
    )
      return true;
  }
  return false;
}
