/** Plans of every sort, carried out by the AWS SDK at the endpoint, step by step, and read back by the collector. */
import { it } from 'vitest';
import { PlanEstate } from './plan-estate.ts';
import { SCENARIOS } from './plan-scenarios.ts';

it.each(SCENARIOS)('becomes what was simulated: %s', async (_, make) => {
  const estate = await PlanEstate.start(make());
  estate.expectPlanned();
  await estate.drive();
  await estate.expectDone();
});
