/** electron-builder.yml against electron-builder's own schema, and against what the product promises. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const require = createRequire(import.meta.url);
// electron-builder brings it along; it is not ours to depend on.
const scheme = createRequire(require.resolve('electron-builder')).resolve(
  'app-builder-lib/scheme.json',
);
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync(scheme, 'utf8')) as object,
);

type Configuration = Record<string, unknown>;
const configuration = (): Configuration => parse(read('electron-builder.yml')) as Configuration;

const errors = (made: Configuration): string[] => {
  validate(made);
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''}`);
};

describe('electron-builder.yml', () => {
  it('is what electron-builder understands', () => {
    expect(errors(configuration())).toEqual([]);
  });

  it.each<[string, (made: Configuration) => void]>([
    ['a misspelt key', (made) => (made.electronFuse = {})],
    ['a misspelt fuse', (made) => ((made.electronFuses as Configuration).runAsNod = false)],
    ['a misspelt target list', (made) => ((made.linux as Configuration).targets = ['deb'])],
    [
      'a fuse of the wrong type',
      (made) => ((made.electronFuses as Configuration).runAsNode = 'no'),
    ],
  ])('would be refused with %s', (_name, spoil) => {
    const made = configuration();
    spoil(made);
    expect(errors(made)).not.toEqual([]);
  });

  it('sets every fuse the safe way', () => {
    expect(configuration().electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(configuration().asar).toBe(true);
  });

  it('builds for the three systems, two processors each, and opens our snapshots', () => {
    const arch = ['x64', 'arm64'];
    expect(configuration()).toMatchObject({
      linux: {
        target: [
          { target: 'AppImage', arch },
          { target: 'deb', arch },
        ],
      },
      mac: { target: [{ target: 'dmg', arch }], notarize: true },
      win: { target: [{ target: 'nsis', arch }] },
      fileAssociations: [{ ext: 'peerless' }],
    });
  });

  it('offers itself for snapshots, and for JSON and Terraform state only where that takes nothing over', () => {
    const { fileAssociations, ...systems } = configuration() as Record<
      string,
      { readonly fileAssociations?: unknown } | undefined
    >;
    expect(fileAssociations).toEqual([
      expect.objectContaining({ ext: 'peerless', role: 'Viewer' }) as unknown,
    ]);
    // https://developer.apple.com/documentation/bundleresources/information-property-list/cfbundledocumenttypes/lshandlerrank
    expect(systems['mac']?.fileAssociations).toEqual([
      { ext: 'json', name: 'JSON', role: 'Viewer', rank: 'Alternate' },
      { ext: 'tfstate', name: 'Terraform state', role: 'Viewer', rank: 'Alternate' },
    ]);
    for (const system of ['linux', 'win'])
      expect(systems[system]).not.toHaveProperty('fileAssociations');
    // https://specifications.freedesktop.org/desktop-entry-spec/latest/recognized-keys.html (MimeType)
    expect(systems['linux']).toHaveProperty('mimeTypes', ['application/json']);
  });

  it('ships the entry that package.json names', () => {
    const { main } = JSON.parse(read('package.json')) as { main: string };
    expect(main).toBe('dist/main/desktop/main.js');
    expect(configuration().files).toContain('dist/**');
  });
});
