/** What a careful reader of the first plans found: cases in which a step only seemed to be without effect. */
import { describe, expect, it } from 'vitest';
import { meshBlockers } from '#app/mesh/blockers.ts';
import { findMeshes } from '#app/mesh/find.ts';
import { makePlan, type PlanInput } from '#app/plan/make.ts';
import type { Change } from '#app/plan/changes.ts';
import { Walk } from '#app/plan/walk.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Target } from '#app/world/target.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';

function planOf(world: World, vpcs: readonly WorldVpc[], more: Partial<PlanInput> = {}) {
  const routing = createRouting(buildTopology(world.pages()));
  const { plan, after } = makePlan({
    routing,
    vpcs: vpcs.map((v) => v.id),
    mode: 'exact',
    ...more,
  });
  const changes: readonly Change[] = plan.steps.flatMap((s) => s.changes);
  return { routing, plan, after, changes };
}

/** VPCs `10.N.0.0/16` of one Region with a subnet each. */
function some(count: number) {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: count }, (_, i) => {
    const vpc = at.vpc(`v${i}`, `10.${i}.0.0/16`);
    vpc.subnet(`10.${i}.1.0/24`, 'a', `v${i}-a`);
    return vpc;
  });
  return { world, at, vpcs };
}

/** Peers and routes every pair but one, by their first blocks; tells the peering of a pair. */
function meshBut(world: World, members: readonly WorldVpc[], apart: readonly [WorldVpc, WorldVpc]) {
  const made = new Map<string, Target>();
  members.forEach((from, i) => {
    for (const to of members.slice(i + 1)) {
      if (apart.includes(from) && apart.includes(to)) continue;
      const peering = world.peer(from, to);
      from.main.route(to.cidrs[0]!, peering);
      to.main.route(from.cidrs[0]!, peering);
      made.set(`${from.id} ${to.id}`, peering);
    }
  });
  return (from: WorldVpc, to: WorldVpc): Target => made.get(`${from.id} ${to.id}`)!;
}

describe('what was not read', () => {
  it('keeps a peering over which a prefix list leads whose entries are not known', () => {
    const { world, at, vpcs } = some(3);
    const [a, b, c] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
    const ab = world.peer(a, b);
    const list = at.prefixList('far', ['10.1.0.0/16']);
    a.main.route(list, ab);
    b.main.route('10.0.0.0/16', ab);
    world.peerRouted(b, c);
    world.refuse(at, 'GetManagedPrefixListEntries');
    const { plan } = planOf(world, vpcs);
    expect(plan.design.kept).toMatchObject([{ peering: ab.id, why: 'not-read' }]);
    expect(plan.design.replaced.length).toBe(1);
  });
});

