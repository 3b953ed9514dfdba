/** A VPC with hundreds of peerings to accounts nobody looked into: the work grows with them, not with their square. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { Field } from '#app/scene/parts/field.ts';
import { Ties } from '#app/scene/parts/neighbours.ts';
import { World } from '#app/world/world.ts';
import { boxFaults, runsOver, wrongSides } from '#tests/kit/drawn.ts';

const PEERS = 220;

function fan(accountOf: (i: number) => string): World {
  const world = new World();
  const centre = world.region().vpc('centre', '10.0.0.0/16');
  for (let i = 0; i < PEERS; i++) {
    const account = accountOf(i);
    const at = world.unseen(account).region('us-east-1', account);
    world.peer(centre, at.vpc(`peer-${i}`, `172.16.${i % 256}.0/24`));
  }
  return world;
}

afterEach(() => void vi.restoreAllMocks());

describe(`a VPC with ${PEERS} peers that were not collected`, () => {
  it.each([
    ['each in an account of its own', (i: number) => String(200_000_000_000 + i)],
    ['all in one account', () => '200000000000'],
  ])('%s', (_, accountOf) => {
    const report = analyze(fan(accountOf).snapshot());
    const asked = vi.spyOn(Field.prototype, 'cost');
    const tied = vi.spyOn(Ties.prototype, 'of');
    const scene = buildScene(report);
    // A search for each line would ask hundreds of times.
    expect(asked.mock.calls.length).toBeLessThan(20 * PEERS);
    expect(tied.mock.calls.length).toBeLessThan(20 * PEERS);
    expect(scene.edges).toHaveLength(PEERS);
    expect(boxFaults(scene)).toEqual([]);
    expect(runsOver(scene)).toEqual([]);
    expect(wrongSides(scene)).toEqual([]);
  });
});
