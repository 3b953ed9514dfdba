/** Graphviz: nodes, clusters and links in DOT, with the positions of the scene, so that Graphviz need not lay out anew. */
import type { Report } from '../report.ts';
import { edgeLooks, nodeLooks, palette, type Token } from '../scene/legend.ts';
import type {
  Box,
  EdgeKind,
  NodeShape,
  Point,
  Scene,
  SceneEdge,
  SceneNode,
} from '../scene/scene.ts';
import { meshLines } from '../scene/mesh-lines.ts';
import { isOpened } from '../scene/open.ts';
import { groupBy } from '../base/order.ts';
import { widthOf } from '../scene/text.ts';
import { calledIn, titleIn } from '../scene/title.ts';
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { factsOf, linkFacts } from './parts/facts.ts';
import { splineOf } from './parts/dot-spline.ts';
import { BESIDE, onWay, STOP, stopIn, walked } from './parts/flow-marks.ts';
import { fileName, titleParts } from './parts/scope.ts';
import { toldIn, widest } from './parts/widest.ts';
import { Ids, num } from './parts/xml.ts';

const colour = (token: Token): string => palette.light[token];
const INCH = 72;
const CLUSTER = { size: 12 } as const;
const CARD = { size: 10 } as const;

/** A quoted DOT string that stands for the text itself: neither an escape nor an entity in it is acted on. */
const quoted = (text: string): string =>
  `"${inert(text).replaceAll('&', '&amp;').replace(/[\\"]/g, '\\$&')}"`;

/** Lines of a label, centred. Source: https://graphviz.org/docs/attr-types/escString/ */
const lines = (texts: readonly string[]): string =>
  `"${texts.map((t) => quoted(t).slice(1, -1)).join('\\n')}"`;

const list = (values: Readonly<Record<string, string | undefined>>): string =>
  `[${Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(', ')}]`;

const SHAPES: Readonly<Record<NodeShape, string>> = {
  account: '',
  region: '',
  segment: '',
  folded: 'box3d',
  vpc: 'box',
  subnet: 'box',
  'route-table': 'box',
  'transit-gateway': 'octagon',
  vpn: 'box',
  'direct-connect': 'octagon',
  'core-network': 'octagon',
  other: 'box',
};

const STYLES: Readonly<Partial<Record<EdgeKind, string>>> = {
  vpn: 'dotted',
  reach: 'dotted',
};

class Drawing {
  readonly #report: Report;
  readonly #scene: Scene;
  readonly #ids = new Ids('');
  readonly #out: string[] = [];
  readonly #nodes: ReadonlyMap<string, SceneNode>;
  /** Between two VPCs of one mesh: Graphviz has no shape to lay behind a ring. */
  readonly #inMesh: (e: SceneEdge) => boolean;

  constructor(report: Report, scene: Scene) {
    this.#report = report;
    this.#scene = scene;
    this.#nodes = new Map(scene.nodes.map((node) => [node.id, node]));
    this.#inMesh = meshLines(scene);
  }

