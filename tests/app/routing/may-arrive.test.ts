/** What a pair's masks rule out at a glance is ruled out when the pair is looked at: between VPCs and between subnets. */
import { expect, it } from 'vitest';
import type { Grid } from '#app/routing/reach.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { randomPages } from '#tests/kit/random-world.ts';

const WORLDS = 60;

const arrives = (outcome: string): boolean => outcome === 'delivered' || outcome === 'cannot-tell';

/** Pairs that are ruled out, pairs that are not, and those ruled out although something may arrive. */
function look(grid: Grid): { out: number; open: number; wrong: string[] } {
  const seen = { out: 0, open: 0, wrong: [] as string[] };
  for (const [i, from] of grid.ids.entries()) {
    for (const [j, to] of grid.ids.entries()) {
      if (i === j) continue;
      if (grid.mayArrive(i, j)) {
        seen.open++;
        continue;
      }
      seen.out++;
      const { outcome } = grid.pair(i, j);
      const parts = grid.parts(i, j).map((part) => part.outcome);
      if ([outcome, ...parts].some(arrives)) seen.wrong.push(`${from} to ${to}: ${parts.join()}`);
    }
  }
  return seen;
}

it.each(['vpc', 'subnet'] as const)('rules out no %s pair that something may get through', (of) => {
  let [out, open] = [0, 0];
  for (let seed = 1; seed <= WORLDS; seed++) {
    const reach = createRouting(buildTopology(randomPages(seed))).reach();
    const seen = look(of === 'vpc' ? reach : reach.bySubnet());
    expect(seen.wrong, `seed ${seed}`).toEqual([]);
    out += seen.out;
    open += seen.open;
  }
  // Both answers are given often, else this says nothing.
  expect(Math.min(out, open)).toBeGreaterThan(100);
});
