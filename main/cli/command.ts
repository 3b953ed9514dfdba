/** The shape of a Command: what the shell can ask for. Members import heavy rooms only inside `run`. */
import type { Command as Program } from 'commander';

/**
 * 0 clean; 1 findings at or above the bar (or not delivered); 2 usage, configuration or unreadable input;
 * 3 AWS, credentials or collection; 4 finished on partial data that could hide findings;
 * 70 a fault of Peerless itself (EX_SOFTWARE of sysexits.h): never a verdict, never the user's doing.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 70;

/** The outside world, as a command may touch it: tests hand in their own. */
export interface Terminal {
  /** Writes results to stdout. Names from AWS go through `inert` first. */
  readonly out: (text: string) => void;
  /** Settles once what was handed to `out` has left. Rejects with BrokenPipe where nobody reads any more. */
  readonly drained: () => Promise<void>;
  /** Writes messages and progress to stderr. */
  readonly err: (text: string) => void;
  /** True where stdout is a terminal and NO_COLOR is not set. */
  readonly colour: boolean;
  /** True where stderr is a terminal: a progress line may rewrite itself. */
  readonly live: boolean;
  /** Terminal width in columns, 80 where not known. */
  readonly columns: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks the user for a secret, which is not shown while it is typed; absent where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Aborts on Ctrl-C, from the first time it is asked for; until then Ctrl-C ends the process at once. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly id: string;
  /** One line for `peerless --help`. */
  readonly summary: string;
  /** Declares arguments and options on a fresh subcommand. */
  declare(program: Program): void;
  /** Positional arguments and options as commander read them. */
  run(
    args: readonly unknown[],
    options: Readonly<Record<string, unknown>>,
    terminal: Terminal,
  ): Promise<ExitCode>;
}

/** A fault the user can mend: printed without a stack, with its exit code. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What the core refuses by a RangeError, as the user's to mend (2). */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(2, error.message);
    throw error;
  }
}

/** The reader of our output went away: there is nothing left to do, and nothing wrong. */
export class BrokenPipe extends Error {
  override name = 'BrokenPipe';
}

/** Checks a member's shape and hands it on. */
export const defineCommand = (command: Command): Command => command;
