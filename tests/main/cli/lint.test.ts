/** `peerless lint`: what the JSON holds, what decides the exit code, where reports go. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from '#app/snapshot/page.ts';
import { World } from '#app/world/world.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();
const file = (name: string, world: World) => snapshotFile(folder, name, world.snapshot());

interface LintJson {
  readonly schema: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly gaps: readonly { readonly id: string; readonly message: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly sure: boolean;
    readonly fingerprint: string;
    readonly resources: readonly string[];
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}
const lintJson = async (...argv: string[]) => {
  const { code, out } = await peerless(['lint', ...argv, '--format', 'json']);
  return { code, json: JSON.parse(out) as LintJson, out };
};

/** Two peered VPCs, routed both ways: nothing is wrong and everything was seen. */
function quiet(): World {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const b = at.vpc('b', '10.1.0.0/16');
  a.subnet('10.0.1.0/24');
  b.subnet('10.1.1.0/24');
  world.peerRouted(a, b);
  return world;
}

/** The same, but `b` has no route back. */
function oneWay(): World {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const b = at.vpc('b', '10.1.0.0/16');
  a.subnet('10.0.1.0/24');
  b.subnet('10.1.1.0/24');
  a.main.route('10.1.0.0/16', world.peer(a, b));
  return world;
}

describe('exit code', () => {
  it('0: everything was seen and nothing reaches the bar', async () => {
    const { code, json } = await lintJson(file('quiet.json', quiet()), '--fail-on', 'warning');
    expect(json.findings.filter((f) => f.severity !== 'info')).toEqual([]);
    expect(json.gaps).toEqual([]);
    expect(code).toBe(0);
  });

  it('1: a finding at the bar or above; never lifts the bar', async () => {
    const source = file('one-way.json', oneWay());
    const { json } = await lintJson(source);
    const worst = json.findings.find((f) => f.rule === 'peering-one-way')?.severity;
    expect(worst).toBeDefined();
    const code = async (bar: string) => (await peerless(['lint', source, '--fail-on', bar])).code;
    expect(await code('info')).toBe(1);
    expect(await code(worst!)).toBe(1);
    expect(await code('never')).toBe(0);
  });

  it('4: nothing found, but a call was refused; --allow-partial accepts that', async () => {
    const world = quiet();
    world.refuse(world.region(), 'DescribeTransitGateways');
    const source = file('refused.json', world);
    const plain = await peerless(['lint', source]);
    expect(plain.code).toBe(4);
    expect(plain.err).toContain('--allow-partial');
    expect((await peerless(['lint', source, '--allow-partial'])).code).toBe(0);
  });

  it('1 wins over 4 where the finding is sure all the same', async () => {
    const world = oneWay();
    world.refuse(world.region(), 'DescribeCustomerGateways');
    const source = file('both.json', world);
    expect((await peerless(['lint', source, '--fail-on', 'info'])).code).toBe(1);
  });

  it('an unsure finding is 4; with --allow-partial it counts like any other', async () => {
    const world = new World();
    const at = world.region();
    const vpcs = [0, 1, 2, 3, 4].map((n) => at.vpc(`v${n}`, `10.${n}.0.0/16`));
    vpcs.forEach((vpc, n) => vpc.subnet(`10.${n}.1.0/24`));
    vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peerRouted(a, b)));
    const { pages, ...rest } = world.snapshot();
    const listing = pages.find((page) => page.operation === 'DescribeVpcPeeringConnections')!;
    const { account, region, service, operation, args, time } = listing;
    // The listing broke off after its first page.
    const error = { failure: 'throttled', code: 'RequestLimitExceeded', message: 'Slow.' } as const;
    const source = snapshotFile(folder, 'unsure.json', {
      ...rest,
      pages: [...pages, { account, region, service, operation, args, time, error }],
    });
    const { json } = await lintJson(source);
    expect(json.findings).toMatchObject([{ rule: 'peering-mesh', severity: 'info', sure: false }]);
    const code = async (bar: string, ...flags: string[]) =>
      (await peerless(['lint', source, '--fail-on', bar, ...flags])).code;
    expect(await code('info')).toBe(4);
    expect(await code('info', '--allow-partial')).toBe(1);
    expect(await code('error', '--allow-partial')).toBe(0);
    expect(await code('never', '--allow-partial')).toBe(0);
    expect(await code('never')).toBe(4);
  });
});

