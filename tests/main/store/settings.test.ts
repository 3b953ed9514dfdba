/** What is remembered between starts: where, that changes do not overwrite each other, and that nothing breaks on rubbish. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsFolder, settingsIn } from '#main/store/settings.ts';
import { scratch } from '#tests/kit/scratch.ts';

describe('the folder', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/home/ann/.config/peerless'],
    ['linux', { XDG_CONFIG_HOME: '/etc/ann' }, '/etc/ann/peerless'],
    // The specification tells to ignore relative paths.
    ['linux', { XDG_CONFIG_HOME: 'ann' }, '/home/ann/.config/peerless'],
    ['darwin', {}, '/home/ann/Library/Application Support/Peerless'],
    ['linux', { PEERLESS_SETTINGS: '/tmp/own' }, '/tmp/own'],
  ])('%s %o', (platform, env, folder) => {
    expect(settingsFolder(env, platform, '/home/ann')).toBe(folder);
  });
});

describe('settings', () => {
  const one = (path: string) => ({ path, title: path, opened: '2026-11-29T10:00:00.000Z' });

  it('are there at the next start, for the user alone', async () => {
    const folder = join(scratch().folder, 'made', 'when', 'needed');
    expect(await settingsIn(folder).read()).toEqual({
      recent: [],
      history: undefined,
      updates: false,
    });
    await settingsIn(folder).change((s) => ({ ...s, recent: [one('/a')], history: '/kept' }));
    expect(await settingsIn(folder).read()).toEqual({
      recent: [one('/a')],
      history: '/kept',
      updates: false,
    });
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('take changes one after the other, however quickly they come', async () => {
    const { folder } = scratch();
    const settings = settingsIn(folder);
    await Promise.all(
      ['/a', '/b', '/c', '/d'].map((path) =>
        settings.change((s) => ({ ...s, recent: [one(path), ...s.recent] })),
      ),
    );
    expect((await settings.read()).recent.map((r) => r.path)).toEqual(['/d', '/c', '/b', '/a']);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"schema":"peerless-settings/9"}',
    '{"schema":"peerless-settings/1","history":5}',
  ])('begin anew where the file holds %s', async (text) => {
    const { folder, write } = scratch();
    write('settings.json', text);
    const settings = settingsIn(folder);
    expect(await settings.read()).toEqual({ recent: [], history: undefined, updates: false });
    await settings.change((s) => ({ ...s, history: '/kept' }));
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({
      history: '/kept',
    });
  });

  it('a change that cannot be written fails, and does not stop the next', async () => {
    const { folder, write } = scratch();
    write('file', 'in the way');
    const settings = settingsIn(join(folder, 'file'));
    await expect(settings.change((s) => s)).rejects.toThrow();
    const good = settingsIn(folder);
    writeFileSync(join(folder, 'settings.json'), 'x');
    await expect(good.change((s) => s)).resolves.toBeDefined();
  });
});
