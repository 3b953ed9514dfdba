/** What a network engineer would not forgive a picture, counted on every network there is: it must be none. */
import { describe, expect, it } from 'vitest';
import { accountRef } from '#app/base/ref.ts';
import { pagesOf } from '#app/exports/parts/pages.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze, type Report } from '#app/report.ts';
import { shownOf } from '#app/routing/outcome.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { buildScene } from '#app/scene/build.ts';
import { cuts } from '#app/scene/parts/field.ts';
import type { Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { fonts, widthOf } from '#app/scene/text.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { openSource } from '#main/files/open.ts';
import {
  boxFaults,
  crossings,
  cutNames,
  crossingPoints,
  doubledBack,
  onTop,
  overForeign,
  runsOver,
  textFaults,
  throughVpcs,
  turnedAway,
  wrongSides,
} from '#tests/kit/drawn.ts';
import { noRealData, onRealData, REAL, realPath } from '#tests/kit/real-data.ts';
import { oneRegion } from './estates.ts';
import {
  aVpcEach,
  fullMesh,
  hubOf,
  landingZone,
  organization,
  randomNetwork,
  tenRegions,
} from './networks.ts';

const NONE = { boxes: [], text: [], sides: [], away: [], over: [], on: [], through: [] };

/** PEERLESS_DRAWN=2000 draws so many, PEERLESS_DRAWN=380-700 those; these always, as they found something once. */
const FOUND = [70, 159, 328, 476, 623, 846, 1005, 1073, 1089, 1100, 1175, 1225, 1289];
const [from, to] = (process.env.PEERLESS_DRAWN ?? '50').match(/\d+/g)!.map(Number);
const SEEDS = [...new Set(to === undefined ? [...Array(from).keys(), ...FOUND] : range(from!, to))];

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function faultsOf(report: Report): Record<string, readonly string[]> {
  const scene = buildScene(report, { findings: true });
  return {
    boxes: boxFaults(scene),
    text: textFaults(picture(report, scene).svg),
    sides: wrongSides(scene),
    away: turnedAway(scene),
    over: runsOver(scene),
    on: onTop(scene),
    through: throughVpcs(scene),
  };
}

describe('no box over a box, no text over text, no line over a card, on another, from the wrong side or as if behind a VPC', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['a mesh of 25', () => fullMesh(25)],
    ['a hub of 500', () => hubOf(500)],
    ['ten Regions with peerings and peered gateways', () => tenRegions()],
    ['an organization of 25 accounts', () => organization(24)],
    ['a landing zone of 8 accounts', () => landingZone(8, 1)],
    ['a Region of 125 with a mesh, a star and a hub', () => oneRegion(25)],
  ])('%s', { timeout: 60_000 }, (_, world) => {
    expect(faultsOf(analyze(world().snapshot()))).toEqual(NONE);
  });

  it(`${SEEDS.length} random networks`, { timeout: 600_000 }, () => {
    const faulty = SEEDS.map((seed) => {
      const faults = faultsOf(analyze(randomNetwork(seed).snapshot()));
      return { seed, faults: Object.entries(faults).filter(([, found]) => found.length > 0) };
    }).filter(({ faults }) => faults.length > 0);
    expect(faulty).toEqual([]);
  });

  it.skipIf(noRealData).each(REAL)(onRealData('%s'), { timeout: 60_000 }, async (name) => {
    expect(faultsOf(analyze((await openSource(realPath(name))).snapshot))).toEqual(NONE);
  });
});

