/** Opens what a command was asked to read: a path, or the sample estate where that is asked for by name. */
import { basename, isAbsolute, join } from 'node:path';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import type { Opened } from '#main/files/open.ts';
import { inertLines } from './inert.ts';
import { CommandError, type Terminal } from './command.ts';

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
  const { openSource, SourceError } = await import('#main/files/open.ts');
  const opened = await openSource(pathOf(chosen.path, terminal)).catch((error: unknown) => {
    if (!(error instanceof SourceError) || error.message.includes(chosen.path)) throw error;
    throw new CommandError(2, `${chosen.path}: ${error.message}`);
  });
  const { snapshot, ignored, torn } = opened;
  if (torn !== undefined)
    terminal.err(inertLines(`peerless: ${torn}, which were read; the rest is a gap\n`));
  if (ignored.length > 0) terminal.err(inertLines(`peerless: ${notUsed(ignored)}\n`));
  return { snapshot, title: chosen.path, opened: { ...opened, path: chosen.path } };
}
