/** Reads a snapshot file: format, version, checksum and the shape of every page are verified. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { isObject } from '../base/json.ts';
import { checksumOf, snapshotChecksum, type TextHash } from './checksum.ts';
import type { Failure, Page, Service } from './page.ts';
import { JsonError, parseJson, withoutMark } from './parse.ts';
import { FORMAT, FORMAT_VERSION, type Manifest, type Snapshot } from './snapshot.ts';
import { SourceError } from './source-error.ts';
import { isByCall, wholeParts } from './torn.ts';
import { HEAD, TAIL } from './write.ts';

const OWN = new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${FORMAT}"`);

/** True where the text begins as a snapshot does, whole or not. */
export const beginsAsSnapshot = (text: string): boolean =>
  OWN.test(withoutMark(text.slice(0, 200)));

/**
 * The snapshot in the text of a file. `name` is how messages call the file.
 * Throws SourceError: not a snapshot, newer format, changed since written, wrong shapes; TornError: cut off.
 */
export function readSnapshot(source: string, name: string, hash?: TextHash): Snapshot {
  const text = withoutZeros(withoutMark(source));
  const laid = readLines(text, hash);
  if (laid) {
    checkVersion(laid.head, name);
    return {
      manifest: checkManifest(laid.head['manifest'], name),
      pages: checkPages(laid.pages, name),
    };
  }
  const document = readDocument(text, name);
  if (!isObject(document) || document['format'] !== FORMAT) {
    throw new SourceError(
      `${name} is not a Peerless snapshot: it does not begin with "format": "${FORMAT}".`,
    );
  }
  checkVersion(document, name);
  const manifest = checkManifest(document['manifest'], name);
  const list = document['pages'];
  if (!Array.isArray(list)) throw new SourceError(`${name}: "pages" is not a list. ${AGAIN}`);
  const pages = checkPages(list, name);
  const checksum = document['checksum'];
  // A file edited by hand on purpose says so by having no checksum.
  if (checksum !== undefined) {
    if (snapshotChecksum({ manifest, pages }, hash) !== checksum) {
      throw new SourceError(
        `${name} is not what was written: its checksum does not match its content, so it was damaged ` +
          `or edited since.\n${AGAIN} If you edited it on purpose, remove "checksum" from its end.`,
      );
    }
  }
  return { manifest, pages };
}

const AGAIN = 'Copy the file again from where it came, or collect again.';

/**
 * The quick way, for files laid out as we write them: where the checksum holds for the lines as they
 * stand, they are known to be the canonical pages. Undefined: read it as a document, with all its messages.
 */
function readLines(
  text: string,
  hash: TextHash | undefined,
): { head: Record<string, unknown>; pages: unknown[] } | undefined {
  if (!text.startsWith(HEAD)) return undefined;
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const first = lines.shift() ?? '';
  const last = lines.pop() ?? '';
  if (!last.startsWith(TAIL)) return undefined;
  try {
    const head = parseJson(`${first}${last}`);
    if (!isObject(head) || !isObject(head['manifest'])) return undefined;
    const bare = lines.map((line, i) => (i < lines.length - 1 ? cutComma(line) : line));
    const checksum = checksumOf(head['manifest'] as unknown as Manifest, bare, hash);
    if (checksum !== head['checksum']) return undefined;
    return { head, pages: bare.map(parseJson) };
  } catch {
    return undefined;
  }
}

/** True for text laid out as we write it: a first line, one line a page, a last line. */
export function isInLines(source: string, pages: number): boolean {
  const text = withoutMark(source);
  if (!text.startsWith(HEAD)) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines + (text.endsWith('\n') ? 0 : 1) === pages + 2;
}

function cutComma(line: string): string {
  if (!line.endsWith(',')) throw new Error('a page line without its comma');
  return line.slice(0, -1);
}

function readDocument(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (!error.ended || !beginsAsSnapshot(text)) {
      throw new SourceError(`${name} is not valid JSON: ${error.message}. ${AGAIN}`);
    }
    throw tornError(text, name, error.line);
  }
}

