/** Keeps what outlives the window: views beside their source, snapshots in the history, what was opened before. */
import type { Engine } from '#app/api/engine.ts';
import type { historyInputs } from '#app/api/history.ts';
import { UserError } from '#app/api/rpc.ts';
import { snapshotLines } from '#app/snapshot/write.ts';
import { Keeper } from './arrangement.ts';
import type { Parts } from './parts.ts';
import type { Memory } from './remembered.ts';
import { inSpells } from './spells.ts';

export function keeping(
  { estates, jobs, downloads, now }: Parts,
  memory: Memory,
): Pick<Engine, 'keepViews' | keyof typeof historyInputs> {
  const keeper = new Keeper();
  return {
    async keepViews({ handle, now, views }) {
      const estate = estates.get(handle);
      estate.kept = { now, views };
      const { file, known, away } = estate;
      if (file !== undefined)
        await keeper.save(file, { now, views, places: estate.places(), away }, known);
      return { file };
    },
    remembered: () => memory.remembered(),
    forget: ({ path }) => memory.forget(path),
    history: () => memory.history(),
    keepHistory: ({ folder }) => memory.keepHistory(folder),
    async keepSnapshot({ handle, estate }) {
      const { snapshot, title, read } = estates.get(handle);
      // Every comparison with it would tell of networks that nobody looked for.
      if (read.torn !== undefined)
        throw new UserError(`${read.torn}. The history takes only what is whole.`);
      const path = await memory.keep(snapshot, estate ?? bare(title));
      if (path === undefined) throw new UserError('Choose a folder for the history first.');
      return { path, history: await memory.history() };
    },
    async snapshotFile(input) {
      const { snapshot, title } = estates.get(input.handle);
      const job = input.job ?? jobs.name('snapshot');
      const signal = jobs.begin(job);
      try {
        const body = await inSpells(bytesOf(snapshotLines(snapshot)), signal, now);
        // Its own ending, whatever the source has: the desktop opens that by double click.
        const name = `${bare(title)}.peerless`;
        return downloads.one({ name, mime: 'application/json', body });
      } finally {
        jobs.end(job);
      }
    },
  };
}

/** The title of a source without the endings of files. */
const bare = (title: string): string =>
  title.replace(/(?<=.)(\.(json|peerless|tfstate|gz|zip))+$/i, '');

/** One after the other: all at once would hold up whoever else asks. */
function* bytesOf(lines: Iterable<string>): Generator<undefined, Uint8Array> {
  const parts: Buffer[] = [];
  for (const line of lines) {
    parts.push(Buffer.from(line));
    yield;
  }
  return Buffer.concat(parts);
}
