/** The program: every command under one roof, faults turned into one message and an exit code. */
import { Command as Program, CommanderError } from 'commander';
import { packageVersion } from '#main/package.ts';
import { BrokenPipe, CommandError, type ExitCode, type Terminal } from './command.ts';
import { commands } from './commands/index.gen.ts';
import { guarded } from './guarded.ts';
import { inertLines } from './inert.ts';
import { mendable } from './faults.ts';
import { veil } from '../secrets.ts';

const EXIT_CODES = `
Exit codes:
  0   clean, or delivered
  1   findings at or above --fail-on, or not delivered
  2   usage, configuration or unreadable input
  3   AWS, credentials or collection
  4   finished, but on partial data that could hide findings (--allow-partial turns it into 0 or 1)
  70  a fault of Peerless itself

Results go to stdout, messages and progress to stderr. NO_COLOR switches colour off.`;

/** The first lines of what an internal fault says. */
function confess(error: unknown, terminal: Terminal): ExitCode {
  const what = error instanceof Error ? error.message : String(error);
  terminal.err(
    `peerless: this is a fault of Peerless, not of your input: ${inertLines(veil(what))}\n` +
      'Please report it with the command you ran; PEERLESS_DEBUG=1 adds the place in the code.\n',
  );
  if (terminal.env.PEERLESS_DEBUG && error instanceof Error) {
    terminal.err(`${inertLines(veil(error.stack ?? ''))}\n`);
  }
  return 70;
}

/** The exit code of whatever was thrown, once it has been told. */
export function tell(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof BrokenPipe) return 0;
  // Commander has already written what it had to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const fault = error instanceof CommandError ? error : mendable(error);
  if (!fault) return confess(error, terminal);
  terminal.err(`peerless: ${inertLines(veil(fault.message))}\n`);
  return fault.exitCode;
}

/** Commander's errors in our voice: `peerless: unknown option '--formt' …`, and where to read on. */
const voice = (text: string, name: string): string =>
  `${text.replace(/^error: /, 'peerless: ').trimEnd()}\nRun \`${name} --help\` for its options.\n`;

export function createProgram(terminal: Terminal, done: (code: ExitCode) => void): Program {
  const program = new Program('peerless');
  const dress = (at: Program, name: string): Program =>
    at
      .exitOverride()
      .configureOutput({
        writeOut: terminal.out,
        writeErr: terminal.err,
        outputError: (text, write) => write(voice(inertLines(text), name)),
        getOutHelpWidth: () => terminal.columns,
        getErrHelpWidth: () => terminal.columns,
        getOutHasColors: () => terminal.colour,
        getErrHasColors: () => false,
      })
      .showSuggestionAfterError(true)
      .helpOption('-h, --help', 'show this help');
  dress(program, 'peerless')
    .description(
      'Draws an AWS network, finds what is wrong with it, and answers what can reach what.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show the help of a command')
    .addHelpText('after', EXIT_CODES);
  for (const command of commands) {
    const sub = dress(program.command(command.id), `peerless ${command.id}`).description(
      command.summary,
    );
    command.declare(sub);
    sub.action(async () => {
      done(await command.run(sub.processedArgs as unknown[], sub.opts(), terminal));
    });
  }
  return program;
}

/**
 * The words to parse: of a command that is not there its name alone, with `help` before it or `--help` after it too, so
 * that Commander names it rather than showing the general help.
 */
function asked(argv: readonly string[]): readonly string[] {
  const name = argv[0] === 'help' ? argv[1] : argv[0];
  const known = name === undefined || name.startsWith('-') || name === 'help';
  return known || commands.some(({ id }) => id === name) ? argv : [name];
}

/** Runs one command line (without `node` and the script) and says how it ended. Never throws. */
export async function run(argv: readonly string[], real: Terminal): Promise<ExitCode> {
  const terminal = guarded(real);
  let code: ExitCode = 0;
  try {
    const program = createProgram(terminal, (given) => (code = given));
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync(asked(argv), { from: 'user' });
    await terminal.drained();
    return code;
  } catch (error) {
    // A reader that went away after the verdict does not change the verdict.
    return error instanceof BrokenPipe ? code : tell(error, terminal);
  }
}
