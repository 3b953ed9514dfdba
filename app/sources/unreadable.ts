/** Pages for files whose content could not be read: the rest of the source is used, and the gap is told. */
import { groupBy, uniq } from '../base/order.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind, ListCall } from '../kinds/kind.ts';
import { GLOBAL, type Page } from '../snapshot/page.ts';
import { isListName, knownList } from './lists.ts';

/** A file that is not JSON though it should be. */
export interface Broken {
  readonly path: string;
  /** All of it, or what of it is none. */
  readonly texts: readonly string[];
  /** Follows the path in a sentence: `is not valid JSON: line 3, column 1: …`. */
  readonly fault: string;
  readonly where: Pick<Page, 'account' | 'region' | 'time'>;
}

/** Main calls of the kinds that every source is meant to hold, and for each of their lists the call that is lost when the list is. */
export const mainCalls: readonly ListCall[] = kindIds
  .map((id) => kinds[id] as unknown as Kind)
  .filter((kind) => !kind.optional)
  .map((kind) => kind.call);

function mainCallOf(operation: string): ListCall | undefined {
  for (const id of kindIds) {
    const { call, details } = kinds[id];
    if ([call, ...(details ?? [])].some((c) => c.operation.toLowerCase() === operation))
      return call;
  }
  return undefined;
}

const FIRST_KEY = /^[\s\uFEFF]*[{[][\s{[]*"([A-Za-z]{1,60})"\s*:/;

/**
 * The calls whose answers a broken file may have held: told by its first list, else by its name. None where
 * its first list is one that Peerless does not use; all of them where nothing tells.
 */
function callsIn(path: string, text: string): readonly ListCall[] {
  const key = FIRST_KEY.exec(text.slice(0, 2000))?.[1];
  if (key !== undefined) {
    const known = isListName(key) ? knownList(key, []) : undefined;
    const call = known && mainCallOf(known.call.operation.toLowerCase());
    if (call) return [call];
    // AWS names its lists in capitals; a wrapper such as "us-east-1" or "region" may hold anything.
    if (/^[A-Z]/.test(key)) return [];
  }
  const name = path.replace(/^.*[/\\]/, '').replace(/\..*$/, '');
  const listed = isListName(name) ? knownList(name, [])?.call.operation : undefined;
  const call = mainCallOf((listed ?? name).toLowerCase().replaceAll(/[^a-z]/g, ''));
  return call ? [call] : mainCalls;
}

const callsOf = ({ path, texts }: Broken): readonly ListCall[] => [
  ...new Set(texts.flatMap((text) => callsIn(path, text))),
];

/**
 * Error pages that say what broken files may have held, one for each call and place; each names every
 * broken file of its place. `none` are the files that held nothing Peerless uses.
 */
export function unreadablePages(broken: readonly Broken[]): { pages: Page[]; none: Broken[] } {
  const held = broken.map((file) => ({ file, calls: callsOf(file) }));
  const some = held.filter(({ calls }) => calls.length > 0);
  const places = groupBy(some, ({ file }) => `${file.where.account}\n${file.where.region}`);
  const pages = [...places.values()].flatMap((group) => {
    const message = group.map(({ file }) => `${file.path} ${file.fault}`).join('; ');
    const operations = uniq(group.flatMap(({ calls }) => calls.map((call) => call.operation)));
    return operations.map((operation): Page => {
      const here = group.find(({ calls }) => calls.some((call) => call.operation === operation));
      const { file, calls } = here ?? group[0]!;
      const call = calls.find((c) => c.operation === operation);
      return {
        ...file.where,
        ...(call?.scope === 'global' ? { region: GLOBAL } : {}),
        service: call?.service ?? 'ec2',
        operation,
        args: {},
        error: { failure: 'unreadable', code: 'UnreadableFile', message },
      };
    });
  });
  return { pages, none: held.filter(({ calls }) => calls.length === 0).map(({ file }) => file) };
}
