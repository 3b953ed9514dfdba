/** Pages for files whose content could not be read: the rest of the source is used, and the gap is told. */
import type { ListCall } from '../kinds/kind.ts';
import type { Page } from '../snapshot/page.ts';
import { isListName, knownList, operations } from './lists.ts';

/** Operation of a page whose file tells nothing of what it held: it may hide any kind of resource. */
export const UNKNOWN_OPERATION = 'Unknown';

const FIRST_KEY = /^[\s\uFEFF]*[{[][\s{[]*"([A-Za-z]{1,60})"\s*:/;

/** The call a broken file most likely held the answer of: by its first list, then by its name. */
function guess(path: string, text: string): ListCall | 'none of ours' | undefined {
  const key = FIRST_KEY.exec(text.slice(0, 2000))?.[1];
  if (key !== undefined) {
    const known = isListName(key) ? knownList(key, []) : undefined;
    if (known) return known.call;
    // AWS names its lists in capitals; a wrapper such as "us-east-1" or "region" may hold anything.
    if (/^[A-Z]/.test(key) && !key.startsWith('Describe')) return 'none of ours';
  }
  const name = path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  for (const [operation, call] of operations) if (plain.includes(operation)) return call;
  const list = isListName(name) ? knownList(name, []) : undefined;
  return list?.call;
}

/**
 * A page that says that a file could not be read. Undefined where the file was none of ours: then
 * nothing is missing.
 */
export function unreadablePage(
  path: string,
  text: string,
  fault: string,
  where: Pick<Page, 'account' | 'region' | 'time'>,
): Page | undefined {
  const call = guess(path, text);
  if (call === 'none of ours') return undefined;
  return {
    ...where,
    service: call?.service ?? 'ec2',
    operation: call?.operation ?? UNKNOWN_OPERATION,
    args: { File: path },
    error: {
      failure: 'unreadable',
      code: 'UnreadableFile',
      message: `${path} ${fault}. Run the command that wrote it again, or remove the file.`,
    },
  };
}
