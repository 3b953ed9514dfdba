/** Which rules run, how severe they are where, what hides their findings, and what is said of what could not run. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRouting } from '#app/routing/create.ts';
import type { Config } from '#app/rules/config.ts';
import { type About, type AnyRule, defineRule } from '#app/rules/rule.ts';
import { runRule, runRules } from '#app/rules/run.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

const about = (preset: About['preset'], severity: About['severity'] = 'warning'): About => ({
  title: 'T',
  why: 'W',
  remedy: 'R',
  severity,
  category: 'hygiene',
  preset,
  docs: [],
});

/** Says one thing of every VPC: its own option. */
const vpcRule = (id: string, preset: About['preset'], extra: Partial<AnyRule> = {}): AnyRule =>
  defineRule({
    id,
    about: about(preset),
    needs: [],
    options: z.object({ word: z.string().default('plain'), more: z.string().default('') }),
    messages: { seen: '{vpc} {word}{more}' },
    check({ topology, options }, say) {
      for (const vpc of topology.all('vpc'))
        say({ message: 'seen', at: [vpc.id], data: { vpc: vpc.name, ...options } });
    },
    ...extra,
  });

const common = vpcRule('vpc-common', 'recommended');
const strict = vpcRule('vpc-strict', 'strict');
const rare = vpcRule('vpc-rare', 'none');
/** Of tables: first the table, then its VPC. */
const tables = defineRule({
  id: 'table-seen',
  about: about('recommended', 'error'),
  needs: [],
  options: z.object({}),
  messages: { seen: '{table}' },
  check({ topology }, say) {
    for (const table of topology.all('route-table'))
      say({ message: 'seen', at: [table.id, table.vpc], data: { table: table.id } });
  },
});
/** Of no resource. */
const pairs = defineRule({
  id: 'pair-seen',
  about: about('recommended'),
  needs: [],
  options: z.object({}),
  messages: { seen: 'a pair' },
  check({ topology }, say) {
    say({ message: 'seen', subject: 'prod to dev', at: [topology.all('vpc')[0]!.id], data: {} });
  },
});
const rules = [common, strict, rare];

/** `a` of prod in account 1, `b` of dev in account 2 and another Region. */
function estate(tags: Record<string, string> = {}) {
  const world = new World();
  world.region('us-east-1', '111111111111').vpc('a', '10.1.0.0/16', {
    tags: { Environment: 'prod', ...tags },
  });
  world.region('eu-west-1', '222222222222').vpc('b', '10.2.0.0/16', {
    tags: { Environment: 'dev' },
  });
  return world;
}

function run(config: Config, of: readonly AnyRule[] = rules, world = estate()) {
  const topology = buildTopology(world.pages());
  return runRules(of, { topology, routing: createRouting(topology), config });
}
const told = (config: Config, of: readonly AnyRule[] = rules, world = estate()): string[] =>
  run(config, of, world).findings.map((f) => `${f.severity} ${f.rule} ${f.message}`);

describe('presets', () => {
  const ran = (config: Config) => [...new Set(run(config).findings.map((f) => f.rule))].sort();

  it('recommended is what runs unless another is named; strict adds to it; none runs nothing', () => {
    expect(ran({})).toEqual(['vpc-common']);
    expect(ran({ extends: 'strict' })).toEqual(['vpc-common', 'vpc-strict']);
    expect(ran({ extends: 'none' })).toEqual([]);
  });

  it('a severity turns on what no preset runs, and off what one does', () => {
    expect(ran({ rules: { 'vpc-rare': { severity: 'info' } } })).toEqual([
      'vpc-common',
      'vpc-rare',
    ]);
    expect(ran({ rules: { 'vpc-common': { severity: 'off' } } })).toEqual([]);
    expect(ran({ extends: 'none', rules: { 'vpc-common': { severity: 'info' } } })).toEqual([
      'vpc-common',
    ]);
  });

  it('options alone turn nothing on, and that is said', () => {
    const { findings, notRun } = run({
      rules: { 'vpc-strict': { options: { word: 'x' } } },
    });
    expect(findings.map((f) => f.rule)).not.toContain('vpc-strict');
    expect(notRun).toEqual([
      {
        rule: 'vpc-strict',
        why: 'it has options but no severity, and is not in the preset recommended',
      },
    ]);
  });

  it('runRule runs whatever the preset, but not what is off', () => {
    const topology = buildTopology(estate().pages());
    const input = { topology, routing: createRouting(topology) };
    expect(runRule(rare, { ...input, config: { extends: 'none' } })).toHaveLength(2);
    const off = { rules: { 'vpc-rare': { severity: 'off' } } } as const;
    expect(runRule(rare, { ...input, config: off })).toEqual([]);
  });
});

