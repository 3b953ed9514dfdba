/**
 * Whether a newer release is out. Asked when the user asks, or at each start where the user has switched that on; it is off
 * until then. What came of it stands in the Help menu, whatever it is; a dialog tells it to whoever asked, and at a start
 * where a release is newer. Nothing is ever fetched or installed: releases are pages in the browser.
 */
import type { Dialog, MessageBoxOptions } from 'electron';
import { isObject } from '#app/base/json.ts';

export type UpdateAnswer =
  | { readonly kind: 'newer'; readonly version: string }
  | { readonly kind: 'newest'; readonly version: string }
  /** No release is out. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

export interface UpdateQuestion {
  /** `owner/name` at GitHub. */
  readonly repository: string;
  /** Our own, such as `0.1.0`. */
  readonly version: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

const PATIENCE_MS = 10_000;
/** An answer is a few kB; the notes of a release make the most of it. */
const MOST_BYTES = 1_000_000;

/** All that the session for updates may ask. */
export const isReleaseQuestion = (url: string): boolean =>
  url.startsWith('https://api.github.com/repos/');

export const releasesPage = (repository: string): string =>
  `https://github.com/${repository}/releases`;

/**
 * Asks GitHub for the latest release that is neither a draft nor a pre-release. It learns our address and nothing else:
 * not even which version asks. Never throws.
 * Source: https://docs.github.com/en/rest/releases/releases#get-the-latest-release
 */
export async function askForUpdate({
  repository,
  version,
  fetch,
}: UpdateQuestion): Promise<UpdateAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`https://api.github.com/repos/${repository}/releases/latest`, {
      headers: { accept: 'application/vnd.github+json', 'user-agent': 'Peerless' },
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await textOf(response);
  } catch (error) {
    return failed(reasonOf(error));
  }
  if (response.status === 404) return { kind: 'none' };
  if (!response.ok) return failed(`GitHub answered with ${response.status}`);
  const latest = versionOf(tagOf(text));
  if (!latest) return failed('the answer names no version');
  const name = latest.join('.');
  const ours = versionOf(version);
  return { kind: !ours || isAfter(latest, ours) ? 'newer' : 'newest', version: name };
}

/** A repository that was renamed answers from another address, which is not followed: fetch tells that no other than a network that fails. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer within 10 seconds';
  return 'there is no way to api.github.com, or it answers from another address';
}

const failed = (why: string): UpdateAnswer => ({ kind: 'failed', why });

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > MOST_BYTES) throw new RangeError('the answer is too long');
  }
  return text;
}

function tagOf(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return isObject(answer) ? answer['tag_name'] : undefined;
  } catch {
    return undefined;
  }
}

type Version = readonly [major: number, minor: number, patch: number];

function versionOf(text: unknown): Version | undefined {
  const found = typeof text === 'string' ? /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(text) : null;
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

function isAfter(a: Version, b: Version): boolean {
  const at = a.findIndex((part, i) => part !== b[i]);
  return at >= 0 && a[at]! > b[at]!;
}

/** What came of it, in a line. */
export function updateWords(answer: UpdateAnswer, version: string): string {
  if (answer.kind === 'newer') return `Peerless ${answer.version} is out; this is ${version}.`;
  if (answer.kind === 'newest') return `Peerless ${version} is the newest release.`;
  if (answer.kind === 'none') return 'No release is out yet.';
  return `Could not ask for the newest release: ${answer.why}.`;
}

/** Tells it in a dialog; true where the user wants to see the releases. */
export async function tellUpdate(
  show: (options: MessageBoxOptions) => ReturnType<Dialog['showMessageBox']>,
  answer: UpdateAnswer,
  version: string,
): Promise<boolean> {
  const leads = answer.kind === 'newer' || answer.kind === 'failed';
  const { response } = await show({
    type: answer.kind === 'failed' ? 'warning' : 'info',
    message: updateWords(answer, version),
    detail: leads ? 'Releases are a page in your browser. Nothing is installed by itself.' : '',
    buttons: leads ? ['Open releases', 'Close'] : ['Close'],
    defaultId: 0,
    cancelId: leads ? 1 : 0,
  });
  return leads && response === 0;
}