describe('JSON', () => {
  it('has the fields scripts rely on', async () => {
    const { json, code } = await lintJson('--demo');
    expect(json.schema).toBe('peerless/lint@1');
    expect(Object.keys(json.summary).sort()).toEqual([
      'baselined',
      'error',
      'info',
      'suppressed',
      'unsure',
      'warning',
    ]);
    expect(code).toBe(1);
    for (const finding of json.findings) {
      expect(Object.keys(finding)).toEqual(
        expect.arrayContaining([
          'rule',
          'severity',
          'sure',
          'message',
          'resources',
          'path',
          'places',
          'data',
          'fingerprint',
        ]),
      );
    }
    const mesh = json.findings.find((f) => f.rule === 'peering-mesh');
    expect(Object.keys(mesh?.data ?? {})).toEqual(
      expect.arrayContaining([
        'members',
        'peerings',
        'missing',
        'verdict',
        'blockers',
        'attachmentsNeeded',
        'monthlyCostUsd',
        'breakEvenGb',
      ]),
    );
    const sure = (severity: string) =>
      json.findings.filter((f) => f.sure && f.severity === severity).length;
    expect(json.summary).toMatchObject({
      error: sure('error'),
      warning: sure('warning'),
      info: sure('info'),
      unsure: json.findings.filter((f) => !f.sure).length,
    });
  });

  it('is the same bytes every time, in whatever order the pages stand', async () => {
    const snapshot = sampleEstate().snapshot();
    const first = await peerless(['lint', '--demo', '--format', 'json']);
    const orders: ((pages: readonly Page[]) => Page[])[] = [
      (pages) => [...pages].reverse(),
      (pages) => pages.map((_, i) => pages[(i * 37) % pages.length]!),
    ];
    for (const [i, order] of orders.entries()) {
      const pages = order(snapshot.pages);
      if (new Set(pages).size !== snapshot.pages.length) throw new Error('no permutation');
      const source = snapshotFile(folder, `shuffled-${i}.json`, { ...snapshot, pages });
      expect((await peerless(['lint', source, '--format', 'json'])).out).toBe(first.out);
    }
  });
});

describe('reports', () => {
  const at = (name: string) => join(folder.path, name);
  const source = () => file('reports.json', oneWay());

  it('several at once, one of them on stdout', async () => {
    const { out, err } = await peerless(
      ['lint', source(), '--format', 'text', '--format', 'json', '-o', 'report.json'],
      { cwd: folder.path },
    );
    expect(out).toContain('peering-one-way');
    expect(err).toContain('wrote report.json');
    expect((JSON.parse(readFileSync(at('report.json'), 'utf8')) as LintJson).schema).toBe(
      'peerless/lint@1',
    );
  });

  it('as many files as formats pair in order', async () => {
    await peerless([
      'lint',
      source(),
      '-f',
      'json',
      '-f',
      'text',
      '-o',
      at('one.json'),
      '-o',
      at('two.txt'),
    ]);
    expect(readFileSync(at('one.json'), 'utf8')).toMatch(/^\{/);
    expect(readFileSync(at('two.txt'), 'utf8')).toMatch(/VPCs/);
  });

  it('colour never gets into a file', async () => {
    await peerless(['lint', source(), '-o', at('plain.txt')], { colour: true });
    expect(readFileSync(at('plain.txt'), 'utf8')).not.toContain('\u001b');
  });

  it.each([
    [['-f', 'json', '-f', 'text'], 'only one report can go to stdout'],
    [['-o', 'a', '-o', 'b'], 'no --format stands before it'],
    [['-f', 'json', '-f', 'text', '-o', 'a', '-o', 'a'], 'given for two reports'],
  ])('%j is refused', async (argv, words) => {
    const { code, out, err } = await peerless(['lint', source(), ...argv], { cwd: folder.path });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });

  it('a place that cannot be written is named', async () => {
    const { code, err } = await peerless(['lint', source(), '-o', at('reports.json/x')]);
    expect(code).toBe(2);
    expect(err).toContain(`${at('reports.json/x')} could not be written`);
  });
});

describe('configuration', () => {
  it('sets severities and suppresses with a reason', async () => {
    const source = file('config.json', oneWay());
    const config = folder.write(
      'peerless.yaml',
      'rules:\n  peering-one-way: { severity: info }\nsuppress:\n  - { rule: peering-one-way, resource: "*", reason: known }\n',
    );
    const { json } = await lintJson(source, '--config', config);
    expect(json.findings.filter((f) => f.rule === 'peering-one-way')).toEqual([]);
    expect(json.summary.suppressed).toBeGreaterThan(0);
  });

  it('an error in it exits 2 and names file, line and the nearest rule', async () => {
    const config = folder.write('bad.yaml', 'version: 1\nrules:\n  peering-one-wya: off\n');
    const { code, out, err } = await peerless(['lint', '--demo', '--config', config]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${config}:3: `);
    expect(err).toContain('Did you mean "peering-one-way"?');
  });

  it('a file that is not there exits 2 and names it', async () => {
    const { code, err } = await peerless(['lint', '--demo', '--config', 'nowhere.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('nowhere.yaml');
  });
});
