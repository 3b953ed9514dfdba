/** Reads the configuration file a command was pointed at. */
import { readFile } from 'node:fs/promises';
import { readConfig } from '#app/rules/read-config.ts';
import type { Config } from '#app/rules/config.ts';
import { rules } from '#app/rules/index.gen.ts';
import { CommandError, type Terminal } from './command.ts';
import { inWords } from './faults.ts';
import { pathOf } from './source.ts';

/** Throws CommandError (2) where it cannot be read, ConfigError where it cannot be understood. */
export async function readConfigFile(path: string, terminal: Terminal): Promise<Config> {
  let text: string;
  try {
    text = await readFile(pathOf(path, terminal), 'utf8');
  } catch (error) {
    const words = inWords(error, path);
    if (words === undefined) throw error;
    throw new CommandError(2, `could not read the configuration ${words}.`);
  }
  return readConfig(text, path, rules);
}
