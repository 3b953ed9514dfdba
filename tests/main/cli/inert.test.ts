/** Names and tags are written by strangers: none of them may act on a terminal or break a document. */
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { inertJson } from '#app/base/json-text.ts';
import { inertLines } from '#main/cli/inert.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();

const HOSTILE = [
  'clear\u001b[2Jscreen',
  'title\u001b]0;owned\u0007',
  'c1\u009b31m',
  'back\b\b\bspace',
  'right\u202eto left\u202c',
  'two\nlines\r',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
];
/** Whatever a terminal would act on, but for the line feeds we write ourselves. */
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const world = new World();
const at = world.region();
const vpcs = HOSTILE.map((name, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`, { tags: { Name: name } }));
for (const [i, vpc] of vpcs.entries()) vpc.subnet(`10.${i}.1.0/24`);
world.peerRouted(vpcs[0]!, vpcs[1]!);
const source = snapshotFile(folder, 'hostile.json', world.snapshot());

describe('every text output stays inert', () => {
  it.each([
    ['lint', source],
    ['lint', source, '--format', 'json'],
    ['reach', source],
    ['reach', source, '--format', 'csv'],
    ['reach', source, '--format', 'json'],
    ['trace', source, '--from', vpcs[0]!.id, '--to', vpcs[1]!.id],
    ['trace', source, '--from', vpcs[0]!.id, '--to', vpcs[1]!.id, '--format', 'json'],
    ['draw', source, '--as', 'text', '-o', '-'],
    ['draw', source, '--as', 'markdown', '-o', '-'],
    ['draw', source, '--as', 'svg', '-o', '-'],
  ])('%s %s %s %s', async (...argv) => {
    const { out, err } = await peerless(argv);
    expect(out).not.toMatch(ACTING);
    expect(err).not.toMatch(ACTING);
    expect(out.length).toBeGreaterThan(0);
  });

  it('so do messages that quote the command line', async () => {
    const { code, err } = await peerless(['explain', 'x\u001b[2Jy']);
    expect(code).toBe(2);
    expect(err).not.toMatch(ACTING);
  });
});

describe('inertJson', () => {
  it('spells loud characters as escapes and keeps the value', () => {
    const value = { tag: HOSTILE.join(' ') + '\u{e0041}\ufeff' };
    const text = inertJson(JSON.stringify(value, undefined, 2));
    expect(text).not.toMatch(ACTING);
    expect(JSON.parse(text)).toEqual(value);
  });
});

it('inertLines keeps line feeds only', () => {
  expect(inertLines('a\tb\nc\u0007')).toBe('a\ufffdb\nc\ufffd');
});
