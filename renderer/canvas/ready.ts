/** Work on a large scene that is done before it is shown, in slices, so that showing it does not hold the window up. */
import type { Scene } from '#app/scene/scene.ts';
import { isLarge, sortAhead } from './network.ts';

/** Lets the window do what waits: keys, the pointer, a frame. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Done at once for a small scene. */
export async function getReady(scene: Scene): Promise<void> {
  if (!isLarge(scene)) return;
  // The last piece of the answer has just been read.
  await breath();
  await sortAhead(scene, breath);
}
