/** The search for an order of steps: what it finds is without harm, and where it says there is none there is none. */
import { describe, expect, it } from 'vitest';
import type { DraftStep } from '#app/plan/draft.ts';
import { makePlan } from '#app/plan/make.ts';
import { takeInOrder } from '#app/plan/order.ts';
import type { Change } from '#app/plan/changes.ts';
import { Walk } from '#app/plan/walk.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';
import { Dice } from '#tests/kit/random-world.ts';

const step = (title: string, ...changes: readonly Change[]): DraftStep => ({
  phase: 'cut-over',
  title,
  vpcs: [],
  precondition: '',
  changes,
  expected: '',
  rollback: [],
  peerings: [],
  pair: title,
  cleans: undefined,
});

function search(routing: Routing, steps: readonly DraftStep[]) {
  const walk = new Walk(routing, [], () => false, steps.length);
  const unplaced = takeInOrder(walk, steps);
  const { lost, gained } = walk.comparison.ever();
  return {
    order: walk.taken.map((t) => t.step.title).join(' '),
    unplaced: unplaced.map((u) => u.step.title),
    search: unplaced[0]?.refusal.search,
    harm: unplaced[0]?.refusal.harm,
    ever: lost + gained,
  };
}

/**
 * A (10.0.0.0/16) and B (10.1.0.0/16), peered and both on two gateways. The tables of `one` know both; that of `two`
 * knows nobody, and A alone is sent there. B answers by `one`.
 */
function twoWays() {
  const world = new World();
  const at = world.region();
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
  const subnets = [a.subnet('10.0.1.0/24', 'a', 'a-a'), b.subnet('10.1.1.0/24', 'a', 'b-a')];
  const [one, two] = [at.tgw('one', { asn: 64601 }), at.tgw('two', { asn: 64602 })];
  const [t1, t2] = [one.table('t1'), two.table('t2')];
  const on = (hub: typeof one) => [hub.attach(a, [subnets[0]!]), hub.attach(b, [subnets[1]!])];
  const [first, second] = [on(one), on(two)];
  t1.associate(...first).propagate(...first);
  t2.associate(...second);
  const pcx = world.peer(a, b);
  b.main.route('10.0.0.0/16', one);
  const hub = (id: string) => ({ kind: 'transit-gateway', id }) as const;
  const peering = { kind: 'vpc-peering', id: pcx.id } as const;
  const table = a.main.id;
  const changes = {
    /** `one` no longer leads to B, `two` does. */
    swap: [
      { do: 'create-tgw-blackhole', table: t1.id, cidr: '10.1.0.0/16' },
      { do: 'create-tgw-route', table: t2.id, cidr: '10.1.0.0/16', attachment: second[1]!.id },
    ],
    /** What A sends to a prefix goes to `two`, and no more to `one`. */
    turn: (destination: string): Change => ({
      do: 'replace-route',
      table,
      destination,
      before: hub(one.id),
      target: hub(two.id),
    }),
    drop: (destination: string): Change => ({
      do: 'delete-route',
      table,
      destination,
      before: peering,
    }),
    /** A second route of A over the peering, to where it leads already. */
    again: (destination: string): Change => ({
      do: 'create-route',
      table,
      destination,
      target: peering,
    }),
  } as const;
  return {
    world,
    a,
    one,
    pcx,
    changes,
    routing: () => createRouting(buildTopology(world.pages())),
  };
}

describe('an order of steps', () => {
  it('puts a step off until it does no harm', () => {
    const { a, pcx, one, changes, routing } = twoWays();
    a.main.route('10.1.0.0/16', pcx).route('10.0.0.0/8', one);
    // Deleted first, the narrow route would leave B to the wide one, whose gateway would have turned away from B.
    const found = search(routing(), [
      step('swap', ...changes.swap),
      step('drop', changes.drop('10.1.0.0/16')),
      step('turn', changes.turn('10.0.0.0/8')),
    ]);
    expect(found).toMatchObject({ order: 'swap turn drop', unplaced: [], ever: 0 });
  });

  it('goes back where a harmless step is what stands in the way', () => {
    const { a, pcx, one, changes, routing } = twoWays();
    a.main.route('10.1.0.0/16', pcx).route('10.0.0.0/8', one);
    // `drop` is harmless at once; then `swap` and `turn` each break the only way that is left.
    const found = search(routing(), [
      step('drop', changes.drop('10.1.0.0/16')),
      step('swap', ...changes.swap),
      step('turn', changes.turn('10.0.0.0/8')),
    ]);
    expect(found).toMatchObject({ order: 'swap turn drop', unplaced: [], ever: 0 });
  });

  it('shows that two steps which need each other first have no order', () => {
    const { a, one, changes, routing } = twoWays();
    a.main.route('10.1.0.0/16', one);
    const found = search(routing(), [
      step('swap', ...changes.swap),
      step('turn', changes.turn('10.1.0.0/16')),
    ]);
    expect(found.unplaced).toEqual(['swap', 'turn']);
    expect(found.search).toEqual({ steps: 2, states: 2, verdict: 'every-order' });
    expect(found.harm).toMatchObject({ from: a.id, before: 'delivered' });
    expect(found.ever).toBeGreaterThan(0);
  });

  it('says so where all steps together do harm', () => {
    const { a, pcx, changes, routing } = twoWays();
    a.main.route('10.1.0.0/16', pcx);
    const found = search(routing(), [step('drop', changes.drop('10.1.0.0/16'))]);
    expect(found.unplaced).toEqual(['drop']);
    expect(found.search).toEqual({ steps: 1, states: 1, verdict: 'end' });
    expect(found.harm).toMatchObject({ from: a.id, before: 'delivered', after: 'no-route' });
  });

  it('says so where there are more orders than it looks at', () => {
    const { a, one, changes, routing } = twoWays();
    a.main.route('10.1.0.0/16', one);
    // Eleven steps without effect, which may be taken in any order: over 2,000 sets.
    const idle = Array.from({ length: 11 }, (_, i) =>
      step(`idle-${i}`, changes.again(`10.1.${i + 2}.0/24`)),
    );
    const found = search(routing(), [
      ...idle,
      step('swap', ...changes.swap),
      step('turn', changes.turn('10.1.0.0/16')),
    ]);
    expect(found.unplaced).toEqual(['swap', 'turn']);
    expect(found.search).toEqual({ steps: 13, states: 1024, verdict: 'not-settled' });
  });
});

