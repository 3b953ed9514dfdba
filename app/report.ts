/** analyze(): the one pure function behind the command line, the window and the browser. */
import type { Gap } from './topology/gap.ts';
import type { Topology } from './topology/topology.ts';
import type { Routing } from './routing/routing.ts';
import type { Finding } from './rules/rule.ts';
import type { Manifest, Snapshot } from './snapshot/snapshot.ts';
import type { Config } from './rules/config.ts';
import { buildTopology } from './topology/build.ts';
import { createRouting } from './routing/create.ts';
import { runRules, type Suppressed } from './rules/run.ts';
import { rules } from './rules/index.gen.ts';

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly unsure: number;
  readonly suppressed: number;
}

/** Everything analysis knows. */
export interface Report {
  readonly manifest: Manifest;
  readonly topology: Topology;
  readonly routing: Routing;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly gaps: readonly Gap[];
  readonly summary: Summary;
}

/** Reads, routes and lints a snapshot. The order of its pages does not matter. */
export function analyze(snapshot: Snapshot, config: Config = {}): Report {
  const topology = buildTopology(snapshot.pages);
  const routing = createRouting(topology);
  const { findings, suppressed } = runRules(rules, { topology, routing, config });
  const count = (severity: string) =>
    findings.filter((f) => f.severity === severity && f.sure).length;
  return {
    manifest: snapshot.manifest,
    topology,
    routing,
    findings,
    suppressed,
    gaps: topology.gaps,
    summary: {
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      unsure: findings.filter((f) => !f.sure).length,
      suppressed: suppressed.length,
    },
  };
}
