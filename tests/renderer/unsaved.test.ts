/** Suppressions and a baseline that no file holds: said so, asked about on leaving, and there again after a reload. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LintState } from '#app/api/lint.ts';
import { Downloads } from '#main/engine/downloads.ts';
import { unsavedIn } from '#renderer/state/unsaved.ts';
import { keepUnsaved } from '#renderer/unsaved.ts';
import { lintState, settled, startWindow } from './window.ts';

/** What a tab of a browser keeps over a reload, and whom it asks before it goes. */
let storage: Map<string, string>;
let leave: (event: Event) => void;
beforeEach(() => {
  storage = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
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
async function page() {
  const downloads = new Downloads();
  const window = startWindow({
    portion: ({ download, from }) => Promise.resolve(downloads.portion(download, from)),
    suppress: () => Promise.resolve(linted(2, 2)),
    undo: () => Promise.resolve(linted(3, 1)),
    baseline: () => Promise.resolve(linted(4, 2, 7)),
    configure: () => Promise.resolve(linted(5, 2)),
    settingsFile: ({ what }) =>
      Promise.resolve(downloads.one({ name: `${what}.json`, mime: '', body: `"${what}"` })),
  });
  keepUnsaved(window.store, window.link);
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
    expect(storage.has('peerless.unsaved')).toBe(false);
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
