/** Whether a newer release is out: asked only when told to, by one plain request, and always answered in words. */
import type { MenuItemConstructorOptions, MessageBoxOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type UpdateItems } from '#main/desktop/menu.ts';
import { askForUpdate, releasesPage, tellUpdate, updateWords } from '#main/desktop/updates.ts';
import { repositoryOf } from '#main/package.ts';
import { forgetfulSettings } from '#main/store/settings.ts';

const LATEST = 'https://api.github.com/repos/northwind/peerless/releases/latest';

function github(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  return {
    asked,
    ask: (version: string) =>
      askForUpdate({
        repository: 'northwind/peerless',
        version,
        fetch: async (url, init) => {
          asked.push({ url, init });
          return await answer();
        },
      }),
  };
}
/** As GitHub's reference shows an answer, less what is not read. */
const release = (tag: unknown) => () =>
  Response.json({ tag_name: tag, html_url: 'https://evil.example/', draft: false });

describe('the question', () => {
  it('is one request that tells nothing of who asks', async () => {
    const { ask, asked } = github(release('v0.1.0'));
    await ask('0.1.0');
    expect(asked).toHaveLength(1);
    const [{ url, init }] = asked as [(typeof asked)[number]];
    expect(url).toBe(LATEST);
    expect(init).toMatchObject({ credentials: 'omit', redirect: 'error' });
    expect(init.method ?? 'GET').toBe('GET');
    expect(init.headers).toEqual({
      accept: 'application/vnd.github+json',
      'user-agent': 'Peerless',
    });
  });

  it.each([
    ['v0.2.0', '0.1.9', 'newer'],
    ['v0.10.0', '0.9.3', 'newer'],
    ['1.0.0', '0.10.10', 'newer'],
    ['v0.1.0', '0.1.0', 'newest'],
    ['v0.1.0', '0.2.0', 'newest'],
  ])('%s is out, and %s asks: %s', async (out, ours, kind) => {
    expect(await github(release(out)).ask(ours)).toEqual({ kind, version: out.replace('v', '') });
  });

  it.each([
    ['no release', () => new Response('{"message":"Not Found"}', { status: 404 }), /No release/],
    ['too many questions', () => new Response('{}', { status: 403 }), /answered with 403/],
    [
      'no network',
      () => Promise.reject(new TypeError('fetch failed')),
      /no way to api\.github\.com, or it answers from another/,
    ],
    [
      'silence',
      () => Promise.reject(new DOMException('late', 'TimeoutError')),
      /no answer within 10 seconds/,
    ],
    ['a sign-in page', () => new Response('<html>'), /names no version/],
    ['a tag that is none', release('latest"><script>'), /names no version/],
    ['a number for a tag', release(7), /names no version/],
    ['more than an answer', () => new Response('x'.repeat(2_000_000)), /the answer is too long/],
  ] as const)('%s is a sentence', async (_, answer, words) => {
    const told = await github(answer).ask('0.1.0');
    expect(updateWords(told, '0.1.0')).toMatch(words);
  });
});

describe('the answer', () => {
  const shown = async (kind: 'newer' | 'newest', response: number) => {
    const boxes: MessageBoxOptions[] = [];
    const open = await tellUpdate(
      (options) => {
        boxes.push(options);
        return Promise.resolve({ response, checkboxChecked: false });
      },
      { kind, version: '0.2.0' },
      '0.1.0',
    );
    return { open, box: boxes[0]! };
  };

  it('leads to the releases, where the user wants to see them', async () => {
    const { open, box } = await shown('newer', 0);
    expect(box.message).toBe('Peerless 0.2.0 is out; this is 0.1.0.');
    expect(box.buttons).toEqual(['Open releases', 'Close']);
    expect(open).toBe(true);
    expect((await shown('newer', 1)).open).toBe(false);
    // Never where the answer points: where the release itself says.
    expect(releasesPage('northwind/peerless')).toBe(
      'https://github.com/northwind/peerless/releases',
    );
  });

  it('is told where nothing is to be done, too', async () => {
    const { open, box } = await shown('newest', 0);
    expect(box.buttons).toEqual(['Close']);
    expect(open).toBe(false);
  });
});

describe('the menu', () => {
  const itemsOf = (updates?: UpdateItems) => {
    const recent = { sources: [], open: () => undefined };
    const parts = { menus: [], perform: () => undefined, recent, tools: false, updates };
    const help = menuTemplate('linux', parts).at(-1)!;
    const items = help.submenu as MenuItemConstructorOptions[];
    return ['check-updates', 'check-updates-at-start', 'updates-told'].map((id) =>
      items.find((item) => item.id === id),
    );
  };
  const updates = { atStart: false, check: () => undefined, setAtStart: () => undefined };

  it('offers nothing where nobody knows of releases, and says so', () => {
    const [check, atStart, told] = itemsOf();
    expect([check?.enabled, atStart?.enabled, told?.enabled]).toEqual([false, false, false]);
    expect(told?.label).toBe('This build does not know where its releases are.');
  });

  it('has what came of the last check as a line, once there was one', () => {
    expect(itemsOf({ ...updates, told: undefined })[2]).toBeUndefined();
    expect(itemsOf({ ...updates, told: 'R&D' })[2]).toMatchObject({
      label: 'R&&D',
      enabled: false,
    });
  });

  it('checks when told to, and at each start only where that was switched on', async () => {
    expect((await forgetfulSettings().read()).updates).toBe(false);
    const done: unknown[] = [];
    const [check, atStart] = itemsOf({
      atStart: false,
      told: undefined,
      check: () => done.push('check'),
      setAtStart: (on) => done.push(on),
    });
    expect(atStart).toMatchObject({ type: 'checkbox', checked: false });
    (check!.click as () => void)();
    (atStart!.click as (item: { checked: boolean }) => void)({ checked: true });
    expect(done).toEqual(['check', true]);
  });
});

describe('where releases are', () => {
  it.each([
    ['github:northwind/peerless', 'northwind/peerless'],
    [{ type: 'git', url: 'git+https://github.com/northwind/peer.less.git' }, 'northwind/peer.less'],
    ['https://github.com/northwind/peerless', 'northwind/peerless'],
    [undefined, undefined],
    ['https://github.com.evil.example/a/b', undefined],
    ['github:a/b/../../c', undefined],
    ['gitlab:a/b', undefined],
  ])('%j: %s', (field, repository) => {
    expect(repositoryOf(field)).toBe(repository);
  });
});