describe('overrides', () => {
  it('pick by account, Region and tag; what they leave alone keeps its settings', () => {
    for (const selector of [
      { account: '2222*' },
      { region: 'eu-*' },
      { tag: 'Environment=d*' },
      { tag: ['Environment=dev', 'Environment=test'], account: '222222222222' },
      { name: 'b' },
    ]) {
      const rules = { 'vpc-common': { severity: 'error' } } as const;
      expect(told({ overrides: [{ ...selector, rules }] })).toEqual([
        'error vpc-common b plain',
        'warning vpc-common a plain',
      ]);
    }
  });

  it('everything a selector gives must match', () => {
    const rules = { 'vpc-common': { severity: 'off' } } as const;
    expect(told({ overrides: [{ account: '2222*', region: 'us-*', rules }] })).toHaveLength(2);
  });

  it('the last that matches wins, for severity and for each option by itself', () => {
    const config: Config = {
      rules: { 'vpc-common': { options: { word: 'base', more: '!' } } },
      overrides: [
        { account: '*', rules: { 'vpc-common': { severity: 'info', options: { word: 'all' } } } },
        { account: '2222*', rules: { 'vpc-common': { options: { more: '?' } } } },
        { tag: 'Environment=prod', rules: { 'vpc-common': { severity: 'error' } } },
      ],
    };
    expect(told(config)).toEqual(['error vpc-common a all!', 'info vpc-common b all?']);
  });

  it('turn a rule on, or off, for some resources only', () => {
    expect(
      told({ overrides: [{ name: 'a', rules: { 'vpc-rare': { severity: 'info' } } }] }),
    ).toContain('info vpc-rare a plain');
    expect(
      told({ overrides: [{ name: 'a', rules: { 'vpc-common': { severity: 'off' } } }] }),
    ).toEqual(['warning vpc-common b plain']);
  });

  it('"*" speaks for every rule that runs, but turns none on, and gives way to a name', () => {
    const config: Config = {
      extends: 'strict',
      overrides: [
        { name: 'a', rules: { '*': { severity: 'off' }, 'vpc-strict': { severity: 'info' } } },
        { name: 'b', rules: { '*': { severity: 'error' } } },
      ],
    };
    expect(told(config)).toEqual([
      'error vpc-common b plain',
      'error vpc-strict b plain',
      'info vpc-strict a plain',
    ]);
  });

  it('the first resource of a finding decides; a table takes the tags of its VPC', () => {
    const rules = { 'table-seen': { severity: 'info' } } as const;
    const got = told({ overrides: [{ tag: 'Environment=prod', rules }] }, [tables]);
    expect(got).toEqual(['error table-seen rtb-b-main', 'info table-seen rtb-a-main']);
    // The VPC is named too, but not first.
    expect(told({ overrides: [{ id: 'vpc-a', rules }] }, [tables])).toEqual([
      'error table-seen rtb-a-main',
      'error table-seen rtb-b-main',
    ]);
  });

  it('what is about no resource has the general settings', () => {
    const rules = { 'pair-seen': { severity: 'error' } } as const;
    expect(told({ overrides: [{ account: '*', rules }] }, [pairs])).toEqual([
      'warning pair-seen a pair',
    ]);
    expect(told({ rules }, [pairs])).toEqual(['error pair-seen a pair']);
  });
});

