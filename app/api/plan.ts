/**
 * The part of the Engine contract about plans: what a plan comes to, its steps in pages, one step in full, its picture
 * and its files. All plain JSON; a plan is made once and asked about by its name.
 */
import { z } from 'zod';
import type { PlanCost, PrefixListOffer, TrafficChoice } from '../plan/bill.ts';
import type {
  AttachmentDesign,
  GatewayDesign,
  KeptPeering,
  PlanMode,
} from '../plan/design-shapes.ts';
import type { Phase, PlanWarning, Proof } from '../plan/plan.ts';
import type { PlanProgress } from '../plan/make.ts';
import type { PlannedScene } from '../scene/planned.ts';

const text = z.string().max(4096);
const handle = z.string().max(64);
/** Names one plan of an estate in later calls. */
const plan = z.string().max(64);

/** Most peerings of one plan: those of a mesh of 200. */
const MOST_PEERINGS = 20_000;

/** Most rows of steps in one answer: what the window reads of them at once must not hold it up. */
export const MOST_STEP_ROWS = 400;

/** Most bytes of a file that a plan is given. */
export const MOST_PLAN_FILE_BYTES = 50 * 1024 * 1024;

/** Files a plan can be given: what flows, and prices of one's own. */
export const PLAN_FILES = ['traffic', 'prices'] as const;
export type PlanFileKind = (typeof PLAN_FILES)[number];

/** The members of a mesh finding, or VPCs by id. */
const byFinding = { handle, fingerprint: z.string().max(64) };
const byMembers = { handle, members: z.array(text).min(2).max(5000) };

/** What `cancel` and the events of progress call it; without one it cannot be stopped. */
const job = z.string().min(1).max(64).optional();

const how = {
  job,
  mode: z.enum(['exact', 'full-mesh', 'segments'] satisfies readonly PlanMode[]),
  /** Peerings to leave as they are. */
  keep: z.array(text).max(MOST_PEERINGS),
  /** Existing transit gateways to build on, one a Region at most. */
  reuse: z.array(text).max(100).optional(),
  /** Leaves pairs on peering that cost so much more over a gateway, in USD a month. */
  keepHot: z.boolean().optional(),
  keepFrom: z.number().min(0).max(1e8).optional(),
  /** Files read before, by what `planFile` calls them. */
  traffic: text.optional(),
  prices: text.optional(),
};

export const planInputs = {
  /** Plans the move. Takes seconds for a big mesh, and says meanwhile how far it is. */
  plan: z.union([z.object({ ...byFinding, ...how }), z.object({ ...byMembers, ...how })]),
  /** What there is to choose from before a plan is made. */
  planChoices: z.union([z.object(byFinding), z.object(byMembers)]),
  /** Reads a file for plans of an estate: one on the engine's machine, or one the page has read itself. */
  planFile: z.object({
    handle,
    what: z.enum(PLAN_FILES),
    from: z.union([
      z.object({ path: text }),
      z.object({ name: text, text: z.string().max(MOST_PLAN_FILE_BYTES) }),
    ]),
  }),
  /** Rows from a number on, counted from 0. */
  planSteps: z.object({ handle, plan, start: z.number().int().min(0) }),
  /** Steps count from 1, as on the slider; 0 is the network before the first. */
  planStep: z.object({ handle, plan, step: z.number().int().min(1) }),
  planScene: z.object({ handle, plan }),
  /** Writes the plan for people, or for the tools that carry it out. `cancel` stops it. */
  planFiles: z.object({ handle, plan, format: text, job }),
} as const;

/** What a picture shows of a plan: steps count from 1, as on the slider; 0 is the network before the first. */
export const stepShown = z.object({ plan, step: z.number().int().min(0) });

/** How far the move has got after a step. */
export interface PlanCounters {
  /** Attachments that the plan counts on, existing ones included. */
  readonly attachments: number;
  /** Peerings between members that are there, kept ones included. */
  readonly peerings: number;
  /** Routes of VPCs changed so far. */
  readonly routes: number;
}

