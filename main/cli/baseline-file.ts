/** The baseline file of a command line: read, and written whole or not at all. */
import { stat } from 'node:fs/promises';
import type { Baseline } from '#app/rules/baseline.ts';
import { baselineText, readBaseline } from '#app/rules/baseline-text.ts';
import type { Terminal } from './command.ts';
import { readText } from './config.ts';
import { pathOf } from './source.ts';
import { deliver } from './write.ts';

/** Throws CommandError (2) where there is no such file, ConfigError where it is no baseline. */
export async function readBaselineFile(path: string, terminal: Terminal): Promise<Baseline> {
  return readBaseline(await readText(path, 'the baseline', terminal), path);
}

/** The same, but a file that is not there yet is an empty baseline. */
export async function readBaselineOrNone(path: string, terminal: Terminal): Promise<Baseline> {
  const missing = await stat(pathOf(path, terminal)).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT',
  );
  return missing ? [] : readBaselineFile(path, terminal);
}

export const writeBaselineFile = (
  path: string,
  baseline: Baseline,
  terminal: Terminal,
): Promise<void> => deliver(path, baselineText(baseline), terminal);
