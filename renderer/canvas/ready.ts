/** Work on a large scene that is done before it is shown, in slices, so that showing it does not hold the window up. */
import { indexForLight } from '#app/scene/light.ts';
import type { Scene } from '#app/scene/scene.ts';
import { breath, inSlices } from '../slices.ts';
import { indexing } from '../state/drawn.ts';
import { isLarge, sortAhead } from './network.ts';
import { sortForPainting } from './paint.ts';
import { contentsOf } from './viewport.ts';

/** Done at once for a small scene. */
export async function getReady(scene: Scene): Promise<void> {
  if (!isLarge(scene)) return;
  // The last piece of the answer has just been read.
  await breath();
  await inSlices([
    indexing(scene),
    sortAhead(scene),
    sortForPainting(scene),
    once(() => contentsOf(scene)),
    once(() => indexForLight(scene)),
  ]);
}

/** What is kept once it is made, as one slice. */
function* once(make: () => unknown): Generator<undefined, void> {
  make();
}
