/** What was open last in this window: it is there again when the page is loaded anew, be it after a crash. */

export type Again = { readonly path: string } | { readonly demo: true };

/** What cannot be opened again by itself: what it is called, and how it came here. */
export interface Gone {
  readonly what: string;
  readonly came: 'file' | 'files' | 'folder' | 'collected';
}

interface Kept {
  readonly again: Again | Gone;
  /** What the engine was started with then. */
  readonly begun: Again | undefined;
}

/** What a page begins with. */
export interface First {
  readonly open: Again | Gone | undefined;
  /** True where it was open when the page before this one was left. */
  readonly again: boolean;
}

const KEY = 'peerless.last';

let begun: Again | undefined;

export function keepLast(again: Again | Gone): void {
  try {
    globalThis.sessionStorage.setItem(KEY, JSON.stringify({ again, begun } satisfies Kept));
  } catch {
    // Storage may be switched off: a page that is loaded anew then opens what the engine was started with.
  }
}

/** The shell has asked for this since, and would ask for it again. */
export function askedFor(opening: Again): void {
  begun = opening;
}

/** What to open first. What the engine is asked for since then comes before what was open. */
export function firstOf(opening: Again | undefined): First {
  begun = opening;
  try {
    const kept = JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    if (kept && JSON.stringify(kept.begun) === JSON.stringify(opening))
      return { open: kept.again, again: true };
  } catch {
    // As above.
  }
  return { open: opening, again: false };
}