describe('addresses in common', () => {
  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html: the later attachment is not propagated.
  it('puts one of two members with the same addresses on the gateway, whoever talks to them', () => {
    const world = new World();
    const at = world.region();
    const make = (name: string, cidr: string) => {
      const vpc = at.vpc(name, cidr);
      vpc.subnet(cidr.replace('.0.0/16', '.1.0/24'), 'a', name);
      return vpc;
    };
    const [a, b, c, twin] = [
      make('a', '10.0.0.0/16'),
      make('b', '10.1.0.0/16'),
      make('c', '10.2.0.0/16'),
      make('twin', '10.0.0.0/16'),
    ];
    world.peerRouted(a, b);
    const stays = world.peerRouted(c, twin);
    world.peerRouted(b, c);
    const { plan } = planOf(world, [a, b, c, twin]);
    expect(plan.design.kept).toMatchObject([{ peering: stays.id, why: 'overlap' }]);
    expect(plan.design.members).not.toContain(twin.id);
  });

  // The same page: nothing of a VPC that overlaps one attached before, so that a range nobody routes matters, too.
  it.each([
    ['no route leads there', false, 'which is for pods, and no route but a default leads there'],
    ['a peer has a route there', true, 'on one gateway only one of them would be propagated'],
  ])('says of a range for pods why it stops a member: %s', (_, routed, why) => {
    const { world, at, vpcs } = some(4);
    const [a, b, c] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
    const [one, two] = [1, 2].map((n) => {
      const vpc = at.vpc(`pods${n}`, [`10.9${n}.0.0/16`, '100.64.0.0/16']);
      vpc.subnet(`10.9${n}.1.0/24`, 'a', `pods${n}-a`);
      vpc.subnet('100.64.1.0/24', 'a', `pods${n}-b`);
      return vpc;
    });
    const members = [a, b, c, one!, two!];
    const between = meshBut(world, members, [one!, two!]);
    if (routed) c.main.route('100.64.1.0/24', between(c, one!));
    const { plan, routing } = planOf(world, members);
    const kept = plan.design.kept.filter((k) => k.vpcs.includes(two!.id));
    expect(kept.map((k) => k.why)).toEqual(['overlap', 'overlap', 'overlap']);
    for (const { message } of kept) expect(message).toContain(why);
    expect(plan.design.members).toContain(one!.id);
    const [blocker] = meshBlockers(
      routing.topology,
      findMeshes(routing.topology, { minSize: 3, density: 0.8 })[0]!,
    );
    expect(blocker).toMatchObject({ kind: 'overlap', stops: true });
    expect(blocker?.message.includes('for pods, and no route but a default leads there')).toBe(
      !routed,
    );
  });

  it('moves pods of two Regions that share addresses no route leads to, without routes to these', () => {
    const { world, at, vpcs } = some(2);
    const [west, eu] = [world.region('us-west-2'), world.region('eu-west-1')];
    const third = eu.vpc('third', '10.2.0.0/16');
    const [one, two] = [at, west].map((region, n) =>
      region.vpc(`pods${n}`, [`10.9${n}.0.0/16`, '100.64.0.0/16']),
    );
    const members = [...vpcs, third, one!, two!];
    for (const vpc of [third, one!, two!]) vpc.subnet(vpc.cidrs[0]!.replace('.0.0/16', '.1.0/24'));
    meshBut(world, members, [one!, two!]);
    const { plan, routing, changes } = planOf(world, members);
    expect(plan.design.kept).toEqual([]);
    expect(plan.design.replaced.length).toBe(9);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
    expect(plan.warnings.map(({ kind }) => kind)).not.toContain('overlap');
    expect(changes.filter((c) => c.do === 'create-tgw-route' && c.cidr.startsWith('100.'))).toEqual(
      [],
    );
    const [mesh] = findMeshes(routing.topology, { minSize: 3, density: 0.8 });
    expect(meshBlockers(routing.topology, mesh!).filter((b) => b.stops)).toEqual([]);
  });

  it('keeps off a gateway that is there who overlaps a VPC on it', () => {
    const { world, at, vpcs } = some(3);
    const [a, b, c] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
    world.peerRouted(a, b);
    world.peerRouted(b, c);
    const guest = at.vpc('guest', '10.2.0.0/16');
    const hub = at.tgw('hub');
    hub.attach(guest, [guest.subnet('10.2.9.0/24')]);
    const { plan } = planOf(world, vpcs, { reuse: [hub.id] });
    expect(plan.design.kept.map((k) => [k.why, k.vpcs])).toEqual([['overlap', [b.id, c.id]]]);
  });
});

describe('routes that drop', () => {
  it('stay where a wider route lies behind them, and say so', () => {
    const { world, at, vpcs } = some(2);
    const [a, b] = vpcs as [WorldVpc, WorldVpc];
    const pcx = world.peerRouted(a, b);
    // Beside the peer: dropped today. Behind it, a way on premises.
    a.main.route('10.50.0.0/16', pcx);
    const hub = at.tgw('hub');
    hub.attach(a, a.subnets);
    a.main.route('10.0.0.0/8', hub);
    const { plan, changes } = planOf(world, vpcs);
    const gone = changes.flatMap((c) => (c.do === 'delete-route' ? [c.destination] : []));
    expect(gone).not.toContain('10.50.0.0/16');
    const [told] = plan.warnings.filter((w) => w.kind === 'fall-through');
    expect(told?.message).toContain('10.0.0.0/8');
  });

  it('do not shield what a wider one would let through once they are gone themselves', () => {
    const { world, vpcs } = some(3);
    const [a, b, c] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
    const ab = world.peerRouted(a, b);
    world.peerRouted(b, c);
    world.peerRouted(a, c);
    a.main.route('10.0.0.0/12', ab);
    a.main.route('10.0.0.0/13', ab);
    const { plan, after, changes } = planOf(world, vpcs);
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
    // AWS refuses a second route of one destination.
    const made = changes.flatMap((c) =>
      c.do === 'create-route' ? [`${c.table} ${c.destination}`] : [],
    );
    expect(made).toEqual([...new Set(made)]);
    for (const ip of ['10.3.0.1', '10.9.0.1']) {
      const { outcome } = after.trace({ from: { vpc: a.id }, to: { ip } });
      expect(`${ip} ${outcome}`).not.toContain('delivered');
    }
  });
});

describe('a packet that arrives without an answer', () => {
  it('counts as reach gained', () => {
    const { world, at, vpcs } = some(3);
    const [a, b, c] = vpcs as [WorldVpc, WorldVpc, WorldVpc];
    world.peerRouted(a, b);
    world.peerRouted(b, c);
    // o has a route to b that leads to the hub, which does not know b; b has none back.
    const o = at.vpc('o', '10.9.0.0/16');
    o.subnet('10.9.1.0/24', 'a', 'o');
    const hub = at.tgw('hub');
    const flat = hub.table('flat');
    const attached = [hub.attach(o, o.subnets), hub.attach(a, a.subnets)];
    flat.associate(...attached).propagate(...attached);
    o.main.route('10.1.0.0/16', hub);
    for (const mode of ['exact', 'full-mesh'] as const) {
      const { plan, after } = planOf(world, vpcs, { mode, reuse: [hub.id] });
      expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
      const { outcome } = after.trace({ from: { vpc: o.id }, to: { vpc: b.id } });
      expect(`${mode} ${outcome}`).toBe(`${mode} no-route`);
    }
  });
});

