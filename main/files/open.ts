/** Opens a source: a file or folder on disk, or files the window has read itself. */
import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { type Recognised, recognise, type SourceFile } from '#app/sources/recognise.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { packageVersion } from '../package.ts';
import { textHash } from '../text-hash.ts';
import type { Bounds, Budget } from '#app/sources/packed.ts';
import { faultOf, LIMITS, listFolder, readSource } from './read.ts';

export { SourceError } from '#app/snapshot/source-error.ts';

/** The snapshot, what was read and not used, and which file each page stands in. */
export type Opened = Recognised;

/**
 * The snapshot in a file or folder: our own, `aws ec2 describe-…` JSON, the Batfish layout, Terraform state or plan,
 * AWS Config; gzip and zip accepted.
 * Throws SourceError (exit code 2), whose message names the file, the place and the way out.
 */
export const openSource = (path: string, limits: Bounds = LIMITS): Promise<Opened> =>
  named(path, async () => {
    const files = await filesOf(path, basename(resolve(path)), limits, budgetOf(limits));
    return recognise(files, packageVersion(), textHash);
  });

/**
 * The snapshot in several files and folders, read as one folder is: what one adds to another's table counts, and of several
 * states of one stack the latest. None of them is a snapshot. Throws as `openSource`.
 */
export async function openTogether(
  paths: readonly string[],
  limits: Bounds = LIMITS,
): Promise<Opened> {
  const budget = budgetOf(limits);
  const files: SourceFile[] = [];
  const roots = new Map<string, number>();
  for (const path of paths) {
    const root = basename(resolve(path));
    const before = roots.get(root) ?? 0;
    roots.set(root, before + 1);
    // Files of one path would be taken for one.
    const name = before === 0 ? root : `${root} (${before + 1})`;
    files.push(...(await named(path, () => filesOf(path, name, limits, budget))));
  }
  return recognise(files, packageVersion(), textHash);
}

const budgetOf = ({ totalBytes }: Bounds): Budget => ({ left: totalBytes });

/** The files at a path; those of a folder are called as they lie below `root`. */
async function filesOf(
  path: string,
  root: string,
  limits: Bounds,
  budget: Budget,
): Promise<SourceFile[]> {
  const info = await stat(path);
  if (!info.isDirectory() && !info.isFile()) {
    throw new SourceError(`${path} is neither a file nor a folder.`);
  }
  if (!info.isDirectory()) return readSource(path, path, limits, budget);
  const files: SourceFile[] = [];
  for (const file of await listFolder(path, limits)) {
    const name = [root, ...relative(path, file).split(sep)].join('/');
    files.push(...(await readSource(file, name, limits, budget)));
  }
  return files;
}

/** What it throws names the path, and is a SourceError where the user can do something. */
async function named<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError) {
      if (error.message.includes(path)) throw error;
      throw new SourceError(`${path}: ${error.message}`, { cause: error });
    }
    if (isFileError(error)) throw new SourceError(`${path} ${faultOf(error)}.`, { cause: error });
    throw error;
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';

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
    textHash,
  );
}
