/** Orders things so that those that belong together stand side by side: a greedy chain, ties by name. */
import { byText } from '../../base/order.ts';

const NONE: ReadonlyMap<string, number> = new Map();

export class Ties {
  readonly #weights = new Map<string, Map<string, number>>();

  add(a: string, b: string, weight: number): void {
    if (a === b) return;
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = this.#weights.get(x) ?? new Map<string, number>();
      this.#weights.set(x, row);
      row.set(y, (row.get(y) ?? 0) + weight);
    }
  }

  between(a: string, b: string): number {
    return this.#weights.get(a)?.get(b) ?? 0;
  }

  /** What it is tied to, and how much. */
  of(a: string): ReadonlyMap<string, number> {
    return this.#weights.get(a) ?? NONE;
  }

  total(a: string, among: ReadonlySet<string>): number {
    let sum = 0;
    for (const [b, weight] of this.#weights.get(a) ?? []) if (among.has(b)) sum += weight;
    return sum;
  }

  /** A chain through all items: starts at an end, each next one the most tied to what stands last. */
  chain(items: readonly string[]): string[] {
    const all = new Set(items);
    const left = new Set([...items].sort(byText));
    const out: string[] = [];
    while (left.size > 0) {
      const last = out.at(-1);
      let best: string | undefined;
      let bestScore: readonly number[] = [];
      for (const item of left) {
        const score =
          last === undefined
            ? [this.total(item, all) > 0 ? 1 : 0, -this.total(item, all)]
            : [this.between(last, item), this.total(item, all) - this.total(item, left)];
        if (
          best === undefined ||
          score.some(
            (s, i) =>
              s > (bestScore[i] ?? 0) && score.slice(0, i).every((v, j) => v === bestScore[j]),
          )
        ) {
          best = item;
          bestScore = score;
        }
      }
      if (best === undefined) break;
      left.delete(best);
      out.push(best);
    }
    return out;
  }

  /** Items tied together, directly or through others; groups and members in order of name. */
  groups(items: readonly string[]): string[][] {
    const seen = new Set<string>();
    const out: string[][] = [];
    for (const item of [...items].sort(byText)) {
      if (seen.has(item)) continue;
      const group: string[] = [];
      const stack = [item];
      while (stack.length > 0) {
        const next = stack.pop() ?? '';
        if (seen.has(next)) continue;
        seen.add(next);
        group.push(next);
        stack.push(...(this.#weights.get(next)?.keys() ?? []));
      }
      out.push(group.sort(byText));
    }
    return out;
  }
}
