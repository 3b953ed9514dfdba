/** JSON: the plan as scripts read it, the same bytes for the same network. */
import { jsonText } from '../base/json-text.ts';
import { definePlanWriter } from './writer.ts';

/** `peerless/plan@1`: `design`, `steps` with their changes and proofs, `proof`, `cost` and `blockers`. */
export default definePlanWriter({
  id: 'json',
  about: {
    title: 'JSON',
    description: 'For scripts: everything, under a schema id, sorted.',
    extension: 'json',
  },
  write: ({ plan }) =>
    jsonText('peerless/plan@1', {
      design: plan.design,
      steps: plan.steps,
      proof: plan.proof,
      cost: plan.cost,
      blockers: plan.warnings,
      offers: plan.offers,
      traffic: plan.traffic,
    }),
});
