/** Every fault in docs/reliability.md names a test that is there in the suites, and none that is injected is left out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** Titles of the tests of a file that run: of `it` and `test`, and of what they make of tables. */
const titlesOf = (path: string): string[] =>
  [
    ...text(path).matchAll(
      /\b(?:it|test)(?:\.\w+\([^)]*\)|\.each\([^)]*\))?\(\s*'((?:[^'\\]|\\.)*)'/g,
    ),
  ].map(([, title = '']) => title.replaceAll("\\'", "'"));

const [, table = ''] =
  /^\| Fault .*\n\| -+.*\n((?:\|.*\n)+)/m.exec(text('docs/reliability.md')) ?? [];
const rows = table
  .trim()
  .split('\n')
  .map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

it('the table of faults is read', () => expect(rows.length).toBeGreaterThan(25));

it.each(rows)('%s: its test is there', (_, happens, test) => {
  const [, path = '', title] = /^`(tests\/[\w/.-]+\.test\.ts)`: (.+)$/.exec(test) ?? [];
  expect(happens).not.toBe('');
  expect(titlesOf(path)).toContain(title);
});

it('every fault that is injected stands in the table', () => {
  const path = 'tests/main/collect/faults.test.ts';
  const told = rows.map(([, , test = '']) => test);
  expect(titlesOf(path).length).toBeGreaterThan(3);
  for (const title of titlesOf(path)) expect(told).toContain(`\`${path}\`: ${title}`);
});
