/** Our layout beside cytoscape-fcose and elkjs, on the same boxes, containers and lines: time, and what comes of it. */
import cytoscape, { type ElementDefinition, type LayoutOptions } from 'cytoscape';
import fcose from 'cytoscape-fcose';
import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Point, Scene } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';

/** What can be counted of a picture: 0 everywhere is best. */
export interface Quality {
  /** Pairs of boxes that overlap. */
  readonly overlaps: number;
  /** Pairs of lines that cross, reckoned from a sample of the lines. */
  readonly crossings: number;
  /** Part of the sampled lines that run over a box which is neither of their ends: 0 to 1. */
  readonly over: number;
}

interface Laid {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly {
    readonly from: string;
    readonly to: string;
    readonly points: readonly Point[];
  }[];
}

const SAMPLE = 800;

const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** A proper crossing: lines that touch, or run along each other, do not cross. */
const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

const legs = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).map((p, i) => [points[i]!, p]);

/** Whether a line passes through a box, two pixels within its border: along a border is not over it. */
function passes([a, b]: readonly [Point, Point], box: Box): boolean {
  const [left, top] = [box.x + 2, box.y + 2];
  const [right, bottom] = [box.x + box.width - 2, box.y + box.height - 2];
  if (Math.max(a.x, b.x) < left || Math.min(a.x, b.x) > right) return false;
  if (Math.max(a.y, b.y) < top || Math.min(a.y, b.y) > bottom) return false;
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ].map((corner) => turn(a, b, corner));
  return Math.min(...corners) < 0 && Math.max(...corners) > 0;
}

function overlapsOf(boxes: readonly Box[]): number {
  const sorted = [...boxes].sort((a, b) => a.x - b.x);
  let count = 0;
  sorted.forEach((a, i) => {
    for (let k = i + 1; k < sorted.length && sorted[k]!.x < a.x + a.width - 1; k++) {
      const b = sorted[k]!;
      if (a.y < b.y + b.height - 1 && b.y < a.y + a.height - 1) count++;
    }
  });
  return count;
}

export function qualityOf({ boxes, lines }: Laid): Quality {
  const step = Math.max(1, lines.length / SAMPLE);
  const picked = Array.from(
    { length: Math.min(SAMPLE, lines.length) },
    (_, i) => lines[Math.floor(i * step)]!,
  ).map((line) => ({ ...line, legs: legs(line.points) }));
  let crossings = 0;
  picked.forEach((a, i) => {
    for (const b of picked.slice(i + 1))
      if (a.legs.some(([p, q]) => b.legs.some(([r, s]) => cross(p, q, r, s)))) crossings++;
  });
  const over = picked.filter(({ from, to, legs }) =>
    [...boxes].some(([id, box]) => id !== from && id !== to && legs.some((l) => passes(l, box))),
  ).length;
  return {
    overlaps: overlapsOf([...boxes.values()]),
    crossings: Math.round(crossings * (lines.length / Math.max(1, picked.length)) ** 2),
    over: over / Math.max(1, picked.length),
  };
}

const isContainer = (node: Scene['nodes'][number]): boolean => nodeLooks[node.shape].container;

function ours(scene: Scene): Laid {
  const boxes = new Map(scene.nodes.filter((n) => !isContainer(n)).map((n) => [n.id, n]));
  return { boxes, lines: scene.edges };
}

/** Lines from middle to middle: how a layout without routes of its own is drawn. */
const straight = (scene: Scene, boxes: ReadonlyMap<string, Box>): Laid['lines'] =>
  scene.edges.map(({ from, to }) => ({
    from,
    to,
    points: [middle(boxes.get(from)!), middle(boxes.get(to)!)],
  }));

/** The same numbers in every run: https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/**
 * As the documentation has it, quality `default`; without a window to draw in, and so without its animation. It begins
 * at random, and how long it takes hangs on that: by four times and more.
 */
function byFcose(scene: Scene): Laid {
  cytoscape.use(fcose);
  Math.random = lehmer(1);
  const elements: ElementDefinition[] = [
    ...scene.nodes.map(({ id, parent, width, height }) => ({
      data: { id, width, height, ...(parent !== undefined && { parent }) },
    })),
    ...scene.edges.map(({ id, from, to }) => ({ data: { id, source: from, target: to } })),
  ];
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements,
    style: [
      { selector: 'node:childless', style: { width: 'data(width)', height: 'data(height)' } },
    ],
  });
  cy.layout({ name: 'fcose', animate: false } as LayoutOptions).run();
  const boxes = new Map<string, Box>();
  for (const { id, width, height, ...node } of scene.nodes) {
    if (isContainer({ id, width, height, ...node })) continue;
    const { x, y } = cy.getElementById(id).position();
    boxes.set(id, { x: x - width / 2, y: y - height / 2, width, height });
  }
  // Even without a window it would keep its clock running, and the process with it.
  cy.destroy();
  return { boxes, lines: straight(scene, boxes) };
}

/**
 * elkjs, layered, each container laid out by itself: across containers it does not finish.
 * See https://eclipse.dev/elk/reference/options/org-eclipse-elk-hierarchyHandling.html
 */
async function byElk(scene: Scene): Promise<Laid> {
  const made = new Map<string, ElkNode & { children: ElkNode[] }>();
  const root: ElkNode & { children: ElkNode[] } = {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
    },
    children: [],
    edges: scene.edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
  for (const node of scene.nodes) {
    const size = isContainer(node) ? {} : { width: node.width, height: node.height };
    made.set(node.id, { id: node.id, ...size, children: [] });
  }
  for (const { id, parent } of scene.nodes)
    ((parent === undefined ? undefined : made.get(parent)) ?? root).children.push(made.get(id)!);
  const laid = await new ELK().layout(root);
  const boxes = new Map<string, Box>();
  for (const { id, width, height, ...node } of scene.nodes) {
    if (isContainer({ id, width, height, ...node })) continue;
    const { x = 0, y = 0 } = made.get(id) ?? {};
    boxes.set(id, { x, y, width, height });
  }
  const routed = new Map((laid.edges ?? []).map((edge) => [edge.id, edge.sections ?? []]));
  const direct = straight(scene, boxes);
  const lines = scene.edges.map(({ id, from, to }, i) => {
    const points = (routed.get(id) ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
      startPoint,
      ...bendPoints,
      endPoint,
    ]);
    return points.length < 2 ? direct[i]! : { from, to, points };
  });
  return { boxes, lines };
}

/** The ratio is theirs over ours. Ours counts from the report on: what to draw is decided there too. */
export async function measureLayout(
  by: 'ours' | 'fcose' | 'elk',
  snapshot: Snapshot,
): Promise<{ seconds: number; ratio?: number; quality: Quality }> {
  const report = analyze(snapshot);
  const begun = performance.now();
  const scene = buildScene(report, { findings: true });
  const own = (performance.now() - begun) / 1000;
  if (by === 'ours') return { seconds: own, quality: qualityOf(ours(scene)) };
  const since = performance.now();
  const laid = by === 'fcose' ? byFcose(scene) : await byElk(scene);
  const seconds = (performance.now() - since) / 1000;
  return { seconds, ratio: seconds / own, quality: qualityOf(laid) };
}
