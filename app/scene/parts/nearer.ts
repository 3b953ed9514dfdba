/** Places containers side by side and in rows, those that are linked near each other: what many are linked with comes into their midst. */
import type { Ties } from './neighbours.ts';
import { type Packed, packerFor, type Sized } from './pack.ts';

interface Item extends Sized {
  /** By which its ties are known. */
  readonly id: string;
}

/** Among more, a better order is not looked for. */
const MOST_ITEMS = 60;
/** So many of them, the most tied, are tried in other places. */
const MOST_TRIED = 6;
/** Another order has to be so much shorter in its links: the first one is by what stands beside what, and reads better. */
const WORTH = 0.95;
/** Rows that run back from right to left read worse still. */
const WORTH_TURNING = 0.85;

/** The items in the order in which they stand, with their corners. */
export function placed<T extends Item>(
  items: readonly T[],
  ties: Ties,
  gap: number,
  proportion: number,
  least = 0,
): { readonly items: readonly T[]; readonly packed: Packed } {
  if (items.length === 0) return { items, packed: { width: 0, height: 0, at: [] } };
  const { pack, inRows } = packerFor(items, gap, proportion, least);
  const plain = pack(items);
  if (items.length < 3 || items.length > MOST_ITEMS) return { items, packed: plain };
  const turned = inRows ? inTurn(items, plain) : plain;
  const turns = lengthOf(items, turned, ties) < lengthOf(items, plain, ties) * WORTH_TURNING;
  let best = { items, packed: turns ? turned : plain };
  let length = lengthOf(items, best.packed, ties);
  const tried = [...items]
    .sort((a, b) => ties.of(b.id).size - ties.of(a.id).size)
    .slice(0, MOST_TRIED)
    .filter(({ id }) => ties.of(id).size > 2);
  for (const item of tried) {
    const others = best.items.filter((other) => other !== item);
    let most = length * WORTH;
    for (let i = 0; i <= others.length; i++) {
      const order = [...others.slice(0, i), item, ...others.slice(i)];
      const packed = turns ? inTurn(order, pack(order)) : pack(order);
      const now = lengthOf(order, packed, ties);
      if (now >= most) continue;
      best = { items: order, packed };
      most = length = now;
    }
  }
  return best;
}

/** What stands in rows, with every other row from right to left: what comes next stands below, not at the other end. */
function inTurn(items: readonly Sized[], { width, height, at }: Packed): Packed {
  let row = 0;
  return {
    width,
    height,
    at: items.map((item, i) => {
      const [here, before] = [at[i]!, at[i - 1]];
      if (before && here.x <= before.x) row++;
      return row % 2 === 0 ? here : { x: width - here.x - item.width, y: here.y };
    }),
  };
}

/** How long all links are together, across and down, from middle to middle. */
function lengthOf(items: readonly Item[], { at }: Packed, ties: Ties): number {
  const middles = new Map(
    items.map(({ id, width, height }, i) => [
      id,
      { x: at[i]!.x + width / 2, y: at[i]!.y + height / 2 },
    ]),
  );
  let sum = 0;
  for (const [id, a] of middles) {
    for (const [other, weight] of ties.of(id)) {
      const b = middles.get(other);
      if (b && id < other) sum += weight * (Math.abs(a.x - b.x) + Math.abs(a.y - b.y));
    }
  }
  return sum;
}
