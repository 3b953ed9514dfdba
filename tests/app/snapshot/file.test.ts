/** Snapshot files: what is written reads back, and what was damaged is refused with a way out. */
import { describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { snapshotLines, writeSnapshot } from '#app/snapshot/write.ts';
import { page, pages, snapshot } from './pages.ts';

const text = writeSnapshot(snapshot);
const read = (source: string) => readSnapshot(source, 'net.json');
const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };

const message = (source: string): string => {
  try {
    read(source);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return (error as Error).message;
  }
  return 'it was read';
};

describe('the file', () => {
  test('reads back as what was written', () => {
    expect(read(text)).toEqual(snapshot);
  });

  test('is one JSON document with one page per line', () => {
    const document = JSON.parse(text);
    expect(document.format).toBe('peerless-snapshot');
    expect(document.version).toBe(1);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(snapshot.pages.length + 2);
    expect(lines.slice(1, -1).map((line) => JSON.parse(line.replace(/,$/, '')))).toEqual(
      document.pages,
    );
  });

  test('is the same bytes for the same snapshot, streamed or whole', () => {
    expect([...snapshotLines(snapshot)].join('')).toBe(text);
    expect(writeSnapshot(read(text))).toBe(text);
  });

  test('reads back whatever an answer holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 4 }),
        (answers) => {
          const made = makeSnapshot(
            // Through JSON first: an answer never holds -0 or undefined.
            answers.map((answer) => page({ answer: JSON.parse(JSON.stringify(answer)) })),
            about,
          );
          expect(read(writeSnapshot(made))).toEqual(made);
        },
      ),
    );
  });

  test('holds no page at all where there was none', () => {
    const empty = makeSnapshot([], about);
    expect(read(writeSnapshot(empty))).toEqual(empty);
  });

  test('is accepted in any other layout, with a byte order mark, and with Windows line ends', () => {
    expect(read(JSON.stringify(JSON.parse(text), null, 2))).toEqual(snapshot);
    expect(read(`\uFEFF${text}`)).toEqual(snapshot);
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(snapshot);
  });
});

describe('the manifest', () => {
  test('tells the scope, sorted and without repeats', () => {
    expect(snapshot.manifest.scope).toEqual({
      accounts: ['111111111111'],
      regions: ['eu-west-1', 'us-east-1'],
      calls: ['ec2:DescribeVpcs', 'ec2:SearchTransitGatewayRoutes'],
    });
  });

  test('pages are sorted by call, and those of one call keep their order', () => {
    const first = page({ answer: { Vpcs: [{ VpcId: 'vpc-z' }] } });
    const second = page({ answer: { Vpcs: [{ VpcId: 'vpc-a' }] } });
    const other = page({ account: '000000000000' });
    expect(makeSnapshot([first, second, other], about).pages).toEqual([other, first, second]);
  });
});

