/** Writes a configuration as the file that would be read back as the same. */
import type { Config } from './config.ts';

/** In the order in which a reader wants them. Names and globs stay as they are: changed, they would match nothing. */
const KEYS = [
  'extends',
  'rules',
  'overrides',
  'suppress',
  'suppressByTag',
  'segments',
] as const satisfies readonly (keyof Config)[];

/** JSON, two spaces deep, a newline at the end. */
export function configText(config: Config): string {
  const written = Object.fromEntries(
    KEYS.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]])),
  );
  return `${JSON.stringify({ version: 1, ...written }, undefined, 2)}\n`;
}
