/** Configuration, suppressions and baseline: there again after a reload, and asked about on leaving where no file holds them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LintState } from '#app/api/lint.ts';
import { Downloads } from '#main/engine/downloads.ts';
import { unsavedIn } from '#renderer/state/unsaved.ts';
import { keepUnsaved, RETRY_MS } from '#renderer/unsaved.ts';
import { lintState, settled, startWindow } from './window.ts';

/** What a tab of a browser keeps over a reload, and whom it asks before it goes. */
let storage: Map<string, string>;
/** Characters that it takes. */
let most: number;
let leave: (event: Event) => void;
/** Whether the user was asked, at each time that the page was loaded anew. */
let reloads: boolean[];
beforeEach(() => {
  storage = new Map();
  most = Infinity;
  reloads = [];
  vi.stubGlobal('location', { reload: () => reloads.push(asks()) });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > most) throw new DOMException('QuotaExceededError');
      storage.set(key, value);
    },
    removeItem: (key: string) => storage.delete(key),
  });
  vi.stubGlobal('addEventListener', (_: string, heard: typeof leave) => (leave = heard));
});
afterEach(() => void vi.unstubAllGlobals());

const asks = (): boolean => {
  const event = new Event('beforeunload', { cancelable: true });
  leave(event);
  return event.defaultPrevented;
};

const linted = (revision: number, config: number, baseline?: number): LintState =>
  lintState(revision, {
    config: { name: undefined, extends: 'recommended', suppressions: config - 1, version: config },
    ...(baseline !== undefined && {
      baseline: { name: undefined, entries: 3, version: baseline },
    }),
  });

/** A page with an engine whose configuration 2 has a suppression in it, whose baseline is number 7. */
async function page(part: Parameters<typeof startWindow>[0] = {}) {
  const downloads = new Downloads();
  const window = startWindow({
    portion: ({ download, from }) => Promise.resolve(downloads.portion(download, from)),
    suppress: () => Promise.resolve(linted(2, 2)),
    undo: () => Promise.resolve(linted(3, 1)),
    baseline: () => Promise.resolve(linted(4, 2, 7)),
    configure: () => Promise.resolve(linted(5, 2)),
    settingsFile: ({ what }) =>
      Promise.resolve(downloads.one({ name: `${what}.json`, mime: '', body: `"${what}"` })),
    ...part,
  });
  keepUnsaved(window.store);
  await window.state().openDemo();
  await settled();
  return { ...window, unsaved: () => unsavedIn(window.state()) };
}

const suppress = async ({ state }: Awaited<ReturnType<typeof page>>) => {
  state().askSuppress('f-hole');
  await state().suppress({ rule: 'route-blackhole', resource: '*', reason: 'known', until: '' });
  await settled();
};

describe('what no file holds', () => {
  it('is none of what is as it came', async () => {
    const window = await page();
    expect(window.unsaved()).toEqual([]);
    expect(asks()).toBe(false);
  });

  it('is asked about until it is saved, or taken back', async () => {
    const window = await page();
    await suppress(window);
    expect(window.unsaved()).toEqual(['config']);
    expect(asks()).toBe(true);
    await window.state().undoLint(() => undefined);
    expect(window.unsaved()).toEqual([]);
    expect(asks()).toBe(false);

    await suppress(window);
    await window.state().takeBaseline();
    expect(window.unsaved()).toEqual(['config', 'baseline']);
    await window.state().saveSettings('config');
    expect(window.unsaved()).toEqual(['baseline']);
    await window.state().saveSettings('baseline');
    await settled();
    expect(asks()).toBe(false);
  });

  it('is not saved where the user changed their mind in the dialog', async () => {
    const window = startWindow(
      { suppress: () => Promise.resolve(linted(2, 2)) },
      { save: () => Promise.resolve({ path: undefined }) },
    );
    await window.state().openDemo();
    window.state().askSuppress('f-hole');
    await window.state().suppress({ rule: 'r', resource: '*', reason: 'known', until: '' });
    await window.state().saveSettings('config');
    expect(unsavedIn(window.state())).toEqual(['config']);
  });

  it('is there again in the page that comes after, told, and still not saved', async () => {
    const before = await page();
    await suppress(before);
    await before.state().takeBaseline();
    await settled();
    const after = await page();
    const put = after.asked.filter(({ method }) => /^(configure|baseline)$/.test(method));
    expect(put).toEqual([
      {
        method: 'configure',
        input: {
          handle: 'handle of Sample estate',
          file: { name: 'what was not saved', text: '"config"' },
        },
      },
      {
        method: 'baseline',
        input: {
          handle: 'handle of Sample estate',
          from: { name: 'what was not saved', text: '"baseline"' },
        },
      },
    ]);
    expect(after.state().lint).toEqual(linted(4, 2, 7));
    expect(after.unsaved()).toEqual(['config', 'baseline']);
    expect(after.state().notice).toMatchObject({ tone: 'done', action: 'lint-settings' });
    // Once: what is opened next goes on by the settings of the session.
    await after.state().openPath('/other.json');
    expect(after.asked.filter(({ method }) => method === 'configure')).toHaveLength(1);
  });
});

