/**
 * dist/THIRD-PARTY.txt: what ships, from whom, under which licence. The build says what it bundled; fonts are added, and
 * Electron, around which electron-builder packs the desktop app.
 *
 * A package with a licence that is not on the list below stops the build: somebody has to look at it first.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences (SPDX) that allow Peerless to be shipped as it is, unchanged parts of others with their notices. */
export const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
];

/** Packages whose package.json names no licence, and the one that their licence file holds. */
const UNNAMED = { 'png-js': 'MIT' };

/** A development tool to npm; the program of every installer. */
const RUNTIME = 'electron';
const INSTALLERS = `The installers of the desktop app, and not the package of the command line, also hold Electron. It is made of
Chromium, Node.js, FFmpeg and others, whose licences (the LGPL-2.1 for FFmpeg) are in LICENSES.chromium.html beside the
program, on macOS in its Resources:`;

const LICENCE_FILE = /^(licen[cs]e|copying)(\.|$)/i;

/** A package as the build tells of one: `identifier` is its licence. */
function packageAt(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry));
  return {
    name,
    version,
    identifier: license,
    text: file && readFileSync(join(folder, file), 'utf8'),
  };
}

/** Where the sources of a package are, as its package.json says. */
function sourceOf(root, name) {
  const { repository, homepage } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const url = typeof repository === 'string' ? repository : repository?.url;
  return (url ?? homepage ?? `https://www.npmjs.com/package/${name}`).replace(/^git\+/, '');
}

/**
 * Everything that ships, each once, in order of name.
 * @param lists files that Vite wrote (`build.license`); they are taken away
 * @param folders folders of packages that are not bundled, and ship all the same
 */
export function bundled(lists, folders) {
  const found = new Map();
  for (const list of lists) {
    for (const one of JSON.parse(readFileSync(list, 'utf8')))
      found.set(`${one.name}@${one.version}`, one);
    rmSync(list);
  }
  for (const one of folders.map(packageAt)) found.set(`${one.name}@${one.version}`, one);
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => ({ ...one, identifier: one.identifier ?? UNNAMED[one.name] }));
}

/** The text of the file. Throws where a licence is unknown or not on the list. */
export function notices(root, packages) {
  const wrong = packages.filter(({ identifier }) => !ALLOWED.includes(identifier));
  if (wrong.length > 0) {
    const names = wrong.map((p) => `${p.name} (${p.identifier ?? 'no licence named'})`).join(', ');
    throw new Error(
      `not to be shipped before somebody looked at the licence: ${names}; see scripts/notices.js`,
    );
  }
  const texts = new Map();
  for (const { name, version, identifier, text } of packages) {
    const key = text?.trim() || `${identifier}: the package holds no text of it.`;
    texts.set(key, [...(texts.get(key) ?? []), `${name} ${version}`]);
  }
  const width = Math.max(...packages.map(({ name, version }) => `${name} ${version}`.length));
  const row = ({ name, version, identifier }) =>
    `${`${name} ${version}`.padEnd(width)}  ${identifier.padEnd(10)}  ${sourceOf(root, name)}`;
  return [
    'Peerless is under the MIT licence (LICENSE). It ships with unchanged parts of these packages:\n',
    ...packages.filter(({ name }) => name !== RUNTIME).map(row),
    ...packages
      .filter(({ name }) => name === RUNTIME)
      .flatMap((one) => ['', INSTALLERS, '', row(one)]),
    ...[...texts].map(([text, names]) => `\n${'-'.repeat(80)}\n${names.join(', ')}\n\n${text}`),
    '',
  ].join('\n');
}

/**
 * Writes the file into a finished build.
 * @returns what ships, as `name@version`
 */
export function writeNotices(root, target, lists, folders) {
  const packages = bundled(lists, folders);
  writeFileSync(join(target, 'THIRD-PARTY.txt'), notices(root, packages));
  return packages.map(({ name, version }) => `${name}@${version}`);
}
