/** The scripts of plans that build on gateways that are there, run by the real AWS CLI: stopped on the way, gone on with, run again. */
import { describe, expect, it } from 'vitest';
import { awsCliMissing } from '#tests/kit/aws-cli.ts';
import { LONG } from '#tests/kit/long.ts';
import { PlanEstate } from './plan-estate.ts';
import { hub, newLink } from './plan-scenarios.ts';

describe.skipIf(awsCliMissing !== undefined)(
  `the script of a plan on a gateway that is there${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
  () => {
    it('puts it into more zones, lets it carry references, and shares it with who does not see it', async () => {
      const estate = await PlanEstate.start(hub());
      estate.expectPlanned();
      const script = await estate.script();
      // Shared, and not accepted by the account that was invited.
      await script.killedAt('/acceptresourceshareinvitation');
      // The attachment of another account is asked for, and nobody has accepted it.
      await script.killedAt('AcceptTransitGatewayVpcAttachment');
      await script.all();
      await estate.expectDone();
      const writes = estate.writes();
      const times = (name: string) => writes.filter((w) => w === name).length;
      // One share, one account invited: the other sees the gateway by a share that nobody but RAM knows of.
      expect(times('/createresourceshare')).toBe(1);
      expect(times('/acceptresourceshareinvitation')).toBe(1);
      expect(times('/associateresourceshare')).toBe(0);
      expect(times('CreateTransitGateway')).toBe(0);
      await script.all();
      expect(estate.writes()).toEqual([]);
    }, 240_000);

    // Plans like it are carried out by the SDK each time (plan-driven.test.ts).
    it.skipIf(!LONG)(
      `peers it with a new one, and takes what joins out of its default tables${LONG ? '' : ' (skipped: PEERLESS_LONG is not set)'}`,
      async () => {
        const estate = await PlanEstate.start(newLink());
        estate.expectPlanned();
        const script = await estate.script();
        // Out of the default table, and not in its own yet.
        await script.killedAt('DisassociateTransitGatewayRouteTable');
        await script.all();
        await estate.expectDone();
        estate.writes();
        await script.all();
        expect(estate.writes()).toEqual([]);
      },
      240_000,
    );
  },
);
