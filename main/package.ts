/** Where this package stands on disk, and its version: the same from sources, from dist/ and inside an asar archive. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** True where TypeScript sources run directly (tests, `npm run dev`), false in a build. */
export const fromSources = here.endsWith('.ts');

let root: string | undefined;

/** Folder of our package.json. Bundled code may stand at any depth below it. */
export function packageRoot(): string {
  if (root !== undefined) return root;
  for (let at = dirname(here); ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return (root = at);
    if (at === dirname(at)) throw new Error(`no package.json above ${here}`);
  }
}

/** Version of Peerless, such as `0.1.0`. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** Where the built page, or another built entry, stands: `renderer`, `main/engine/worker.js`. */
export const builtPath = (...parts: string[]): string => join(packageRoot(), 'dist', ...parts);
