/** Links in an SVG picture: the line, the heads on one that is walked, and the mark that stands on it. */
import { diffLooks, edgeLooks, idleLook } from '../../scene/legend.ts';
import type { Arrow } from '../../scene/light.ts';
import type { EdgeKind, Point, SceneEdge } from '../../scene/scene.ts';
import { fonts } from '../../scene/text.ts';
import { pageOfLine } from './console-page.ts';
import { along, badgeWidth, type Marks } from './mark-room.ts';
import { changedStroke, changeWords, type Drawing, tooltip } from './picture-look.ts';
import type { Stroke } from './svg-marks.ts';
import { attrs } from './xml.ts';

export function link(drawing: Drawing, e: SceneEdge, id: string, inMesh: boolean): string {
  const { pen, look } = drawing;
  const arrow = look.lit?.light.edges.get(e.id);
  const diff = look.marked?.marks.edges.get(e.id);
  const lit = arrow === undefined ? changedStroke(diff) : drawing.stroke;
  const waits = look.marked?.marks.idle.has(e.id) === true;
  const faded =
    look.lit && !lit ? ' opacity="0.35"' : waits ? ` opacity="${idleLook.strength}"` : '';
  return drawing.thing(
    id,
    look.pageOf && pageOfLine(look.pageOf, e.refs),
    tooltip([e.kind, ...e.refs, e.active ? '' : 'not active', changeWords(look, diff)]) +
      pen.line(e.points, e.kind, e.active, inMesh, waits ? waiting(e.kind, inMesh, lit) : lit) +
      arrows(drawing, e.points, arrow),
    faded,
  );
}

/** A line that no route leads over: its own dashes, unless the step says more of it. */
const waiting = (kind: EdgeKind, inMesh: boolean, changed: Stroke | undefined): Stroke =>
  changed?.dash && changed.dash.length > 0
    ? changed
    : {
        token: inMesh ? 'mesh-line' : edgeLooks[kind].line,
        width: edgeLooks[kind].width,
        ...changed,
        dash: idleLook.dash,
      };

/** A head for each way the line is walked, so that the way does not rest on colour. */
function arrows(
  { pen, stroke }: Drawing,
  points: readonly Point[],
  arrow: Arrow | undefined,
): string {
  const head = (way: 1 | -1): string =>
    pen.head(
      along(points, way === 1 ? 0.62 : 0.38),
      along(points, way === 1 ? 0.58 : 0.42),
      stroke!.token,
    );
  return (
    (arrow === 'forward' || arrow === 'both' ? head(1) : '') +
    (arrow === 'backward' || arrow === 'both' ? head(-1) : '')
  );
}

/** Label and badge of a link, on the line, clear of cards and of each other. */
export function linkMark(
  { pen, look, words: measure }: Drawing,
  e: SceneEdge,
  marks: Marks,
): string[] {
  const diff = look.marked?.marks.edges.get(e.id);
  if (diff && e.label === '') {
    return [`<g>${pen.sign(marks.place(e, 16, 16), diffLooks[diff])}</g>`];
  }
  if (e.label === '' && !e.badge) return [];
  const words = measure.width(e.label, fonts.edge) + 8;
  const both = e.label !== '' && e.badge !== undefined;
  const at = marks.place(
    e,
    Math.max(e.label === '' ? 0 : words, e.badge ? badgeWidth(e.badge) : 0),
    both ? 46 : 16,
  );
  const ground = { rx: 4, fill: pen.colour('scene-ground'), 'fill-opacity': '0.9' };
  const label =
    e.label === ''
      ? ''
      : `<rect${attrs({ x: at.x - words / 2, y: at.y - 8, width: words, height: 16, ...ground })}/>` +
        pen.text(at.x, at.y + 4, e.label, {
          ...fonts.edge,
          token: 'scene-quiet',
          anchor: 'middle',
        });
  const sign = e.badge
    ? pen.badge({ x: at.x, y: at.y + (both ? 15 : 0) }, e.badge.severity, e.badge.count)
    : '';
  // Beside its label, which says how many there are.
  const change = diff ? pen.sign({ x: at.x - words / 2 - 8, y: at.y }, diffLooks[diff]) : '';
  return [`<g>${label}${sign}${change}</g>`];
}
