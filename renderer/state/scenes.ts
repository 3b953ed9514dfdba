/** Scenes as the engine hands them out: whole, or as what changed since one that is here. */
import type { SceneAnswer } from '#app/api/engine.ts';
import type { askedOf } from '#app/api/view.ts';
import { patched } from '#app/scene/patch.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { EngineClient } from '../link.ts';

/** The stamps of scenes that are here. */
const stamps = new WeakMap<Scene, number>();

function sceneOf(answer: SceneAnswer, held: Scene | undefined): Scene {
  if ('patch' in answer) {
    if (!held) throw new Error('a change to a scene that was never asked for');
    const scene = patched(held, answer.patch);
    stamps.set(scene, answer.stamp);
    return scene;
  }
  const { stamp, ...scene } = answer;
  if (stamp !== undefined) stamps.set(scene, stamp);
  return scene;
}

/** The scene of a view; `held` is the one on screen, most of which may stay. */
export async function askScene(
  engine: EngineClient['call'],
  handle: string,
  asked: ReturnType<typeof askedOf>,
  held?: Scene,
): Promise<Scene> {
  const since = held && stamps.get(held);
  const answer = await engine.scene({ handle, ...asked, ...(since !== undefined && { since }) });
  return sceneOf(answer, held);
}
