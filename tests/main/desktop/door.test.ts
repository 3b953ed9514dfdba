/** The smaller parts of the desktop door: scheme, dialogs, saving, arguments. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PageFile } from '#main/page-files.ts';
import { answer } from '#main/desktop/assets.ts';
import { safeName } from '#main/desktop/dialogs.ts';
import { openingOf } from '#main/desktop/opening.ts';
import type { Shell } from '#app/api/shell.ts';
import { createShell } from '#main/desktop/shell.ts';

describe('app://peerless/', () => {
  const file: PageFile = { type: 'text/html; charset=utf-8', body: Buffer.from('page') };
  const files = new Map([
    ['/', file],
    ['/index.html', file],
  ]);
  const ask = (url: string, method = 'GET') => answer({ url, method }, files);

  it('answers built files with the policy of the other door, less its socket', async () => {
    const response = ask('app://peerless/');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('page');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toMatch(/unsafe|ws:|https?:|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['app://attacker/', 'GET', 403],
    ['app://peerless/', 'POST', 405],
    ['app://peerless/nothing', 'GET', 404],
    ['app://peerless/%2e%2e/package.json', 'GET', 404],
    ['app://peerless/..%2fpackage.json', 'GET', 404],
    ['app://peerless//index.html', 'GET', 404],
  ])('%s %s: %d, with the policy', (url, method, status) => {
    const response = ask(url, method);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

interface Held {
  readonly items: Readonly<Record<string, Blob>>;
}

describe('saving', () => {
  let folder: string;
  let asked: unknown[];
  let revealed: string[];
  let copied: string[];
  let pictures: Held[];
  let target: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peerless-save-'));
    asked = [];
    revealed = [];
    copied = [];
    pictures = [];
    target = join(folder, 'a.svg');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const shell = () =>
    createShell({
      window: {} as never,
      dialog: {
        showOpenDialog: ((_window: unknown, options: unknown) => {
          asked.push(options);
          return Promise.resolve({ canceled: target === '', filePaths: [target] });
        }) as never,
        showSaveDialog: ((_window: unknown, options: unknown) => {
          asked.push(options);
          return Promise.resolve({ canceled: target === '', filePath: target });
        }) as never,
      },
      clipboard: {
        writeText: (text) => Promise.resolve(void copied.push(text)),
        write: (items) => Promise.resolve(void pictures.push(...(items as unknown as Held[]))),
      },
      ClipboardItem: class {
        readonly items: Held['items'];
        constructor(items: Held['items']) {
          this.items = items;
        }
      } as never,
      nativeTheme: { themeSource: 'system' },
      shell: {
        openExternal: () => Promise.resolve(),
        showItemInFolder: (path) => void revealed.push(path),
      },
      setMenus: () => undefined,
    });
  /** In pieces, as a page does it, and under a number of its own. */
  const brought = async (to: Shell, body: Buffer): Promise<number> => {
    for (let at = 0; at < body.length; at += 2)
      await to.piece({ parcel: 7, base64: body.subarray(at, at + 2).toString('base64') });
    await to.wrap({ parcel: 7 });
    return 7;
  };
  const save = async (to: Shell, body: string) =>
    to.save({
      name: 'a.svg',
      mime: 'image/svg+xml',
      parcel: await brought(to, Buffer.from(body)),
    });

  it.each([
    ['traffic', 'CSV', 'csv'],
    ['prices', 'YAML and JSON', 'yaml'],
  ] as const)('asks for a file of %s by its own dialog', async (what, name, extension) => {
    expect(await shell().chooseSource({ what })).toEqual({ path: target });
    expect(asked).toEqual([
      expect.objectContaining({
        title: `Open ${what} for the plan`,
        properties: ['openFile'],
        filters: expect.arrayContaining([
          { name, extensions: expect.arrayContaining([extension]) as unknown },
        ]) as unknown,
      }),
    ]);
    target = '';
    expect(await shell().chooseSource({ what })).toEqual({ path: undefined });
  });

  it('writes whole files, over old ones, and leaves no draft behind', async () => {
    writeFileSync(target, 'old');
    expect(await save(shell(), 'new')).toEqual({ path: target });
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a.svg']);
  });

  it('keeps the old file and says why where it cannot write', async () => {
    target = join(folder, 'missing', 'a.svg');
    await expect(save(shell(), 'new')).rejects.toThrow(
      /could not be written.*Choose another place/s,
    );
    expect(existsSync(join(folder, 'missing'))).toBe(false);
  });

  it('writes nothing where the user changed their mind', async () => {
    target = '';
    expect(await save(shell(), 'new')).toEqual({ path: undefined });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows in the file manager only what it has saved itself', async () => {
    const made = shell();
    expect(await made.reveal({ path: '/etc/passwd' })).toEqual({ shown: false });
    await save(made, 'x');
    expect(await made.reveal({ path: target })).toEqual({ shown: true });
    expect(revealed).toEqual([target]);
  });

  it('copies text as it is', async () => {
    expect(await shell().copy({ text: '**a**\n' })).toEqual({ copied: true });
    expect(copied).toEqual(['**a**\n']);
  });

  it('copies a picture as the PNG that it is', async () => {
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    const made = shell();
    expect(await made.copyPicture({ parcel: await brought(made, png) })).toEqual({ copied: true });
    const held = pictures[0]!.items['image/png']!;
    expect(held.type).toBe('image/png');
    expect(Buffer.from(await held.arrayBuffer()).equals(png)).toBe(true);
  });

  it('copies nothing of a picture that has not come', async () => {
    const made = shell();
    await made.piece({ parcel: 7, base64: 'iVBORw==' });
    await expect(made.copyPicture({ parcel: 7 })).rejects.toThrow('Not all of the file has come.');
    await made.wrap({ parcel: 7, fault: 'The picture is too large.' });
    await expect(made.copyPicture({ parcel: 7 })).rejects.toThrow('Not all of the file has come.');
    expect(pictures).toEqual([]);
  });

  it.each([
    ['estate.svg', 'estate.svg'],
    ['../../.bashrc', '_.._.bashrc'],
    ['C:\\Windows\\x.svg', 'C__Windows_x.svg'],
    ['a\u202Egvs.exe', 'a_gvs.exe'],
    ['nul\u0000.svg', 'nul_.svg'],
    ['  ..', 'peerless'],
  ])('offers %j as %j', (name, offered) => {
    expect(safeName(name)).toBe(offered);
  });
});

