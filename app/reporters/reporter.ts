/** The shape of a Reporter: what a lint run found, in one format for people or for other tools. Pure, same input same bytes. */
import type { Ref } from '../base/ref.ts';
import type { TextOptions } from '../exports/parts/lint-text.ts';
import type { Report } from '../report.ts';
import type { Finding } from '../rules/rule.ts';
import type { Location } from '../sources/locate.ts';

/** What was read. */
export interface ReadFrom {
  /** As the user named it: a path, or `Sample estate`. */
  readonly title: string;
  /** URI reference of the file or folder; absent where there is none. */
  readonly uri?: string;
  /** Where resources stand, as far as their files tell. */
  readonly locations: ReadonlyMap<Ref, Location>;
}

/** A report, and what the run that made it knows beside it. */
export interface LintRun {
  readonly report: Report;
  /** Version of Peerless. */
  readonly version: string;
  readonly source: ReadFrom;
  /** Ids of the rules that the configuration turns on and that could be run. */
  readonly ran: ReadonlySet<string>;
  /** True for a finding that makes the run fail. */
  readonly fails: (finding: Finding) => boolean;
  /** True where a gap alone keeps the run from being clean. */
  readonly gapsFail: boolean;
  /** For formats that people read in a terminal. */
  readonly look: TextOptions;
}

export interface Written {
  readonly body: string;
  /** What the format had no room for, and where it can be seen: a sentence each, without a full stop. */
  readonly leftOut: readonly string[];
}

export interface Reporter {
  /** Name on the command line: `sarif`, `junit`, … */
  readonly id: string;
  readonly about: {
    readonly title: string;
    readonly description: string;
    /** File extension without the dot. */
    readonly extension: string;
  };
  /** True where it says in which line of which file a resource stands: `source.locations` is then filled. */
  readonly locates?: true;
  render(run: LintRun): Written;
}

/** Checks a member's shape and hands it on. */
export const defineReporter = (reporter: Reporter): Reporter => reporter;