describe('what holds when the page is loaded anew', () => {
  const kept = () => JSON.parse(storage.get('peerless.unsaved') ?? '{}') as object;

  it('holds again where a file has it, and is not to be saved', async () => {
    const before = await page();
    await suppress(before);
    await before.state().takeBaseline();
    await before.state().saveSettings('config');
    await before.state().saveSettings('baseline');
    await settled();
    const after = await page({
      baseline: ({ from }) => Promise.resolve(from === 'none' ? linted(6, 2) : linted(4, 2, 7)),
    });
    const put = after.asked.filter(({ method }) => /^(configure|baseline)$/.test(method));
    expect(put.map(({ input }) => input)).toMatchObject([
      { file: { name: 'config.json', text: '"config"' } },
      { from: { name: 'baseline.json', text: '"baseline"' } },
    ]);
    expect(after.state().lint?.baseline?.entries).toBe(3);
    expect(after.unsaved()).toEqual([]);
    expect(after.state().notice?.text).toMatch(/ that was open before holds again\.$/);
    await after.state().clearBaseline();
    await settled();
    expect(Object.keys(kept())).toEqual(['config']);
  });

  it('is not what was decided before, where the storage takes no more: the user is asked', async () => {
    const window = await page();
    await suppress(window);
    const { length } = storage.get('peerless.unsaved')!;
    most = length;
    await window.state().takeBaseline();
    await settled();
    expect(kept()).toEqual({});
    await window.state().reload();
    // Of what a file holds, what is not saved is not given up.
    await window.state().saveSettings('baseline');
    await window.state().reload();
    expect(reloads).toEqual([true, false]);
    expect(kept()).toEqual({ config: { text: '"config"', saved: false } });
  });

  it('is what was decided a moment ago: the reload waits for the engine to tell it', async () => {
    let tell = () => undefined as void;
    const isTold = new Promise<void>((resolve) => (tell = resolve));
    const downloads = new Downloads();
    const window = await page({
      portion: ({ download, from }) => Promise.resolve(downloads.portion(download, from)),
      settingsFile: async () => {
        await isTold;
        return downloads.one({ name: 'config.json', mime: '', body: 'decided' });
      },
    });
    await suppress(window);
    const reloading = window.state().reload();
    await settled();
    expect(reloads).toEqual([]);
    tell();
    await reloading;
    expect(reloads).toEqual([false]);
    expect(kept()).toMatchObject({ config: { text: 'decided' } });
  });

  it('is not known where the engine does not tell it: the user is asked, and it is asked for again', async () => {
    let isDown = true;
    const downloads = new Downloads();
    const window = await page({
      portion: ({ download, from }) => Promise.resolve(downloads.portion(download, from)),
      settingsFile: () =>
        isDown
          ? Promise.reject(new Error('broken pipe'))
          : Promise.resolve(downloads.one({ name: 'c.json', mime: '', body: 'told' })),
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      window.state().askSuppress('f-hole');
      const entry = { rule: 'route-blackhole', resource: '*', reason: 'known', until: '' };
      await window.state().suppress(entry);
      await window.state().reload();
      expect(reloads).toEqual([true]);
      expect(kept()).toEqual({});
      isDown = false;
      await vi.advanceTimersByTimeAsync(RETRY_MS);
    } finally {
      vi.useRealTimers();
    }
    await settled();
    expect(kept()).toMatchObject({ config: { text: 'told' } });
  });
});
