/** The scripts of plans that change who reaches whom, run by the real AWS CLI phase by phase, and again. */
import { describe, expect, it } from 'vitest';
import { awsCliMissing } from '#tests/kit/aws-cli.ts';
import { PlanEstate } from './plan-estate.ts';
import { segments } from './plan-scenarios.ts';

describe.skipIf(awsCliMissing !== undefined)(
  `the script of a plan${awsCliMissing ? ` (skipped: ${awsCliMissing})` : ''}`,
  () => {
    it('opens and closes pairs as a configuration says', async () => {
      const estate = await PlanEstate.start(segments());
      estate.expectPlanned();
      const script = await estate.script();
      await script.phase('build');
      expect(await estate.reach()).toBe('d>p o>q p>d p>s q>o s>p');
      // What is opened is open, and what is to be closed not closed yet: nobody has verified.
      await script.phase('cut-over');
      expect(await estate.reach()).toBe('d>p o>q p>d p>q p>s q>o q>p q>s s>p s>q');
      estate.writes();
      expect(await script.anew()).toContain('Stopped before the phase close. Verify first;');
      expect(estate.writes()).toEqual([]);
      await script.phase('close');
      await script.phase('remove');
      await estate.expectDone();
      estate.writes();
      await script.all();
      expect(estate.writes()).toEqual([]);
    }, 240_000);
  },
);
