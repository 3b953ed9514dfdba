/** Plans to be written: of the sample estate, of random meshes, of names that strangers chose. */
import { findMeshes } from '#app/mesh/find.ts';
import { makePlan } from '#app/plan/make.ts';
import type { PlanMode } from '#app/plan/design-shapes.ts';
import { createRouting } from '#app/routing/create.ts';
import peeringMesh from '#app/rules/peering-mesh/rule.ts';
import { buildTopology } from '#app/topology/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import type { PlanRun } from '#app/writers/writer.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';

export function runOf(
  world: World,
  vpcs?: readonly string[],
  mode: PlanMode = 'exact',
  title = 'world',
): PlanRun {
  const routing = createRouting(buildTopology(world.pages()));
  const { topology } = routing;
  const members = vpcs ?? findMeshes(topology, peeringMesh.options.parse({}))[0]!.members;
  const { plan } = makePlan({ routing, vpcs: members, mode });
  const source = { title, taken: '2026-01-05T09:00:00.000Z', checksum: 'c'.repeat(64) };
  return { plan, topology, version: '0.0.0', source, look: {} };
}

export const sampleRun = (): PlanRun => runOf(sampleEstate());

export function randomRun(seed: number, mode: PlanMode): PlanRun {
  const { world, vpcs } = randomMesh(seed, true);
  return runOf(world, vpcs, mode);
}

/** What a tag may hold and no format may act on. `$MARK` is set where a shell runs what it should only print. */
export const HOSTILE = [
  `'; touch "$MARK"; '`,
  '"; touch "$MARK"; "',
  '$(touch "$MARK")',
  '`touch "$MARK"`',
  '\n  touch "$MARK"\n#',
  '${MARK?} %s %n \\',
  '\u202eabc\u2066 \u001b[31m\u0007 名 \u{1f512}',
  '</td><script>alert(1)</script> | [x](javascript:alert(1)) ![y](http://evil.example/z) ``` ~~~ # ---',
  'x'.repeat(4096),
];

/** Every hostile name on a VPC of its own, all peered with each other, in two accounts. */
export function hostileRun(): PlanRun {
  const world = new World({ ids: 'aws' });
  const vpcs = HOSTILE.map((name, i) => {
    const at = world.region('us-east-1', i % 2 === 0 ? '111111111111' : '222222222222');
    const vpc = at.vpc(name, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.0.0/24`, 'a', `s${i}`);
    return vpc;
  });
  vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peerRouted(a, b)));
  return runOf(
    world,
    vpcs.map((v) => v.id),
    'exact',
    'snap\n$(touch "$MARK") `touch "$MARK"` <script>',
  );
}
