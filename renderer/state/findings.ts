/** The list of findings: what is filtered out, what is folded, and the order it shows. */
import { SEVERITIES, type Severity } from '#app/rules/rule.ts';
import type { FindingView } from '#app/api/engine.ts';
import type { Making } from '../state.ts';

export interface FindingFilter {
  readonly text: string;
  /** Severities that are hidden. */
  readonly hidden: readonly Severity[];
}

/** Findings of one rule at one severity. */
export interface FindingGroup {
  readonly key: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly findings: readonly FindingView[];
}

export interface FindingsSlice {
  readonly filter: FindingFilter;
  /** Keys of groups that are folded. */
  readonly folded: readonly string[];
  readonly setFilter: (part: Partial<FindingFilter>) => void;
  readonly toggleSeverity: (severity: Severity) => void;
  readonly toggleGroup: (key: string) => void;
  /** Fingerprints in the order of the list, folded groups included. */
  readonly findingOrder: () => readonly string[];
}

const matches = (finding: FindingView, words: readonly string[]): boolean => {
  const text = [finding.message, finding.title, finding.rule, ...finding.resources]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
};

/** The groups a list shows: meshes first, since they shape the network; then worst severity first, in the engine's order. */
export function groupsOf(
  findings: readonly FindingView[],
  filter: FindingFilter,
): readonly FindingGroup[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const groups = new Map<string, FindingView[]>();
  for (const finding of findings) {
    if (filter.hidden.includes(finding.severity) || !matches(finding, words)) continue;
    const key = `${finding.severity}/${finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const weight = (group: FindingGroup): number =>
    SEVERITIES.indexOf(group.severity) - (group.rule === 'peering-mesh' ? SEVERITIES.length : 0);
  return [...groups]
    .map(([key, list]) => ({
      key,
      rule: list[0]!.rule,
      title: list[0]!.title,
      severity: list[0]!.severity,
      findings: list,
    }))
    .sort((a, b) => weight(a) - weight(b));
}

export function findingsSlice({ set, get }: Making): FindingsSlice {
  return {
    filter: { text: '', hidden: [] },
    folded: [],
    setFilter: (part) => set({ filter: { ...get().filter, ...part } }),
    toggleSeverity(severity) {
      const { hidden } = get().filter;
      get().setFilter({
        hidden: hidden.includes(severity)
          ? hidden.filter((s) => s !== severity)
          : [...hidden, severity],
      });
    },
    toggleGroup(key) {
      const { folded } = get();
      set({ folded: folded.includes(key) ? folded.filter((k) => k !== key) : [...folded, key] });
    },
    findingOrder() {
      const { source, filter } = get();
      if (source.phase !== 'open') return [];
      return groupsOf(source.findings, filter).flatMap((group) =>
        group.findings.map((f) => f.fingerprint),
      );
    },
  };
}
