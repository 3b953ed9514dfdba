/**
 * Baselines: findings a team knows of and has put off, so that lint tells only of new ones.
 *
 * An entry is a fingerprint: the rule and the resources (or subject) of a finding. So a finding stays known when its
 * words change, when it gets more places, and when it turns from unsure to sure. Entries keep how many places there
 * were, and a known finding with more of them is told as grown. They keep how severe it was, too: what was put off as a
 * note and is an error now is not known any more.
 */
import { byText, thenBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import { type AnyRule, type Finding, isWorse, type Severity } from './rule.ts';

export interface BaselineEntry {
  readonly rule: string;
  readonly fingerprint: string;
  /** What it is about; a subject stands here where the finding has one. For the reader. */
  readonly resources: readonly Ref[];
  /** Number of places when it was noted. */
  readonly places: number;
  /** When it was noted; entries of older files have none, and hide every severity. */
  readonly severity?: Severity | undefined;
  /** What it said then. For the reader. */
  readonly message: string;
}

/** Sorted by rule, resources and fingerprint; no fingerprint twice. */
export type Baseline = readonly BaselineEntry[];

/** A known finding that has more places than its entry. */
export interface Grown {
  readonly finding: Finding;
  readonly before: number;
}

/** A finding that is more severe than its entry. */
export interface Worse {
  readonly finding: Finding;
  readonly before: Severity;
}

/** What a baseline is to the findings of a run. */
export interface Comparison {
  /** Findings that it does not hide, in the order of the report. */
  readonly fresh: readonly Finding[];
  /** Those of them that it would hide, were they no more severe than they were. */
  readonly worse: readonly Worse[];
  readonly known: readonly Finding[];
  readonly grown: readonly Grown[];
  /** Entries nothing was found for. */
  readonly stale: Baseline;
  /** Entries that could not be looked for: something was not read that may hide them, or their rule was not run. */
  readonly unseen: Baseline;
}

const entryOrder = thenBy<BaselineEntry>(
  (a, b) => byText(a.rule, b.rule),
  (a, b) => byText(a.resources.join('\n'), b.resources.join('\n')),
  (a, b) => byText(a.fingerprint, b.fingerprint),
);

/** Entries in their order, the last of each fingerprint. */
export const baselineOf = (entries: Iterable<BaselineEntry>): Baseline =>
  [...new Map([...entries].map((e) => [e.fingerprint, e] as const)).values()].sort(entryOrder);

export const entryOf = (finding: Finding): BaselineEntry => ({
  rule: finding.rule,
  fingerprint: finding.fingerprint,
  resources: finding.subject === undefined ? uniq(finding.resources) : [finding.subject],
  places: finding.places.length,
  severity: finding.severity,
  message: finding.message,
});

export interface Compared {
  readonly findings: readonly Finding[];
  /** Findings that a suppression hides: they are there, so their entries are not stale. */
  readonly suppressed: readonly { readonly finding: Finding }[];
  readonly topology: Topology;
  readonly rules: readonly AnyRule[];
  /** Rules that could not be run: nothing can be said of their entries. */
  readonly notRun: readonly { readonly rule: string }[];
}

export function compareBaseline(baseline: Baseline, run: Compared): Comparison {
  const entries = new Map(baseline.map((entry) => [entry.fingerprint, entry]));
  const fresh: Finding[] = [];
  const worse: Worse[] = [];
  const known: Finding[] = [];
  const grown: Grown[] = [];
  for (const finding of run.findings) {
    const entry = entries.get(finding.fingerprint);
    const before = entry?.severity;
    if (!entry) fresh.push(finding);
    else if (before !== undefined && isWorse(finding.severity, before)) {
      fresh.push(finding);
      worse.push({ finding, before });
    } else {
      known.push(finding);
      if (finding.places.length > entry.places) grown.push({ finding, before: entry.places });
    }
  }
  const there = new Set(
    [...run.findings, ...run.suppressed.map((s) => s.finding)].map((f) => f.fingerprint),
  );
  const gone = baseline.filter((entry) => !there.has(entry.fingerprint));
  const mayHide = hiding(run);
  return {
    fresh,
    worse,
    known,
    grown,
    stale: gone.filter((entry) => !mayHide(entry)),
    unseen: gone.filter(mayHide),
  };
}

/** The part of a comparison that is about some rules. */
export function within(compared: Comparison, rules: readonly string[]): Comparison {
  const wanted = new Set(rules);
  const isOurs = ({ rule }: { readonly rule: string }): boolean => wanted.has(rule);
  return {
    fresh: compared.fresh.filter(isOurs),
    worse: compared.worse.filter(({ finding }) => isOurs(finding)),
    known: compared.known.filter(isOurs),
    grown: compared.grown.filter(({ finding }) => isOurs(finding)),
    stale: compared.stale.filter(isOurs),
    unseen: compared.unseen.filter(isOurs),
  };
}

/** True where what an entry speaks of may be there although nothing was found. */
function hiding({ topology, rules, notRun }: Compared): (entry: BaselineEntry) => boolean {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const idle = new Set(notRun.map(({ rule }) => rule));
  return ({ rule: id, resources }) => {
    if (idle.has(id)) return true;
    const needs = byId.get(id)?.needs ?? [];
    // A resource that is nowhere to be seen may stand wherever something was not read.
    return resources.some((ref) => topology.gapsHiding(needs, topology.placeOf(ref)).length > 0);
  };
}
