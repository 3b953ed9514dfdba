/** Journals that somebody left: found by folder, looked at without being replayed, and let go of. */
import { type FileHandle, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { by } from '#app/base/order.ts';
import { openFile } from '#main/files/whole.ts';
import { HEAD_LINES, journalOf, lockOf, readHead, sayingOf } from './journal.ts';
import type { Head, Note } from './ledger.ts';
import { HeldError, isHeld, takeLock } from './lock.ts';

/** How the journal of a collection is called that has no file of its own to stand beside: one at a time, or numbered. */
const COLLECTING = '.collecting';
const NAMED = /^\.collecting(?:-[1-9]\d{0,2})?(?=\.part$)/;

/** The `n`th name for a journal in a folder, from 1. */
export const collectingIn = (folder: string, n = 1): string =>
  join(folder, n === 1 ? COLLECTING : `${COLLECTING}-${n}`);

/** Bytes of the heads and of what stands behind them, at most: a head names accounts that are left out. */
const MOST_HEAD = 1 << 20;
/** How far it was is looked for in so many bytes at the end: an answer of AWS may stand behind it. */
const MOST_TAIL = 4 << 20;

export interface LeftJournal {
  /** What it would be the journal of; `journalOf` it is the file. */
  readonly output: string;
  readonly head: Head;
  /** The account each way into AWS led to, as far as its beginning says. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Calls answered whole, of those known of, when that was last noted. */
  readonly far: { readonly answered: number; readonly calls: number } | undefined;
  /** True where somebody writes it now. */
  readonly held: boolean;
}

/** What the journals in a folder are of, whoever writes them and whatever is in them. Never throws. */
export async function outputsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => NAMED.exec(name)?.[0] ?? []).map((name) => join(folder, name));
}

/** What can be gone on with in a folder, the latest first; nothing where it cannot be read. Never throws. */
export const leftIn = async (folder: string): Promise<LeftJournal[]> =>
  (await journalsIn(folder)).filter(({ held }) => !held);

/** The same, with those that somebody writes now. Never throws. */
export async function journalsIn(folder: string): Promise<LeftJournal[]> {
  const outputs = await outputsIn(folder);
  const left = await Promise.all(outputs.map((output) => look(output).catch(() => undefined)));
  return left
    .filter((one) => one !== undefined)
    .sort(by((one) => one.head.created))
    .reverse();
}

/** Undefined where it is no journal of ours. Throws what the file system throws. */
async function look(output: string): Promise<LeftJournal | undefined> {
  const held = isHeld(lockOf(output));
  const file = await openFile(journalOf(output));
  try {
    const { size } = await file.stat();
    const start = await bytesOf(file, 0, Math.min(size, MOST_HEAD));
    const head = headIn(start);
    if (!head) return undefined;
    const from = Math.max(0, size - MOST_TAIL);
    const far = farIn(await bytesOf(file, from, size - from));
    return { output, head, accounts: accountsIn(start), far, held };
  } finally {
    await file.close();
  }
}

/** The first head that is whole. */
function headIn(bytes: Buffer): Head | undefined {
  for (let n = 0, at = 0; n < HEAD_LINES; n++) {
    const end = bytes.indexOf(10, at);
    const text = end < 0 ? undefined : sayingOf(bytes.subarray(at, end));
    const head = text === undefined ? undefined : readHead(text);
    if (head || end < 0) return head;
    at = end + 1;
  }
  return undefined;
}

/** They are noted before anything is read. */
function accountsIn(bytes: Buffer): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (let at = 0, end = 0; (end = bytes.indexOf(10, at)) >= 0; at = end + 1) {
    const line = bytes.subarray(at, end);
    // A page may hold anything; the fields of a note stand in the order of their names.
    const text = line.includes('"note":"account"') ? sayingOf(line) : undefined;
    if (!text?.startsWith('{"account":')) continue;
    const note = JSON.parse(text) as Note;
    if (note.note === 'account') accounts.set(note.way, note.account);
  }
  return accounts;
}

async function bytesOf(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** The last whole line that says it. */
function farIn(bytes: Buffer): LeftJournal['far'] {
  for (let end = bytes.lastIndexOf(10); end > 0;) {
    const start = bytes.lastIndexOf(10, end - 1) + 1;
    const line = bytes.subarray(start, end);
    // Its other fields stand before `note`, in the order of their names.
    const text = line.includes('"note":"far"') ? sayingOf(line) : undefined;
    if (text?.startsWith('{"answered":')) {
      const note = JSON.parse(text) as Note;
      if (note.note === 'far') return { answered: note.answered, calls: note.calls };
    }
    end = start - 1;
  }
  return undefined;
}

/** Deletes it, and whatever it holds. False where somebody writes it now. Throws what the file system throws. */
export async function discardJournal(output: string): Promise<boolean> {
  try {
    const letGo = await takeLock(lockOf(output));
    try {
      await unlink(journalOf(output));
    } finally {
      letGo();
    }
    return true;
  } catch (error) {
    if (error instanceof HeldError) return false;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}
