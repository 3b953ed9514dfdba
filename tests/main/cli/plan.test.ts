/** `peerless plan` on the sample estate: both meshes move, no pair loses or gains, and what cannot be asked is said. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { peerless, scratch } from '#tests/kit/terminal.ts';

// A plan simulates dozens of steps; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 });

const folder = scratch();

interface PlanJson {
  schema: string;
  design: {
    members: string[];
    replaced: string[];
    kept: unknown[];
    gateways: { id: string; region: string; existing: boolean }[];
    opened: unknown[];
    closed: unknown[];
  };
  steps: { id: string; phase: string; proof: { lost: number; gained: number } }[];
  proof: { steps: number; pairs: number; lost: number; gained: number };
  cost: { attachments: number; gbMonth?: number; before: { usd: { most: number } } };
  traffic: { hot: boolean; kept: boolean }[];
  blockers: unknown[];
}

const plan = async (...args: string[]): Promise<PlanJson> => {
  const { code, out } = await peerless(['plan', '--demo', '--format', 'json', ...args]);
  expect(code).toBe(0);
  return JSON.parse(out) as PlanJson;
};

it('moves the mesh of 7 across two Regions without a pair lost or gained at any step', async () => {
  const { schema, design, steps, proof, cost } = await plan();
  expect(schema).toBe('peerless/plan@1');
  expect(design.members.length).toBe(7);
  expect(design.replaced.length).toBe(21);
  expect(design.kept).toEqual([]);
  expect(design.gateways.map((g) => g.region)).toEqual(['us-east-1', 'us-west-2']);
  // 43 VPCs: 43 x 42 ordered pairs.
  expect(proof).toMatchObject({ pairs: 1806, lost: 0, gained: 0, steps: steps.length });
  expect(steps.filter((s) => s.proof.lost + s.proof.gained > 0)).toEqual([]);
  expect([...new Set(steps.map((s) => s.phase))]).toEqual([
    'build',
    'cut-over',
    'verify',
    'remove',
  ]);
  expect(cost.attachments).toBe(7);
});

it('moves the near-mesh of 6 by the name of a member', async () => {
  const { design, proof } = await plan('--mesh', 'dev-data');
  expect(design.members.length).toBe(6);
  expect(design.replaced.length).toBe(12);
  expect(proof).toMatchObject({ lost: 0, gained: 0 });
});

it('leaves a peering that is asked to stay', async () => {
  const whole = await plan();
  const { design } = await plan('--keep', whole.design.replaced[0]!);
  expect(design.replaced).toEqual(whole.design.replaced.slice(1));
  expect(design.kept).toMatchObject([{ peering: whole.design.replaced[0], why: 'asked' }]);
});

it('says what it cannot plan for', async () => {
  const alone = await peerless(['plan', '--demo', '--mesh', 'load-test']);
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--vpc')]);
  const apart = await peerless(['plan', '--demo', '--vpc', 'load-test', '--vpc', 'dev-data']);
  expect([apart.code, apart.err]).toEqual([2, expect.stringContaining('nothing to move')]);
});

it('ends with 1 where every peering stays, and says of each why; scripts are not written', async () => {
  const ids = (await plan()).design.replaced;
  const all = ['plan', '--demo', ...ids.flatMap((id) => ['--keep', id])];
  const { code, out } = await peerless(all);
  expect([code, out]).toEqual([1, expect.stringMatching(/^Nothing moves, 21 peerings stay\n/)]);
  expect(out.match(/: Kept as asked\./g)?.length).toBe(21);
  const json = await peerless([...all, '--format', 'json']);
  const { design, steps } = JSON.parse(json.out) as PlanJson;
  expect([json.code, design.kept.length, steps]).toEqual([1, 21, []]);
  const script = await peerless([...all, '--format', 'aws-cli']);
  expect([script.code, script.out, script.err]).toEqual([
    1,
    '',
    expect.stringContaining('there is no aws-cli to write; --format text says why'),
  ]);
});

it('builds on a gateway that is there, and on one for each Region only', async () => {
  const { design, proof } = await plan('--tgw', 'core-east');
  expect(design.gateways.map((g) => g.existing)).toEqual([true, false]);
  expect(proof).toMatchObject({ lost: 0, gained: 0 });
  const vpc = await peerless(['plan', '--demo', '--tgw', 'payments-vault']);
  expect([vpc.code, vpc.err]).toEqual([2, expect.stringContaining('not a transit gateway')]);
  const twice = await peerless(['plan', '--demo', '--tgw', 'core-east', '--tgw', 'core-east']);
  expect([twice.code, twice.err]).toEqual([
    2,
    expect.stringContaining('one gateway for each Region'),
  ]);
});

it('joins every member in mode full-mesh, and asks the configuration in mode segments', async () => {
  const { design, proof } = await plan('--mode', 'full-mesh');
  expect(design.opened.length).toBeGreaterThan(0);
  expect(proof).toMatchObject({ lost: 0, gained: 0 });
  const none = await peerless(['plan', '--demo', '--mode', 'segments', '--no-config']);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('docs/configuration.md')]);
  const config = folder.write(
    'segments.yaml',
    'segments:\n  environments:\n    vault: { name: "payments-vault*" }\n    rest: { name: "payments-*" }\n',
  );
  const apart = await plan('--mode', 'segments', '--config', config);
  // Two vaults against five others.
  expect(apart.design.closed.length).toBeGreaterThan(0);
  expect(apart.design.closed.length).toBeLessThanOrEqual(10);
  expect(apart.proof).toMatchObject({ lost: 0, gained: 0 });
  const odd = await peerless(['plan', '--demo', '--mode', 'exactly']);
  expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('"exact"')]);
});

it('reads what flows, and names file and line of what it cannot read', async () => {
  const csv = folder.write(
    'flows.csv',
    'from,to,gb_month,same_zone\npayments-gateway,payments-vault,200000,1\n"payments-vault",payments-gateway,10,\n',
  );
  const { cost, traffic, design } = await plan('--traffic', csv, '--keep-hot');
  expect(cost.gbMonth).toBe(200_010);
  expect(traffic).toMatchObject([{ hot: true, kept: true }]);
  expect(design.kept).toMatchObject([{ why: 'traffic' }]);
  const broken: [text: string, says: string][] = [
    ['', 'there is no row'],
    ['a,b\n1,2\n', 'no column from, to, gb_month'],
    ['from,to,gb_month\npayments-gateway,payments-valt,1\n', 'line 2: "payments-valt"'],
    ['from,to,gb_month\npayments-gateway,core-east,1\n', 'is not a VPC'],
    ['from,to,gb_month\npayments-gateway,payments-vault,lots\n', 'line 2: gb_month is "lots"'],
    [
      'from,to,gb_month,same_zone\n\npayments-gateway,payments-vault,1,2\n',
      'line 3: same_zone is "2"',
    ],
    ['from,to,gb_month\n"payments-gateway,payments-vault,1\n', 'broken.csv'],
  ];
  for (const [text, says] of broken) {
    const path = folder.write('broken.csv', text);
    const { code, err } = await peerless(['plan', '--demo', '--traffic', path]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  }
  const gone = await peerless(['plan', '--demo', '--traffic', 'nowhere.csv']);
  expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('nowhere.csv')]);
});

it("takes prices of one's own, and names the place of what it cannot read", async () => {
  const prices = folder.write(
    'prices.yaml',
    'asOf: 2026-11\nregions:\n  us-west-2: { attachmentHour: 0.05, processedGb: 0.02 }\n',
  );
  const { cost } = await plan('--prices', prices);
  expect(cost).toMatchObject({ monthlyUsd: 328.5, unsourced: [] });
  const broken: [text: string, says: string][] = [
    ['regions: {}', 'asOf: the date of these prices is wanted, such as "2026-11"; it is missing.'],
    ['asOf: soon\nregions: {}', 'broken.yaml:1: asOf: '],
    [
      'asOf: 2026-11\nregions: { us-east-1: { hour: 1 } }',
      'broken.yaml:2: regions.us-east-1.hour: ',
    ],
    ['asOf: 2026-11\nregions: { us-east-1: { attachmentHour: -1 } }', 'it is -1.'],
    ['{', 'broken.yaml'],
  ];
  for (const [text, says] of broken) {
    const path = folder.write('broken.yaml', text);
    const { code, err } = await peerless(['plan', '--demo', '--prices', path]);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  }
});

it('says which prices are used for nothing, and plans all the same', async () => {
  const path = folder.write(
    'typo.yaml',
    'asOf: 2026-11\nregions:\n  us-wset-2: { attachmentHour: 0.01 }\n',
  );
  const { code, err } = await peerless(['plan', '--demo', '--prices', path]);
  expect(code).toBe(0);
  expect(err).toBe(
    `peerless: ${path}:3: regions.us-wset-2: no Region is called this, so its prices are used for nothing. Did you mean "us-west-2"?\n`,
  );
});

it('writes several documents of one plan', async () => {
  const { code, out, err } = await peerless(
    ['plan', '--demo', '--format', 'text', '--format', 'json', '-o', 'plan.json'],
    { cwd: folder.path },
  );
  expect([code, err]).toEqual([0, 'peerless: wrote plan.json\n']);
  expect(out).toContain('Proved');
});

it('draws the network before and after, with every VPC in the same place', async () => {
  const { code } = await peerless(['plan', '--demo', '--pictures', 'pictures'], {
    cwd: folder.path,
  });
  expect(code).toBe(0);
  const [before, after] = ['before', 'after'].map((name) =>
    readFileSync(join(folder.path, 'pictures', `${name}.svg`), 'utf8'),
  );
  expect(before).not.toContain('peerless-us-east-1');
  expect(after).toContain('peerless-us-east-1');
  const placeOf = (svg: string | undefined, name: string) =>
    new RegExp(`<text[^>]* x="([\\d.]+)" y="([\\d.]+)"[^>]*>${name}<`).exec(svg ?? '')?.slice(1);
  for (const name of ['payments-gateway', 'payments-vault-west', 'tools-runners']) {
    expect(placeOf(before, name)).toBeDefined();
    expect(placeOf(after, name)).toEqual(placeOf(before, name));
  }
});
