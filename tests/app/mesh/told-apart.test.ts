/** Names of meshes that would read alike; what they are called is held by the cases of peering-mesh. */
import { expect, it } from 'vitest';
import type { Mesh } from '#app/mesh/find.ts';
import { toldApart } from '#app/mesh/told-apart.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

it('looks at each mesh a few times, however many read alike', () => {
  const world = new World();
  const at = world.region();
  let looks = 0;
  const meshes = Array.from({ length: 60 }, (_, m): Mesh => {
    const ids = [0, 1, 2, 3].map((i) => at.vpc(`vpc-${4 * m + i}`, `10.${4 * m + i}.0.0/16`).id);
    return {
      get members() {
        looks++;
        return ids;
      },
      peerings: [],
      missing: [],
      unseen: [],
    };
  });
  const names = toldApart(buildTopology(world.pages()), meshes, () => 'mesh of 4');
  expect(looks).toBeLessThan(10 * meshes.length);
  expect(new Set(names.values()).size).toBe(meshes.length);
});