describe('attachments', () => {
  it('are not planned for a VPC without subnets', () => {
    const { world, at, vpcs } = some(2);
    const [a, b] = vpcs as [WorldVpc, WorldVpc];
    const empty = at.vpc('empty', '10.7.0.0/16');
    world.peerRouted(a, b);
    const stays = world.peerRouted(a, empty);
    const { plan } = planOf(world, [...vpcs, empty]);
    expect(plan.design.kept).toMatchObject([{ peering: stays.id, why: 'no-subnet' }]);
  });

  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
  it('warn of a default network ACL that would judge what arrives', () => {
    const { world, vpcs } = some(2);
    const [a, b] = vpcs as [WorldVpc, WorldVpc];
    world.peerRouted(a, b);
    const landing = (plan: ReturnType<typeof planOf>['plan']) =>
      plan.warnings.filter((w) => w.kind === 'landing').map((w) => w.resources);
    expect(landing(planOf(world, vpcs).plan)).toEqual([]);
    const shut = world.pages().map((page) => {
      if (page.operation !== 'DescribeNetworkAcls') return page;
      const body = JSON.parse(JSON.stringify(page.answer)) as {
        NetworkAcls: { VpcId: string; IsDefault: boolean; Entries: { RuleAction: string }[] }[];
      };
      for (const acl of body.NetworkAcls) {
        if (acl.VpcId === a.id && acl.IsDefault) for (const e of acl.Entries) e.RuleAction = 'deny';
      }
      return { ...page, answer: body };
    });
    const routing = createRouting(buildTopology(shut));
    const { plan } = makePlan({ routing, vpcs: vpcs.map((v) => v.id), mode: 'exact' });
    expect(landing(plan)).toEqual([[a.id]]);
  });
});

describe('a new peering of gateways', () => {
  it('is taken out of the default table of a gateway that is there before it is associated', () => {
    const world = new World();
    const [east, west] = [world.region('us-east-1'), world.region('us-west-2')];
    const [a, b] = [east.vpc('a', '10.0.0.0/16'), west.vpc('b', '10.1.0.0/16')];
    a.subnet('10.0.1.0/24', 'a', 'a');
    b.subnet('10.1.1.0/24', 'a', 'b');
    world.peerRouted(a, b);
    const hub = east.tgw('hub');
    hub.defaultTable = hub.table('flat');
    const { plan, changes } = planOf(world, [a, b], { reuse: [hub.id] });
    expect(plan.proof).toMatchObject({ lost: 0, gained: 0 });
    expect(plan.design.replaced.length).toBe(1);
    const link = plan.design.links[0]!.id;
    const own = changes.filter((c) => 'attachment' in c && c.attachment === link);
    expect(own.map((c) => c.do).slice(0, 2)).toEqual(['disassociate', 'associate']);
  });
});

describe('addresses of one pair of subnets that fare differently', () => {
  /** B is one subnet; A reaches a half of it over the peering, and the other half not. */
  function halves() {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    a.subnet('10.0.1.0/24', 'a', 'a-a');
    b.subnet('10.1.1.0/24', 'a', 'b-a');
    const pcx = world.peer(a, b);
    b.main.route('10.0.0.0/16', pcx);
    return { world, a, pcx };
  }

  it('are compared lot by lot: halves that change places are a loss', () => {
    const { world, a, pcx } = halves();
    a.main.route('10.1.1.0/25', pcx);
    const routing = createRouting(buildTopology(world.pages()));
    const walk = new Walk(routing, [], () => false, 1);
    const target = { kind: 'vpc-peering', id: pcx.id } as const;
    const swap: Change[] = [
      { do: 'create-route', table: a.main.id, destination: '10.1.1.128/25', target },
      { do: 'delete-route', table: a.main.id, destination: '10.1.1.0/25', before: target },
    ];
    const step = (changes: readonly Change[]) => ({
      phase: 'cut-over' as const,
      title: '',
      vpcs: [],
      precondition: '',
      changes,
      expected: '',
      rollback: [],
      peerings: [],
      pair: undefined,
      cleans: undefined,
    });
    // Half is delivered before and after, but not the same half.
    expect(walk.look([step(swap)]).seen.harm).toMatchObject({ from: a.id, before: 'mixed' });
    // One half in two routes is the same half.
    const split: Change[] = [
      { do: 'create-route', table: a.main.id, destination: '10.1.1.0/26', target },
      { do: 'create-route', table: a.main.id, destination: '10.1.1.64/26', target },
    ];
    expect(walk.look([step(split)]).seen.harm).toBeUndefined();
  });
});
