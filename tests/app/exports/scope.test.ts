/** Where a picture says it comes from: the accounts that were asked, or those that own what is there. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { diffReports } from '#app/diff/diff.ts';
import { exporters } from '#app/exports/index.gen.ts';
import { pictureOfDiff } from '#app/exports/parts/diff-picture.ts';
import { scopeText, titleParts } from '#app/exports/parts/scope.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { World } from '#app/world/world.ts';
import { openSource } from '#main/files/open.ts';
import { noRealData, onRealData, realPath } from '#tests/kit/real-data.ts';

const WHEN = 'snapshot of 2026-01-05 09:00 UTC (live)';

/** Two accounts with a VPC each, and a manifest that names these. */
function asked(accounts: readonly string[]): Snapshot {
  const world = new World();
  world.region('eu-west-1', '111111111111').vpc('a', '10.0.0.0/16');
  world.region('eu-west-1', '222222222222').vpc('b', '10.1.0.0/16');
  const { manifest, pages } = world.snapshot('live');
  return { manifest: { ...manifest, scope: { ...manifest.scope, accounts } }, pages };
}

describe('the scope of a picture', () => {
  it.each([
    [['111111111111', '222222222222'], 'Accounts 111111111111, 222222222222'],
    // Asked for one, though it was shown what another shares with it.
    [['111111111111'], 'Account 111111111111'],
    // A file can name an account that owns nothing of what is in it, or none.
    [['999999999999'], 'Accounts 111111111111, 222222222222'],
    [[], 'Accounts 111111111111, 222222222222'],
  ])('of a manifest that names %j', (accounts, words) => {
    expect(scopeText(analyze(asked(accounts)))).toBe(`${words}; Region eu-west-1; ${WHEN}`);
  });

  it('names the accounts that were asked where nothing is there', () => {
    const world = new World();
    world.region('eu-west-1', '111111111111');
    expect(titleParts(analyze(world.snapshot('live')))).toEqual([
      'Account 111111111111',
      'Region eu-west-1',
      WHEN,
    ]);
  });
});

describe('what could not be seen', () => {
  const checksum = `sha256:${'5a'.repeat(32)}`;
  /** Of an account that refused a call in each of these Regions. */
  const refusing = (...regions: readonly string[]) => {
    const world = new World();
    for (const name of regions) world.refuse(world.region(name), 'DescribeRouteTables');
    return { ...analyze(world.snapshot('live')), checksum };
  };
  const one = refusing('eu-west-1');
  const two = refusing('eu-west-1', 'us-east-1');

  it.each([
    [refusing(), [WHEN, checksum]],
    [one, [WHEN, 'partial data: 1 gap', checksum]],
    [two, [WHEN, 'partial data: 2 gaps', checksum]],
  ])('stands between the time and the checksum', (report, words) => {
    expect(titleParts(report).slice(-words.length)).toEqual(words);
  });

  it('is said of each side of a comparison', () => {
    const { body } = pictureOfDiff(one, two, diffReports(one, two), ['a', 'b']);
    const title = /<title>[^<]*/.exec(String(body))![0];
    const when = 'of 2026-01-05 09:00 UTC; partial data';
    expect(title).toContain(`Older: a, ${when}: 1 gap; ${checksum}; newer: b, ${when}: 2 gaps; `);
  });

  it.each(exporters.filter(({ id }) => id !== 'csv' && id !== 'text' && id !== 'json'))(
    'is said in $id',
    (exporter) => {
      const [file] = exporter.render(two, buildScene(two));
      expect(textOf(file!.body)).toContain('partial data: 2 gaps');
    },
  );
});

/** The text of a file, of a packed one that of its parts. */
const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string'
    ? body
    : Object.values(unzipSync(body))
        .map((part) => strFromU8(part))
        .join('\n');

describe('the checksum', () => {
  const checksum = `sha256:${'5a'.repeat(32)}`;
  const report = { ...analyze(asked(['111111111111'])), checksum };
  const scene = buildScene(report);

  it.each(exporters.filter(({ id }) => id !== 'csv' && id !== 'text').map(({ id }) => id))(
    'stands whole in %s',
    (id) => {
      const [file] = exporters.find((one) => one.id === id)!.render(report, scene);
      const text = textOf(file!.body);
      expect(text).toContain(checksum);
      expect(text).not.toContain('5a…');
    },
  );
});

describe('the scope of a part of the picture', () => {
  const world = new World();
  const [near, far] = [
    world.region('eu-west-1', '111111111111'),
    world.region('us-east-1', '222222222222'),
  ];
  const a = near.vpc('a', '10.0.0.0/16');
  const b = far.vpc('b', '10.1.0.0/16');
  world.peer(a, b);
  // Asked, and empty.
  world.region('us-west-2', '333333333333');
  const report = analyze(world.snapshot('live'));
  const scope = (view: View) => titleParts(report, buildScene(report, view)).slice(0, 2);
  const whole = [
    'Accounts 111111111111, 222222222222, 333333333333',
    'Regions eu-west-1, us-east-1, us-west-2',
  ];

  it.each<[string, View, readonly string[]]>([
    ['the whole', {}, whole],
    ['one account', { accounts: ['111111111111'] }, ['Account 111111111111', 'Region eu-west-1']],
    ['one Region', { regions: ['us-east-1'] }, ['Account 222222222222', 'Region us-east-1']],
    ['a collapsed account', { collapsed: ['account/222222222222'] }, whole],
    [
      'one account, collapsed',
      { accounts: ['222222222222'], collapsed: ['account/222222222222'] },
      ['Account 222222222222', 'Region us-east-1'],
    ],
  ])('is that of %s', (_, view, words) => {
    expect(scope(view)).toEqual(words);
  });
});

describe.skipIf(noRealData)(onRealData('vpc-peering-multi-account'), () => {
  it('names the two owners of its peered VPCs', async () => {
    const { snapshot } = await openSource(realPath('vpc-peering-multi-account'));
    const report = analyze(snapshot);
    const owners = report.topology.all('vpc').map(({ account }) => account);
    expect(new Set(owners).size).toBe(2);
    for (const owner of owners) expect(titleParts(report)[0]).toContain(owner);
  });
});
