/** Keeps in mind what a command has read, so that nothing it writes takes the place of that. */
import { realpath } from 'node:fs/promises';
import { CommandError, type Terminal } from './command.ts';

/** By the terminal of a run: real paths of the files and folders that it read, and how each was named. */
const read = new WeakMap<Terminal, Map<string, string>>();

const realOf = (path: string): Promise<string | undefined> => realpath(path).catch(() => undefined);

/** Notes a source; `path` is absolute, `named` as the user gave it. */
export async function noteSource(path: string, named: string, terminal: Terminal): Promise<void> {
  const real = await realOf(path);
  if (real === undefined) return;
  const known = read.get(terminal) ?? new Map<string, string>();
  read.set(terminal, known.set(real, named));
}

/** Throws CommandError (2) where what is to be written at `path` would take the place of a source that was read. */
export async function refuseSource(path: string, terminal: Terminal): Promise<void> {
  const known = read.get(terminal);
  const named = known?.get((known.size > 0 ? await realOf(path) : undefined) ?? '');
  if (named !== undefined)
    throw new CommandError(
      2,
      `${named} is what was read; it is not written over. Name another file with -o.`,
    );
}
