/** The Drawing: what a scene will show before anything has a position. Plain nodes, links and meshes. */
import type { Ref } from '../../base/ref.ts';
import type { Severity } from '../../rules/rule.ts';
import type { EdgeKind, NodeShape } from '../scene.ts';
import { fonts, widthOf } from '../text.ts';

export interface Badge {
  readonly severity: Severity;
  readonly count: number;
}

export interface DrawNode {
  readonly id: Ref;
  readonly shape: Exclude<
    NodeShape,
    'account' | 'region' | 'segment' | 'folded' | 'subnet' | 'route-table'
  >;
  /** '' where not known. */
  readonly account: string;
  readonly region: string;
  readonly label: string;
  readonly lines: readonly string[];
  readonly ghost: boolean;
  readonly badge: Badge | undefined;
  readonly width: number;
  readonly height: number;
}

export interface DrawLink {
  readonly id: string;
  readonly refs: readonly Ref[];
  readonly kind: EdgeKind;
  readonly from: Ref;
  readonly to: Ref;
  readonly active: boolean;
  readonly label: string;
  readonly badge: Badge | undefined;
  /** Of a VPC attachment: the associated transit gateway route table, `none`, or '' where not known. */
  readonly segment: string | undefined;
}

export interface DrawMesh {
  readonly finding: string;
  readonly members: readonly Ref[];
  readonly caption: string;
}

/** A Region of an account that has something to say, drawn even where it holds nothing. */
export interface DrawPlace {
  readonly account: string;
  readonly region: string;
  readonly note: string;
}

export interface Drawing {
  /** In the order to place them: by name, then id. */
  readonly nodes: readonly DrawNode[];
  /** Sorted by id. */
  readonly links: readonly DrawLink[];
  readonly meshes: readonly DrawMesh[];
  readonly places: readonly DrawPlace[];
  /** Names of transit gateway route tables by id. */
  readonly segments: ReadonlyMap<string, string>;
  /** What accounts are called, by id, where that is known. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Accounts that were asked; everything in others is known by hearsay. */
  readonly collected: ReadonlySet<string>;
}

const LINE = 15;
const LEAST_WIDE = 156;
/** Room for a UUID. */
const MOST_WIDE = 280;

/** Width and height of a node's box, in pixels at scale 1. */
export function sizeOf(
  shape: DrawNode['shape'],
  lines: readonly string[],
): { width: number; height: number } {
  const tall = LINE * lines.length;
  if (shape === 'vpc') return { width: 184, height: 30 + tall };
  if (shape === 'transit-gateway') return { width: 200, height: 42 + tall };
  // Ids of attachments, and of Direct Connect gateways, differ in their ends: they are shown whole.
  const longest = Math.ceil(Math.max(0, ...lines.map((line) => widthOf(line, fonts.line))));
  return { width: Math.min(MOST_WIDE, Math.max(LEAST_WIDE, longest + 32)), height: 26 + tall };
}

/** Tells whether everything an account (or one Region of it) holds is known by hearsay only. */
export function outsideOf(drawing: Drawing): (account: string, region?: string) => boolean {
  const seen = new Set<string>();
  for (const { ghost, account, region } of drawing.nodes)
    if (!ghost) seen.add(account).add(`${account}/${region}`);
  return (account, region) =>
    !drawing.collected.has(account) &&
    !seen.has(region === undefined ? account : `${account}/${region}`);
}
