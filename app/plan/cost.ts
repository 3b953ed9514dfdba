/** What a plan costs a month, before and after. */
import { meshCost } from '../mesh/cost.ts';
import type { Topology } from '../topology/topology.ts';
import type { Design, PlanCost } from './plan.ts';

export function costOf(topology: Topology, design: Design): PlanCost {
  return {
    ...meshCost(design.attachments.map((a) => topology.placeOf(a.vpc).region)),
    before: undefined,
    after: undefined,
    gbMonth: undefined,
    notes: [],
  };
}
