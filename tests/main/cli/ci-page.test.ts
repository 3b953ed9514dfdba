/** docs/ci.md: the workflow is one GitHub's own parser takes, and every command on the page runs as it stands. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sampleEstate } from '#app/world/sample.ts';
import { workflowComplaints } from '#tests/kit/workflow.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const page = readFileSync(fileURLToPath(new URL('../../../docs/ci.md', import.meta.url)), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    (m) => m[1]!,
  );

/** Calls of peerless in shell text, continued lines joined. */
const calls = (text: string): string[][] =>
  text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^(- )?run: /, '')
        .replace(/ \|\| .*$/, ''),
    )
    .filter((line) => line.startsWith('peerless '))
    .map((line) => line.split(/\s+/).slice(1));

describe('the workflow', () => {
  const [yaml = ''] = blocks('yaml');

  it('is one GitHub takes', async () => {
    expect(await workflowComplaints(yaml)).toEqual([]);
  });

  it('the check can fail', async () => {
    expect(await workflowComplaints(yaml.replace('runs-on:', 'runs-at:'))).not.toEqual([]);
    expect(await workflowComplaints(yaml.replace('hashFiles(', 'hashFile('))).not.toEqual([]);
  });
});

describe('the commands', () => {
  const folder = scratch();
  mkdirSync(join(folder.path, 'network'));
  snapshotFile(folder, 'network/estate.json', sampleEstate().snapshot());
  const lines = [...blocks('sh'), ...blocks('yaml')].flatMap(calls);
  const collect = lines.filter(([command]) => command === 'collect');

  it('there are some to try', () => {
    expect(lines.filter(([command]) => command === 'lint')).toHaveLength(2);
    expect(collect).toHaveLength(2);
  });

  // Collecting asks AWS: its options are read, and nothing is done.
  it.each(collect)('%s %s %s %s', async (...argv) => {
    const { out } = await peerless([argv[0]!, '--help']);
    for (const option of argv.filter((word) => word.startsWith('-'))) expect(out).toContain(option);
  });

  it('run in the order of the page, and write what the page says', async () => {
    for (const argv of lines.filter(([command]) => command !== 'collect')) {
      const { code, err } = await peerless(argv, { cwd: folder.path });
      // The sample estate has gaps, and after the baseline no findings: 4 is what the page says of that.
      expect({ argv, code, err }).toMatchObject({ code: argv[0] === 'lint' ? 4 : 0 });
    }
    for (const name of [
      'peerless.sarif',
      'peerless.md',
      'peerless.html',
      'peerless-junit.xml',
      'peerless.csv',
      'peerless.json',
    ]) {
      expect(readFileSync(join(folder.path, name), 'utf8').length, name).toBeGreaterThan(100);
    }
  });
});

it('every format of lint is told of', async () => {
  const { out } = await peerless(['lint', '--help']);
  const formats = /--format <format>\s+([\s\S]*?); may be/.exec(out)?.[1]?.split(/,|\bor\b/) ?? [];
  expect(formats.length).toBeGreaterThan(7);
  for (const format of formats) expect(page).toContain(`| \`${format.trim()}\` |`);
});
