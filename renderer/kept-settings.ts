/** How findings are linted, kept for the page that comes after this one in the same tab. */

/** A part of it, as a file. */
export interface KeptPart {
  /** Of the file it came from, or is in; undefined where there is none. */
  readonly name: string | undefined;
  readonly text: string;
  /** True where a file holds it as it is. */
  readonly saved: boolean;
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

/** False where storage is switched off, or it is too much for it: then what was there stays. */
function put(settings: KeptSettings): boolean {
  try {
    if (Object.keys(settings).length === 0) globalThis.sessionStorage.removeItem(KEY);
    else globalThis.sessionStorage.setItem(KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

/** Takes the place of what was kept before. True where nothing is lost by leaving the page: the rest is in files. */
export function keep(settings: KeptSettings): boolean {
  if (put(settings)) return true;
  const unsaved = Object.fromEntries(Object.entries(settings).filter(([, { saved }]) => !saved));
  if (put(unsaved)) return true;
  // What was kept before would come back as if it were the last.
  put({});
  return false;
}
