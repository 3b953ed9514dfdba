/**
 * Finds an order of steps in which nobody fares differently after any of them, or shows that there is none.
 *
 * First each step is taken as soon as it does no harm, again and again until no more can be. What is left then is
 * looked at together with the steps it meets with (see `meeting`): only these can make it harmless. The network after
 * some of them is the same in whatever order they were taken, so the orders are paths through the sets of steps taken,
 * and there are few enough sets to look at them all.
 */
import type { Routing } from '../routing/routing.ts';
import type { Fate } from './compare.ts';
import type { DraftStep } from './draft.ts';
import { meeting } from './meeting.ts';
import type { OrderSearch } from './plan.ts';
import type { Refusal } from './refusal.ts';
import type { Walk } from './walk.ts';

/** Networks simulated in search of an order, for all steps of a phase together. */
const MOST_STATES = 1024;

/** A step that no order was found for. */
export interface Unplaced {
  readonly step: DraftStep;
  readonly refusal: Refusal;
}

/** Takes all of some steps in an order without harm, and last those that have no place in such an order. */
export function takeInOrder(walk: Walk, steps: readonly DraftStep[]): Unplaced[] {
  const start = walk.mark();
  const first = walk.taken.length;
  const left = takeHarmless(walk, steps);
  if (left.length === 0) return [];
  const end = walk.mark();
  const early = walk.taken.slice(first).map((t) => t.step);
  start();
  const stuck = new Set(left);
  const searches = new Map<DraftStep, Searched>();
  let states = MOST_STATES;
  for (const group of meeting(walk.first.topology, steps)) {
    if (!group.some((step) => stuck.has(step))) continue;
    const searched = searchOrder(walk, group, states);
    states -= searched.search.states;
    for (const step of group) searches.set(step, searched);
  }
  const found = [...new Set(searches.values())].flatMap((s) => s.order ?? []);
  if (found.length === 0) end();
  else {
    const settled = new Set(found);
    for (const step of early) if (!settled.has(step)) walk.take(step);
    for (const step of found) stuck.delete(step);
    for (const step of found) walk.take(step);
  }
  return [...stuck].flatMap((step): Unplaced[] => {
    const { seen } = walk.take(step);
    const { search, harm } = searches.get(step)!;
    const worst = harm ?? seen.harm;
    return worst ? [{ step, refusal: { harm: worst, search } }] : [];
  });
}

/** Takes what does no harm, until nothing is left that does none; returns what is left. */
function takeHarmless(walk: Walk, steps: readonly DraftStep[]): DraftStep[] {
  let pending = [...steps];
  for (;;) {
    const left = pending.filter((step) => {
      const look = walk.look([step]);
      if (look.seen.harm) return true;
      walk.take(step, look);
      return false;
    });
    if (left.length === 0 || left.length === pending.length) return left;
    pending = left;
  }
}

interface Searched {
  /** Undefined where there is none, or none was found. */
  readonly order: readonly DraftStep[] | undefined;
  readonly search: OrderSearch;
  /** Who fares differently once all were taken, in whatever order. */
  readonly harm: Fate | undefined;
}

/** Looks for an order of steps that meet, from where the walk stands. */
function searchOrder(walk: Walk, steps: readonly DraftStep[], most: number): Searched {
  const said = (verdict: OrderSearch['verdict'], states: number, harm?: Fate): Searched => ({
    order: undefined,
    search: { steps: steps.length, states, verdict },
    harm,
  });
  if (most <= 0) return said('not-settled', 0);
  const { harm } = walk.look(steps).seen;
  if (harm) return said('end', 1, harm);
  const seen = new Set<bigint>();
  const path: DraftStep[] = [];
  const stack: { taken: bigint; network: Routing; next: number }[] = [
    { taken: 0n, network: walk.network, next: 0 },
  ];
  while (stack.length > 0 && path.length < steps.length) {
    const top = stack.at(-1)!;
    const step = steps[top.next];
    if (!step) {
      stack.pop();
      path.pop();
      continue;
    }
    const taken = top.taken | (1n << BigInt(top.next++));
    if (taken === top.taken || seen.has(taken)) continue;
    if (seen.size >= most) return said('not-settled', seen.size);
    seen.add(taken);
    const look = walk.look([step], top.network);
    if (look.seen.harm) continue;
    stack.push({ taken, network: look.network, next: 0 });
    path.push(step);
  }
  if (path.length === 0) return said('every-order', seen.size);
  return { ...said('every-order', seen.size), order: path };
}
