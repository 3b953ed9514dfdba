/** Paints the boxes and lines of a large network: all that look alike in one stroke, what is lit once more on top. */
import { diffLooks, ghostDash, nodeLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import type { Box, Point, SceneNode } from '#app/scene/scene.ts';
import { strokes } from './looks.ts';
import { borderOf, type Network, type Wire } from './network.ts';
import { sceneUnits, type Frame } from './paint.ts';
import { stateOf, type Shown } from './states.ts';
import { levelAt } from './viewport.ts';

/** Once a frame: the part of the scene in sight. */
function windowOf({ size, viewport: { zoom, pan } }: Frame): (box: Box) => boolean {
  const [left, top] = [-pan.x / zoom, -pan.y / zoom];
  const [right, bottom] = [left + size.width / zoom, top + size.height / zoom];
  return ({ x, y, width, height }) =>
    x <= right && y <= bottom && x + width >= left && y + height >= top;
}

/** The rest is painted look by look; what is lit, selected or under the hand is painted again on top. */
export function paintNetwork(frame: Frame, network: Network, hovered: string | undefined): void {
  const { context, light, selected } = frame;
  sceneUnits(frame);
  const seen = windowOf(frame);
  const dim = dims(light);
  const raised = [
    ...new Set([
      ...(hovered === undefined ? [] : [hovered]),
      ...(dim ? light.nodes : []),
      ...light.edges.keys(),
      ...selected,
    ]),
  ];
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  for (const batch of network.wireBatches) {
    const wires = batch.filter(({ bounds }) => seen(bounds));
    if (wires.length === 0) continue;
    const { stroke } = wires[0]!;
    context.globalAlpha = dim ? strokes.dimmedEdge : stroke.strength;
    lines(frame, wires, frame.looks.colour[stroke.line], stroke.width);
  }
  const wires = raised.flatMap((id) => network.wires.get(id) ?? []);
  for (const wire of wires.filter(({ bounds }) => seen(bounds)))
    raisedWire(frame, wire, hovered === wire.edge.id, stateOf(wire.edge.id, light, selected));
  for (const batch of network.boxBatches) {
    const boxes = batch.filter(seen);
    if (boxes.length === 0) continue;
    context.globalAlpha = dim ? strokes.dimmedNode : 1;
    cards(frame, boxes);
  }
  for (const box of raised.flatMap((id) => network.boxes.get(id) ?? []).filter(seen))
    raisedBox(frame, box, hovered === box.id, stateOf(box.id, light, selected));
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** The outline of a line, its bends rounded where that can be seen. */
function trail(context: CanvasRenderingContext2D, points: readonly Point[], round: boolean): void {
  const [start, end] = [points[0]!, points.at(-1)!];
  context.moveTo(start.x, start.y);
  for (let i = 1; i < points.length - 1; i++) {
    const [before, at, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    if (!round) {
      context.lineTo(at.x, at.y);
      continue;
    }
    const room =
      Math.min(
        Math.hypot(at.x - before.x, at.y - before.y),
        Math.hypot(after.x - at.x, after.y - at.y),
      ) / 2;
    context.arcTo(at.x, at.y, after.x, after.y, Math.min(strokes.bend, room));
  }
  context.lineTo(end.x, end.y);
}

function lines(frame: Frame, wires: readonly Wire[], colour: string, width: number): void {
  const { context, viewport } = frame;
  const round = levelAt(viewport.zoom) !== 'far';
  context.beginPath();
  for (const { edge } of wires) trail(context, edge.points, round);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.setLineDash([...wires[0]!.stroke.dash]);
  context.stroke();
}

/** The rules of the Cytoscape style for a line with states, in its order. */
function raisedWire(frame: Frame, wire: Wire, hovered: boolean, shown: Shown): void {
  const { context, looks, viewport } = frame;
  const away = levelAt(viewport.zoom) !== 'near';
  let [colour, width] = [looks.colour[wire.stroke.line], wire.stroke.width];
  if (hovered) [colour, width] = [looks.colour['scene-text'], strokes.hoverEdge];
  if (shown.lit) [colour, width] = [looks.accent, away ? strokes.litEdgeAway : strokes.litEdge];
  if (shown.path) width = away ? strokes.pathEdgeAway : strokes.pathEdge;
  if (shown.selected) [colour, width] = [looks.accent, strokes.selectedEdge];
  context.globalAlpha = shown.dimmed ? strokes.dimmedEdge : wire.stroke.strength;
  lines(frame, [wire], colour, width);
  const { points } = wire.edge;
  if (shown.forward) arrow(context, points.at(-2)!, points.at(-1)!, width, looks.accent);
  if (shown.backward) arrow(context, points[1]!, points[0]!, width, looks.accent);
}

/** A head as Cytoscape draws its triangle: a third of its size long, as wide at its foot as it is long twice over. */
function arrow(
  context: CanvasRenderingContext2D,
  from: Point,
  to: Point,
  width: number,
  colour: string,
): void {
  const size = Math.max((width * 13.37) ** 0.9, 29) * strokes.arrow;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const foot = (side: number): Point => ({
    x: to.x - size * (0.3 * Math.cos(angle) - side * 0.15 * Math.sin(angle)),
    y: to.y - size * (0.3 * Math.sin(angle) + side * 0.15 * Math.cos(angle)),
  });
  const [left, right] = [foot(1), foot(-1)];
  context.beginPath();
  context.moveTo(to.x, to.y);
  context.lineTo(left.x, left.y);
  context.lineTo(right.x, right.y);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

/** The outline of a box, so far inside it. */
function outline(frame: Frame, node: SceneNode, inside: number): void {
  const { context, viewport } = frame;
  const look = nodeLooks[node.shape];
  const [x, y] = [node.x + inside, node.y + inside];
  const [width, height] = [node.width - 2 * inside, node.height - 2 * inside];
  // Nobody sees the corner of what is a few pixels large.
  if (look.corner * viewport.zoom < 1) context.rect(x, y, width, height);
  else if (look.outline === 'octagon') {
    const cut = Math.min(look.corner, width / 2, height / 2);
    context.moveTo(x + cut, y);
    for (const [px, py] of [
      [x + width - cut, y],
      [x + width, y + cut],
      [x + width, y + height - cut],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height - cut],
      [x, y + cut],
    ] as const)
      context.lineTo(px, py);
    context.closePath();
  } else
    context.roundRect(x, y, width, height, Math.max(0, Math.min(look.corner, height / 2) - inside));
}

/** Boxes of one look: filled, then bordered. */
function cards(
  frame: Frame,
  boxes: readonly SceneNode[],
  border?: { readonly colour: string; readonly width: number },
): void {
  const { context, looks, plan } = frame;
  const first = boxes[0]!;
  const look = nodeLooks[first.shape];
  const diff = plan.nodes.get(first.id);
  context.beginPath();
  for (const box of boxes) outline(frame, box, 0);
  context.fillStyle = looks.colour[first.ghost ? 'card-ghost-fill' : look.fill];
  context.fill();
  const width = border?.width ?? borderOf(first, plan);
  const own = diff ? diffLooks[diff].token : first.ghost ? 'card-ghost-line' : look.line;
  context.beginPath();
  for (const box of boxes) outline(frame, box, width / 2);
  context.lineWidth = width;
  context.strokeStyle = border?.colour ?? looks.colour[own];
  const dash = diff && diffLooks[diff].dash.length > 0 ? diffLooks[diff].dash : ghostDash;
  context.setLineDash(first.ghost || dash !== ghostDash ? [...dash] : []);
  context.stroke();
}

/** The rules of the Cytoscape style for a box with states, in its order. */
function raisedBox(frame: Frame, box: SceneNode, hovered: boolean, shown: Shown): void {
  const { context, looks, plan } = frame;
  if (shown.selected) {
    const out = strokes.glowWidth;
    context.globalAlpha = strokes.glow;
    context.fillStyle = looks.accent;
    context.beginPath();
    context.roundRect(
      box.x - out,
      box.y - out,
      box.width + 2 * out,
      box.height + 2 * out,
      nodeLooks[box.shape].corner + out,
    );
    context.fill();
  }
  const width = shown.selected
    ? strokes.selectedNode
    : shown.lit
      ? strokes.litNode
      : borderOf(box, plan);
  const colour = shown.selected || shown.lit ? looks.accent : looks.colour['scene-text'];
  context.globalAlpha = shown.dimmed ? strokes.dimmedNode : 1;
  cards(frame, [box], shown.selected || shown.lit || hovered ? { colour, width } : undefined);
}
