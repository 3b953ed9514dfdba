/** The part of the Engine contract about what Peerless remembers: sources opened last, and snapshots kept by estate. */
import { z } from 'zod';
import type { ExportedFile } from './file.ts';

const path = z.string().min(1).max(4096);
/** It is told in a line, and no system has it as a path. */
const estate = z
  .string()
  .max(100)
  .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u)
  .refine((name) => !name.split(/[/\\]/).includes('..'));

export const historyInputs = {
  /** Sources opened last, newest first. */
  remembered: z.object({}),
  /** Takes one from the list, or all; the sources themselves stay. */
  forget: z.object({ path: path.optional() }),
  /** What is in the folder of the history. */
  history: z.object({}),
  /** Where snapshots are kept from now on: a folder (an absolute path), or nowhere. What is kept already stays. */
  keepHistory: z.object({ folder: path.optional() }),
  /** Keeps an opened snapshot in the history. */
  keepSnapshot: z.object({ handle: z.string().max(64), estate: estate.optional() }),
  /** The snapshot as a file, for the page to save. `cancel` stops it. */
  snapshotFile: z.object({ handle: z.string().max(64), job: z.string().max(64).optional() }),
} as const;

export interface RememberedSource {
  /** Absolute. */
  readonly path: string;
  readonly title: string;
  /** When it was opened last, ISO 8601 UTC. */
  readonly opened: string;
  /** False where nothing is at the path any more. */
  readonly there: boolean;
}

export interface KeptSnapshot {
  /** Absolute. */
  readonly path: string;
  /** When collection started, ISO 8601 UTC. */
  readonly created: string;
  readonly accounts: number;
  readonly regions: number;
  /** Calls that brought nothing, or not all; undefined where there was too much to count them. */
  readonly missed: number | undefined;
}

export interface KeptEstate {
  /** As it was named, or as its folder is called; no two are called the same. */
  readonly name: string;
  /** Oldest first. */
  readonly snapshots: readonly KeptSnapshot[];
}

export interface History {
  /** Absolute; undefined where snapshots are not kept. */
  readonly folder: string | undefined;
  /** By name. */
  readonly estates: readonly KeptEstate[];
  /** Files there that are no snapshots, and why: at most 20; `more` counts the rest. */
  readonly ignored: readonly { readonly path: string; readonly why: string }[];
  readonly more: number;
  /** Why the folder cannot be read, in a sentence. */
  readonly fault: string | undefined;
}

export interface HistoryOutputs {
  remembered: readonly RememberedSource[];
  forget: readonly RememberedSource[];
  history: History;
  keepHistory: History;
  keepSnapshot: { readonly path: string; readonly history: History };
  snapshotFile: ExportedFile;
}
