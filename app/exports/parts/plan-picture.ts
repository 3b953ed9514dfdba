/** The picture of a plan after one of its steps: everything in the place it has before and after, what the step does marked. */
import { grouped } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import { planTitles } from '../../scene/marked.ts';
import { type PlannedScene, sceneAt } from '../../scene/planned.ts';
import type { Scene } from '../../scene/scene.ts';

/** `After step 3 of 12: Attach core to the gateway`. */
function whenOf(steps: readonly { readonly title: string }[], step: number): string {
  const of = grouped(steps.length);
  if (step === 0) return `Plan of ${of} steps, before the first`;
  if (step === steps.length) return `Plan of ${of} steps, after the last`;
  return `Plan of ${of} steps, after step ${grouped(step)}: ${inert(steps[step - 1]!.title)}`;
}

/** Findings are those of today, and no step has any: as on the canvas, none is marked. */
const withoutBadges = (scene: Scene): Scene => ({
  ...scene,
  nodes: scene.nodes.map((node) => ({ ...node, badge: undefined, links: undefined })),
  edges: scene.edges.map((edge) => ({ ...edge, badge: undefined })),
  hulls: scene.hulls.map((hull) => ({ ...hull, badge: undefined })),
});

/** To be written by any exporter that draws marks. Steps count from 1, and 0 is before the first. */
export function plannedPicture(
  planned: PlannedScene,
  steps: readonly { readonly title: string }[],
  step: number,
): Scene {
  const { scene, marks } = sceneAt(planned, step);
  return {
    ...withoutBadges(scene),
    title: step > 0 && step === steps.length ? `${scene.title}, as planned` : scene.title,
    marked: { marks, titles: planTitles, scope: [whenOf(steps, step)] },
  };
}
