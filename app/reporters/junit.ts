/**
 * JUnit XML: a suite for each rule, a case for each finding, so that what fails the run is a failed test.
 * Source: https://github.com/testmoapp/junitxml (the common ground of the tools that read it)
 */
import { groupBy } from '../base/order.ts';
import { attrs, xml } from '../exports/parts/xml.ts';
import { rules } from '../rules/index.gen.ts';
import type { Topology } from '../topology/topology.ts';
import { type Entry, entriesOf, UNSURE } from './parts/entries.ts';
import { inertLogXml } from './parts/log-text.ts';
import { defineReporter, type LintRun } from './reporter.ts';

interface Case {
  readonly name: string;
  /** What is told beside the name: inside the element of a failure, or as output. */
  readonly text: string;
  readonly end: 'passed' | 'failed' | 'error' | 'skipped';
  /** Kind of a failure or error. */
  readonly type: string;
  /** Why it failed or was skipped, in a line. */
  readonly why: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** Longest name of a case: tools show it in one line, and some keep it in a column of a database. */
const LONGEST = 250;
const short = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;

function evidence({ finding }: Entry, topology: Topology): string {
  const named = (ref: string): string => topology.label(ref);
  return [
    finding.message,
    ...finding.places.map(({ resource, detail }) => `${named(resource)}: ${detail}`),
    ...(finding.path.length > 1 ? [`path: ${finding.path.map(named).join(' > ')}`] : []),
    `fingerprint: ${finding.fingerprint}`,
  ]
    .map(xml)
    .join('\n');
}

function caseOf(entry: Entry, { report, fails }: LintRun): Case {
  const { finding, state, reason } = entry;
  const told = {
    // Findings of one rule may begin alike; the fingerprint keeps their names apart.
    name: `${short(finding.message)} [${finding.fingerprint}]`,
    text: evidence(entry, report.topology),
    type: finding.severity,
  };
  if (state === 'suppressed') return { ...told, end: 'skipped', why: `suppressed: ${reason}` };
  if (state === 'baseline') return { ...told, end: 'skipped', why: 'known: in the baseline' };
  if (fails(finding)) return { ...told, end: 'failed', why: finding.message };
  if (!finding.sure) return { ...told, end: 'skipped', why: UNSURE };
  return { ...told, end: 'passed', why: '' };
}

function suitesOf(run: LintRun): Suite[] {
  const { report } = run;
  const byRule = groupBy(entriesOf(report), ({ finding }) => finding.rule);
  const idle = new Map(report.notRun.map(({ rule, why }) => [rule, why]));
  const ofRules = rules.flatMap((rule): Suite[] => {
    const why = idle.get(rule.id);
    const told = (byRule.get(rule.id) ?? []).map((entry) => caseOf(entry, run));
    if (told.length > 0) return [{ name: rule.id, cases: told }];
    // A rule that is off has neither passed nor failed.
    if (why === undefined && !run.ran.has(rule.id)) return [];
    const clean = { name: rule.about.title, text: '', type: '' };
    const one: Case =
      why === undefined
        ? { ...clean, end: 'passed', why: '' }
        : { ...clean, end: 'skipped', why: `not run: ${why}` };
    return [{ name: rule.id, cases: [one] }];
  });
  if (report.gaps.length === 0) return ofRules;
  const gaps = report.gaps.map((gap): Case => ({
    name: `${short(gap.message)} [${gap.id.slice(0, LONGEST)}]`,
    text: xml(gap.message),
    end: run.gapsFail ? 'error' : 'skipped',
    type: 'gap',
    why: 'could not be read',
  }));
  return [...ofRules, { name: 'what-could-not-be-read', cases: gaps }];
}

/** A failure or an error shows its text; of what was skipped or passed, only output is kept. */
function inside({ end, why, text, type }: Case): string {
  if (end === 'failed') return `<failure${attrs({ type, message: why })}>${text}</failure>`;
  if (end === 'error') return `<error${attrs({ type, message: why })}>${text}</error>`;
  const output = text === '' ? '' : `<system-out>${text}</system-out>`;
  return end === 'skipped' ? `<skipped${attrs({ message: why })}/>${output}` : output;
}

function caseXml(one: Case, suite: string): string {
  const open = `    <testcase${attrs({ name: one.name, classname: `peerless.${suite}`, time: '0' })}`;
  const body = inside(one);
  return body === '' ? `${open}/>` : `${open}>${body}</testcase>`;
}

const figures = (cases: readonly Case[]) => {
  const ended = (end: Case['end']): string => String(cases.filter((c) => c.end === end).length);
  return { tests: String(cases.length), failures: ended('failed'), errors: ended('error') };
};

export default defineReporter({
  id: 'junit',
  about: {
    title: 'JUnit XML',
    description: 'For test reports: a suite for each rule; what fails the run is a failed test.',
    extension: 'xml',
  },
  render(run) {
    const suites = suitesOf(run);
    const all = figures(suites.flatMap(({ cases }) => cases));
    const body = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attrs({ name: 'peerless', ...all, time: '0' })}>`,
      ...suites.flatMap(({ name, cases }) => [
        `  <testsuite${attrs({
          name,
          ...figures(cases),
          skipped: String(cases.filter((c) => c.end === 'skipped').length),
          time: '0',
        })}>`,
        ...cases.map((one) => caseXml(one, name)),
        '  </testsuite>',
      ]),
      '</testsuites>',
      '',
    ].join('\n');
    return { body: inertLogXml(body), leftOut: [] };
  },
});
