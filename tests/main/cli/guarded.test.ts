/** Whatever networks and files are called, a terminal shows it and a pipeline's host runs none of it: every command, both streams. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { safeText } from '#main/cli/guarded.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

/** What GitHub and Azure Pipelines run: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const NAME = '::warning::PWN ##vso[task.setvariable variable=X]1';
const RUN = /^\s*::[a-z][\w-]*(?:\s[^\n]*)?::|##(?:vso|teamcity)?\[/im;

/** The sample, every name of which is a command of a pipeline's host. */
function hostile() {
  const { manifest, pages } = sampleEstate().snapshot();
  const named = JSON.parse(
    JSON.stringify(pages).replaceAll(/"Key":"Name","Value":"/g, `"Key":"Name","Value":"${NAME} `),
  ) as typeof pages;
  return { manifest, pages: named };
}

describe('the log of a pipeline', () => {
  const folder = scratch();
  snapshotFile(folder, 'new.json', hostile());
  snapshotFile(folder, 'old.json', sampleEstate().snapshot());
  // What pull requests can add: a file whose name holds a line of its own, and a key of the configuration that does.
  writeFileSync(join(folder.path, 'odd.yaml'), `version: 1\nrules:\n  "x\\n${NAME}": off\n`);

  it.each([
    ['trace', 'new.json', '--from', '10.20.16.9', '--to', '10.46.0.9'],
    ['reach', 'new.json'],
    ['reach', 'new.json', '--by', 'subnet'],
    ['plan', 'new.json'],
    ['diff', 'old.json', 'new.json', '--all'],
    ['lint', 'new.json'],
    ['lint', 'new.json', '--config', 'odd.yaml'],
    ['draw', 'new.json', '--as', 'markdown', '-o', '-'],
    ['draw', 'new.json', '--as', 'text', '-o', '-'],
    ['trace', 'new.json', '--from', 'payments-gatewax', '--to', '::error::x'],
  ])('%j runs nothing', async (...argv: readonly string[]) => {
    const { out, err } = await peerless(argv, { cwd: folder.path });
    expect(out + err).not.toBe('');
    expect(out).not.toMatch(RUN);
    expect(err).not.toMatch(RUN);
  });
});

describe('a terminal', () => {
  it('is told in letters what would move its cursor, turn text around or hide it', () => {
    expect(safeText('a\u001b]0;x\u0007b \u009b31m \u202e c\r\nd\te\rf', true)).toBe(
      'a\\u001b]0;x\\u0007b \\u009b31m \\u202e c\r\nd\te\\u000df',
    );
  });

  it('gets the colours that are ours, where it takes any', () => {
    const text = '\u001b[31mred\u001b[39m \u001b[8mhidden';
    expect(safeText(text, true)).toBe('\u001b[31mred\u001b[39m \\u001b[8mhidden');
    expect(safeText(text, false)).toBe('\\u001b[31mred\\u001b[39m \\u001b[8mhidden');
  });

  it('is sent JSON that is the same data', async () => {
    const folder = scratch();
    const { manifest, pages } = sampleEstate().snapshot();
    const odd = JSON.parse(
      JSON.stringify(pages).replaceAll('payments-vault"', 'payments-\\u009b\\u202evault"'),
    ) as typeof pages;
    snapshotFile(folder, 'odd.json', { manifest, pages: odd });
    const { out } = await peerless(['merge', 'odd.json', '-o', '-'], { cwd: folder.path });
    expect(out).toContain('payments-\\u009b\\u202evault"');
    expect(out).not.toMatch(/[\u009b\u202e]/);
    const whole = writeSnapshot({ manifest, pages: odd });
    expect(JSON.stringify(JSON.parse(out)).length).toBeGreaterThan(whole.length / 2);
  });
});