describe('titles of accounts and Regions', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['ten Regions with peerings and peered gateways', () => tenRegions()],
    ['an organization of 25 accounts', () => organization(24)],
    ['a landing zone of 8 accounts', () => landingZone(8, 1)],
    ['a landing zone of 3 accounts with three VPCs a table', () => landingZone(3, 3)],
  ])('%s: no line comes near one, as large as it is from afar', (_, world) => {
    const drawn = buildScene(analyze(world().snapshot()));
    expect(nearTitles(drawn)).toEqual({ titles: expect.toSatisfy((n) => n > 3), near: [] });
  });

  it('of a flow over a gateway: none either, and no line winds', () => {
    const report = analyze(sampleEstate().snapshot());
    for (const [from, to] of [
      ['store-web-app-a', 'west-web-app-a'],
      ['west-web-app-a', 'store-web-app-a'],
    ] as const) {
      const end = (name: string) => resolveEnd(report.topology, name);
      const trace = report.routing.trace({
        from: end(from),
        to: end(to),
        middleboxes: 'forward',
      });
      expect(trace.outcome).toBe('delivered');
      const drawn = buildScene(report, { path: shownOf(trace, 'forward') });
      expect(nearTitles(drawn)).toEqual({ titles: expect.toSatisfy((n) => n > 3), near: [] });
      expect(Math.max(...drawn.edges.map(({ points }) => points.length - 2))).toBeLessThan(5);
    }
  });
});

describe('lines of a gateway', () => {
  it.each([1, 2])('that stands below leave downwards, with %i VPCs a route table', (each) => {
    const { nodes, edges } = buildScene(analyze(landingZone(8, each).snapshot()));
    const byId = new Map(nodes.map((node) => [node.id, node]));
    let below = 0;
    for (const { id, kind, from, to, points } of edges) {
      const [hub, frame] = [byId.get(from)!, byId.get(byId.get(to)!.parent!)!];
      if (kind !== 'attachment' || hub.y < frame.y + frame.height) continue;
      below++;
      expect(Math.min(...points.map(({ y }) => y)), id).toBeGreaterThan(frame.y);
    }
    expect(below).toBeGreaterThan(5);
  });
});

describe('a line over a Region in which neither of its ends stands: none', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['ten Regions with peerings and peered gateways', () => tenRegions()],
    ['an organization of 25 accounts', () => organization(24)],
    ['a landing zone with a VPC in each table', () => landingZone(8, 1)],
    ['with two', () => landingZone(8, 2)],
    ['with three', () => landingZone(8, 3)],
    ['with five', () => landingZone(4, 5)],
  ])('%s', (_, world) => {
    const over = overForeign(buildScene(analyze(world().snapshot())));
    expect(over.filter((line) => line.includes(' over region/'))).toEqual([]);
  });
});

/** How many titles of accounts and Regions there are, and the lines over them. */
function nearTitles({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>) {
  const titles = nodes.filter(({ shape }) => shape === 'region' || shape === 'account');
  const near = titles.flatMap(({ id, label, x, y }) => {
    // At a third of its size the canvas writes it in letters of 10 px, and so the air below them ends here.
    const title = { x: x + 12, y: y + 6, width: widthOf(label, fonts.account), height: 36 };
    return edges
      .filter(({ points }) => points.slice(1).some((p, i) => cuts(points[i]!, p, title)))
      .map((edge) => `${edge.id} over ${id}`);
  });
  return { titles: titles.length, near };
}

it('ten Regions of one account: no line runs outside the account', () => {
  const { nodes, edges } = buildScene(analyze(tenRegions().snapshot()));
  const [{ x, y, width, height }] = nodes.filter(({ shape }) => shape === 'account') as [SceneNode];
  const out = edges.filter(({ points }) =>
    points.some((p) => p.x <= x || p.y <= y || p.x >= x + width || p.y >= y + height),
  );
  expect(out.map(({ id }) => id)).toEqual([]);
});

it('collapsed accounts: lines between the same two are apart, and what is said of one stands on no other', () => {
  const report = analyze(sampleEstate().snapshot());
  const collapsed = ['111122223333', '444455556666', '777788889999', '888899990000'].map(
    accountRef,
  );
  const drawn = buildScene(report, { findings: true, collapsed });
  const { svg } = picture(report, drawn);
  const marks = svg.slice(svg.indexOf('<g id="marks">'), svg.indexOf('<g id="names">'));
  // Labels are set on a ground with corners of 4 pixels.
  const grounds = [
    ...marks.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="16" rx="4"/g),
  ].map(([, x, y, width]) => ({ x: Number(x), y: Number(y), width: Number(width), height: 16 }));
  const under = grounds.map((ground) =>
    drawn.edges
      .filter(({ points }) => points.slice(1).some((q, i) => cuts(points[i]!, q, ground)))
      .map(({ label }) => label),
  );
  // By hand: two kinds of lines between two pairs of accounts, and peerings between a third.
  expect(under.map((labels) => labels.length)).toEqual([1, 1, 1, 1, 1]);
  expect(under.flat().sort()).toEqual(drawn.edges.map(({ label }) => label).sort());
});

