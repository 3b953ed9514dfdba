/** Writes results: to stdout, or to a file that is whole or not there at all. */
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Artefact } from '#app/exports/exporter.ts';
import { BrokenPipe, CommandError, type Terminal } from './command.ts';
import { inWords } from './faults.ts';
import { pathOf } from './source.ts';

/** Where `-o` stands for stdout. */
export const STDOUT = '-';

type Body = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

const isWhole = (body: Body): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array;

async function isOther(path: string): Promise<boolean> {
  try {
    const at = await stat(path);
    return !at.isFile() && !at.isDirectory();
  } catch {
    return false;
  }
}

/** Puts a file in place in one step: a reader sees the old one or the new one, never half of it. */
async function replaceFile(path: string, body: Body): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    // A pipe or a device is written to, not replaced.
    if (await isOther(path)) return await writeFile(path, body);
    const file = await open(draft, 'wx');
    try {
      if (isWhole(body)) await file.writeFile(body);
      else for await (const part of body) await file.write(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    // What went wrong first is what the user hears of.
    await rm(draft, { force: true }).catch(() => undefined);
    const words = inWords(error, path);
    if (words === undefined) throw error;
    throw new CommandError(2, `could not write ${words}.`);
  }
}

/** Writes one result to a file, or to stdout for `-`. Stops quietly where nobody reads stdout any more. */
export async function deliver(to: string, body: Body, terminal: Terminal): Promise<void> {
  if (to !== STDOUT) return replaceFile(pathOf(to, terminal), body);
  try {
    if (isWhole(body)) {
      terminal.out(typeof body === 'string' ? body : new TextDecoder().decode(body));
      await terminal.drained();
    } else {
      for await (const part of body) {
        terminal.out(part);
        await terminal.drained();
      }
    }
  } catch (error) {
    // The verdict of the command stands, whoever listens.
    if (!(error instanceof BrokenPipe)) throw error;
  }
}

/**
 * Writes what an exporter made: one file, or several into a folder (made if need be). Gives back the paths written.
 * Throws CommandError (2) where several files were sent to stdout or onto a file.
 */
export async function deliverArtefacts(
  to: string,
  artefacts: readonly Artefact[],
  terminal: Terminal,
): Promise<string[]> {
  const [first, ...rest] = artefacts;
  if (!first) return [];
  if (to === STDOUT) {
    if (rest.length > 0) {
      throw new CommandError(2, `these are ${artefacts.length} files; name a folder with -o.`);
    }
    await deliver(to, first.body, terminal);
    return [];
  }
  const path = pathOf(to, terminal);
  const intoFolder = rest.length > 0 || (await isFolder(path));
  if (!intoFolder) {
    await replaceFile(path, first.body);
    return [to];
  }
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new CommandError(
      2,
      `these are ${artefacts.length} files and need a folder; ${inWords(error, to) ?? `${to} cannot be one`}.`,
    );
  }
  for (const artefact of artefacts) await replaceFile(join(path, artefact.name), artefact.body);
  return artefacts.map((artefact) => join(to, artefact.name));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
