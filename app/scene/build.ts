/** buildScene(): report and view in, a scene with positions out. */
import { accountRef, regionRef } from '../base/ref.ts';
import type { Report } from '../report.ts';
import { arranged, cut, type Kept } from './arrange.ts';
import { type Laid, layout } from './layout.ts';
import { gathered } from './mesh-badges.ts';
import { opened } from './open.ts';
import { badgesOf } from './parts/badges.ts';
import { drawingOf } from './parts/draw.ts';
import type { Drawing } from './parts/drawing.ts';
import { segmentKey } from './parts/homes.ts';
import { narrow } from './parts/narrow.ts';
import { titleOf } from './parts/title.ts';
import { type Over, type Places, settled } from './settle.ts';
import type { Scene, View } from './scene.ts';

/** The whole of a report, laid out: what every view that keeps places is cut from. */
export interface Whole {
  readonly drawing: Drawing;
  readonly laid: Laid;
  /** What no picture shows, in words. */
  readonly leftOut: readonly string[];
}

/**
 * `before` are the places of an earlier picture of the same network: what was there keeps them; `over` tells more of that
 * picture. `marked`: with badges.
 */
export function wholeOf(report: Report, marked: boolean, before?: Places, over?: Over): Whole {
  const { drawing, leftOut } = drawingOf(report, marked);
  const fresh = layout(drawing);
  return { drawing, laid: before ? settled(fresh, before, over) : fresh, leftOut };
}

/**
 * The same report and view give the same scene, whatever order the snapshot's pages came in.
 * `whole` is asked for where the view keeps places, and may have been kept from the last time.
 * Throws ViewError, a RangeError with a sentence for the user, where the view names something that is not there.
 */
export function buildScene(
  report: Report,
  view: View = {},
  whole = (): Whole => wholeOf(report, view.findings === true),
): Scene {
  const { drawing, leftOut, laid } = view.still ? whole() : unlaid(report, view);
  const seen = asksForAll(view) ? { drawing, leftOut: [] } : narrow(report, drawing, view);
  const part = !laid
    ? layout(seen.drawing)
    : seen.drawing === drawing
      ? laid
      : cut(laid, keptOf(seen.drawing), captionsOf(seen.drawing));
  const badgeOf = view.findings === true ? badgesOf(report).edge : () => undefined;
  const closed = arranged(part, view, containersOf(drawing), badgeOf);
  const done = opened(closed, view.opened ?? [], report, view.findings === true);
  return gathered({
    // What is collapsed is in the picture, too.
    title: titleOf(part.nodes),
    ...done,
    leftOut: [...seen.leftOut, ...leftOut],
  });
}

const unlaid = (
  report: Report,
  view: View,
): Omit<Whole, 'laid'> & { readonly laid: undefined } => ({
  ...drawingOf(report, view.findings === true),
  laid: undefined,
});

const keptOf = ({ nodes, links, places }: Drawing): Kept => ({
  nodes: new Set(nodes.map((n) => n.id)),
  edges: new Set(links.map((l) => l.id)),
  regions: new Set(places.map((p) => regionRef(p.account, p.region))),
});

const captionsOf = ({ meshes }: Drawing): ReadonlyMap<string, string> =>
  new Map(meshes.map((m) => [m.finding, m.caption]));

/** Parts of a view that leave nothing out. */
const ARRANGING: ReadonlySet<string> = new Set([
  'still',
  'findings',
  'moved',
  'collapsed',
  'opened',
] satisfies (keyof View)[]);

const asksForAll = (view: View): boolean =>
  Object.entries(view).every(([part, value]) => value === undefined || ARRANGING.has(part));

const containers = new WeakMap<Drawing, ReadonlySet<string>>();

/** Ids of every container that a picture of this drawing may have. */
export function containersOf(drawing: Drawing): ReadonlySet<string> {
  const known = containers.get(drawing);
  if (known) return known;
  const found = containersIn(drawing);
  containers.set(drawing, found);
  return found;
}

function containersIn({ nodes, links, places }: Drawing): ReadonlySet<string> {
  const regions = new Map(nodes.map((n) => [n.id, `${n.account}/${n.region}`]));
  return new Set([
    ...[...nodes, ...places].flatMap(({ account, region }) => [
      accountRef(account),
      regionRef(account, region),
    ]),
    ...links
      .filter(({ segment }) => segment !== undefined)
      .map(({ from, to, segment = '' }) => segmentKey(regions.get(to) ?? '', from, segment)),
  ]);
}
