/** The hulls of meshes on the page of a Region: whole, or a piece round the members that stand together there. */
import { captionBox, shortCaption } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { boundsOf } from '../../scene/parts/border.ts';
import { hullAround, OVAL_AIR } from '../../scene/parts/ring.ts';
import { fonts, widthOf } from '../../scene/text.ts';
import type { Box, Point, SceneHull, SceneNode } from '../../scene/scene.ts';

const AIR = 8;
/** Room for the title of a container. */
const TITLE = 36;

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Everything that has words on it. */
const worded = (nodes: readonly SceneNode[]): Box[] =>
  nodes.map((node) =>
    nodeLooks[node.shape].container
      ? {
          ...node,
          width: Math.min(node.width, 28 + widthOf(node.label, fonts.account)),
          height: TITLE,
        }
      : node,
  );

/** Above its outline, else below it, from where it begins, and in its Region where there is room. */
function captionAt(piece: Omit<SceneHull, 'captionAt'>, region: Box, words: readonly Box[]): Point {
  const { x, y, height } = boundsOf(piece.outline);
  const boxAt = (at: Point): Box => captionBox({ ...piece, captionAt: at });
  const size = boxAt({ x: 0, y: 0 });
  const left = Math.max(
    region.x + AIR,
    Math.min(x + AIR, region.x + region.width - AIR - size.width),
  );
  const above = { x: left, y: y - AIR };
  const below = { x: left, y: y + height + AIR - size.y };
  const isFree = (at: Point): boolean => !words.some((box) => meet(box, boxAt(at)));
  return isFree(above) || !isFree(below) ? above : below;
}

/**
 * `sets` are the members on the page, by the Region of an account they stand in. Pieces of one hull have its id, as lines between
 * them are lines of its mesh; the first of the largest tells what the mesh is, the others its name.
 */
export function piecesOf(
  hull: SceneHull,
  sets: ReadonlyMap<SceneNode, readonly SceneNode[]>,
  nodes: readonly SceneNode[],
): readonly SceneHull[] {
  const sizes = [...sets.values()].map((set) => set.length);
  const here = sizes.reduce((sum, size) => sum + size, 0);
  const all = hull.members.length;
  const [what = '', ...could] = hull.caption.split('; ');
  const part = here < all ? [`${here} of ${all} in this Region`] : [];
  const main = sizes.indexOf(Math.max(...sizes));
  const words = worded(nodes);
  return [...sets].map(([region, set], i) => {
    const piece = {
      ...hull,
      members: set.map(({ id }) => id),
      outline: hullAround(set, OVAL_AIR),
      caption: i === main ? [what, ...part, ...could].join('; ') : shortCaption(hull.caption),
      badge: i === main ? hull.badge : undefined,
    };
    return { ...piece, captionAt: captionAt(piece, region, words) };
  });
}
