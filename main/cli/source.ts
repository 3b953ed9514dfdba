/** Opens what a command was asked to read: a path, or the sample estate where that is asked for by name. */
import { basename, isAbsolute, join } from 'node:path';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import type { Opened } from '#main/files/open.ts';
import { inertLines } from './inert.ts';
import { CommandError, type Terminal } from './command.ts';
import { noteSource } from './sources-read.ts';

/** A path as the user meant it, from the folder the command was run in. */
export const pathOf = (path: string, terminal: Pick<Terminal, 'cwd'>): string =>
  isAbsolute(path) ? path : join(terminal.cwd, path);

export interface Source {
  readonly snapshot: Snapshot;
  /** How to name it in a message or a title. */
  readonly title: string;
  /** The path it was read from, as the user gave it, and what was found there; absent for the sample estate. */
  readonly opened?: Opened & { readonly path: string };
}

/** The checksum that pictures and plans of a source bear. */
export async function checksumOf({ snapshot, opened }: Source): Promise<string> {
  if (opened?.checksum !== undefined) return opened.checksum;
  const { snapshotChecksum } = await import('#app/snapshot/checksum.ts');
  const { textHash } = await import('#main/text-hash.ts');
  return snapshotChecksum(snapshot, textHash);
}

/** Throws CommandError (2) where no source is given, or one too many. */
export function chosenSource(
  source: unknown,
  options: Readonly<Record<string, unknown>>,
): { readonly demo: true } | { readonly path: string } {
  if (options.demo === true) {
    if (source !== undefined) {
      throw new CommandError(2, 'give a source or --demo, not both.');
    }
    return { demo: true };
  }
  if (typeof source === 'string' && source !== '') return { path: source };
  throw new CommandError(
    2,
    'no source given. Name a snapshot file, a folder of `aws ec2 describe-*` JSON, or a Terraform state or plan, ' +
      'run `peerless collect -o FILE` to make one, or add --demo to use the bundled sample estate.',
  );
}

/** Files that were passed over: a few with the reason, many by name. */
function notUsed(ignored: readonly { readonly path: string; readonly why: string }[]): string {
  return ignored.length <= 3
    ? `not used: ${ignored.map(({ path, why }) => `${path} ${why}`).join('; ')}`
    : `${ignored.length} files hold what Peerless does not use: ${ignored.map(({ path }) => basename(path)).join(', ')}`;
}

/** The snapshot a command was asked to read. */
export async function readSource(
  source: unknown,
  options: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<Source> {
  const chosen = chosenSource(source, options);
  if ('demo' in chosen) {
    const { sampleEstate } = await import('#app/world/sample.ts');
    return { snapshot: sampleEstate().snapshot(), title: 'Sample estate' };
  }
  const opened = await openPath(chosen.path, terminal);
  tellOf(opened, terminal);
  return {
    snapshot: opened.snapshot,
    title: chosen.path,
    opened: { ...opened, path: chosen.path },
  };
}

async function openPath(path: string, terminal: Terminal): Promise<Opened> {
  const { openSource, SourceError } = await import('#main/files/open.ts');
  await noteSource(pathOf(path, terminal), path, terminal);
  return openSource(pathOf(path, terminal)).catch((error: unknown) => {
    if (!(error instanceof SourceError) || error.message.includes(path)) throw error;
    throw new CommandError(2, `${path}: ${error.message}`);
  });
}

/** What was left out of what was read. */
function tellOf({ ignored, torn }: Opened, terminal: Terminal): void {
  if (torn !== undefined)
    terminal.err(
      inertLines(`peerless: ${torn}, which were read; what came after them is not known\n`),
    );
  if (ignored.length > 0) terminal.err(inertLines(`peerless: ${notUsed(ignored)}\n`));
}

/** Sources that tell parts of networks, and of which one may add to what another tells. */
const isInParts = ({ isSnapshot, snapshot }: Opened): boolean =>
  !isSnapshot && /terraform|aws-config/.test(snapshot.manifest.origin);

/**
 * The snapshots of several paths, with the paths of each: files of Terraform and AWS Config are read together, as if they
 * lay in one folder.
 */
export async function readSources(
  paths: readonly string[],
  terminal: Terminal,
): Promise<{ readonly snapshot: Snapshot; readonly path: string }[]> {
  const read: { readonly opened: Opened; readonly path: string }[] = [];
  for (const path of paths) read.push({ path, opened: await openPath(path, terminal) });
  const parts = read.filter(({ opened }) => isInParts(opened));
  if (parts.length > 1) {
    const { openTogether } = await import('#main/files/open.ts');
    const together = await openTogether(parts.map(({ path }) => pathOf(path, terminal)));
    const path = parts.map((part) => part.path).join(', ');
    read.splice(read.indexOf(parts[0]!), 0, { path, opened: together });
  }
  const used = read.filter((one) => parts.length < 2 || !parts.includes(one));
  for (const { opened } of used) tellOf(opened, terminal);
  return used.map(({ opened: { snapshot }, path }) => ({ snapshot, path }));
}
