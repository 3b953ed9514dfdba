/** Large pictures are laid out in a thread of their own while rules run: the same picture, and none where that thread fails. */
import { expect, test } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene, wholeOf } from '#app/scene/build.ts';
import { layout } from '#app/scene/layout.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { outside } from '#main/engine/sources.ts';
import { type Arranger, spawnArranger } from '#main/engine/spawn-arranger.ts';
import { understand } from '#main/engine/understanding.ts';
import { sceneIn } from '#tests/kit/scene.ts';
import { smallWorld } from './estate.ts';

/** 1,000 VPCs: from there on a picture is large. The first four are a mesh. */
function large(): World {
  const world = new World();
  const at = world.region('eu-west-1', '111122223333');
  const vpcs = Array.from({ length: 1_000 }, (_, i) =>
    at.vpc(`vpc-${i}`, `10.${Math.floor(i / 16)}.${(i % 16) * 16}.0/24`),
  );
  for (const [i, a] of vpcs.slice(0, 4).entries())
    for (const b of vpcs.slice(i + 1, 4)) world.peerRouted(a, b);
  return world;
}
const snapshot = large().snapshot();

/** An engine with a layout of this sort, and the scene that it shows first. */
async function shown(arrange: Arranger, source = snapshot) {
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit: () => undefined,
    sources: { ...outside, demo: () => Promise.resolve(source) },
    arrange,
  });
  const { handle } = await engine.open({ demo: true });
  return sceneIn(await engine.scene({ handle, still: true }));
}

/** Lays out in this thread, and counts. */
function counted(lays = true) {
  let laid = 0;
  let stopped = 0;
  const arrange: Arranger = () => ({
    lay(drawing) {
      laid++;
      return Promise.resolve(lays ? structuredClone(layout(drawing)) : undefined);
    },
    stop: () => {
      stopped++;
    },
  });
  return { arrange, times: () => [laid, stopped] };
}

const expected = () => buildScene(analyze(snapshot), { findings: true, still: true });

test('a large picture laid out elsewhere is the one that would have been laid out here', async () => {
  const { arrange, times } = counted();
  const scene = await shown(arrange);
  expect(JSON.stringify({ ...scene, stamp: undefined })).toBe(JSON.stringify(expected()));
  expect(times()).toEqual([1, 1]);
});

test('where that comes to nothing, it is laid out here', async () => {
  const { arrange, times } = counted(false);
  expect(await shown(arrange)).toMatchObject(expected());
  expect(times()).toEqual([1, 1]);
});

test('a small picture is left to whoever asks for it', async () => {
  const { arrange, times } = counted();
  await shown(arrange, smallWorld().snapshot());
  expect(times()).toEqual([0, 0]);
});

test('a stop while only the layout is waited for is heard', async () => {
  let end = (): void => undefined;
  const arrange: Arranger = () => ({
    lay: () => new Promise((resolve) => (end = () => resolve(undefined))),
    stop: () => end(),
  });
  const stop = new AbortController();
  // With this clock no step is followed by a breath: by the time others have their turn, all rules have run.
  const how = { signal: stop.signal, now: () => 0, arrange };
  const understood = understand(snapshot, {}, how);
  setTimeout(() => stop.abort(new Error('stopped')), 0);
  await expect(understood).rejects.toThrow('stopped');
});

test('the thread hands back what it was given, laid out', async () => {
  const { drawing, laid } = wholeOf(analyze(smallWorld().snapshot()), false);
  const arranging = spawnArranger();
  expect(await arranging.lay(drawing)).toEqual(laid);
  arranging.stop();
});

test('a thread that is stopped says nothing, and nobody waits for it', async () => {
  const { drawing } = wholeOf(analyze(smallWorld().snapshot()), false);
  const arranging = spawnArranger();
  arranging.stop();
  expect(await arranging.lay(drawing)).toBeUndefined();
});
