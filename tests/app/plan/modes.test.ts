/** Plans that change who reaches whom, as asked: everybody in `full-mesh`, what environments allow in `segments`. */
import { describe, expect, it } from 'vitest';
import { overlaps } from '#app/base/cidr.ts';
import { overlapPairs } from '#app/plan/clash.ts';
import { makePlan } from '#app/plan/make.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Routing } from '#app/routing/routing.ts';
import { Intent } from '#app/rules/intent.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';
import { deliveriesOf } from './deliveries.ts';

const SEEDS = Array.from({ length: Number(process.env['PEERLESS_WORLDS'] ?? 60) }, (_, i) => i + 1);

const arrives = (routing: Routing, from: string, to: string): boolean =>
  routing.trace({ from: { vpc: from }, to: { vpc: to } }).outcome === 'delivered';

/** Four VPCs in a row: each peers with the next, and routes to it both ways. */
function row() {
  const world = new World();
  const at = world.region();
  const vpcs = ['a', 'b', 'c', 'd'].map((name, i) => {
    const vpc = at.vpc(name, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.1.0/24`, 'a', `${name}-1`);
    return vpc;
  });
  const [a, b, c, d] = vpcs as [
    (typeof vpcs)[0],
    (typeof vpcs)[0],
    (typeof vpcs)[0],
    (typeof vpcs)[0],
  ];
  world.peerRouted(a, b);
  world.peerRouted(b, c);
  world.peerRouted(c, d);
  return { world, vpcs, ids: vpcs.map((v) => v.id) as [string, string, string, string] };
}

describe('full-mesh', () => {
  it('joins every member to every other, and says how many pairs it opened', () => {
    const { world, ids } = row();
    const routing = createRouting(buildTopology(world.pages()));
    const { plan, after } = makePlan({ routing, vpcs: ids, mode: 'full-mesh' });
    for (const from of ids) {
      for (const to of ids) if (from !== to) expect(arrives(after, from, to)).toBe(true);
    }
    // Three of six pairs reach each other today: a-c, a-d and b-d are new, 6 ordered pairs.
    expect(plan.design.opened.map((pair) => pair.join(' '))).toEqual([
      `${ids[0]} ${ids[2]}`,
      `${ids[0]} ${ids[3]}`,
      `${ids[1]} ${ids[3]}`,
    ]);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, wanted: 6 });
    // All reach the same: one table does.
    expect(plan.design.tables.length).toBe(1);
    expect(plan.design.replaced.length).toBe(3);
  });

  it.each(SEEDS)('opens all that can be and nothing else: seed %i', (seed) => {
    const { world, vpcs } = randomMesh(seed, false);
    const routing = createRouting(buildTopology(world.pages()));
    const { topology } = routing;
    const { plan, after } = makePlan({ routing, vpcs, mode: 'full-mesh' });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
    const members = new Set(plan.design.members);
    const apart = new Set(
      [
        ...plan.design.kept.map((k) => k.vpcs),
        ...plan.warnings
          .filter((w) => w.message.includes('are not joined'))
          .map((w) => w.resources),
      ].map((pair) => [...pair].sort().join(' ')),
    );
    // Where two share addresses, routes to the one that stays on peering are in the other's way.
    const partly = new Set(
      plan.warnings
        .filter((w) => w.message.startsWith('Some of what'))
        .map((w) => [...w.resources].sort().join(' ')),
    );
    const twins = new Set(overlapPairs(topology, vpcs).flat());
    for (const pair of partly) expect(pair.split(' ').some((vpc) => twins.has(vpc))).toBe(true);
    const subnets = topology.all('subnet').map((s) => s.id);
    const before = deliveriesOf(routing, subnets);
    const vpcOf = (id: string) => topology.get('subnet', id)!.vpc;
    deliveriesOf(after, subnets).forEach((now, i) => {
      const pair = [vpcOf(now.from), vpcOf(now.to)];
      const said = `${now.from} to ${now.to}, IPv${now.family}`;
      const both = pair.every((vpc) => members.has(vpc));
      if (partly.has([...pair].sort().join(' '))) return;
      if (!both || pair[0] === pair[1] || apart.has([...pair].sort().join(' '))) {
        expect(`${said}: ${now.arrives}`).toBe(`${said}: ${before[i]!.arrives}`);
      } else {
        expect(`${said}: ${now.arrives}`).toBe(`${said}: yes`);
      }
    });
  });

  it('leaves apart, and says so, what shares addresses', () => {
    const world = new World();
    const at = world.region();
    const [a, b, twin] = [
      at.vpc('a', '10.0.0.0/16'),
      at.vpc('b', '10.1.0.0/16'),
      at.vpc('twin', '10.0.0.0/16'),
    ];
    for (const [vpc, cidr] of [
      [a, '10.0.1.0/24'],
      [b, '10.1.1.0/24'],
      [twin, '10.0.2.0/24'],
    ] as const)
      vpc.subnet(cidr, 'a', vpc.name);
    world.peerRouted(a, b);
    const routing = createRouting(buildTopology(world.pages()));
    const ids = [a.id, b.id, twin.id];
    const { plan, after } = makePlan({ routing, vpcs: ids, mode: 'full-mesh' });
    const told = plan.warnings.filter((w) => w.kind === 'segments').map((w) => w.resources);
    expect(told).toEqual([
      [a.id, twin.id],
      [b.id, twin.id],
    ]);
    expect(arrives(after, a.id, b.id)).toBe(true);
    expect(
      overlaps(routing.topology.cidrsOf(a.id)[0]!, routing.topology.cidrsOf(twin.id)[0]!),
    ).toBe(true);
  });
});

describe('segments', () => {
  /** a and b are prod, c is shared, d is dev; prod and dev may each reach shared. */
  const segments = {
    environments: {
      prod: [{ name: 'a' }, { name: 'b' }],
      shared: { name: 'c' },
      dev: { name: 'd' },
    },
    reach: { prod: ['shared'], dev: ['shared'] },
  };

  it('opens what the environments allow and closes what they do not', () => {
    const { world, vpcs, ids } = row();
    const [a, b, c, d] = ids;
    // b and d are peered today, against the policy.
    world.peerRouted(vpcs[1]!, vpcs[3]!);
    const routing = createRouting(buildTopology(world.pages()));
    expect(arrives(routing, b, d)).toBe(true);
    const intent = new Intent(routing.topology, segments);
    const { plan, after } = makePlan({ routing, vpcs: ids, mode: 'segments', intent });
    const allowed = new Set([`${a} ${b}`, `${a} ${c}`, `${b} ${c}`, `${c} ${d}`]);
    for (const from of ids) {
      for (const to of ids) {
        if (from === to) continue;
        const pair = [from, to].sort().join(' ');
        expect(`${pair} ${arrives(after, from, to)}`).toBe(`${pair} ${allowed.has(pair)}`);
      }
    }
    expect(plan.design.opened).toEqual([[a, c]]);
    expect(plan.design.closed).toEqual([[b, d]]);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, wanted: 4 });
  });

  it('parts pairs only after the rest was verified', () => {
    const { world, vpcs, ids } = row();
    world.peerRouted(vpcs[1]!, vpcs[3]!);
    const routing = createRouting(buildTopology(world.pages()));
    const intent = new Intent(routing.topology, segments);
    const { plan } = makePlan({ routing, vpcs: ids, mode: 'segments', intent });
    const phases = plan.steps.map((s) => s.phase);
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
      'build',
      'cut-over',
      'verify',
      'close',
      'remove',
    ]);
    const [, b, , d] = ids;
    const closing = plan.steps.filter((s) => s.phase === 'close');
    expect(closing.map((s) => s.vpcs)).toEqual([[b, d]]);
    const dropped = plan.steps
      .filter((s) => s.phase === 'cut-over')
      .flatMap((s) => s.changes)
      .filter((c) => c.do === 'delete-route');
    expect(dropped).toEqual([]);
  });

  it('keeps closed and open pairs in the tables of the gateway too', () => {
    const { world, ids } = row();
    const routing = createRouting(buildTopology(world.pages()));
    const intent = new Intent(routing.topology, segments);
    const { plan } = makePlan({ routing, vpcs: ids, mode: 'segments', intent });
    const [a, b, c, d] = ids;
    const leads = new Map(
      plan.design.tables.flatMap((t) => t.serves.map((vpc) => [vpc, t.propagates])),
    );
    expect(leads.get(d)).not.toContain(a);
    expect(leads.get(d)).not.toContain(b);
    expect(leads.get(d)).toContain(c);
    expect(leads.get(a)).not.toContain(d);
  });
});
