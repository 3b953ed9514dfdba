/** analyze(): the one pure function behind the command line, the window and the browser. */
import type { Gap } from './topology/gap.ts';
import type { Topology } from './topology/topology.ts';
import type { Routing } from './routing/routing.ts';
import type { Finding } from './rules/rule.ts';
import type { Manifest, Snapshot } from './snapshot/snapshot.ts';
import type { Config } from './rules/config.ts';
import { building } from './topology/build.ts';
import { createRouting } from './routing/create.ts';
import { findingOrder, type NotRun, type Ran, resift, rulesInTurn, runRules } from './rules/run.ts';
import type { Suppressed, SuppressionReport } from './rules/suppress.ts';
import { type Baseline, compareBaseline, type Comparison } from './rules/baseline.ts';
import { rules } from './rules/index.gen.ts';

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly unsure: number;
  readonly suppressed: number;
  /** Findings that are in the baseline and so not among these. */
  readonly baselined: number;
}

/** Everything analysis knows. */
export interface Report {
  readonly manifest: Manifest;
  /** Of the snapshot, where it was asked for: what is written to a file says what it was made from. */
  readonly checksum?: string;
  readonly topology: Topology;
  readonly routing: Routing;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** Suppressions that hide nothing, and those past their last day. */
  readonly suppressions: SuppressionReport;
  /** Rules that should have run and could not. */
  readonly notRun: readonly NotRun[];
  /** What the baseline is to this run; absent where there is none. */
  readonly baseline?: Comparison;
  readonly gaps: readonly Gap[];
  readonly summary: Summary;
}

/** Reads, routes and lints a snapshot. The order of its pages does not matter. Throws ConfigError. */
export function analyze(snapshot: Snapshot, config: Config = {}): Report {
  const steps = analysis(snapshot, config);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** What decides where everything of a picture stands: of all findings only those of meshes. */
const DRAWN = 'peering-mesh';
const drawnFirst = [
  ...rules.filter(({ id }) => id === DRAWN),
  ...rules.filter(({ id }) => id !== DRAWN),
];

/**
 * The same in steps, between which others may have their turn. `hear` is told of the network with its meshes alone, as soon
 * as those are found: its picture can be laid out while the other rules run.
 */
export function* analysis(
  { manifest, pages }: Snapshot,
  config: Config,
  hear?: (meshes: Report) => void,
): Generator<undefined, Report> {
  const topology = yield* building(pages);
  yield;
  const routing = createRouting(topology);
  yield;
  const network = { manifest, topology, routing };
  const ran = yield* rulesInTurn(drawnFirst, { topology, routing, config }, (rule, found) => {
    if (rule.id !== DRAWN) return;
    const findings = [...found].sort(findingOrder);
    const suppressions = { unused: [], expired: [] };
    hear?.(reportOf(network, { findings, suppressed: [], suppressions, notRun: [] }));
  });
  return reportOf(network, ran);
}

type Network = Pick<Report, 'manifest' | 'topology' | 'routing'>;

const reportOf = (network: Network, ran: Ran): Report => ({
  manifest: network.manifest,
  topology: network.topology,
  routing: network.routing,
  findings: ran.findings,
  suppressed: ran.suppressed,
  suppressions: ran.suppressions,
  notRun: ran.notRun,
  gaps: network.topology.gaps,
  summary: summarise(ran.findings, ran.suppressed.length, 0),
});

/** The same network, linted anew under another configuration, without a baseline. Throws ConfigError. */
export const relint = (network: Network, config: Config): Report =>
  reportOf(network, runRules(rules, { ...network, config }));

/**
 * The report with other suppressions, from a report without a baseline. Few rules run again: the rest of the
 * configuration must be the one the report was made with.
 */
export const resuppress = (report: Report, config: Config): Report =>
  reportOf(report, resift(rules, report, { ...report, config }));

/** Every finding of the network: told, suppressed or in the baseline. */
export const everyFinding = (report: Report): readonly Finding[] => [
  ...report.findings,
  ...report.suppressed.map(({ finding }) => finding),
  ...(report.baseline?.known ?? []),
];

/** The report without the findings a baseline knows; it says what became of every entry. */
export function withBaseline(report: Report, baseline: Baseline): Report {
  const compared = compareBaseline(baseline, { ...report, rules });
  return {
    ...report,
    findings: compared.fresh,
    baseline: compared,
    summary: summarise(compared.fresh, report.suppressed.length, compared.known.length),
  };
}

function summarise(findings: readonly Finding[], suppressed: number, baselined: number): Summary {
  const count = (severity: string) =>
    findings.filter((f) => f.severity === severity && f.sure).length;
  return {
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    unsure: findings.filter((f) => !f.sure).length,
    suppressed,
    baselined,
  };
}