describe('a plan', () => {
  // Attachments are to subnets with IPv4 addresses, one a zone; a zone without one has no way to the gateway.
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
  it('says of a peering that stays that no order would help', () => {
    const world = new World();
    const at = world.region();
    const [a, b, c] = ['10.0.0.0/28', '10.1.0.0/16', '10.2.0.0/16'].map((cidr, i) => {
      const six = i < 2 ? [`2001:db8:${i}::/56`] : [];
      const vpc = at.vpc(`v${i}`, [cidr, ...six]);
      vpc.subnet([cidr.replace('0.0/16', '1.0/24')], 'a', `v${i}-a`);
      return vpc;
    }) as [WorldVpc, WorldVpc, WorldVpc];
    // No IPv4 address of the first VPC is free for a subnet in zone b.
    a.subnet('2001:db8:0:2::/64', 'b', 'only-six');
    b.subnet('2001:db8:1:2::/64', 'a', 'also-six');
    const [ab, ac, bc] = [world.peerRouted(a, b), world.peerRouted(a, c), world.peerRouted(b, c)];
    const routing = createRouting(buildTopology(world.pages()));
    const { plan } = makePlan({ routing, vpcs: [a.id, b.id, c.id], mode: 'exact' });
    expect(plan.design.kept).toMatchObject([
      { peering: ab.id, why: 'proof', search: { steps: 1, verdict: 'end' } },
    ]);
    expect(plan.design.kept[0]!.message).toContain(
      'Moved to the gateway, in whatever order of the steps, v0 (vpc-v0) would reach v1 (vpc-v1) differently',
    );
    expect(plan.design.replaced).toEqual([ac.id, bc.id]);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
  });
});

const WORLDS = Number(process.env['PEERLESS_WORLDS'] ?? 60);
const FIRST = Number(process.env['PEERLESS_SEED'] ?? 1);

/** Some changes of the routes of a plan, each a step of its own, in any order, and some that nobody planned. */
function loose(seed: number) {
  const { world, vpcs } = randomMesh(seed, true);
  const dice = new Dice(seed * 7919);
  const today = createRouting(buildTopology(world.pages()));
  const { plan } = makePlan({ routing: today, vpcs, mode: 'exact' });
  const built = new Walk(today, plan.design.gateways, () => false, 0);
  for (const made of plan.steps.filter((s) => s.phase === 'build'))
    built.take(step(made.id, ...made.changes));
  const planned = plan.steps.filter((s) => s.phase === 'cut-over').flatMap((s) => s.changes);
  const targets = planned.flatMap((c) => (c.do === 'replace-route' ? [c.before, c.target] : []));
  const turned = planned.map((change) =>
    change.do === 'replace-route' && dice.chance(0.15)
      ? { ...change, target: dice.pick(targets) ?? change.target }
      : change,
  );
  const picked: Change[] = [];
  while (picked.length < 6 && turned.length > 0)
    picked.push(turned.splice(dice.int(0, turned.length - 1), 1)[0]!);
  return { routing: built.network, steps: picked.map((change, i) => step(String(i), change)) };
}

/** The same question asked without thinking: every set of steps, compared as a whole with the beginning. */
function hasOrder(routing: Routing, steps: readonly DraftStep[]): boolean {
  const harmless = (set: number): boolean => {
    const walk = new Walk(routing, [], () => false, 0);
    return !walk.look(steps.filter((_, i) => set & (1 << i))).seen.harm;
  };
  let sets = new Set([0]);
  for (let taken = 0; taken < steps.length; taken++) {
    const next = [...sets].flatMap((set) =>
      steps.flatMap((_, i) => (set & (1 << i) ? [] : [set | (1 << i)])),
    );
    sets = new Set([...new Set(next)].filter(harmless));
  }
  return sets.size > 0;
}

describe('of random steps', () => {
  const seeds = Array.from({ length: WORLDS }, (_, i) => FIRST + i);

  it.each(seeds)('one is found exactly where there is one: seed %i', (seed) => {
    const { routing, steps } = loose(seed);
    const found = search(routing, steps);
    expect(found.unplaced.length === 0).toBe(hasOrder(routing, steps));
    expect(found.ever === 0).toBe(found.unplaced.length === 0);
    expect(found.search?.verdict).not.toBe('not-settled');
    // As many as can be had: none of those that were turned down fits beside the others.
    const kept = steps.filter((s) => !found.unplaced.includes(s.title));
    expect(hasOrder(routing, kept)).toBe(true);
    for (const title of found.unplaced) {
      const one = steps.find((s) => s.title === title)!;
      expect(hasOrder(routing, [...kept, one])).toBe(false);
    }
  });

  it('are of both sorts', () => {
    const answers = seeds.slice(0, 40).map((seed) => {
      const { routing, steps } = loose(seed);
      return search(routing, steps).unplaced.length === 0;
    });
    expect(answers.filter((a) => a).length).toBeGreaterThan(5);
    expect(answers.filter((a) => !a).length).toBeGreaterThan(5);
  });
});
