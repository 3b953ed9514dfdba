/** Baselines: what stays known, what is new, what is gone, and what nobody can say. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report, withBaseline } from '#app/report.ts';
import { baselineOf, entryOf } from '#app/rules/baseline.ts';
import { BASELINE_SCHEMA, baselineText, readBaseline } from '#app/rules/baseline-text.ts';
import type { Config } from '#app/rules/config.ts';
import { World } from '#app/world/world.ts';

/** `a` routes to `b` over a peering, and `b` does not route back; the route of `a` may stand in more tables. */
function oneWay({ tables = 1, back = false, tag = 'x' } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16', { tags: { Team: tag } });
  const b = at.vpc('b', '10.2.0.0/16');
  b.subnet('10.2.0.0/24');
  const peering = world.peer(a, b);
  for (let n = 0; n < tables; n++)
    a.table(`t${n}`, a.subnet(`10.1.${n}.0/24`)).route('10.2.0.0/16', peering);
  if (back) b.main.route('10.1.0.0/16', peering);
  return world;
}
const only: Config = { extends: 'none', rules: { 'peering-one-way': { severity: 'warning' } } };
const lint = (world: World, config = only) => analyze(world.snapshot(), config);
const noted = (world: World, config = only) =>
  baselineOf(lint(world, config).findings.map(entryOf));

describe('against a run', () => {
  it('what is noted is known: out of the findings, counted apart', () => {
    const report = withBaseline(lint(oneWay()), noted(oneWay()));
    expect(report.findings).toEqual([]);
    expect(report.summary).toMatchObject({ warning: 0, baselined: 1 });
    expect(report.baseline).toMatchObject({ grown: [], stale: [], unseen: [] });
  });

  it('what is not noted is told as ever', () => {
    const report = withBaseline(lint(oneWay()), []);
    expect(report.findings).toHaveLength(1);
    expect(report.summary).toMatchObject({ warning: 1, baselined: 0 });
  });

  it('a finding with more places stays known, and is told as grown', () => {
    const before = noted(oneWay());
    const report = withBaseline(lint(oneWay({ tables: 3 })), before);
    expect(report.findings).toEqual([]);
    expect(report.baseline?.grown.map((g) => [g.before, g.finding.places.length])).toEqual([
      [before[0]!.places, before[0]!.places + 2],
    ]);
    // One with fewer has not.
    expect(withBaseline(lint(oneWay()), noted(oneWay({ tables: 3 }))).baseline?.grown).toEqual([]);
  });

  it('what was a note and drops traffic now is told again, until it is noted as that', () => {
    const expired = (sends: boolean): World => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
      a.subnet('10.1.0.0/24');
      const link = world.peer(a, b, { state: 'expired' });
      if (sends) a.main.route('10.2.0.0/16', link, { state: 'blackhole' });
      return world;
    };
    const config: Config = { extends: 'recommended' };
    const ofLink = (report: Report) =>
      report.findings
        .filter((f) => ['peering-not-active', 'route-blackhole'].includes(f.rule))
        .map((f) => `${f.rule} ${f.severity}`);
    const before = noted(expired(false), config);
    expect(before.map((e) => [e.rule, e.severity])).toContainEqual(['peering-not-active', 'info']);
    const report = withBaseline(lint(expired(true), config), before);
    expect(ofLink(report)).toEqual(['peering-not-active error']);
    expect(report.summary.error).toBeGreaterThan(0);
    expect(report.baseline?.worse.map((w) => [w.finding.rule, w.before])).toEqual([
      ['peering-not-active', 'info'],
    ]);
    expect(report.baseline?.stale).toEqual([]);
    // Noted as the error that it is; and by an older Peerless, which noted no severity.
    const again = noted(expired(true), config);
    expect(ofLink(withBaseline(lint(expired(true), config), again))).toEqual([]);
    const old = before.map((entry) => ({ ...entry, severity: undefined }));
    expect(ofLink(withBaseline(lint(expired(true), config), old))).toEqual([]);
    // What has become milder stays known.
    expect(ofLink(withBaseline(lint(expired(false), config), again))).toEqual([]);
  });

  it('what is mended is stale', () => {
    const report = withBaseline(lint(oneWay({ back: true })), noted(oneWay()));
    expect(report.baseline?.stale.map((e) => e.rule)).toEqual(['peering-one-way']);
    expect(report.summary.baselined).toBe(0);
  });

  it('what is not found because something was not read is not stale', () => {
    const world = oneWay();
    world.refuse(world.region(), 'DescribeRouteTables');
    const report = withBaseline(lint(world), noted(oneWay()));
    expect(report.findings).toEqual([]);
    expect(report.baseline).toMatchObject({ stale: [], unseen: [{ rule: 'peering-one-way' }] });
  });

  it('what turns from sure to unsure, or back, stays known', () => {
    const mesh: Config = { extends: 'none', rules: { 'peering-mesh': { severity: 'info' } } };
    const world = new World();
    const vpcs = [0, 1, 2, 3, 4].map((n) => world.region().vpc(`v${n}`, `10.${n}.0.0/16`));
    vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peerRouted(a, b)));
    const whole = world.snapshot();
    // The listing broke off after its first page.
    const listing = whole.pages.find((p) => p.operation === 'DescribeVpcPeeringConnections')!;
    const { account, region, service, operation, args, time } = listing;
    const error = { failure: 'throttled', code: 'RequestLimitExceeded', message: 'Slow.' } as const;
    const torn = { account, region, service, operation, args, time, error };
    const sure = analyze(whole, mesh);
    const unsure = analyze({ ...whole, pages: [...whole.pages, torn] }, mesh);
    expect([...sure.findings, ...unsure.findings].map((f) => f.sure)).toEqual([true, false]);
    const note = ({ findings }: Report) => baselineOf(findings.map(entryOf));
    expect(withBaseline(sure, note(unsure)).findings).toEqual([]);
    expect(withBaseline(unsure, note(sure)).findings).toEqual([]);
  });

  it('what a suppression hides is still there: its entry is not stale', () => {
    const suppress = [{ rule: 'peering-one-way', resource: '*', reason: 'x' }];
    const report = withBaseline(lint(oneWay(), { ...only, suppress }), noted(oneWay()));
    expect(report.baseline).toMatchObject({ known: [], stale: [] });
  });

  it('of a rule that was not run nothing is said', () => {
    const apart: Config = {
      extends: 'none',
      rules: { 'seg-env-reachable': { severity: 'error' } },
      segments: { environments: { a: { name: 'a' }, b: { name: 'b' } } },
    };
    const world = oneWay({ back: true });
    const before = noted(world, apart);
    expect(before).toHaveLength(2);
    const without = { ...apart, segments: { environments: {} } };
    expect(withBaseline(lint(world, without), before).baseline).toMatchObject({
      stale: [],
      unseen: before,
    });
  });
});

