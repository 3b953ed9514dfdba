/** Sources of other tools on the command line: Terraform's state and plan, AWS Config. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleEstate } from '#app/world/sample.ts';
import { stateResources, stateText } from '#tests/kit/terraform-state.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const folder = scratch();
const state = join(folder.path, 'terraform.tfstate');
writeFileSync(
  state,
  JSON.stringify(JSON.parse(stateText(stateResources(sampleEstate().pages()))), null, 2),
);

interface Lint {
  readonly gaps: readonly { readonly message: string }[];
  readonly findings: readonly { readonly rule: string; readonly sure: boolean }[];
}

describe('peerless with a Terraform state', () => {
  it('lints it, and says what it rests on', async () => {
    const { code, out } = await peerless(['lint', state, '--format', 'json', '--fail-on', 'never']);
    const { gaps, findings } = JSON.parse(out) as Lint;
    expect(code).toBe(4);
    expect(gaps[0]?.message).toContain('Only what Terraform manages is in this state');
    for (const rule of [
      'peering-mesh',
      'peering-one-way',
      'peering-no-routes',
      'tgw-attachment-not-propagated',
    ]) {
      const found = findings.filter((f) => f.rule === rule);
      expect(found.length, rule).toBeGreaterThan(0);
      expect(
        found.filter((f) => f.sure),
        rule,
      ).toEqual([]);
    }
  });

  it('points at the lines of the state', async () => {
    const { out } = await peerless(['lint', state, '--format', 'sarif']);
    interface Sarif {
      runs: {
        results: { locations: { physicalLocation?: { region?: { startLine: number } } }[] }[];
      }[];
    }
    const lines = (JSON.parse(out) as Sarif).runs[0]!.results.map(
      (r) => r.locations[0]?.physicalLocation?.region?.startLine ?? 1,
    );
    expect(Math.max(...lines)).toBeGreaterThan(100);
  });

  it.each([
    ['reach', ['reach', state, '--format', 'csv'], 'from,to,outcome,return'],
    ['diff', ['diff', state, state, '--format', 'json'], '"schema"'],
    ['plan', ['plan', state, '--format', 'json'], '"schema"'],
  ])('%s takes it', async (_, argv, wanted) => {
    const { out, err } = await peerless(argv);
    expect(out, err).toContain(wanted);
  });

  it('anonymizes it without a trace of names', async () => {
    const target = join(folder.path, 'anon.json');
    await peerless(['anonymize', state, '-o', target]);
    const { out } = await peerless(['lint', target, '--format', 'json', '--fail-on', 'never']);
    const { gaps, findings } = JSON.parse(out) as Lint;
    expect(gaps[0]?.message).toMatch(/^Only a part of what is there is known \(account \d{12}/);
    const own = JSON.parse(
      (await peerless(['lint', state, '--format', 'json', '--fail-on', 'never'])).out,
    ) as Lint;
    expect(findings.map((f) => f.rule).sort()).toEqual(own.findings.map((f) => f.rule).sort());
  });
});