/** A disk that lost its power may leave a file at its full size, and zeros where nothing was written yet. */
function withoutZeros(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** What is whole of it is read, and nothing is if that is not a snapshot. */
function tornError(text: string, name: string, line: number): TornError {
  const whole = wholeParts(text);
  const { length: bytes } = utf8ToBytes(text);
  const count = whole?.pages.length ?? 0;
  const told =
    `is cut off: it ends at byte ${bytes}, in line ${line}, ` +
    `with ${count} whole ${count === 1 ? 'page' : 'pages'}`;
  if (!whole || count === 0) return new TornError(name, told, undefined);
  checkVersion(whole.head, name);
  const manifest = checkManifest(whole.head['manifest'], name);
  const pages = checkPages(whole.pages, name);
  // In another order than ours any call may lack a page.
  return new TornError(name, told, isByCall(pages) ? { manifest, pages } : undefined);
}

/** A snapshot file that ends too soon. Its checksum is lost with its end, so that what is whole cannot be verified. */
export class TornError extends SourceError {
  /** Part of a sentence: `is cut off: it ends at byte 200000, in line 107, with 105 whole pages`. */
  readonly told: string;
  /** Its pages up to the last whole one, of whose call more may have come; undefined where there is nothing to go by. */
  readonly whole: Snapshot | undefined;

  constructor(name: string, told: string, whole: Snapshot | undefined) {
    super(`${name} ${told}. Writing or copying it was interrupted. ${AGAIN}`);
    this.told = told;
    this.whole = whole;
  }
}

function checkVersion(document: Readonly<Record<string, unknown>>, name: string): void {
  const version = document['version'];
  if (version === FORMAT_VERSION) return;
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    const manifest = document['manifest'];
    const by =
      isObject(manifest) && typeof manifest['peerless'] === 'string' ? manifest['peerless'] : '';
    throw new SourceError(
      `${name} has snapshot format ${version}${by ? `, written by Peerless ${by.slice(0, 40)}` : ''}; ` +
        `this Peerless reads format ${FORMAT_VERSION}. Update Peerless to open it.`,
    );
  }
  throw new SourceError(
    `${name}: "version" is not a snapshot format version; ${FORMAT_VERSION} is the one known.`,
  );
}

const describe = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a list'
        : `a ${typeof value}`;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function checkManifest(value: unknown, name: string): Manifest {
  const wrong = (field: string, wanted: string, found: unknown): never => {
    throw new SourceError(
      `${name}: ${field}: expected ${wanted}, found ${describe(found)}. ${AGAIN}`,
    );
  };
  if (!isObject(value)) return wrong('manifest', 'an object', value);
  for (const field of ['created', 'peerless', 'origin']) {
    if (typeof value[field] !== 'string') wrong(`manifest.${field}`, 'a text', value[field]);
  }
  if (value['key'] !== undefined && typeof value['key'] !== 'string')
    wrong('manifest.key', 'a text', value['key']);
  const scope = value['scope'];
  if (!isObject(scope)) return wrong('manifest.scope', 'an object', scope);
  for (const field of ['accounts', 'regions', 'calls']) {
    if (!isTexts(scope[field])) wrong(`manifest.scope.${field}`, 'a list of texts', scope[field]);
  }
  if (value['format'] !== FORMAT) wrong('manifest.format', `"${FORMAT}"`, value['format']);
  if (value['version'] !== FORMAT_VERSION)
    wrong('manifest.version', `${FORMAT_VERSION}`, value['version']);
  return value as unknown as Manifest;
}

const SERVICES: Readonly<Record<Service, true>> = {
  ec2: true,
  directconnect: true,
  networkmanager: true,
  organizations: true,
  ram: true,
  servicequotas: true,
  sts: true,
};

const FAILURES: Readonly<Record<Failure, true>> = {
  refused: true,
  throttled: true,
  credentials: true,
  unavailable: true,
  unobserved: true,
  cancelled: true,
  unreadable: true,
  partial: true,
};

function checkPages(pages: readonly unknown[], name: string): Page[] {
  return pages.map((page, i) => {
    const fault = faultOf(page);
    if (fault) throw new SourceError(`${name}: page ${i + 1}: ${fault}. ${AGAIN}`);
    return page as Page;
  });
}

/** What is wrong with the shape of a page; undefined for a good one. Unknown fields are left alone. */
function faultOf(page: unknown): string | undefined {
  if (!isObject(page)) return `expected an object, found ${describe(page)}`;
  for (const field of ['account', 'region', 'service', 'operation', 'time']) {
    if (typeof page[field] !== 'string')
      return `${field}: expected a text, found ${describe(page[field])}`;
  }
  if (!Object.hasOwn(SERVICES, page['service'] as string)) {
    return `service: ${JSON.stringify((page['service'] as string).slice(0, 40))} is not a service Peerless reads`;
  }
  const args = page['args'];
  if (!isObject(args)) return `args: expected an object, found ${describe(args)}`;
  for (const [key, value] of Object.entries(args)) {
    if (typeof value !== 'string')
      return `args.${key.slice(0, 40)}: expected a text, found ${describe(value)}`;
  }
  const { answer, error } = page;
  if (answer !== undefined && !isObject(answer))
    return `answer: expected an object, found ${describe(answer)}`;
  if (error === undefined)
    return answer === undefined ? 'it has neither an answer nor an error' : undefined;
  if (!isObject(error)) return `error: expected an object, found ${describe(error)}`;
  for (const field of ['code', 'message', 'failure']) {
    if (typeof error[field] !== 'string')
      return `error.${field}: expected a text, found ${describe(error[field])}`;
  }
  return Object.hasOwn(FAILURES, error['failure'] as string)
    ? undefined
    : `error.failure: ${JSON.stringify((error['failure'] as string).slice(0, 40))} is not a known failure`;
}
