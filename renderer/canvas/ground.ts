/** Paints what lies beneath the network: accounts, Regions, segments, and the soft hulls of meshes. */
import type { Point } from '#app/scene/scene.ts';
import { ghostDash, hullLook, nodeLooks } from '#app/scene/legend.ts';
import { inSight, QUIET, sceneUnits, type Frame, type Painting } from './paint.ts';
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

export function paintGround(frame: Frame): void {
  const { context, looks, painting, viewport } = frame;
  sceneUnits(frame);
  // A line of one pixel stays one pixel, however far away the picture is.
  const pixel = 1 / viewport.zoom;
  for (const { node } of painting.containers) {
    if (!inSight(frame, node)) continue;
    const look = nodeLooks[node.shape];
    context.beginPath();
    context.roundRect(node.x, node.y, node.width, node.height, look.corner);
    context.fillStyle = looks.colour[look.fill];
    context.fill();
    context.lineWidth = Math.max(look.width, look.width * pixel * 0.75);
    const lit = dims(frame.light) && frame.light.nodes.has(node.id);
    context.strokeStyle = lit ? looks.accent : looks.colour[look.line];
    if (lit) context.lineWidth *= 2;
    context.setLineDash(node.ghost ? [...ghostDash] : []);
    context.stroke();
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
