/** Linting a network again under other settings gives what linting it afresh would, and leaves the picture alone. */
import { describe, expect, it } from 'vitest';
import { analyze, relint, type Report, resuppress, withBaseline } from '#app/report.ts';
import { baselineOf, entryOf } from '#app/rules/baseline.ts';
import type { Config } from '#app/rules/config.ts';
import { buildScene } from '#app/scene/build.ts';
import { sampleEstate } from '#app/world/sample.ts';

const snapshot = sampleEstate().snapshot();
const report = analyze(snapshot);

const lintOf = ({ findings, suppressed, suppressions, notRun, summary }: Report) => ({
  findings,
  suppressed,
  suppressions,
  notRun,
  summary,
});

const mesh = report.findings.find((finding) => finding.rule === 'peering-mesh')!;
const other = report.findings.find((finding) => finding.rule !== 'peering-mesh')!;

const suppressing: Config = {
  suppress: [
    { rule: other.rule, resource: other.resources[0]!, reason: 'known' },
    { rule: mesh.rule, resource: '*', reason: 'planned', until: '2999-12-31' },
    { rule: mesh.rule, resource: 'vpc-none', reason: 'hides nothing' },
    { rule: mesh.rule, resource: '*', reason: 'past', until: '2001-01-01' },
  ],
};

describe('resuppress', () => {
  it('hides what a fresh run with these suppressions hides, and tells what they are worth', () => {
    const again = resuppress(report, suppressing);
    expect(lintOf(again)).toEqual(lintOf(analyze(snapshot, suppressing)));
    expect(again.suppressed.length).toBeGreaterThan(1);
    expect(again.suppressions.unused).toHaveLength(1);
    expect(again.suppressions.expired).toHaveLength(1);
  });

  it('gives everything back once nothing is suppressed', () => {
    expect(lintOf(resuppress(resuppress(report, suppressing), {}))).toEqual(lintOf(report));
  });
});

it('relint is a fresh run of the rules', () => {
  const config: Config = { extends: 'none', rules: { 'peering-mesh': { severity: 'error' } } };
  const again = relint(report, config);
  expect(lintOf(again)).toEqual(lintOf(analyze(snapshot, config)));
  expect(new Set(again.findings.map((finding) => finding.severity))).toEqual(new Set(['error']));
});

describe('what is hidden', () => {
  const placed = (of: Report) => {
    const { nodes, edges, hulls } = buildScene(of, { findings: true });
    const bare = <T extends object>(item: T) => ({ ...item, badge: undefined });
    return { nodes: nodes.map(bare), edges: edges.map(bare), hulls };
  };

  it('stays where it is in the picture: suppressed, or in the baseline', () => {
    const before = placed(report);
    expect(before.hulls.length).toBeGreaterThan(0);
    expect(placed(resuppress(report, suppressing))).toEqual(before);
    const known = withBaseline(report, baselineOf(report.findings.map(entryOf)));
    expect(known.findings).toEqual([]);
    expect(placed(known)).toEqual(before);
  });

  it('has no badge any more', () => {
    const known = withBaseline(report, baselineOf(report.findings.map(entryOf)));
    expect(buildScene(known, { findings: true }).nodes.filter((node) => node.badge)).toEqual([]);
  });
});
