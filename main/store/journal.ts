/**
 * The journal of a collection: one note a line, each with its checksum, beside the snapshot that will be made of it.
 * Whatever ends the process, what stands in whole lines can be gone on with (decision 0028).
 */
import { createHash } from 'node:crypto';
import { constants, fstatSync, ftruncateSync, readSync } from 'node:fs';
import { type FileHandle, unlink } from 'node:fs/promises';
import { canonical } from '#app/base/json.ts';
import type { Page } from '#app/snapshot/page.ts';
import { FORMAT, FORMAT_VERSION, type Manifest, type Snapshot } from '#app/snapshot/snapshot.ts';
import { linesOf } from '#app/snapshot/write.ts';
import { openFile } from '#main/files/whole.ts';
import { saveError } from './atomic.ts';
import {
  type Head,
  type Keep,
  Ledger,
  type Mark,
  markOf,
  type Note,
  WITHHELD,
  without,
} from './ledger.ts';
import { HeldError, takeLock } from './lock.ts';

/** A journal that cannot be begun or gone on with. The message names the way out. */
export class JournalError extends Error {
  override name = 'JournalError';
}

/** Where the journal of a snapshot lies. */
export const journalOf = (output: string): string => `${output}.part`;
/** Where whoever writes a journal says so: offsets of one are wrong as soon as another adds a line. */
export const lockOf = (output: string): string => `${journalOf(output)}.lock`;

const FORMAT_LINE = 'peerless-journal/1';
/** The head stands there so often, each with an empty line behind it: without one, nothing can be gone on with. */
const HEADS = 2;
/** A head is looked for in so many lines: a damaged byte may be a line feed too many, or one too few. */
export const HEAD_LINES = 6;
/** What was written is made to outlast a power cut this often, in ms; a killed process loses nothing either way. */
const SYNC = 1_000;
/** Bytes read at once when a journal is gone on with. */
const CHUNK = 1 << 20;
/** Hexadecimal digits of the checksum of a line, and the blank after it. */
const CHECK = 16;
const LINE_FEED = 10;
/** Read from anywhere, written at the end, made where there is none. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;

/** Where the JSON of a page lies in the file. */
interface Lies extends Mark {
  readonly at: number;
  readonly length: number;
}

const checkOf = (body: string | Buffer): string =>
  createHash('sha256').update(body).digest('hex').slice(0, CHECK);

/** True for a line, without its line feed, that is as it was written. */
const isWhole = (line: Buffer): boolean =>
  line.toString('latin1', 0, CHECK) === checkOf(line.subarray(CHECK + 1));

/** What a line says, without its checksum; undefined where it is not whole. */
export const sayingOf = (line: Buffer): string | undefined =>
  isWhole(line) ? line.toString('utf8', CHECK + 1) : undefined;

/** How the JSON of the head begins: its members are sorted. */
const HEAD_START = '{"asked":';

/** What stands before the JSON of a page in its line. */
const prefixOf = (part: number): string => `page ${part} `;

const bodyOf = (note: Note): string =>
  note.note === 'page' ? prefixOf(note.part) + canonical(note.page) : canonical(note);

export class Journal implements Keep {
  readonly path: string;
  readonly #lock: string;
  /** True where a journal that is there is gone on with. */
  readonly #resume: boolean;
  /** How messages call the snapshot. */
  readonly #name: string;
  readonly #ledger = new Ledger<Lies>((lies) => JSON.parse(this.#text(lies)) as Page);
  #file: FileHandle | undefined;
  #unlock: (() => void) | undefined;
  #head: Head | undefined;
  /** Bytes written, or about to be. */
  #end = 0;
  readonly #lines: string[] = [];
  #last: Promise<void> = Promise.resolve();
  /** The write that takes what is waiting. */
  #next: Promise<void> | undefined;
  #synced = performance.now();
  /** When the collection that is gone on with began, ISO 8601 UTC; undefined where this is its first run. */
  begun: string | undefined;

  constructor(output: string, options: { readonly resume: boolean; readonly name?: string }) {
    this.path = journalOf(output);
    this.#lock = lockOf(output);
    this.#resume = options.resume;
    this.#name = options.name ?? output;
  }

  /** False before it was opened, and where that failed. */
  get opened(): boolean {
    return this.#head !== undefined;
  }

  get known() {
    return this.#ledger;
  }

