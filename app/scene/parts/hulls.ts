/** Hulls that go after their members: around them wherever they stand, with room that others do not build on. */
import { captionBox, captionWidth } from '../caption.ts';
import type { Laid } from '../layout.ts';
import { nodeLooks } from '../legend.ts';
import type { Box, Point, SceneHull, SceneNode } from '../scene.ts';
import { boundsOf } from './border.ts';
import { meet } from './crowd.ts';
import { type Ground, mainOf } from './ground.ts';
import { hullAround, OVAL_AIR, ovalAround } from './ring.ts';

/** The hulls around where their members stand now; one whose members stand as they did is the same object. */
export function hullsAround(from: Laid, nodes: readonly SceneNode[]): readonly SceneHull[] {
  if (from.hulls.length === 0) return from.hulls;
  const was = new Map(from.nodes.map((n) => [n.id, n]));
  const now = new Map(nodes.map((n) => [n.id, n]));
  const cards = nodes.filter((n) => !nodeLooks[n.shape].container);
  return from.hulls.flatMap((hull) => {
    const members = hull.members.flatMap((id) => now.get(id) ?? []);
    if (members.length === 0) return [];
    const same =
      members.length === hull.members.length &&
      members.every((m) => was.get(m.id)?.x === m.x && was.get(m.id)?.y === m.y);
    if (same) return [hull];
    const shift = rigid(members, was);
    if (shift && members.length === hull.members.length) {
      const by = ({ x, y }: Point): Point => ({
        x: x + shift.x,
        y: y + shift.y,
      });
      return [{ ...hull, outline: hull.outline.map(by), captionAt: by(hull.captionAt) }];
    }
    const own = new Set(hull.members);
    const strangers = cards.filter((card) => !own.has(card.id));
    const at = (id: string): string => `${was.get(id)?.x} ${was.get(id)?.y}`;
    const rest = members.filter((m) => at(m.id) === `${m.x} ${m.y}`);
    const outline = outlineOf(members, rest, strangers);
    const { x, y } = boundsOf(outline);
    const captionAt = { x: Math.round(x + 8), y: Math.round(y - 8) };
    return [{ ...hull, members: members.map((m) => m.id), outline, captionAt }];
  });
}

/**
 * An oval around the members, or a tight outline where that would cover others. One that covers others all the same is
 * drawn around those alone that stand where they stood: who went away is still linked to them.
 */
function outlineOf(
  members: readonly SceneNode[],
  rest: readonly SceneNode[],
  strangers: readonly SceneNode[],
): readonly Point[] {
  const tight = hullAround(members, OVAL_AIR);
  const fits = (outline: readonly Point[]): boolean => {
    const box = boundsOf(outline);
    return !strangers.some((card) => meet(box, card) && covers(outline, card));
  };
  const tries = [
    () => ovalAround(members, OVAL_AIR),
    () => tight,
    ...(rest.length > 1
      ? [() => ovalAround(rest, OVAL_AIR), () => hullAround(rest, OVAL_AIR)]
      : []),
  ];
  for (const make of tries) {
    const outline = make();
    if (fits(outline)) return outline;
  }
  return tight;
}

/** True where a convex outline and a box have points in common: no side of either has all of the other beyond it. */
export function covers(outline: readonly Point[], box: Box): boolean {
  const corners = [
    { x: box.x, y: box.y },
    { x: box.x + box.width, y: box.y },
    { x: box.x + box.width, y: box.y + box.height },
    { x: box.x, y: box.y + box.height },
  ];
  const side = (a: Point, b: Point, p: Point): number =>
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
  return !outline.some((a, i) => {
    const b = outline[(i + 1) % outline.length]!;
    const inner = outline.some((p) => side(a, b, p) > 1e-6) ? 1 : -1;
    return corners.every((p) => side(a, b, p) * inner < 0);
  });
}

/** How far all of them have gone together; undefined where they have not. */
function rigid(
  members: readonly SceneNode[],
  was: ReadonlyMap<string, Box>,
): { readonly x: number; readonly y: number } | undefined {
  const ways = members.map((m) => {
    const old = was.get(m.id);
    return old ? { x: m.x - old.x, y: m.y - old.y } : undefined;
  });
  const [first] = ways;
  return first && ways.every((way) => way?.x === first.x && way.y === first.y) ? first : undefined;
}

/** What a hull and its caption cover. */
function areaOf(hull: SceneHull): Box {
  const { x, y, width, height } = boundsOf(hull.outline);
  const { height: high } = captionBox(hull);
  return {
    x,
    y: y - high - 6,
    width: Math.max(width, captionWidth(hull.caption) + 8),
    height: height + high + 6,
  };
}

/**
 * Keeps others from building where hulls are that are there already. Returns a function that opens those of one member,
 * and hands back one that closes them again.
 */
export function barHulls(from: Laid, ground: Ground): (member: string) => () => void {
  const bars = hullsAround(from, ground.nodes).flatMap((hull) => {
    const members = new Set(hull.members);
    const box = areaOf(hull);
    const regions = new Set(
      hull.members.flatMap((id) => {
        const parent = ground.node(id)?.parent;
        const container = parent === undefined ? undefined : ground.node(parent);
        return (container?.shape === 'segment' ? container.parent : parent) ?? [];
      }),
    );
    return [...regions].map((region) => ({ region, members, id: `bar/${hull.id}`, box }));
  });
  for (const { region, id, box } of bars) ground.bar(region, id, box);
  return (member) => {
    const own = bars.filter(({ members }) => members.has(mainOf(member)));
    for (const { region, id } of own) ground.unbar(region, id);
    return () => {
      for (const { region, id, box } of own) ground.bar(region, id, box);
    };
  };
}
