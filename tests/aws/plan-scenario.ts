/** A network with a plan to be made for it, and what a person says of both. */
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import type { Change } from '#app/plan/changes.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Segments } from '#app/rules/config.ts';
import { Intent } from '#app/rules/intent.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { World } from '#app/world/world.ts';
import type { Names } from './plan-shape.ts';

/** A network, what is asked of it, and what a person says has to come of it. */
export interface Scenario {
  readonly world: World;
  readonly input: Omit<PlanInput, 'routing' | 'intent'>;
  readonly segments?: Segments;
  readonly names: Names;
  /** Pairs that reach each other: `a>b b>a`. */
  readonly before: string;
  readonly wanted: string;
  /** Changes that the plan has to come down to, or it would not try what it is here for. */
  readonly tries: readonly Change['do'][];
}

export const planOf = ({ world, input, segments }: Scenario) => {
  const pages = world.pages();
  const before = createRouting(buildTopology(pages));
  const intent = segments && new Intent(before.topology, segments);
  return {
    pages,
    before,
    ...makePlan({ routing: before, ...input, ...(intent ? { intent } : {}) }),
  };
};
