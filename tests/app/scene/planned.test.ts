/**
 * The plan in the picture: held against the simulated network, step by step, and against the picture that the finished
 * network would get; and nothing ever moves.
 */
import { describe, expect, it } from 'vitest';
import { makePlan } from '#app/plan/make.ts';
import { editsOf } from '#app/plan/planned.ts';
import type { PlanMode } from '#app/plan/design-shapes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { analyze, type Report } from '#app/report.ts';
import type { Routing } from '#app/routing/routing.ts';
import { buildScene } from '#app/scene/build.ts';
import { freeSpots } from '#app/scene/parts/free-spot.ts';
import { areaOf, sceneAt, type PlannedScene } from '#app/scene/planned.ts';
import { plannedScene } from '#app/scene/planned-make.ts';
import type { Box, Point, Scene } from '#app/scene/scene.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { fit, fonts } from '#app/scene/text.ts';
import { cutNames, runsOver } from '#tests/kit/drawn.ts';
import { randomMesh } from '#tests/kit/random-mesh.ts';
import { World } from '#app/world/world.ts';
import { reportOf } from './estates.ts';

interface Drawn {
  readonly report: Report;
  readonly before: Scene;
  readonly plan: Plan;
  readonly after: Routing;
  readonly planned: PlannedScene;
}

function draw(report: Report, vpcs: readonly string[], mode: PlanMode = 'exact'): Drawn {
  const { topology, routing } = report;
  const before = buildScene(report, { findings: true });
  const { plan, after } = makePlan({ routing, vpcs, mode });
  return { report, before, plan, after, planned: plannedScene(before, topology, plan) };
}

const random = (seed: number, mode?: PlanMode): Drawn => {
  const { world, vpcs } = randomMesh(seed, seed % 2 === 0);
  return draw(analyze(world.snapshot()), vpcs, mode);
};

const sampleMesh = (): Drawn => {
  const report = analyze(sampleEstate().snapshot());
  const mesh = report.findings.find((f) => f.rule === 'peering-mesh')!;
  return draw(report, mesh.data['members'] as string[]);
};

/** The network after each step, the first before all. */
function simulated({ report, plan }: Drawn): Routing[] {
  const out = [report.routing];
  for (const step of plan.steps) {
    const edits = step.changes.flatMap((change) =>
      editsOf(change, report.topology, plan.design.gateways),
    );
    out.push(edits.length === 0 ? out.at(-1)! : out.at(-1)!.whatIf(edits));
  }
  return out;
}

const cards = (scene: Scene) =>
  scene.nodes.filter((n) => n.shape !== 'account' && n.shape !== 'region' && n.shape !== 'segment');
const ids = (list: readonly { readonly id: string }[]) => list.map((x) => x.id).sort();
const meets = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const seeds = Array.from({ length: 16 }, (_, i) => i + 1);

