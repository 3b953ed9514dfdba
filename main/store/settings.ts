/** The few things remembered between runs: theme and recent sources. Never credentials. */
import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic.ts';

const MAX_RECENT = 12;

const readable = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Paths of sources, latest first. */
  recent: z
    .array(z.unknown())
    .catch([])
    .transform((paths) =>
      paths.filter((path): path is string => typeof path === 'string').slice(0, MAX_RECENT),
    ),
});

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly recent: readonly string[];
}

/**
 * Where settings are kept: `$XDG_CONFIG_HOME` or `~/.config`, `~/Library/Application Support`, `%APPDATA%`.
 * Source: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function settingsPath(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  const folder =
    platform === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : env['XDG_CONFIG_HOME'] || join(home, '.config');
  return join(folder, 'peerless', 'settings.json');
}

/** The settings; what is missing or damaged falls back to its default, field by field. Never throws. */
export async function loadSettings(path: string = settingsPath()): Promise<Settings> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    value = {};
  }
  const read = readable.safeParse(value);
  return read.success ? read.data : readable.parse({});
}

/** Throws SaveError. */
export async function saveSettings(
  settings: Settings,
  path: string = settingsPath(),
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeAtomically(path, [`${JSON.stringify(settings, null, 2)}\n`]);
}

/** The settings with a source moved to the front of the recent ones. */
export const withRecent = (settings: Settings, path: string): Settings => ({
  ...settings,
  recent: [path, ...settings.recent.filter((other) => other !== path)].slice(0, MAX_RECENT),
});
