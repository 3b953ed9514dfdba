/** Settings of the findings that no file holds, kept for the page that comes after this one in the same tab. */

/** A part of how findings are linted, as a file; `name` is of the file it came from, where it came from one. */
export interface KeptPart {
  readonly name: string | undefined;
  readonly text: string;
}
export type KeptSettings = Partial<Readonly<Record<'config' | 'baseline', KeptPart>>>;

const KEY = 'peerless.unsaved';

/** What was there when the page was left. */
export function keptSettings(): KeptSettings | undefined {
  try {
    return JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? 'null') as KeptSettings | undefined;
  } catch {
    // Storage may be switched off.
    return undefined;
  }
}

export function keep(settings: KeptSettings): void {
  try {
    if (Object.keys(settings).length === 0) globalThis.sessionStorage.removeItem(KEY);
    else globalThis.sessionStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Switched off, or too much for it: whoever leaves the page is asked all the same.
  }
}
