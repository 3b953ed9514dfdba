/** What the parts of one engine share: its estates and events, the jobs that run, and what was decided in its window. */
import type { EngineEvents } from '#app/api/engine.ts';
import type { Downloads } from './downloads.ts';
import type { Estates } from './estates.ts';
import type { Jobs } from './jobs.ts';
import { type LintSettings, OWN_SETTINGS } from './lint.ts';
import type { Arranger } from './spawn-arranger.ts';

export type Emit = <K extends keyof EngineEvents>(event: K, data: EngineEvents[K]) => void;

/** What was last decided in this window: the next source is linted by it too. */
export class Session {
  settings: LintSettings = OWN_SETTINGS;
  /** Handles of what was opened here: only what is open in a window is gone on from in it. */
  readonly opened = new Set<string>();
}

export interface Parts {
  readonly estates: Estates;
  readonly emit: Emit;
  readonly jobs: Jobs;
  readonly downloads: Downloads;
  readonly session: Session;
  /** Lays large pictures out; without one the engine does, when they are asked for. */
  readonly arrange?: Arranger | undefined;
  /** Milliseconds; for the pace of progress events. */
  readonly now: () => number;
}

/** Progress is said at most this often, in ms: a window draws it, nobody reads a thousand a second. */
export const PACE = 100;

/** A synchronous answer as a promise: what it throws is a rejection. */
export const reply = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

/** What went wrong, in words. */
export const faultOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
