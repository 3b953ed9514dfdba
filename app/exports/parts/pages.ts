/** The pages of formats that have pages: the whole scene, then one page a Region, on which everything stands as it does on the whole. */
import { groupBy, uniq } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import { nodeLooks } from '../../scene/legend.ts';
import type { Light } from '../../scene/light.ts';
import type { Marked } from '../../scene/marked.ts';
import { isInside, isOpened } from '../../scene/open.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { reroute } from '../../scene/reroute.ts';
import { piecesOf } from './page-hulls.ts';
import { scopeParts } from './scope.ts';

export interface Page {
  readonly name: string;
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly hulls: Scene['hulls'];
  readonly width: number;
  readonly height: number;
  /** Lines printed at the foot of the page. */
  readonly notes: readonly string[];
  /** Of a page that a flow touches, in the picture of one. */
  readonly way?: Light;
  /** Of the picture of a plan or a comparison: what is marked in it. */
  readonly marked?: Marked;
  /** Of an overview that is too large for a window: its words are so many times larger than elsewhere, and boxes that are on the page of a Region say their name alone. */
  readonly large?: number;
}

/** Twice the distance at which lines pass an account. */
const GAP = 44;
const PAGE = 32;
const PAD = 18;
const HEAD = 40;

interface Shift {
  readonly dx: number;
  readonly dy: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What spans cover, one after the other. */
function covered(spans: readonly Span[]): readonly Span[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/** Where each place comes to be once what no span covers is as wide as a gutter: what stands in order stays in order. */
function gathered(spans: readonly Span[]): (at: number) => number {
  let next = 0;
  const moved = covered(spans).map(({ from, to }) => {
    const by = next - from;
    next += to - from + GAP;
    return { from, by };
  });
  return (at) => at + moved.findLast(({ from }) => from <= at)!.by;
}

const across = ({ x, width }: Box): Span => ({ from: x, to: x + width });
const down = ({ y, height }: Box): Span => ({ from: y, to: y + height });

/** Frames as they stand to each other on the whole picture, nearer where nothing is between them. */
function together(frames: readonly Box[]): readonly Box[] {
  const [toX, toY] = [gathered(frames.map(across)), gathered(frames.map(down))];
  return frames.map((box) => ({ ...box, x: PAGE + toX(box.x), y: PAGE + toY(box.y) }));
}

/** The way of a flow, where any of it is among these. */
export const touching = (
  way: Light | undefined,
  { nodes, edges }: Pick<Scene, 'nodes' | 'edges'>,
): Light | undefined =>
  way && (nodes.some(({ id }) => way.nodes.has(id)) || edges.some(({ id }) => way.edges.has(id)))
    ? way
    : undefined;

/** The Region's containers, as they stand to each other in the scene, each with everything inside it at its place. */
function regionPage(scene: Scene, label: string, overview: string): Page {
  const byId = new Map(scene.nodes.map((n) => [n.id, n]));
  const shifts = new Map<string, Shift>();
  const nodes: SceneNode[] = [];
  const regions = scene.nodes.filter((n) => n.shape === 'region' && n.label === label);
  const frames = together(
    regions.map(({ x, y, width, height }) => ({
      x: x - PAD,
      y: y - HEAD,
      width: width + 2 * PAD,
      height: height + HEAD + PAD,
    })),
  );
  regions.forEach((region, i) => {
    const account = byId.get(region.parent ?? '');
    const frame = frames[i]!;
    if (account) nodes.push({ ...account, ...frame });
    shifts.set(region.id, { dx: frame.x + PAD - region.x, dy: frame.y + HEAD - region.y });
  });
  const width = Math.max(...frames.map((f) => f.x + f.width)) - PAGE;
  const height = Math.max(...frames.map((f) => f.y + f.height)) - PAGE;
  const shiftOf = (node: SceneNode | undefined): Shift | undefined => {
    for (let at = node; at; at = byId.get(at.parent ?? '')) {
      const shift = shifts.get(at.id);
      if (shift) return shift;
    }
    return undefined;
  };
  for (const node of scene.nodes) {
    const shift = shiftOf(node);
    if (shift) nodes.push({ ...node, x: node.x + shift.dx, y: node.y + shift.dy });
  }
  const by =
    (shift: Shift) =>
    (p: Point): Point => ({ x: p.x + shift.dx, y: p.y + shift.dy });
  let away = 0;
  /** Lines between containers that stood elsewhere, as they ended. */
  const apart: SceneEdge[] = [];
  const edges = scene.edges.flatMap((e) => {
    const from = shiftOf(byId.get(e.from));
    const to = shiftOf(byId.get(e.to));
    if (!from || !to) {
      if (from ?? to) away++;
      return [];
    }
    if (from !== to) apart.push({ ...e, points: e.points.map(by(to)) });
    return [{ ...e, points: e.points.map(by(from)) }];
  });
  const size = { width: width + 2 * PAGE, height: height + 2 * PAGE };
  const rows = covered(frames.map(down)).map(({ from, to }) => ({
    x: PAGE,
    y: from,
    width,
    height: to - from,
  }));
  const drawn = new Map(nodes.map((n) => [n.id, n]));
  const regionOf = (id: string): SceneNode => {
    let at = drawn.get(id)!;
    while (at.shape !== 'region') at = drawn.get(at.parent!)!;
    return at;
  };
  const hulls = scene.hulls.flatMap((h) => {
    const here = h.members.filter((m) => drawn.has(m));
    const [region, ...others] = new Set(here.map(regionOf));
    if (!region) return [];
    const shift = by(shifts.get(region.id)!);
    if (others.length === 0 && here.length === h.members.length)
      return [{ ...h, outline: h.outline.map(shift), captionAt: shift(h.captionAt) }];
    const sets = groupBy(
      here.map((m) => drawn.get(m)!),
      ({ id }) => regionOf(id),
    );
    return piecesOf(h, sets, nodes);
  });
  const flow = touching(scene.way, { nodes, edges });
  const ways = reroute({ nodes, hulls, ...size }, apart, rows);
  return {
    name: label,
    nodes,
    edges: edges.map((e) => ({ ...e, points: ways.get(e.id) ?? e.points })),
    hulls,
    ...size,
    ...(flow && { way: flow }),
    ...(scene.marked && { marked: scene.marked }),
    notes: [
      ...(flow ? [scene.title] : []),
      `Region ${label}`,
      ...(away > 0
        ? [`${away} ${away === 1 ? 'link' : 'links'} to other Regions: see ${overview}.`]
        : []),
    ],
  };
}

/** Pixels in which editors and viewers show a page whole. */
const WINDOW = { width: 1400, height: 900 } as const;
/** No box has room for larger words. */
const MOST_LARGE = 1.6;
const LEAST_LARGE = 1.2;

/** How much larger words have to be, to be read where all of a scene is seen at once. */
function largeOf({ width, height }: Scene): number | undefined {
  const large = Math.min(MOST_LARGE, Math.max(width / WINDOW.width, height / WINDOW.height));
  return large < LEAST_LARGE ? undefined : large;
}

/** Boxes say their name alone where the page of a Region says the rest: what stands in none, as a collapsed account, says it here. */
function namesAlone(nodes: readonly SceneNode[]): readonly SceneNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const isInRegion = ({ parent }: SceneNode): boolean => {
    const frame = byId.get(parent ?? '');
    return frame !== undefined && (frame.shape === 'region' || isInRegion(frame));
  };
  return nodes.map((node) =>
    nodeLooks[node.shape].container || isInside(node) || isOpened(node) || !isInRegion(node)
      ? node
      : { ...node, lines: [] },
  );
}

/** The overview, then the Regions in the order they are drawn; `where`: what leads a reader from these to the overview. */
export function pagesOf(
  report: Report,
  scene: Scene,
  where = 'the page Overview',
): readonly Page[] {
  const large = largeOf(scene);
  const overview: Page = {
    name: 'Overview',
    nodes: large === undefined ? scene.nodes : namesAlone(scene.nodes),
    ...(large !== undefined && { large }),
    edges: scene.edges,
    hulls: scene.hulls,
    width: scene.width,
    height: scene.height,
    ...(scene.way && { way: scene.way }),
    ...(scene.marked && { marked: scene.marked }),
    notes: [
      scene.title,
      ...scopeParts(report, scene),
      ...scene.leftOut.map((words) => `Not drawn: ${words}`),
    ],
  };
  const regions = uniq(scene.nodes.filter((n) => n.shape === 'region').map((n) => n.label));
  return [overview, ...regions.map((label) => regionPage(scene, label, where))];
}
