/** The one table of looks: shapes, strokes and colours by token, for canvas and files alike, light and dark. */
import type { Severity } from '../rules/rule.ts';
import type { Stop } from './light.ts';
import type { Diff } from './planned.ts';
import type { EdgeKind, NodeShape } from './scene.ts';

/**
 * Colours by token name; the canvas exposes each as the CSS custom property `--<token>`.
 * Text on its ground keeps a contrast of 4.5 : 1 or more (WCAG AA), lines and shapes 3 : 1 where they carry meaning.
 * Neutral greys and one accent; severity colours mark findings and nothing else.
 */
export const palette = {
  light: {
    'scene-ground': '#ffffff',
    'scene-text': '#1c2430',
    'scene-quiet': '#57606f',
    'account-fill': '#f4f5f7',
    'account-line': '#d3d8e0',
    'region-fill': '#fbfbfc',
    'region-line': '#dde1e8',
    'segment-fill': '#f2f4f7',
    'segment-line': '#e1e5eb',
    'card-fill': '#ffffff',
    'card-line': '#a9b2c0',
    'card-ghost-fill': '#fbfbfc',
    'card-ghost-line': '#7b8594',
    'hub-fill': '#e6ebfb',
    'hub-line': '#3451b2',
    'edge-node-fill': '#eef0f3',
    'edge-node-line': '#7b8594',
    'link-line': '#7b8594',
    'attachment-line': '#5b6b93',
    'mesh-line': '#4a62b8',
    'hull-fill': '#e9edfb',
    'hull-line': '#a9b7e6',
    'hull-text': '#2b4499',
    'severity-error': '#b42318',
    'severity-warning': '#9a5b00',
    'severity-info': '#0b6b76',
    'severity-text': '#ffffff',
    'diff-added': '#1b7a43',
    'diff-removed': '#a3246f',
    'diff-changed': '#6b42c1',
    'diff-text': '#ffffff',
  },
  dark: {
    'scene-ground': '#14171d',
    'scene-text': '#e7eaf0',
    'scene-quiet': '#a3acba',
    'account-fill': '#1a1e26',
    'account-line': '#343b48',
    'region-fill': '#1f242d',
    'region-line': '#363e4c',
    'segment-fill': '#242a34',
    'segment-line': '#39424f',
    'card-fill': '#2a313d',
    'card-line': '#667185',
    'card-ghost-fill': '#1f242d',
    'card-ghost-line': '#8791a1',
    'hub-fill': '#2a3866',
    'hub-line': '#9db1f5',
    'edge-node-fill': '#2a303a',
    'edge-node-line': '#8791a1',
    'link-line': '#8791a1',
    'attachment-line': '#92a2cf',
    'mesh-line': '#8da2ee',
    'hull-fill': '#232b45',
    'hull-line': '#4b5c98',
    'hull-text': '#b9c6f8',
    'severity-error': '#ff8a7f',
    'severity-warning': '#f2b04c',
    'severity-info': '#63cfdb',
    'severity-text': '#14171d',
    'diff-added': '#6fd39a',
    'diff-removed': '#f28bc4',
    'diff-changed': '#c3a6ff',
    'diff-text': '#14171d',
  },
} as const;

export type Token = keyof (typeof palette)['light'];
export type Theme = keyof typeof palette;

/** Families of type, first choice first; each ends in a generic one. */
export const typefaces = {
  text: "'Inter', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif",
  mono: "'JetBrains Mono', 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
} as const;

export interface NodeLook {
  readonly title: string;
  /** Outline: a box with rounded corners, or a box with its corners cut off. */
  readonly outline: 'box' | 'octagon' | 'pill';
  readonly fill: Token;
  readonly line: Token;
  readonly width: number;
  /** Corner radius of a box, cut of an octagon, in pixels at scale 1. */
  readonly corner: number;
  readonly container: boolean;
  /** Stands in an opened VPC. */
  readonly inside?: true;
}

export const nodeLooks: Readonly<Record<NodeShape, NodeLook>> = {
  account: {
    title: 'Account',
    outline: 'box',
    fill: 'account-fill',
    line: 'account-line',
    width: 1,
    corner: 12,
    container: true,
  },
  region: {
    title: 'Region',
    outline: 'box',
    fill: 'region-fill',
    line: 'region-line',
    width: 1,
    corner: 9,
    container: true,
  },
  segment: {
    title: 'VPCs by transit gateway route table',
    outline: 'box',
    fill: 'segment-fill',
    line: 'segment-line',
    width: 1,
    corner: 8,
    container: true,
  },
  folded: {
    title: 'Collapsed: account, Region or route table',
    outline: 'box',
    fill: 'account-fill',
    line: 'card-line',
    width: 2.5,
    corner: 10,
    container: false,
  },
  vpc: {
    title: 'VPC',
    outline: 'box',
    fill: 'card-fill',
    line: 'card-line',
    width: 1.25,
    corner: 6,
    container: false,
  },
  subnet: {
    title: 'Subnet',
    outline: 'box',
    fill: 'region-fill',
    line: 'region-line',
    width: 1,
    corner: 4,
    container: false,
    inside: true,
  },
  'route-table': {
    title: 'Route table',
    outline: 'box',
    fill: 'edge-node-fill',
    line: 'edge-node-line',
    width: 1,
    corner: 0,
    container: false,
    inside: true,
  },
  'transit-gateway': {
    title: 'Transit gateway',
    outline: 'octagon',
    fill: 'hub-fill',
    line: 'hub-line',
    width: 2,
    corner: 16,
    container: false,
  },
  vpn: {
    title: 'VPN: customer or VPN gateway',
    outline: 'pill',
    fill: 'edge-node-fill',
    line: 'edge-node-line',
    width: 1.25,
    corner: 20,
    container: false,
  },
  'direct-connect': {
    title: 'Direct Connect gateway',
    outline: 'octagon',
    fill: 'edge-node-fill',
    line: 'edge-node-line',
    width: 1.25,
    corner: 8,
    container: false,
  },
  'core-network': {
    title: 'Cloud WAN core network',
    outline: 'octagon',
    fill: 'hub-fill',
    line: 'hub-line',
    width: 1.25,
    corner: 12,
    container: false,
  },
  other: {
    title: 'Other attached resource',
    outline: 'box',
    fill: 'edge-node-fill',
    line: 'edge-node-line',
    width: 2,
    corner: 2,
    container: false,
  },
};

