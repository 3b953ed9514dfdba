/** Random meshes beside a transit gateway that is there: some members hang on it, with tables and routes of its own. */
import type { Tgw } from '#app/world/tgw.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { type RandomMesh, randomMesh } from '#tests/kit/random-mesh.ts';
import { Dice } from '#tests/kit/random-world.ts';

export function randomHub(seed: number): RandomMesh & { readonly hub: Tgw } {
  const mesh = randomMesh(seed, seed % 2 === 0);
  const { world, made } = mesh;
  const dice = new Dice(seed + 500);
  const hub = world.region('us-east-1', '111111111111').tgw('hub');
  const tables = [hub.table('one'), hub.table('two')] as const;
  if (dice.chance(0.5)) hub.defaultTable = tables[0];
  const near = made.filter((vpc: WorldVpc) => vpc.at.region === 'us-east-1');
  const used = new Set<string>();
  const guests = near.filter(() => dice.chance(0.5));
  for (const vpc of guests) {
    const [subnet] = vpc.subnets;
    if (!subnet) continue;
    const attached = hub.attach(vpc, [subnet]);
    if (dice.chance(0.9)) dice.pick(tables).associate(attached);
    for (const table of tables) if (dice.chance(0.5)) table.propagate(attached);
    for (const other of guests) {
      const destination = other.cidrs[0]!.replace('.0.0/16', '.0.0/24');
      const name = `${vpc.id} ${destination}`;
      // AWS takes no route to a gateway for a VPC's own addresses.
      if (other.cidrs[0] === vpc.cidrs[0] || used.has(name) || dice.chance(0.7)) continue;
      used.add(name);
      vpc.main.route(destination, hub);
    }
  }
  return { ...mesh, hub };
}
