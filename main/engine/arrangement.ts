/** How estates are arranged, and who remembers it: a file beside the source, or Peerless itself as long as it runs. */
import { stat } from 'node:fs/promises';
import { UserError } from '#app/api/rpc.ts';
import {
  askedOf,
  type AwayView,
  type KeptView,
  MOST_VIEWS,
  type NamedView,
} from '#app/api/view.ts';
import { count } from '#app/base/count.ts';
import { viewOf } from './views.ts';
import type { Report } from '#app/report.ts';
import { buildScene, type Whole } from '#app/scene/build.ts';
import type { Laid } from '#app/scene/layout.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { Box, SceneNode } from '#app/scene/scene.ts';
import type { Places } from '#app/scene/settle.ts';
import {
  readViews,
  saveViews,
  viewFileOf,
  ViewFileError,
  type ViewFile,
} from '#main/store/views.ts';

const LEFT =
  'It is left as it is, and not used: rename or delete it, and this picture is saved there again.';

/** What an estate begins with. */
export interface Remembered extends Omit<ViewFile, 'places'> {
  /** Undefined where nothing was placed before. */
  readonly places: Places | undefined;
  /** The picture that the places are from, where it is in memory. */
  readonly drawn?: Laid;
  readonly file: string | undefined;
  readonly note: string | undefined;
  /** Names of the views that were in the file. */
  readonly known: ReadonlySet<string>;
  /** Views that somebody else has put into the file since. */
  readonly others?: readonly NamedView[];
}

export const NOTHING_KEPT: Remembered = {
  now: {},
  views: [],
  places: undefined,
  file: undefined,
  note: undefined,
  known: new Set(),
};

const namesOf = (views: readonly NamedView[] = []): ReadonlySet<string> =>
  new Set(views.map(({ name }) => name));

/** How another reading begins: arranged as `open` is now, with what others have put into the file since. */
export function goesOn(open: GoneOn, began: Remembered | undefined): Remembered {
  const others = othersIn(began?.views ?? [], open.views, open.known);
  return {
    ...NOTHING_KEPT,
    ...open,
    views: [...open.views, ...others],
    others,
    known: began?.known ?? open.known,
    file: began?.file,
    // That it has broken since is news.
    note: open.file === undefined ? undefined : began?.note,
  };
}

export type GoneOn = Pick<
  Remembered,
  'now' | 'views' | 'places' | 'drawn' | 'away' | 'file' | 'known'
>;

/** What the file beside a source remembers; one that cannot be used is left as it is, and told. */
export async function recall(source: string): Promise<Remembered> {
  const file = viewFileOf(source);
  try {
    const found = await readViews(file);
    return { ...NOTHING_KEPT, ...found, file, known: namesOf(found?.views) };
  } catch (error) {
    if (!(error instanceof ViewFileError)) throw error;
    const note = `${error.message} ${LEFT}`;
    return { ...NOTHING_KEPT, note };
  }
}

/** The parts of a view that are remembered of what is not there now. */
const AWAY = ['hidden', 'collapsed', 'opened'] as const;
/** How much is remembered of each sort of what is gone: networks whose ids change every day must not fill a file. */
const MOST_GONE = 500;

/** Both, part by part. */
export function joined(a: AwayView, b: AwayView, most = Infinity): AwayView {
  const parts = AWAY.map((part): [string, string[]] => [
    part,
    [...new Set([...(a[part] ?? []), ...(b[part] ?? [])])].slice(-most),
  ]);
  return Object.fromEntries(parts.filter(([, list]) => list.length > 0));
}

/** What is gone longest comes first, and is forgotten first. */
export const goneToo = (away: AwayView, gone: AwayView): AwayView => joined(away, gone, MOST_GONE);

/** What of it is there again, and the rest. */
export function returned(
  report: Report,
  draw: () => Whole,
  away: AwayView,
): { readonly back: AwayView; readonly away: AwayView } {
  const split = (there: boolean): AwayView =>
    Object.fromEntries(
      Object.entries(away)
        .map(
          ([part, list]) =>
            [part, (list ?? []).filter((one) => isThere(part, one) === there)] as const,
        )
        .filter(([, list]) => list.length > 0),
    );
  if (Object.keys(away).length === 0) return { back: {}, away: {} };
  const whole = draw();
  const drawn = new Set(whole.laid.nodes.flatMap(({ id, ref }) => [id, ref]));
  // Whatever is neither drawn nor known needs no picture to be made of it.
  const isThere = (part: string, one: string): boolean =>
    (drawn.has(one) || report.topology.find(one) !== undefined) &&
    shown(report, whole, { [part]: [one] });
  return { back: split(true), away: split(false) };
}

