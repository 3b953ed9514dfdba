/** Law: docs/routing.md has the names of all outcomes; every test that it names exists, and every row names an AWS page and a test. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pairNames } from '#app/routing/outcome-words.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const text = readFileSync(
  fileURLToPath(new URL('../../../docs/routing.md', import.meta.url)),
  'utf8',
);

const [, outcomes = ''] = /## Outcomes\n(.*?)\n## /s.exec(text) ?? [];

const rows = text
  .replace(outcomes, '')
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| Behaviour') && !line.startsWith('| ---'),
  )
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

/** Names of the tests in each file: the text that `it` and `it.each` are given. */
const tests = new Map(
  readdirSync(here)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => {
      const source = readFileSync(`${here}/${file}`, 'utf8');
      const names = [...source.matchAll(/(?:\bit\(|\]\)\(|STATES\)\()\s*(['"])((?:(?!\1).)+)\1/g)];
      return [file.replace('.test.ts', ''), new Set(names.map((match) => match[2]))];
    }),
);

describe('docs/routing.md', () => {
  it('has the name of every outcome', () => {
    const named = [...outcomes.matchAll(/^\| `([a-z-]+)`[^|]*\| (.*) \|$/gm)];
    expect(named.map(([, id, name]) => [id, name])).toEqual(Object.entries(pairNames));
  });

  it('has a row for much that AWS documents', () => {
    expect(rows.length).toBeGreaterThan(80);
  });

  it.each(rows.map((cells) => [cells[0], cells] as const))('%s', (_, cells) => {
    const [behaviour, page, outcome, named] = cells;
    expect(behaviour).not.toBe('');
    expect(outcome).not.toBe('');
    expect(page).toMatch(/^\[[^\]]+\]\(https:\/\/docs\.aws\.amazon\.com\/[^)]+\.html\)$/);
    const names = [...(named ?? '').matchAll(/`([a-z-]+): ([^`]+)`/g)];
    expect(names).not.toEqual([]);
    for (const [, file = '', name = ''] of names) {
      expect([...(tests.get(file) ?? [`there is no ${file}.test.ts`])]).toContain(name);
    }
  });
});