/** What the list shows of a step. */
export interface StepRow extends PlanCounters {
  readonly id: string;
  readonly phase: Phase;
  readonly title: string;
  /** Routes of VPCs this step changes. */
  readonly moved: number;
  /** Ordered pairs compared after it, and how many of them lost or gained against the network before the plan. */
  readonly pairs: number;
  readonly lost: number;
  readonly gained: number;
}

/** A step in full; sentences name resources as `name (id)`. */
export interface StepDetail extends StepRow {
  readonly precondition: string;
  readonly changes: readonly string[];
  readonly expected: string;
  /** Commands that show whether it worked. */
  readonly check: readonly string[];
  readonly rollback: readonly string[];
}

export interface StepPage {
  readonly total: number;
  readonly rows: readonly StepRow[];
}

export interface PlanFormat {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly extension: string;
}

export interface PlanTable {
  readonly id: string;
  readonly name: string;
  readonly gateway: string;
  readonly existing: boolean;
  readonly serves: readonly string[];
  /** How many VPCs those may reach by it. */
  readonly reaches: number;
}

/** A transit gateway that is there already. */
export interface GatewayChoice {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  /** VPCs of the plan that are attached to it. */
  readonly attached: number;
  /** Why no plan can be built on it, a sentence; undefined where one can. */
  readonly refused: string | undefined;
}

export interface PlanChoices {
  /** Regions of the members, sorted, with the gateways found there. */
  readonly regions: readonly {
    readonly region: string;
    readonly vpcs: number;
    readonly gateways: readonly GatewayChoice[];
  }[];
  /** Peerings that could go, by the names of their ends. */
  readonly peerings: readonly PeeringChoice[];
}

export interface PeeringChoice {
  readonly id: string;
  /** Names, or ids where there are none. */
  readonly between: readonly [string, string];
  readonly regions: readonly [string, string];
}

/** A file that was read for plans. */
export interface PlanFile {
  /** Its name in calls. */
  readonly id: string;
  /** Without its folders. */
  readonly name: string;
  /** What it holds: `21 rows, 42,300 GB a month`. */
  readonly holds: string;
  /** What in it is used for nothing: sentences, with file and line. */
  readonly warnings: readonly string[];
}

/** How far the making of a plan is. */
export interface PlanProgressEvent extends PlanProgress {
  readonly job: string;
}

export interface PlanSummary {
  /** Its name in later calls. */
  readonly plan: string;
  readonly mode: PlanMode;
  /** Modes that can be asked for: `segments` only where the configuration has segments. */
  readonly modes: readonly PlanMode[];
  readonly members: readonly string[];
  readonly steps: number;
  /** Before the first step. */
  readonly before: PlanCounters;
  /** Steps by phase, in order; phases without a step are left out. */
  readonly phases: readonly {
    readonly phase: Phase;
    readonly first: number;
    readonly count: number;
  }[];
  readonly gateways: readonly GatewayDesign[];
  readonly tables: readonly PlanTable[];
  readonly attachments: readonly Pick<AttachmentDesign, 'id' | 'vpc' | 'gateway' | 'existing'>[];
  readonly replaced: number;
  readonly kept: readonly KeptPeering[];
  /** Pairs of members that are to reach each other and do not today, and the other way round. */
  readonly opened: number;
  readonly closed: number;
  readonly warnings: readonly PlanWarning[];
  readonly proof: Proof;
  readonly cost: PlanCost;
  readonly offers: readonly PrefixListOffer[];
  readonly traffic: readonly TrafficChoice[];
  readonly formats: readonly PlanFormat[];
}

export interface PlanOutputs {
  plan: PlanSummary;
  planChoices: PlanChoices;
  planFile: PlanFile;
  planSteps: StepPage;
  planStep: StepDetail;
  planScene: PlannedScene;
}
