/** No command writes over what it read: a snapshot of last week cannot be collected again. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const folder = scratch();

function snapshot(): string {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
  a.subnet('10.1.0.0/24');
  b.subnet('10.2.0.0/24');
  world.peer(a, b);
  return writeSnapshot(world.snapshot());
}

it.each([
  ['draw', 'net.json', '--as', 'svg'],
  ['lint', 'net.json', '--format', 'json'],
  ['reach', 'net.json', '--format', 'csv'],
  ['diff', 'net.json', 'net.json'],
  ['merge', 'net.json', 'net.json'],
  ['anonymize', 'net.json'],
])('%s', async (...argv) => {
  const path = folder.write('net.json', snapshot());
  symlinkSync(path, join(folder.path, `other-${argv[0]}.json`));
  for (const to of ['net.json', `other-${argv[0]}.json`]) {
    const { code, err } = await peerless([...argv, '-o', to], { cwd: folder.path });
    expect(code).toBe(2);
    expect(err).toContain('net.json is what was read; it is not written over.');
    expect(err).toContain('Name another file with -o.');
    expect(readFileSync(path, 'utf8')).toBe(snapshot());
  }
});
