/** How estates are arranged, and who remembers it: a file beside the source, or Peerless itself as long as it runs. */
import { askedOf, type KeptView } from '#app/api/view.ts';
import { count } from '#app/base/count.ts';
import { viewOf } from './views.ts';
import type { Report } from '#app/report.ts';
import { buildScene, type Whole } from '#app/scene/build.ts';
import type { Laid } from '#app/scene/layout.ts';
import type { Places } from '#app/scene/settle.ts';
import {
  readViews,
  saveViews,
  viewFileOf,
  ViewFileError,
  type ViewFile,
} from '#main/store/views.ts';

/** What an estate begins with. */
export interface Remembered extends Omit<ViewFile, 'places'> {
  /** Undefined where nothing was placed before. */
  readonly places: Places | undefined;
  /** The picture that the places are from, where it is in memory. */
  readonly drawn?: Laid;
  readonly file: string | undefined;
  readonly note: string | undefined;
}

export const NOTHING_KEPT: Remembered = {
  now: {},
  views: [],
  places: undefined,
  file: undefined,
  note: undefined,
};

/** What the file beside a source remembers; one that cannot be used is left as it is, and told. */
export async function recall(source: string): Promise<Remembered> {
  const file = viewFileOf(source);
  try {
    const found = await readViews(file);
    return { ...NOTHING_KEPT, ...found, file };
  } catch (error) {
    if (!(error instanceof ViewFileError)) throw error;
    const note = `${error.message} It is left as it is, and not used: rename or delete it, and this picture is saved there again.`;
    return { ...NOTHING_KEPT, note };
  }
}

/** The view without what is not in this network any more, and how much that is. */
export function fitting(
  report: Report,
  whole: Whole,
  view: KeptView,
): { readonly view: KeptView; readonly dropped: number } {
  const shows = (part: KeptView): boolean => {
    try {
      buildScene(report, viewOf(askedOf(part)), () => whole);
      return true;
    } catch {
      return false;
    }
  };
  if (shows(view)) return { view, dropped: 0 };
  let left: KeptView = {};
  let dropped = 0;
  for (const [part, value] of Object.entries(view)) {
    if (part === 'moved' || part === 'anew' || part === 'depth' || part === 'label') {
      left = { ...left, [part]: value };
    } else if (Array.isArray(value)) {
      const good = value.filter((one) => shows({ [part]: [one] }));
      dropped += value.length - good.length;
      if (good.length > 0) left = { ...left, [part]: good };
    } else if (shows({ [part]: value })) left = { ...left, [part]: value };
    else dropped++;
  }
  return { view: left, dropped };
}

export const droppedNote = (dropped: number): string =>
  `${count(dropped, 'part')} of how this picture was arranged ${dropped === 1 ? 'is' : 'are'} not in the network any more and ${dropped === 1 ? 'was' : 'were'} left out.`;

/** Writes one after the other, and of those that wait only the last. */
export class Keeper {
  #writing: Promise<void> = Promise.resolve();
  readonly #waiting = new Map<string, ViewFile>();

  /** Throws SaveError. */
  async save(file: string, views: ViewFile): Promise<void> {
    this.#waiting.set(file, views);
    const mine = this.#writing.then(async () => {
      const latest = this.#waiting.get(file);
      if (!latest) return;
      this.#waiting.delete(file);
      await saveViews(file, latest);
    });
    this.#writing = mine.catch(() => undefined);
    await mine;
  }
}