  /** Graphviz counts from below. */
  #at({ x, y }: Point): string {
    return `${num(x)},${num(this.#scene.height - y)}`;
  }

  #box({ x, y, width, height }: Box): string {
    return `"${this.#at({ x, y: y + height })},${this.#at({ x: x + width, y })}"`;
  }

  #node(
    node: SceneNode,
    children: ReadonlyMap<string, readonly SceneNode[]>,
    indent: string,
  ): void {
    const look = nodeLooks[node.shape];
    const facts = factsOf(node, this.#report);
    const told = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
    if (look.container) {
      const label = titleIn(node, (text) =>
        toldIn(widest, this.#scene.nodes, inert(text), node.width - 28, CLUSTER),
      );
      this.#out.push(
        `${indent}subgraph "cluster_${this.#ids.of(node.id)}" {`,
        `${indent}  graph ${list({
          label: quoted(label),
          fontsize: String(CLUSTER.size),
          labeljust: 'l',
          bb: this.#box(node),
          lp: `"${this.#at({ x: node.x + 16 + widthOf(label, CLUSTER) / 2, y: node.y + 20 })}"`,
          style: `"rounded,filled${node.ghost ? ',dashed' : ''}"`,
          fillcolor: `"${colour(look.fill)}"`,
          color: `"${colour(look.line)}"`,
          tooltip: lines(told),
        })};`,
      );
      for (const child of children.get(node.id) ?? []) this.#node(child, children, `${indent}  `);
      this.#out.push(`${indent}}`);
      return;
    }
    if (isOpened(node)) {
      // No line can end at a cluster where Graphviz does not lay out: the VPC is a node behind what is in it, and a
      // cluster that is not drawn says that they belong together.
      this.#out.push(
        `${indent}subgraph "cluster_${this.#ids.of(node.id)}" {`,
        `${indent}  graph ${list({ style: 'invis', bb: this.#box(node) })};`,
      );
      this.#card(node, told, `${indent}  `);
      for (const child of children.get(node.id) ?? []) this.#node(child, children, `${indent}  `);
      this.#out.push(`${indent}}`);
    } else this.#card(node, told, indent);
  }

  #card(node: SceneNode, told: readonly string[], indent: string): void {
    const lit = onWay(this.#scene, node);
    const look = nodeLooks[node.shape];
    const middle = { x: node.x + node.width / 2, y: node.y + node.height / 2 };
    this.#out.push(
      `${indent}"${this.#ids.of(node.id)}" ${list({
        label: lines([
          calledIn(node, (text) =>
            toldIn(widest, this.#scene.nodes, inert(text), node.width - 8, CARD),
          ),
          ...node.lines.map((text) => widest.fit(inert(text), node.width - 8, CARD)),
          // A label stands in the middle; so many lines lift it to the top.
          ...(isOpened(node)
            ? Array<string>(
                Math.max(0, Math.floor((node.height - 16) / 12) - 1 - node.lines.length),
              ).fill('')
            : []),
        ]),
        pos: `"${this.#at(middle)}!"`,
        width: inches(node.width),
        height: inches(node.height),
        shape: SHAPES[node.shape],
        style: `"filled${node.ghost ? ',dashed' : ''}${look.outline === 'octagon' ? '' : ',rounded'}"`,
        fillcolor: `"${colour(look.fill)}"`,
        color: `"${colour(lit?.line ?? (node.ghost ? 'card-ghost-line' : look.line))}"`,
        penwidth: lit && num(lit.width),
        tooltip: lines(told),
      })};`,
    );
  }

  #edge(e: SceneEdge): void {
    const look = edgeLooks[e.kind];
    const way = walked(this.#scene, e);
    const told = Object.entries(linkFacts(e)).map(([name, value]) => `${name}: ${value}`);
    const middle = e.points[Math.floor((e.points.length - 1) / 2)] ?? { x: 0, y: 0 };
    const next = e.points[Math.floor((e.points.length - 1) / 2) + 1] ?? middle;
    this.#out.push(
      `  "${this.#ids.of(e.from)}" -- "${this.#ids.of(e.to)}" ${list({
        pos: `"${splineOf(this.#toOutlines(e), way, (p) => this.#at(p))}"`,
        label: e.label === '' ? undefined : quoted(e.label),
        lp:
          e.label === ''
            ? undefined
            : `"${this.#at({ x: (middle.x + next.x) / 2, y: (middle.y + next.y) / 2 })}"`,
        style: !e.active ? 'dashed' : STYLES[e.kind],
        penwidth: num(way?.width ?? look.width),
        // Lines have heads in a graph without directions where they say so.
        // Source: https://graphviz.org/docs/attr-types/dirType/
        dir: way && (way.ahead ? (way.back ? 'both' : 'forward') : way.back ? 'back' : undefined),
        color: `"${way ? colour(way.line) : this.#lineColour(e)}"`,
        tooltip: lines(told),
      })};`,
    );
  }

  /** Where a flow stops, above all else. */
  #stop(): void {
    const stop = stopIn(this.#scene);
    if (!stop) return;
    this.#out.push(
      `  "${this.#ids.of('where the flow stops')}" ${list({
        label: quoted(stop.sign),
        shape: 'circle',
        pos: `"${this.#at(stop.at)}"`,
        width: inches(STOP),
        height: inches(STOP),
        style: 'filled',
        fillcolor: `"${colour(stop.token)}"`,
        color: `"${colour('scene-ground')}"`,
        fontcolor: `"${colour('diff-text')}"`,
        tooltip: quoted(stop.reason),
      })};`,
    );
  }

  /** Graphviz has no long dashes: other links are double lines. Source: https://graphviz.org/docs/attr-types/colorList/ */
  #lineColour(e: SceneEdge): string {
    const line =
      colour(this.#inMesh(e) ? 'mesh-line' : edgeLooks[e.kind].line) +
      (this.#scene.way ? Math.round(255 * BESIDE).toString(16) : '');
    return e.kind === 'other' && e.active ? `${line}:${colour('scene-ground')}:${line}` : line;
  }

  /** The line as far as Graphviz draws its ends: its octagons have their corners cut off further than ours. */
  #toOutlines(e: SceneEdge): readonly Point[] {
    const [first, last] = [e.points[0], e.points.at(-1)];
    if (!first || !last) return [];
    return [...this.#cornerCut(e.from, first), ...e.points, ...this.#cornerCut(e.to, last)];
  }

  /** A point of a regular octagon, stretched to the box, towards its middle from `p`; nothing where `p` is on it. */
  #cornerCut(id: string, p: Point): Point[] {
    const node = this.#nodes.get(id);
    if (!node || SHAPES[node.shape] !== 'octagon') return [];
    const [rx, ry] = [node.width / 2, node.height / 2];
    const [dx, dy] = [p.x - node.x - rx, p.y - node.y - ry];
    const beyond = (Math.abs(dx) / rx + Math.abs(dy) / ry) / Math.SQRT2;
    return beyond <= 1 ? [] : [{ x: node.x + rx + dx / beyond, y: node.y + ry + dy / beyond }];
  }

  text(): string {
    const { nodes, edges, hulls, width, height, title, leftOut } = this.#scene;
    const children = groupBy(nodes, (n) => n.parent ?? '');
    const words = [
      title,
      ...titleParts(this.#report, this.#scene),
      ...hulls.map((h) => h.caption),
      ...leftOut.map((w) => `Not drawn: ${w}`),
    ];
    const foot = 16 * words.length + 20;
    this.#out.push(
      '// The picture as it stands in the window: dot -Tsvg <this file>. Laid out anew: without layout=nop2.',
      'graph peerless {',
      `  graph ${list({
        // Whatever command is given the file: Graphviz takes all places from it, those of clusters and bends too.
        // Source: https://graphviz.org/docs/layouts/nop2/
        layout: 'nop2',
        notranslate: 'true',
        inputscale: String(INCH),
        bb: `"0,${-foot},${num(width)},${num(height)}"`,
        label: lines(words),
        lp: `"${num(width / 2)},${-foot / 2}"`,
        fontname: 'Helvetica',
        fontsize: '12',
      })};`,
      `  node ${list({ fixedsize: 'true', fontname: 'Helvetica', fontsize: '10', fontcolor: `"${colour('scene-text')}"` })};`,
      `  edge ${list({ fontname: 'Helvetica', fontsize: '10', fontcolor: `"${colour('scene-quiet')}"` })};`,
    );
    for (const top of children.get('') ?? []) this.#node(top, children, '  ');
    for (const e of edges) this.#edge(e);
    this.#stop();
    this.#out.push('}', '');
    return this.#out.join('\n');
  }
}

const inches = (pixels: number): string => String(Math.round((pixels / INCH) * 1000) / 1000);

export default defineExporter({
  id: 'dot',
  about: {
    title: 'Graphviz DOT',
    description: 'Nodes, clusters and links as text for Graphviz, with the positions on screen.',
    extension: 'dot',
    sort: 'picture',
  },
  render: (report, scene) => [
    { name: fileName('dot'), mime: 'text/vnd.graphviz', body: new Drawing(report, scene).text() },
  ],
});
