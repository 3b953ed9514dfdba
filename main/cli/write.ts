/** Writes results: to stdout, or to a file that is whole or not there at all. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artefact } from '#app/exports/exporter.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { snapshotLines } from '#app/snapshot/write.ts';
import { writeAtomically } from '#main/store/atomic.ts';
import { saveLines } from '#main/store/snapshots.ts';
import { BrokenPipe, CommandError, type Terminal } from './command.ts';
import { inWords } from './faults.ts';
import { tellSize } from './size.ts';
import { pathOf } from './source.ts';
import { refuseSource } from './sources-read.ts';

/** Where `-o` stands for stdout. */
export const STDOUT = '-';

type Body = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

const chunks = (body: Body): Iterable<string | Buffer> | AsyncIterable<string> =>
  typeof body === 'string' ? [body] : body instanceof Uint8Array ? [Buffer.from(body)] : body;

async function place(path: string, body: Body, terminal: Terminal): Promise<void> {
  await refuseSource(path, terminal);
  await writeAtomically(path, chunks(body));
}

/** Writes one result to a file, or to stdout for `-`. Stops quietly where nobody reads stdout any more. */
export async function deliver(to: string, body: Body, terminal: Terminal): Promise<void> {
  if (to !== STDOUT) return place(pathOf(to, terminal), body, terminal);
  try {
    for await (const part of chunks(body)) {
      terminal.out(part.toString());
      await terminal.drained();
    }
  } catch (error) {
    // The verdict of the command stands, whoever listens.
    if (!(error instanceof BrokenPipe)) throw error;
  }
}

/**
 * Writes a snapshot; a file whose name ends in `.gz` is packed. One that is larger than what is opened is told of, with the
 * way out, which has no full stop.
 */
export async function deliverSnapshot(
  to: string,
  snapshot: Snapshot,
  terminal: Terminal,
  { wayOut, most }: { readonly wayOut?: string; readonly most?: number } = {},
): Promise<void> {
  let bytes = 0;
  const counted = function* (): Generator<string, void> {
    for (const line of snapshotLines(snapshot)) {
      bytes += Buffer.byteLength(line);
      yield line;
    }
  };
  if (to !== STDOUT) await refuseSource(pathOf(to, terminal), terminal);
  if (to === STDOUT) await deliver(to, counted(), terminal);
  else bytes = await saveLines(pathOf(to, terminal), snapshotLines(snapshot));
  tellSize(to === STDOUT ? 'the snapshot' : to, bytes, terminal, most, wayOut);
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
    await place(path, first.body, terminal);
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
  for (const { name, body } of artefacts) {
    await place(join(path, name), body, terminal);
  }
  return artefacts.map((artefact) => join(to, artefact.name));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
