/** Input that is broken or built to break: a clear error with exit code 2 (or gaps), never a stack, never a hang. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
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
    ['cut-off', demo.slice(0, demo.length / 2)],
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
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    expect(await refused(file)).toContain('torn.json.gz');
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
