/** Words of the shell, judged by a shell. */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoted, shellName, word } from '#app/base/shell.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => !s.includes('\0'));

it('comes out of a shell as it went in', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 20, maxLength: 60 }), (all) => {
      const line = all.map((t, i) => (i % 2 ? word(t) : quoted(t))).join(' ');
      const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
      expect(stdout.split('\0').slice(0, -1)).toEqual(all);
    }),
    { numRuns: 20 },
  );
});

it('names a variable by an id, another one for every id', () => {
  expect(shellName('tgw-us-east-1')).toBe('TGW_US_EAST_1');
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(shellName(a)).toMatch(/^\w*$/);
      expect(shellName(a) === shellName(b)).toBe(a === b);
    }),
  );
  for (const pair of [
    ['a_b', 'a-b'],
    ['a-b', 'A-B'],
    ['-x41-', 'A'],
    ['$(x)', '`x`'],
  ] as const)
    expect(shellName(pair[0])).not.toBe(shellName(pair[1]));
});
