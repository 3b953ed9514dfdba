/** Views: what of a hand-made network stays, what is said of the rest, and what a view of something unknown is told. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { choicesOf, MOST_VALUES } from '#app/scene/choices.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { View } from '#app/scene/scene.ts';
import { World } from '#app/world/world.ts';
import { reportOf, shuffled } from './estates.ts';

const HOME = '111111111111';
const AWAY = '222222222222';

/**
 * Two accounts, two Regions. A mesh of three (a, b, c) over both accounts; d and e on a transit gateway of the home
 * account in tables `prod` and `dev`, with an office behind it in `prod`; f alone in eu-west-1, peered with a.
 */
function made(): World {
  const world = new World();
  const at = world.region('us-east-1', HOME);
  const other = world.region('us-east-1', AWAY);
  const far = world.region('eu-west-1', HOME);
  const a = at.vpc('a', '10.0.0.0/16', { tags: { Environment: 'prod' } });
  const b = at.vpc('b', '10.1.0.0/16', { tags: { Environment: 'dev' } });
  const c = other.vpc('c', '10.2.0.0/16', { tags: { Environment: 'prod' } });
  const d = at.vpc('d', '10.3.0.0/16', { tags: { Environment: 'prod-2' } });
  const e = other.vpc('e', '10.4.0.0/16');
  const f = far.vpc('f', '10.5.0.0/16');
  world.peer(a, b, { name: 'ab' });
  world.peer(a, c, { name: 'ac' });
  world.peer(b, c, { name: 'bc' });
  world.peer(a, f, { name: 'af' });
  const tgw = at.tgw('core');
  const prod = tgw.table('prod');
  prod.associate(tgw.attach(d, []));
  prod.associate(tgw.attachVpn(at.vpn('office', tgw, { prefixes: ['192.168.0.0/16'] })));
  tgw.table('dev').associate(tgw.attach(e, []));
  return world;
}

// Three VPCs are a small mesh.
const config = { rules: { 'peering-mesh': { options: { minSize: 3 } } } };
const report = analyze(made().snapshot(), config);
const mesh = report.findings.find((f) => f.rule === 'peering-mesh')!;
const table = (name: string): string => `tgw-rtb-core-${name}`;

const shown = (view: View, of: Report = report): string[] =>
  buildScene(of, view)
    .nodes.filter((n) => !nodeLooks[n.shape].container)
    .map((n) => n.label)
    .sort();
const lines = (view: View): string[] =>
  buildScene(report, view)
    .edges.flatMap((e) => e.refs.filter((ref) => ref.startsWith('pcx-')))
    .sort();
const leftOut = (view: View): readonly string[] => buildScene(report, view).leftOut;

it('without a view everything is drawn, and nothing is left out', () => {
  expect(shown({})).toEqual(['a', 'b', 'c', 'core', 'd', 'e', 'f', 'office']);
  expect(leftOut({})).toEqual([]);
});

describe('a view keeps what it names', () => {
  const cases: readonly (readonly [string, View, readonly string[]])[] = [
    // The transit gateway of the home account stays, for e is attached to it.
    [
      'an account, with gateways its VPCs are attached to',
      { accounts: [AWAY] },
      ['c', 'core', 'e'],
    ],
    [
      'either of two accounts',
      { accounts: [HOME, AWAY] },
      ['a', 'b', 'c', 'core', 'd', 'e', 'f', 'office'],
    ],
    ['a Region', { regions: ['eu-west-1'] }, ['f']],
    ['Regions by a pattern', { regions: ['us-*'] }, ['a', 'b', 'c', 'core', 'd', 'e', 'office']],
    [
      'a table: VPCs and whatever else is associated with it',
      { segments: [table('prod')] },
      ['core', 'd', 'office'],
    ],
    ['a tag with a pattern', { tags: ['Environment=prod*'] }, ['a', 'c', 'core', 'd']],
    ['a tag with a value, whole', { tags: ['Environment=prod'] }, ['a', 'c']],
    ['a tag of any value', { tags: ['Environment'] }, ['a', 'b', 'c', 'core', 'd']],
    ['either of two tags', { tags: ['Environment=dev', 'Name=f'] }, ['b', 'f']],
    ['meshes', { meshes: true }, ['a', 'b', 'c']],
    ['a finding', { finding: mesh.fingerprint }, ['a', 'b', 'c']],
    ['a path, over lines and gateways', { path: ['vpc-a', 'pcx-af'] }, ['a', 'f']],
    [
      'all but what is hidden',
      { hidden: ['vpc-a', 'vpc-f'] },
      ['b', 'c', 'core', 'd', 'e', 'office'],
    ],
    ['all but a hidden container', { hidden: [`region/${HOME}/us-east-1`] }, ['c', 'e', 'f']],
    ['all but a hidden account', { hidden: [`account/${HOME}`] }, ['c', 'e']],
    [
      'all but what a hidden table serves',
      { hidden: [table('prod')] },
      ['a', 'b', 'c', 'core', 'e', 'f'],
    ],
  ];
  it.each(cases)('%s', (_, view, expected) => {
    expect(shown(view)).toEqual(expected);
  });
});

