/** Bytes of files become text: gzip and zip undone within bounds, UTF-16 read as what it is. */
import { type FlateError, FlateErrorCode, Gunzip, strFromU8, unzipSync } from 'fflate';
import { beginsAsSnapshot } from '../snapshot/read.ts';

/** Bounds that keep a zip bomb from taking the machine down; of bytes after unpacking. */
export interface Bounds {
  readonly files: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
}

/** Bytes that may still be unpacked, over all files of a source and all layers of an archive. */
export interface Budget {
  left: number;
}

export interface Unpacked {
  /** Path inside the archive, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Set where it could not be unpacked: why, as part of a sentence. */
  readonly fault?: string;
}

export const MB = 1024 * 1024;

export const sizeWords = (bytes: number): string =>
  bytes >= MB ? `${Math.round(bytes / MB)} MB` : `${bytes} bytes`;

/** The way out of a file that is too large, without its full stop. */
export const IN_PARTS =
  'Collect it in parts, a file each, with --include-account, --profile or --region, and open one of them at a time';

/** Gzip is told by its first two bytes (RFC 1952), whatever the file is called. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Zip by the header of its first file, or of its end where it holds none. */
export const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 &&
  head[1] === 0x4b &&
  ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

export const tooLarge = (limit: number): string =>
  `unpacks to more than ${sizeWords(limit)}, the limit for one file. ${IN_PARTS}`;

export const BROKEN_GZIP = 'is a damaged or cut-off gzip file; copy it again from where it came';
const BROKEN_ZIP =
  'is a damaged, cut-off or encrypted zip file; copy it again, or unpack it and open the folder';

/**
 * What `terraform plan -out` writes is a zip, too: what is planned is in its own format, and beside it lies the state of
 * before, which must not be taken for the plan.
 * Source: https://developer.hashicorp.com/terraform/cli/commands/plan#out-filename
 */
const TERRAFORM_PLAN = ['tfplan', 'tfstate'] as const;
const PACKED_PLAN =
  "is a plan in Terraform's own format; write it as JSON with terraform show -json PLAN > plan.json, and open that";

/** The most that is fed to the unpacker at once: what a chunk unpacks to is in memory before it is counted. */
const CHUNK = 16 * 1024;

/**
 * The unpacked bytes, or why they could not be had; of a snapshot that was cut off, what there is. What is unpacked is taken
 * from the budget, also where it leads to nothing; below zero there is too much of all.
 */
export function gunzip(
  bytes: Uint8Array,
  limit: number,
  budget: Budget = { left: limit },
): Uint8Array | string {
  const parts: Uint8Array[] = [];
  const seen = { size: 0, ended: false };
  const stream = new Gunzip((part, last) => {
    parts.push(part);
    seen.size += part.length;
    budget.left -= part.length;
    seen.ended ||= last;
  });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      if (seen.size > limit || budget.left < 0) return tooLarge(limit);
    }
  } catch (error) {
    if ((error as Partial<FlateError>).code !== FlateErrorCode.UnexpectedEOF) return BROKEN_GZIP;
  }
  if (seen.size > limit || budget.left < 0) return tooLarge(limit);
  const there = joined(parts, seen.size);
  return seen.ended || isTornSnapshot(there) ? there : BROKEN_GZIP;
}

/** True where what could be unpacked of a file begins as a snapshot, which is of use up to its last whole page. */
export const isTornSnapshot = (bytes: Uint8Array): boolean =>
  beginsAsSnapshot(strFromU8(bytes.subarray(0, 200)));

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Files that no person put there. */
const isHidden = (name: string): boolean => /(?:^|\/)(?:\.|__MACOSX\/)/.test(name);

/** Thrown out of the reading of a zip's directory, which may go on for ever in a forged one. */
class Refused extends Error {}

const tooMuch = (limit: number): string =>
  `unpacks to more than ${sizeWords(limit)}, the limit for one source`;

/** No object can hold it under its own name, and the files of a zip come in one. */
const NAMELESS = '__proto__';

const severalOf = (name: string): string =>
  `holds several files called ${JSON.stringify(name.slice(0, 200))}, of which only one can count; pack it anew`;

/**
 * The files of a zip, gzip inside it undone; or why there are none. Sizes are taken from its directory, and no more
 * memory than it promises is ever asked for: one that promises too much is refused before anything is unpacked. A gzip
 * file promises nothing, so that what is in those of one zip is counted while it comes out.
 */
