/**
 * `npm run -s sbom`: the bill of materials (CycloneDX) of what ships, to stdout.
 *
 * npm writes one of everything that is installed; of that, what the build says it ships is kept. npm's own
 * `--omit dev` is no help: it also drops what a development tool asks for too, and Electron.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

interface Part {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly properties: readonly { readonly name: string }[];
}

interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string; readonly name: string } };
  readonly components: readonly Part[];
  readonly dependencies: readonly {
    readonly ref: string;
    readonly dependsOn?: readonly string[];
  }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
await ensureBuilt((line) => console.error(line));

const { packages } = JSON.parse(readFileSync(join(root, 'dist/build.json'), 'utf8')) as {
  packages: string[];
};
const all = JSON.parse(
  execFileSync(
    'npm',
    [
      'sbom',
      '--package-lock-only',
      ...['--sbom-format', 'cyclonedx'],
      ...['--sbom-type', 'application'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, shell: process.platform === 'win32' },
  ),
) as Bill;
// npm calls it after the folder that it was run in.
const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
const metadata = { ...all.metadata, component: { ...all.metadata.component, name } };

const ships = new Set(packages);
const components = all.components
  .filter((part) => ships.delete(`${part.name}@${part.version}`))
  .map((part) => ({
    ...part,
    // npm calls optional what a development tool asks for too.
    scope: 'required',
    properties: part.properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
    ...(part.name === 'electron' ? runtime(part.version) : {}),
  }));
if (ships.size > 0) throw new Error(`ships, but is not in the lock file: ${[...ships].join(', ')}`);
const kept = new Set(components.map((part) => part['bom-ref']));
kept.add(all.metadata.component['bom-ref']);
const dependencies = all.dependencies
  .filter((edge) => kept.has(edge.ref))
  .map((edge) => ({ ...edge, dependsOn: (edge.dependsOn ?? []).filter((ref) => kept.has(ref)) }));

/** Of Electron's package nothing ships but the program that it fetches: where from, and what its archives are held to. */
function runtime(version: string) {
  const sums = JSON.parse(
    readFileSync(join(root, 'node_modules/electron/checksums.json'), 'utf8'),
  ) as Record<string, string>;
  return {
    type: 'framework',
    description:
      'Only in the installers of the desktop app, with Chromium, Node.js and FFmpeg in it.',
    externalReferences: ['linux', 'darwin', 'win32'].flatMap((system) =>
      ['x64', 'arm64'].map((processor) => {
        const file = `electron-v${version}-${system}-${processor}.zip`;
        const content = sums[file];
        if (content === undefined) throw new Error(`Electron names no checksum of ${file}`);
        return {
          type: 'distribution',
          url: `https://github.com/electron/electron/releases/download/v${version}/${file}`,
          hashes: [{ alg: 'SHA-256', content }],
        };
      }),
    ),
  };
}

console.log(JSON.stringify({ ...all, metadata, components, dependencies }, undefined, 2));
