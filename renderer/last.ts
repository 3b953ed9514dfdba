/** What was open last in this window: it is there again when the page is loaded anew, be it after a crash. */

export type Again = { readonly path: string } | { readonly demo: true };

interface Kept {
  readonly again: Again;
  /** What the engine was started with then. */
  readonly begun: Again | undefined;
}

const KEY = 'peerless.last';

let begun: Again | undefined;

/** Undefined: what is open now cannot be opened again by itself, as a file that was chosen in a browser. */
export function keepLast(again: Again | undefined): void {
  try {
    if (again === undefined) globalThis.sessionStorage.removeItem(KEY);
    else globalThis.sessionStorage.setItem(KEY, JSON.stringify({ again, begun } satisfies Kept));
  } catch {
    // Storage may be switched off: a page that is loaded anew then opens what the engine was started with.
  }
}

/** The shell has asked for this since, and would ask for it again. */
export function askedFor(opening: Again): void {
  begun = opening;
}

/** What to open first. What the engine is asked for since then comes before what was open. */
export function firstOf(opening: Again | undefined): Again | undefined {
  begun = opening;
  try {
    const kept = JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    if (kept && JSON.stringify(kept.begun) === JSON.stringify(opening)) return kept.again;
  } catch {
    // As above.
  }
  return opening;
}
