import { sampleEstate } from '#app/world/sample.ts';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import { findMeshes } from '#app/mesh/find.ts';
import rule from '#app/rules/peering-mesh/rule.ts';
import { makePlan } from '#app/plan/make.ts';
const r = createRouting(buildTopology(sampleEstate().snapshot().pages));
for (const mesh of findMeshes(r.topology, rule.options.parse({}))) {
  let t = performance.now();
  const p = makePlan({ routing: r, vpcs: mesh.members, mode: 'exact' });
  console.log(mesh.members.length, performance.now() - t, p.plan.proof);
}
