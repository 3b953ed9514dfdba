/** Badges: the worst severity among the findings that touch a node or a line, and how many have it. */
import type { Ref } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import { SEVERITIES, type Finding } from '../../rules/rule.ts';
import { findingsByTouch } from '../../rules/touch.ts';
import type { Badge } from './drawing.ts';

export function badgesOf(report: Report): {
  /** What touches something in `inner` is marked there. */
  node: (id: Ref, inner?: readonly Ref[]) => Badge | undefined;
  edge: (refs: Iterable<Ref>) => Badge | undefined;
} {
  const index = findingsByTouch(report.topology, report.findings);
  const of = (refs: readonly Ref[], inner: readonly Ref[] = []): Badge | undefined => {
    const found = new Set<Finding>();
    for (const ref of refs) {
      for (const finding of index.get(ref) ?? []) {
        // A mesh is marked by its hull; marks on every member and line would drown the others.
        if (finding.rule !== 'peering-mesh') found.add(finding);
      }
    }
    for (const ref of inner) for (const finding of index.get(ref) ?? []) found.delete(finding);
    for (const severity of SEVERITIES) {
      const count = [...found].filter((finding) => finding.severity === severity).length;
      if (count > 0) return { severity, count };
    }
    return undefined;
  };
  return { node: (id, inner) => of([id], inner), edge: (refs) => of([...refs]) };
}
