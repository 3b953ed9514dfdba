/** Narrows a drawing to what lies within a number of links of one resource. */
import type { Ref } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import type { Drawing } from './drawing.ts';

/** Nodes that stand for a resource: itself, its VPC, the ends of a link, or everything in a container. */
function startsOf(report: Report, drawing: Drawing, focus: Ref): Set<Ref> {
  const ids = new Set(drawing.nodes.map((n) => n.id));
  if (ids.has(focus)) return new Set([focus]);
  const out = new Set<Ref>();
  for (const link of drawing.links) {
    if (link.refs.includes(focus)) for (const end of [link.from, link.to]) out.add(end);
  }
  if (out.size > 0) return out;
  for (const node of drawing.nodes) {
    if (focus === `account/${node.account}` || focus === `region/${node.account}/${node.region}`)
      out.add(node.id);
  }
  const vpc = report.topology.vpcOf(focus)?.id;
  const tgw = report.topology.get('tgw-route-table', focus)?.tgw;
  for (const owner of [vpc, tgw]) if (owner !== undefined && ids.has(owner)) out.add(owner);
  return out;
}

/** Throws RangeError, with a sentence for the user, where the resource is not in the picture. */
export function focusOn(
  report: Report,
  drawing: Drawing,
  focus: Ref,
  depth: number,
): { drawing: Drawing; leftOut: readonly string[] } {
  const kept = startsOf(report, drawing, focus);
  if (kept.size === 0) {
    throw new RangeError(
      `Nothing in this picture is called ${JSON.stringify(focus.slice(0, 80))}: give the id of a VPC, transit gateway, peering, attachment, subnet or route table.`,
    );
  }
  let edge = new Set(kept);
  for (let step = 0; step < depth && edge.size > 0; step++) {
    const next = new Set<Ref>();
    for (const link of drawing.links) {
      if (edge.has(link.from) && !kept.has(link.to)) next.add(link.to);
      if (edge.has(link.to) && !kept.has(link.from)) next.add(link.from);
    }
    for (const id of next) kept.add(id);
    edge = next;
  }
  const nodes = drawing.nodes.filter((n) => kept.has(n.id));
  const hidden = drawing.nodes.length - nodes.length;
  return {
    drawing: {
      ...drawing,
      nodes,
      links: drawing.links.filter((l) => kept.has(l.from) && kept.has(l.to)),
      meshes: drawing.meshes.map((m) => ({
        ...m,
        members: m.members.filter((id) => kept.has(id)),
      })),
      places: drawing.places.filter((p) =>
        nodes.some((n) => n.account === p.account && n.region === p.region),
      ),
    },
    leftOut:
      hidden > 0
        ? [
            `${hidden} ${hidden === 1 ? 'node' : 'nodes'} further than ${depth} ${depth === 1 ? 'link' : 'links'} from ${focus}`,
          ]
        : [],
  };
}