describe.each([
  ...seeds.map((seed) => [seed, 'exact'] as const),
  ...seeds.slice(0, 6).map((seed) => [seed, 'full-mesh'] as const),
  ['sample', 'exact'] as const,
])('a plan drawn: %s, %s', (seed, mode) => {
  const drawn = seed === 'sample' ? sampleMesh() : random(seed, mode);
  const { planned, plan, before } = drawn;
  const many = plan.steps.length;

  it('shows at every step the links that the simulated network has, and which of them no route uses', () => {
    for (const [step, { topology }] of simulated(drawn).entries()) {
      const { scene, marks } = sceneAt(planned, step);
      const drawnRefs = scene.edges
        .filter((e) => e.kind === 'peering' || e.kind === 'attachment')
        .filter((e) => marks.edges.get(e.id) !== 'removed')
        .flatMap((e) => e.refs);
      const there = [
        ...topology.all('vpc-peering').filter((p) => p.state !== 'deleted'),
        ...topology.all('tgw-vpc-attachment'),
      ];
      expect(drawnRefs.sort(), `step ${step}`).toEqual(ids(there));
      const targets = new Set(
        topology.all('route-table').flatMap((t) => t.routes.map((r) => `${t.vpc} ${r.target.id}`)),
      );
      const replaced = new Set(plan.design.replaced);
      const made = new Set(plan.design.attachments.map((a) => a.id));
      const idle = scene.edges.filter(({ id, kind, refs, from, to }) => {
        if (marks.edges.get(id) === 'removed') return false;
        if (kind === 'attachment')
          return refs.every((r) => made.has(r)) && !targets.has(`${to} ${from}`);
        if (kind !== 'peering' || !refs.every((r) => replaced.has(r))) return false;
        return refs.every((r) => ![from, to].some((vpc) => targets.has(`${vpc} ${r}`)));
      });
      const told = [...marks.idle].filter((id) => !id.startsWith('tgw-peering'));
      expect(told.sort(), `idle at step ${step}`).toEqual(ids(idle));
    }
  });

  it('begins with the picture of today, the same objects, and ends with the parts of the finished network', () => {
    const start = sceneAt(planned, 0);
    expect(start.scene).toEqual({
      ...before,
      width: planned.scene.width,
      height: planned.scene.height,
    });
    expect(start.scene.nodes.every((node, i) => node === before.nodes[i])).toBe(true);
    expect([start.marks.nodes.size, start.marks.edges.size]).toEqual([0, 0]);
    const finished = buildScene({ ...drawn.report, topology: drawn.after.topology });
    const { scene, marks } = sceneAt(planned, many);
    expect(ids(cards(scene))).toEqual(ids(cards(finished)));
    expect(ids(scene.edges)).toEqual(ids(finished.edges));
    expect([...marks.edges.values()].filter((diff) => diff !== 'added')).toEqual([]);
    expect(ids(scene.edges.filter((e) => marks.edges.has(e.id)))).toEqual(
      ids(finished.edges.filter((e) => !before.edges.some((b) => b.id === e.id))),
    );
  });

  it('moves nothing, and puts gateways where nothing is', () => {
    const at = new Map(planned.scene.nodes.map((n) => [n.id, n]));
    for (let step = 0; step <= many; step++) {
      for (const node of sceneAt(planned, step).scene.nodes) expect(at.get(node.id)).toBe(node);
    }
    const placed = cards(planned.scene).filter((n) => !before.nodes.some((b) => b.id === n.id));
    expect(placed.length).toBe(plan.design.gateways.length);
    for (const gateway of placed) {
      for (const other of cards(planned.scene))
        if (other !== gateway)
          expect(meets(gateway, other), `${gateway.id} on ${other.id}`).toBe(false);
      expect(gateway.x >= 0 && gateway.x + gateway.width <= planned.scene.width).toBe(true);
      expect(gateway.y >= 0 && gateway.y + gateway.height <= planned.scene.height).toBe(true);
    }
    const area = areaOf(planned, plan.design.members);
    expect(area === undefined).toBe(plan.design.members.length === 0);
    const own = new Set([...plan.design.members, ...plan.design.gateways.map((g) => g.id)]);
    for (const box of cards(planned.scene).filter((n) => own.has(n.id))) {
      expect(area!.x <= box.x && box.x + box.width <= area!.x + area!.width).toBe(true);
      expect(area!.y <= box.y && box.y + box.height <= area!.y + area!.height).toBe(true);
    }
  });

  it('gives gateways air and their whole names, and leads no new line over a card', () => {
    const fresh = (part: { readonly id: string }, all: readonly { readonly id: string }[]) =>
      !all.some(({ id }) => id === part.id);
    const { scene } = planned;
    expect(
      runsOver({ ...scene, edges: scene.edges.filter((e) => fresh(e, before.edges)) }),
    ).toEqual([]);
    const made = cards(scene).filter((n) => fresh(n, before.nodes));
    expect(cutNames({ ...scene, nodes: made })).toEqual([]);
    for (const { x, y, width, height, label, id } of made) {
      expect(fit(label, width - 28, fonts.name)).toBe(label);
      const air = { x: x - 10, y: y - 10, width: width + 20, height: height + 20 };
      for (const other of cards(scene))
        if (other.id !== id) expect(meets(air, other), `${id} at ${other.id}`).toBe(false);
    }
  });

  it('is the same again', () => {
    expect(plannedScene(before, drawn.report.topology, plan)).toEqual(planned);
  });
});

