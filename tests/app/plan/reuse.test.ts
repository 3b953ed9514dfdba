/** Plans that build on transit gateways, tables, attachments and links that are there. */
import { describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import type { Change } from '#app/plan/changes.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { randomHub } from '#tests/kit/random-hub.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';
import { deliveriesOf } from './deliveries.ts';

const SEEDS = Array.from({ length: Number(process.env['PEERLESS_WORLDS'] ?? 60) }, (_, i) => i + 1);

const changesOf = (plan: ReturnType<typeof makePlan>['plan']): readonly Change[] =>
  plan.steps.flatMap((step) => step.changes);

/** Three peered VPCs; the first hangs on a gateway already, beside an outsider that it talks to. */
function estate(defaults: boolean) {
  const world = new World();
  const at = world.region();
  const made = ['a', 'b', 'c', 'outsider'].map((name, i) => {
    const vpc = at.vpc(name, `10.${i}.0.0/16`);
    const subnet = vpc.subnet(`10.${i}.1.0/24`, 'a', name);
    return { vpc, subnet };
  });
  const [a, b, c, outsider] = made as [
    (typeof made)[0],
    (typeof made)[0],
    (typeof made)[0],
    (typeof made)[0],
  ];
  world.peerRouted(a.vpc, b.vpc);
  world.peerRouted(a.vpc, c.vpc);
  world.peerRouted(b.vpc, c.vpc);
  const tgw = at.tgw('hub');
  const table = tgw.table('flat');
  if (defaults) tgw.defaultTable = table;
  const attached = [a, outsider].map(({ vpc, subnet }) => tgw.attach(vpc, [subnet]));
  table.associate(...attached).propagate(...attached);
  a.vpc.main.route('10.3.0.0/16', tgw);
  outsider.vpc.main.route('10.0.0.0/16', tgw);
  return { world, tgw, table, ids: [a, b, c].map(({ vpc }) => vpc.id), a: attached[0]!, outsider };
}

describe('a plan on an existing gateway', () => {
  it('attaches what is not attached, and leaves what is there associated as it is', () => {
    const { world, tgw, table, ids, a } = estate(false);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan, after } = makePlan({ routing, vpcs: ids, mode: 'exact', reuse: [tgw.id] });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
    expect(plan.design.replaced.length).toBe(3);
    const changes = changesOf(plan);
    expect(changes.some((c) => c.do === 'create-gateway')).toBe(false);
    expect(
      changes.flatMap((c) => (c.do === 'create-attachment' ? [c.attachment.vpc] : [])),
    ).toEqual(ids.slice(1));
    expect(changes.some((c) => c.do === 'associate' && c.attachment === a.id)).toBe(false);
    // What a sends to b and c is decided by the table that answers for it today.
    const taught = changes.flatMap((c) =>
      c.do === 'propagate' && c.table === table.id ? [c.attachment] : [],
    );
    expect(taught).toEqual(ids.slice(1).map((id) => `planned-attachment-${id}`));
    expect(after.topology.attachment(a.id)?.ends).toEqual([{ tgw: tgw.id, table: table.id }]);
    // Two new attachments at $36.50 a month: the third is there already.
    expect(plan.cost).toMatchObject({ attachments: 2, monthlyUsd: 73 });
  });

  it('takes new attachments out of the default tables before anything leads to them', () => {
    const { world, tgw, table, ids } = estate(true);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan } = makePlan({ routing, vpcs: ids, mode: 'exact', reuse: [tgw.id] });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
    const attachment = `planned-attachment-${ids[1]!}`;
    const own = changesOf(plan).filter((c) => 'attachment' in c && c.attachment === attachment);
    expect(own.slice(0, 2)).toEqual([
      { do: 'disassociate', table: table.id, attachment },
      { do: 'stop-propagating', table: table.id, attachment },
    ]);
    expect(own[2]).toMatchObject({ do: 'associate' });
  });

  it('says what would let move what an old route to the gateway holds back', () => {
    const { world, tgw, ids, outsider } = estate(false);
    // As soon as b and c were propagated, the outsider would reach them there, and not be answered.
    outsider.vpc.main.route('10.0.0.0/8', tgw);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan } = makePlan({ routing, vpcs: ids, mode: 'exact', reuse: [tgw.id] });
    // a keeps the table that also serves the outsider. b and c get one of their own, which opens nothing.
    const [, b, c] = ids;
    expect(plan.design.kept.map((k) => k.vpcs)).toEqual([ids.slice(0, 2), [ids[0], c]]);
    expect(plan.design.replaced).toEqual(['pcx-b-c']);
    expect(plan.design.tables.map(({ existing, serves }) => [existing, serves])).toEqual([
      [false, [b, c]],
    ]);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
    for (const { why, message, next } of plan.design.kept) {
      expect(why).toBe('proof');
      expect(message).toMatch(
        /^With these VPCs on the gateway, outsider \(vpc-outsider\) would reach [bc] \(vpc-[bc]\) differently: no-route today, no-return then\.$/,
      );
      expect(next).toBe(
        'outsider-main (rtb-outsider-main) sends 10.0.0.0/8 to hub (tgw-hub): narrow or delete this route and plan again, or plan for a new gateway.',
      );
    }
    const fresh = makePlan({ routing, vpcs: ids, mode: 'exact' }).plan;
    expect(fresh.design.kept).toEqual([]);
  });

  it.each(SEEDS)(
    'keeps reach as it is on random networks with a hub of their own: seed %i',
    (seed) => {
      const { world, vpcs, hub } = randomHub(seed);
      const routing = createRouting(buildTopology(world.pages()));
      const { plan, after } = makePlan({ routing, vpcs, mode: 'exact', reuse: [hub.id] });
      expect(plan.proof).toMatchObject({ lost: 0, gained: 0, bySubnet: { lost: 0, gained: 0 } });
      const subnets = routing.topology.all('subnet').map((s) => s.id);
      expect(deliveriesOf(after, subnets)).toEqual(deliveriesOf(routing, subnets));
    },
  );

  it('moves most peerings of those networks', () => {
    let [moved, kept] = [0, 0];
    for (const seed of SEEDS.slice(0, 30)) {
      const { world, vpcs } = randomMesh(seed, false);
      const hub = world.region('us-east-1', '111111111111').tgw('hub');
      const routing = createRouting(buildTopology(world.pages()));
      const { design } = makePlan({ routing, vpcs, mode: 'exact', reuse: [hub.id] }).plan;
      moved += design.replaced.length;
      kept += design.kept.filter((k) => k.why === 'proof').length;
    }
    expect(moved).toBeGreaterThan(100);
    expect(kept).toBe(0);
  });
});