  /**
   * Throws JournalError where there is one already and it is not to be gone on with, where another process writes it, or
   * where it cannot be gone on with; SaveError.
   */
  async open(head: Head): Promise<Head> {
    await this.#takeLock();
    try {
      const flags = this.#resume ? APPEND : APPEND | constants.O_EXCL;
      this.#file = await openFile(this.path, flags, 0o600).catch(async (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        return openBare(this.path);
      });
    } catch (error) {
      await this.close();
      throw saveError(this.#name, error);
    }
    if (!this.#file) {
      await this.close();
      throw new JournalError(
        `${journalOf(this.#name)} holds what a stopped collection read. Go on with it by --resume, or delete it to begin anew.`,
      );
    }
    const found = await this.#found();
    this.begun = found?.created;
    if (found && found.asked !== head.asked) {
      await this.close();
      throw new JournalError(
        `${journalOf(this.#name)} was begun with other options: ${found.asked}. Go on with those, or delete it to begin anew.`,
      );
    }
    if (!found) {
      const text = canonical({ journal: FORMAT_LINE, ...head });
      await Promise.all(Array.from({ length: HEADS }, () => this.#append(text, '\n\n'))).catch(
        async (error: unknown) => {
          await this.close();
          throw error;
        },
      );
    }
    this.#head = found ?? head;
    return this.#head;
  }

  async write(note: Note): Promise<void> {
    const body = bodyOf(note);
    const start = await this.#append(body);
    if (note.note !== 'page') return this.#ledger.take(note);
    const prefix = prefixOf(note.part).length;
    const at = start + CHECK + 1 + prefix;
    const length = Buffer.byteLength(body) - prefix;
    this.#ledger.take(note, { at, length, ...markOf(note.page, note.part) });
  }

  /** The lines of the snapshot, in its settled order. */
  *snapshotLines(): Generator<string> {
    const { manifest } = this;
    const texts = function* (this: Journal): Generator<string> {
      for (const { held, gone } of this.#ledger.pages()) {
        const text = this.#text(held);
        yield gone ? canonical(without(JSON.parse(text) as Page, gone)) : text;
      }
    };
    yield* linesOf(manifest, texts.call(this));
  }

  /** The pages of the snapshot, one in memory at a time, in its settled order. */
  *pages(): Generator<Page> {
    for (const { held, gone } of this.#ledger.pages())
      yield without(JSON.parse(this.#text(held)) as Page, gone);
  }

  /** All of it, in memory. */
  snapshot(): Snapshot {
    return { manifest: this.manifest, pages: [...this.pages()] };
  }

  async #takeLock(): Promise<void> {
    try {
      this.#unlock = await takeLock(this.#lock);
    } catch (error) {
      if (!(error instanceof HeldError)) throw saveError(this.#name, error);
      throw new JournalError(
        `${journalOf(this.#name)} is in use: process ${error.pid} collects into it. Wait for its end, or stop it. ` +
          `If that process is no collection, delete ${lockOf(this.#name)}.`,
      );
    }
  }

  get manifest(): Manifest {
    const { created, peerless } = this.#head!;
    const scope = this.#ledger.scope;
    return { format: FORMAT, version: FORMAT_VERSION, created, peerless, origin: 'live', scope };
  }

  async #found(): Promise<Head | undefined> {
    try {
      return this.#replay();
    } catch (error) {
      await this.close();
      throw error instanceof JournalError ? error : saveError(this.#name, error);
    }
  }

  async close(): Promise<void> {
    await this.#closeFile();
    this.#letGo();
  }

  /** Once the snapshot is there. */
  async remove(): Promise<void> {
    await this.#closeFile();
    await unlink(this.path);
    this.#letGo();
  }

  async #closeFile(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#file?.close();
    this.#file = undefined;
  }

  #letGo(): void {
    this.#unlock?.();
    this.#unlock = undefined;
  }

  /** Appends a line; resolves with the offset it begins at, once the system has it. */
  async #append(body: string, end = '\n'): Promise<number> {
    const line = `${checkOf(body)} ${body}${end}`;
    const start = this.#end;
    this.#end += Buffer.byteLength(line);
    this.#lines.push(line);
    // One write for all that came while the last one was under way. Where one fails, so do those after it.
    this.#next ??= this.#last = this.#last.then(() => this.#flush());
    await this.#next;
    return start;
  }

  async #flush(): Promise<void> {
    this.#next = undefined;
    const text = this.#lines.splice(0).join('');
    try {
      await this.#file!.appendFile(text);
      if (performance.now() - this.#synced < SYNC) return;
      await this.#file!.datasync();
      this.#synced = performance.now();
    } catch (error) {
      throw saveError(journalOf(this.#name), error);
    }
  }

  #text({ at, length }: Lies): string {
    const bytes = Buffer.allocUnsafe(length);
    readFully(this.#file!.fd, bytes, at);
    return bytes.toString('utf8');
  }

  /**
   * Takes in what is there: lines that are broken are left out, and what a write left half done is cut off. Throws
   * JournalError where it is no journal: it is somebody's.
   */
  #replay(): Head | undefined {
    const { fd } = this.#file!;
    let head: Head | undefined;
    let lines = 0;
    for (const { at, bytes } of linesIn(fd)) {
      this.#end = at + bytes.length + 1;
      lines++;
      const body = bytes.subarray(CHECK + 1);
      if (!isWhole(bytes)) {
        this.#ledger.tear();
        continue;
      }
      const told = lines <= HEAD_LINES ? readHead(body.toString('utf8')) : undefined;
      head ??= told;
      if (!told) this.#takeLine(body, at + CHECK + 1);
    }
    if (!head && (lines > 0 || !beginsAsHead(fd))) {
      throw new JournalError(
        `${journalOf(this.#name)} is not a journal of this version of Peerless, or its beginning is damaged. It is left as it is: move it away to begin anew.`,
      );
    }
    if (!head) this.#end = 0;
    if (fstatSync(fd).size > this.#end) ftruncateSync(fd, this.#end);
    return head;
  }

  #takeLine(body: Buffer, at: number): void {
    const text = body.toString('utf8');
    const [prefix, part] = /^page (\d+) /.exec(text) ?? [];
    if (prefix === undefined) return this.#ledger.take(JSON.parse(text) as Note);
    const page = JSON.parse(text.slice(prefix.length)) as Page;
    // Whatever failed is asked again.
    if (page.error) return;
    const length = body.length - prefix.length;
    const lies = { at: at + prefix.length, length, ...markOf(page, Number(part)) };
    this.#ledger.take({ note: 'page', part: Number(part), page }, lies);
  }
}

/** Whoever was killed before anything was read leaves no more than so many bytes. */
const MOST_BARE = 1 << 16;

/** A journal that holds no page yet, or not even its head, emptied; undefined where there is more in it, or it is none. */
async function openBare(path: string): Promise<FileHandle | undefined> {
  const file = await openFile(path, APPEND);
  const { size } = fstatSync(file.fd);
  if (size <= MOST_BARE) {
    const lines = [...linesIn(file.fd)].map(({ bytes }) => sayingOf(bytes) ?? '');
    const isTorn = size > CHECK + HEAD_START.length && beginsAsHead(file.fd);
    const isOurs = size === 0 || isTorn || lines.some((text) => readHead(text) !== undefined);
    if (isOurs && !lines.some((text) => text.startsWith('page '))) {
      ftruncateSync(file.fd, 0);
      return file;
    }
  }
  await file.close();
  return undefined;
}

/** True for an empty file, and where a write of the first line was cut short. */
function beginsAsHead(fd: number): boolean {
  const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, CHECK + 1 + HEAD_START.length));
  readFully(fd, bytes, 0);
  const text = bytes.toString('latin1');
  return /^[0-9a-f]*$/.test(text.slice(0, CHECK)) && ` ${HEAD_START}`.startsWith(text.slice(CHECK));
}

