/** A picture laid out while rules still run is, once its badges are on, the one laid out after all of them. */
import { expect, test } from 'vitest';
import { analysis, analyze, type Report } from '#app/report.ts';
import type { Config } from '#app/rules/config.ts';
import { wholeOf } from '#app/scene/build.ts';
import { foreseen, withBadges } from '#app/scene/foreseen.ts';
import { layout } from '#app/scene/layout.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';

/** What is told of meshes before the other rules run, and what follows. */
function inSteps(snapshot: Snapshot, config: Config = {}): { early: Report[]; report: Report } {
  const early: Report[] = [];
  const steps = analysis(snapshot, config, (meshes) => early.push(meshes));
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { early, report: value };
  }
}

function laidAhead(early: Report | undefined) {
  const { drawing, leftOut } = foreseen(early!);
  return { drawing, leftOut, laid: layout(drawing) };
}

const snapshot = sampleEstate().snapshot();

test('the sample estate, laid out by its meshes alone and marked afterwards, is itself', () => {
  const { early, report } = inSteps(snapshot);
  expect(early).toHaveLength(1);
  const whole = withBadges(laidAhead(early[0]), report);
  expect(JSON.stringify(whole?.laid)).toBe(JSON.stringify(wholeOf(report, true).laid));
  expect(whole).toEqual(wholeOf(report, true));
  expect(whole?.laid.nodes.some(({ badge }) => badge)).toBe(true);
  expect(report.findings).toEqual(analyze(snapshot).findings);
});

test('a mesh that nobody wants to be told of keeps its ring', () => {
  const { early, report } = inSteps(snapshot, {
    suppress: [{ rule: 'peering-mesh', resource: '*', reason: 'known' }],
  });
  const whole = withBadges(laidAhead(early[0]), report);
  expect(whole?.laid.hulls.length).toBeGreaterThan(0);
  expect(whole).toEqual(wholeOf(report, true));
});

test('where the rule of meshes is off, nothing is told ahead, and what was laid out with rings is not taken', () => {
  const { early, report } = inSteps(snapshot, { rules: { 'peering-mesh': { severity: 'off' } } });
  expect(early).toEqual([]);
  expect(withBadges(wholeOf(analyze(snapshot), false), report)).toBeUndefined();
});

test('a network without meshes is foreseen, too', () => {
  const world = new World();
  const at = world.region('eu-west-1', '111122223333');
  world.peer(at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16'));
  const { early, report } = inSteps(world.snapshot());
  expect(withBadges(laidAhead(early[0]), report)).toEqual(wholeOf(report, true));
});
