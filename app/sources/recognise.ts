/** Turns the text of foreign files into a snapshot: recognised by content, whatever the files are called. */
import { by } from '../base/order.ts';
import { filesChecksum, type TextHash } from '../snapshot/checksum.ts';
import { makeSnapshot } from '../snapshot/make.ts';
import { type Page, UNKNOWN } from '../snapshot/page.ts';
import { isInLines } from '../snapshot/read.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { SourceError } from '../snapshot/source-error.ts';
import { type Answer, findAnswers } from './answers.ts';
import { lacksDepth, whyNotTold } from './bare.ts';
import { Gathered } from './gathered.ts';
import { subjects } from './lists.ts';
import { impossibleOwners, settleOwners } from './owners.ts';
import { type ReadSnapshot, readFile } from './one-file.ts';
import { pagesOf, timeOf, unfinished } from './pages.ts';
import { folderOf, placeOfPath } from './place.ts';
import type { Placing, Votes } from './placing.ts';
import { type Placed, type SourceFile, placing, votesOf } from './placing.ts';
import { unreadablePages } from './unreadable.ts';

/** A file that was read and not used. */
export interface Ignored {
  readonly path: string;
  /** Part of a sentence: `holds Reservations, which Peerless does not use`. */
  readonly why: string;
}

export type { SourceFile } from './placing.ts';

export interface Recognised {
  readonly snapshot: Snapshot;
  readonly ignored: readonly Ignored[];
  /** Files that should be JSON and are not, could not be read, or were cut off: what they may have held is a gap. */
  readonly unread: readonly Ignored[];
  /** Of a snapshot file that was cut off, as a sentence without its full stop: its whole pages are what was read. */
  readonly torn?: string;
  /** The file each page was read from: its `location`, else its `path`. Pages that stand for a lack have none. */
  readonly files: ReadonlyMap<Page, string>;
  /** True for a snapshot of ours; of other files, those of several sources can be recognised together. */
  readonly isSnapshot: boolean;
  /** Of the files that hold something, where they are no snapshot: see `filesChecksum`. */
  readonly checksum?: string;
  /** True for a snapshot file with one page a line, after a first line: see docs/decisions/0004. */
  readonly inLines: boolean;
}

const LACKS_DEPTH =
  'was cut off by ConvertTo-Json, which writes two levels: write it again with -Depth 20';

/** A file that is not JSON though it should be, or not all of it. */
interface Broken {
  readonly file: SourceFile;
  readonly fault: string;
  /** What of it is none, where the rest was read. */
  readonly texts?: readonly string[];
}

export const UNDERSTOOD =
  'Peerless reads: its own snapshots; answers of "aws ec2 describe-…" (or of PowerShell and boto3) as JSON, one file ' +
  'or a folder; folders in the Batfish aws_configs layout; Terraform state, and what "terraform show -json" prints of ' +
  'a state or a plan; snapshots and query results of AWS Config. All of them also as .gz or .zip.';

/**
 * The snapshot in a set of files. `peerless` is the version of Peerless, for the manifest.
 * Throws SourceError where nothing is understood; single faulty files of a folder become pages that say so.
 */
