/** Takes what the engine wrote to wherever the user says, a portion at a time: whole, a large file would hold the window up. */
import { type ExportedFile, PORTION } from '#app/api/file.ts';
import type { Link } from '../link.ts';
import type { Making } from '../state.ts';
import { bytesOf } from '../words/base64.ts';
import { faultOf } from '../words/fault.ts';

/** From a random one on: on the desktop, a page that was loaded anew must not add to what the one before had begun. */
let parcels = Math.floor(Math.random() * 2 ** 40);

export const newParcel = (): number => ++parcels;

/** The bytes of a file in Base64, each portion when the one before it was taken, until it is told to stop. */
async function* portionsOf(
  { engine }: Link,
  { download, bytes }: ExportedFile,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let from = 0; from < bytes; from += PORTION) {
    signal.throwIfAborted();
    yield (await engine.call.portion({ download, from })).base64;
  }
}

/** The whole file, for the page itself. */
export async function blobOf(link: Link, file: ExportedFile, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const base64 of portionsOf(link, file, signal))
    parts.push(new Blob([bytesOf(base64)]));
  return new Blob(parts, { type: file.mime });
}

/** Hands a file over to the shell under a number. Where that fails, the shell is told that nothing more comes. */
export async function carry(
  link: Link,
  parcel: number,
  written: () => Promise<ExportedFile>,
  signal: AbortSignal,
): Promise<ExportedFile> {
  const shell = link.shell.call;
  try {
    const file = await written();
    for await (const base64 of portionsOf(link, file, signal))
      await shell.piece({ parcel, base64 });
    signal.throwIfAborted();
    await shell.wrap({ parcel });
    // Whoever stops it now does not take the parcel: the shell would hold it.
    signal.throwIfAborted();
    return file;
  } catch (error) {
    await shell.wrap({ parcel, fault: faultOf(error) }).catch(() => undefined);
    throw error;
  }
}

/** Saves what is written, wherever the user says, and tells how it went; true where something was saved. */
export async function saveFiles(
  { link, get }: Pick<Making, 'link' | 'get'>,
  doing: string,
  write: (job: string) => Promise<readonly ExportedFile[]>,
): Promise<boolean> {
  let isSaved = false;
  await get().write({ doing, end: 'saved' }, async (job, signal, progress) => {
    const { saved } = progress;
    const notes: string[] = [];
    const files = await write(job);
    for (const file of files) {
      const { name, mime, note } = file;
      const parcel = newParcel();
      await carry(link, parcel, () => Promise.resolve(file), signal);
      progress.handed = true;
      const { path } = await link.shell.call.save({ name, mime, parcel });
      progress.handed = false;
      if (!path) continue;
      isSaved = true;
      saved.push(path);
      if (note !== undefined) notes.push(note);
    }
    if (saved.length < files.length) signal.throwIfAborted();
    if (isSaved) get().notify('done', [`Saved ${saved.join(', ')}`, ...notes].join('. '));
  });
  return isSaved;
}
