/** The Engine contract: what the window may ask of the side with network and disk. All plain JSON. */
import { z } from 'zod';
import type { Gap } from '../topology/gap.ts';
import type { Choices } from '../scene/choices.ts';
import type { Scene } from '../scene/scene.ts';
import type { ScenePatch } from '../scene/patch.ts';
import type { Trace } from '../routing/outcome.ts';
import type { PairOutcome } from '../routing/reach.ts';
import type { Manifest } from '../snapshot/snapshot.ts';
import { defineContract, type ContractOf } from './contract.ts';
import { collectInputs, type CollectOutputs, type CollectSaid } from './collect.ts';
import { type DiffEvents, diffInputs, type DiffOutputs, sideShown } from './diff.ts';
import { type ExportedFile, fileInputs, type FileOutputs, MOST_PIECE } from './file.ts';
import { historyInputs, type HistoryOutputs } from './history.ts';
import {
  type FindingDetail,
  type FindingPage,
  lintInputs,
  type LintState,
  type RuleInfo,
} from './lint.ts';
import { planInputs, type PlanOutputs, type PlanProgressEvent, stepShown } from './plan.ts';
import { PAPERS, type PrintChoice } from './print.ts';
import { type Arrangement, keptViews, viewInputs } from './view.ts';

const text = z.string().max(4096);
/** Names one opened snapshot in later calls. */
const handle = z.string().max(64);
/** Names what runs for a while, for `cancel`: of the window's own choosing. */
const job = z.string().max(64).optional();
/** What is open and is read again: what is opened then goes on from it. */
const after = handle.optional();

/** Most bytes of text `open` takes as files in one call; more is opened by path. */
export const MOST_OPENED_BYTES = 200 * 1024 * 1024;

/** Most rows, and most columns, of the reachability matrix in one answer: whole, it can have 25 million cells. */
export const MOST_CELLS_A_SIDE = 200;
const numbers = z.array(z.number().int().min(0)).max(MOST_CELLS_A_SIDE);
const manyNumbers = z.array(z.number().int().min(0)).max(20_000);

const traceInput = z.object({
  handle,
  from: text,
  to: text,
  fromIp: text.optional(),
  toIp: text.optional(),
  protocol: text.optional(),
  port: z.number().int().min(0).max(65535).optional(),
  middleboxes: z.enum(['forward', 'stop']).optional(),
});

export const engineInputs = {
  about: z.object({}),
  /** Begins to take files that are too large for one message; they are named by number, in this order. */
  upload: z.object({ names: z.array(text).min(1).max(5000) }),
  /** The next bytes of one of them. */
  piece: z.object({
    upload: z.number().int(),
    file: z.number().int().min(0),
    base64: z.string().max(MOST_PIECE),
  }),
  /**
   * Opens a path on the engine's machine, the sample estate, or files: read by the page, or sent in pieces before.
   * `cancel` stops it between two steps. `after`: it is that estate, read again, and goes on from it: places, views, how it
   * is linted, and what of that can be undone.
   */
  open: z.union([
    z.object({ path: text, job, after }),
    z.object({ demo: z.literal(true), job, after }),
    z.object({ upload: z.number().int(), job }),
    z.object({
      files: z.array(z.object({ name: text, text: z.string() })).max(5000),
      job,
    }),
  ]),
  ...collectInputs,
  cancel: z.object({ job: z.string().max(64) }),
  /** `since` is the stamp of the scene that the caller holds: the answer may then tell the difference. */
  scene: z.object({ handle, since: z.number().int().optional(), ...viewInputs }),
  /** Keeps what is shown and the views that have names: beside the source, where that is a file or folder. */
  keepViews: z.object({ handle, ...keptViews }),
  /** What a view can be narrowed to. */
  choices: z.object({ handle }),
  inspect: z.object({ handle, ref: text }),
  search: z.object({ handle, text, limit: z.number().int().min(1).max(500).optional() }),
  trace: traceInput,
  /** A trace as text, as `peerless trace` prints it. */
  traceText: traceInput,
  reach: z.object({ handle }),
  /** Rows and columns by their number in `reach`, in any order: what a filter leaves seldom stands together. */
  reachCells: z.object({ handle, rows: numbers, columns: numbers }),
  /** How many pairs of these rows and columns come to what. */
  reachCounts: z.object({ handle, rows: manyNumbers, columns: manyNumbers }),
  ...lintInputs,
  ...planInputs,
  ...diffInputs,
  ...historyInputs,
  ...fileInputs,
  formats: z.object({}),
  /** Writes the network in a format, or the picture of a plan or a comparison of it. `cancel` stops it. */
  export: z.object({
    handle,
    format: text,
    ...viewInputs,
    shows: z.union([stepShown, sideShown]).optional(),
    scale: z.number().positive().max(1000).optional(),
    paper: z.enum(PAPERS).optional(),
    atMost: z.number().int().positive().optional(),
    job,
  }),
} as const;

