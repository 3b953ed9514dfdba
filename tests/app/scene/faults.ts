/** What no arranged picture may do, told in words. */
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, Scene, SceneNode } from '#app/scene/scene.ts';

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
export const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
export const isCard = (n: SceneNode): boolean => !nodeLooks[n.shape].container;

/** What no picture may do, in words; [] where it does none of it. */
export function faultsOf(scene: Scene): string[] {
  const byId = new Map(scene.nodes.map((n) => [n.id, n]));
  const faults: string[] = [];
  const seen = new Set<string>();
  const sheet = { x: 0, y: 0, width: scene.width, height: scene.height };
  for (const n of scene.nodes) {
    if (n.parent !== undefined && !seen.has(n.parent)) faults.push(`${n.id} before its parent`);
    seen.add(n.id);
    const outer = n.parent === undefined ? sheet : byId.get(n.parent);
    if (!outer || !holds(outer, n)) faults.push(`${n.id} is not inside ${n.parent ?? 'the sheet'}`);
  }
  scene.nodes.forEach((a, i) => {
    for (const b of scene.nodes.slice(i + 1)) {
      if (a.parent === b.parent && meet(a, b)) faults.push(`${a.id} on ${b.id}`);
      else if (b.parent !== a.id && isCard(a) && isCard(b) && meet(a, b))
        faults.push(`${a.id} on card ${b.id}`);
    }
  });
  for (const e of scene.edges) {
    const [from, to] = [byId.get(e.from), byId.get(e.to)];
    const [first, last] = [e.points[0], e.points.at(-1)];
    const near = (box: Box | undefined, p: { x: number; y: number } | undefined): boolean =>
      !!box &&
      !!p &&
      holds(
        { ...box, x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 },
        { ...p, width: 0, height: 0 },
      );
    if (!near(from, first) || !near(to, last)) faults.push(`${e.id} does not end at its boxes`);
    const out = e.points.filter(
      (p) => p.x < 0 || p.y < 0 || p.x > scene.width || p.y > scene.height,
    );
    if (out.length > 0) faults.push(`${e.id} leaves the sheet`);
  }
  return faults;
}
