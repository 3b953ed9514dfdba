/** The configuration a command runs with: the file it was pointed at, else the one that stands in the working folder. */
import { readdir } from 'node:fs/promises';
import type { Command as Program } from 'commander';
import type { Config } from '#app/rules/config.ts';
import { MOST_TEXT, readNamed, readWhole } from '#main/files/whole.ts';
import { CommandError, type Terminal } from './command.ts';
import { inWords } from './faults.ts';
import { pathOf } from './source.ts';

/** Names under which a configuration is found without being asked for. */
export const CONFIG_FILES: readonly string[] = [
  'peerless.config.json',
  'peerless.config.yaml',
  'peerless.config.yml',
];

/** `--config` and `--no-config`. */
export function takesConfig(program: Program): void {
  program
    .option(
      '-c, --config <file>',
      'severities, options, suppressions and segments; without it peerless.config.json or .yaml here',
    )
    .option('--no-config', 'leave a peerless.config file here alone');
}

/**
 * Reads it, and says on stderr which file was found. Throws CommandError (2) where it cannot be read or two stand
 * side by side, ConfigError where it cannot be understood.
 */
export async function configOf(
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<Config> {
  if (options.config === false) return {};
  if (typeof options.config === 'string') return readConfigFile(options.config, terminal);
  const found = await configHere(terminal);
  if (found === undefined) return {};
  terminal.err(`peerless: configured by ${found}\n`);
  // Nobody named it: it came with the folder, and may be anything.
  return readConfigFile(found, terminal, readWhole);
}

async function configHere(terminal: Terminal): Promise<string | undefined> {
  const here = await readdir(terminal.cwd).catch((): string[] => []);
  const [first, second] = CONFIG_FILES.filter((name) => here.includes(name));
  if (second === undefined) return first;
  throw new CommandError(
    2,
    `${first!} and ${second} both stand here: keep one of them, or name one with --config.`,
  );
}

/** The text of a file that the user named. `what` is how a message names it: `the configuration`. */
export async function readText(
  path: string,
  what: string,
  terminal: Terminal,
  read: typeof readWhole = readNamed,
): Promise<string> {
  try {
    const bytes = await read(pathOf(path, terminal), MOST_TEXT);
    // Editors on Windows put a mark before the first character.
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const words = inWords(error, path);
    if (words === undefined) throw error;
    throw new CommandError(2, `could not read ${what} ${words}.`);
  }
}

async function readConfigFile(
  path: string,
  terminal: Terminal,
  read?: typeof readWhole,
): Promise<Config> {
  const text = await readText(path, 'the configuration', terminal, read);
  const { readConfig } = await import('#app/rules/read-config.ts');
  const { rules } = await import('#app/rules/index.gen.ts');
  return readConfig(text, path, rules);
}
