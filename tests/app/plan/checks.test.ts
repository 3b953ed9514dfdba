/** Checks of steps: few, they only read, and name what the step changed. */
import { describe, expect, it } from 'vitest';
import { randomRun, sampleRun } from '#tests/app/writers/plan-run.ts';

describe('checks of a step', () => {
  it.each([
    ['the sample estate', sampleRun],
    ['a random mesh', () => randomRun(5, 'exact')],
    ['a random mesh made full', () => randomRun(3, 'full-mesh')],
  ] as const)('of %s only read, and are few', (_, make) => {
    const { steps } = make().plan;
    for (const { id, check, changes, vpcs } of steps) {
      // By verb: https://docs.aws.amazon.com/cli/latest/reference/ec2/
      for (const command of check) {
        expect(command).toMatch(
          /^(aws --profile "\$PROFILE_\d{12}" --region \S+ (ec2 (describe|get|search)-|ram list-)|peerless (collect|trace|diff) )/,
        );
      }
      expect(check.length, id).toBeGreaterThan(0);
      // One for each sort and place, and the two ways of a pair.
      expect(check.length, id).toBeLessThanOrEqual(8);
      for (const change of changes) {
        if (change.do === 'replace-route') expect(check.join(' ')).toContain(change.table);
        if (change.do === 'delete-peering') expect(check.join(' ')).toContain(change.peering);
      }
      if (id.startsWith('cut-over')) {
        const [a, b] = vpcs;
        expect(check).toContain(`peerless trace after.json --from ${a} --to ${b}`);
        expect(check).toContain(`peerless trace after.json --from ${b} --to ${a}`);
      }
    }
  });
});

describe('what a check shows', () => {
  const { plan } = sampleRun();

  it('stands beside each of its commands', () => {
    for (const { id, check, checks } of plan.steps) {
      expect(checks.map(({ command }) => command)).toEqual(check);
      for (const { expect: shown } of checks) expect(shown.length, id).toBeGreaterThan(0);
    }
  });

  // https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-route-tables.html
  it('is a line for each route that was sent over the gateway, and the outcome of both ways', () => {
    const step = plan.steps.find((s) => s.phase === 'cut-over')!;
    const lines = step.checks.flatMap((c) => c.expect);
    for (const change of step.changes) {
      if (change.do !== 'replace-route') continue;
      expect(lines).toContain(`${change.destination}  $TGW_US_EAST_1  active`);
    }
    expect(lines.filter((l) => l === 'The outcome is delivered.').length).toBe(2);
  });

  it('is that peerings are deleted, and before that nobody fares differently', () => {
    const last = plan.steps.at(-1)!;
    const gone = last.changes.flatMap((c) => (c.do === 'delete-peering' ? [c.peering] : []));
    expect(last.checks.flatMap((c) => c.expect)).toEqual(
      gone.map((id) => `${id}  deleted, or deleting, or no such peering`),
    );
    const verify = plan.steps.find((s) => s.phase === 'verify')!;
    expect(verify.checks.at(-1)!.expect).toEqual(['Reachability  no change']);
  });
});
