/** Mermaid: a flowchart of VPCs, hubs and links, in subgraphs by account and Region. */
import type { EdgeKind, NodeShape, Scene, SceneEdge, SceneNode } from '../scene/scene.ts';
import { groupBy } from '../base/order.ts';
import { edgeLooks, inactiveDash, nodeLooks } from '../scene/legend.ts';
import { isInside, isOpened } from '../scene/open.ts';
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { fileName, scopeText } from './parts/scope.ts';
import { namesIn } from '../scene/telling.ts';

/** Mermaid refuses more edges than this unless told otherwise. Source: https://mermaid.js.org/config/schema-docs/config.html#maxedges */
const MAX_EDGES = 500;
const MAX_TEXT = 50_000;
/**
 * Letters of a name: as many as a tag holds. Source:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 */
const MOST = 256;
/**
 * Letters of a line. Mermaid breaks lines at spaces alone, and what is wider than its boxes is cut off there. Source:
 * https://mermaid.js.org/config/schema-docs/config-defs-flowchart-diagram-config-properties-wrappingwidth.html
 */
const LINE = 24;

/** The start of a text in so many letters. */
function upTo(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** Entities instead of anything Markdown, HTML or Mermaid would act on. */
const escaped = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:/\-+\u2026\ufffd]/gu, (c) => `#${c.codePointAt(0) ?? 0xfffd};`);

/** A word in pieces that have room on a line each, broken after a separator where there is one. */
function piecesOf(word: string): readonly string[] {
  const letters = Array.from(word);
  if (letters.length <= LINE) return [word];
  const head = letters.slice(0, LINE).join('');
  const [, start = head] = /^(.+[-_./:,])./su.exec(head) ?? [];
  return [start, ...piecesOf(word.slice(start.length))];
}

/** A quoted Mermaid string; lines are broken where Mermaid would not. */
const quoted = (text: string): string =>
  `"${upTo(inert(text), 2 * MOST)
    .split(' ')
    .map((word) => piecesOf(word).map(escaped).join('<br/>'))
    .join(' ')}"`;

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

function write(scene: Scene, about: string): string {
  // Ids are made up: names and even AWS ids may hold words that mean something to Mermaid.
  const ids = new Map(scene.nodes.map((n, i) => [n.id, `n${i}`]));
  const names = namesIn(scene.nodes);
  const children = groupBy(scene.nodes, (n) => n.parent ?? '');
  const out: string[] = [];
  const node = (n: SceneNode, indent: string): void => {
    const id = ids.get(n.id) ?? '';
    const first = n.lines[0];
    // A long name leaves room for what the box has to say, and is told from all others.
    const name =
      names.cut(inert(n.label), (part) => Array.from(part).length <= MOST) ||
      upTo(inert(n.label), MOST);
    const words = first === undefined ? name : `${name} ${first}`;
    if (nodeLooks[n.shape].container || isOpened(n)) {
      // A line may end at a subgraph: an opened VPC is one.
      const title = isOpened(n) ? words : name;
      out.push(`${indent}subgraph ${id}[${quoted(title)}]`);
      for (const child of children.get(n.id) ?? []) node(child, `${indent}  `);
      out.push(`${indent}end`);
      return;
    }
    const [open, close] = SHAPES[n.shape];
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
  // A comment; what begins with %%{ in it would be acted on all the same.
  const told = inert(about).replaceAll(/%(?=%)/g, '% ');
  const size = body.length + told.length;
  const needs = [
    ...(scene.edges.length > MAX_EDGES ? [`"maxEdges": ${scene.edges.length}`] : []),
    ...(size + 500 > MAX_TEXT ? [`"maxTextSize": ${size + 1000}`] : []),
  ];
  return [
    ...(needs.length > 0
      ? [
          `%% Larger than Mermaid draws by default: the page that shows it must call`,
          `%% mermaid.initialize with ${needs.join(', ')} (a diagram cannot set these itself).`,
        ]
      : []),
    'flowchart TB',
    `  %% ${told}`,
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
  render: (report, scene) => [
    {
      name: fileName('mmd'),
      mime: 'text/vnd.mermaid',
      body: write(scene, `${scene.title}; ${scopeText(report, scene)}`),
    },
  ],
});
