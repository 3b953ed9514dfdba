/** Which configuration a command runs with, and what `rules` makes of it. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();

/** Two peered VPCs, routed one way only: a warning. */
function oneWay(): World {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16', { tags: { Environment: 'prod' } });
  const b = at.vpc('b', '10.1.0.0/16', { tags: { Environment: 'dev' } });
  a.subnet('10.0.1.0/24');
  b.subnet('10.1.1.0/24');
  a.main.route('10.1.0.0/16', world.peer(a, b));
  return world;
}
const source = snapshotFile(folder, 'one-way.json', oneWay().snapshot());

/** A working folder with these files. */
function here(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(folder.path, 'here-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

interface Lint {
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly subject?: string;
  }[];
  readonly notRun: readonly { readonly rule: string; readonly why: string }[];
  readonly suppressions: {
    readonly expired: readonly unknown[];
    readonly unused: readonly unknown[];
  };
}
async function lint(cwd: string, ...argv: string[]) {
  const { code, out, err } = await peerless(['lint', source, '--format', 'json', ...argv], { cwd });
  const json = code === 2 ? undefined : (JSON.parse(out) as Lint);
  const severity = json?.findings.find((f) => f.rule === 'peering-one-way')?.severity;
  return { code, err, json, severity };
}

const RAISE = 'rules: { peering-one-way: error }';

describe('the file that is used', () => {
  it.each(['peerless.config.yaml', 'peerless.config.yml'])(
    '%s of the working folder, and that is said',
    async (name) => {
      const { code, err, severity } = await lint(here({ [name]: RAISE }));
      expect({ code, severity }).toEqual({ code: 1, severity: 'error' });
      expect(err).toContain(`configured by ${name}`);
    },
  );

  it('peerless.config.json too, as an editor on Windows may write it', async () => {
    const text = '\ufeff{ "version": 1, "rules": { "peering-one-way": "error" } }\r\n';
    expect((await lint(here({ 'peerless.config.json': text }))).severity).toBe('error');
  });

  it('none where there is none: nothing is said', async () => {
    const { err, severity } = await lint(here({}));
    expect({ err, severity }).toEqual({ err: '', severity: 'warning' });
  });

  it('none with --no-config', async () => {
    const { err, severity } = await lint(here({ 'peerless.config.yaml': RAISE }), '--no-config');
    expect({ err, severity }).toEqual({ err: '', severity: 'warning' });
  });

  it('the one that --config names, whatever stands in the folder', async () => {
    const cwd = here({ 'peerless.config.yaml': 'nonsense: true', 'mine.yaml': RAISE });
    expect((await lint(cwd, '--config', 'mine.yaml')).severity).toBe('error');
  });

  it('two side by side are refused: nobody could tell which holds', async () => {
    const cwd = here({ 'peerless.config.yaml': RAISE, 'peerless.config.json': '{}' });
    const { code, err } = await lint(cwd);
    expect(code).toBe(2);
    expect(err).toContain('peerless.config.json and peerless.config.yaml');
    expect(err).toContain('--config');
  });

  it('a folder of that name is said to be one', async () => {
    const cwd = here({});
    mkdirSync(join(cwd, 'peerless.config.json'));
    const { code, err } = await lint(cwd);
    expect(code).toBe(2);
    expect(err).toContain('this is a folder');
  });

  it('an error in it names its file and line', async () => {
    const { code, err } = await lint(here({ 'peerless.config.yaml': 'version: 1\nrulse: {}\n' }));
    expect(code).toBe(2);
    expect(err).toContain('peerless.config.yaml:2: rulse: this is not known here');
    expect(err).toContain('Did you mean "rules"?');
  });
});

describe('lint with a configuration', () => {
  it('holds the network to its intent', async () => {
    const { json, code } = await lint(
      here({
        'peerless.config.yaml': `
segments:
  environments: { prod: { tag: Environment=prod }, dev: { tag: Environment=dev } }
  assertions: [{ expect: reach, from: prod, to: dev, reason: they share a queue }]
`,
      }),
    );
    expect(code).toBe(1);
    expect(json?.findings.filter((f) => f.subject).map((f) => [f.rule, f.subject])).toEqual([
      ['intent-broken', 'prod reaches dev'],
    ]);
    expect(json?.notRun.map((n) => n.rule)).not.toContain('intent-broken');
  });

  it('what cannot be told is 4 by itself, even where no gap is to blame; --allow-partial counts it', async () => {
    const world = oneWay();
    world.region().vpc('twin', '10.1.0.0/16').subnet('10.1.1.0/24');
    const twins = snapshotFile(folder, 'twins.json', world.snapshot());
    const config = folder.write(
      'twins.yaml',
      'segments: { environments: { prod: { name: a } }, assertions: [{ expect: isolated, from: { ip: 10.1.1.9 }, to: prod, reason: x }] }',
    );
    const argv = ['lint', twins, '--config', config];
    const { code, out, err } = await peerless(argv);
    expect(out).toContain('10.1.1.9 lies in 2 subnets');
    expect(out).toContain('1 unsure');
    expect(code).toBe(4);
    expect(err).toContain('could not be made sure');
    expect((await peerless([...argv, '--allow-partial'])).code).toBe(1);
  });

  it('without segments the rules that ask for them are listed as not run, and nothing fails for it', async () => {
    const { json, code } = await lint(here({}));
    expect(code).toBe(0);
    expect(json?.notRun).toContainEqual({
      rule: 'seg-env-reachable',
      why: 'no segments in the configuration',
    });
    const text = await peerless(['lint', source]);
    expect(text.out).toContain('no segments in the configuration');
    expect(text.out).not.toContain('seg-env-reachable');
    expect((await peerless(['lint', source, '--verbose'])).out).toContain('seg-env-reachable');
  });

  it('tells what suppressions are worth, in text too', async () => {
    const cwd = here({
      'peerless.config.yaml': `
suppress:
  - { rule: peering-one-way, resource: '*', reason: for the move, until: 2020-12-31 }
  - { rule: peering-mesh, resource: 'a*', reason: none is left }
`,
    });
    const { json, severity } = await lint(cwd);
    expect(severity).toBe('warning');
    expect(json?.suppressions.expired).toHaveLength(1);
    expect(json?.suppressions.unused).toHaveLength(1);
    const { out } = await peerless(['lint', source], { cwd });
    expect(out).toMatch(/Expired suppressions \(1\)\s+- peering-one-way on \*, until 2020-12-31/);
    expect(out).toMatch(/hide nothing \(1\)\s+- peering-mesh on a\*: no finding matches/);
  });
});

describe('rules', () => {
  interface Rules {
    readonly extends: string;
    readonly rules: readonly {
      readonly id: string;
      readonly preset: string;
      readonly configured: { readonly severity: string; readonly varies: boolean };
    }[];
  }
  const rulesJson = async (config: string) => {
    const cwd = here({ 'peerless.config.yaml': config });
    const { out } = await peerless(['rules', '--format', 'json'], { cwd });
    const json = JSON.parse(out) as Rules;
    return (id: string) => json.rules.find((rule) => rule.id === id)!;
  };

  it('lists each with its preset and what the configuration makes of it', async () => {
    const of = await rulesJson(
      'extends: none\nrules: { route-blackhole: info }\noverrides: [{ tag: Environment=prod, rules: { peering-mesh: error } }]',
    );
    expect(of('route-blackhole').configured).toEqual({ severity: 'info', varies: false });
    expect(of('peering-one-way')).toMatchObject({
      preset: 'recommended',
      configured: { severity: 'off', varies: false },
    });
    expect(of('peering-mesh').configured).toEqual({ severity: 'off', varies: true });
  });

  it('strict turns on what recommended leaves off', async () => {
    const plain = await rulesJson('extends: recommended');
    const strict = await rulesJson('extends: strict');
    const id = 'tgw-attachment-shared-subnet';
    expect(plain(id)).toMatchObject({ preset: 'strict', configured: { severity: 'off' } });
    expect(strict(id).configured.severity).not.toBe('off');
  });

  it('print the schema for editors, the one that is published', async () => {
    const { code, out } = await peerless(['rules', '--format', 'schema']);
    expect(code).toBe(0);
    const published = new URL('../../../docs/config.schema.json', import.meta.url);
    expect(out).toBe(readFileSync(published, 'utf8'));
  });
});
