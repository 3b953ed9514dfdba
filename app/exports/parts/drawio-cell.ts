/** What draw.io pages are made of: cells, labels, user objects, and the styles of its own AWS library. */
import {
  edgeLooks,
  hullLook,
  inactiveDash,
  nodeLooks,
  palette,
  severityLooks,
} from '../../scene/legend.ts';
import type { Box, NodeShape, Point, SceneEdge, SceneNode } from '../../scene/scene.ts';
import type { Font } from '../../scene/text.ts';
import { calledIn, titleIn } from '../../scene/title.ts';
import { inert } from './inert.ts';
import { largeWords } from './large-words.ts';
import { octagon } from './outline.ts';
import { toldIn, widest } from './widest.ts';
import { attrs, num, xml } from './xml.ts';

const light = palette.light;

interface Style {
  /** Shape and colours. */
  readonly outline: string;
  /** Where its words stand, and how large. */
  readonly words: string;
  /** Pixels from the left border to the words. */
  readonly inset: number;
  /** An icon of draw.io's AWS library, at the left of the box. */
  readonly icon?: string;
}

/** Lines that are drawn by hand go to what is in a container, not to the container. */
const HOLDS = 'container=1;collapsible=0;pointerEvents=0';
const holder = (font: string): string =>
  `${HOLDS};verticalAlign=top;align=left;fontStyle=1;fontColor=${font}`;
const card = (size: number): string =>
  `fontColor=#1C2430;verticalAlign=middle;align=left;fontSize=${size}`;
/** The outline is the scene's, so that lines end on it; draw.io's icon stands in it. */
const hub = (icon: string, shape: NodeShape, size = 11): Style => {
  const look = nodeLooks[shape];
  return {
    outline: `${look.outline === 'pill' ? 'rounded=1;arcSize=50;' : ''}strokeWidth=${look.width};strokeColor=#8C4FFF;fillColor=${light[look.fill]}`,
    words: `${card(size)};collapsible=0${shape === 'transit-gateway' ? ';fontStyle=1' : ''}`,
    inset: 36,
    icon: `shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.${icon};strokeColor=#FFFFFF;fillColor=#8C4FFF;aspect=fixed`,
  };
};

/** Group styles and colours of draw.io's own AWS library, so that pages look like others drawn with it. */
const STYLES: Readonly<Record<NodeShape, Style>> = {
  account: {
    outline:
      'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_account;strokeColor=#CD2264;fillColor=none',
    words: holder('#CD2264'),
    inset: 30,
  },
  region: {
    outline:
      'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_region;strokeColor=#00A4A6;fillColor=none;dashed=1',
    words: holder('#147EBA'),
    inset: 30,
  },
  segment: {
    outline: `rounded=1;absoluteArcSize=1;arcSize=16;strokeColor=${light['segment-line']};fillColor=${light['segment-fill']}`,
    words: `${HOLDS};verticalAlign=top;align=left;spacingTop=10;fontSize=11;fontColor=${light['scene-quiet']}`,
    inset: 12,
  },
  folded: {
    outline: `rounded=1;absoluteArcSize=1;arcSize=20;strokeWidth=2.5;strokeColor=${light['card-line']};fillColor=${light['account-fill']}`,
    words: 'fontColor=#1C2430;verticalAlign=middle;align=center;fontSize=11',
    inset: 0,
  },
  vpc: {
    outline:
      'shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_vpc2;strokeColor=#8C4FFF;fillColor=#FFFFFF',
    words: card(11),
    inset: 32,
  },
  subnet: {
    outline: `rounded=1;absoluteArcSize=1;arcSize=8;strokeColor=${light['region-line']};fillColor=${light['region-fill']}`,
    words: card(10),
    inset: 8,
  },
  'route-table': {
    outline: `rounded=0;strokeColor=${light['edge-node-line']};fillColor=${light['edge-node-fill']}`,
    words: card(10),
    inset: 8,
  },
  'transit-gateway': hub('transit_gateway', 'transit-gateway'),
  vpn: hub('customer_gateway', 'vpn', 10),
  'direct-connect': hub('direct_connect', 'direct-connect'),
  'core-network': hub('cloud_wan', 'core-network'),
  other: {
    outline: `rounded=0;strokeColor=${light['edge-node-line']};fillColor=${light['edge-node-fill']}`,
    words: 'fontColor=#1C2430;verticalAlign=middle;align=center;fontSize=11',
    inset: 0,
  },
};

