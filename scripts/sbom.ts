/**
 * `npm run -s sbom`: the bill of materials (CycloneDX) of what ships, to stdout.
 *
 * npm writes one of everything that is installed; of that, what the build says it bundled is kept. npm's own
 * `--omit dev` is no help: it also drops what a development tool asks for too.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly 'bom-ref': string;
  }[];
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
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32',
  }),
) as Bill;

const ships = new Set(packages);
const components = all.components.filter((part) => ships.delete(`${part.name}@${part.version}`));
if (ships.size > 0) throw new Error(`bundled, but not in the lock file: ${[...ships].join(', ')}`);
const kept = new Set(components.map((part) => part['bom-ref']));
kept.add(all.metadata.component['bom-ref']);
const dependencies = all.dependencies
  .filter((edge) => kept.has(edge.ref))
  .map((edge) => ({ ...edge, dependsOn: (edge.dependsOn ?? []).filter((ref) => kept.has(ref)) }));
console.log(JSON.stringify({ ...all, components, dependencies }, undefined, 2));
