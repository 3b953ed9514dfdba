/** The shape of a Command: what the shell can ask for. Members import heavy rooms only inside `run`. */
import type { Command as Program } from 'commander';

/** 0 clean; 1 findings (or not delivered); 2 usage or unreadable input; 3 AWS or collection; 4 partial data. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** The outside world, as a command may touch it: tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True where stdout is a terminal and NO_COLOR is not set. */
  readonly colour: boolean;
  /** Terminal width in columns, 80 where not known. */
  readonly columns: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly id: string;
  /** One line for `peerless --help`. */
  readonly summary: string;
  /** Declares arguments and options on a fresh subcommand. */
  declare(program: Program): void;
  /** Positional arguments and options as commander read them. */
  run(args: readonly unknown[], options: Readonly<Record<string, unknown>>, terminal: Terminal): Promise<ExitCode>;
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

/** Checks a member's shape and hands it on. */
export const defineCommand = (command: Command): Command => command;
