/** Draws the boxes and lines of a large network: all that look alike at once, what is lit once more on top. */
import { diffLooks, ghostDash, nodeLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import { isInside, isOpened } from '#app/scene/open.ts';
import type { Point, SceneNode } from '#app/scene/scene.ts';
import { strokes } from './looks.ts';
import { borderOf, type Network, type Wire } from './network.ts';
import type { Frame } from './paint.ts';
import type { ArrowHead, CardLook, LineLook, Pen } from './pen.ts';
import { stateOf, type Shown } from './states.ts';
import { levelAt } from './viewport.ts';

/** What the rules look at. */
export type Scenery = Pick<Frame, 'light' | 'selected' | 'plan' | 'looks' | 'viewport'>;

/** The rest is drawn look by look; what is lit, selected or under the hand is drawn again on top. */
export function paintNetwork(
  scenery: Scenery,
  network: Network,
  hovered: string | undefined,
  pen: Pen,
): void {
  const { light, looks, selected } = scenery;
  const dim = dims(light);
  // From afar what stands in a VPC is not drawn.
  const far = levelAt(scenery.viewport.zoom) === 'far';
  const raised = [
    ...new Set([
      ...(hovered === undefined ? [] : [hovered]),
      ...(dim ? light.nodes : []),
      ...(light.kin ?? []),
      ...light.edges.keys(),
      ...selected,
    ]),
  ];
  for (const batch of network.wireBatches) {
    const { line, width, dash, strength } = batch[0]!.stroke;
    const colour = looks.colour[line];
    pen.lines(batch, { colour, width, dash, strength: dim ? strokes.dimmedEdge : strength });
  }
  raisedWires(
    scenery,
    raised.flatMap((id) => network.wires.get(id) ?? []),
    hovered,
    pen,
  );
  for (const batch of network.boxBatches) {
    if (far && isInside(batch[0]!)) continue;
    const strength = dim ? strokes.dimmedNode : 1;
    pen.cards(batch, { ...cardLook(scenery, batch[0]!), strength });
  }
  for (const box of raisedBoxes(network, raised, far))
    raisedBox(scenery, box, hovered === box.id, stateOf(box.id, light, selected), pen);
}

/** What is drawn again: a VPC would then hide what stands in it, so that is drawn again too, over it. */
function raisedBoxes(network: Network, raised: readonly string[], far: boolean): SceneNode[] {
  const boxes = raised.flatMap((id) => network.boxes.get(id) ?? []);
  const outer = boxes.filter((box) => !isInside(box));
  if (far) return outer;
  const opened = new Set(outer.filter(isOpened).map((box) => box.id));
  const inner =
    opened.size === 0
      ? []
      : [...network.boxes.values()].filter((n) => isInside(n) && opened.has(n.parent ?? ''));
  return [...outer, ...new Set([...inner, ...boxes.filter(isInside)])];
}

/** The rules of the Cytoscape style for a line with states, in its order. */
function raisedLook(scenery: Scenery, wire: Wire, hovered: boolean, shown: Shown): LineLook {
  const { looks, viewport } = scenery;
  const away = levelAt(viewport.zoom) !== 'near';
  const { line, dash, strength } = wire.stroke;
  let [colour, width] = [looks.colour[line], wire.stroke.width];
  if (hovered) [colour, width] = [looks.colour['scene-text'], strokes.hoverEdge];
  if (shown.lit) [colour, width] = [looks.accent, away ? strokes.litEdgeAway : strokes.litEdge];
  if (shown.path) width = away ? strokes.pathEdgeAway : strokes.pathEdge;
  if (shown.selected) [colour, width] = [looks.accent, strokes.selectedEdge];
  return { colour, width, dash, strength: shown.dimmed ? strokes.dimmedEdge : strength };
}

/** Those that look alike at once; then the arrows. */
function raisedWires(
  scenery: Scenery,
  wires: readonly Wire[],
  hovered: string | undefined,
  pen: Pen,
): void {
  const { light, looks, selected } = scenery;
  const alike = new Map<string, { readonly look: LineLook; readonly wires: Wire[] }>();
  const heads = new Map<number, ArrowHead[]>();
  for (const wire of wires) {
    const shown = stateOf(wire.edge.id, light, selected);
    const look = raisedLook(scenery, wire, hovered === wire.edge.id, shown);
    const key = JSON.stringify(look);
    const known = alike.get(key);
    if (known) known.wires.push(wire);
    else alike.set(key, { look, wires: [wire] });
    const { points } = wire.edge;
    const arrows = heads.get(look.strength) ?? [];
    heads.set(look.strength, arrows);
    if (shown.forward) arrows.push(headOf(points.at(-2)!, points.at(-1)!, look.width));
    if (shown.backward) arrows.push(headOf(points[1]!, points[0]!, look.width));
  }
  for (const { look, wires: batch } of alike.values()) pen.lines(batch, look);
  for (const [strength, arrows] of heads)
    if (arrows.length > 0) pen.arrows(arrows, looks.accent, strength);
}

/** A head as Cytoscape draws its triangle: a third of its size long, as wide at its foot as it is long. */
function headOf(from: Point, to: Point, width: number): ArrowHead {
  const length = 0.3 * Math.max((width * 13.37) ** 0.9, 29) * strokes.arrow;
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  return {
    tip: to,
    foot: { x: to.x - length * Math.cos(angle), y: to.y - length * Math.sin(angle) },
  };
}

function cardLook({ looks, plan }: Scenery, box: SceneNode): CardLook {
  const look = nodeLooks[box.shape];
  const diff = plan.nodes.get(box.id);
  const own = diff ? diffLooks[diff].token : box.ghost ? 'card-ghost-line' : look.line;
  return {
    outline: look.outline,
    corner: look.corner,
    fill: looks.colour[box.ghost ? 'card-ghost-fill' : look.fill],
    colour: looks.colour[own],
    width: borderOf(box, plan),
    dash:
      diff && diffLooks[diff].dash.length > 0 ? diffLooks[diff].dash : box.ghost ? ghostDash : [],
    strength: 1,
  };
}

/** The rules of the Cytoscape style for a box with states, in its order. */
function raisedBox(
  scenery: Scenery,
  box: SceneNode,
  hovered: boolean,
  shown: Shown,
  pen: Pen,
): void {
  const { looks } = scenery;
  const own = cardLook(scenery, box);
  if (shown.selected) {
    const out = strokes.glowWidth;
    const around = {
      x: box.x - out,
      y: box.y - out,
      width: box.width + 2 * out,
      height: box.height + 2 * out,
    };
    pen.glow(around, own.corner + out, looks.accent, strokes.glow);
  }
  const marked = shown.selected || shown.lit;
  pen.cards([box], {
    ...own,
    ...(marked ? { colour: looks.accent } : hovered ? { colour: looks.colour['scene-text'] } : {}),
    ...(shown.selected
      ? { width: strokes.selectedNode }
      : shown.lit
        ? { width: strokes.litNode }
        : {}),
    strength: shown.dimmed ? strokes.dimmedNode : 1,
  });
}
