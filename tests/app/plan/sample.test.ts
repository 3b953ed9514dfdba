/** The sample estate planned: the meshes go, nobody is lost or gained, and what is left is linted as well as before. */
import { describe, expect, it } from 'vitest';
import { findMeshes } from '#app/mesh/find.ts';
import { makePlan } from '#app/plan/make.ts';
import { analyze, relint } from '#app/report.ts';
import meshRule from '#app/rules/peering-mesh/rule.ts';
import { sampleEstate } from '#app/world/sample.ts';

const report = analyze(sampleEstate().snapshot());
const meshes = findMeshes(report.topology, meshRule.options.parse({}));

describe.each(meshes.map((mesh) => [mesh.members.length, mesh] as const))(
  'the mesh of %i',
  (_, mesh) => {
    const { plan, after } = makePlan({
      routing: report.routing,
      vpcs: mesh.members,
      mode: 'exact',
    });

    it('moves with nobody lost or gained at any step', () => {
      expect(plan.proof).toMatchObject({ lost: 0, gained: 0, changes: [] });
      expect(plan.proof.bySubnet).toMatchObject({ lost: 0, gained: 0 });
      for (const { id, proof } of plan.steps)
        expect(`${id} ${proof.lost} ${proof.gained}`).toBe(`${id} 0 0`);
      expect(plan.design.replaced).toEqual(mesh.peerings.map((p) => p.id).sort());
    });

    it('is no mesh any more, and brings no new finding at warning or above', () => {
      const left = relint(
        { manifest: report.manifest, topology: after.topology, routing: after },
        {},
      );
      const isMesh = (f: { rule: string; resources: readonly string[] }) =>
        f.rule === 'peering-mesh' && mesh.members.every((vpc) => f.resources.includes(vpc));
      expect(report.findings.filter(isMesh).length).toBe(1);
      expect(left.findings.filter(isMesh)).toEqual([]);
      const known = new Set(report.findings.map((f) => f.fingerprint));
      const fresh = left.findings.filter((f) => f.severity !== 'info' && !known.has(f.fingerprint));
      expect(fresh.map((f) => `${f.rule}: ${f.message}`)).toEqual([]);
    });
  },
);

it('plans both meshes: of 7 across two Regions, and the near-mesh of 6', () => {
  expect(meshes.map((m) => [m.members.length, m.peerings.length])).toEqual([
    [7, 21],
    [6, 12],
  ]);
});
