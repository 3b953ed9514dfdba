/** Badges: how many findings touch a node or a line, and the worst of them. */
import type { Ref } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import { SEVERITIES, type Finding } from '../../rules/rule.ts';
import type { Badge } from './drawing.ts';
import type { Gathered } from './gather.ts';

/** Findings by the nodes they touch and the resources they name. */
export function badgesOf(
  report: Report,
  out: Gathered,
): { node: (id: Ref) => Badge | undefined; edge: (refs: Iterable<Ref>) => Badge | undefined } {
  const hits = new Map<Ref, Set<Finding>>();
  const hit = (ref: Ref, finding: Finding): void => {
    const found = hits.get(ref);
    if (found) found.add(finding);
    else hits.set(ref, new Set([finding]));
  };
  for (const finding of report.findings) {
    // A mesh is marked by its hull; marks on every member and line would drown the others.
    if (finding.rule === 'peering-mesh') continue;
    for (const ref of finding.resources) {
      hit(ref, finding);
      if (out.nodes.has(ref)) continue;
      const vpc = report.topology.vpcOf(ref)?.id ?? report.topology.attachment(ref)?.vpc;
      const tgw = report.topology.get('tgw-route-table', ref)?.tgw;
      for (const owner of [vpc, tgw]) if (owner !== undefined) hit(owner, finding);
    }
  }
  const of = (findings: ReadonlySet<Finding>): Badge | undefined => {
    const severity = SEVERITIES.find((s) => [...findings].some((f) => f.severity === s));
    return severity && { severity, count: findings.size };
  };
  return {
    node: (id) => of(hits.get(id) ?? new Set()),
    edge: (refs) => of(new Set([...refs].flatMap((ref) => [...(hits.get(ref) ?? [])]))),
  };
}
