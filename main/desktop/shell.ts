/** Implements the Shell contract with Electron's dialogs, clipboard, file manager and browser. */
import type {
  BrowserWindow,
  Clipboard,
  ClipboardItem,
  Dialog,
  NativeTheme,
  Shell as ElectronShell,
} from 'electron';
import { Parcels } from '#app/api/parcels.ts';
import { UserError } from '#app/api/rpc.ts';
import { isDocLink, type MenuOf, type Shell } from '#app/api/shell.ts';
import { SaveError, writeAtomically } from '#main/store/atomic.ts';
import { chooseSource, chooseTarget } from './dialogs.ts';

interface Parts {
  readonly window: BrowserWindow;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly clipboard: Pick<Clipboard, 'write' | 'writeText'>;
  readonly ClipboardItem: typeof ClipboardItem;
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>;
  readonly shell: Pick<ElectronShell, 'openExternal' | 'showItemInFolder'>;
  readonly setMenus: (menus: readonly MenuOf[]) => void;
}

export function createShell({
  window,
  dialog,
  clipboard,
  ClipboardItem,
  nativeTheme,
  shell,
  setMenus,
}: Parts): Shell {
  /** What this window has saved: only that is ever shown in the file manager. */
  const saved = new Set<string>();
  const parcels = new Parcels<Buffer>();
  return {
    about: () => Promise.resolve({ door: 'desktop', platform: process.platform }),
    async chooseSource({ what }) {
      return { path: await chooseSource(dialog, window, what) };
    },
    piece({ parcel, base64 }) {
      parcels.add(parcel, Buffer.from(base64, 'base64'));
      return Promise.resolve({ taken: true });
    },
    wrap({ parcel, fault }) {
      parcels.end(parcel, fault);
      return Promise.resolve({ taken: true });
    },
    async save({ name, parcel }) {
      const pieces = parcels.take(parcel);
      const path = await chooseTarget(dialog, window, name);
      if (path === undefined) return { path };
      try {
        await writeAtomically(path, pieces);
      } catch (error) {
        if (!(error instanceof SaveError)) throw error;
        throw new UserError(`${error.message} Choose another place.`);
      }
      saved.add(path);
      return { path };
    },
    reveal({ path }) {
      const shown = saved.has(path);
      if (shown) shell.showItemInFolder(path);
      return Promise.resolve({ shown });
    },
    async copy({ text }) {
      // The page itself has no permission of any sort: see harden.ts.
      await clipboard.writeText(text);
      return { copied: true };
    },
    async copyPicture({ parcel }) {
      const pieces = parcels.take(parcel);
      const picture = new Blob([Buffer.concat(pieces)], { type: 'image/png' });
      await clipboard.write([new ClipboardItem({ 'image/png': picture })]);
      return { copied: true };
    },
    async openLink({ url }) {
      if (!isDocLink(url)) return { opened: false };
      await shell.openExternal(url);
      return { opened: true };
    },
    setMenus({ menus }) {
      setMenus(menus);
      return Promise.resolve({ shown: true });
    },
    setTheme({ theme }) {
      nativeTheme.themeSource = theme;
      return Promise.resolve({ theme });
    },
  };
}
