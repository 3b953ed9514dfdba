/** Opens a source: a file or folder on disk, or files the window has read itself. */
import { stat } from 'node:fs/promises';
import { type Ignored, recognise, type SourceFile } from '#app/sources/recognise.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { packageVersion } from '../package.ts';
import { faultOf, type Limits, LIMITS, listFolder, readSource } from './read.ts';

export { SourceError } from '#app/snapshot/source-error.ts';

export interface Opened {
  readonly snapshot: Snapshot;
  /** Files that were read and not used, and why. */
  readonly ignored: readonly Ignored[];
}

/**
 * The snapshot in a file or folder: our own, `aws ec2 describe-…` JSON, or the Batfish layout; gzip accepted.
 * Throws SourceError (exit code 2), whose message names the file, the place and the way out.
 */
export async function openSource(path: string, limits: Limits = LIMITS): Promise<Opened> {
  let paths: string[];
  try {
    const info = await stat(path);
    if (!info.isDirectory() && !info.isFile()) {
      throw new SourceError(`${path} is neither a file nor a folder.`);
    }
    paths = info.isDirectory() ? await listFolder(path, limits) : [path];
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${path} ${faultOf(error)}.`);
  }
  const budget = { left: limits.totalBytes };
  const files: SourceFile[] = [];
  for (const file of paths) files.push(await readSource(file, limits, budget));
  return recognise(files, packageVersion());
}

/**
 * The snapshot in files that were read elsewhere, such as those dropped into the window. `time` is when
 * they were written (ISO 8601 UTC), or now where nobody knows.
 */
export function openTexts(
  files: readonly { readonly name: string; readonly text: string; readonly time?: string }[],
): Opened {
  const now = new Date().toISOString();
  return recognise(
    files.map(({ name, text, time }) => ({ path: name, text, time: time ?? now })),
    packageVersion(),
  );
}
