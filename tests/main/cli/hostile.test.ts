/** Input that is broken or built to break: a clear error with exit code 2 (or gaps), never a stack, never a hang. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { canonical } from '#app/base/json.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const folder = scratch();
const demo = writeSnapshot(sampleEstate().snapshot());

const refused = async (source: string) => {
  const { code, out, err } = await peerless(['lint', source]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).not.toMatch(/\n\s+at /);
  expect(err).not.toContain('fault of Peerless');
  return err;
};

describe('unreadable files exit 2 and name the file', () => {
  const cases: readonly [string, string][] = [
    ['empty', ''],
    ['not-json', 'hello, this is a letter'],
    ['cut-off', demo.slice(0, 600)],
    ['another-json', '{"name":"left-pad","version":"1.0.0"}'],
    ['a-list', '[1,2,3]'],
    ['null', 'null'],
    ['newer', demo.replace('"version":1', '"version":99')],
    ['tampered', demo.replace('10.20.0.0/16', '10.99.0.0/16')],
    ['deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['deep-object', '{"Vpcs":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['binary', Array.from({ length: 5000 }, (_, i) => String.fromCharCode(i % 256)).join('')],
    [
      'pages-of-wrong-types',
      '{"format":"peerless-snapshot","version":1,"manifest":{},"pages":[7,"x",null]}',
    ],
  ];
  it.each(cases)('%s', async (name, text) => {
    const file = folder.write(`${name}.json`, text);
    expect(await refused(file)).toContain(`${name}.json`);
  });

  it('a folder without anything to read', async () => {
    const empty = join(folder.path, 'empty-folder');
    mkdirSync(empty);
    expect(await refused(empty)).toContain('empty-folder');
  });

  it('gzip cut off in the middle', async () => {
    const file = join(folder.path, 'torn.json.gz');
    const whole = gzipSync(demo);
    writeFileSync(file, whole.subarray(0, 300));
    expect(await refused(file)).toContain('torn.json.gz');
  });
});

describe('a snapshot that was cut off', () => {
  const half = demo.slice(0, demo.length / 3);
  const zipped = gzipSync(demo);
  const told = (name: string) =>
    new RegExp(`${name} is cut off: it ends at byte \\d+, in line \\d+, with (\\d+) whole pages`);

  it('is read as far as it is whole, plain and packed; the rest is a gap, and the exit code says so', async () => {
    for (const [name, bytes] of [
      ['half.json', half],
      ['half.json.gz', zipped.subarray(0, zipped.length / 3)],
    ] as const) {
      const file = join(folder.path, name);
      writeFileSync(file, bytes);
      const { code, out, err } = await peerless([
        'lint',
        file,
        '--format',
        'json',
        '--fail-on',
        'never',
      ]);
      expect(code).toBe(4);
      const json = JSON.parse(out) as { summary: { unsure: number }; gaps: { message: string }[] };
      const [said, count] = told(name).exec(err) ?? [];
      expect(Number(count)).toBeGreaterThan(10);
      expect(json.gaps.filter(({ message }) => message.includes(said!)).length).toBeGreaterThan(0);
      expect(json.summary.unsure).toBeGreaterThan(0);
    }
    const none = folder.write('none.json', demo.slice(0, demo.indexOf('"pages"') + 40));
    const { code, err } = await peerless(['lint', none]);
    expect(code).toBe(2);
    expect(err).toMatch(/none\.json is cut off: /);
  });

  it('takes nothing from a whole one it is merged with, is no gap beside it, and is no difference', async () => {
    const world = new World();
    for (const account of ['111111111111', '222222222222'])
      world.region('us-east-1', account).vpc(`in-${account}`, '10.1.0.0/16');
    const estate = world.snapshot();
    const text = writeSnapshot(estate);
    const whole = folder.write('whole.json', text);
    const torn = folder.write('half.json', text.slice(0, text.length / 2));
    const to = join(folder.path, 'merged.json');
    const { code, err } = await peerless(['merge', torn, whole, '-o', to]);
    expect(code).toBe(0);
    expect(err).toMatch(told('half.json'));
    const { pages } = readSnapshot(readFileSync(to, 'utf8'), to);
    const kept = new Set(pages.map((page) => canonical(page)));
    expect(estate.pages.filter((page) => !kept.has(canonical(page)))).toEqual([]);
    expect(pages.some(({ error }) => error)).toBe(false);
    const diff = await peerless(['diff', whole, torn]);
    expect(diff.code).toBe(4);
    expect(diff.out).toMatch(/\nResources {5}\d+ not seen now\n/);
  });
});

describe('readable files with unusable content', () => {
  const lint = async (name: string, content: unknown) => {
    const file = folder.write(name, JSON.stringify(content));
    const { code, out, err } = await peerless(['lint', file, '--format', 'json']);
    expect(err).not.toContain('fault of Peerless');
    return { code, json: JSON.parse(out) as { gaps: { message: string }[]; findings: unknown[] } };
  };

  it('items of wrong types become gaps, and the exit code says that findings may hide', async () => {
    const { code, json } = await lint('types.json', {
      Vpcs: [
        { VpcId: 7, CidrBlock: ['10.0.0.0/16'] },
        null,
        'vpc',
        { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/99' },
      ],
    });
    expect(code).toBe(4);
    expect(json.gaps.length).toBeGreaterThan(0);
  });

  it('__proto__ and constructor keys stay plain data', async () => {
    const file = folder.write(
      'proto.json',
      '{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"Tags":[{"Key":"__proto__","Value":"x"}]}]}',
    );
    const { code } = await peerless(['lint', file]);
    expect([0, 4]).toContain(code);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
