/** electron-builder.yml against electron-builder's own schema, and against what the product promises. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scratch } from '#tests/kit/scratch.ts';
import { needs, run } from '#tests/kit/tools.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const require = createRequire(import.meta.url);
// electron-builder brings it along; it is not ours to depend on.
const scheme = createRequire(require.resolve('electron-builder')).resolve(
  'app-builder-lib/scheme.json',
);
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync(scheme, 'utf8')) as object,
);

const builder = (path: string): unknown =>
  createRequire(require.resolve('electron-builder'))(`app-builder-lib/out/${path}.js`);

/** What writes the entry of a program in the menus of Linux. */
interface EntryWriter {
  computeDesktopEntry(options: object): Promise<string>;
}
type AppImage = new (
  name: string,
  packager: object,
  helper: EntryWriter,
  folder: string,
) => { readonly desktopEntry: { readonly value: Promise<string> } };

const SNAPSHOT = 'application/vnd.peerless.snapshot';
const manifest = () =>
  JSON.parse(read('package.json')) as Record<'name' | 'version' | 'main', string>;

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
      // https://github.com/electron/fuses#apple-silicon
      resetAdHocDarwinSignature: true,
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
    expect(systems['linux']).toHaveProperty('mimeTypes', [SNAPSHOT, 'application/json']);
  });

  it('tells a desktop of Linux what a snapshot is, with our icon', (test) => {
    const { linux, deb } = configuration() as Record<string, Configuration>;
    const from = 'main/desktop/mime.xml';
    const to = 'usr/share/mime/packages/peerless.xml';
    expect(linux!.extraFiles).toEqual([{ from, to }]);
    expect(deb!.fpm).toEqual([`${from}=/${to}`]);
    needs('update-mime-database', 'the type of a snapshot on Linux', test);
    const { folder, write } = scratch();
    write('packages/peerless.xml', read(from));
    run('update-mime-database', [folder], { XDG_DATA_DIRS: dirname(folder) });
    const made = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n');
    expect(made('globs2').at(-1)).toBe(`50:${SNAPSHOT}:*.peerless`);
    expect(made('subclasses')).toEqual([`${SNAPSHOT} application/json`]);
    // As electron-builder names the icons and the program: by the package.
    expect(made('icons')).toEqual([`${SNAPSHOT}:${manifest().name}`]);
  });

  it.each([
    ['FpmTarget', '/opt/Peerless/peerless %U'],
    ['AppImageTarget', 'AppRun %U'],
  ])(
    'starts the program with its sandbox, and with the addresses of files: %s',
    async (target, exec) => {
      // As electron-builder writes it, of a package with this configuration.
      const { linux, ...config } = configuration() as Record<string, Configuration>;
      const { name, version } = manifest();
      const packager = {
        config,
        platformSpecificBuildOptions: linux,
        executableName: name,
        fileAssociations: config['fileAssociations'],
        appInfo: {
          productName: 'Peerless',
          sanitizedProductName: 'Peerless',
          buildVersion: version,
        },
        info: { metadata: {} },
      };
      const { LinuxTargetHelper } = builder('targets/LinuxTargetHelper') as {
        LinuxTargetHelper: new (packager: object) => EntryWriter;
      };
      const helper = new LinuxTargetHelper(packager);
      const entry =
        target === 'FpmTarget'
          ? await helper.computeDesktopEntry(linux!)
          : await new (builder('targets/appimage/AppImageTarget') as { default: AppImage }).default(
              '',
              packager,
              helper,
              '',
            ).desktopEntry.value;
      const lines = entry.split('\n');
      expect(lines).toContain(`Exec=${exec}`);
      expect(lines).toContain(`MimeType=${SNAPSHOT};application/json;`);
    },
  );

  it('ships the entry that package.json names', () => {
    const { main } = manifest();
    expect(main).toBe('dist/main/desktop/main.js');
    expect(configuration().files).toContain('dist/**');
  });
});
