/** Opened VPCs: what stands in which column, who uses which table, and that nothing else loses its place or is covered. */
import { describe, expect, it } from 'vitest';
import { exporters } from '#app/exports/index.gen.ts';
import type { Report } from '#app/report.ts';
import { badgesOf } from '#app/scene/parts/badges.ts';
import { buildScene } from '#app/scene/build.ts';
import { lightOf } from '#app/scene/light.ts';
import { isInside } from '#app/scene/open.ts';
import { closedAt, stripsFor } from '#app/scene/parts/stretch.ts';
import { patched, patchOf } from '#app/scene/patch.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import { buildTopology } from '#app/topology/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { boxFaults, runsOver, textFaults, wrongSides } from '../../kit/drawn.ts';
import { estates, reportOf, shuffled } from './estates.ts';
import { faultsOf } from './faults.ts';

/** Two zones: a public and a private subnet in the first, one in the second that has no table of its own. */
function small(name = 'shop') {
  const world = new World();
  const at = world.region();
  const vpc = at.vpc(name, '10.0.0.0/16');
  const web = vpc.subnet('10.0.0.0/24', 'a', `${name}-web`);
  const app = vpc.subnet(['10.0.1.0/24', '2001:db8:0:1::/64'], 'a', `${name}-app`);
  const db = vpc.subnet('10.0.2.0/24', 'b', `${name}-db`);
  const out = vpc.table('public', web).route('0.0.0.0/0', vpc.igw());
  const own = vpc.table('private', app).route('0.0.0.0/0', vpc.nat(web));
  const other = at.vpc('other', '10.1.0.0/16');
  const peering = world.peer(vpc, other);
  return { world, vpc, web, app, db, out, own, other, peering };
}

const inner = (scene: Scene, vpc: string): SceneNode[] =>
  scene.nodes.filter((n) => n.parent === vpc);
const node = (scene: Scene, id: string): SceneNode => {
  const found = scene.nodes.find((n) => n.id === id);
  if (!found) throw new Error(`${id} is not drawn`);
  return found;
};

