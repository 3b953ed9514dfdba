/** Pictures of a plan: the network before its first step and after its last, everything in the same place. */
import type { Artefact } from '#app/exports/exporter.ts';
import { consolePages } from '#app/exports/parts/console-page.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import type { Plan } from '#app/plan/plan.ts';
import type { Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { plannedScene } from '#app/scene/planned-make.ts';
import { sceneAt } from '#app/scene/planned.ts';

/** `before.svg` and `after.svg`. `report` is of the network that the plan was made for. */
export function planPictures(report: Report, plan: Plan): Artefact[] {
  const planned = plannedScene(buildScene(report), report.topology, plan);
  const at = (step: number) => sceneAt(planned, step).scene;
  const after = at(plan.steps.length);
  return [
    { name: 'before.svg', scene: at(0) },
    { name: 'after.svg', scene: { ...after, title: `${after.title}, as planned` } },
  ].map(({ name, scene }) => ({
    name,
    mime: 'image/svg+xml',
    body: picture(report, scene, { pageOf: consolePages(report) }).svg,
  }));
}
