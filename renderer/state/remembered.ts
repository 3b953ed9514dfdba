/** What Peerless remembers: sources opened before, and the history of snapshots by estate. */
import type { History, KeptSnapshot, RememberedSource } from '#app/api/history.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';
import { saveFiles } from './saving.ts';

/** So many of those opened before are offered at once; the history and the file dialog hold the rest. */
export const RECENT = 5;

export interface RememberedSlice {
  /** Opened before, newest first; undefined until asked for. */
  readonly remembered: readonly RememberedSource[] | undefined;
  /** Why they could not be told. */
  readonly rememberedFault: string | undefined;
  readonly history: History | undefined;
  /** Why the history could not be changed. */
  readonly historyFault: string | undefined;
  /** The snapshot on the timeline that is chosen, by path. */
  readonly historyPick: string | undefined;
  /** A second one, to compare the first with. */
  readonly historyOther: string | undefined;
  /** True where the next one that is chosen is the second. */
  readonly historyPairs: boolean;
  readonly loadRemembered: () => Promise<void>;
  /** Takes one off the list, or all. */
  readonly forget: (path?: string) => Promise<void>;
  readonly loadHistory: () => Promise<void>;
  /** Keeps snapshots there from now on, or nowhere. */
  readonly keepHistory: (folder: string | undefined) => Promise<void>;
  /** Asks for the folder by a dialog of the system. */
  readonly chooseHistory: () => Promise<void>;
  /** Chooses one; `second`: to compare the chosen one with. */
  readonly pickSnapshot: (path: string, second?: boolean) => void;
  readonly pairSnapshots: (on: boolean) => void;
  readonly openSnapshot: (snapshot: KeptSnapshot) => Promise<void>;
  readonly compareSnapshot: (snapshot: KeptSnapshot) => Promise<void>;
  /** Opens the newer of two and compares it with the older. */
  readonly compareSnapshots: (one: KeptSnapshot, other: KeptSnapshot) => Promise<void>;
  /** Keeps what is open in the history. */
  readonly keepOpened: () => Promise<void>;
  /** Saves what is open as a snapshot file. */
  readonly saveSnapshot: () => Promise<void>;
}

export function rememberedSlice({ link, set, get }: Making): RememberedSlice {
  const engine = link.engine.call;

  const asking = async (ask: () => Promise<History>): Promise<void> => {
    try {
      set({ history: await ask(), historyFault: undefined });
    } catch (error) {
      set({ historyFault: faultOf(error) });
    }
  };

  const handle = (): string | undefined => {
    const { source } = get();
    return source.phase === 'open' ? source.opened.handle : undefined;
  };

  return {
    remembered: undefined,
    rememberedFault: undefined,
    history: undefined,
    historyFault: undefined,
    historyPick: undefined,
    historyOther: undefined,
    historyPairs: false,
    async loadRemembered() {
      set({ rememberedFault: undefined });
      try {
        set({ remembered: await engine.remembered({}) });
      } catch (error) {
        set({ rememberedFault: faultOf(error) });
      }
    },
    async forget(path) {
      try {
        set({ remembered: await engine.forget(path === undefined ? {} : { path }) });
      } catch (error) {
        get().notify('failed', faultOf(error));
        // What could be forgotten is.
        await get().loadRemembered();
      }
    },
    loadHistory: () => asking(() => engine.history({})),
    keepHistory: (folder) =>
      asking(() => engine.keepHistory(folder === undefined ? {} : { folder })),
    async chooseHistory() {
      const { path } = await link.shell.call.chooseSource({ what: 'folder' });
      if (path) await get().keepHistory(path);
    },
    pickSnapshot(path, second = false) {
      const { historyPick, historyOther, historyPairs } = get();
      if ((second || historyPairs) && historyPick !== undefined && path !== historyPick)
        set({ historyOther: path === historyOther ? undefined : path, historyPairs: false });
      else set({ historyPick: path, historyOther: undefined, historyPairs: false });
    },
    pairSnapshots: (historyPairs) => set({ historyPairs }),
    async openSnapshot({ path }) {
      set({ dialog: undefined });
      await get().openPath(path);
    },
    async compareSnapshot({ path }) {
      set({ dialog: undefined });
      await get().compareWithPath(path);
    },
    async compareSnapshots(one, other) {
      const [older, newer] = one.created <= other.created ? [one, other] : [other, one];
      await get().openSnapshot(newer);
      // It could not be opened, or something else was meanwhile.
      const { source } = get();
      if (source.phase === 'open' && source.opened.manifest.created === newer.created)
        await get().compareWithPath(older.path);
    },
    async keepOpened() {
      const open = handle();
      if (open === undefined) return;
      try {
        const { path, history } = await engine.keepSnapshot({ handle: open });
        set({
          history,
          historyPick: path,
          historyOther: undefined,
          historyFault: undefined,
        });
        get().notify('done', `Kept as ${path}`);
      } catch (error) {
        set({ historyFault: faultOf(error) });
      }
    },
    async saveSnapshot() {
      const open = handle();
      if (open === undefined) return;
      await saveFiles({ link, get }, 'Writing the snapshot', async (job) => [
        await engine.snapshotFile({ handle: open, job }),
      ]);
    },
  };
}