export interface AboutEngine {
  readonly version: string;
  /** What a fresh window should open by itself, if anything. */
  readonly opening: { readonly path: string } | { readonly demo: true } | undefined;
}

export interface Opened {
  readonly handle: string;
  readonly title: string;
  readonly manifest: Manifest;
  /** What accounts are called, where their organization told; sorted by id. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** How it is linted, to begin with. */
  readonly lint: LintState;
  /** Resources by kind: singular title, plural title, count. */
  readonly counts: readonly {
    readonly kind: string;
    readonly title: string;
    readonly count: number;
  }[];
  readonly gaps: readonly Gap[];
  /** Files that were read and not used. `why` is part of a sentence: `holds Reservations, which Peerless does not use`. */
  readonly ignored: readonly { readonly path: string; readonly why: string }[];
  /** How it was arranged when it was last open. */
  readonly arrangement: Arrangement;
  /** The estate that it goes on from; a scene of that one may be named as `since` here, too. */
  readonly after?: string | undefined;
}

/** A scene with a stamp to name it by, or what changed since the scene that was named. */
export type SceneAnswer =
  | (Scene & { readonly stamp?: number })
  | { readonly stamp: number; readonly since: number; readonly patch: ScenePatch };

/** Everything the inspector shows of one resource. */
export interface Inspection {
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly ghost: boolean;
  /** Of a ghost, an address of its first block: a flow can be traced to that, and not to the ghost. */
  readonly address?: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly tags: readonly { readonly name: string; readonly value: string }[];
  /** What it lists: rules, entries, tunnels. A cell may name resources by id; `none` is said where there are no rows. */
  readonly tables: readonly {
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly none: string;
  }[];
  readonly routes: readonly {
    readonly table: string;
    readonly tableLabel: string;
    readonly destination: string;
    /** The prefix list that is its destination, or that its destination is an entry of. */
    readonly list?: { readonly ref: string; readonly label: string } | undefined;
    readonly target: string;
    /** `name (id)`, or what `target` says where that is no resource with a name. */
    readonly targetLabel: string;
    /** What a transit gateway's attachment leads to; `label` as in `targetLabel`. */
    readonly behind?: { readonly ref: string; readonly label: string } | undefined;
    readonly state: string;
    readonly origin: string;
  }[];
  /** What it points to and what points to it. */
  readonly links: readonly {
    readonly ref: string;
    readonly label: string;
    readonly relation: string;
    /** The peering or attachment between the two. */
    readonly over?: { readonly ref: string; readonly label: string } | undefined;
  }[];
  /** Fingerprints of the findings that touch it, hidden ones included. */
  readonly findings: readonly string[];
  readonly raw: string;
}

export interface SearchHit {
  readonly ref: string;
  /** Of a resource; `account` or `region`. */
  readonly kind: string;
  readonly label: string;
  /** Its Region and account, as far as they are known: `us-east-1, payments`; of an account '' and of a Region its account. */
  readonly place: string;
  /** What matched: `10.1.0.0/16`, a tag …; where its name or id did, the id. */
  readonly why: string;
  /** The scene node that stands for it, where one does. */
  readonly node: string | undefined;
}