describe('the checksum', () => {
  test('is the documented one: manifest and sorted page hashes', () => {
    const lines = text.trimEnd().split('\n');
    const sha = (t: string) => createHash('sha256').update(t, 'utf8').digest('hex');
    const manifest = /"manifest":(.*),"pages":\[$/.exec(lines[0]!)![1]!;
    const hashes = lines.slice(1, -1).map((line) => sha(line.replace(/,$/, '')));
    const wanted = sha([manifest, ...hashes.sort()].join('\n'));
    expect(JSON.parse(text).checksum).toBe(`sha256:${wanted}`);
  });

  test('does not depend on the order of pages', () => {
    const document = JSON.parse(text);
    document.pages.reverse();
    expect(read(JSON.stringify(document)).pages).toEqual([...snapshot.pages].reverse());
  });

  test('any change of a page or the manifest is refused, and the way out is told', () => {
    for (const changed of [
      text.replace('10.0.0.0/16', '10.9.0.0/16'),
      text.replace('"origin":"live"', '"origin":"demo"'),
    ]) {
      expect(changed).not.toBe(text);
      expect(message(changed)).toMatch(/^net\.json is not what was written: its checksum does not/);
      expect(message(changed)).toContain('collect again');
    }
  });

  test('a page taken away or told twice is refused', () => {
    const lines = text.split('\n');
    expect(message([...lines.slice(0, 1), ...lines.slice(2)].join('\n'))).toContain('checksum');
    expect(message([lines[0], lines[1], ...lines.slice(1)].join('\n'))).toContain('checksum');
  });

  test('a file without one, edited on purpose, is read', () => {
    const document = JSON.parse(text.replace('10.0.0.0/16', '10.9.0.0/16'));
    delete document.checksum;
    expect(JSON.stringify(read(JSON.stringify(document)).pages)).toContain('10.9.0.0/16');
  });
});

describe('versions', () => {
  test('a newer format is refused: which it is, which we read, what to do', () => {
    const newer = text.replace('"version":1', '"version":7');
    expect(message(newer)).toBe(
      'net.json has snapshot format 7, written by Peerless 1.2.3; this Peerless reads format 1. Update Peerless to open it.',
    );
  });

  test.each(['"1"', '0', 'null', '1.5', '-3'])('version %s is refused', (version) => {
    expect(message(text.replace('"version":1', `"version":${version}`))).toMatch(
      /version|snapshot format/,
    );
  });
});

describe('a torn file', () => {
  test('says where it ends and how many whole pages it holds', () => {
    const lines = text.split('\n');
    const torn = `${lines.slice(0, 3).join('\n')}\n${lines[3]!.slice(0, 20)}`;
    const said = message(torn);
    expect(said).toContain(
      `net.json is cut off: it ends at byte ${Buffer.byteLength(torn)}, in line 4, with 2 whole pages.`,
    );
    expect(said).toContain('Copy the file again');
  });

  test('bytes are counted as bytes where names are not plain ASCII', () => {
    const made = makeSnapshot([page({ answer: { Vpcs: [{ VpcId: 'vpc-ü' }] } })], about);
    const torn = writeSnapshot(made).slice(0, -10);
    expect(message(torn)).toContain(`at byte ${Buffer.byteLength(torn)}`);
    expect(message(torn)).toContain('with 1 whole page.');
  });

  test('is told wherever it is cut, and never read as a smaller network', () => {
    for (let end = 40; end < text.trimEnd().length; end += 7) {
      expect(message(text.slice(0, end))).toMatch(/^net\.json is cut off/);
    }
  });
});

describe('wrong shapes', () => {
  const withPage = (wrong: unknown): string => {
    const document = JSON.parse(text);
    document.pages[1] = wrong;
    delete document.checksum;
    return JSON.stringify(document);
  };
  const without = (field: keyof Page): unknown => ({ ...pages[0], [field]: undefined });

  test.each([
    [null, 'expected an object, found null'],
    [[], 'expected an object, found a list'],
    [without('account'), 'account: expected a text, found nothing'],
    [{ ...pages[0], region: 4 }, 'region: expected a text, found a number'],
    [{ ...pages[0], service: 's3' }, 'service: "s3" is not a service Peerless reads'],
    [{ ...pages[0], service: 'constructor' }, 'service: "constructor" is not a service'],
    [{ ...pages[0], args: { id: 4 } }, 'args.id: expected a text, found a number'],
    [{ ...pages[0], answer: [] }, 'answer: expected an object, found a list'],
    [without('answer'), 'it has neither an answer nor an error'],
    [
      { ...pages[0], error: { failure: 'bored', code: 'x', message: 'y' } },
      'error.failure: "bored"',
    ],
    [{ ...pages[0], error: { failure: 'refused', code: 'x' } }, 'error.message: expected a text'],
  ])('a page is refused, case %#', (wrong, why) => {
    expect(message(withPage(wrong))).toContain(`net.json: page 2: ${why}`);
  });

  test('a manifest without its scope is refused by field', () => {
    const document = JSON.parse(text);
    delete document.manifest.scope.regions;
    expect(message(JSON.stringify(document))).toContain(
      'net.json: manifest.scope.regions: expected a list of texts, found nothing',
    );
  });

  test('fields that a later Peerless may add are left alone', () => {
    const document = JSON.parse(text);
    delete document.checksum;
    document.pages[0].later = { x: 1 };
    document.later = true;
    expect(read(JSON.stringify(document)).pages[0]).toMatchObject({ later: { x: 1 } });
  });
});

describe('hostile text', () => {
  test('keys that name prototypes change nothing but their own page', () => {
    const nasty = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    );
    const made = makeSnapshot([page({ answer: nasty })], about);
    const back = read(writeSnapshot(made));
    expect(JSON.stringify(back.pages[0]!.answer)).toContain('"__proto__":{"polluted":1}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(back.pages[0]!.answer)).toBe(Object.prototype);
  });

  test('nesting without end is refused, not followed', () => {
    for (const deep of [
      '['.repeat(1e6),
      '{"a":'.repeat(1e6),
      `${'['.repeat(201)}${']'.repeat(201)}`,
    ]) {
      expect(message(deep)).toContain('nested deeper than 200 levels');
    }
    const inside = text.replace('"10.0.0.0/16"', `${'['.repeat(500)}${']'.repeat(500)}`);
    expect(message(inside)).toContain('line 3, column');
  });

  test('another JSON document is not taken for a snapshot', () => {
    expect(message('{"Vpcs":[]}')).toContain('net.json is not a Peerless snapshot');
    expect(message('[]')).toContain('net.json is not a Peerless snapshot');
  });
});
