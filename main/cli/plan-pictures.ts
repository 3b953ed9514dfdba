/** Pictures of a plan: the network before its first step and after its last, everything in the same place. */
import type { Artefact } from '#app/exports/exporter.ts';
import svg from '#app/exports/svg.ts';
import { plannedPicture } from '#app/exports/parts/plan-picture.ts';
import type { Plan } from '#app/plan/plan.ts';
import type { Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { plannedScene } from '#app/scene/planned-make.ts';

/** `before.svg` and `after.svg`. `report` is of the network that the plan was made for. */
export function planPictures(report: Report, plan: Plan): Artefact[] {
  const planned = plannedScene(buildScene(report), report.topology, plan);
  const at = (name: string, step: number): Artefact[] =>
    svg
      .render(report, plannedPicture(planned, plan.steps, step))
      .map((drawn) => ({ ...drawn, name }));
  return [...at('before.svg', 0), ...at('after.svg', plan.steps.length)];
}
