/** A folder like Electron's Linux distribution, with a stub for the program: enough for electron-builder to pack an app. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the place of the fuses in Electron's program: https://github.com/electron/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Names of the fuses, in the order of their bytes: https://www.electronjs.org/docs/latest/tutorial/fuses */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** How Electron comes: each fuse as its documentation gives the default, two of them off and the rest on. */
const DEFAULTS = '10110001';

/** Writes the distribution into an empty folder. */
export function stubElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, FUSES.length]),
    Buffer.from(DEFAULTS),
  ]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('stub '), wire]), {
    mode: 0o755,
  });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(folder, name), 'stub\n');
  writeFileSync(join(folder, 'version'), version);
}

/** The fuses of a program, by name. Throws where it has none. */
export function fusesOf(program: Buffer): Record<(typeof FUSES)[number], boolean> {
  const at = program.indexOf(SENTINEL);
  if (at < 0) throw new Error('no fuses in this program');
  const wire = program.subarray(at + SENTINEL.length + 2);
  return Object.fromEntries(
    FUSES.map((name, i) => [name, String.fromCharCode(wire[i]!) === '1']),
  ) as Record<(typeof FUSES)[number], boolean>;
}
