/** DOT, read and drawn by Graphviz itself: every node where the scene has it, every name as it is. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { beforeAll, describe, expect, it } from 'vitest';
import dot from '#app/exports/dot.ts';
import { analyze, type Report } from '#app/report.ts';
import { shownOf } from '#app/routing/outcome.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { buildScene } from '#app/scene/build.ts';
import { ofFlow } from '#app/scene/flow.ts';
import { isOpened } from '#app/scene/open.ts';
import type { Scene, View } from '#app/scene/scene.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { estates } from '../scene/estates.ts';
import { arranged, sample } from './arranged.ts';
import { elements, HOSTILE, hostile, xmlOf } from './readers.ts';

let graphviz: Graphviz;
beforeAll(async () => {
  graphviz = await Graphviz.load();
});

interface Read {
  readonly name: string;
  readonly bb?: string;
  readonly objects?: readonly {
    name: string;
    pos?: string;
    label: string;
    tooltip: string;
    bb?: string;
    nodes?: number[];
  }[];
  readonly edges?: readonly { tail: number; head: number; pos: string; style?: string }[];
}

const marked = (): View => ({ findings: true });
const sceneOf = (report: Report, view = marked()): Scene => buildScene(report, view);
const textOf = (report: Report, view?: View): string =>
  String(dot.render(report, sceneOf(report, view))[0]!.body);
/** As every command of Graphviz reads it: by the engine that the file names. */
const engineOf = (text: string): 'nop2' => {
  const [, named] = /[[ ]layout=(\w+),/.exec(text) ?? [];
  expect(named).toBe('nop2');
  return 'nop2';
};
const read = (text: string): Read =>
  JSON.parse(graphviz.layout(text, 'json', engineOf(text))) as Read;

const CONTAINERS = new Set(['account', 'region', 'segment']);

describe.each([
  ...estates.map((e) => ({ name: e.name, report: () => e.report(), view: marked })),
  { name: 'arranged by hand', report: sample, view: arranged },
  { name: 'hostile', report: hostile, view: marked },
])('dot of $name', ({ report, view }) => {
  const scene = sceneOf(report(), view(report()));
  const text = textOf(report(), view(report()));

  it('keeps every node at its place, and no node is made up', () => {
    const objects = read(text).objects ?? [];
    const cards = scene.nodes.filter((n) => !CONTAINERS.has(n.shape));
    const places = objects.filter((o) => o.pos !== undefined).map((o) => o.pos!.replace('!', ''));
    const round = (n: number): number => Math.round(n * 10) / 10 || 0;
    expect(places.sort()).toEqual(
      cards
        .map((n) => `${round(n.x + n.width / 2)},${round(scene.height - n.y - n.height / 2)}`)
        .sort(),
    );
    // An opened VPC is a card and, around it, a box that holds what is in it.
    expect(objects.filter((o) => o.pos === undefined && o.name.startsWith('cluster_')).length).toBe(
      scene.nodes.length - cards.length + scene.nodes.filter(isOpened).length,
    );
  });

  it('has every link, between the nodes it joins', () => {
    const { objects = [], edges = [] } = read(text);
    expect(
      edges
        .map((e) =>
          [
            objects[e.tail]!.tooltip.split('\\n')[1],
            objects[e.head]!.tooltip.split('\\n')[1],
          ].join(),
        )
        .sort(),
    ).toEqual(scene.edges.map((e) => [`resource: ${e.from}`, `resource: ${e.to}`].join()).sort());
  });
});

describe('dot', () => {
  it('draws a container for each account and Region, with its name', () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    const svg = graphviz.layout(textOf(report), 'svg', 'nop2');
    const clusters = elements(xmlOf(svg), 'g').filter((g) => g.getAttribute('class') === 'cluster');
    const named = clusters.flatMap((g) => elements(g, 'text').map((t) => t.textContent));
    for (const node of sceneOf(report).nodes.filter((n) => CONTAINERS.has(n.shape)))
      expect(named).toContain(node.label);
    for (const g of clusters)
      expect(elements(g, 'path').length + elements(g, 'polygon').length).toBe(1);
  });

  it('frames accounts and Regions where the scene has them, and ends lines on the octagons Graphviz draws', () => {
    const report = estates.find((e) => e.name === 'sample')!.report();
    const scene = sceneOf(report);
    const { objects = [], edges = [] } = read(textOf(report));
    const near = (n: number): number => Math.round(n);
    expect(
      objects
        .flatMap((o) => (o.bb === undefined ? [] : o.bb.split(',').map(Number).map(near).join()))
        .sort(),
    ).toEqual(
      scene.nodes
        .filter((n) => CONTAINERS.has(n.shape))
        .map((n) =>
          [n.x, scene.height - n.y - n.height, n.x + n.width, scene.height - n.y].map(near).join(),
        )
        .sort(),
    );
    const hubs = new Map(
      scene.nodes
        .filter((n) => n.shape === 'transit-gateway')
        .map((n) => [`resource: ${n.ref}`, n]),
    );
    let ends = 0;
    for (const { tail, head, pos } of edges) {
      const points = pos.split(' ').map((p) => p.split(',').map(Number) as [number, number]);
      for (const [end, [x, y]] of [
        [tail, points[0]!],
        [head, points.at(-1)!],
      ] as const) {
        const hub = hubs.get(objects[end]!.tooltip.split('\\n')[1]!);
        if (!hub) continue;
        ends++;
        const across = Math.abs(x - hub.x - hub.width / 2) / (hub.width / 2);
        const down = Math.abs(scene.height - y - hub.y - hub.height / 2) / (hub.height / 2);
        // The corners of a regular octagon are cut off where both together are the root of two.
        expect(across + down).toBeLessThan(Math.SQRT2 + 0.01);
      }
    }
    expect(ends).toBeGreaterThan(10);
  });

  it('is read by every engine that lays out anew, too', () => {
    const text = textOf(estates.find((e) => e.name === 'sample')!.report());
    for (const engine of ['neato', 'dot', 'fdp'] as const)
      expect(graphviz.layout(text.replace('layout=nop2, ', ''), 'svg', engine)).toContain(
        'payments&#45;vault',
      );
  });

  it('shows a hostile name as the text it is', () => {
    const svg = graphviz.layout(textOf(hostile()), 'svg', 'nop2');
    const doc = xmlOf(svg);
    expect(elements(doc, 'script')).toEqual([]);
    // xlink:title holds the tooltip: the whole name, however long the card.
    const told = elements(doc, 'a').map((a) => a.getAttribute('xlink:title') ?? '');
    for (const name of HOSTILE.filter((text) => /^[\x20-\x7e]*$/.test(text)))
      expect(
        told.some((text) => text.includes(name)),
        name,
      ).toBe(true);
    for (const a of elements(doc, 'a')) expect(a.getAttribute('xlink:href')).toBeFalsy();
  });
});

it('draws the way of a flow with the head of an arrow, and where it stops', () => {
  const report = analyze(sampleEstate().snapshot());
  const [from, to] = ['tools-runners', 'tools-artifacts'].map((name) =>
    resolveEnd(report.topology, name),
  );
  const trace = report.routing.trace({ from: from!, to: to!, middleboxes: 'forward' });
  const plain = buildScene(report, { path: shownOf(trace, 'forward') });
  const scene = ofFlow(plain, report.topology, trace, { from: 'a', to: 'b' });
  const { edges, objects } = JSON.parse(
    graphviz.layout(String(dot.render(report, scene)[0]!.body), 'json', 'nop2'),
  ) as {
    edges: { _hdraw_?: unknown; _tdraw_?: unknown; penwidth: string }[];
    objects: { label?: string; tooltip?: string }[];
  };
  const heads = edges.filter((edge) => edge._hdraw_ ?? edge._tdraw_);
  expect(heads.map(({ penwidth }) => penwidth)).toEqual(['3']);
  expect(objects.find(({ label }) => label === '×')!.tooltip).toBe(scene.way!.stop!.reason);
});
