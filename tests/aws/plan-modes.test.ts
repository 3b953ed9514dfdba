/** The scripts of plans that change who reaches whom, run by the real AWS CLI: stopped on the way, gone on with, run again. */
import { describe, expect, it } from 'vitest';
import { awsCliMissing } from '#tests/kit/aws-cli.ts';
import { PlanEstate } from './plan-estate.ts';
import { fullMesh, segments } from './plan-scenarios.ts';

describe.skipIf(awsCliMissing !== undefined)(
  `the script of a plan${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
  () => {
    it('opens and closes pairs as a configuration says', async () => {
      const estate = await PlanEstate.start(segments());
      estate.expectPlanned();
      const script = await estate.script();
      // The attachment of another account is asked for, and nobody has accepted it.
      await script.killedAt('AcceptTransitGatewayVpcAttachment');
      await script.all();
      await estate.expectDone();
      estate.writes();
      await script.all();
      expect(estate.writes()).toEqual([]);
    }, 240_000);

    it('opens all pairs of two Regions', async () => {
      const estate = await PlanEstate.start(fullMesh());
      estate.expectPlanned();
      const script = await estate.script();
      // One side has asked for the peering of the gateways; the other has not accepted it.
      await script.killedAt('AcceptTransitGatewayPeeringAttachment');
      await script.all();
      await estate.expectDone();
      estate.writes();
      await script.all();
      expect(estate.writes()).toEqual([]);
    }, 240_000);
  },
);
