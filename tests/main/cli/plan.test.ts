/** `peerless plan` on the sample estate: both meshes move, no pair loses or gains, and what cannot be asked is said. */
import { expect, it, vi } from 'vitest';
import { peerless } from '#tests/kit/terminal.ts';

// A plan simulates dozens of steps; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 });

interface PlanJson {
  schema: string;
  design: {
    members: string[];
    replaced: string[];
    kept: unknown[];
    gateways: { region: string }[];
  };
  steps: { id: string; phase: string; proof: { lost: number; gained: number } }[];
  proof: { steps: number; pairs: number; lost: number; gained: number };
  cost: { attachments: number };
  blockers: unknown[];
}

const plan = async (...args: string[]): Promise<PlanJson> => {
  const { code, out } = await peerless(['plan', '--demo', '--format', 'json', ...args]);
  expect(code).toBe(0);
  return JSON.parse(out) as PlanJson;
};

it('moves the mesh of 7 across two Regions without a pair lost or gained at any step', async () => {
  const { schema, design, steps, proof, cost } = await plan();
  expect(schema).toBe('peerless/plan@1');
  expect(design.members.length).toBe(7);
  expect(design.replaced.length).toBe(21);
  expect(design.kept).toEqual([]);
  expect(design.gateways.map((g) => g.region)).toEqual(['us-east-1', 'us-west-2']);
  // 43 VPCs: 43 x 42 ordered pairs.
  expect(proof).toMatchObject({ pairs: 1806, lost: 0, gained: 0, steps: steps.length });
  expect(steps.filter((s) => s.proof.lost + s.proof.gained > 0)).toEqual([]);
  expect([...new Set(steps.map((s) => s.phase))]).toEqual([
    'build',
    'cut-over',
    'verify',
    'remove',
  ]);
  expect(cost.attachments).toBe(7);
});

it('moves the near-mesh of 6 by the name of a member', async () => {
  const { design, proof } = await plan('--mesh', 'dev-data');
  expect(design.members.length).toBe(6);
  expect(design.replaced.length).toBe(12);
  expect(proof).toMatchObject({ lost: 0, gained: 0 });
});

it('leaves a peering that is asked to stay', async () => {
  const whole = await plan();
  const { design } = await plan('--keep', whole.design.replaced[0]!);
  expect(design.replaced).toEqual(whole.design.replaced.slice(1));
  expect(design.kept).toMatchObject([{ peering: whole.design.replaced[0], why: 'asked' }]);
});

it('says what it cannot plan for', async () => {
  const alone = await peerless(['plan', '--demo', '--mesh', 'load-test']);
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--vpc')]);
  const apart = await peerless(['plan', '--demo', '--vpc', 'load-test', '--vpc', 'dev-data']);
  expect([apart.code, apart.err]).toEqual([2, expect.stringContaining('nothing to move')]);
});
