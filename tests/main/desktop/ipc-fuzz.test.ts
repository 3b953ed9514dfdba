/**
 * The desktop's own channels, fed what a page taken over would say: right calls, spoiled calls and noise, on every channel
 * that the main process hears. Nothing throws, every call is answered once, and nothing is done that was not offered.
 * Fixed cases; `PEERLESS_FUZZ=50` runs fifty times as many, `PEERLESS_FUZZ_SEED` begins elsewhere.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MenuItemConstructorOptions } from 'electron';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isDocLink, shellInputs } from '#app/api/shell.ts';
import { isObject } from '#app/base/json.ts';
import { memoryWires } from '#app/api/wire.ts';
import { bridge } from '#main/desktop/bridge.ts';
import * as channels from '#main/desktop/channels.ts';
import { menuTemplate, refreshMenu } from '#main/desktop/menu.ts';
import { createShell } from '#main/desktop/shell.ts';
import { spoilJson, spoilText } from '#tests/kit/mutate.ts';
import { ofSchema } from '#tests/kit/of-schema.ts';
import { Dice } from '#tests/kit/random-world.ts';

/** A parcel that has come. */
const COME = 1;
const TIMES = Number(process.env['PEERLESS_FUZZ'] ?? 1);
const SEED = Number(process.env['PEERLESS_FUZZ_SEED'] ?? 1);
const CASES = Math.ceil(400 * TIMES);
vi.setConfig({ testTimeout: 30_000 * Math.max(1, TIMES) });

/** What stands in texts: paths, links, keys and names that would lead somewhere. */
const WORDS = [
  '',
  'a.svg',
  '../../.bashrc',
  '/etc/passwd',
  'C:\\Windows\\System32\\x.dll',
  'nul\u0000.svg',
  'Mod+K',
  'Mod+',
  'Mod+Mod+Mod',
  'CmdOrCtrl+Q',
  'undo',
  'quit',
  'recent',
  'R&D',
  'https://docs.aws.amazon.com/vpc/',
  'https://docs.aws.amazon.com@attacker.example/',
  'http://aws.amazon.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://attacker.example/share',
  '__proto__',
  'iVBORw0KGgo=',
  'not base64 \u202e$(id)`id`${x}',
  'x'.repeat(5000),
];

const AT_ONCE = { interval: 1, timeout: 5_000 };
/** Keys that a menu may show. */
const MENUS = /^CmdOrCtrl\+(Shift\+)?[A-Z0-9]$/;
const methods = Object.keys(shellInputs) as (keyof typeof shellInputs)[];

let folder: string;
const loose: unknown[] = [];
const hearLoose = (error: unknown): void => void loose.push(error);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-ipc-'));
  process.on('unhandledRejection', hearLoose);
});
afterAll(() => {
  process.off('unhandledRejection', hearLoose);
  rmSync(folder, { recursive: true, force: true });
});

/** The main process as far as the page can reach it, in front of an Electron that notes what is done with it. */
function desktop() {
  const done = {
    links: [] as string[],
    revealed: [] as string[],
    themes: [] as string[],
    offered: [] as string[],
    items: [] as MenuItemConstructorOptions[],
    engine: [] as string[],
  };
  const target = join(folder, 'saved.bin');
  const ipcMain = new EventEmitter();
  const told: { channel: string; text: unknown }[] = [];
  const page = Object.assign(new EventEmitter(), {
    mainFrame: { url: 'app://peerless/' },
    isDestroyed: () => false,
    send: (channel: string, text?: unknown) => void told.push({ channel, text }),
  });
  const shell = createShell({
    window: {} as never,
    dialog: {
      showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] }),
      showSaveDialog: ((_window: unknown, { defaultPath }: { defaultPath: string }) => {
        done.offered.push(defaultPath);
        return Promise.resolve({ canceled: false, filePath: target });
      }) as never,
    },
    clipboard: { writeText: () => Promise.resolve(), write: () => Promise.resolve() },
    ClipboardItem: Object as never,
    nativeTheme: {
      get themeSource() {
        return 'system' as const;
      },
      set themeSource(theme) {
        done.themes.push(theme);
      },
    },
    shell: {
      openExternal: (url) => Promise.resolve(void done.links.push(url)),
      showItemInFolder: (path) => void done.revealed.push(path),
    },
    setMenus(menus) {
      const items = menuTemplate('linux', {
        menus,
        perform: () => undefined,
        recent: { sources: [], open: () => undefined },
        tools: false,
        updates: undefined,
      }).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      done.items.push(...items);
      const known = new Map(items.map((item) => [item.id, item]));
      refreshMenu({ getMenuItemById: (id) => (known.get(id) ?? null) as never }, menus);
    },
  });
  const joined = bridge({
    ipcMain: ipcMain as never,
    page: page as never,
    shell,
    connect() {
      const [near, far] = memoryWires();
      far.onMessage((text) => done.engine.push(text));
      return near;
    },
  });
  return { ipcMain, page, told, done, target, joined };
}

