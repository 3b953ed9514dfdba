/** The Scene: what to draw, with positions in pixels at scale 1. Plain data; canvas and files draw the same one. */
import type { Ref } from '../base/ref.ts';
import type { Severity } from '../rules/rule.ts';
import type { Light } from './light.ts';
import type { Marked } from './marked.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top-left corner and size. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type NodeShape =
  | 'account' // container
  | 'region' // container
  | 'segment' // container: VPCs of one transit gateway route table
  | 'folded' // card: a container that is collapsed
  | 'vpc' // card; opened, it holds the two below
  | 'subnet'
  | 'route-table'
  | 'transit-gateway' // hub
  | 'vpn' // customer gateway / VPN edge
  | 'direct-connect'
  | 'core-network'
  | 'other'; // anything else that is attached

export interface SceneNode extends Box {
  /** Unique in the scene; the Ref for resources, `account/…`, `region/…` or `segment/…` for containers. */
  readonly id: string;
  readonly ref: Ref;
  readonly shape: NodeShape;
  /** The container it stands in. */
  readonly parent: string | undefined;
  readonly label: string;
  /** Further lines under the label, monospaced: id, CIDRs. The first is the most important. */
  readonly lines: readonly string[];
  /** True for what lies outside the accounts we can see: drawn dashed. */
  readonly ghost: boolean;
  /** Worst severity among the findings that touch it, and how many of them have it. */
  readonly badge: { readonly severity: Severity; readonly count: number } | undefined;
  /** Of a hub that speaks for many of its lines, which bear none then: the worst of theirs, and how many have it. */
  readonly links?: SceneNode['badge'];
  /** Of a collapsed container: ids of the boxes it stands for. */
  readonly holds?: readonly string[];
  /** Of an opened VPC, and of nothing else: the titles of the columns of what stands in it. */
  readonly heads?: readonly Head[];
  /** Of a subnet: the route table it uses, where that is known. */
  readonly table?: Ref;
}

/** Words in a box: their left baseline, from the box's corner, and the room they have. */
export interface Head extends Point {
  readonly width: number;
  readonly text: string;
}

export type EdgeKind =
  'peering' | 'attachment' | 'tgw-peering' | 'vpn' | 'direct-connect' | 'other' | 'reach';

export interface SceneEdge {
  readonly id: string;
  /** Every resource the line stands for: one, or several where parallel links are bundled. */
  readonly refs: readonly Ref[];
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Inactive links are dashed. */
  readonly active: boolean;
  readonly label: string;
  /** From border to border, bends included; at least two. */
  readonly points: readonly Point[];
  readonly badge: { readonly severity: Severity; readonly count: number } | undefined;
}

/** A soft shape around a mesh, with its caption. */
export interface SceneHull {
  readonly id: string;
  /** Fingerprint of the `peering-mesh` finding it shows. */
  readonly finding: string;
  /** Nodes it encloses; a VPC of several meshes stands in the largest of them. */
  readonly members: readonly string[];
  /** Closed outline. */
  readonly outline: readonly Point[];
  readonly caption: string;
  /** Where the caption stands: its left baseline. */
  readonly captionAt: Point;
  /** Of a mesh that speaks for many of its lines, which bear none then: the worst of theirs, and how many have it. */
  readonly badge?: SceneEdge['badge'];
}

/** Room that was made for an opened VPC (`of`): what stood at `at` or beyond stands `by` further on. */
export interface Strip {
  readonly of: string;
  readonly at: number;
  readonly by: number;
}

/** How a picture with opened VPCs differs from the same with all of them closed: strips across and down, ascending. */
export interface Stretch {
  readonly x: readonly Strip[];
  readonly y: readonly Strip[];
}

export interface Scene {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Containers before what they contain. */
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  readonly hulls: readonly SceneHull[];
  /** What the view left out, in words; empty where everything is drawn. */
  readonly leftOut: readonly string[];
  /** Where VPCs are opened. */
  readonly stretch?: Stretch;
  /** Of the picture of a flow: the way it goes, which files light. */
  readonly way?: Light;
  /** Of the picture of a plan or a comparison: what is marked in it, and what it is of. */
  readonly marked?: Marked;
}

/**
 * What the user asked to see: what every part that is given leaves. Several values of one part are alternatives.
 * Empty lists ask for nothing, so that nothing is left: leave a part out instead.
 */
export interface View {
  /** Only this resource and what lies within `depth` links of it. */
  readonly focus?: Ref;
  readonly depth?: number;
  /** Account ids; `*` stands for any text. A VPC that is left keeps the gateways it is attached to: here and below. */
  readonly accounts?: readonly string[];
  /** Names such as `us-east-1`; `*` stands for any text. */
  readonly regions?: readonly string[];
  /** What these transit gateway route tables are associated with. */
  readonly segments?: readonly Ref[];
  /** `Key=glob`, or a key alone for any value. */
  readonly tags?: readonly string[];
  /** Only members of peering meshes. */
  readonly meshes?: true;
  /** Fingerprint of a finding: only what it touches, and its path. */
  readonly finding?: string;
  /** Only what these stand for, such as the hops of a trace. */
  readonly path?: readonly Ref[];
  /** Boxes, lines, containers and transit gateway route tables that are left out. */
  readonly hidden?: readonly Ref[];
  /** Everything keeps the place it has in the whole picture; absent: what is left is laid out for itself. */
  readonly still?: true;
  /** Containers that are drawn as one box, by scene id: `account/…`, `region/…`, `segment/…`. */
  readonly collapsed?: readonly string[];
  /** VPCs that are drawn with their subnets and route tables. */
  readonly opened?: readonly Ref[];
  /**
   * Top-left corners of boxes that were moved by hand, by scene id, the latest last; in the picture with every VPC
   * closed. A place that is taken means the nearest free one.
   */
  readonly moved?: Readonly<Record<string, Point>>;
  /** Mark what findings touch with badges; absent: no badges. */
  readonly findings?: boolean;
}
