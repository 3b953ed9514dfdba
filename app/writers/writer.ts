/** The shape of a PlanWriter: a plan in, one document out, for people or for the tools that carry it out. Pure, same input same bytes. */
import type { TextOptions } from '../exports/parts/lint-text.ts';
import type { Plan } from '../plan/plan.ts';
import type { Topology } from '../topology/topology.ts';

/** A plan, and what the run that made it knows beside it. */
export interface PlanRun {
  readonly plan: Plan;
  /** The network as it is today: names, places and what exists. */
  readonly topology: Topology;
  /** Version of Peerless. */
  readonly version: string;
  readonly source: {
    /** As the user named it: a path, or `Sample estate`. */
    readonly title: string;
    /** When the snapshot was taken: ISO 8601, or '' where that is not known. */
    readonly taken: string;
    /** Of the snapshot: `sha256:` and hexadecimal digits. */
    readonly checksum: string;
  };
  /** For formats that people read in a terminal. */
  readonly look: TextOptions;
}

export interface PlanWriter {
  /** Name on the command line: `terraform`, `aws-cli`, … */
  readonly id: string;
  readonly about: {
    readonly title: string;
    readonly description: string;
    /** File extension without the dot. */
    readonly extension: string;
  };
  /** True for what carries the steps out: where nothing moves there is nothing to write. */
  readonly carriesOut?: true;
  write(run: PlanRun): string;
}

/** Checks a member's shape and hands it on. */
export const definePlanWriter = (writer: PlanWriter): PlanWriter => writer;
