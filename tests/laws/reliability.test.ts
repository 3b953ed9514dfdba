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
      /\b(?:it|test)(?:\.\w+\([^)]*\)|\.each\([^)]*\))?\(\s*(?:unless\(\s*\w+,\s*)?'((?:[^'\\]|\\.)*)'/g,
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

/** A test from its title up to the next one. */
function bodyOf(path: string, title: string): string {
  const whole = text(path);
  const [body = ''] = whole
    .slice(whole.indexOf(title.replaceAll("'", "\\'")))
    .split(/\n\s*(?:it|test|describe)[.(]/);
  return body;
}

it('every fault that the endpoint can be given is shown by a row of the table', () => {
  const kit = text('tests/aws/faults.ts');
  // What is late is no fault.
  const given = [...kit.matchAll(/^ {2}(\w+)\([^{]*\): this \{/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'slow');
  expect(given).toContain('more');
  expect(given.length).toBeGreaterThan(7);
  const shown = rows.map(([, , test = '']) => {
    const [, path = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
    return bodyOf(path, title);
  });
  const without = [...given.map((name) => `.${name}(`), '.ahead ='].filter(
    (use) => !shown.some((body) => body.includes(use)),
  );
  expect(without).toEqual([]);
});

it('every fault that is injected stands in the table', () => {
  const path = 'tests/main/collect/faults.test.ts';
  const told = rows.map(([, , test = '']) => test);
  expect(titlesOf(path).length).toBeGreaterThan(3);
  for (const title of titlesOf(path)) expect(told).toContain(`\`${path}\`: ${title}`);
});
