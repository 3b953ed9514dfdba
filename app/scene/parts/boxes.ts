/** Which boxes of a drawing stand for a resource: its own, its VPC's, both ends of a line, all of a container. */
import { append } from '../../base/order.ts';
import { accountRef, type Ref, regionRef } from '../../base/ref.ts';
import type { Report } from '../../report.ts';
import type { Drawing, DrawLink } from './drawing.ts';

export interface Boxes {
  /** Every box; none for a resource that is not in the picture. */
  readonly of: (ref: Ref) => ReadonlySet<Ref>;
  readonly isBox: (ref: Ref) => boolean;
  /** Lines that stand for it. */
  readonly linesOf: (ref: Ref) => readonly DrawLink[];
  /** Boxes in an account, or in a Region of one: by the name of the container. */
  readonly inside: (container: Ref) => readonly Ref[];
}

const NONE: readonly never[] = [];

export function boxesOf({ topology }: Report, drawing: Drawing): Boxes {
  const ids = new Set(drawing.nodes.map((n) => n.id));
  const lines = new Map<Ref, DrawLink[]>();
  for (const link of drawing.links) for (const ref of link.refs) append(lines, ref, link);
  const held = new Map<Ref, Ref[]>();
  for (const { id, account, region } of drawing.nodes) {
    append(held, accountRef(account), id);
    append(held, regionRef(account, region), id);
  }
  const linesOf = (ref: Ref): readonly DrawLink[] => lines.get(ref) ?? NONE;
  const inside = (container: Ref): readonly Ref[] => held.get(container) ?? NONE;

  function of(ref: Ref): ReadonlySet<Ref> {
    if (ids.has(ref)) return new Set([ref]);
    const ends = linesOf(ref).flatMap((link) => [link.from, link.to]);
    if (ends.length > 0) return new Set(ends);
    const out = new Set<Ref>(inside(ref));
    const owners = [topology.vpcOf(ref)?.id, topology.get('tgw-route-table', ref)?.tgw];
    for (const owner of owners) if (owner !== undefined && ids.has(owner)) out.add(owner);
    return out;
  }
  return { of, isBox: (ref) => ids.has(ref), linesOf, inside };
}