export interface EdgeLook {
  readonly title: string;
  readonly line: Token;
  readonly width: number;
  /** Dashes of an active link, where its kind has any; [] is a plain line. */
  readonly dash: readonly number[];
}

export const edgeLooks: Readonly<Record<EdgeKind, EdgeLook>> = {
  peering: { title: 'VPC peering', line: 'link-line', width: 1.25, dash: [] },
  attachment: {
    title: 'Transit gateway attachment',
    line: 'attachment-line',
    width: 2,
    dash: [],
  },
  'tgw-peering': { title: 'Transit gateway peering', line: 'hub-line', width: 3, dash: [] },
  vpn: { title: 'VPN connection', line: 'link-line', width: 1.5, dash: [1.5, 3] },
  'direct-connect': { title: 'Direct Connect', line: 'link-line', width: 4.5, dash: [] },
  other: { title: 'Other link', line: 'link-line', width: 1, dash: [12, 5] },
  reach: {
    title: 'Pair that fares differently: lost (−), gained (+), otherwise (~)',
    line: 'scene-quiet',
    width: 1.5,
    dash: [1, 4],
  },
};

/** Dashes of what is not active, and of what lies outside the accounts seen. */
export const inactiveDash: readonly number[] = [6, 4];
export const ghostDash: readonly number[] = [5, 3];

export const hullLook = {
  title: 'Peering mesh',
  lines: 'VPC peering in a mesh',
  fill: 'hull-fill',
  line: 'hull-line',
  text: 'hull-text',
} as const;

export interface SeverityLook {
  readonly title: string;
  readonly token: Token;
  /** Stands beside the count, so that colour is never the only sign. */
  readonly sign: string;
}

export const severityLooks: Readonly<Record<Severity, SeverityLook>> = {
  error: { title: 'Error found', token: 'severity-error', sign: '×' },
  warning: { title: 'Warning', token: 'severity-warning', sign: '!' },
  info: { title: 'Note', token: 'severity-info', sign: 'i' },
};

export interface DiffLook {
  readonly title: string;
  readonly token: Token;
  /** Stands beside it, so that colour is never the only sign. */
  readonly sign: string;
  /** Dashes of a line; [] leaves it as its kind has it. */
  readonly dash: readonly number[];
}

/** What the step of a plan does to something drawn, and what two snapshots say differently of it. */
export const diffLooks: Readonly<Record<Diff, DiffLook>> = {
  added: { title: 'Made by the plan', token: 'diff-added', sign: '+', dash: [] },
  removed: { title: 'Taken away by this step', token: 'diff-removed', sign: '−', dash: [3, 4] },
  changed: { title: 'Routes changed by this step', token: 'diff-changed', sign: '~', dash: [] },
  unseen: { title: 'Not seen', token: 'scene-quiet', sign: '?', dash: [1.5, 3] },
};

/** The same signs between two snapshots. */
export const comparedTitles: Readonly<Record<Diff, string>> = {
  added: 'Added: only in the newer snapshot',
  removed: 'Removed: only in the older snapshot',
  changed: 'Changed, or something in it has',
  unseen: 'Cannot tell: not collected in one of the two',
};

/** A box at an end of pairs that fare differently. */
export const reachLook = {
  title: 'Reaches others, or is reached, differently',
  token: 'scene-text',
  sign: '↔',
} as const;

/** A line of a plan that no route leads over, not yet or not any more. */
export const idleLook = { title: 'No route leads over it', dash: [2, 5], strength: 0.6 } as const;

/** The way of a flow, and where it ends before its destination. */
export const flowLook = { line: 'hub-line', width: 3, title: 'Way of the flow' } as const;
export const stopLooks: Readonly<
  Record<Stop['tone'], { readonly sign: string; readonly token: Token; readonly title: string }>
> = {
  bad: { sign: '×', token: 'severity-error', title: 'The flow stops here' },
  open: {
    sign: '?',
    token: 'scene-quiet',
    title: 'Nobody can tell how the flow goes on from here',
  },
};