describe('pages of a Region', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['an organization of 25 accounts', () => organization(24)],
    ['one with gateways in four accounts', () => randomNetwork(70)],
    ['one with meshes in four accounts', () => randomNetwork(159)],
  ])('%s: lines of gateways run square, and none over a card', (_, world) => {
    const report = analyze(world().snapshot());
    const [, ...pages] = pagesOf(report, buildScene(report));
    expect(pages.flatMap(({ edges }) => edges).length).toBeGreaterThan(5);
    for (const page of pages) {
      const drawn = { ...page, title: page.name, leftOut: [] };
      expect(runsOver(drawn), page.name).toEqual([]);
      expect(wrongSides(drawn), page.name).toEqual([]);
      const aslant = page.edges.filter(
        ({ kind, points }) =>
          kind !== 'peering' &&
          points
            .slice(1)
            .some(
              (p, i) => Math.min(Math.abs(p.x - points[i]!.x), Math.abs(p.y - points[i]!.y)) > 1,
            ),
      );
      expect(
        aslant.map(({ id }) => id),
        page.name,
      ).toEqual([]);
    }
  });
});

describe('a mesh over several pages or accounts', () => {
  it('is told on each page, with how much of it stands there', () => {
    const report = analyze(sampleEstate().snapshot());
    const [, ...pages] = pagesOf(report, buildScene(report));
    const told = pages.map(({ name, hulls }) => [
      name,
      ...hulls.filter((h) => h.caption.startsWith('Mesh of 7')).map((h) => h.caption),
    ]);
    const words = (n: number): string =>
      `Mesh of 7: 21 peerings, 2 pairs unrouted; ${n} of 7 in this Region; transit gateway: 7 attachments`;
    expect(told).toEqual([['eu-west-1'], ['us-east-1', words(4)], ['us-west-2', words(3)]]);
  });

  it('is told once on a page with all of it, each of its parts has an outline, and its words stand free', () => {
    const world = new World();
    const vpcs = [0, 1, 2, 3, 4].map((i) =>
      world.region('us-east-1', `${1 + (i % 2)}`.repeat(12)).vpc(`m-${i}`, `10.${i}.0.0/16`),
    );
    vpcs.forEach((a, i) => vpcs.slice(i + 1).forEach((b) => world.peer(a, b)));
    const report = analyze(world.snapshot());
    const [, page] = pagesOf(report, buildScene(report));
    const { hulls, edges } = page!;
    expect(hulls.map(({ members }) => members.length)).toEqual([3, 2]);
    expect(hulls.map(({ caption }) => caption.split(';')[0])).toEqual([
      'Mesh of 5: 10 peerings, 10 pairs unrouted',
      'Mesh of 5',
    ]);
    // By which lines between the parts are drawn as lines of the mesh.
    expect(new Set(hulls.map(({ id }) => id)).size).toBe(1);
    expect(edges).toHaveLength(10);
    const drawn = { ...page!, title: page!.name, leftOut: [] };
    expect(textFaults(picture(report, drawn).svg)).toEqual([]);
    expect(runsOver(drawn)).toEqual([]);
  });
});

