/** Why the proof turns something down, and how that is said. */
import { grouped } from '../base/count.ts';
import type { Topology } from '../topology/topology.ts';
import type { Fate } from './compare.ts';
import type { OrderSearch } from './design-shapes.ts';

/** Why something is not moved: who would fare differently, and whether another order of the steps would help. */
export interface Refusal {
  readonly harm: Fate;
  /** Undefined where the order of the steps is given. */
  readonly search: OrderSearch | undefined;
}

/** What would happen, as a sentence without its end. `done` begins it: `Moved to the gateway`, `opened`. */
export function sayRefusal(topology: Topology, { harm, search }: Refusal, done: string): string {
  const fate = `${topology.label(harm.from)} would reach ${topology.label(harm.to)} differently: ${harm.before} today, ${harm.after} then`;
  if (!search) return `${done}, ${fate}`;
  const met = `${grouped(search.steps)} steps that meet`;
  const networks = `${grouped(search.states)} networks simulated`;
  switch (search.verdict) {
    case 'end':
      return search.steps === 1
        ? `${done}, in whatever order of the steps, ${fate}`
        : `${done} beside what else moves, in whatever order of the ${met}, ${fate}`;
    case 'every-order':
      return `${done}, ${fate}; no order of the ${met} goes without harm (${networks}: all that such an order could lead through)`;
    case 'not-settled':
      return `${done}, ${fate}; no order of the ${met} was found that goes without harm, and not all were tried (${networks})`;
  }
}