describe('parts of a view together leave what each of them leaves', () => {
  const cases: readonly (readonly [string, View, readonly string[]])[] = [
    ['account and Region', { accounts: [HOME], regions: ['eu-west-1'] }, ['f']],
    // The gateway is of the home account and in the Region, but no VPC that is left is attached to it.
    ['account and tag', { accounts: [HOME], tags: ['Environment=dev'] }, ['b']],
    ['account and table', { accounts: [AWAY], segments: [table('dev')] }, ['core', 'e']],
    ['meshes and account', { meshes: true, accounts: [HOME] }, ['a', 'b']],
    ['focus and account', { focus: 'vpc-a', depth: 1, accounts: [HOME] }, ['a', 'b', 'f']],
    ['path and hidden', { path: ['vpc-a', 'vpc-b', 'vpc-c'], hidden: ['vpc-b'] }, ['a', 'c']],
    ['nothing, where they exclude each other', { accounts: [AWAY], regions: ['eu-west-1'] }, []],
  ];
  it.each(cases)('%s', (_, view, expected) => {
    expect(shown(view)).toEqual(expected);
  });
});

describe('what is left out is told', () => {
  const cases: readonly (readonly [string, View, readonly string[]])[] = [
    [
      'a Region',
      { regions: ['us-east-1'] },
      ['1 VPC outside us-east-1', '1 link to the rest of the network'],
    ],
    [
      'an account, with links to outside: a-c, b-c, and two of the gateway that stays',
      { accounts: [AWAY] },
      [`4 VPCs and 1 VPN gateway outside account ${AWAY}`, '4 links to the rest of the network'],
    ],
    [
      'a table, by name and id',
      { segments: [table('dev')] },
      [
        `5 VPCs and 1 VPN gateway not associated with core-dev (${table('dev')})`,
        '2 links to the rest of the network',
      ],
    ],
    [
      'each part what it takes from those before it',
      { accounts: [HOME], meshes: true },
      [
        `2 VPCs outside account ${HOME}`,
        '2 VPCs, 1 transit gateway and 1 VPN gateway in no mesh',
        '3 links to the rest of the network',
      ],
    ],
    ['a hidden line, and no box', { hidden: ['pcx-ab'] }, ['1 link hidden']],
    [
      'a hidden box and its lines',
      { hidden: ['vpc-f'] },
      ['1 VPC hidden', '1 link to the rest of the network'],
    ],
    [
      'what a finding does not touch',
      { finding: mesh.fingerprint },
      [
        '3 VPCs, 1 transit gateway and 1 VPN gateway that this finding of peering-mesh does not touch',
        '1 link to the rest of the network',
      ],
    ],
  ];
  it.each(cases)('%s', (_, view, expected) => {
    expect(leftOut(view)).toEqual(expected);
  });

  it('every link is drawn, hidden, counted as leading out, or between boxes that are left out', () => {
    const whole = buildScene(report).edges;
    for (const view of [{ accounts: [AWAY] }, { regions: ['us-*'] }, { meshes: true }] as View[]) {
      const scene = buildScene(report, view);
      const ids = new Set(scene.nodes.map((n) => n.id));
      const out = whole.filter((e) => ids.has(e.from) !== ids.has(e.to)).length;
      const both = whole.filter((e) => ids.has(e.from) && ids.has(e.to)).length;
      expect(scene.edges).toHaveLength(both);
      expect(scene.leftOut.at(-1)).toMatch(new RegExp(`^${out} links? to the rest`));
    }
  });

  it('a mesh of which a part is shown says how much', () => {
    const captions = (view: View): string[] => buildScene(big, view).hulls.map((h) => h.caption);
    const world = new World();
    const vpcs = Array.from({ length: 4 }, (_, i) => world.region().vpc(`m${i}`, `10.${i}.0.0/16`));
    vpcs.forEach((x, i) => vpcs.slice(i + 1).forEach((y) => world.peer(x, y)));
    const big = analyze(world.snapshot());
    const [whole] = captions({});
    expect(whole).toMatch(/^Mesh of 4: 6 peerings/);
    expect(captions({ hidden: ['vpc-m0'] })).toEqual([`${whole} (3 of 4 shown)`]);
  });

  it('a Region that was refused stays where it was asked for, and is told where it is left out', () => {
    const world = made();
    world.refuse(world.region('eu-west-1', AWAY), 'DescribeVpcs');
    const gappy = analyze(world.snapshot());
    const regions = (view: View) =>
      buildScene(gappy, view)
        .nodes.filter((n) => n.shape === 'region' && n.lines.length > 0)
        .map((n) => n.label);
    expect(regions({ accounts: [AWAY], regions: ['eu-west-1'] })).toEqual(['eu-west-1']);
    expect(regions({ regions: ['us-east-1'] })).toEqual([]);
    expect(buildScene(gappy, { regions: ['us-east-1'] }).leftOut).toContain(
      '1 Region that could not be read in full',
    );
  });
});