export function unzip(
  bytes: Uint8Array,
  bounds: Bounds,
  budget: Budget = { left: bounds.totalBytes },
): readonly Unpacked[] | string {
  const large: string[] = [];
  const wanted = new Set<string>();
  const nameless: string[] = [];
  let total = 0;
  let count = 0;
  const twice = new Set<string>();
  const look = (entry: { name: string; size: number; originalSize: number }): false => {
    if (++count > bounds.files) throw new Refused(`holds more than ${bounds.files} files`);
    const { name } = entry;
    if (name.endsWith('/') || isHidden(name)) return false;
    if (wanted.has(name) || large.includes(name)) twice.add(name);
    const size = Math.max(entry.size, entry.originalSize);
    if (name === NAMELESS) nameless.push(name);
    else if (size > bounds.fileBytes) large.push(name);
    else {
      total += size;
      wanted.add(name);
    }
    if (total > budget.left) throw new Refused(tooMuch(bounds.totalBytes));
    return false;
  };
  try {
    unzipSync(bytes, { filter: look });
    if (twice.size > 0) return severalOf([...twice][0]!);
    if (wanted.size + large.length + nameless.length === 0) return 'is a zip file without files';
    if (TERRAFORM_PLAN.every((name) => wanted.has(name))) return PACKED_PLAN;
    const found = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) =>
        wanted.has(name) && Math.max(size, originalSize) <= bounds.fileBytes,
    });
    const inner: Budget = { left: budget.left - total };
    const files = Object.entries(found).map(([name, entry]) => opened(name, entry, bounds, inner));
    budget.left = inner.left;
    return [
      ...files,
      ...large.map((name) => ({ name, bytes: NONE, fault: tooLarge(bounds.fileBytes) })),
      ...nameless.map((name) => ({ name, bytes: NONE, fault: 'needs another name' })),
    ];
  } catch (error) {
    return error instanceof Refused ? error.message : BROKEN_ZIP;
  }
}

const NONE = new Uint8Array();

function opened(name: string, bytes: Uint8Array, bounds: Bounds, budget: Budget): Unpacked {
  if (isZip(bytes))
    return { name, bytes: NONE, fault: 'is a zip file inside a zip file; unpack it' };
  if (!isGzip(bytes)) return { name, bytes };
  const whole = gunzip(bytes, bounds.fileBytes, budget);
  if (budget.left < 0) throw new Refused(tooMuch(bounds.totalBytes));
  return typeof whole === 'string' ? { name, bytes: NONE, fault: whole } : { name, bytes: whole };
}

/** UTF-16 by its mark, or by the zeros between its first letters, which are plain in JSON. */
export function utf16Of(bytes: Uint8Array): 'le' | 'be' | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return 'le';
  if (a === 0xfe && b === 0xff) return 'be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'le';
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? 'be' : undefined;
}

/** The text of bytes in UTF-8 or UTF-16, with or without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  const order = utf16Of(bytes);
  if (order === undefined) return strFromU8(bytes);
  const parts: string[] = [];
  const [high, low] = order === 'le' ? [1, 0] : [0, 1];
  for (let at = 0; at + 1 < bytes.length;) {
    const codes: number[] = [];
    for (let n = 0; n < 8192 && at + 1 < bytes.length; n++, at += 2)
      codes.push((bytes[at + high]! << 8) | bytes[at + low]!);
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('').replace(/^\uFEFF/, '');
}

/**
 * The texts in a file: one, or those of a zip; what they unpack to is taken from the budget. Throws RangeError, in a
 * sentence, where an archive cannot be opened.
 */
export function textsIn(
  name: string,
  bytes: Uint8Array,
  bounds: Bounds,
  budget: Budget,
): readonly { readonly name: string; readonly text: string }[] {
  const fail = (why: string): never => {
    throw new RangeError(`${name} ${why}.`);
  };
  if (isZip(bytes)) {
    const found = unzip(bytes, bounds, budget);
    if (typeof found === 'string') return fail(found);
    return found.map((inner) =>
      inner.fault === undefined
        ? { name: `${name}/${inner.name}`, text: textOf(inner.bytes) }
        : fail(`holds ${inner.name}, which ${inner.fault}`),
    );
  }
  if (!isGzip(bytes)) {
    budget.left -= bytes.length;
    return [{ name, text: textOf(bytes) }];
  }
  const whole = gunzip(bytes, bounds.fileBytes, budget);
  if (budget.left < 0) return fail(tooMuch(bounds.totalBytes));
  return [{ name, text: textOf(typeof whole === 'string' ? fail(whole) : whole) }];
}
