/** A journal holds where pages lie, not the pages: neither while they come, nor while the snapshot is made of them. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Journal } from '#main/store/journal.ts';
import { scratch } from '#tests/kit/scratch.ts';

const PAGES = 20_000;
/** Bytes of the heap for each page, at most; there are about 270 and 15. A large collection has half a million pages. */
const MOST = { kept: 400, written: 200 };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('takes a few hundred bytes for each page, and no more while the snapshot is written', async () => {
  const time = '2026-01-05T09:00:00.000Z';
  const journal = new Journal(join(scratch().folder, 'net.json'), { resume: false });
  await journal.open({ created: time, peerless: '0', asked: '{}' });
  const before = heapUsed();
  // Twenty questions of each place, as where many accounts have little.
  for (let place = 0; place < PAGES / 20; place++) {
    const account = String(100_000_000_000 + place);
    const asked = Array.from({ length: 20 }, async (_, i) => {
      const call = { account, region: 'eu-west-1', service: 'ec2' as const, args: {} };
      const page = {
        ...call,
        operation: `Describe${i}`,
        time,
        answer: { Text: `${i}`.repeat(200) },
      };
      await journal.write({ note: 'page', part: 0, page });
      await journal.write({
        note: 'whole',
        call: { ...call, operation: page.operation },
        pages: 1,
      });
    });
    await Promise.all(asked);
  }
  const kept = heapUsed();
  expect((kept - before) / PAGES).toBeLessThan(MOST.kept);
  let lines = 0;
  let letters = 0;
  let held = 0;
  for (const line of journal.snapshotLines()) {
    letters += line.length;
    if (++lines === PAGES) held = heapUsed() - kept;
  }
  expect(lines).toBe(PAGES + 2);
  expect(letters).toBeGreaterThan(PAGES * 200);
  expect(held / PAGES).toBeLessThan(MOST.written);
  await journal.close();
});
