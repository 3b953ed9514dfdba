/** Takes out of a picture in a file the room that collapsed containers have left: strips in which nothing stands get narrow. */
import { captionBox } from './caption.ts';
import { nodeLooks } from './legend.ts';
import { boundsOf } from './parts/border.ts';
import type { Box, Point, Scene, SceneNode } from './scene.ts';
import { fonts, widthOf } from './text.ts';
import { trimmed } from './trim.ts';

type Axis = 'x' | 'y';
type Span = readonly [number, number];

/** Kept on each side of a box, of a lane and inside the border of a container, in pixels at scale 1. */
const AIR = { card: 30, lane: 14, border: 22 } as const;
/** Kept of a strip in which nothing stands. Words on a line need more across. */
const KEPT = 40;
const TITLE = 48;
const NOTE = 15;
/** Between the words of a line and its ends. */
const AROUND_WORDS = 60;

const spanOf = ({ x, y, width, height }: Box, axis: Axis, air: number): Span =>
  axis === 'x' ? [x - air, x + width + air] : [y - air, y + height + air];

/** The title of a container and its notes, and its other border: what is between them may be empty. */
function frameOf(node: SceneNode, axis: Axis): readonly Span[] {
  const [from, to] = spanOf(node, axis, 0);
  const words = [node.label, ...node.lines].map((text) => widthOf(text, fonts.account));
  const title = axis === 'x' ? Math.max(...words) + AIR.border : TITLE + NOTE * node.lines.length;
  return [
    [from - AIR.border, Math.min(to, from + title + AIR.border)],
    [to - AIR.border, to + AIR.border],
  ];
}

/** Lines that run along a strip keep their distance from each other. */
function lanesOf(points: readonly Point[], axis: Axis): readonly Span[] {
  return points.slice(1).flatMap((to, i): readonly Span[] => {
    const from = points[i]!;
    return from[axis] === to[axis] ? [[to[axis] - AIR.lane, to[axis] + AIR.lane]] : [];
  });
}

function takenOf({ nodes, edges, hulls }: Scene, axis: Axis): Span[] {
  return [
    ...nodes.flatMap((node) =>
      nodeLooks[node.shape].container ? frameOf(node, axis) : [spanOf(node, axis, AIR.card)],
    ),
    ...edges.flatMap(({ points }) => lanesOf(points, axis)),
    ...hulls.flatMap((hull) => [
      spanOf(boundsOf(hull.outline), axis, AIR.border),
      spanOf(captionBox(hull), axis, AIR.border),
    ]),
  ];
}

/** What of a strip has to stay for the words of the lines through it. */
function neededIn({ edges }: Scene, axis: Axis, [from, to]: Span): number {
  if (axis === 'y') return KEPT;
  const through = edges.filter(
    ({ label, points }) =>
      label !== '' && points.some(({ x }) => x <= from) && points.some(({ x }) => x >= to),
  );
  return through.reduce(
    (most, { label }) => Math.max(most, widthOf(label, fonts.edge) + AROUND_WORDS),
    KEPT,
  );
}

/** Where each place along an axis comes to be: what stands in order stays in order. */
function squeeze(scene: Scene, axis: Axis): (at: number) => number {
  const strips: { readonly from: number; readonly to: number; readonly less: number }[] = [];
  let end = Infinity;
  for (const [from, to] of takenOf(scene, axis).sort(([a], [b]) => a - b)) {
    const less = from > end ? Math.floor(from - end - neededIn(scene, axis, [end, from])) : 0;
    if (less > 0) strips.push({ from: end, to: from, less });
    end = end === Infinity ? to : Math.max(end, to);
  }
  // By whole pixels, so that no box gets a size that is almost its own.
  return (at) => {
    let by = 0;
    for (const { from, to, less } of strips) {
      if (at <= from) break;
      by += at >= to ? less : Math.round((less * (at - from)) / (to - from));
    }
    return at - by;
  };
}

/**
 * The picture on a sheet no larger than it needs; where something is collapsed, without the strips that this left empty. On
 * the canvas nothing else moves when a container is collapsed; in a file nobody looks for what was there.
 */
export function squeezed(scene: Scene): Scene {
  if (!scene.nodes.some(({ shape }) => shape === 'folded')) return scene;
  const [acrossTo, downTo] = [squeeze(scene, 'x'), squeeze(scene, 'y')];
  const to = <T extends Point>(point: T): T => ({
    ...point,
    x: acrossTo(point.x),
    y: downTo(point.y),
  });
  return trimmed({
    ...scene,
    width: acrossTo(scene.width),
    height: downTo(scene.height),
    nodes: scene.nodes.map((node) => ({
      ...to(node),
      width: acrossTo(node.x + node.width) - acrossTo(node.x),
      height: downTo(node.y + node.height) - downTo(node.y),
    })),
    edges: scene.edges.map((edge) => ({ ...edge, points: edge.points.map(to) })),
    hulls: scene.hulls.map((hull) => ({
      ...hull,
      outline: hull.outline.map(to),
      captionAt: to(hull.captionAt),
    })),
  });
}
