/** Terraform plans: HashiCorp's parser reads them, everything they name is there, and each step does what the plan says. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import type { Change } from '#app/plan/changes.ts';
import type { Plan } from '#app/plan/plan.ts';
import terraform from '#app/writers/terraform.ts';
import { planOf } from '#tests/aws/plan-scenario.ts';
import { SCENARIOS } from '#tests/aws/plan-scenarios.ts';
import { AWS_PROVIDER, AWS_RESOURCES } from '#tests/kit/aws-provider.ts';
import { bare, TerraformFile } from '#tests/kit/terraform-file.ts';
import { type Planning, randomPlan, reusing, runOf, samplePlans, twoByTwo } from './plans.ts';
import { byFile, byPlan } from './terraform-model.ts';

// Plans simulate dozens of steps; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 });

const HOSTILE = [
  'a"b\\c\n}\nresource "aws_vpc" "x" {}\n#',
  '${file("/etc/passwd")} %{ if true }x%{ endif } $${y} $$${z} %$${w}',
  '$(reboot) `reboot` \u202eevil\u202c */ // <<EOT\nEOT\r\n',
  `${'very long '.repeat(400)}\u0000\u2028end`,
];

const written = (planning: Planning) => terraform.write(runOf(planning));

const PLANS: readonly (readonly [string, () => Planning])[] = [
  ['the mesh of 7 of the sample', () => samplePlans()[0]!],
  ['the near-mesh of 6 of the sample', () => samplePlans()[1]!],
  ['two accounts and two Regions', () => twoByTwo()],
  ['hostile names', () => twoByTwo(HOSTILE)],
  ['a reused gateway', () => reusing()],
  ['a reused gateway that accepts by itself', () => reusing({ autoAccept: true })],
  // Those that are carried out at the endpoint, too.
  ...SCENARIOS.map(([title, make]) => {
    const planning = (): Planning => {
      const { plan, before } = planOf(make());
      return { plan, topology: before.topology };
    };
    return [title, planning] as const;
  }),
  ...Array.from(
    { length: 24 },
    (_, i) => [`random network ${i + 1}`, () => randomPlan(i + 1)] as const,
  ),
  ...[3, 4, 7, 8].map(
    (seed) => [`random network ${seed}, full mesh`, () => randomPlan(seed, 'full-mesh')] as const,
  ),
];

