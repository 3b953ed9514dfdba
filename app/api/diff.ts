/**
 * The part of the Engine contract about two snapshots compared: what they say differently, in pages; both in one
 * picture; and files. All plain JSON; a comparison is made once, as a job, and asked about by its name.
 */
import { z } from 'zod';
import type { FieldChange, ResourceChange } from '../diff/resources.ts';
import type { PairShift, Verdict } from '../diff/reach.ts';
import type { Pair } from '../routing/reach.ts';
import type { Severity } from '../rules/rule.ts';
import type { ComparedScene, Showing } from '../scene/compared.ts';

const handle = z.string().max(64);
/** Names one comparison in later calls. */
const diff = z.string().max(64);
/** By which writing can be stopped. */
const job = z.string().min(1).max(64).optional();

/** Most lines of changes in one answer, fields of resources counted: what a window reads at once must not hold it up. */
export const MOST_DIFF_LINES = 400;
/** Most changed fields of a resource in its row; files have them all. */
export const MOST_FIELDS = 100;
/** Most changed pairs in the list, the surest first; files have them all. */
export const MOST_PAIRS = 5000;

export const DIFF_FORMATS = ['markdown', 'json', 'text'] as const;
export type DiffFormatId = (typeof DIFF_FORMATS)[number];

export const diffInputs = {
  /** Counts what an estate says differently than an earlier one; who reaches whom is not looked at. */
  changes: z.object({ before: handle, after: handle }),
  /** Compares two opened estates; `comparing` events tell how far it is, `compared` how it ended. `cancel` stops it. */
  compare: z.object({ before: handle, after: handle }),
  /** Rows from a number on, counted from 0. */
  diffRows: z.object({ diff, start: z.number().int().min(0) }),
  diffScene: z.object({ diff }),
  /** Writes the comparison, whole. `cancel` stops it. */
  diffFiles: z.object({ diff, format: z.enum(DIFF_FORMATS), job }),
} as const;

/** What a picture shows of a comparison. */
export const sideShown = z.object({
  diff,
  showing: z.enum(['before', 'both', 'after'] satisfies readonly Showing[]),
});

/** One change, as the list shows it. Sentences name resources as `name (id)`. */
export type DiffRow =
  | ({
      readonly sort: 'resource';
      readonly kindTitle: string;
      /** Its kind in the plural: the title of the group it stands in. */
      readonly kindPlural: string;
      /** `name (id)` of the VPC it stands in; '' where in none. */
      readonly vpcLabel: string;
      /** Changed fields beyond those that are told. */
      readonly moreFields: number;
      /** Why it cannot be told, in sentences. */
      readonly why: readonly string[];
    } & Pick<ResourceChange, 'change' | 'kind' | 'id' | 'name' | 'account' | 'region' | 'fields'>)
  | {
      readonly sort: 'pair';
      /** `within`: mixed before and after, and some of its addresses fare differently, none of them less or more than before. */
      readonly verdict: Verdict | 'within';
      readonly from: string;
      readonly to: string;
      readonly fromLabel: string;
      readonly toLabel: string;
      readonly before: Pair;
      readonly after: Pair;
    }
  | {
      readonly sort: 'finding';
      /** `perhaps-new`, `unseen`: something that was not read could hide it on the other side. */
      readonly change: 'new' | 'fixed' | 'changed' | 'perhaps-new' | 'unseen';
      readonly fingerprint: string;
      readonly rule: string;
      readonly severity: Severity;
      readonly sure: boolean;
      readonly message: string;
      /** How it was, where it changed, in words. */
      readonly was: string;
      /** What it lights up: its path, else what it is about. */
      readonly refs: readonly string[];
    }
  | {
      readonly sort: 'gap';
      /** `opened`: what was read before is not now; `closed`: the other way round. */
      readonly change: 'opened' | 'closed';
      readonly id: string;
      readonly message: string;
    };

export type DiffField = FieldChange;

export interface DiffPage {
  readonly total: number;
  readonly rows: readonly DiffRow[];
}

export interface DiffSideInfo {
  readonly handle: string;
  readonly title: string;
  readonly created: string;
  readonly gaps: number;
  readonly vpcs: number;
}

export interface DiffSummary {
  /** Its name in later calls. */
  readonly diff: string;
  readonly before: DiffSideInfo;
  readonly after: DiffSideInfo;
  /** Rows of the list. */
  readonly rows: number;
  readonly resources: Readonly<Record<ResourceChange['change'], number>>;
  readonly reach: {
    /** VPCs on both sides, and ordered pairs of them. */
    readonly vpcs: number;
    readonly pairs: number;
    readonly shifts: readonly PairShift[];
    /** Mixed pairs that were too many to compare by address. */
    readonly unlooked: number;
    /** Changed pairs that are not in the list. */
    readonly unlisted: number;
  };
  readonly findings: {
    readonly fresh: number;
    readonly fixed: number;
    readonly changed: number;
    readonly perhapsNew: number;
    readonly unseen: number;
    readonly known: number;
  };
  readonly gaps: { readonly opened: number; readonly closed: number };
  /** False where surely nothing differs that could be compared. */
  readonly differs: boolean;
  /** True where something that was not read could hide a difference. */
  readonly mayHide: boolean;
}

export const COMPARE_STAGES = ['rules', 'resources', 'reach', 'findings', 'picture'] as const;
export type CompareStage = (typeof COMPARE_STAGES)[number];

interface Counted {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** What is different since an earlier snapshot, in numbers. */
export interface EstateChanges {
  /** By kind, in the order of kinds. A table of which nothing but routes is different is not among them. */
  readonly kinds: readonly (Counted & {
    readonly kind: string;
    readonly title: string;
    readonly plural: string;
  })[];
  /** Routes in tables of VPCs and transit gateways that are there before and after. */
  readonly routes: Counted;
  /** Resources that are on one side only since nobody looked, or could look, on the other: where it is the earlier one, they are `seen` now. */
  readonly seen: number;
  readonly unseen: number;
  readonly findings: {
    readonly fresh: number;
    readonly fixed: number;
    readonly changed: number;
    /** On one side only, where the other may not have seen enough. */
    readonly unsure: number;
  };
  readonly gaps: { readonly opened: number; readonly closed: number };
}

export interface DiffOutputs {
  changes: EstateChanges;
  compare: { readonly job: string };
  diffRows: DiffPage;
  diffScene: ComparedScene;
}

export interface DiffEvents {
  /** How far a comparison is; `share` is of its stage, from 0 to 1. */
  comparing: { readonly job: string; readonly stage: CompareStage; readonly share: number };
  /** A comparison ended: with what it came to, or with an error; with neither where it was stopped. */
  compared: { readonly job: string; readonly summary?: DiffSummary; readonly error?: string };
}