describe('the page of a Region in many accounts', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['12 accounts with a VPC each', () => aVpcEach(12)],
    ['30 accounts with a VPC each', () => aVpcEach(30)],
  ])('%s: lines keep to the gutters, and none runs back beside itself', (_, world) => {
    const report = analyze(world().snapshot());
    const [, ...pages] = pagesOf(report, buildScene(report));
    for (const page of pages) {
      const drawn = { ...page, title: page.name, leftOut: [] };
      expect(runsOver(drawn), page.name).toEqual([]);
      expect(overForeign(drawn), page.name).toEqual([]);
      expect(doubledBack(drawn), page.name).toEqual([]);
    }
  });

  it.each([
    ['the sample estate', () => sampleEstate()],
    ['an organization of 25 accounts', () => organization(24)],
  ])(
    '%s: accounts stand to each other as on the whole, and no nearer than to be told apart',
    (_, world) => {
      const report = analyze(world().snapshot());
      const scene = buildScene(report);
      const there = new Map(scene.nodes.map((node) => [node.id, node]));
      const [, ...pages] = pagesOf(report, scene);
      for (const page of pages) {
        expect(boxFaults({ ...page, title: page.name, leftOut: [] })).toEqual([]);
        const here = page.nodes.filter(({ shape }) => shape === 'region');
        for (const a of here)
          for (const b of here)
            for (const [at, size] of [
              ['x', 'width'],
              ['y', 'height'],
            ] as const) {
              const [wasA, wasB] = [there.get(a.id)!, there.get(b.id)!];
              const isBefore = wasA[at] + wasA[size] <= wasB[at];
              expect(a[at] + a[size] <= b[at], `${page.name}: ${a.id} and ${b.id}`).toBe(isBefore);
            }
        // Where nothing of this Region stood, there is a gutter.
        const accounts = page.nodes.filter(({ shape }) => shape === 'account');
        const reached = (x: number) =>
          Math.max(...accounts.filter((one) => one.x < x).map((one) => one.x + one.width), 0);
        expect(Math.max(...accounts.map(({ x }) => x - reached(x)))).toBeLessThan(50);
      }
    },
  );
});

/**
 * Lines of a ring cross as often as its chords must. All others run round cards, in the gutters, where they cross. The ten
 * Regions are linked like two sets of five, the even and the odd ones: 21 pairs, of which a plane holds 16 (Euler's 2n - 4
 * for bipartite graphs), so that 5 would have to cross were each of them a point. Otherwise the bounds are what the layout
 * reached, and fewer is better. For comparison: cytoscape-fcose, which draws straight lines over cards, has 0, 28 and 8.
 */
describe('few crossings outside meshes', () => {
  it.each([
    ['the sample estate', () => sampleEstate(), 3],
    ['a mesh of 25', () => fullMesh(25), 0],
    ['a hub of 500', () => hubOf(500), 0],
    ['ten Regions', () => tenRegions(), 23],
    ['an organization of 25 accounts', () => organization(24), 17],
  ])('%s', (_, world, most) => {
    const drawn = buildScene(analyze(world().snapshot()));
    const members = drawn.hulls.map((hull) => new Set(hull.members));
    const lines = drawn.edges.filter(
      ({ kind, from, to }) =>
        kind !== 'peering' || !members.some((mesh) => mesh.has(from) && mesh.has(to)),
    );
    expect(crossingPoints(lines)).toBeLessThanOrEqual(most);
  });
});

describe('ids and CIDRs', () => {
  it('are shown whole, in the sample estate', () => {
    expect(cutNames(buildScene(analyze(sampleEstate().snapshot())))).toEqual([]);
  });

  it.skipIf(noRealData).each(REAL)(onRealData('are shown whole, in %s'), async (name) => {
    const { snapshot } = await openSource(realPath(name));
    expect(cutNames(buildScene(analyze(snapshot)))).toEqual([]);
  });
});

/** Two cards, and one line from the right of the first to the left of the second. */
const card = (id: string, x: number, y: number): SceneNode => ({
  id,
  ref: id,
  shape: 'vpc',
  parent: undefined,
  label: id,
  lines: [],
  ghost: false,
  badge: undefined,
  x,
  y,
  width: 100,
  height: 40,
});
const line = (id: string, points: readonly (readonly [number, number])[]): SceneEdge => ({
  id,
  refs: [id],
  kind: 'peering',
  from: 'a',
  to: 'b',
  active: true,
  label: '',
  points: points.map(([x, y]) => ({ x, y })),
  badge: undefined,
});
const scene = (nodes: readonly SceneNode[], edges: readonly SceneEdge[]) => ({
  title: '',
  width: 1000,
  height: 1000,
  nodes,
  edges,
  hulls: [],
  leftOut: [],
});