/** Where things stood that are not there now, unless something else stands there since. */
export function vacant(before: Places | undefined, nodes: readonly SceneNode[]): Places {
  const there = new Set(nodes.map(({ id }) => id));
  const sortOf = (id: string): string => id.slice(0, id.indexOf('/') + 1);
  // Second containers and frames are made as they are needed.
  const gone = [...(before ?? [])].filter(
    ([id]) => !there.has(id) && !id.includes('#') && !id.startsWith('segment/'),
  );
  const isTaken = (id: string, box: Box): boolean =>
    nodes.some(
      (node) =>
        (!nodeLooks[node.shape].container || sortOf(node.id) === sortOf(id)) &&
        box.x < node.x + node.width &&
        node.x < box.x + box.width &&
        box.y < node.y + node.height &&
        node.y < box.y + box.height,
    );
  return new Map(gone.slice(-MOST_GONE).filter(([id, box]) => !isTaken(id, box)));
}

/** Views that are in the file by now and that this window knows nothing of. */
export const othersIn = (
  file: readonly NamedView[],
  ours: readonly NamedView[],
  known: ReadonlySet<string>,
): readonly NamedView[] => {
  const names = new Set(ours.map(({ name }) => name));
  return file
    .filter(({ name }) => !known.has(name) && !names.has(name))
    .slice(0, Math.max(0, MOST_VIEWS - ours.length));
};

/** True where it can be drawn. */
function shown(report: Report, whole: Whole, part: KeptView): boolean {
  try {
    buildScene(report, viewOf(askedOf(part)), () => whole);
    return true;
  } catch {
    return false;
  }
}

/** The view without what is not in this network any more, and how much that is. */
export function fitting(
  report: Report,
  whole: Whole,
  view: KeptView,
): { readonly view: KeptView; readonly dropped: number; readonly gone: AwayView } {
  const shows = (part: KeptView): boolean => shown(report, whole, part);
  if (shows(view)) return { view, dropped: 0, gone: {} };
  let gone: AwayView = {};
  let left: KeptView = {};
  let dropped = 0;
  for (const [part, value] of Object.entries(view)) {
    if (part === 'moved' || part === 'anew' || part === 'depth' || part === 'label') {
      left = { ...left, [part]: value };
    } else if (Array.isArray(value)) {
      const good = value.filter((one) => shows({ [part]: [one] }));
      dropped += value.length - good.length;
      if (AWAY.some((one) => one === part))
        gone = { ...gone, [part]: value.filter((one) => !good.includes(one)) };
      if (good.length > 0) left = { ...left, [part]: good };
    } else if (shows({ [part]: value })) left = { ...left, [part]: value };
    else dropped++;
  }
  return { view: left, dropped, gone };
}

export const droppedNote = (dropped: number): string =>
  `${count(dropped, 'part')} of how this picture was arranged ${dropped === 1 ? 'is' : 'are'} not in the network any more and ${dropped === 1 ? 'was' : 'were'} left out.`;

/** Tells whether a file is as it was. */
async function markOf(file: string): Promise<string | undefined> {
  const info = await stat(file, { bigint: true }).catch(() => undefined);
  return info && [info.dev, info.ino, info.size, info.mtimeNs].join();
}

/** Writes one after the other, and of those that wait only the last. Views that somebody else has put there stay. */
export class Keeper {
  #writing: Promise<void> = Promise.resolve();
  readonly #waiting = new Map<string, { views: ViewFile; known: ReadonlySet<string> }>();
  /** What was written last: how the file was then, the names in it that are ours, and those of others. */
  readonly #wrote = new Map<
    string,
    { mark: string | undefined; ours: ReadonlySet<string>; others: readonly NamedView[] }
  >();

  /** `known` are the names of views that the window has seen in the file. Throws SaveError, UserError. */
  async save(file: string, views: ViewFile, known: ReadonlySet<string>): Promise<void> {
    this.#waiting.set(file, { views, known });
    const mine = this.#writing.then(async () => {
      const latest = this.#waiting.get(file);
      if (!latest) return;
      this.#waiting.delete(file);
      await this.#write(file, latest.views, latest.known);
    });
    this.#writing = mine.catch(() => undefined);
    await mine;
  }

  async #write(file: string, views: ViewFile, known: ReadonlySet<string>): Promise<void> {
    const last = this.#wrote.get(file);
    const isOurs = last?.mark !== undefined && last.mark === (await markOf(file));
    const there = isOurs ? last.others : await viewsIn(file);
    const names = new Set([...known, ...(last?.ours ?? [])]);
    const others = othersIn(there, views.views, names);
    await saveViews(file, { ...views, views: [...views.views, ...others] });
    const ours = new Set(views.views.map(({ name }) => name));
    this.#wrote.set(file, { mark: await markOf(file), ours, others });
  }
}

/** Throws UserError where it cannot be read: then it is left as it is. */
async function viewsIn(file: string): Promise<readonly NamedView[]> {
  try {
    return (await readViews(file))?.views ?? [];
  } catch (error) {
    if (!(error instanceof ViewFileError)) throw error;
    throw new UserError(`${error.message} ${LEFT}`);
  }
}