it('hides a line, and keeps its boxes', () => {
  expect(lines({ hidden: ['pcx-ab'] })).toEqual(['pcx-ac', 'pcx-af', 'pcx-bc']);
  expect(lines({ accounts: [HOME] })).toEqual(['pcx-ab', 'pcx-af']);
});

it('is the same picture whatever order the pages came in', () => {
  const plain = reportOf(made(), ['a', 'b']);
  const mixed = reportOf(made(), ['a', 'b'], shuffled);
  for (const view of [
    { accounts: [AWAY] },
    { segments: [table('prod')], tags: ['Environment'] },
    { hidden: ['vpc-a', 'pcx-bc'], regions: ['us-*'] },
    { path: ['vpc-d', 'vpc-e'] },
  ] as View[])
    expect(JSON.stringify(buildScene(mixed, view))).toBe(JSON.stringify(buildScene(plain, view)));
  expect(JSON.stringify(choicesOf(mixed))).toBe(JSON.stringify(choicesOf(plain)));
});

describe('a view of something unknown is told what there is', () => {
  const cases: readonly (readonly [string, View, RegExp])[] = [
    [
      'account',
      { accounts: ['111111111112'] },
      /no account "111111111112"\. It has 111111111111 and 222222222222\. Did you mean "111111111111"\?$/,
    ],
    [
      'Region',
      { regions: ['us-east-1', 'mars-*'] },
      /no Region "mars-\*"\. It has eu-west-1 and us-east-1\.$/,
    ],
    ['table', { segments: ['tgw-rtb-0'] }, /route table "tgw-rtb-0"\. It has core-dev \(tgw-rtb-/],
    [
      'key of a tag',
      { tags: ['Enviroment=prod'] },
      /tag "Enviroment=prod"\. There are Environment and Name\. Did you mean "Environment"\?$/,
    ],
    [
      'value of a tag',
      { tags: ['Environment=test'] },
      /Its values are "dev", "prod" and "prod-2"\.$/,
    ],
    [
      'finding',
      { finding: 'f00' },
      /no finding "f00": give the fingerprint of one of the \d+ findings/,
    ],
    ['path', { path: ['vpc-0'] }, /Nothing on this path is drawn/],
    ['hidden resource', { hidden: ['vpc-0'] }, /"vpc-0" has no box, line or container/],
  ];
  it.each(cases)('%s', (_, view, words) => {
    expect(() => buildScene(report, view)).toThrow(words);
    expect(() => buildScene(report, view)).toThrow(RangeError);
  });

  it('meshes, where there is none', () => {
    const world = new World();
    world.region().vpc('a', '10.0.0.0/16');
    expect(() => buildScene(reportOf(world), { meshes: true })).toThrow(/no peering mesh/);
  });

  it('names of strangers come out inert', () => {
    const world = new World();
    world.region().vpc('x', '10.0.0.0/16', { tags: { 'K\u202eey\n': 'v\u202e$(x)\n' } });
    const strange = reportOf(world);
    const messages = [{ tags: ['nope'] }, { tags: ['K\u202eey\n=nope'] }].map((view) => {
      try {
        buildScene(strange, view);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    });
    for (const message of messages) expect(message).toMatch(/\ufffd/);
    for (const message of messages) expect(message).not.toMatch(/[\n\u202e]/);
  });
});

describe('choices', () => {
  it('are the accounts, Regions, tables and tags of what is drawn', () => {
    expect(choicesOf(report)).toMatchObject({
      accounts: [HOME, AWAY],
      regions: ['eu-west-1', 'us-east-1'],
      meshes: 1,
    });
    expect(
      choicesOf(report)
        .segments.map((s) => [s.label, s.of])
        .sort(),
    ).toEqual([
      ['core-dev', 'core'],
      ['core-prod', 'core'],
    ]);
    expect(choicesOf(report).tags[0]).toEqual({
      key: 'Environment',
      values: ['dev', 'prod', 'prod-2'],
      count: 3,
    });
  });

  it('say how many values there are where they show some of them only', () => {
    const world = new World();
    for (let i = 0; i < MOST_VALUES + 5; i++) world.region().vpc(`v${i}`, `10.${i}.0.0/16`);
    const [name] = choicesOf(reportOf(world)).tags;
    expect([name?.values.length, name?.count]).toEqual([MOST_VALUES, MOST_VALUES + 5]);
  });

  it('can each be asked for', () => {
    const { accounts, regions, segments, tags } = choicesOf(report);
    for (const account of accounts) expect(shown({ accounts: [account] })).not.toEqual([]);
    for (const region of regions) expect(shown({ regions: [region] })).not.toEqual([]);
    for (const { ref } of segments) expect(shown({ segments: [ref] })).not.toEqual([]);
    for (const { key, values } of tags)
      for (const value of values) expect(shown({ tags: [`${key}=${value}`] })).not.toEqual([]);
  });
});
