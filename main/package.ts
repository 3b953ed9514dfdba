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

const manifest = (): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as Record<string, unknown>;

/** Version of Peerless, such as `0.1.0`. */
export const packageVersion = (): string => manifest()['version'] as string;

/** Where its releases are at GitHub, as `owner/name`: a release says so, a clone does not. */
export const packageRepository = (): string | undefined => repositoryOf(manifest()['repository']);

/** Reads the field of package.json: https://docs.npmjs.com/cli/configuring-npm/package-json#repository */
export function repositoryOf(field: unknown): string | undefined {
  const url = typeof field === 'object' && field !== null && 'url' in field ? field.url : field;
  if (typeof url !== 'string') return undefined;
  return /^(?:github:|(?:git\+)?https:\/\/github\.com\/)([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    url,
  )?.[1];
}

/** Where the built page, or another built entry, stands: `renderer`, `main/engine/worker.js`. */
export const builtPath = (...parts: string[]): string => join(packageRoot(), 'dist', ...parts);