it('the main process hears the channels of the one list, and no other way leads into it', () => {
  const { ipcMain } = desktop();
  const heard = ipcMain.eventNames().map(String).sort();
  const main = fileURLToPath(new URL('../../../main/desktop/', import.meta.url));
  const code = readdirSync(main)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(main, name), 'utf8')] as const);
  // The preload sends on those that are heard, and hears the rest.
  const preload = Object.fromEntries(code)['preload.ts']!;
  const used = (way: string) =>
    [...preload.matchAll(new RegExp(`ipcRenderer\\.${way}\\((\\w+)`, 'g'))].map(
      ([, name]) => (channels as Record<string, string>)[name!],
    );
  expect([...new Set(used('send'))].sort()).toEqual(heard);
  expect([...new Set([...used('send'), ...used('on')])].sort()).toEqual(
    Object.values(channels).sort(),
  );
  expect(preload.match(/ipcRenderer\.(?!send\(|on\()\w+/g)).toBeNull();
  // Whoever adds `ipcMain.handle`, or listens elsewhere, adds to this test.
  const listening = code.filter(([, text]) => /ipcMain\s*\.\s*\w+|\.ipc\b/.test(text));
  expect(listening.map(([name]) => name)).toEqual(['bridge.ts']);
  expect(listening[0]![1].match(/ipcMain\.(?!on\(|off\()\w+/g)).toBeNull();
});

it('whatever comes over them', async () => {
  const answered = new Map<string, { results: number; errors: number }>();
  for (let n = 0; n < CASES; n++) {
    const seed = SEED * 1_000_000 + n;
    const dice = new Dice(seed);
    const { ipcMain, page, told, done, target, joined } = desktop();
    const ours = { sender: page, senderFrame: page.mainFrame };
    const names = ipcMain.eventNames() as string[];
    /** Method by the id of a call that is right in form: each must have one answer. */
    const asked = new Map<number, string>();
    const taken = new Set<number>();
    const call = (id: number): string => {
      const method = dice.pick(methods)!;
      const made = ofSchema(dice, shellInputs[method], WORDS);
      // Only what has come before can be saved or copied.
      const input = isObject(made) && 'parcel' in made ? { ...made, parcel: COME } : made;
      const right = JSON.stringify({ contract: 'shell', id, method, input });
      if (dice.chance(0.5)) {
        asked.set(id, method);
        return right;
      }
      const spoiled = spoilJson(dice, right);
      // What is spoiled may come to bear the id of another call.
      for (const [, other] of spoiled.matchAll(/"id":(-?\d+)/g))
        if (Number(other) !== id) taken.add(Number(other));
      return spoiled;
    };
    ipcMain.emit(channels.CONNECT, ours);
    const ready = { contract: 'shell', id: 0, method: 'wrap', input: { parcel: COME } };
    ipcMain.emit(channels.MESSAGE, ours, JSON.stringify(ready));
    for (let i = 1; i <= 6; i++) {
      const noise: unknown[] = [undefined, null, 7, {}, [], new Uint8Array(9), 'x', '{"contract":'];
      if (dice.chance(0.15)) {
        // Another channel than the one for calls, or something else than text.
        const name = dice.pick(names)!;
        if (name === channels.CONNECT) asked.clear();
        ipcMain.emit(name, ours, dice.pick(noise), dice.pick(noise));
      } else if (dice.chance(0.15)) {
        ipcMain.emit(
          channels.MESSAGE,
          { sender: page, senderFrame: { url: 'app://peerless/' } },
          call(i),
        );
        asked.delete(i);
      } else {
        const text = call(i);
        const broken = dice.chance(0.1);
        ipcMain.emit(channels.MESSAGE, ours, broken ? spoilText(dice, text) : text, 'more');
        if (broken) asked.delete(i);
      }
    }
    const answers = (): Record<string, unknown>[] =>
      told.map(({ text }) => JSON.parse(String(text)) as Record<string, unknown>);
    await vi.waitFor(() => {
      const ids = answers().map(({ id }) => id);
      for (const [id, method] of asked)
        if (!taken.has(id))
          expect(
            ids.filter((other) => other === id),
            `case ${seed}, ${method}`,
          ).toHaveLength(1);
    }, AT_ONCE);
    expect(Reflect.ownKeys({}), `case ${seed}`).toEqual([]);
    for (const { channel } of told) expect(channel, `case ${seed}`).toBe(channels.MESSAGE);
    for (const answer of answers()) {
      expect(answer.contract, `case ${seed}`).toBe('shell');
      const method = asked.get(answer.id as number);
      if (method === undefined) continue;
      const tally = answered.get(method) ?? { results: 0, errors: 0 };
      if ('error' in answer) tally.errors++;
      else tally.results++;
      answered.set(method, tally);
    }
    for (const link of done.links) expect(isDocLink(link), `case ${seed}`).toBe(true);
    for (const path of done.revealed) expect(path, `case ${seed}`).toBe(target);
    for (const name of done.offered) expect(name, `case ${seed}`).toMatch(/^[^/\\\u0000]{1,200}$/);
    for (const theme of done.themes) expect(['system', 'light', 'dark']).toContain(theme);
    for (const { role, accelerator } of done.items)
      if (role === undefined && accelerator !== undefined) expect(accelerator).toMatch(MENUS);
    for (const text of done.engine) expect(text).toMatch(/^\{"contract":"engine"/);
    joined.close();
  }
  expect(loose).toEqual([]);
  // Every method there is was called rightly, and did what it is for: a new one is here by itself.
  expect([...answered.keys()].sort()).toEqual([...methods].sort());
  for (const [method, { results }] of answered) expect(results, method).toBeGreaterThan(0);
  // A file that nobody was told of may still be on its way; no draft stays, and nothing stands elsewhere.
  await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['saved.bin']), AT_ONCE);
});
