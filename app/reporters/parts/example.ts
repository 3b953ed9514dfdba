/** A rule shown on its own cases: the first finding of a loud world, and the same world mended. Real runs, every time. */
import type { Report } from '../../report.ts';
import { createRouting } from '../../routing/create.ts';
import { caseConfig, type CaseWorld, type QuietCase, type RuleCases } from '../../rules/case.ts';
import { rules } from '../../rules/index.gen.ts';
import type { AnyRule, Finding } from '../../rules/rule.ts';
import { runRule } from '../../rules/run.ts';
import { makeSnapshot } from '../../snapshot/make.ts';
import { buildTopology } from '../../topology/build.ts';

/** A world under one rule. */
export interface Shown {
  /** What the world shows, in words. */
  readonly title: string;
  readonly report: Report;
}

export interface Example extends Shown {
  readonly finding: Finding;
  /** The same world put right; where no case says so, another world in which the rule is silent. */
  readonly mended: Shown & { readonly same: boolean };
}

function reportOf(rule: AnyRule, one: QuietCase, world: CaseWorld): Report {
  const pages = world.pages();
  const topology = buildTopology(pages);
  const routing = createRouting(topology);
  const findings = runRule(rule, { topology, routing, config: caseConfig(rule, one) }, rules);
  const { manifest } = makeSnapshot(pages, {
    created: topology.takenAt,
    peerless: '',
    origin: 'example',
  });
  const count = (severity: string): number =>
    findings.filter((f) => f.sure && f.severity === severity).length;
  return {
    manifest,
    topology,
    routing,
    findings,
    suppressed: [],
    suppressions: { unused: [], expired: [] },
    notRun: [],
    gaps: topology.gaps,
    summary: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      unsure: findings.filter((f) => !f.sure).length,
      suppressed: 0,
      baselined: 0,
    },
  };
}

/** Throws where the cases do not say what they say they say; the test of the family tells more. */
export function exampleOf(rule: AnyRule, { quiet, loud }: RuleCases): Example {
  const chosen = loud.find((one) => one.mended) ?? loud[0];
  const silent = quiet[0];
  if (!chosen || !silent) throw new Error(`${rule.id} has no loud or no quiet world`);
  const report = reportOf(rule, chosen, chosen.world());
  const finding =
    report.findings.find((f) => f.message === chosen.findings[0]?.message) ?? report.findings[0];
  if (!finding) throw new Error(`${rule.id} finds nothing in: ${chosen.title}`);
  const mended = chosen.mended
    ? { title: chosen.title, same: true, report: reportOf(rule, chosen, chosen.mended()) }
    : { title: silent.title, same: false, report: reportOf(rule, silent, silent.world()) };
  return { title: chosen.title, report: { ...report, findings: [finding] }, finding, mended };
}