export function recognise(
  files: readonly SourceFile[],
  peerless: string,
  hash?: TextHash,
): Recognised {
  const sorted = [...files].sort(by((file) => file.path));
  const snapshots: { file: SourceFile; path: string; read: ReadSnapshot }[] = [];
  const placed: Placed[] = [];
  const broken: Broken[] = [];
  const ignored: Ignored[] = [];
  const folderRegions = new Map<string, Votes>();
  const gathered = new Gathered();
  const used = new Set<SourceFile>();

  const takeIn = (file: SourceFile, values: readonly unknown[]): void => {
    const told = toldByPath(file.location ?? file.path);
    const whys = new Set<string>();
    for (const value of values) {
      const taken = gathered.take(value, file);
      if (typeof taken === 'string') broken.push({ file, fault: taken });
      if (taken === true) used.add(file);
      if (taken !== false) continue;
      const found = findAnswers(value, told);
      const regions = votesOf(folderRegions, folderOf(file.path));
      for (const region of found.regions) regions.add(region);
      for (const why of found.faults) whys.add(why);
      if (found.answers.length === 0 && found.faults.length > 0) continue;
      if (found.answers.length === 0) whys.add(whyNotTold(value) ?? unused(found.others));
      else if (lacksDepth(file.text)) whys.add(LACKS_DEPTH);
      for (const answer of found.answers) placed.push({ file, answer });
    }
    for (const why of whys) ignored.push({ path: file.path, why });
  };

  for (const file of sorted) {
    const read = readFile(file, hash);
    if ('snapshot' in read) snapshots.push({ file, path: file.path, read });
    else if ('fault' in read) broken.push({ file, fault: read.fault });
    else if ('why' in read) ignored.push({ path: file.path, why: read.why });
    else {
      takeIn(file, read.values);
      if (read.rest) broken.push({ file, ...read.rest });
    }
  }

  const whole = snapshots[0];
  if (whole) {
    if (snapshots.length === 1 && placed.length === 0 && gathered.origin() === undefined) {
      const { read, file } = whole;
      const { snapshot, torn } = read;
      const cut = torn === undefined ? [] : [{ path: file.path, why: torn }];
      return {
        snapshot,
        isSnapshot: true,
        ignored: [...ignored, ...broken.map(ignoredBroken)],
        unread: [...broken.map(ignoredBroken), ...cut],
        ...(torn !== undefined && { torn: `${file.path} ${torn}` }),
        files: new Map(snapshot.pages.map((page) => [page, file.location ?? file.path])),
        inLines: isInLines(file.text, snapshot.pages.length),
      };
    }
    const also = snapshots[1]?.path ?? placed[0]?.file.path ?? 'another source';
    throw new SourceError(
      `${whole.path} is a snapshot by itself, and ${also} stands beside it. Open one of them at a time, ` +
        'or make one of them with `peerless merge`.',
    );
  }

  const pages: Page[] = [];
  const from = new Map<Page, string>();
  const place = placing(placed, folderRegions);
  const impossible = impossibleOwners(placed);
  for (const { file, answer } of placed) {
    const where = place(file, answer);
    const items = settleOwners(answer.items, impossible.get(folderOf(file.path)), where.account);
    const made = pagesOf({ ...answer, items }, { ...where, time: timeOf(answer) ?? file.time });
    if ('why' in made) ignored.push({ path: file.path, why: made.why });
    else {
      used.add(file);
      pages.push(...made);
      for (const page of made) from.set(page, file.location ?? file.path);
    }
  }
  const others = gathered.pages(pages);
  for (const { page, file } of others.made) {
    pages.push(page);
    from.set(page, file.location ?? file.path);
  }
  ignored.push(...others.notes);
  if (pages.length === 0) throw nothingFound(sorted, broken, ignored);
  for (const { page } of others.lost) pages.push(page);
  pages.push(...unfinished(placed, place));
  const lost = unreadablePages(
    broken.map(({ file, fault, texts }) => ({
      path: file.path,
      texts: texts ?? [file.text],
      fault,
      where: { ...(texts ? placeOfRest(file) : place(file)), time: file.time },
    })),
  );
  pages.push(...lost.pages);
  for (const { path, fault } of lost.none) ignored.push({ path, why: fault });

  const created = pages.map((page) => page.time).reduce((a, b) => (a > b ? a : b));
  const origin = [...(placed.length > 0 ? [originOf(placed)] : []), gathered.origin() ?? []]
    .flat()
    .join('+');
  const snapshot = makeSnapshot(pages, { created, peerless, origin });
  return {
    snapshot,
    isSnapshot: false,
    ignored: ignored.sort(by((i) => i.path)),
    unread: broken.map(ignoredBroken),
    files: from,
    checksum: filesChecksum(
      [...used].map(({ text }) => text),
      hash,
    ),
    inLines: false,
  };
}

const ignoredBroken = ({ file, fault }: Broken): Ignored => ({ path: file.path, why: fault });

const unused = (others: readonly string[]): string =>
  others.length === 0
    ? 'holds no answers of the AWS API'
    : `holds ${listed(others)}, which Peerless does not use`;

const listed = (names: readonly string[]): string =>
  names.length > 5
    ? `${names.slice(0, 5).map(short).join(', ')} and ${names.length - 5} more`
    : names.map(short).join(', ');

const short = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

function toldByPath(path: string): Answer['told'] {
  const subject: Record<string, string> = {};
  for (const { argument, prefixes } of subjects) {
    for (const prefix of prefixes) {
      const ids = path.match(new RegExp(`(?<![a-z0-9])${prefix}[0-9a-f]{8,17}(?![0-9a-z])`, 'g'));
      const last = ids?.at(-1);
      if (last) subject[argument] = last;
    }
  }
  return { ...placeOfPath(path), subject };
}

/** The answers of a loop over accounts and Regions are of one each: beside those that were read, it was of any other. */
const placeOfRest = (file: SourceFile): ReturnType<Placing> => {
  const { account = UNKNOWN, region = UNKNOWN } = placeOfPath(file.location ?? file.path);
  return { account, region };
};

const originOf = (placed: readonly Placed[]): string =>
  placed.some(
    ({ file, answer }) => answer.told.staticOnly ?? /(^|[/\\])aws_configs[/\\]/.test(file.path),
  )
    ? 'batfish'
    : 'describe-json';

function nothingFound(
  files: readonly SourceFile[],
  broken: readonly Broken[],
  ignored: readonly Ignored[],
): SourceError {
  const only = files.length === 1 ? broken[0] : undefined;
  if (only) {
    // Faults of the disk name their own way out.
    const wayOut = only.file.fault === undefined ? ' Export it again, or open another file.' : '';
    return new SourceError(`${only.file.path} ${only.fault}.${wayOut}`);
  }
  if (files.length === 0) return new SourceError(`There are no files to read here. ${UNDERSTOOD}`);
  const seen = [
    ...broken.map(({ file, fault }) => `  ${file.path} ${fault}`),
    ...ignored.map(({ path, why }) => `  ${path} ${why}`),
  ];
  const rest = seen.length - 12;
  return new SourceError(
    [
      `Nothing here is an AWS network Peerless can read. ${UNDERSTOOD}`,
      'Seen:',
      ...seen.slice(0, 12),
      ...(rest > 0 ? [`  and ${rest} more files`] : []),
    ].join('\n'),
  );
}
