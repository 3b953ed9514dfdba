/** Reads files and folders in the page: through a file input, or dropped on the window. */
import { MOST_OPENED_BYTES } from '#app/api/engine.ts';
import { textsIn } from '#app/sources/packed.ts';
import type { Gone } from './last.ts';
import type { EngineClient } from './link.ts';
import { count } from './words/count.ts';
import { short } from './words/visible.ts';

/** The engine takes at most so many files at once. */
const MOST_FILES = 5000;

/** Shows the browser's file dialog. Must be called from a click or a key. */
export function pickFiles(what: 'file' | 'folder'): Promise<readonly File[]> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if (what === 'folder') input.webkitdirectory = true;
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      if (files.length > 0) resolve(files);
      else reject(new RangeError(`The folder you chose is empty. ${WANTED}`));
    });
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

const WANTED = 'Choose a snapshot, a Terraform state or plan, or a folder of describe JSON.';

/** Files of more bytes than this together go to the engine in pieces: reading and sending them whole would hold the window up. */
const MOST_AT_ONCE = 1024 * 1024;
const PIECE = 256 * 1024;

/**
 * What opens files: their texts, gzip and zip undone, or the number under which the engine has been given them. Throws
 * RangeError, with the way out, where there is too much to read.
 */
export async function handOver(
  engine: EngineClient['call'],
  files: readonly File[],
  signal?: AbortSignal,
): Promise<{ files: { name: string; text: string }[] } | { upload: number }> {
  const wanted = files.filter((file) => !/(^|\/)\.|(^|\/)node_modules\//.test(pathOf(file)));
  if (wanted.length === 0) throw new RangeError(`There is no file in what you chose. ${WANTED}`);
  if (wanted.length > MOST_FILES) {
    throw new RangeError(
      `That is ${wanted.length} files; at most ${MOST_FILES} open at once. Choose the folder that holds the AWS JSON.`,
    );
  }
  const bytes = wanted.reduce((sum, file) => sum + file.size, 0);
  checkSize(bytes);
  if (bytes > MOST_AT_ONCE) return { upload: await send(engine, wanted, signal) };
  // One for all: a small archive may hold a large text.
  const budget = { left: BOUNDS.totalBytes };
  const read = async (file: File) =>
    textsIn(pathOf(file), new Uint8Array(await file.arrayBuffer()), BOUNDS, budget);
  const texts = (await Promise.all(wanted.map(read))).flat();
  checkSize(texts.reduce((sum, { text }) => sum + text.length, 0));
  return { files: texts };
}

/** Sends files as they are, a piece at a time, each when the one before it has arrived, until it is told to stop. */
async function send(
  engine: EngineClient['call'],
  files: readonly File[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const { upload } = await engine.upload({ names: files.map(pathOf) });
  for (const [file, whole] of files.entries()) {
    for (let at = 0; at < whole.size; at += PIECE) {
      signal?.throwIfAborted();
      const base64 = await base64Of(whole.slice(at, at + PIECE));
      await engine.piece({ upload, file, base64 });
    }
  }
  return upload;
}

/** The browser does it, beside the page's own thread. */
const base64Of = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new RangeError('The file could not be read. Choose it again.'));
    reader.readAsDataURL(blob);
  });

function checkSize(bytes: number): void {
  if (bytes <= MOST_OPENED_BYTES) return;
  throw new RangeError(
    `That is more than ${MOST_OPENED_BYTES / 1024 / 1024} MB. Start with its path instead: peerless serve PATH.`,
  );
}

/** What files are called together, and whether they came one by one or as a folder: to be chosen again as they were. */
export function calledOf(files: readonly File[]): Gone {
  const [first] = files;
  if (!first) return { what: '', came: 'files' };
  const folder = /^([^/]+)\//.exec(pathOf(first))?.[1];
  if (folder !== undefined) return { what: folder, came: 'folder' };
  if (files.length === 1) return { what: first.name, came: 'file' };
  return { what: count(files.length, 'file'), came: 'files' };
}

const pathOf = (file: File): string => file.webkitRelativePath || dropped.get(file) || file.name;

const BOUNDS = {
  files: MOST_FILES,
  fileBytes: MOST_OPENED_BYTES,
  totalBytes: MOST_OPENED_BYTES,
};

/** Paths of files that came out of a dropped folder; File does not carry them. */
const dropped = new WeakMap<File, string>();

/** Every file in what was dropped, folders walked. Throws RangeError where there is none. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly File[]> {
  // Entries must be taken before the first await: the browser empties the list after the event.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) await walk(entry, found);
  if (found.length === 0)
    throw new RangeError(
      `there is no file in ${entries.map(({ name }) => short(name, 80)).join(', ')}. ${WANTED}`,
    );
  return found;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length > MOST_FILES) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    dropped.set(file, entry.fullPath.replace(/^\//, ''));
    found.push(file);
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // A reader hands out its entries in batches, and an empty batch at the end.
      const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (batch.length === 0) break;
      for (const child of batch) await walk(child, found);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
