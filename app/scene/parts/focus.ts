/** What lies within a number of links of one resource. */
import type { Ref } from '../../base/ref.ts';
import type { Boxes } from './boxes.ts';
import type { Drawing } from './drawing.ts';
import { quoted, ViewError } from './view-error.ts';

/** Throws ViewError where the resource is not in the picture. */
export function around(
  drawing: Drawing,
  boxes: Boxes,
  focus: Ref,
  depth: number,
): ReadonlySet<Ref> {
  const kept = new Set(boxes.of(focus));
  if (kept.size === 0) {
    throw new ViewError(
      `Nothing in this picture is called ${quoted(focus)}: give the id of a VPC, transit gateway, peering, attachment, subnet or route table.`,
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
  return kept;
}
