/** Mermaid: a flowchart of VPCs, hubs and links, in subgraphs by account and Region. */
import type { EdgeKind, NodeShape, Scene, SceneEdge, SceneNode } from '../scene/scene.ts';
import { groupBy } from '../base/order.ts';
import { edgeLooks, inactiveDash, nodeLooks } from '../scene/legend.ts';
import { isInside, isOpened } from '../scene/open.ts';
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { fileName } from './parts/scope.ts';
import { fit } from '../scene/text.ts';

/** Mermaid refuses more edges than this unless told otherwise. Source: https://mermaid.js.org/config/schema-docs/config.html#maxedges */
const MAX_EDGES = 500;
const MAX_TEXT = 50_000;
const LABEL = 400;

/** A quoted Mermaid string: entities instead of anything Markdown, HTML or Mermaid would act on. */
const quoted = (text: string): string =>
  `"${fit(inert(text), LABEL, { size: 10 }).replace(/[^\p{L}\p{N} .,:/\-+\u2026\ufffd]/gu, (c) => `#${c.codePointAt(0) ?? 0xfffd};`)}"`;

const SHAPES: Readonly<Record<NodeShape, readonly [string, string]>> = {
  account: ['', ''],
  region: ['', ''],
  segment: ['', ''],
  folded: ['[[', ']]'],
  vpc: ['[', ']'],
  subnet: ['[', ']'],
  'route-table': ['[/', '/]'],
  'transit-gateway': ['{{', '}}'],
  vpn: ['([', '])'],
  'direct-connect': ['{{', '}}'],
  'core-network': ['{{', '}}'],
  other: ['[', ']'],
};

const LINES: Readonly<Record<EdgeKind, string>> = {
  peering: '---',
  attachment: '---',
  'tgw-peering': '===',
  vpn: '-.-',
  'direct-connect': '===',
  other: '---',
  reach: '-.-',
};

/** Mermaid has three sorts of lines, we have more: widths and dashes by the numbers of the lines, in the colours of the reader's theme. */
function looksOf(edges: readonly SceneEdge[]): readonly string[] {
  const looks = groupBy(
    edges.map((e, i) => ({ ...e, i })),
    ({ kind, active }) => {
      const { width, dash } = edgeLooks[kind];
      const dashes = active ? dash : inactiveDash;
      return `stroke-width:${width}px${dashes.length === 0 ? '' : `,stroke-dasharray:${dashes.join(' ')}`}`;
    },
  );
  return [...looks].map(([look, all]) => `  linkStyle ${all.map(({ i }) => i).join(',')} ${look}`);
}

function write(scene: Scene): string {
  // Ids are made up: names and even AWS ids may hold words that mean something to Mermaid.
  const ids = new Map(scene.nodes.map((n, i) => [n.id, `n${i}`]));
  const children = groupBy(scene.nodes, (n) => n.parent ?? '');
  const out: string[] = [];
  const node = (n: SceneNode, indent: string): void => {
    const id = ids.get(n.id) ?? '';
    const first = n.lines[0];
    const words = first === undefined ? n.label : `${n.label} ${first}`;
    if (nodeLooks[n.shape].container || isOpened(n)) {
      // A line may end at a subgraph: an opened VPC is one.
      const title = isOpened(n) ? words : n.label;
      out.push(`${indent}subgraph ${id}[${quoted(title)}]`);
      for (const child of children.get(n.id) ?? []) node(child, `${indent}  `);
      out.push(`${indent}end`);
      return;
    }
    const [open, close] = SHAPES[n.shape];
    // A long name leaves room for what the box has to say.
    const name = fit(inert(n.label), LABEL / 2, { size: 10 });
    const told = isInside(n) ? [name, ...n.lines].join(', ') : words;
    out.push(`${indent}${id}${open}${quoted(told)}${close}${n.ghost ? ':::ghost' : ''}`);
  };
  for (const top of children.get('') ?? []) node(top, '  ');
  const edge = (e: SceneEdge): string => {
    const line = e.active ? LINES[e.kind] : '-.-';
    return `  ${ids.get(e.from) ?? ''} ${line}${e.label === '' ? '' : `|${quoted(e.label)}|`} ${ids.get(e.to) ?? ''}`;
  };
  // Seen in the picture itself, and by who reads the text.
  const said = [
    ...(scene.way ? [scene.title] : []),
    ...scene.leftOut.map((words) => `Not drawn: ${words}`),
  ];
  const notes = said.map((words, i) => `  n${scene.nodes.length + i}[${quoted(words)}]:::ghost`);
  const body = [...out, ...scene.edges.map(edge), ...notes, ...looksOf(scene.edges)].join('\n');
  const needs = [
    ...(scene.edges.length > MAX_EDGES ? [`"maxEdges": ${scene.edges.length}`] : []),
    ...(body.length + 500 > MAX_TEXT ? [`"maxTextSize": ${body.length + 1000}`] : []),
  ];
  return [
    ...(needs.length > 0
      ? [
          `%% Larger than Mermaid draws by default: the page that shows it must call`,
          `%% mermaid.initialize with ${needs.join(', ')} (a diagram cannot set these itself).`,
        ]
      : []),
    'flowchart TB',
    '  classDef ghost stroke-dasharray: 5 3',
    body,
    '',
  ].join('\n');
}

export default defineExporter({
  id: 'mermaid',
  about: {
    title: 'Mermaid flowchart',
    description: 'VPCs, transit gateways and their links as text that wikis draw.',
    extension: 'mmd',
    sort: 'picture',
  },
  render: (_report, scene) => [
    { name: fileName('mmd'), mime: 'text/vnd.mermaid', body: write(scene) },
  ],
});
