/** Opens VPCs: each grows to hold its subnets and route tables, and everything beyond it moves on; nothing else changes. */
import type { Ref } from '../base/ref.ts';
import type { Report } from '../report.ts';
import type { Laid } from './layout.ts';
import { nodeLooks } from './legend.ts';
import { badgesOf } from './parts/badges.ts';
import { cuts } from './parts/field.ts';
import { type Inside, insideOf } from './parts/inside.ts';
import { covers } from './parts/hulls.ts';
import { relined } from './parts/relined.ts';
import { convex } from './parts/ring.ts';
import { shiftAt, stretchedAt, stripsFor } from './parts/stretch.ts';
import { quoted, ViewError } from './parts/view-error.ts';
import type { Box, Point, SceneEdge, SceneHull, SceneNode, Stretch } from './scene.ts';

/** True for an opened VPC. */
export const isOpened = (node: Pick<SceneNode, 'heads'>): boolean => node.heads !== undefined;

/** True for what stands in an opened VPC. */
export const isInside = (node: Pick<SceneNode, 'shape'>): boolean =>
  nodeLooks[node.shape].inside === true;

/** Throws ViewError for what is no VPC, or one of which nothing is known but its name. */
function check({ topology }: Report, ref: Ref): void {
  if (topology.get('vpc', ref)) return;
  throw new ViewError(
    topology.ghosts.some((g) => g.kind === 'vpc' && g.id === ref)
      ? `The VPC ${quoted(ref)} is outside the accounts collected: nothing is known of what is in it. Collect its account to open it.`
      : `${quoted(ref)} is no VPC of this network, so it cannot be opened: give the id or name of a VPC.`,
  );
}

/** The picture with these VPCs opened; one that is not in it is left closed. */
export function opened(
  laid: Laid,
  refs: readonly Ref[],
  report: Report,
  marked: boolean,
): Laid & { readonly stretch?: Stretch } {
  for (const ref of refs) check(report, ref);
  const wanted = new Set(refs);
  const insides = new Map<string, Inside>();
  for (const node of laid.nodes) {
    const vpc =
      node.shape === 'vpc' && wanted.has(node.ref) && report.topology.get('vpc', node.ref);
    if (vpc) insides.set(node.id, insideOf(report.topology, vpc, node));
  }
  if (insides.size === 0) return laid;
  const growing = laid.nodes.flatMap((node) => {
    const inside = insides.get(node.id);
    return inside ? [{ node, inside }] : [];
  });
  const stretch: Stretch = {
    x: stripsFor(
      growing.map(({ node: { id, x, width }, inside }) => ({
        id,
        from: x,
        to: x + width,
        more: inside.width - width,
      })),
    ),
    y: stripsFor(
      growing.map(({ node: { id, y, height }, inside }) => ({
        id,
        from: y,
        to: y + height,
        more: inside.height - height,
      })),
    ),
  };
  const mark = marked ? badgesOf(report) : undefined;
  const boxes = laid.nodes.map((node): SceneNode => {
    const at = stretchedAt(stretch, node);
    if (nodeLooks[node.shape].container) return { ...node, ...span(stretch, node) };
    const inside = insides.get(node.id);
    if (!inside) return at.x === node.x && at.y === node.y ? node : { ...node, ...at };
    const { width, height, heads, inner } = inside;
    const badge = mark?.node(
      node.ref,
      inner.map(({ ref }) => ref),
    );
    return { ...node, ...at, width, height, heads, badge };
  });
  const hulls = laid.hulls.map((hull) => ({
    ...hull,
    outline: outlineOf(hull, boxes, stretch),
    captionAt: stretchedAt(stretch, hull.captionAt),
  }));
  const size = {
    width: laid.width + shiftAt(stretch.x, Infinity),
    height: laid.height + shiftAt(stretch.y, Infinity),
  };
  const edges = relined({ nodes: boxes, edges: mapped(laid, boxes, stretch) }, boxes, hulls, size);
  const inner = boxes.flatMap((vpc) =>
    (insides.get(vpc.id)?.inner ?? []).map((part): SceneNode => ({
      ...part,
      id: part.ref,
      parent: vpc.id,
      ghost: false,
      badge: mark?.node(part.ref),
      x: vpc.x + part.x,
      y: vpc.y + part.y,
    })),
  );
  return { ...laid, ...size, nodes: [...boxes, ...inner], edges, hulls, stretch };
}

