/** Turns the text of foreign files into a snapshot: recognised by content, whatever the files are called. */
import { isObject } from '../base/json.ts';
import { by } from '../base/order.ts';
import { makeSnapshot } from '../snapshot/make.ts';
import { type Page, UNKNOWN } from '../snapshot/page.ts';
import { JsonError, parseJson } from '../snapshot/parse.ts';
import { beginsAsSnapshot, readSnapshot } from '../snapshot/read.ts';
import { FORMAT, type Snapshot } from '../snapshot/snapshot.ts';
import { SourceError } from '../snapshot/source-error.ts';
import { type Answer, findAnswers } from './answers.ts';
import { subjects } from './lists.ts';
import { pagesOf } from './pages.ts';
import { folderOf, ownerOfItem, placeOfPath, regionOfItem, Votes, vpcOfItem } from './place.ts';
import { unreadablePage } from './unreadable.ts';

/** One file as read from disk or dropped into the window. */
export interface SourceFile {
  /** As messages name it; its folders may tell account and Region. */
  readonly path: string;
  readonly text: string;
  /** When it was written, ISO 8601 UTC: the time of its pages, unless its content tells a better one. */
  readonly time: string;
  /** Set where the file could not be read at all: why, as part of a sentence. */
  readonly fault?: string;
}

/** A file that was read and not used. */
export interface Ignored {
  readonly path: string;
  /** Part of a sentence: `holds Reservations, which Peerless does not use`. */
  readonly why: string;
}

export interface Recognised {
  readonly snapshot: Snapshot;
  readonly ignored: readonly Ignored[];
}

/** An answer together with the file it stands in. */
interface Placed {
  readonly file: SourceFile;
  readonly answer: Answer;
}

/** A file that is not JSON though it should be. */
interface Broken {
  readonly file: SourceFile;
  readonly fault: string;
}

export const UNDERSTOOD =
  'Peerless reads: its own snapshots; answers of "aws ec2 describe-…" as JSON, one file or a folder; ' +
  'folders in the Batfish aws_configs layout.';

/**
 * The snapshot in a set of files. `peerless` is the version of Peerless, for the manifest.
 * Throws SourceError where nothing is understood; single faulty files of a folder become pages that say so.
 */
export function recognise(files: readonly SourceFile[], peerless: string): Recognised {
  const sorted = [...files].sort(by((file) => file.path));
  const snapshots: { path: string; snapshot: Snapshot }[] = [];
  const placed: Placed[] = [];
  const broken: Broken[] = [];
  const ignored: Ignored[] = [];
  const folderRegions = new Map<string, Votes>();

  for (const file of sorted) {
    const read = readFile(file);
    if ('snapshot' in read) snapshots.push({ path: file.path, snapshot: read.snapshot });
    else if ('fault' in read) broken.push({ file, fault: read.fault });
    else if ('why' in read) ignored.push({ path: file.path, why: read.why });
    else {
      const found = findAnswers(read.value, toldByPath(file.path));
      const regions = votesOf(folderRegions, folderOf(file.path));
      for (const region of found.regions) regions.add(region);
      if (found.answers.length === 0) ignored.push({ path: file.path, why: unused(found.others) });
      for (const answer of found.answers) placed.push({ file, answer });
    }
  }

  const whole = snapshots[0];
  if (whole) {
    if (snapshots.length === 1 && placed.length === 0) {
      return { snapshot: whole.snapshot, ignored: [...ignored, ...broken.map(ignoredBroken)] };
    }
    const also = snapshots[1]?.path ?? placed[0]?.file.path ?? '';
    throw new SourceError(
      `${whole.path} is a snapshot by itself, and ${also} stands beside it. Open one of them at a time.`,
    );
  }

  const pages: Page[] = [];
  const place = placing(placed, folderRegions);
  for (const { file, answer } of placed) {
    const made = pagesOf(answer, { ...place(file, answer), time: timeOf(answer) ?? file.time });
    if ('why' in made) ignored.push({ path: file.path, why: made.why });
    else pages.push(...made);
  }
  if (pages.length === 0) throw nothingFound(sorted, broken, ignored);
  pages.push(...unfinished(placed, place));
  for (const { file, fault } of broken) {
    const page = unreadablePage(file.path, file.text, fault, { ...place(file), time: file.time });
    if (page) pages.push(page);
    else ignored.push({ path: file.path, why: fault });
  }

  const created = pages.map((page) => page.time).reduce((a, b) => (a > b ? a : b));
  const snapshot = makeSnapshot(pages, { created, peerless, origin: originOf(placed) });
  return { snapshot, ignored: ignored.sort(by((i) => i.path)) };
}

const ignoredBroken = ({ file, fault }: Broken): Ignored => ({ path: file.path, why: fault });

type Read = { snapshot: Snapshot } | { fault: string } | { why: string } | { value: unknown };

