/** Reads files and folders in the page: through a file input, or dropped on the window. */
import { MOST_OPENED_BYTES } from '#app/api/engine.ts';
import { gunzip, isGzip, isZip, textOf, unzip } from '#app/sources/packed.ts';

export interface PageFile {
  readonly name: string;
  readonly text: string;
}

/** The engine takes at most so many files at once. */
const MOST_FILES = 5000;

/** Shows the browser's file dialog. Must be called from a click or a key. */
export function pickFiles(what: 'file' | 'folder'): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    if (what === 'folder') input.webkitdirectory = true;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Reads files as text, gzip and zip undone. Throws RangeError, with the way out, where there is too much to read. */
export async function readFiles(files: readonly File[]): Promise<PageFile[]> {
  const wanted = files.filter((file) => !/(^|\/)\.|(^|\/)node_modules\//.test(pathOf(file)));
  if (wanted.length === 0)
    throw new RangeError(
      'There is no file in what you chose. Choose a snapshot, a Terraform state or plan, or a folder of describe JSON.',
    );
  if (wanted.length > MOST_FILES) {
    throw new RangeError(
      `That is ${wanted.length} files; at most ${MOST_FILES} open at once. Choose the folder that holds the AWS JSON.`,
    );
  }
  checkSize(wanted.reduce((sum, file) => sum + file.size, 0));
  const texts = (await Promise.all(wanted.map(textsOf))).flat();
  // Again: a small archive may hold a large text.
  checkSize(texts.reduce((sum, { text }) => sum + text.length, 0));
  return texts;
}

function checkSize(bytes: number): void {
  if (bytes <= MOST_OPENED_BYTES) return;
  throw new RangeError(
    `That is more than ${MOST_OPENED_BYTES / 1024 / 1024} MB. Start with its path instead: peerless serve PATH.`,
  );
}

const pathOf = (file: File): string => file.webkitRelativePath || dropped.get(file) || file.name;

const BOUNDS = {
  files: MOST_FILES,
  fileBytes: MOST_OPENED_BYTES,
  totalBytes: MOST_OPENED_BYTES,
};

/** The texts in a file: one, or those of a zip. Throws RangeError where an archive cannot be opened. */
async function textsOf(file: File): Promise<PageFile[]> {
  const name = pathOf(file);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fail = (why: string): never => {
    throw new RangeError(`${name} ${why}.`);
  };
  if (isZip(bytes)) {
    const found = unzip(bytes, BOUNDS);
    if (typeof found === 'string') return fail(found);
    return found.map((inner) =>
      inner.fault === undefined
        ? { name: `${name}/${inner.name}`, text: textOf(inner.bytes) }
        : fail(`holds ${inner.name}, which ${inner.fault}`),
    );
  }
  const whole = isGzip(bytes) ? gunzip(bytes, MOST_OPENED_BYTES) : bytes;
  return [{ name, text: textOf(typeof whole === 'string' ? fail(whole) : whole) }];
}

/** Paths of files that came out of a dropped folder; File does not carry them. */
const dropped = new WeakMap<File, string>();

/** Every file in what was dropped, folders walked. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly File[]> {
  // Entries must be taken before the first await: the browser empties the list after the event.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files];
  const found: File[] = [];
  for (const entry of entries) await walk(entry, found);
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