/** An opened VPC is a container, its own words at the top. */
const OPENED = 'container=1;collapsible=0;verticalAlign=top;spacingTop=4';

/** Where on a box's outline a point lies, as draw.io's fractions of width and height. */
export const share = (box: Box, p: Point): readonly [string, string] => [
  String(Math.round(((p.x - box.x) / box.width) * 1000) / 1000),
  String(Math.round(((p.y - box.y) / box.height) * 1000) / 1000),
];

export const polygon = (points: readonly Point[], box: Box): string =>
  `shape=mxgraph.basic.polygon;polyCoords=[${points.map((p) => `[${share(box, p).join(',')}]`).join(',')}];polyline=0`;

/** A box with its corners cut off, as the scene has it, or nothing where the shape is another. */
const cut = (shape: NodeShape, box: Box): string =>
  nodeLooks[shape].outline === 'octagon'
    ? `${polygon(octagon(box, nodeLooks[shape].corner), box)};`
    : '';

/** Kept free at the right of the words. */
const RIGHT = 6;
const SMALLEST = 8;

const usualFont = ({ shape }: SceneNode): Font => {
  const { words } = STYLES[shape];
  const size = Number(/fontSize=(\d+)/.exec(words)?.[1] ?? 12);
  return { size, bold: words.includes('fontStyle=1') };
};

const roomIn = ({ shape, width }: SceneNode): number => width - STYLES[shape].inset - RIGHT;

/** On a page whose words are so many times larger: what a card says there. */
const largeIn = (node: SceneNode, large: number) =>
  largeWords(node, inert(node.label), roomIn(node), usualFont(node), large);

/** What the words of a cell are set in: beside an icon smaller, where a line would be cut otherwise. */
function fontOf(node: SceneNode, large: number): Font {
  const { shape, width, lines } = node;
  const { inset, icon } = STYLES[shape];
  const font = usualFont(node);
  const { size } = font;
  if (nodeLooks[shape].container) return { ...font, size: Math.round(size * large) };
  const words = largeIn(node, large);
  if (words) return { ...font, size: words.size };
  if (icon === undefined) return font;
  const needed = Math.max(...lines.map((text) => widest.width(inert(text), font)), 1);
  const fitting = Math.floor((size * (width - inset - RIGHT)) / needed);
  return { ...font, size: Math.min(size, Math.max(fitting, SMALLEST)) };
}

export const nodeStyle = (node: SceneNode, large = 1): string => {
  const { shape, ghost, heads } = node;
  const { outline, words, inset } = STYLES[shape];
  const { size } = fontOf(node, large);
  const set = /fontSize=/.test(words)
    ? words.replace(/fontSize=\d+/, `fontSize=${size}`)
    : `${words}${large === 1 ? '' : `;fontSize=${size}`}`;
  // The last word on a key counts.
  return `${cut(shape, node)}${outline};${set};spacingLeft=${inset}${heads ? `;${OPENED}` : ''}${ghost ? ';dashed=1' : ''}`;
};

/** How a legend shows it: draw.io's group icons are as large as a sample, so they are left out. */
export const sampleStyle = (shape: NodeShape, ghost: boolean, box: Box): string =>
  cut(shape, box) +
  STYLES[shape].outline.replace(/^shape=mxgraph\.aws4\.group;grIcon=[^;]*;/, '') +
  (ghost ? ';dashed=1' : '');

const ICON = 24;

