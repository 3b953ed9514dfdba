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
import type { OrderSearch } from './design-shapes.ts';
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
  const left = new Set(takeHarmless(walk, steps));
  if (left.size === 0) return [];
  const early = walk.taken.slice(first).map((t) => t.step);
  start();
  const budget = { states: MOST_STATES };
  const placed: DraftStep[] = [];
  const unplaced: Unplaced[] = [];
  for (const group of meeting(walk.first.topology, steps)) {
    const stuck = group.filter((step) => left.has(step));
    if (stuck.length === 0) continue;
    const easy = early.filter((step) => group.includes(step));
    const settled = settle(walk, easy, stuck, budget);
    placed.push(...settled.order);
    unplaced.push(...settled.unplaced);
  }
  const late = new Set([...placed, ...unplaced.map((u) => u.step)]);
  for (const step of early) if (!late.has(step)) walk.take(step);
  for (const step of placed) walk.take(step);
  // Taken all the same, to see what comes of it.
  for (const { step } of unplaced) walk.take(step);
  return unplaced;
}

/**
 * Of steps that meet, an order of as many as can be had, and why the others have no place in it. `easy` have an order
 * already, into which none of `stuck` fits at the end.
 */
function settle(
  walk: Walk,
  easy: readonly DraftStep[],
  stuck: readonly DraftStep[],
  budget: { states: number },
): { readonly order: readonly DraftStep[]; readonly unplaced: readonly Unplaced[] } {
  const search = (...steps: DraftStep[]) => searchOrder(walk, steps, budget);
  // All of them, then all but one, then one after another.
  const whole = search(...easy, ...stuck);
  if (whole.order) return { order: whole.order, unplaced: [] };
  let order: readonly DraftStep[] = easy;
  for (const one of stuck.length > 1 ? stuck : []) {
    const found = search(...easy, ...stuck.filter((step) => step !== one)).order;
    if (!found) continue;
    order = found;
    break;
  }
  const unplaced: Unplaced[] = [];
  for (const step of stuck) {
    if (order.includes(step)) continue;
    const searched = search(...order, step);
    if (searched.order) order = searched.order;
    else {
      // Where all of them together would end without harm, it is their order that there is none of.
      const told = whole.search.verdict === 'end' ? searched : whole;
      unplaced.push({ step, refusal: { harm: searched.harm, search: told.search } });
    }
  }
  return { order, unplaced };
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

type Searched =
  | { readonly order: readonly DraftStep[] }
  | {
      readonly order?: undefined;
      readonly search: OrderSearch;
      /** Somebody who fares differently where the search ended. */
      readonly harm: Fate;
    };

/** Looks for an order of steps that meet, from where the walk stands. */
function searchOrder(
  walk: Walk,
  steps: readonly DraftStep[],
  budget: { states: number },
): Searched {
  const none = (verdict: OrderSearch['verdict'], states: number, harm: Fate): Searched => ({
    search: { steps: steps.length, states, verdict },
    harm,
  });
  const { harm } = walk.look(steps).seen;
  if (harm) return none('end', 1, harm);
  const seen = new Set<bigint>();
  const path: DraftStep[] = [];
  const stack: { taken: bigint; network: Routing; next: number }[] = [
    { taken: 0n, network: walk.network, next: 0 },
  ];
  let last: Fate | undefined;
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
    if (last && budget.states <= 0) return none('not-settled', seen.size, last);
    budget.states--;
    seen.add(taken);
    const look = walk.look([step], top.network);
    if (look.seen.harm) {
      last = look.seen.harm;
      continue;
    }
    stack.push({ taken, network: look.network, next: 0 });
    path.push(step);
  }
  return path.length > 0 || !last ? { order: path } : none('every-order', seen.size, last);
}
