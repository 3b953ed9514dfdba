/** Orders things so that those that belong together stand side by side: a greedy chain, ties by name. */
import { byText } from '../../base/order.ts';
import { Queue } from './queue.ts';

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

  /** A chain through all items: starts at an end, each next one the most tied to what stands last, then to all that stand. */
  chain(items: readonly string[]): string[] {
    const names = [...new Set(items)].sort(byText);
    const left = new Set(names);
    const rank = new Map(names.map((name, i) => [name, i]));
    const total = (item: string): number => {
      let sum = 0;
      for (const [other, weight] of this.of(item)) if (rank.has(other)) sum += weight;
      return sum;
    };
    const totals = names.map(total);
    const ends = totals.filter((sum) => sum > 0);
    const least = ends.reduce((a, b) => Math.min(a, b), Infinity);
    const out: string[] = [];
    /** How much each is tied to what stands already. */
    const tied = names.map(() => 0);
    const queue = new Queue();
    names.forEach((_, i) => queue.push(0, i));
    /** The most tied to what stands; entries from before it was tied so much are passed over. */
    const nextBest = (): string | undefined => {
      for (let top = queue.pop(); top; top = queue.pop()) {
        const name = names[top.state];
        if (name !== undefined && left.has(name) && -top.cost === tied[top.state]) return name;
      }
      return undefined;
    };
    const nextTo = (last: string): string | undefined => {
      let best: string | undefined;
      let most: readonly [number, number, number] = [0, 0, 0];
      for (const [name, weight] of this.of(last)) {
        if (!left.has(name)) continue;
        const i = rank.get(name) ?? 0;
        const score = [weight, tied[i] ?? 0, -i] as const;
        const first = score.findIndex((v, k) => v !== most[k]);
        if (best !== undefined && (score[first] ?? 0) <= (most[first] ?? 0)) continue;
        best = name;
        most = score;
      }
      return best;
    };
    while (left.size > 0) {
      const last = out.at(-1);
      const next =
        last === undefined
          ? (names[totals.indexOf(least)] ?? names[0])
          : (nextTo(last) ?? nextBest());
      if (next === undefined) break;
      left.delete(next);
      out.push(next);
      for (const [other, weight] of this.of(next)) {
        const i = rank.get(other);
        if (i === undefined || !left.has(other)) continue;
        tied[i] = (tied[i] ?? 0) + weight;
        queue.push(-tied[i], i);
      }
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