describe('links between existing gateways', () => {
  it('are used rather than made again: two gateways can be peered once only', () => {
    const world = new World();
    const [east, west] = [world.region('us-east-1'), world.region('us-west-2')];
    const a = east.vpc('a', '10.0.0.0/16');
    const b = west.vpc('b', '10.1.0.0/16');
    a.subnet('10.0.1.0/24', 'a', 'a');
    b.subnet('10.1.1.0/24', 'a', 'b');
    world.peerRouted(a, b);
    const [here, there] = [east.tgw('here', { asn: 64601 }), west.tgw('there', { asn: 64602 })];
    const link = world.peerTgw(here, there);
    const arrivals = [here.table('arrivals-here'), there.table('arrivals-there')];
    for (const table of arrivals) table.associate(link);
    const routing = createRouting(buildTopology(world.pages()));
    const { plan, after } = makePlan({
      routing,
      vpcs: [a.id, b.id],
      mode: 'exact',
      reuse: [here.id, there.id],
    });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
    expect(plan.design.replaced.length).toBe(1);
    expect(plan.design.links).toMatchObject([{ id: link.id, existing: true }]);
    expect(changesOf(plan).some((c) => c.do === 'create-link')).toBe(false);
    const { outcome, hops } = after.trace({ from: { vpc: a.id }, to: { vpc: b.id } });
    expect(outcome).toBe('delivered');
    expect(hops.map((h) => h.id)).toContain(link.id);
    // Each side's arrivals come to know the VPC of its own side.
    for (const [table, vpc] of [
      [arrivals[0]!, a],
      [arrivals[1]!, b],
    ] as const) {
      const known = after.topology.get('tgw-route-table', table.id)!.propagations;
      expect(known?.map((p) => p.resource)).toEqual([vpc.id]);
    }
  });
});
