/**
 * The least number of transit gateway route tables that keep apart what has to be kept apart.
 *
 * A VPC may use any table that leads to exactly the VPCs it sends to; whether the table also leads back to the VPC
 * itself makes no difference, for its local route takes such packets. So each VPC accepts two sets of destinations,
 * and the fewest sets of which every VPC accepts one are wanted. Seen as a graph (sets are points, VPCs the lines
 * between their two sets) that is a minimum vertex cover; as the two sets of a VPC differ by one element, the graph
 * is bipartite by the parity of their size, and a maximum matching yields the cover (Kőnig's theorem).
 */
import { byText, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';

export interface TableGroup {
  /** VPCs that use the table, sorted. */
  readonly serves: readonly Ref[];
  /** VPCs it leads to, sorted. */
  readonly leads: readonly Ref[];
}

interface Point {
  readonly key: string;
  readonly leads: readonly Ref[];
  /** VPCs that accept this set, and the other set each of them accepts. */
  readonly lines: { readonly vpc: Ref; readonly other: string }[];
}

/** Groups in order of their first VPC. Every VPC is served by exactly one. */
export function leastTables(needs: ReadonlyMap<Ref, ReadonlySet<Ref>>): TableGroup[] {
  const points = new Map<string, Point>();
  const choices = new Map<Ref, { open: string; closed: string }>();
  const point = (leads: readonly Ref[]): Point => {
    const key = leads.join(' ');
    let found = points.get(key);
    if (!found) points.set(key, (found = { key, leads, lines: [] }));
    return found;
  };
  for (const [vpc, leads] of needs) {
    const open = point(uniq([...leads].filter((to) => to !== vpc)));
    const closed = point(uniq([...leads, vpc]));
    open.lines.push({ vpc, other: closed.key });
    closed.lines.push({ vpc, other: open.key });
    choices.set(vpc, { open: open.key, closed: closed.key });
  }
  const cover = leastCover(points);
  const serves = new Map<string, Ref[]>();
  for (const [vpc, { open, closed }] of choices) {
    const key = cover.has(closed) ? closed : open;
    const list = serves.get(key);
    if (list) list.push(vpc);
    else serves.set(key, [vpc]);
  }
  return [...serves]
    .map(([key, vpcs]) => ({ serves: uniq(vpcs), leads: points.get(key)!.leads }))
    .sort((a, b) => byText(a.serves[0]!, b.serves[0]!));
}

/** The fewest points that touch every line. */
function leastCover(points: ReadonlyMap<string, Point>): Set<string> {
  const even = [...points.values()].filter((p) => p.leads.length % 2 === 0);
  const mateOfOdd = new Map<string, string>();
  const mateOfEven = new Map<string, string>();
  for (const start of even) augment(start.key, points, mateOfOdd, mateOfEven);
  // Kőnig: what alternating paths from the unmatched even points reach.
  const reached = new Set<string>();
  const queue = even.filter((p) => !mateOfEven.has(p.key)).map((p) => p.key);
  for (const key of queue) reached.add(key);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const { other } of points.get(at)!.lines) {
      if (reached.has(other)) continue;
      reached.add(other);
      const mate = mateOfOdd.get(other);
      if (mate !== undefined && !reached.has(mate)) {
        reached.add(mate);
        queue.push(mate);
      }
    }
  }
  return new Set(
    [...points.values()]
      .filter((p) => (p.leads.length % 2 === 0 ? !reached.has(p.key) : reached.has(p.key)))
      .filter((p) => p.lines.length > 0)
      .map((p) => p.key),
  );
}

/** Breadth first for a free odd point, then the path is turned round. */
function augment(
  start: string,
  points: ReadonlyMap<string, Point>,
  mateOfOdd: Map<string, string>,
  mateOfEven: Map<string, string>,
): void {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    const at = queue[i]!;
    for (const { other: odd } of points.get(at)!.lines) {
      if (cameFrom.has(odd)) continue;
      cameFrom.set(odd, at);
      const mate = mateOfOdd.get(odd);
      if (mate !== undefined) {
        queue.push(mate);
        continue;
      }
      for (let end: string | undefined = odd; end !== undefined;) {
        const from: string = cameFrom.get(end)!;
        const next = mateOfEven.get(from);
        mateOfOdd.set(end, from);
        mateOfEven.set(from, end);
        end = from === start ? undefined : next;
      }
      return;
    }
  }
}

/**
 * Joins tables until there are no more than `most`. A joined table leads some VPCs further than they send: only
 * their own route tables then keep them from it. `clash` says which VPCs cannot stand in one table.
 */
export function withinQuota(
  groups: readonly TableGroup[],
  most: number,
  clash: (a: Ref, b: Ref) => boolean,
): { groups: TableGroup[]; joined: boolean } {
  const out = [...groups];
  while (out.length > most) {
    let best: { i: number; j: number; extra: number; leads: Ref[] } | undefined;
    for (let i = 0; i < out.length; i++) {
      for (let j = i + 1; j < out.length; j++) {
        const a = out[i]!;
        const b = out[j]!;
        const leads = uniq([...a.leads, ...b.leads]);
        const extra =
          (leads.length - a.leads.length) * a.serves.length +
          (leads.length - b.leads.length) * b.serves.length;
        if (best && extra >= best.extra) continue;
        if (a.leads.some((x) => b.leads.some((y) => x !== y && clash(x, y)))) continue;
        best = { i, j, extra, leads };
      }
    }
    if (!best) break;
    const [b] = out.splice(best.j, 1);
    out[best.i] = { serves: uniq([...out[best.i]!.serves, ...b!.serves]), leads: best.leads };
  }
  return { groups: out, joined: out.length < groups.length };
}
