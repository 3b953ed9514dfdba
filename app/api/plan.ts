/**
 * The part of the Engine contract about plans: what a plan comes to, its steps in pages, one step in full, its picture
 * and its files. All plain JSON; a plan is made once and asked about by its name.
 */
import { z } from 'zod';
import type {
  AttachmentDesign,
  GatewayDesign,
  KeptPeering,
  Phase,
  PlanCost,
  PlanMode,
  PlanWarning,
  PrefixListOffer,
  Proof,
  TrafficChoice,
} from '../plan/plan.ts';
import type { PlannedScene } from '../scene/planned.ts';

const text = z.string().max(4096);
const handle = z.string().max(64);
/** Names one plan of an estate in later calls. */
const plan = z.string().max(64);

/** Most rows of steps in one answer: what the window reads of them at once must not hold it up. */
export const MOST_STEP_ROWS = 400;

const how = {
  handle,
  mode: z.enum(['exact', 'full-mesh', 'segments'] satisfies readonly PlanMode[]),
  /** Peerings to leave as they are. */
  keep: z.array(text).max(5000),
};

export const planInputs = {
  /** Plans the move of the members of a mesh finding, or of VPCs by id. Takes seconds for a big mesh. */
  plan: z.union([
    z.object({ ...how, fingerprint: z.string().max(64) }),
    z.object({ ...how, members: z.array(text).min(2).max(5000) }),
  ]),
  /** Rows from a number on, counted from 0. */
  planSteps: z.object({ handle, plan, start: z.number().int().min(0) }),
  /** Steps count from 1, as on the slider; 0 is the network before the first. */
  planStep: z.object({ handle, plan, step: z.number().int().min(1) }),
  planScene: z.object({ handle, plan }),
  planFiles: z.object({ handle, plan, format: text }),
} as const;

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
  planSteps: StepPage;
  planStep: StepDetail;
  planScene: PlannedScene;
}
