/** A scene where one is asked for whole. */
import type { SceneAnswer } from '#app/api/engine.ts';
import type { Scene } from '#app/scene/scene.ts';

export function sceneIn(answer: SceneAnswer): Scene {
  if ('patch' in answer) throw new Error('a change, where the whole scene was asked for');
  const scene = { ...answer };
  delete (scene as { stamp?: number }).stamp;
  return scene;
}
