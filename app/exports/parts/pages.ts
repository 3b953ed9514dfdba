/** The pages of formats that have pages: the whole scene, then one page a Region with everything at the same place in it. */
import { groupBy, uniq } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import type { Light } from '../../scene/light.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { type Packed, shelve, type Sized } from '../../scene/parts/pack.ts';
import { reroute } from '../../scene/reroute.ts';
import { piecesOf } from './page-hulls.ts';
import { titleParts } from './scope.ts';

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

/** A row of containers is at most so many times as wide as it is high: a longer one is broken into several. */
const LONGEST = 3;
/** Width to height of a page that is broken. */
const BROKEN = 1.7;

/** Side by side, and in rows where that would be a strip. */
function inRows(frames: readonly Sized[]): Packed {
  const row = shelve(frames, Infinity, GAP);
  if (row.width <= LONGEST * row.height) return row;
  const area = frames.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  return shelve(frames, Math.sqrt(area * BROKEN), GAP);
}

/** The rows of frames that stand at these places, from side to side of the page. */
function rowsOf(at: Packed['at'], frames: readonly Sized[], width: number): Box[] {
  const heights = new Map<number, number>();
  at.forEach(({ y }, i) => heights.set(y, Math.max(heights.get(y) ?? 0, frames[i]!.height)));
  return [...heights].map(([y, height]) => ({ x: PAGE, y: PAGE + y, width, height }));
}

/** The way of a flow, where any of it is among these. */
export const touching = (
  way: Light | undefined,
  { nodes, edges }: Pick<Scene, 'nodes' | 'edges'>,
): Light | undefined =>
  way && (nodes.some(({ id }) => way.nodes.has(id)) || edges.some(({ id }) => way.edges.has(id)))
    ? way
    : undefined;

/** The Region's containers side by side, each with everything inside it at the same place as in the scene. */
function regionPage(scene: Scene, label: string): Page {
  const byId = new Map(scene.nodes.map((n) => [n.id, n]));
  const shifts = new Map<string, Shift>();
  const nodes: SceneNode[] = [];
  const regions = scene.nodes.filter((n) => n.shape === 'region' && n.label === label);
  const frames = regions.map(({ width, height }) => ({
    width: width + 2 * PAD,
    height: height + HEAD + PAD,
  }));
  const { at, width, height } = inRows(frames);
  regions.forEach((region, i) => {
    const account = byId.get(region.parent ?? '');
    const [x, y] = [PAGE + at[i]!.x, PAGE + at[i]!.y];
    if (account) nodes.push({ ...account, ...frames[i]!, x, y });
    shifts.set(region.id, { dx: x + PAD - region.x, dy: y + HEAD - region.y });
  });
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
  const ways = reroute({ nodes, hulls, ...size }, apart, rowsOf(at, frames, width));
  return {
    name: label,
    nodes,
    edges: edges.map((e) => ({ ...e, points: ways.get(e.id) ?? e.points })),
    hulls,
    ...size,
    ...(flow && { way: flow }),
    notes: [
      ...(flow ? [scene.title] : []),
      `Region ${label}`,
      ...(away > 0
        ? [`${away} ${away === 1 ? 'link' : 'links'} to other Regions: see the page Overview.`]
        : []),
    ],
  };
}

/** The overview, then the Regions in the order they are drawn. */
export function pagesOf(report: Report, scene: Scene): readonly Page[] {
  const overview: Page = {
    name: 'Overview',
    nodes: scene.nodes,
    edges: scene.edges,
    hulls: scene.hulls,
    width: scene.width,
    height: scene.height,
    ...(scene.way && { way: scene.way }),
    notes: [
      scene.title,
      ...titleParts(report, scene),
      ...scene.leftOut.map((words) => `Not drawn: ${words}`),
    ],
  };
  const regions = uniq(scene.nodes.filter((n) => n.shape === 'region').map((n) => n.label));
  return [overview, ...regions.map((label) => regionPage(scene, label))];
}