describe('the inside of a VPC', () => {
  const { world, vpc, web, app, db, out, own } = small();
  const report = reportOf(world);
  const scene = buildScene(report, { opened: [vpc.id] });
  const card = node(scene, vpc.id);

  it('is its subnets and its tables, and nothing of others', () => {
    expect(
      inner(scene, vpc.id)
        .map((n) => n.id)
        .sort(),
    ).toEqual([web.id, app.id, db.id, out.id, own.id, vpc.main.id].sort());
    expect(card.shape).toBe('vpc');
    expect(scene.nodes.filter((n) => n.heads).map((n) => n.id)).toEqual([vpc.id]);
  });

  it('stands in columns by zone, under their names, the tables last', () => {
    const [webBox, appBox, dbBox] = [web, app, db].map(({ id }) => node(scene, id));
    expect(appBox!.x).toBe(webBox!.x);
    expect(dbBox!.x).toBeGreaterThan(webBox!.x + webBox!.width);
    const main = node(scene, vpc.main.id);
    expect(main.x).toBeGreaterThan(dbBox!.x + dbBox!.width);
    expect(node(scene, out.id).x).toBe(main.x);
    const heads = card.heads!;
    expect(heads.map((h) => h.text.replace(/ \(.*/, ''))).toEqual([
      'us-east-1a',
      'us-east-1b',
      'Route tables',
    ]);
    expect(heads.map((h) => card.x + h.x)).toEqual([webBox!.x, dbBox!.x, main.x]);
  });

  it('says in words what is public, and which table a subnet uses', () => {
    expect(node(scene, web.id).lines).toEqual(['10.0.0.0/24', '↑ public', 'table shop-public']);
    expect(node(scene, app.id).lines).toEqual([
      '10.0.1.0/24',
      '2001:db8:0:1::/64',
      '· private',
      'table shop-private',
    ]);
    // Its main table: it is named for no subnet, and serves all that have none.
    expect(node(scene, db.id).lines).toEqual(['10.0.2.0/24', '· private', 'table shop-main']);
    expect(node(scene, db.id).table).toBe(vpc.main.id);
    expect(node(scene, vpc.main.id).lines).toEqual(['main, 1 route', 'used by 1 subnet']);
    expect(node(scene, out.id).lines).toEqual(['2 routes', 'used by 1 subnet']);
  });

  it('does not call private what it cannot know', () => {
    const pages = world.pages().filter((p) => p.operation !== 'DescribeRouteTables');
    const blind: Report = { ...report, topology: buildTopology(pages) };
    const dark = buildScene(blind, { opened: [vpc.id] });
    expect(node(dark, web.id).lines).toEqual(['10.0.0.0/24', '? route table not seen']);
    expect(node(dark, vpc.id).heads!.at(-1)!.text).toBe('Route tables not read');
  });

  it('keeps links at the VPC', () => {
    const [line] = scene.edges;
    expect([line!.from, line!.to]).toContain(vpc.id);
    expect(faultsOf(scene)).toEqual([]);
  });

  it('refuses what is no VPC, and what lies outside', () => {
    expect(() => buildScene(report, { opened: [web.id] })).toThrow(/is no VPC of this network/);
    expect(() => buildScene(report, { opened: ['vpc-none'] })).toThrow(/cannot be opened/);
  });
});

describe('light', () => {
  const { world, vpc, web, app, db, out, own, other, peering } = small();
  const scene = buildScene(reportOf(world), { opened: [vpc.id] });
  const no = (): undefined => undefined;

  it('of a selected table falls on its subnets, of a subnet on its table', () => {
    expect(lightOf(scene, [out.id], no, 'resource').kin).toEqual(new Set([web.id]));
    expect(lightOf(scene, [vpc.main.id], no, 'resource').kin).toEqual(new Set([db.id]));
    expect(lightOf(scene, [app.id], no, 'resource').kin).toEqual(new Set([own.id]));
    expect(lightOf(scene, [vpc.id], no, 'resource').kin).toBeUndefined();
  });

  it('of a path falls on its subnet, its table, their VPC, and the line with its arrow', () => {
    const link = scene.edges[0]!;
    for (const refs of [
      [app.id, own.id, peering.id, other.id],
      [app.id, own.id, other.id],
    ]) {
      const { nodes, edges } = lightOf(scene, refs, no, 'path');
      expect(nodes).toEqual(new Set([app.id, own.id, vpc.id, other.id]));
      expect([...edges]).toEqual([[link.id, link.from === vpc.id ? 'forward' : 'backward']]);
    }
  });
});

describe('badges', () => {
  const report = reportOf(sampleEstate());
  const { topology } = report;
  const table = topology.all('route-table').find((t) => t.name === 'payments-gateway-private')!;
  const at = { ...reportOf(sampleEstate(), ['payments-']).findings[0]!, rule: 'route-blackhole' };
  const finding = {
    ...at,
    resources: [table.id],
    places: [],
    path: [],
    severity: 'error' as const,
  };
  const marked: Report = { ...report, findings: [finding] };

  it('go to what is named in an opened VPC, and to its card while it is closed', () => {
    const closed = buildScene(marked, { findings: true });
    expect(node(closed, table.vpc).badge).toEqual({ severity: 'error', count: 1 });
    const open = buildScene(marked, { findings: true, opened: [table.vpc] });
    expect(node(open, table.id).badge).toEqual({ severity: 'error', count: 1 });
    expect(node(open, table.vpc).badge).toBeUndefined();
    expect(buildScene(marked, { opened: [table.vpc] }).nodes.some((n) => n.badge)).toBe(false);
    expect(badgesOf(marked).node(table.id)).toEqual({ severity: 'error', count: 1 });
  });
});

/** Lines over a card, an opened one included; not over what is in one that they end at. */
const linesOver = (scene: Scene): string[] =>
  runsOver({ ...scene, nodes: scene.nodes.filter((n) => !isInside(n)) });

describe('opening', () => {
  it('leads the lines of a mesh round what has grown into it, each from a side that looks there', () => {
    const world = new World();
    const at = world.region();
    const vpcs = Array.from({ length: 8 }, (_, i) => at.vpc(`m-${i}`, `10.${i}.0.0/16`));
    vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peer(a, b)));
    const [, , third] = vpcs;
    for (let k = 0; k < 6; k++) third!.subnet(`10.2.${k}.0/24`, 'a');
    const report = reportOf(world, ['m-']);
    const scene = buildScene(report, { opened: [third!.id] });
    expect(scene.hulls).toHaveLength(1);
    expect(scene.edges).toHaveLength(28);
    expect(linesOver(scene)).toEqual([]);
    expect(wrongSides(scene)).toEqual([]);
    // It takes up much of the middle, where their straight ways were.
    expect(node(scene, third!.id).height).toBeGreaterThan(400);
  });

  for (const { name, report: make } of estates) {
    const report = make();
    const vpcs = report.topology.all('vpc').map((v) => v.id);
    const some = vpcs.filter((_, i) => i % 3 === 0);

    it(`covers nothing and loses nothing: ${name}`, () => {
      for (const still of [true, undefined]) {
        const view = still ? ({ still } as const) : {};
        const before = buildScene(report, view);
        for (const opened of [vpcs.slice(0, 1), some, vpcs]) {
          const scene = buildScene(report, { ...view, opened });
          expect(faultsOf(scene)).toEqual([]);
          expect(boxFaults(scene)).toEqual([]);
          expect(linesOver(scene)).toEqual([]);
          expect(scene.edges.map((e) => e.id)).toEqual(before.edges.map((e) => e.id));
          const kept = scene.nodes.slice(0, before.nodes.length);
          expect(kept.map((n) => n.id)).toEqual(before.nodes.map((n) => n.id));
        }
      }
    });

    it(`keeps left what was left, and above what was above: ${name}`, () => {
      const before = buildScene(report, { still: true });
      const after = buildScene(report, { still: true, opened: some });
      const now = new Map(after.nodes.map((n) => [n.id, n]));
      for (const axis of ['x', 'y'] as const) {
        const order = [...before.nodes].sort((a, b) => a[axis] - b[axis]);
        order.forEach((n, i) => {
          if (i > 0)
            expect(now.get(n.id)![axis]).toBeGreaterThanOrEqual(now.get(order[i - 1]!.id)![axis]);
        });
      }
    });

    it(`is the same whatever the order of pages and of what is opened: ${name}`, () => {
      const scene = buildScene(report, { opened: some });
      expect(buildScene(make(shuffled), { opened: [...some].reverse() })).toEqual(scene);
    });
  }

  it('and closing again gives the picture there was', () => {
    const report = reportOf(sampleEstate(), ['payments-']);
    const vpc = report.topology.all('vpc').find((v) => v.name === 'payments-vault')!;
    expect(buildScene(report, { still: true, opened: [] })).toEqual(
      buildScene(report, { still: true }),
    );
    const gone = buildScene(report, { regions: ['us-west-2'], opened: [vpc.id] });
    expect(gone.nodes.some((n) => n.heads)).toBe(false);
  });

  it('travels as a patch, and so does closing', () => {
    const report = estates.find((e) => e.name.includes('25'))!.report();
    const last = buildScene(report, { still: true }).nodes.findLast((n) => n.shape === 'vpc')!;
    const closed = buildScene(report, { still: true });
    const open = buildScene(report, { still: true, opened: [last.id] });
    for (const [a, b] of [
      [closed, open],
      [open, closed],
    ] as const) {
      const patch = patchOf(a, b);
      if (!patch) continue;
      expect(patched(a, JSON.parse(JSON.stringify(patch)) as typeof patch)).toEqual(b);
    }
  });
});

