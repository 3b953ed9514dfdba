/** One page of a draw.io file: nested containers, AWS shapes, connectors glued at both ends. */
import type { Report } from '../../report.ts';
import { edgeLooks, hullLook, palette, severityLooks } from '../../scene/legend.ts';
import type { Box, NodeShape, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { isOpened } from '../../scene/open.ts';
import { fonts, widthOf } from '../../scene/text.ts';
import type { Page } from './pages.ts';
import { factsOf, linkFacts } from './facts.ts';
import { Ids, attrs, num, xml } from './xml.ts';

const light = palette.light;

/** Group styles and colours of draw.io's own AWS library, so that pages look like others drawn with it. */
const STYLES: Readonly<Record<NodeShape, string>> = {
  account:
    'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_account;strokeColor=#CD2264;fillColor=none;fontColor=#CD2264;container=1;collapsible=0;verticalAlign=top;align=left;spacingLeft=30;fontStyle=1',
  region:
    'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_region;strokeColor=#00A4A6;fillColor=none;fontColor=#147EBA;dashed=1;container=1;collapsible=0;verticalAlign=top;align=left;spacingLeft=30;fontStyle=1',
  segment: `rounded=1;absoluteArcSize=1;arcSize=16;strokeColor=${light['segment-line']};fillColor=${light['segment-fill']};fontColor=${light['scene-quiet']};container=1;collapsible=0;verticalAlign=top;align=left;spacingLeft=12;spacingTop=10;fontSize=11`,
  folded: `rounded=1;absoluteArcSize=1;arcSize=20;strokeWidth=2.5;strokeColor=${light['card-line']};fillColor=${light['account-fill']};fontColor=#1C2430;verticalAlign=middle;align=center;fontSize=11`,
  vpc: 'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_vpc2;strokeColor=#8C4FFF;fillColor=#FFFFFF;fontColor=#1C2430;verticalAlign=middle;align=left;spacingLeft=32;fontSize=11',
  subnet: `rounded=1;absoluteArcSize=1;arcSize=8;strokeColor=${light['region-line']};fillColor=${light['region-fill']};fontColor=#1C2430;verticalAlign=middle;align=left;spacingLeft=8;fontSize=10`,
  'route-table': `rounded=0;strokeColor=${light['edge-node-line']};fillColor=${light['edge-node-fill']};fontColor=#1C2430;verticalAlign=middle;align=left;spacingLeft=8;fontSize=10`,
  'transit-gateway':
    'shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.transit_gateway;strokeColor=#FFFFFF;fillColor=#8C4FFF;fontColor=#1C2430;aspect=fixed;labelPosition=right;verticalLabelPosition=middle;align=left;verticalAlign=middle;spacingLeft=6;fontStyle=1',
  vpn: 'shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.customer_gateway;strokeColor=#FFFFFF;fillColor=#8C4FFF;fontColor=#1C2430;aspect=fixed;labelPosition=right;verticalLabelPosition=middle;align=left;verticalAlign=middle;spacingLeft=6;fontSize=11',
  'direct-connect':
    'shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.direct_connect;strokeColor=#FFFFFF;fillColor=#8C4FFF;fontColor=#1C2430;aspect=fixed;labelPosition=right;verticalLabelPosition=middle;align=left;verticalAlign=middle;spacingLeft=6;fontSize=11',
  'core-network':
    'shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.cloud_wan;strokeColor=#FFFFFF;fillColor=#8C4FFF;fontColor=#1C2430;aspect=fixed;labelPosition=right;verticalLabelPosition=middle;align=left;verticalAlign=middle;spacingLeft=6;fontSize=11',
  other: `rounded=0;strokeColor=${light['edge-node-line']};fillColor=${light['edge-node-fill']};fontColor=#1C2430;fontSize=11`,
};

/** An opened VPC is a container, its own words at the top. */
const OPENED = ';container=1;collapsible=0;verticalAlign=top;spacingTop=4';

const isIcon = (shape: NodeShape): boolean => STYLES[shape].includes('resourceIcon');

/** An icon is square; it stands in the middle of the box the scene gave the node. */
function boxOf(node: SceneNode): Box {
  if (!isIcon(node.shape)) return node;
  const side = Math.min(node.width, node.height);
  return {
    x: node.x + (node.width - side) / 2,
    y: node.y + (node.height - side) / 2,
    width: side,
    height: side,
  };
}

const HEAD = `text;align=left;verticalAlign=middle;strokeColor=none;fillColor=none;fontStyle=1;fontSize=11;fontColor=${light['scene-quiet']}`;

/** Lines of plain text; draw.io reads a line feed in a label as a line break where `html=0`. */
const label = (lines: readonly string[]): string => lines.map(xml).join('&#10;');

const geometry = (box: Box): string =>
  `<mxGeometry${attrs({ x: box.x, y: box.y, width: box.width, height: box.height, as: 'geometry' })}/>`;

/** A user object: facts as attributes, which draw.io shows under Edit Data and in tooltips. */
const object = (
  id: string,
  text: string,
  facts: Readonly<Record<string, string | undefined>>,
  inner: string,
): string => `<object label="${text}" id="${id}"${attrs(facts)}>${inner}</object>`;

const vertex = (style: string, parent: string, box: Box): string =>
  `<mxCell style="${xml(`${style};html=0;whiteSpace=wrap;overflow=hidden`)}" vertex="1" parent="${parent}">${geometry(box)}</mxCell>`;

/** Where on a box's outline a point lies, as draw.io's fractions of width and height. */
const share = (box: Box, p: Point): readonly [string, string] => [
  String(Math.round(((p.x - box.x) / box.width) * 1000) / 1000),
  String(Math.round(((p.y - box.y) / box.height) * 1000) / 1000),
];

function connector(e: SceneEdge, id: string, from: SceneNode, to: SceneNode, ids: Ids): string {
  const look = edgeLooks[e.kind];
  const first = e.points[0] ?? { x: 0, y: 0 };
  const last = e.points.at(-1) ?? first;
  const ends = (node: SceneNode, p: Point, word: 'exit' | 'entry'): string[] => {
    // An icon is smaller than the box the line was drawn to: let draw.io find its border.
    if (isIcon(node.shape)) return [];
    const [x, y] = share(node, p);
    return [`${word}X=${x}`, `${word}Y=${y}`, `${word}Dx=0`, `${word}Dy=0`, `${word}Perimeter=0`];
  };
  const dashed = !e.active || look.dash.length > 0;
  const style = [
    'edgeStyle=none',
    'html=0',
    'endArrow=none',
    'startArrow=none',
    `strokeColor=${light[look.line]}`,
    `strokeWidth=${num(look.width)}`,
    ...(dashed ? ['dashed=1'] : []),
    ...ends(from, first, 'exit'),
    ...ends(to, last, 'entry'),
  ].join(';');
  const bends = e.points.slice(1, -1).map((p) => `<mxPoint${attrs({ x: p.x, y: p.y })}/>`);
  const inner =
    `<mxCell style="${xml(style)}" edge="1" parent="1" source="${ids.of(e.from)}" target="${ids.of(e.to)}">` +
    `<mxGeometry relative="1" as="geometry">${bends.length > 0 ? `<Array as="points">${bends.join('')}</Array>` : ''}</mxGeometry></mxCell>`;
  return object(id, label(e.label === '' ? [] : [e.label]), linkFacts(e), inner);
}

function hullCell(h: Scene['hulls'][number], id: string): string {
  const xs = h.outline.map((p) => p.x);
  const ys = h.outline.map((p) => p.y);
  const box = { x: Math.min(...xs), y: Math.min(...ys), width: 0, height: 0 };
  box.width = Math.max(1, Math.max(...xs) - box.x);
  box.height = Math.max(1, Math.max(...ys) - box.y);
  const coords = h.outline.map((p) => `[${share(box, p).join(',')}]`).join(',');
  const style = `shape=mxgraph.basic.polygon;polyCoords=[${coords}];polyline=0;fillColor=${light[hullLook.fill]};strokeColor=${light[hullLook.line]}`;
  const caption = `text;align=left;verticalAlign=middle;strokeColor=none;fillColor=none;fontStyle=1;fontSize=13;fontColor=${light[hullLook.text]}`;
  return (
    object(
      id,
      '',
      { kind: hullLook.title, members: h.members.join(' '), finding: h.finding },
      vertex(style, '1', box),
    ) +
    object(
      `${id}-caption`,
      label([h.caption]),
      {},
      vertex(caption, '1', {
        x: h.captionAt.x - 4,
        y: h.captionAt.y - 16,
        width: widthOf(h.caption, fonts.caption) + 24,
        height: 22,
      }),
    )
  );
}

/** The `<diagram>` element of a page. Cell ids are unique within the page. */
export function diagram(page: Page, report: Report, index: number): string {
  const ids = new Ids('c-');
  const edgeIds = new Ids('e-');
  const byId = new Map(page.nodes.map((n) => [n.id, n]));
  const cells: string[] = page.hulls.map((h, i) => hullCell(h, `h-${i}`));
  for (const node of page.nodes) {
    const parent = node.parent === undefined ? undefined : byId.get(node.parent);
    const box = boxOf(node);
    const local = parent ? { ...box, x: box.x - parent.x, y: box.y - parent.y } : box;
    const style = `${STYLES[node.shape]}${isOpened(node) ? OPENED : ''}${node.ghost ? ';dashed=1' : ''}`;
    cells.push(
      object(
        ids.of(node.id),
        label([node.label, ...node.lines]),
        factsOf(node, report),
        vertex(style, parent ? ids.of(parent.id) : '1', local),
      ),
    );
    (node.heads ?? []).forEach((head, i) => {
      const at = { x: head.x - 4, y: head.y - 14, width: head.width + 8, height: 20 };
      cells.push(
        object(
          `h-${ids.of(node.id)}-${i}`,
          label([head.text]),
          {},
          vertex(HEAD, ids.of(node.id), at),
        ),
      );
    });
    if (node.badge) {
      const look = severityLooks[node.badge.severity];
      cells.push(
        object(
          `b-${ids.of(node.id)}`,
          label([`${look.sign} ${node.badge.count}`]),
          {},
          vertex(
            `rounded=1;arcSize=50;strokeColor=#FFFFFF;fillColor=${light[look.token]};fontColor=${light['severity-text']};fontSize=10;fontStyle=1`,
            parent ? ids.of(parent.id) : '1',
            { x: local.x + local.width - 28, y: local.y - 8, width: 30, height: 16 },
          ),
        ),
      );
    }
  }
  for (const e of page.edges) {
    const from = byId.get(e.from);
    const to = byId.get(e.to);
    if (from && to) cells.push(connector(e, edgeIds.of(e.id), from, to, ids));
  }
  page.notes.forEach((note, i) => {
    const box = {
      x: 32,
      y: page.height + 8 + 22 * i,
      width: Math.max(400, page.width - 64),
      height: 20,
    };
    cells.push(
      object(
        `t-${i}`,
        label([note]),
        {},
        vertex(
          `text;align=left;strokeColor=none;fillColor=none;fontColor=${light['scene-quiet']};fontSize=11`,
          '1',
          box,
        ),
      ),
    );
  });
  return (
    `<diagram id="page-${index}" name="${xml(page.name)}">` +
    `<mxGraphModel${attrs({ dx: 0, dy: 0, grid: 0, gridSize: 10, guides: 1, tooltips: 1, connect: 1, arrows: 1, fold: 0, page: 1, pageScale: 1, pageWidth: Math.ceil(page.width), pageHeight: Math.ceil(page.height + 22 * page.notes.length + 16), math: 0, shadow: 0 })}>` +
    `<root>\n<mxCell id="0"/>\n<mxCell id="1" parent="0"/>\n${cells.join('\n')}\n</root></mxGraphModel></diagram>`
  );
}