function readFile(file: SourceFile): Read {
  if (file.fault !== undefined) return { fault: file.fault };
  if (beginsAsSnapshot(file.text)) return { snapshot: readSnapshot(file.text, file.path) };
  const start = /[^\s\uFEFF]/.exec(file.text)?.[0];
  if (start === undefined) {
    return /\.json$/i.test(file.path)
      ? { fault: 'is empty; the command that wrote it probably failed' }
      : { why: 'is empty' };
  }
  try {
    const value = parseJson(file.text);
    if (isObject(value) && value['format'] === FORMAT) {
      return { snapshot: readSnapshot(file.text, file.path) };
    }
    return isObject(value) || Array.isArray(value)
      ? { value }
      : { why: 'holds no answers of the AWS API' };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const meant = start === '{' || start === '[' || /\.json$/i.test(file.path);
    return meant
      ? { fault: `is not valid JSON: ${error.message}` }
      : { why: `is not JSON (it begins with ${JSON.stringify(start)})` };
  }
}

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
      const ids = path.match(new RegExp(`(?<![a-z0-9-])${prefix}[0-9a-f]{8,17}(?![0-9a-z])`, 'g'));
      const last = ids?.at(-1);
      if (last) subject[argument] = last;
    }
  }
  return { ...placeOfPath(path), subject };
}

const votesOf = <K>(votes: Map<K, Votes>, key: K): Votes => {
  const known = votes.get(key);
  if (known) return known;
  const fresh = new Votes();
  votes.set(key, fresh);
  return fresh;
};

/**
 * Says where an answer was read. What the wrapping or the path tells comes first. Otherwise the account is
 * the owner most items name, in the file where it holds several lists, else in its folder, else anywhere;
 * the Region is the one its items name, else that of their VPCs, else the only one of the folder or source.
 */
function placing(
  placed: readonly Placed[],
  folderRegions: ReadonlyMap<string, Votes>,
): (file: SourceFile, answer?: Answer) => { account: string; region: string } {
  const fileOwners = new Map<string, Votes>();
  const folderOwners = new Map<string, Votes>();
  const allOwners = new Votes();
  const allRegions = new Votes();
  const regionsOfFolder = new Map(folderRegions);
  const lists = new Map<string, Set<string>>();
  const vpcRegion = new Map<string, string>();
  const ofAnswer = new Map<Answer, Votes>();

  for (const { file, answer } of placed) {
    const owners = new Votes();
    const regions = votesOf(ofAnswer, answer);
    for (const item of answer.items) {
      owners.add(ownerOfItem(item));
      const region = answer.told.region ?? regionOfItem(item);
      const vpc = vpcOfItem(item);
      if (region && vpc) vpcRegion.set(vpc, region);
      regions.add(region);
    }
    const listsHere = lists.get(file.path);
    if (listsHere) listsHere.add(answer.known.call.list);
    else lists.set(file.path, new Set([answer.known.call.list]));
    if (answer.told.account) owners.add(answer.told.account, Math.max(1, answer.items.length));
    for (const votes of [
      votesOf(fileOwners, file.path),
      votesOf(folderOwners, folderOf(file.path)),
      allOwners,
    ]) {
      votes.addAll(owners);
    }
    if (answer.told.region) regions.add(answer.told.region);
  }
  for (const { file, answer } of placed) {
    const regions = votesOf(ofAnswer, answer);
    for (const item of answer.items) regions.add(vpcRegion.get(vpcOfItem(item) ?? ''));
    votesOf(regionsOfFolder, folderOf(file.path)).addAll(regions);
  }
  for (const votes of regionsOfFolder.values()) allRegions.addAll(votes);

  return (file, answer) => {
    const told = answer?.told ?? placeOfPath(file.path);
    const several = (lists.get(file.path)?.size ?? 0) > 1;
    return {
      account:
        told.account ??
        (several ? fileOwners.get(file.path)?.most() : undefined) ??
        folderOwners.get(folderOf(file.path))?.most() ??
        allOwners.most() ??
        UNKNOWN,
      region:
        told.region ??
        (answer ? ofAnswer.get(answer)?.most() : undefined) ??
        regionsOfFolder.get(folderOf(file.path))?.only() ??
        allRegions.only() ??
        UNKNOWN,
    };
  };
}

/** The time boto3 saved with an answer. */
function timeOf({ holder }: Answer): string | undefined {
  const metadata = holder['ResponseMetadata'];
  const headers = isObject(metadata) ? metadata['HTTPHeaders'] : undefined;
  const date = isObject(headers) ? headers['date'] : undefined;
  if (typeof date !== 'string') return undefined;
  const time = new Date(date);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** Calls of which every saved answer says that more pages follow: the rest was never saved. */
function unfinished(
  placed: readonly Placed[],
  place: (file: SourceFile, answer: Answer) => { account: string; region: string },
): Page[] {
  const open = new Map<string, Page>();
  const closed = new Set<string>();
  for (const { file, answer } of placed) {
    const { call, subject } = answer.known;
    const where = place(file, answer);
    const id = subject ? (answer.told.subject?.[subject.argument] ?? '') : '';
    const key = [where.account, where.region, call.operation, id].join('/');
    const token = answer.holder['NextToken'];
    if (typeof token !== 'string' || token === '') {
      closed.add(key);
      continue;
    }
    open.set(key, {
      ...where,
      service: call.service,
      operation: call.operation,
      args: subject ? { [subject.argument]: id } : {},
      time: timeOf(answer) ?? file.time,
      error: {
        failure: 'unobserved',
        code: 'MorePages',
        message: `${file.path} holds only the first part of ${call.operation}: it has a NextToken. Run the command without --max-items and --no-paginate.`,
      },
    });
  }
  return [...open].filter(([key]) => !closed.has(key)).map(([, page]) => page);
}

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
  if (only)
    return new SourceError(
      `${only.file.path} ${only.fault}. Export it again, or open another file.`,
    );
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