describe('the mesh', () => {
  const { planned, plan, before } = sampleMesh();
  const captions = (step: number) => sceneAt(planned, step).scene.hulls.map((h) => h.caption);

  it('says how much of it is left, and is gone at the end; other meshes stay', () => {
    expect(captions(0)).toEqual(before.hulls.map((h) => h.caption));
    const cut = plan.steps.findIndex((s) => s.phase === 'verify');
    const [own] = captions(cut).filter((c) => !captions(0).includes(c));
    expect(own).toMatch(/^Mesh of 7: 21 of 21 peerings left, 0 with routes$/);
    expect(captions(plan.steps.length).length).toBe(before.hulls.length - 1);
  });

  it('shows what a step takes away once more, dashed, and the VPCs whose routes it changes', () => {
    const removes =
      plan.steps.findIndex((s) => s.changes.some((c) => c.do === 'delete-peering')) + 1;
    const going = plan.steps[removes - 1]!.changes.flatMap((c) =>
      c.do === 'delete-peering' ? [c.peering] : [],
    );
    const { scene, marks } = sceneAt(planned, removes);
    const removed = scene.edges.filter((e) => marks.edges.get(e.id) === 'removed');
    expect(removed.flatMap((e) => e.refs).sort()).toEqual(going.sort());
    expect(sceneAt(planned, removes + 1).scene.edges.filter((e) => removed.includes(e))).toEqual(
      [],
    );
    const cut = plan.steps.findIndex((s) => s.phase === 'cut-over') + 1;
    const changed = [...sceneAt(planned, cut).marks.nodes].filter(([, diff]) => diff === 'changed');
    expect(changed.map(([id]) => id).sort()).toEqual([...plan.steps[cut - 1]!.vpcs].sort());
  });

  it('in one Region has the gateway in its middle', () => {
    const world = new World();
    const at = world.region();
    const vpcs = Array.from({ length: 7 }, (_, i) => at.vpc(`m-${i}`, `10.${i}.0.0/16`));
    for (const [i, vpc] of vpcs.entries()) {
      vpc.subnet(`10.${i}.0.0/24`);
      for (const peer of vpcs.slice(i + 1)) {
        const peering = world.peer(vpc, peer);
        vpc.main.route(peer.cidrs[0]!, peering);
        peer.main.route(vpc.cidrs[0]!, peering);
      }
    }
    const drawn = draw(
      reportOf(world, ['m-']),
      vpcs.map((v) => v.id),
    );
    const box = (id: string) => drawn.planned.scene.nodes.find((n) => n.id === id)!;
    const [gateway] = drawn.plan.design.gateways;
    const members = drawn.plan.design.members.map(box);
    const mean = (of: (b: Box) => number) =>
      members.reduce((sum, m) => sum + of(m), 0) / members.length;
    const hub = box(gateway!.id);
    expect(Math.abs(hub.x + hub.width / 2 - mean((b) => b.x + b.width / 2))).toBeLessThan(60);
    expect(Math.abs(hub.y + hub.height / 2 - mean((b) => b.y + b.height / 2))).toBeLessThan(60);
  });
});

type Size = Pick<Box, 'width' | 'height'>;

describe('a free spot', () => {
  const freeSpot = (size: Size, wish: Point, within: Box, taken: readonly Box[], gap: number) =>
    freeSpots(size, wish, within, taken, gap, 1)[0];
  const room = { x: 0, y: 0, width: 400, height: 200 };
  const size = { width: 80, height: 40 };

  it('is where one wishes it, or as near as everything else allows', () => {
    expect(freeSpot(size, { x: 160, y: 80 }, room, [], 8)).toEqual({ x: 160, y: 80 });
    const taken = [{ x: 150, y: 70, width: 100, height: 60 }];
    const spot = freeSpot(size, { x: 168, y: 80 }, room, taken, 8)!;
    expect(meets({ ...spot, ...size }, taken[0]!)).toBe(false);
    // Up is nearest: 80 to 16 or so; left and right would be 90 away.
    expect(spot.x).toBe(168);
    expect(Math.abs(spot.y - 80)).toBeLessThanOrEqual(72);
  });

  it('is found however far it is', () => {
    const wide = { x: 0, y: 0, width: 4000, height: 2000 };
    const taken = [{ x: 0, y: 0, width: 3880, height: 2000 }];
    expect(freeSpots(size, { x: 0, y: 0 }, wide, taken, 8, 2)).toEqual([
      { x: 3888, y: 0 },
      { x: 3888, y: 8 },
    ]);
  });

  it('is nowhere in a room too small, or full', () => {
    expect(freeSpot(size, { x: 0, y: 0 }, { ...room, width: 79 }, [], 0)).toBe(undefined);
    expect(freeSpot(size, { x: 0, y: 0 }, room, [room], 0)).toBe(undefined);
  });
});
