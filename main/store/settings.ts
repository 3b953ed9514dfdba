/** What Peerless remembers between starts, in one small file of the user: sources opened last, the folder of the history. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MOST_TEXT, readWhole } from '#main/files/whole.ts';
import { replaceFile } from './atomic.ts';

const shape = z.object({
  schema: z.literal('peerless-settings/1'),
  recent: z
    .array(z.object({ path: z.string(), title: z.string(), opened: z.string() }))
    .max(100)
    .catch([]),
  history: z.string().optional(),
  updates: z.boolean().catch(false),
});

export interface Settings {
  readonly recent: readonly {
    readonly path: string;
    readonly title: string;
    readonly opened: string;
  }[];
  /** Where snapshots are kept, an absolute path; undefined where they are not. */
  readonly history: string | undefined;
  /** Whether each start of the desktop app asks for a newer release. */
  readonly updates: boolean;
}

export interface SettingsStore {
  /** Where it keeps them, for what else is kept there; undefined where nothing outlives it. */
  readonly folder: string | undefined;
  /** What was kept last; nothing where the file is missing or cannot be used. */
  read(): Promise<Settings>;
  /** Changes are made one after the other. Throws SaveError; the old file then stays. */
  change(change: (settings: Settings) => Settings): Promise<Settings>;
}

const NOTHING: Settings = { recent: [], history: undefined, updates: false };

/** Remembers as long as it lives. */
export function forgetfulSettings(): SettingsStore {
  let held = NOTHING;
  return {
    folder: undefined,
    read: () => Promise.resolve(held),
    change: (change) => Promise.resolve((held = change(held))),
  };
}

/**
 * The user's folder for settings, by the custom of the system.
 * @param env may name another with `PEERLESS_SETTINGS`
 */
export function settingsFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  const own = env['PEERLESS_SETTINGS'];
  if (own !== undefined && own !== '') return own;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Peerless');
  if (platform === 'win32')
    return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Peerless');
  // https://specifications.freedesktop.org/basedir-spec/latest/ : relative paths are to be ignored.
  const xdg = env['XDG_CONFIG_HOME'];
  return join(xdg?.startsWith('/') ? xdg : join(home, '.config'), 'peerless');
}

/** Settings in `settings.json` of a folder, which is made when something is to be remembered. */
export function settingsIn(folder: string): SettingsStore {
  const path = join(folder, 'settings.json');
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Settings> {
    try {
      const text = (await readWhole(path, MOST_TEXT)).toString('utf8');
      const { recent, history, updates } = shape.parse(JSON.parse(text));
      return { recent, history, updates };
    } catch {
      // Missing, or spoilt: what it held is a convenience, and is remembered anew.
      return NOTHING;
    }
  }

  return {
    folder,
    read,
    change(change) {
      const next = last.then(async () => {
        const settings = change(await read());
        // It names what the user looked at: for the user alone.
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const text = JSON.stringify({ schema: 'peerless-settings/1', ...settings }, undefined, 2);
        await replaceFile(path, [`${text}\n`]);
        return settings;
      });
      last = next.catch(() => undefined);
      return next;
    },
  };
}