/** The icon in a hub. Part of it: whoever drags the icon drags the hub. */
export function iconOf({ shape, width, height }: SceneNode, id: string, parent: string): string {
  const { icon } = STYLES[shape];
  if (icon === undefined) return '';
  const side = Math.min(ICON, height - 8);
  const box = { x: Math.min(10, width / 10), y: (height - side) / 2, width: side, height: side };
  return `<mxCell id="${id}" style="${xml(`${icon};part=1;connectable=0;html=0`)}" vertex="1" connectable="0" parent="${parent}">${geometry(box)}</mxCell>`;
}

/** Name and lines, each as much of it as its box has room for; the facts of the cell hold them whole. */
export function wordsOf(
  node: SceneNode,
  boxes: readonly SceneNode[],
  large = 1,
): readonly string[] {
  const { shape, lines } = node;
  const larger = largeIn(node, large);
  if (larger) return [...larger.lines, ...lines.map(inert)];
  const font = fontOf(node, large);
  const room = roomIn(node);
  const fitted = (text: string): string => widest.fit(inert(text), room, font);
  const told = (text: string): string => toldIn(widest, boxes, inert(text), room, font);
  const { container } = nodeLooks[shape];
  return [container ? titleIn(node, told) : calledIn(node, told), ...lines.map(fitted)];
}

export const BADGE = { width: 30, height: 16 };
export const badgeStyle = (severity: keyof typeof severityLooks): string =>
  `rounded=1;arcSize=50;strokeColor=#FFFFFF;fillColor=${light[severityLooks[severity].token]};fontColor=${light['severity-text']};fontSize=10;fontStyle=1`;
export const signStyle = (token: keyof typeof light): string =>
  `ellipse;strokeColor=#FFFFFF;fillColor=${light[token]};fontColor=${light['diff-text']};fontSize=12;fontStyle=1`;
export const hullColours = `fillColor=${light[hullLook.fill]};strokeColor=${light[hullLook.line]}`;

const plain = 'text;align=left;verticalAlign=middle;strokeColor=none;fillColor=none';
export const textStyle = (
  size: number,
  { bold = false, token = 'scene-quiet' }: { bold?: boolean; token?: keyof typeof light } = {},
): string => `${plain};${bold ? 'fontStyle=1;' : ''}fontSize=${size};fontColor=${light[token]}`;

/** Lines of plain text; draw.io reads a line feed in a label as a line break where `html=0`. */
export const label = (lines: readonly string[]): string => lines.map(xml).join('&#10;');

const geometry = (box: Box): string =>
  `<mxGeometry${attrs({ x: box.x, y: box.y, width: box.width, height: box.height, as: 'geometry' })}/>`;

/** A user object: facts as attributes, which draw.io shows under Edit Data and in tooltips. */
export const object = (
  id: string,
  text: string,
  facts: Readonly<Record<string, string | undefined>>,
  inner: string,
): string => `<object label="${text}" id="${id}"${attrs(facts)}>${inner}</object>`;

/** `isFitted`: its text is known to fit; what cuts a text off cuts the tails of its letters too, where a face is tall. */
export const vertex = (style: string, parent: string, box: Box, isFitted = false): string =>
  `<mxCell style="${xml(`${style};html=0;whiteSpace=wrap;overflow=${isFitted ? 'visible' : 'hidden'}`)}" vertex="1" parent="${parent}">${geometry(box)}</mxCell>`;

/** Dashes in place of those of a kind. */
export const dashStyle = (dash: readonly number[]): string =>
  `dashed=1;fixDash=1;dashPattern=${dash.join(' ')}`;

export const lineStyle = (kind: SceneEdge['kind'], active: boolean, inMesh = false): string => {
  const look = edgeLooks[kind];
  const dash = active ? look.dash : inactiveDash;
  return `strokeColor=${light[inMesh ? 'mesh-line' : look.line]};strokeWidth=${num(look.width)}${dash.length > 0 ? `;${dashStyle(dash)}` : ''}`;
};

export const badgeText = ({ severity, count }: NonNullable<SceneNode['badge']>): string =>
  label([`${severityLooks[severity].sign} ${count}`]);
