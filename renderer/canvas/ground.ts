/** Paints what lies beneath the network: accounts, Regions, segments, and the soft hulls of meshes. */
import type { NodeShape, Point, SceneNode } from '#app/scene/scene.ts';
import { ghostDash, hullLook, nodeLooks } from '#app/scene/legend.ts';
import { inSight, QUIET, sceneUnits, setDash, type Frame, type Painting } from './paint.ts';
import { dims } from '#app/scene/light.ts';

/** Height of the title of a container: in the picture, and at least on screen. */
const TITLE = 30;
const TITLE_ON_SCREEN = 16;

/** The innermost container whose title is at a point of the picture. */
export function titleAt({ containers }: Painting, at: Point, zoom: number): string | undefined {
  const band = Math.max(TITLE, TITLE_ON_SCREEN / zoom);
  return containers.findLast(
    ({ node }) =>
      at.x >= node.x &&
      at.x <= node.x + node.width &&
      at.y >= node.y &&
      at.y <= node.y + Math.min(band, node.height),
  )?.node.id;
}

/** From the outside in: what stands in a container is drawn over it. */
const DEPTH: Partial<Record<NodeShape, number>> = { account: 0, region: 1, segment: 2 };

interface Alike {
  readonly shape: NodeShape;
  readonly ghost: boolean;
  readonly lit: boolean;
  readonly boxes: SceneNode[];
}

/** Containers in sight, those that look alike together: none of them stands in another of its shape. */
function alikeIn(frame: Frame): readonly Alike[] {
  const dim = dims(frame.light);
  const found = new Map<string, Alike>();
  for (const { node } of frame.painting.containers) {
    if (!inSight(frame, node)) continue;
    const { shape, ghost } = node;
    const lit = dim && frame.light.nodes.has(node.id);
    const key = `${shape} ${ghost} ${lit}`;
    const alike = found.get(key);
    if (alike) alike.boxes.push(node);
    else found.set(key, { shape, ghost, lit, boxes: [node] });
  }
  return [...found.values()].sort((a, b) => (DEPTH[a.shape] ?? 3) - (DEPTH[b.shape] ?? 3));
}

export function paintGround(frame: Frame): void {
  const { context, looks, painting, viewport } = frame;
  sceneUnits(frame);
  // A line of one pixel stays one pixel, however far away the picture is.
  const pixel = 1 / viewport.zoom;
  for (const { shape, ghost, lit, boxes } of alikeIn(frame)) {
    const look = nodeLooks[shape];
    context.beginPath();
    for (const { x, y, width, height } of boxes) {
      // Nobody sees the corner of what is a few pixels large.
      if (look.corner * viewport.zoom < 1) context.rect(x, y, width, height);
      else context.roundRect(x, y, width, height, look.corner);
    }
    context.fillStyle = looks.colour[look.fill];
    context.fill();
    context.lineWidth = Math.max(look.width, look.width * pixel * 0.75) * (lit ? 2 : 1);
    context.strokeStyle = lit ? looks.accent : looks.colour[look.line];
    context.globalAlpha = setDash(frame, ghost ? ghostDash : [], boxes.length);
    context.stroke();
    context.globalAlpha = 1;
  }
  context.setLineDash([]);
  for (const hull of painting.scene.hulls) {
    const lit = !dims(frame.light) || hull.members.every((id) => frame.light.nodes.has(id));
    context.globalAlpha = lit ? 1 : QUIET;
    outline(context, hull.outline);
    context.fillStyle = looks.colour[hullLook.fill];
    context.fill();
    context.lineWidth = Math.max(1.5, 1.25 * pixel);
    context.strokeStyle = looks.colour[hullLook.line];
    context.stroke();
  }
  context.globalAlpha = 1;
}

function outline(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath();
  for (const [i, { x, y }] of points.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}