describe('the file', () => {
  const baseline = noted(oneWay());

  it('has one finding a line, sorted, whatever the order they came in', () => {
    const entries = ['b', 'a', 'c'].map((rule, i) => ({
      rule,
      resources: [`vpc-${i}`],
      message: `${rule} is wrong`,
      places: i,
      fingerprint: `${i}`.repeat(16),
    }));
    const text = baselineText(entries);
    expect(text).toBe(baselineText([...entries].reverse()));
    expect(text.split('\n')).toEqual([
      '{',
      `"schema": "${BASELINE_SCHEMA}",`,
      '"findings": [',
      '{"rule":"a","resources":["vpc-1"],"message":"a is wrong","places":1,"fingerprint":"1111111111111111"},',
      '{"rule":"b","resources":["vpc-0"],"message":"b is wrong","places":0,"fingerprint":"0000000000000000"},',
      '{"rule":"c","resources":["vpc-2"],"message":"c is wrong","places":2,"fingerprint":"2222222222222222"}',
      ']',
      '}',
      '',
    ]);
  });

  it('reads back what was written', () => {
    expect(readBaseline(baselineText(baseline), 'b.json')).toEqual(baseline);
    expect(readBaseline(baselineText([]), 'b.json')).toEqual([]);
  });

  it('a finding noted twice, as after a merge, is one', () => {
    expect(readBaseline(baselineText([...baseline, ...baseline]), 'b.json')).toHaveLength(1);
  });

  it('names of strangers stand in it as harmless text', () => {
    const text = baselineText([{ ...baseline[0]!, message: 'a\u202eb\u001b[2J\n"c' }]);
    expect(text).not.toMatch(/[\u202e\u001b]/);
    expect(text.split('\n')).toHaveLength(7);
  });

  it.each([
    ['nothing', '', 'b.json', 'this is no baseline'],
    [
      'another document',
      '{"schema":"peerless/lint@1","findings":[]}',
      'b.json:1',
      'peerless/baseline@1',
    ],
    ['a list', '[]', 'b.json:1', 'this is no baseline'],
    ['torn text', baselineText(baseline).slice(0, 90), 'b.json:', 'neither JSON nor YAML'],
    [
      'an entry without a rule',
      baselineText(baseline).replace('"rule":', '"ruel":'),
      'b.json:4: findings.0',
      'expected string',
    ],
    [
      'a fingerprint cut short',
      baselineText(baseline).replace(/[0-9a-f]"\}/, '"}'),
      'b.json:4: findings.0.fingerprint',
      '16 hexadecimal digits',
    ],
    [
      'the marks of a merge',
      baselineText(baseline).replace('"findings"', '<<<<<<< HEAD\n"findings"'),
      'b.json:3',
      'a merge left its marks',
    ],
  ])('%s is refused with file and line', (_, text, where, words) => {
    expect(() => readBaseline(text, 'b.json')).toThrow(where);
    expect(() => readBaseline(text, 'b.json')).toThrow(words);
  });
});