export interface SearchAnswer {
  /** The best first, no more than were asked for. */
  readonly hits: readonly SearchHit[];
  /** How many there are of all. */
  readonly total: number;
}

/** One row, and one column, of the reachability matrix. */
export interface MatrixVpc {
  readonly ref: string;
  /** Its name, or its id where it has none. */
  readonly label: string;
  readonly account: string;
  readonly region: string;
}

export interface ReachCounts {
  /** Ordered pairs of different VPCs by outcome, most first; outcomes that no pair has are left out. */
  readonly counts: readonly { readonly outcome: PairOutcome; readonly count: number }[];
  /** Of how many what arrives passes a NAT gateway, all of it; undefined where they are too many to look. */
  readonly natted: number | undefined;
}

export interface ReachMatrix extends ReachCounts {
  /** Rows and columns, in `order`. */
  readonly vpcs: readonly MatrixVpc[];
  /** What the rows are sorted by, first to last: neighbours on the network stand together, so that blocks show. */
  readonly order: readonly ('account' | 'region' | 'label')[];
}

export type MatrixCell = readonly [outcome: number, back: number, natted?: number];

export interface MatrixCells {
  /** What the codes in `cells` count into. */
  readonly outcomes: readonly PairOutcome[];
  /**
   * A row for each row asked: codes of outcome and return, then whether what arrives passes a NAT gateway (0 nothing,
   * 1 some, 2 all of it; left out for 0); or null where a VPC meets itself.
   */
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
}

export interface FormatInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly extension: string;
  /** True where it can draw a plan or a comparison. */
  readonly marks: boolean;
  /** What the format asks; the answer goes into `export`. */
  readonly asks: PrintChoice | undefined;
}

export interface EngineOutputs
  extends CollectOutputs, PlanOutputs, DiffOutputs, HistoryOutputs, FileOutputs {
  about: AboutEngine;
  upload: { readonly upload: number };
  piece: { readonly bytes: number };
  open: Opened;
  cancel: { readonly cancelled: boolean };
  scene: SceneAnswer;
  keepViews: { readonly file: string | undefined };
  choices: Choices;
  rules: readonly RuleInfo[];
  lint: LintState;
  findings: FindingPage;
  finding: FindingDetail;
  markdown: { readonly text: string };
  hides: { readonly findings: number };
  suppress: LintState;
  lift: LintState;
  baseline: LintState;
  configure: LintState;
  undo: LintState;
  redo: LintState;
  settingsFile: ExportedFile;
  inspect: Inspection;
  search: SearchAnswer;
  trace: Trace;
  traceText: { readonly text: string };
  reach: ReachMatrix;
  reachCells: MatrixCells;
  reachCounts: ReachCounts;
  planFiles: readonly ExportedFile[];
  diffFiles: readonly ExportedFile[];
  formats: readonly FormatInfo[];
  export: readonly ExportedFile[];
}

/** What the engine says unasked. */
export interface EngineEvents extends CollectSaid, DiffEvents {
  /** A collection ended: with a snapshot opened, or with an error. */
  collected: {
    readonly job: string;
    readonly opened?: Opened;
    readonly error?: string;
    /** Where the snapshot was kept in the history; else why it was not, and where it was set aside. */
    readonly kept?:
      | { readonly path: string }
      | { readonly fault: string | undefined; readonly aside: string | undefined }
      | undefined;
  };
  /** How far a plan in the making is. */
  planProgress: PlanProgressEvent;
  /** An estate was closed to make room for one opened just now; its handle no longer answers. */
  dropped: { readonly handle: string; readonly title: string };
}

export const engineContract = defineContract<typeof engineInputs, EngineOutputs, EngineEvents>(
  'engine',
  engineInputs,
);
export type Engine = ContractOf<typeof engineInputs, EngineOutputs>;
