/** The native dialogs: choose a source, choose where to save. */
import { extname } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter, OpenDialogOptions } from 'electron';
import type { Shell } from '#app/api/shell.ts';

type Shown = Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;

const ALL: FileFilter = { name: 'All files', extensions: ['*'] };
const SOURCES: FileFilter[] = [
  // What the readers take: docs/sources.md.
  {
    name: 'Snapshots, AWS JSON, Terraform',
    extensions: ['peerless', 'json', 'tfstate', 'gz', 'zip'],
  },
  ALL,
];

const CHOOSING: Readonly<Record<Parameters<Shell['chooseSource']>[0]['what'], OpenDialogOptions>> =
  {
    file: {
      title: 'Open a snapshot, AWS JSON or a Terraform state',
      properties: ['openFile'],
      filters: SOURCES,
    },
    folder: { title: 'Open a folder of AWS JSON', properties: ['openDirectory'] },
    traffic: {
      title: 'Open traffic for the plan',
      properties: ['openFile'],
      filters: [{ name: 'CSV', extensions: ['csv'] }, ALL],
    },
    prices: {
      title: 'Open prices for the plan',
      properties: ['openFile'],
      filters: [{ name: 'YAML and JSON', extensions: ['yaml', 'yml', 'json'] }, ALL],
    },
  };

/** The path chosen; undefined where the user changed their mind. */
export async function chooseSource(
  dialog: Shown,
  window: BrowserWindow,
  what: keyof typeof CHOOSING,
): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, CHOOSING[what]);
  return canceled ? undefined : filePaths[0];
}

/** A name a dialog may start from: no folders, no control characters, nothing a file system refuses. */
export function safeName(name: string): string {
  const safe = name.replace(
    /[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '_',
  );
  const trimmed = safe.replace(/^[. ]+|[. ]+$/g, '').slice(0, 200);
  return trimmed === '' ? 'peerless' : trimmed;
}

/** Where to save; undefined where the user changed their mind. */
export async function chooseTarget(
  dialog: Shown,
  window: BrowserWindow,
  name: string,
): Promise<string | undefined> {
  const defaultPath = safeName(name);
  const extension = extname(defaultPath).slice(1);
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save',
    defaultPath,
    ...(extension === ''
      ? {}
      : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
  });
  return canceled || filePath === '' ? undefined : filePath;
}