describe('the command line', () => {
  it.each<[string, string[], boolean, ReturnType<typeof openingOf>]>([
    ['nothing', ['electron', '.'], false, undefined],
    ['a path', ['electron', '.', 'a.json'], false, { path: resolve('/base', 'a.json') }],
    ['an absolute path', ['electron', '.', '/x/a.json'], false, { path: resolve('/x/a.json') }],
    ['the sample', ['electron', '.', '--demo'], false, { demo: true }],
    [
      'a path wins',
      ['electron', '.', '--demo', 'a.json'],
      false,
      { path: resolve('/base', 'a.json') },
    ],
    ['packaged', ['peerless', 'a.json'], true, { path: resolve('/base', 'a.json') }],
    ['packaged, nothing', ['peerless'], true, undefined],
    [
      'switches of Chromium',
      ['peerless', '--no-sandbox', '--ozone-platform=x11', 'a.json'],
      true,
      { path: resolve('/base', 'a.json') },
    ],
    [
      'the address of a file, as file managers of Linux say it',
      ['/opt/Peerless/peerless', 'file:///home/ana/Down%20loads/%C3%A9tat.peerless'],
      true,
      { path: '/home/ana/Down loads/état.peerless' },
    ],
    ['in any case', ['peerless', 'FILE://localhost/a.json'], true, { path: '/a.json' }],
    // Nothing is fetched: the window says that there is no such file.
    ...['https://a.example/b.json', 'sftp://nas/a.json', 'file://nas/a.json', 'file:///a%2Fb'].map(
      (word): [string, string[], boolean, ReturnType<typeof openingOf>] => [
        `${word} is no file here`,
        ['peerless', word],
        true,
        { path: word },
      ],
    ),
  ])('%s', (_name, argv, packaged, opening) => {
    expect(openingOf(argv, packaged, '/base')).toEqual(opening);
  });
});