/** The outline drawn apart, and taut again where that covers nobody else. */
function outlineOf(hull: SceneHull, boxes: readonly SceneNode[], stretch: Stretch): Point[] {
  const apart = hull.outline.map((p) => stretchedAt(stretch, p));
  const taut = convex(apart);
  const members = new Set(hull.members);
  const covered = boxes.some(
    (box) => !nodeLooks[box.shape].container && !members.has(box.id) && covers(taut, box),
  );
  return covered ? apart : taut;
}

/** A container goes after both of its ends. */
function span(stretch: Stretch, box: Box): Box {
  const a = stretchedAt(stretch, box);
  const b = stretchedAt(stretch, { x: box.x + box.width, y: box.y + box.height });
  return { ...a, width: b.x - a.x, height: b.y - a.y };
}

/** Lines with their bends moved on; those that would not run as they did have no points. */
function mapped(laid: Laid, boxes: readonly SceneNode[], stretch: Stretch): SceneEdge[] {
  const was = new Map(laid.nodes.map((n) => [n.id, n]));
  const now = new Map(boxes.map((n) => [n.id, n]));
  const grown = boxes.filter(isOpened);
  return laid.edges.map((edge) => {
    const last = edge.points.length - 1;
    const points = edge.points.map((p, i): Point => {
      const id = i === 0 ? edge.from : i === last ? edge.to : undefined;
      const [old, box] = id === undefined ? [] : [was.get(id), now.get(id)];
      return old && box ? endOf(p, old, box, stretch) : stretchedAt(stretch, p);
    });
    // The lanes of a frame go after its columns.
    const clear = grown.every(
      (box) =>
        edge.kind === 'attachment' ||
        box.id === edge.from ||
        box.id === edge.to ||
        points.every((p, i) => i === 0 || !cuts(points[i - 1]!, p, box)),
    );
    if (clear && points.every((p, i) => p.x === edge.points[i]!.x && p.y === edge.points[i]!.y))
      return edge;
    return { ...edge, points: clear && sameWay(edge.points, points) ? points : [] };
  });
}

/** The end of a line stays where it was on a box that only moved, and on the same side of one that grew. */
function endOf(p: Point, old: Box, box: Box, stretch: Stretch): Point {
  if (old.width === box.width && old.height === box.height)
    return { x: p.x + box.x - old.x, y: p.y + box.y - old.y };
  const at = stretchedAt(stretch, p);
  // It may have grown less than there is room: what others needed is not its own.
  const side = (v: number, from: number, size: number, to: number, grown: number, on: number) =>
    Math.abs(v - from) <= 1
      ? to
      : Math.abs(v - from - size) <= 1
        ? to + grown
        : Math.min(on, to + grown);
  return {
    x: side(p.x, old.x, old.width, box.x, box.width, at.x),
    y: side(p.y, old.y, old.height, box.y, box.height, at.y),
  };
}

/** True where every piece runs as it did: level, upright, or aslant and only moved. */
const sameWay = (before: readonly Point[], after: readonly Point[]): boolean =>
  before.every((a, i) => {
    const b = before[i + 1];
    if (!b) return true;
    const [p, q] = [after[i]!, after[i + 1]!];
    const [dx, dy, ex, ey] = [b.x - a.x, b.y - a.y, q.x - p.x, q.y - p.y];
    if (dx === 0) return ex === 0 && dy * ey >= 0;
    if (dy === 0) return ey === 0 && dx * ex >= 0;
    return dx === ex && dy === ey;
  });