describe('room', () => {
  it('made for one serves another that ends further on', () => {
    // Two cards one above the other, the second 10 to the right: 100 more is enough for both.
    const strips = stripsFor([
      { id: 'b', from: 10, to: 60, more: 80 },
      { id: 'a', from: 0, to: 50, more: 100 },
    ]);
    expect(strips).toEqual([{ of: 'a', at: 50, by: 100 }]);
  });

  it('is taken out again of where a hand put something', () => {
    const stretch = { x: [{ of: 'a', at: 50, by: 100 }], y: [] };
    expect(closedAt(stretch, { x: 20, y: 5 })).toEqual({ x: 20, y: 5 });
    expect(closedAt(stretch, { x: 170, y: 5 })).toEqual({ x: 70, y: 5 });
    // In the room itself nothing can stand: before it or beyond, whichever is nearer.
    expect(closedAt(stretch, { x: 70, y: 5 })).toEqual({ x: 49, y: 5 });
    expect(closedAt(stretch, { x: 140, y: 5 })).toEqual({ x: 50, y: 5 });
    expect(closedAt(stretch, { x: 140, y: 5 }, 'a')).toEqual({ x: 140, y: 5 });
  });
});

describe('files', () => {
  const hostile = [
    '"><script>alert(1)</script>',
    '$(id) `id` ${x} %{y}',
    'a\nb\u202ec',
    '=cmd|x',
    'ä'.repeat(4096),
  ];

  it('draw what is in it, with names as text, the same bytes each time', () => {
    for (const name of hostile) {
      const { world, vpc } = small(name);
      const report = reportOf(world);
      const scene = buildScene(report, { opened: [vpc.id], findings: true });
      expect(faultsOf(scene)).toEqual([]);
      expect(
        inner(scene, vpc.id).every((n) => !/[\n\u202e]/.test([n.label, ...n.lines].join(''))),
      ).toBe(true);
      for (const exporter of exporters.filter((e) => e.about.sort === 'picture')) {
        const first = exporter.render(report, scene);
        expect(exporter.render(report, scene)).toEqual(first);
        for (const { body } of first) {
          if (typeof body !== 'string') continue;
          if (exporter.id !== 'dot') expect(body).not.toContain('<script>alert');
          for (const words of ['public', '2 routes', 'used by 1 subnet', '10.0.0.0'])
            expect(body).toContain(words);
        }
      }
    }
  });

  it('writes no words over each other', () => {
    const report = reportOf(sampleEstate(), ['payments-', 'dev-']);
    const opened = report.topology
      .all('vpc')
      .filter((v) => v.name.startsWith('payments-'))
      .map((v) => v.id);
    const svg = exporters.find((e) => e.id === 'svg')!;
    const [file] = svg.render(report, buildScene(report, { opened, findings: true }));
    expect(textFaults(file!.body as string)).toEqual([]);
  });
});
