/** Reads the shared AWS files (`~/.aws/config`, `~/.aws/credentials`) through the SDK's own reader, always afresh. */
import { homedir } from 'node:os';
import { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } from '@smithy/core/config';
import { MOST_TEXT, readWhole } from '#main/files/whole.ts';

export type Section = Readonly<Record<string, string | undefined>>;

/** The shared files, as AWS calls them. */
export type SharedFile = 'config' | 'credentials';

export interface Settings {
  /** Both files joined; the credentials file wins where both speak. */
  readonly profiles: ReadonlyMap<string, Section>;
  /** The files that speak of a profile. */
  readonly from: ReadonlyMap<string, readonly SharedFile[]>;
  /** Profiles that the AWS CLI reads and its SDKs do not: a blank is in their name. */
  readonly unread: ReadonlyMap<string, readonly SharedFile[]>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
}

/** Missing files are empty files. */
export async function readSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Settings> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...(env.AWS_CONFIG_FILE ? { configFilepath: env.AWS_CONFIG_FILE } : {}),
    ...(env.AWS_SHARED_CREDENTIALS_FILE ? { filepath: env.AWS_SHARED_CREDENTIALS_FILE } : {}),
    ignoreCache: true,
  });
  const profiles = new Map<string, Section>();
  const from = new Map<string, readonly SharedFile[]>();
  const ssoSessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(configFile)) {
    const [sort, rest] = name.split(CONFIG_PREFIX_SEPARATOR, 2);
    if (rest !== undefined && sort === 'sso-session') ssoSessions.set(rest, section);
    else if (rest !== undefined && sort === 'services') services.set(rest, section);
    else {
      profiles.set(name, section);
      from.set(name, ['config']);
    }
  }
  for (const [name, section] of Object.entries(credentialsFile)) {
    profiles.set(name, { ...profiles.get(name), ...section });
    from.set(name, [...(from.get(name) ?? []), 'credentials']);
  }
  const unread = new Map<string, readonly SharedFile[]>();
  for (const file of ['config', 'credentials'] as const) {
    for (const name of await blankNames(file, env))
      if (!profiles.has(name)) unread.set(name, [...(unread.get(name) ?? []), file]);
  }
  return { profiles, from, unread, ssoSessions, services };
}

/** How each file heads such a profile: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html */
const HEADS: Readonly<Record<SharedFile, RegExp>> = {
  config: /^\s*\[\s*profile\s+(["'])(?<name>\S.*\s.*\S)\1\s*\]/gm,
  credentials:
    /^\s*\[(?!profile\s|sso-session\s|services\s)(?<name>[^\s\]][^\]\n]*\s[^\]\n]*[^\s\]])\]/gm,
};

async function blankNames(
  file: SharedFile,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const named = file === 'config' ? env.AWS_CONFIG_FILE : env.AWS_SHARED_CREDENTIALS_FILE;
  const path = (named || `~/.aws/${file}`).replace(/^~(?=[/\\])/, homedir());
  const text = await readWhole(path, MOST_TEXT).then(String, () => '');
  return [...text.matchAll(HEADS[file])].map((found) => found.groups!['name']!);
}
