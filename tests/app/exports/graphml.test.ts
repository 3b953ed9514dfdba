/** GraphML, read by a walk of its own: containers are nested graphs, links join nodes, facts are declared. */
import { MultiGraph } from 'graphology';
import { parse } from 'graphology-graphml/node';
import { describe, expect, it } from 'vitest';
import graphml from '#app/exports/graphml.ts';
import type { Report } from '#app/report.ts';
import { inert } from '#app/base/inert.ts';
import { buildScene } from '#app/scene/build.ts';
import type { View } from '#app/scene/scene.ts';
import { estates } from '../scene/estates.ts';
import { arranged, sample } from './arranged.ts';
import { elements, HOSTILE, hostile, xmlOf } from './readers.ts';

interface ReadNode {
  readonly id: string;
  readonly parent: string | undefined;
  readonly facts: Readonly<Record<string, string>>;
}

const childrenOf = (e: Element, name: string): Element[] =>
  Array.from(e.childNodes as ArrayLike<Node>).filter((n): n is Element => n.nodeName === name);

const marked = (): View => ({ findings: true });

/** Reads as the primer describes it. Source: http://graphml.graphdrawing.org/primer/graphml-primer.html */
function read(report: Report, view: View = marked()) {
  const doc = xmlOf(String(graphml.render(report, buildScene(report, view))[0]!.body));
  const names = new Map(
    elements(doc, 'key').map((k) => [
      k.getAttribute('id') ?? '',
      { name: k.getAttribute('attr.name'), of: k.getAttribute('for') },
    ]),
  );
  const factsOf = (e: Element): Record<string, string> =>
    Object.fromEntries(
      childrenOf(e, 'data').map((d) => {
        const key = names.get(d.getAttribute('key') ?? '');
        expect(key?.of, 'a key that is declared for this sort of element').toBe(e.nodeName);
        return [key?.name ?? 'graphics', d.textContent];
      }),
    );
  const nodes: ReadNode[] = [];
  const edges: { id: string; source: string; target: string; facts: Record<string, string> }[] = [];
  const walk = (graph: Element, parent: string | undefined): void => {
    expect(graph.getAttribute('edgedefault')).toBe('undirected');
    for (const node of childrenOf(graph, 'node')) {
      const id = node.getAttribute('id') ?? '';
      nodes.push({ id, parent, facts: factsOf(node) });
      for (const inner of childrenOf(node, 'graph')) walk(inner, id);
    }
    for (const edge of childrenOf(graph, 'edge')) {
      edges.push({
        id: edge.getAttribute('id') ?? '',
        source: edge.getAttribute('source') ?? '',
        target: edge.getAttribute('target') ?? '',
        facts: factsOf(edge),
      });
    }
  };
  for (const graph of childrenOf(doc.documentElement, 'graph')) walk(graph, undefined);
  return { nodes, edges };
}

describe.each([
  ...estates.map((e) => ({ name: e.name, report: () => e.report(), view: marked })),
  { name: 'arranged by hand', report: sample, view: arranged },
  { name: 'hostile', report: hostile, view: marked },
])('graphml of $name', ({ report, view }) => {
  const { nodes, edges } = read(report(), view(report()));
  const scene = buildScene(report(), view(report()));
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const refOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : `${byId.get(id)?.facts['x']},${byId.get(id)?.facts['y']}`;

  it('keeps the parents, and the places', () => {
    const at = new Map(scene.nodes.map((n) => [n.id, n]));
    const place = (n: { x: number; y: number }): string =>
      [n.x, n.y].map((v) => Math.round(v * 10) / 10 || 0).join();
    expect(nodes.map((n) => [refOf(n.id), refOf(n.parent)].join(' in ')).sort()).toEqual(
      scene.nodes
        .map((n) => {
          const parent = at.get(n.parent ?? '');
          return [place(n), parent && place(parent)].join(' in ');
        })
        .sort(),
    );
  });

  it('joins nodes that exist, by the resources of the link', () => {
    expect(byId.size).toBe(nodes.length);
    expect(new Set(edges.map((e) => e.id)).size).toBe(edges.length);
    expect(
      edges
        .map((e) =>
          [
            byId.get(e.source)?.facts['resource'],
            byId.get(e.target)?.facts['resource'],
            e.facts['resources'],
          ].join(),
        )
        .sort(),
    ).toEqual(scene.edges.map((e) => [e.from, e.to, inert(e.refs.join(' '))].join()).sort());
  });
});

describe('graphml', () => {
  it('holds a hostile name as the text it is', () => {
    const names = read(hostile()).nodes.map((n) => n.facts['name']);
    for (const name of HOSTILE.filter((text) => /^[\x20-\x7e]*$/.test(text)))
      expect(names).toContain(name);
  });
});

/** Graphology knows no nesting: it reads nodes wherever they stand, and takes for a container's facts those of what it holds. */
describe.each([
  ...estates.map((e) => ({ name: e.name, report: e.report })),
  { name: 'hostile', report: hostile },
])('graphml of $name, read by graphology', ({ report }) => {
  const scene = buildScene(report(), {});
  const graph = parse(MultiGraph, String(graphml.render(report(), scene)[0]!.body));

  it('has every node and link, under its label, between the same ends', () => {
    expect(graph.order).toBe(scene.nodes.length);
    const label = (id: string): string => String(graph.getNodeAttribute(id, 'label'));
    const holders = new Set(scene.nodes.map((n) => n.parent));
    const cards = scene.nodes.filter((n) => !holders.has(n.id));
    const labels = new Map(cards.map((n) => [n.id, inert(n.label)]));
    expect(graph.nodes().map(label)).toEqual(expect.arrayContaining([...labels.values()]));
    const ends = graph.mapEdges((_edge, _facts, a, b) => [label(a), label(b)].sort().join(' - '));
    expect(ends.sort()).toEqual(
      scene.edges.map((e) => [labels.get(e.from)!, labels.get(e.to)!].sort().join(' - ')).sort(),
    );
  });
});
