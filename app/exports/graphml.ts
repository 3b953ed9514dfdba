/** GraphML: nodes with the containers they stand in as nested graphs, links, facts and positions; yEd shows them placed. */
import { groupBy } from '../base/order.ts';
import type { Report } from '../report.ts';
import { edgeLooks, nodeLooks, palette, type NodeLook, type Token } from '../scene/legend.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../scene/scene.ts';
import { isOpened } from '../scene/open.ts';
import { defineExporter } from './exporter.ts';
import { factsOf, LINK_FACTS, linkFacts, NODE_FACTS } from './parts/facts.ts';
import { type LineSort, lineSort } from './parts/line-sort.ts';
import { fileName, scopeText } from './parts/scope.ts';
import { attrs, Ids, num, xml } from './parts/xml.ts';

const colour = (token: Token): string => palette.light[token];

const PLACES = ['x', 'y', 'width', 'height'] as const;

/** An attribute of one sort of element; not every reader takes one that is for all. */
const key = (of: 'node' | 'edge', name: string, type: 'string' | 'double'): string =>
  `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`;

/** Every attribute a node or link may have. Source: http://graphml.graphdrawing.org/primer/graphml-primer.html#Attributes */
const KEYS = [
  ...['label', ...NODE_FACTS].map((name) => key('node', name, 'string')),
  ...PLACES.map((name) => key('node', name, 'double')),
  ...['label', ...LINK_FACTS, 'bends'].map((name) => key('edge', name, 'string')),
  // What yEd reads. Source: https://docs.yworks.com/yfiles/doc/developers-guide/graphml.html
  '<key id="node-graphics" for="node" yfiles.type="nodegraphics"/>',
  '<key id="edge-graphics" for="edge" yfiles.type="edgegraphics"/>',
];

const data = (of: 'node' | 'edge', name: string, value: string): string =>
  `<data key="${of}-${name}">${xml(value)}</data>`;

const OUTLINES: Readonly<Record<NodeLook['outline'], string>> = {
  box: 'roundrectangle',
  octagon: 'octagon',
  pill: 'roundrectangle',
};

/** Groups: containers, and VPCs that are opened. */
/** The types of line that yEd knows. */
const LINES: Readonly<Record<LineSort, string>> = {
  plain: 'line',
  dashed: 'dashed',
  dotted: 'dotted',
  'dash-dotted': 'dashed_dotted',
};

const holds = (node: SceneNode): boolean => nodeLooks[node.shape].container || isOpened(node);

function nodeGraphics(node: SceneNode): string {
  const look = nodeLooks[node.shape];
  const ghost = node.ghost && !look.container;
  const paint =
    `<y:Geometry${attrs(box(node))}/>` +
    `<y:Fill${attrs({ color: colour(ghost ? 'card-ghost-fill' : look.fill), transparent: 'false' })}/>` +
    `<y:BorderStyle${attrs({ color: colour(ghost ? 'card-ghost-line' : look.line), type: ghost ? 'dashed' : 'line', width: look.width })}/>` +
    `<y:NodeLabel${attrs({ fontSize: look.container ? 12 : 11, textColor: colour(look.container ? 'scene-quiet' : 'scene-text'), ...(holds(node) ? { modelName: 'internal', modelPosition: 'tl' } : {}) })}>${[node.label, ...node.lines].map(xml).join('&#10;')}</y:NodeLabel>` +
    `<y:Shape type="${OUTLINES[look.outline]}"/>`;
  if (!holds(node)) return `<y:ShapeNode>${paint}</y:ShapeNode>`;
  return (
    `<y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>${paint}` +
    `<y:State closed="false"/><y:NodeBounds considerNodeLabelSize="false"/>` +
    `</y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode>`
  );
}

const box = ({ x, y, width, height }: Box): Record<string, number> => ({ x, y, width, height });

/** yEd counts the ends of a line from the middles of the nodes it joins. */
function edgeGraphics(e: SceneEdge, from: SceneNode, to: SceneNode): string {
  const look = edgeLooks[e.kind];
  const first = e.points[0] ?? from;
  const last = e.points.at(-1) ?? to;
  const off = (p: Point, node: Box): Point => ({
    x: p.x - node.x - node.width / 2,
    y: p.y - node.y - node.height / 2,
  });
  const [start, end] = [off(first, from), off(last, to)];
  const bends = e.points.slice(1, -1).map((p) => `<y:Point${attrs({ x: p.x, y: p.y })}/>`);
  return (
    `<y:PolyLineEdge><y:Path${attrs({ sx: start.x, sy: start.y, tx: end.x, ty: end.y })}>${bends.join('')}</y:Path>` +
    `<y:LineStyle${attrs({ color: colour(look.line), type: LINES[lineSort(e)], width: look.width })}/>` +
    `<y:Arrows source="none" target="none"/>` +
    (e.label === '' ? '' : `<y:EdgeLabel>${xml(e.label)}</y:EdgeLabel>`) +
    `</y:PolyLineEdge>`
  );
}

function write(report: Report, scene: Scene): string {
  const ids = new Ids('n-');
  const edgeIds = new Ids('e-');
  const byId = new Map(scene.nodes.map((n) => [n.id, n]));
  const children = groupBy(scene.nodes, (n) => n.parent ?? '');
  const out = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">',
    ...KEYS,
    '<graph id="scene" edgedefault="undirected">',
    `<desc>${xml([scene.title, scopeText(report, scene), ...scene.hulls.map((h) => h.caption), ...scene.leftOut.map((w) => `Not drawn: ${w}`)].join('; '))}</desc>`,
  ];
  const node = (n: SceneNode): void => {
    const id = ids.of(n.id);
    const group = holds(n);
    out.push(
      `<node id="${id}"${group ? ' yfiles.foldertype="group"' : ''}>`,
      data('node', 'label', n.label),
      ...Object.entries(factsOf(n, report)).map(([key, value]) => data('node', key, value)),
      ...PLACES.map((key) => data('node', key, num(n[key]))),
      `<data key="node-graphics">${nodeGraphics(n)}</data>`,
    );
    if (group) {
      out.push(`<graph id="in-${id}" edgedefault="undirected">`);
      for (const child of children.get(n.id) ?? []) node(child);
      out.push('</graph>');
    }
    out.push('</node>');
  };
  for (const top of children.get('') ?? []) node(top);
  for (const e of scene.edges) {
    const from = byId.get(e.from);
    const to = byId.get(e.to);
    if (!from || !to) continue;
    out.push(
      `<edge id="${edgeIds.of(e.id)}" source="${ids.of(e.from)}" target="${ids.of(e.to)}">`,
      ...(e.label === '' ? [] : [data('edge', 'label', e.label)]),
      ...Object.entries(linkFacts(e)).map(([key, value]) => data('edge', key, value)),
      data('edge', 'bends', e.points.map((p) => `${num(p.x)},${num(p.y)}`).join(' ')),
      `<data key="edge-graphics">${edgeGraphics(e, from, to)}</data>`,
      '</edge>',
    );
  }
  out.push('</graph>', '</graphml>', '');
  return out.join('\n');
}

export default defineExporter({
  id: 'graphml',
  about: {
    title: 'GraphML',
    description: 'Nodes in their containers, links, facts and positions, for yEd, Gephi and code.',
    extension: 'graphml',
    sort: 'picture',
  },
  render: (report, scene) => [
    { name: fileName('graphml'), mime: 'application/graphml+xml', body: write(report, scene) },
  ],
});
