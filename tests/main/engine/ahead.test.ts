/** What a window will open by itself is read before it asks: once, as it is by then, and what is wrong with it is heard. */
import { expect, test } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { Ahead } from '#main/engine/ahead.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { outside } from '#main/engine/sources.ts';
import { scratch } from '#tests/kit/scratch.ts';

/** A snapshot of so many VPCs. */
function text(vpcs: number): string {
  const world = new World();
  const at = world.region('eu-west-1', '111122223333');
  for (let i = 0; i < vpcs; i++) at.vpc(`vpc-${i}`, `10.${i}.0.0/16`);
  return writeSnapshot(world.snapshot('ahead'));
}

/** An engine that was told to expect a file, and how often a source was read by a path. */
function start(path: string) {
  let reads = 0;
  const sources = {
    ...outside,
    path: (asked: string) => {
      reads++;
      return outside.path(asked);
    },
  };
  const ahead = new Ahead(sources);
  ahead.begin(path);
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: { path } },
    estates: new Estates(),
    emit: () => undefined,
    sources,
    ahead,
  });
  const vpcs = async (asked = path) => {
    const { counts } = await engine.open({ path: asked });
    return counts.find(({ kind }) => kind === 'vpc')?.count;
  };
  return { engine, vpcs, reads: () => reads };
}

test('a file is read once for the first opening, and anew for the next', async () => {
  const { vpcs, reads } = start(scratch().write('net.json', text(3)));
  expect(await vpcs()).toBe(3);
  expect(reads()).toBe(1);
  expect(await vpcs()).toBe(3);
  expect(reads()).toBe(2);
});

test('the report is the one that an opening by itself makes', async () => {
  const path = scratch().write('net.json', text(3));
  const { engine } = start(path);
  const [early, late] = [await engine.open({ path }), await engine.open({ path })];
  expect({ ...early, handle: '' }).toEqual({ ...late, handle: '' });
});

test('a file that has changed since is read as it is now', async () => {
  const { write } = scratch();
  const path = write('net.json', text(3));
  const { vpcs } = start(path);
  // By the time it is asked for, it has been read for long.
  await new Promise((resolve) => setTimeout(resolve, 50));
  write('net.json', text(5));
  expect(await vpcs()).toBe(5);
});

test('another source that is opened first is not mistaken for it', async () => {
  const { write } = scratch();
  const { engine, vpcs } = start(write('net.json', text(3)));
  expect(await vpcs(write('other.json', text(7)))).toBe(7);
  await engine.open({ demo: true });
  expect(await vpcs()).toBe(3);
});

test('what is wrong with it is told when it is opened', async () => {
  const { vpcs } = start(scratch().write('net.json', text(3).slice(0, 300)));
  await expect(vpcs()).rejects.toThrow(/net\.json is cut off/);
});

test('a stop is heard while it is waited for', async () => {
  const path = scratch().write('net.json', text(3));
  const { engine } = start(path);
  const opening = engine.open({ path, job: 'mine' });
  expect(await engine.cancel({ job: 'mine' })).toEqual({ cancelled: true });
  await expect(opening).rejects.toThrow('mine was stopped.');
});
