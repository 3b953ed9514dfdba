/** Work on a large scene that is done before it is shown, in slices: showing it must not hold the window up. */
import type { Pausing } from '#app/base/pausing.ts';
import { indexForLight } from '#app/scene/light.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import { sortForTitles } from '#app/scene/title-room.ts';
import { breath, inSlices } from '../slices.ts';
import { indexing } from '../state/drawn.ts';
import { isLarge, sortAhead } from './network.ts';
import { sortForNaming, sortForPainting } from './paint.ts';
import { contentsOf } from './viewport.ts';

/** True where a scene is small enough to be shown at once. */
export const isReady = (scene: Scene): boolean => !isLarge(scene);

/** Done at once for a small scene. `marks`: what a plan or a comparison does to it. */
export async function getReady(scene: Scene, marks: PlanMarks = NO_PLAN_MARKS): Promise<void> {
  if (isReady(scene)) return;
  // The last piece of the answer has just been read.
  await breath();
  await inSlices([
    indexing(scene),
    sortAhead(scene, marks),
    sortForPainting(scene),
    sortForTitles(scene),
    sortForNaming(scene),
    once(() => contentsOf(scene)),
    once(() => indexForLight(scene)),
  ]);
}

/** What is kept once it is made, as one slice. */
function* once(make: () => unknown): Pausing<void> {
  make();
}
