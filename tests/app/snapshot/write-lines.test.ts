/** The layout for people: the same document, of which Git shows just what changed. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { resourceLines } from '#app/snapshot/write-lines.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { page, snapshot } from './pages.ts';

const laid = (of: Snapshot): string => [...resourceLines(of)].join('');
const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };

describe('a snapshot with a resource a line', () => {
  test('is the same document, and its checksum holds', () => {
    const text = laid(snapshot);
    expect(JSON.parse(text)).toEqual(JSON.parse(writeSnapshot(snapshot)));
    expect(readSnapshot(text, 'x')).toEqual(snapshot);
    expect(() => readSnapshot(text.replace('10.0.0.0/16', '10.9.0.0/16'), 'x')).toThrow(/checksum/);
  });

  test('reads back whatever an answer holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (answer) => {
        // Through JSON first: an answer never holds -0 or undefined.
        const made = makeSnapshot([page({ answer: JSON.parse(JSON.stringify(answer)) })], about);
        expect(readSnapshot(laid(made), 'x')).toEqual(made);
      }),
    );
  });
});

const git = spawnSync('git', ['--version']).status === 0;

/** Lines that Git shows as changed between two snapshots, times passed over. */
function changed(before: Snapshot, after: Snapshot): string[] {
  const { write } = scratch();
  const files = [write('a.json', laid(before)), write('b.json', laid(after))];
  const words = ['diff', '--no-index', '--no-color', '-U0', '-I', '^ "time":', ...files];
  return spawnSync('git', words, { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => /^[+-](?![+-])/.test(line));
}

test.skipIf(!git)(
  `of two, Git shows the resource that changed and nothing else${git ? '' : ' (skipped: git is not installed)'}`,
  () => {
    const estate = (cidr: string, created: string): Snapshot => {
      const world = new World();
      const region = world.region();
      for (const name of ['a', 'b', 'c']) region.vpc(name, name === 'b' ? cidr : '10.1.0.0/16');
      const made = world.snapshot();
      return makeSnapshot(
        made.pages.map((one) => ({ ...one, time: created })),
        { ...about, created },
      );
    };
    const monday = estate('10.2.0.0/16', '2026-11-02T08:00:00.000Z');
    const same = estate('10.2.0.0/16', '2026-11-09T08:00:00.000Z');
    const other = estate('10.9.0.0/16', '2026-11-09T08:00:00.000Z');
    // The head and the checksum are of their snapshot.
    const own = (lines: string[]) => lines.filter((line) => !/"manifest"|"checksum"/.test(line));
    expect(own(changed(monday, same))).toEqual([]);
    const lines = own(changed(monday, other));
    const [was, is] = [
      lines.filter((l) => l.startsWith('-')),
      lines.filter((l) => l.startsWith('+')),
    ];
    // The VPC, the local route of its table, and its default group, which lets its block in.
    expect([was.length, is.length]).toEqual([3, 3]);
    for (const line of was) expect(line).toContain('10.2.0.0/16');
    for (const line of is) expect(line).toContain('10.9.0.0/16');
  },
);
