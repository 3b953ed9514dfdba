/** The examples of docs/configuration.md are configurations. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { rules } from '#app/rules/index.gen.ts';
import { readConfig } from '#app/rules/read-config.ts';

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
const read = (yaml: string) => readConfig(yaml, 'configuration.md', rules);

it('the whole file, and the segments', () => {
  expect(blocks).toHaveLength(3);
  expect(Object.keys(read(blocks[0]!)).sort()).toEqual([
    'extends',
    'overrides',
    'rules',
    'suppress',
  ]);
  expect(Object.keys(read(blocks[1]!).segments?.environments ?? {})).toEqual([
    'shared',
    'prod',
    'nonprod',
  ]);
});

it('assertions, added to the segments', () => {
  const [segments, assertions] = blocks
    .slice(1)
    .map((yaml) => (parse(yaml) as { segments: object }).segments);
  const both = stringify({ segments: { ...segments, ...assertions } });
  expect(read(both).segments?.assertions).toHaveLength(3);
});
