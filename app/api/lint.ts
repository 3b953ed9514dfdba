/**
 * The part of the Engine contract about findings: rows in pages, one in full, and the settings of the session that
 * decide which are told: configuration, suppressions, baseline. All plain JSON.
 */
import { z } from 'zod';
import type { RunNote } from '../exports/parts/run-notes.ts';
import type { Summary } from '../report.ts';
import type { Extends } from '../rules/config.ts';
import type { About, Finding, Severity } from '../rules/rule.ts';
import type { NotRun } from '../rules/run.ts';

const text = z.string().max(4096);
const handle = z.string().max(64);
const fingerprint = z.string().max(64);
/** A file the page has read. */
const file = z.object({ name: text, text: z.string().max(50_000_000) });

/** Most rows of findings in one answer: what the window reads of them at once must not hold it up. */
export const MOST_ROWS = 400;

/** Most lines of one note; the rest is counted. */
export const MOST_LINES = 100;

export const lintInputs = {
  /** What every rule says of itself. */
  rules: z.object({}),
  lint: z.object({ handle }),
  findings: z.object({ handle, start: z.number().int().min(0) }),
  finding: z.object({ handle, fingerprint }),
  /** The finding as text for a ticket or a chat. */
  markdown: z.object({ handle, fingerprint }),
  /** How many findings a suppression would hide that nothing hides now. */
  hides: z.object({ handle, rule: text, resource: text }),
  suppress: z.object({
    handle,
    rule: text,
    /** Glob over ids and names. */
    resource: text,
    reason: text,
    /** Last day it holds, `YYYY-MM-DD`. */
    until: z.string().max(10).optional(),
  }),
  /** Takes away the suppressions that hide a finding. */
  lift: z.object({ handle, fingerprint }),
  /** Takes what is told now as the baseline, or one from a file, or none. */
  baseline: z.object({
    handle,
    from: z.union([z.literal('findings'), z.literal('none'), file]),
  }),
  /** Lints by a configuration file; without one, by the rules' own settings. */
  configure: z.object({ handle, file: file.optional() }),
  undo: z.object({ handle }),
  redo: z.object({ handle }),
  /** The settings of the session as a file to keep. */
  settingsFile: z.object({ handle, what: z.enum(['config', 'baseline']) }),
} as const;

export interface RuleInfo extends About {
  readonly id: string;
  /** Titles of the kinds it reads: `VPC peering connections`. */
  readonly needs: readonly string[];
}

/** `known`: in the baseline. */
export const FINDING_STATES = ['told', 'suppressed', 'known'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What a list shows of a finding, and what a filter looks at. */
export interface FindingRow extends Pick<
  Finding,
  'fingerprint' | 'rule' | 'severity' | 'sure' | 'message' | 'resources'
> {
  readonly state: FindingState;
  /** What it is first of all about: `name (id)`, or a subject that is no resource. */
  readonly about: string;
  /** Of its resources, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** How many places it has. */
  readonly places: number;
  /** Resources it marks in the picture with its severity; none for a mesh, which is marked by its hull. */
  readonly marks: readonly string[];
}

/** What hides a finding. */
export interface Hidden {
  readonly by: 'config' | 'tag';
  readonly reason: string;
  /** Last day, where there is one. */
  readonly until: string | undefined;
  /** How many findings come back where it is lifted; 0 where a tag hides it, which is lifted in AWS. */
  readonly lifts: number;
}

export interface FindingDetail extends Finding {
  readonly state: FindingState;
  readonly hidden: Hidden | undefined;
  /** Places it had when the baseline was taken, where it has more now. */
  readonly placesBefore: number | undefined;
  /** How severe it was when the baseline was taken, where it is more so now: it is told, though the baseline has it. */
  readonly severityBefore: Severity | undefined;
}

export interface FindingPage {
  /** Pages of different revisions do not belong together. */
  readonly revision: number;
  /** Findings in all, whatever their state. */
  readonly total: number;
  readonly rows: readonly FindingRow[];
}

export interface LintState {
  /** Another one whenever findings or their states have changed. */
  readonly revision: number;
  readonly summary: Summary;
  /** Findings told, by severity, unsure ones included. */
  readonly told: Readonly<Record<Severity, number>>;
  readonly config: {
    /** The file it came from. */
    readonly name: string | undefined;
    readonly extends: Extends;
    readonly suppressions: number;
    /** Another one for each configuration there was; undone, it is the one before. */
    readonly version: number;
  };
  readonly baseline:
    | {
        readonly name: string | undefined;
        readonly entries: number;
        /** As of the configuration: no two have the same. */
        readonly version: number;
      }
    | undefined;
  /** What there is to know beside the findings: rules not run, suppressions that hide nothing, a stale baseline. */
  readonly notes: readonly RunNote[];
  /** Rules that should have run and could not. */
  readonly notRun: readonly NotRun[];
  /** What would be undone and done again, as part of a sentence. */
  readonly undo: string | undefined;
  readonly redo: string | undefined;
}