/** What one of the first lines says, where that is the head. */
export function readHead(text: string): Head | undefined {
  if (!text.startsWith(HEAD_START)) return undefined;
  const { journal, created, peerless, asked, mfaSerial, withheld } = JSON.parse(
    text,
  ) as Partial<Head> & { readonly journal?: unknown };
  if (journal !== FORMAT_LINE) return undefined;
  return {
    created: String(created),
    peerless: String(peerless),
    asked: String(asked),
    mfaSerial: typeof mfaSerial === 'string' ? mfaSerial : undefined,
    withheld: Array.isArray(withheld) ? WITHHELD.filter((one) => withheld.includes(one)) : [],
  };
}

function readFully(fd: number, into: Buffer, at: number): void {
  for (let done = 0; done < into.length;) {
    const read = readSync(fd, into, done, into.length - done, at + done);
    if (read === 0) throw new Error('the journal is shorter than it was');
    done += read;
  }
}

/** The whole lines of a file, without their line feeds, and where each begins. */
function* linesIn(fd: number): Generator<{ readonly at: number; readonly bytes: Buffer }> {
  const { size } = fstatSync(fd);
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  for (let from = 0; from < size;) {
    const chunk = Buffer.alloc(Math.min(CHUNK, size - from));
    readFully(fd, chunk, from);
    from += chunk.length;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, start)) {
      yield { at: at + start, bytes: rest.subarray(start, end) };
      start = end + 1;
    }
    at += start;
    rest = rest.subarray(start);
  }
}
