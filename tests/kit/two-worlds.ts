/** A small network at two times, what changed between them known by heart: for comparing, its picture and its window. */
import { World } from '#app/world/world.ts';

/**
 * One Region of `a`, `b`, `c`, `d`, each a VPC of one subnet.
 *
 * - before: a and b are peered and reach each other, so do c and d; `gone` stands alone
 * - after: a and b are not peered any more and have lost each other, c and d are as they were; `gone` is gone, `new`
 *   has come and is peered with d, with routes; c is called `renamed`
 */
export function twoWorlds(names: { readonly c?: string; readonly fresh?: string } = {}): {
  readonly before: World;
  readonly after: World;
} {
  const build = (now: boolean): World => {
    const world = new World({
      time: now ? '2026-02-05T09:00:00.000Z' : '2026-01-05T09:00:00.000Z',
    });
    const at = world.region();
    const vpc = (name: string, block: number, tag = name) => {
      const made = at.vpc(name, `10.${block}.0.0/16`, { tags: { Name: tag } });
      made.subnet(`10.${block}.0.0/24`);
      return made;
    };
    const [a, b] = [vpc('a', 1), vpc('b', 2)];
    const c = vpc('c', 3, now ? (names.c ?? 'renamed') : 'c');
    const d = vpc('d', 4);
    world.peerRouted(c, d);
    if (now) world.peerRouted(d, vpc('new', 6, names.fresh ?? 'new'));
    else {
      world.peerRouted(a, b);
      vpc('gone', 5);
    }
    return world;
  };
  return { before: build(false), after: build(true) };
}