describe('the measures', () => {
  const [a, b] = [card('a', 0, 0), card('b', 300, 0)];
  const good = line('good', [
    [100, 20],
    [300, 20],
  ]);

  it('find nothing in a good picture', () => {
    const drawn = scene([a, b], [good]);
    for (const measure of [boxFaults, runsOver, wrongSides, turnedAway])
      expect(measure(drawn)).toEqual([]);
  });

  it('find boxes that overlap or stick out', () => {
    expect(boxFaults(scene([a, card('c', 90, 30)], []))).toEqual(['a over c']);
    expect(boxFaults(scene([card('c', 950, 0)], []))).toEqual(['c sticks out']);
    expect(boxFaults(scene([a, { ...card('c', 50, 0), parent: 'a' }], []))).toContain(
      'c sticks out',
    );
  });

  it('find lines that leave through their own box, along its side, or from its far side', () => {
    const through = line('through', [
      [0, 20],
      [300, 20],
    ]);
    expect(wrongSides(scene([a, b], [through]))).toEqual(['through at a']);
    expect(turnedAway(scene([a, b], [through]))).toEqual(['through at a']);
    const along = line('along', [
      [50, 40],
      [350, 40],
    ]);
    expect(wrongSides(scene([a, b], [along]))).toEqual(['along at a', 'along at b']);
  });

  it('find lines over a card that is none of their ends', () => {
    expect(runsOver(scene([a, b, card('c', 150, 0)], [good]))).toEqual(['good over c']);
    expect(runsOver(scene([a, b, card('c', 150, 21)], [good]))).toEqual([]);
  });

  it('find two lines that look like one behind a VPC', () => {
    const [up, down] = [
      line('up', [
        [50, 0],
        [50, -80],
      ]),
      line('down', [
        [52, 40],
        [52, 90],
      ]),
    ];
    expect(
      throughVpcs(
        scene(
          [a],
          [
            { ...up, to: '' },
            { ...down, to: '' },
          ],
        ),
      ),
    ).toEqual(['up and down at a']);
    const aside = line('aside', [
      [57, 40],
      [57, 90],
    ]);
    expect(
      throughVpcs(
        scene(
          [a],
          [
            { ...up, to: '' },
            { ...aside, to: '' },
          ],
        ),
      ),
    ).toEqual([]);
  });

  it('find lines over what is not theirs, and lines that run back beside themselves', () => {
    const account = { ...card('account', 150, 0), shape: 'account' as const };
    expect(overForeign(scene([a, b, account], [good]))).toEqual(['good over account']);
    expect(overForeign(scene([{ ...a, parent: 'account' }, b, account], [good]))).toEqual([]);
    const back = line('back', [
      [100, 20],
      [190, 20],
      [190, 13],
      [120, 13],
      [120, 80],
    ]);
    expect(doubledBack(scene([], [good, back]))).toEqual(['back']);
  });

  it('find lines that cross, and not those that only meet', () => {
    const cross = line('cross', [
      [200, 0],
      [200, 40],
    ]);
    const meet = line('meet', [
      [200, 20],
      [200, 40],
    ]);
    expect(crossingPoints([good, cross])).toBe(1);
    // Lines that share a lane cross another one once, for the eye.
    expect(crossingPoints([good, { ...good, id: 'twin' }, cross])).toBe(1);
    expect(crossings([good, cross])).toBe(1);
    expect(crossings([good, meet])).toBe(0);
  });

  it('find text over text, in groups that are moved and enlarged too', () => {
    const svg = (body: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
    const text = (x: number, y: number): string =>
      `<text x="${x}" y="${y}" font-size="10">words</text>`;
    expect(textFaults(svg(text(0, 20) + text(0, 40)))).toEqual([]);
    expect(textFaults(svg(text(0, 20) + text(5, 24)))).toHaveLength(1);
    expect(
      textFaults(svg(`${text(0, 60)}<g transform="translate(0 20) scale(2)">${text(0, 20)}</g>`)),
    ).toHaveLength(1);
  });
});