describe('suppressions', () => {
  const suppress = (entry: Partial<NonNullable<Config['suppress']>[number]>): Config => ({
    suppress: [{ rule: 'vpc-common', resource: 'vpc-a', reason: 'known', ...entry }],
  });

  it('hide by id and by name, with the reason', () => {
    for (const resource of ['vpc-a', 'a', 'vpc-*a', 'a*']) {
      const { findings, suppressed, suppressions } = run(suppress({ resource }));
      expect(findings.map((f) => f.message)).toEqual(['b plain']);
      expect(suppressed.map((s) => [s.finding.message, s.reason, s.by])).toEqual([
        ['a plain', 'known', 'config'],
      ]);
      expect(suppressions).toEqual({ unused: [], expired: [] });
    }
  });

  it('one that hides nothing is told, and why', () => {
    const why = (config: Config) => run(config).suppressions.unused.map((u) => u.why);
    expect(why(suppress({ resource: 'vpc-c' }))).toEqual(['no finding matches']);
    expect(why(suppress({ rule: 'vpc-strict' }))).toEqual(['the rule is off']);
    expect(why(suppress({ rule: 'gone-rule' }))).toEqual(['no rule is called this']);
  });

  it('ends after its last day, told by the day the snapshot was taken', () => {
    // The World was taken on 2026-01-05.
    expect(run(suppress({ until: '2026-01-05' })).findings).toHaveLength(1);
    const { findings, suppressed, suppressions } = run(suppress({ until: '2026-01-04' }));
    expect(findings).toHaveLength(2);
    expect(suppressed).toEqual([]);
    expect(suppressions.expired).toEqual([
      { rule: 'vpc-common', resource: 'vpc-a', reason: 'known', until: '2026-01-04', findings: 1 },
    ]);
    expect(suppressions.unused).toEqual([]);
  });

  it('an entry that still holds goes before one that has ended', () => {
    const [old] = suppress({ until: '2020-01-01' }).suppress!;
    const [now] = suppress({ reason: 'renewed' }).suppress!;
    const { suppressed } = run({ suppress: [old!, now!] });
    expect(suppressed.map((s) => s.reason)).toEqual(['renewed']);
  });

  it('what is about no resource is hidden by its subject, never by a VPC that shows it', () => {
    const entry = (resource: string): Config => ({
      suppress: [{ rule: 'pair-seen', resource, reason: 'x' }],
    });
    expect(told(entry('*a'), [pairs])).toHaveLength(1);
    expect(told(entry('prod to *'), [pairs])).toHaveLength(0);
  });

  it('a tag hides where the configuration says so, on the first resource or its VPC', () => {
    const world = () => estate({ ignore: 'table-seen vpc-common: being moved' });
    expect(told({}, [common, tables], world())).toHaveLength(4);
    const { findings, suppressed } = run({ suppressByTag: 'ignore' }, [common, tables], world());
    expect(findings.map((f) => f.resources[0])).toEqual(['rtb-b-main', 'vpc-b']);
    expect(suppressed.map((s) => [s.finding.rule, s.reason, s.by])).toEqual([
      ['table-seen', 'being moved', 'tag'],
      ['vpc-common', 'being moved', 'tag'],
    ]);
  });

  it('a tag needs no reason; ids it misspells are told', () => {
    const { suppressed, suppressions } = run(
      { suppressByTag: 'ignore' },
      rules,
      estate({ ignore: 'vpc-common,vpc-comon' }),
    );
    expect(suppressed.map((s) => s.reason)).toEqual(['tag ignore of vpc-a']);
    expect(suppressions.unused).toEqual([
      {
        rule: 'vpc-comon',
        resource: 'vpc-a',
        reason: '',
        by: 'tag',
        why: 'no rule is called this',
      },
    ]);
  });

  it('a hundred thousand of them each find what is theirs', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      rule: 'vpc-common',
      resource: i % 2 === 0 ? `vpc-v${i}` : `team-${i}-*`,
      reason: 'x',
    }));
    const world = new World();
    for (let n = 0; n < 200; n++) world.region().vpc(`v${n}`, `10.${n}.0.0/16`);
    const input = { suppress: [...many, { rule: 'vpc-common', resource: 'v1*', reason: 'x' }] };
    const { suppressed, suppressions } = run(input, rules, world);
    // Those with an even number by id, and v1, v10 to v19 and v100 to v199 by the last.
    expect(suppressed).toHaveLength(156);
    expect(suppressions.unused).toHaveLength(99_900);
  });
});

describe('rules that could not run', () => {
  const optional = vpcRule('needs-optional', 'recommended', { needs: ['dx-gateway'] });
  const intent = vpcRule('needs-intent', 'recommended', { intent: 'environments' });
  const assertions = vpcRule('needs-assertions', 'recommended', { intent: 'assertions' });

  it('for want of segments or assertions in the configuration', () => {
    const { findings, notRun } = run({}, [common, intent, assertions]);
    expect(findings.map((f) => f.rule)).toEqual(['vpc-common', 'vpc-common']);
    expect(notRun).toEqual([
      { rule: 'needs-assertions', why: 'no assertions in the configuration' },
      { rule: 'needs-intent', why: 'no segments in the configuration' },
    ]);
    const segments = { environments: { all: { id: '*' } } };
    expect(run({ segments }, [intent]).notRun).toEqual([]);
  });

  it('for a call the source never made; a refused one is a gap, and the rule runs', () => {
    const without = (world: World) =>
      world.pages().filter((page) => page.operation !== 'DescribeDirectConnectGateways');
    const topology = buildTopology(without(estate()));
    const input = { topology, routing: createRouting(topology), config: {} };
    expect(runRules([optional], input)).toMatchObject({
      findings: [],
      notRun: [
        { rule: 'needs-optional', why: 'DescribeDirectConnectGateways is not in this source' },
      ],
    });
  });

  it('are not told where the configuration has them off', () => {
    expect(run({ rules: { 'needs-intent': { severity: 'off' } } }, [intent]).notRun).toEqual([]);
  });

  it('do not make their suppressions unused for nothing', () => {
    const { suppressions } = run(
      { suppress: [{ rule: 'needs-intent', resource: '*', reason: 'x' }] },
      [intent],
    );
    expect(suppressions.unused.map((u) => u.why)).toEqual([
      'the rule was not run: no segments in the configuration',
    ]);
  });
});

describe('a configuration that was sent, not read', () => {
  it.each<[string, Config, string]>([
    [
      'rule',
      { rules: { 'vpc-comon': {} } },
      'no rule is called "vpc-comon". Did you mean "vpc-common"?',
    ],
    [
      'overridden rule',
      { overrides: [{ id: '*', rules: { nope: {} } }] },
      'no rule is called "nope"',
    ],
    [
      'option',
      { rules: { 'vpc-common': { options: { word: 3 } } } },
      'rule vpc-common: option word',
    ],
    [
      'environment',
      { segments: { environments: { a: { id: '*' } }, reach: { a: ['b'] } } },
      'no environment is called "b"',
    ],
  ])('an unknown %s is an error in words', (_, config, words) => {
    expect(() => run(config)).toThrow(words);
  });
});