describe.each(PLANS)('a Terraform plan of %s', (_, make) => {
  const planning = make();
  const { plan, topology } = planning;
  const text = written(planning);
  const reading = TerraformFile.read(text);

  it('is read by the parser of HashiCorp, the same bytes each time', async () => {
    const { resources } = await reading;
    expect(resources.length).toBeGreaterThan(plan.steps.length > 0 ? 3 : 0);
    expect(written(planning)).toBe(text);
  });

  it('names nothing that it does not declare, and nothing twice', async () => {
    const file = await reading;
    const declared = new Set(file.resources.map((r) => `${r.type}.${r.label}`));
    const blocks = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map((m) => `${m[1]}.${m[2]}`);
    expect(blocks.length).toBe(declared.size);
    const code = text.replace(/^ *#.*$/gm, '').replace(/"(?:\\.|[^"\\])*"/g, '""');
    const used = (pattern: RegExp) => new Set([...code.matchAll(pattern)].map((m) => m[0]));
    for (const name of used(/\b(?:aws|terraform)_\w+\.\w+/g)) expect(declared).toContain(name);
    const variables = Object.keys(file.json['variable'] as object).map((name) => `var.${name}`);
    for (const name of used(/\bvar\.\w+/g)) expect(variables).toContain(name);
    for (const name of used(/\blocal\.\w+/g)) expect(name).toBe('local.adopt');
    const aliases = (file.json['provider'] as { aws: { alias: string }[] }).aws.map(
      ({ alias }) => `aws.${alias}`,
    );
    expect(new Set(aliases).size).toBe(aliases.length);
    for (const name of used(/\baws\.\w+/g)) expect(aliases).toContain(name);
  });

  it('gives resources what the AWS provider takes, and all it needs', async () => {
    const file = await reading;
    const meta = ['count', 'provider', 'lifecycle', 'depends_on'];
    for (const { type, label, body } of file.resources) {
      if (type === 'terraform_data') continue;
      const { required, optional } = AWS_RESOURCES[type]!;
      const given = Object.keys(body).filter((name) => !meta.includes(name));
      const known = [...required, ...optional];
      expect(given.filter((name) => !known.includes(name)).map((n) => `${label} ${n}`)).toEqual([]);
      // What is imported and left alone may leave out what the provider has a default for, never what it requires.
      expect(required.filter((n) => !given.includes(n)).map((n) => `${label} ${n}`)).toEqual([]);
      const ignored =
        (body['lifecycle'] as { ignore_changes?: string[] }[] | undefined)?.[0]?.ignore_changes ??
        [];
      for (const name of ignored) expect([...known, 'tags_all']).toContain(bare(name));
    }
    for (const provider of (file.json['provider'] as { aws: object[] }).aws) {
      for (const name of Object.keys(provider)) {
        if (name !== 'dynamic') expect(AWS_PROVIDER.optional).toContain(name);
      }
    }
  });

  it('uses no id that AWS has yet to give but in a tag', async () => {
    const file = await reading;
    for (const { body } of file.resources) {
      const rest = Object.entries(body).filter(([name]) => name !== 'tags');
      expect(JSON.stringify(rest)).not.toContain('"planned-');
    }
    for (const { id } of file.imports) expect(id).not.toMatch(/planned-/);
  });

  it('has after each step what the plan has', async () => {
    const file = await reading;
    const imported = new Set(file.imports.map(({ to }) => to.replace(/\[0\]$/, '')));
    const expected = byPlan(plan, topology);
    const most = Number(/var\.through <= (\d+)/.exec(text)![1]);
    expect(most).toBeGreaterThanOrEqual(plan.steps.length);
    for (let n = 0; n <= most; n++) {
      const { there } = expected[Math.min(n, plan.steps.length)]!;
      const late = n <= plan.steps.length ? expected[n]!.late : new Set<string>();
      const all = [...there, ...late].sort();
      expect([n, ...[...byFile(file.at(n), imported)].sort()]).toEqual([n, ...all]);
    }
  });

  it('imports what is there today and changes, while all of it is there, and nothing else', async () => {
    const file = await reading;
    expect(file.imports.filter(({ when }) => when !== '${local.adopt}')).toEqual([]);
    const ids = file.imports.map(({ id }) => id).sort();
    expect(ids).toEqual([...touched(plan)].sort());
    const atFirst = new Set(file.at(0).map((r) => `${r.type}.${r.label}`));
    const targets = file.imports.map(({ to }) => to.replace(/\[0\]$/, ''));
    expect([...atFirst].sort()).toEqual([...targets].sort());
  });

  it('stops between building, cutting over and removing', async () => {
    const file = await reading;
    const gates = file.resources.flatMap(({ label, body }) => {
      const at = /^stopped_at_(\d+)$/.exec(label)?.[1];
      const life = JSON.stringify(body['lifecycle']);
      const before = /self\.input < (\d+)/.exec(life)?.[1];
      return at === undefined ? [] : [[Number(at), Number(before)] as const];
    });
    plan.steps.forEach(({ phase, changes }, i) => {
      if (changes.length === 0) return;
      const next = plan.steps.findIndex((s, at) => at > i && s.changes.length > 0);
      if (next < 0 || plan.steps[next]!.phase === phase) return;
      expect(gates.some(([at, before]) => at === i + 1 && before <= next + 1)).toBe(true);
    });
  });

  it('is laid out as terraform fmt does it', () => {
    expect(layoutFaults(text)).toEqual([]);
    const fmt = spawnSync('terraform', ['fmt', '-'], { input: text, encoding: 'utf8' });
    if (fmt.error) console.log('terraform is not installed: its own formatter was not asked');
    else expect(fmt.stdout).toBe(text);
  });
});

it('is tried with every sort of change there is', () => {
  const kinds = new Set(
    PLANS.flatMap(([, make]) => make().plan.steps.flatMap((s) => s.changes.map((c) => c.do))),
  );
  const all: Record<Change['do'], true> = {
    'create-gateway': true,
    'create-table': true,
    'share-gateway': true,
    'create-landing-table': true,
    'create-landing': true,
    'enable-references': true,
    'create-attachment': true,
    'add-landings': true,
    'create-link': true,
    associate: true,
    disassociate: true,
    propagate: true,
    'stop-propagating': true,
    'create-tgw-route': true,
    'create-tgw-blackhole': true,
    'create-route': true,
    'replace-route': true,
    'delete-route': true,
    'delete-peering': true,
  };
  expect([...kinds].sort()).toEqual(Object.keys(all).sort());
});

/** Import ids of what the plan changes, as the provider's documentation of each type writes them. */
function touched(plan: Plan): Set<string> {
  const out = new Set<string>();
  const made = new Set<string>();
  const see = (c: Change) => {
    if (c.do === 'create-route' || c.do === 'replace-route' || c.do === 'delete-route') {
      const id = `${c.table}_${c.destination}`;
      if (c.do === 'create-route' && !out.has(id)) made.add(id);
      else if (!made.has(id)) out.add(id);
    }
    if (c.do === 'delete-peering') out.add(c.peering);
    if (c.do === 'enable-references') out.add(c.gateway);
    if (c.do === 'add-landings') out.add(c.attachment);
  };
  plan.steps.flatMap((s) => s.changes).forEach(see);
  return out;
}

/** Two spaces a level, `=` in one column over lines that follow each other, one empty line at most. */
function layoutFaults(text: string): string[] {
  const faults: string[] = [];
  if (!text.endsWith('\n') || text.endsWith('\n\n')) faults.push('end');
  const lines = text.slice(0, -1).split('\n');
  let depth = 0;
  let run: { name: string; column: number }[] = [];
  const close = () => {
    const width = Math.max(0, ...run.map((r) => r.name.length));
    for (const { name, column } of run) if (column !== width + 1) faults.push(`= of ${name}`);
    run = [];
  };
  lines.forEach((line, i) => {
    if (line.includes('\t') || /\s$/.test(line)) faults.push(`space: ${line}`);
    if (line === '' && lines[i - 1] === '') faults.push(`two empty lines at ${i}`);
    if (line.startsWith('#') || line === '') return close();
    const bare = line.trim();
    if (/^[\]}]/.test(bare)) depth--;
    if (!line.startsWith('  '.repeat(depth)) || line[depth * 2] === ' ')
      faults.push(`indent: ${line}`);
    const opens = /[[{]$/.test(bare);
    if (opens) depth++;
    const pair = /^("[^"]*"|\w+)( *)= /.exec(bare);
    if (pair && !opens) run.push({ name: pair[1]!, column: pair[1]!.length + pair[2]!.length });
    else close();
  });
  close();
  if (depth !== 0) faults.push('depth');
  return faults;
}
