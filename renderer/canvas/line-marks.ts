/** Marks on lines: counts of those bundled, badges, signs of what changed, and the names of the lines that are lit. */
import { diffLooks, severityLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import { ownPart } from '#app/scene/own-part.ts';
import type { Box, Point } from '#app/scene/scene.ts';
import { boundsOf } from './network.ts';
import {
  face,
  inSight,
  midpoint,
  onScreen,
  QUIET,
  screenUnits,
  signPoint,
  type Frame,
} from './paint.ts';
import { PILL, pill, pillBox, sign, signBox, signRadius } from './pills.ts';
import { rulerOf } from './ruler.ts';
import type { Level } from './viewport.ts';
import type { Written } from './written.ts';

/** Where along a line a mark may stand: nearest the middle first. */
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/** How far out of sight, in pixels, a mark may stand whose words still reach in. */
const NEAR = 80;

/** Of so many lines that are lit, each is named and bears its badge. */
const MOST_LIT = 12;

/** How far beside a line, in radii of a sign. */
const BESIDE = [
  [0, 1.3],
  [0, -1.3],
  [1.3, 0],
  [-1.3, 0],
] as const;

/** Counts of bundled lines, badges of lines, and the names of the lines that are lit. */
export function lineMarks(frame: Frame, level: Level, written: Written): void {
  if (level === 'far') return;
  const { context, looks, painting, light, selected, viewport, marks } = frame;
  screenUnits(frame);
  for (const line of painting.lines) {
    const { edge } = line;
    // Of thousands most are out of sight: that is told with the least effort.
    if (!inSight(frame, boundsOf(edge.points), NEAR)) continue;
    const lit = light.edges.has(edge.id) || selected.has(edge.id);
    const named = lit ? light.edges.size <= MOST_LIT : viewport.zoom >= 1.3;
    // A count needs more line than it hides.
    const counted = edge.refs.length > 1 && line.length * viewport.zoom > 48;
    const text = named && line.label !== '' ? line.label : counted ? `×${edge.refs.length}` : '';
    // Its mesh speaks for it, save where it is one of a few that are lit.
    const quiet = marks.meshes.lines.has(edge.id) && !(lit && light.edges.size <= MOST_LIT);
    const mark = quiet ? undefined : marks.edges.get(edge.id);
    const diff = frame.plan.edges.get(edge.id);
    const severity = mark && severityLooks[mark.severity];
    if (text === '' && !severity && diff === undefined) continue;
    const middle = onScreen(frame, line.at);
    const { x, y } = middle;
    if (x < -NEAR || y < -20 || x > frame.size.width + NEAR || y > frame.size.height + 20) continue;
    context.globalAlpha = dims(light) && !lit ? QUIET : 1;
    const radius = signRadius(viewport.zoom);
    // On its line, or else beside it.
    const clear = (boxAt: (p: Point) => Box): Point | undefined => {
      const isFree = (p: Point): boolean => written.isFree(boxAt(p));
      if (isFree(middle)) return middle;
      const own = ownPart(edge);
      const on: Point[] = [];
      for (const share of SHARES) {
        const p = onScreen(frame, midpoint(own, share));
        if (isFree(p)) return p;
        on.push(p);
      }
      for (const [dx, dy] of BESIDE) {
        for (const p of on) {
          const beside = { x: p.x + dx * radius, y: p.y + dy * radius };
          if (isFree(beside)) return beside;
        }
      }
      return undefined;
    };
    if (text !== '') {
      context.font = face(PILL, 500, true);
      const width = rulerOf(context).wholeOf(text) + 10;
      pill(frame, text, clear((p) => pillBox(text, p, width)) ?? middle, lit, written);
    } else if (diff !== undefined && line.length * viewport.zoom > 2 * radius) {
      const look = diffLooks[diff];
      const place = signPoint(painting, edge);
      const point = place && onScreen(frame, place);
      // Wholly beneath cards: the cards at its ends are marked.
      if (!point) continue;
      const spot = written.isFree(signBox(look.sign, point, radius))
        ? point
        : clear((p) => signBox(look.sign, p, radius));
      if (spot) sign(frame, looks.colour[look.token], look.sign, spot, written, 'diff-text');
    } else if (severity) {
      // Where its line has no room for it, the badges of the boxes at its ends tell.
      const spot = clear((p) => signBox(severity.sign, p, radius));
      if (spot) sign(frame, looks.colour[severity.token], severity.sign, spot, written);
    }
  }
  context.globalAlpha = 1;
}
