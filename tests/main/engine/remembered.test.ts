/** What the engine remembers: sources that were opened, and every snapshot that was collected, where a history is kept. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { EngineEvents } from '#app/api/engine.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import type { Failure } from '#app/snapshot/page.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { lostSince } from '#main/engine/losses.ts';
import { Memory } from '#main/engine/remembered.ts';
import { type Collected, outside } from '#main/engine/sources.ts';
import { settingsIn } from '#main/store/settings.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { smallWorld } from './estate.ts';
import { fetched } from '#tests/kit/fetched.ts';

const text = () => writeSnapshot(smallWorld().snapshot());

/** What is left of the small network where this call brought nothing. */
function lacking(operation: string, failure: Failure, code = 'ExpiredToken'): Collected {
  const { manifest, pages } = smallWorld().snapshot();
  const message = 'The credentials of prod have expired: run aws sso login.';
  const error = { failure, code, message };
  const snapshot = makeSnapshot(
    pages.map(({ answer, ...page }) =>
      page.operation === operation ? { ...page, error } : { ...page, ...(answer && { answer }) },
    ),
    manifest,
  );
  // A refused call, a Region that is shut and an answer of somebody else are how a collection that came to its end may be.
  const finished = ['refused', 'unobserved'].includes(failure) || code === 'OptInRequired';
  return { snapshot, finished };
}

const whole = (): Collected => ({ snapshot: smallWorld().snapshot(), finished: true });

function start(folder: string, found: () => Collected = whole) {
  const heard: (EngineEvents['collected'] | undefined)[] = [];
  let tell: (() => void) | undefined;
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit: (event, data) => {
      if (event !== 'collected') return;
      heard.push(data as EngineEvents['collected']);
      tell?.();
    },
    settings: settingsIn(folder),
    sources: { ...outside, collect: () => Promise.resolve(found()) },
  });
  const collect = async (profile = 'prod', again?: string) => {
    const done = new Promise<void>((resolve) => (tell = resolve));
    const goesOn = again === undefined ? {} : { after: again, again: true as const };
    await engine.collect({ profiles: [profile], regions: [], ...goesOn });
    await done;
    return heard.at(-1)!;
  };
  return { engine, collect };
}

describe('sources that were opened', () => {
  it('are there at the next start, newest first, each once; one that failed is not', async () => {
    const { folder, write } = scratch();
    const [a, b] = [write('a.json', text()), write('b.json', text())];
    const { engine } = start(join(folder, 'settings'));
    for (const path of [a, b, a]) await engine.open({ path });
    await expect(engine.open({ path: join(folder, 'none.json') })).rejects.toThrow();
    const next = start(join(folder, 'settings')).engine;
    expect((await next.remembered({})).map((one) => [one.path, one.title, one.there])).toEqual([
      [a, 'a.json', true],
      [b, 'b.json', true],
    ]);
    rmSync(b);
    expect((await next.remembered({})).map((one) => one.there)).toEqual([true, false]);
    expect((await next.forget({ path: a })).map((one) => one.path)).toEqual([b]);
    expect(await next.forget({})).toEqual([]);
  });

  it('open even where nothing can be remembered', async () => {
    const { folder, write } = scratch();
    const { engine } = start(write('in-the-way', ''));
    const path = write('a.json', text());
    await expect(engine.open({ path })).resolves.toMatchObject({ title: 'a.json' });
    await expect(engine.keepHistory({ folder })).rejects.toThrow();
  });
});

describe('a collection that no history keeps', () => {
  it('is set aside, for the user alone, until the next takes its place', async () => {
    const { folder, write } = scratch();
    const settings = join(folder, 'settings');
    const aside = async (profile: string) => {
      const { kept } = await start(settings).collect(profile);
      return kept && 'aside' in kept ? kept.aside! : '';
    };
    const { engine } = start(settings);
    await engine.open({ path: write('a.json', text()) });
    const prod = await aside('prod');
    expect(readSnapshot(readFileSync(prod, 'utf8'), 'aside')).toEqual(smallWorld().snapshot());
    const lab = await aside('lab');
    expect([existsSync(prod), existsSync(lab)]).toEqual([false, true]);
    const known = await start(settings).engine.remembered({});
    expect(known.map((one) => [one.title, one.there])).toEqual([
      ['lab', true],
      ['a.json', true],
    ]);
    const { mode } = statSync(join(settings, 'collected'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o700);
    // Who forgets it wants it gone.
    await start(settings).engine.forget({ path: lab });
    expect(existsSync(lab)).toBe(false);
  });

  it('is in memory only where nothing can be kept, and opens all the same', async () => {
    const { write } = scratch();
    const { kept, opened } = await start(write('in-the-way', '')).collect();
    expect(kept).toBeUndefined();
    expect(opened).toBeDefined();
  });
});

describe('a collection that was not read to its end', () => {
  it('stays where the next one, or a whole one, is of another estate, or has gaps itself', async () => {
    const settings = join(scratch().folder, 'settings');
    let found = lacking('DescribeSubnets', 'credentials');
    const { collect } = start(settings, () => found);
    const asideOf = ({ kept }: EngineEvents['collected']) =>
      kept && 'aside' in kept ? kept.aside! : '';
    const elsewhere = (part: Collected): Collected => {
      const { manifest, pages } = part.snapshot;
      const moved = pages.map((page) => ({ ...page, account: '999999999999' }));
      return { ...part, snapshot: makeSnapshot(moved, manifest) };
    };
    const part = asideOf(await collect('prod'));
    found = elsewhere(found);
    const other = asideOf(await collect('lab'));
    const there = () => [part, other].map((path) => existsSync(path));
    expect(there()).toEqual([true, true]);
    found = lacking('DescribeSubnets', 'refused');
    await collect('prod');
    expect(there()).toEqual([true, true]);
    found = elsewhere(whole());
    await collect('lab');
    expect(there()).toEqual([true, false]);
    found = whole();
    await collect('prod');
    expect(there()).toEqual([false, false]);
  });

  it('is set aside beside the whole one, until a whole one that holds as much', async () => {
    const { folder } = scratch();
    const settings = join(folder, 'settings');
    let found = whole();
    const { engine, collect } = start(settings, () => found);
    const asideOf = (kept: EngineEvents['collected']['kept']) =>
      kept && 'aside' in kept ? kept.aside! : '';
    const first = asideOf((await collect()).kept);
    found = lacking('DescribeSubnets', 'credentials');
    const part = asideOf((await collect()).kept);
    expect([first, part].map((path) => existsSync(path))).toEqual([true, true]);
    const titles = async () => (await engine.remembered({})).map(({ title }) => title);
    expect(await titles()).toEqual(['prod (in part)', 'prod']);
    found = whole();
    await collect('lab');
    expect([first, part].map((path) => existsSync(path))).toEqual([false, false]);
    expect(await titles()).toEqual(['lab']);
    // Who forgets it wants it gone.
    found = lacking('DescribeSubnets', 'cancelled');
    const last = asideOf((await collect()).kept);
    await engine.forget({});
    expect(existsSync(last)).toBe(false);
  });

  it('comes into no history, and is told why', async () => {
    const { folder } = scratch();
    const { engine, collect } = start(join(folder, 'settings'), () =>
      lacking('DescribeSubnets', 'credentials'),
    );
    await engine.keepHistory({ folder: join(folder, 'kept') });
    const { kept, opened } = await collect();
    expect(opened).toBeDefined();
    expect(kept).toMatchObject({ fault: expect.stringMatching(/only what is whole/) });
    expect((await engine.history({})).estates).toEqual([]);
  });

  it('takes no place where it is a repetition, unless what is open lacks the same; a refused call is how things are', async () => {
    const { folder } = scratch();
    let found = whole();
    const { collect } = start(join(folder, 'settings'), () => found);
    const { opened } = await collect();
    const { handle } = opened!;
    found = lacking('DescribeSubnets', 'credentials');
    const worse = await collect('prod', handle);
    expect(worse.opened).toBeUndefined();
    expect(worse.error).toBe(
      'Not all of it could be read: The credentials of prod have expired: run aws sso login.',
    );
    expect(worse.kept && 'aside' in worse.kept && existsSync(worse.kept.aside!)).toBe(true);
    found = lacking('DescribeSubnets', 'refused');
    expect((await collect('prod', handle)).opened?.after).toBe(handle);
    found = lacking('DescribeSubnets', 'credentials');
    const first = (await collect()).opened!;
    expect((await collect('prod', first.handle)).opened?.after).toBe(first.handle);
  });

  const ended: readonly (readonly [Failure, string])[] = [
    ['unavailable', 'ECONNREFUSED'],
    ['unavailable', 'ServerFault'],
    ['throttled', 'RequestLimitExceeded'],
    ['unobserved', 'BadAnswer'],
  ];
  it.each(ended)(
    'takes no place, and comes into no history, where it ended %s (%s)',
    async (failure, code) => {
      const { folder } = scratch();
      let found = whole();
      const { engine, collect } = start(join(folder, 'settings'), () => found);
      const { handle } = (await collect()).opened!;
      await engine.keepHistory({ folder: join(folder, 'kept') });
      found = lacking('DescribeSubnets', failure, code);
      const worse = await collect('prod', handle);
      expect(worse.error).toMatch(/^Not all of it could be read/);
      expect(worse.opened).toBeUndefined();
      expect(worse.kept).toMatchObject({ fault: expect.stringMatching(/only what is whole/) });
      expect((await engine.history({})).estates).toEqual([]);
      // A Region that was switched off meanwhile is how things are.
      found = lacking('DescribeSubnets', 'unavailable', 'OptInRequired');
      expect((await collect('prod', handle)).opened?.after).toBe(handle);
    },
  );

  it('takes no place, either, where it had failed in part before and now brings less, or a name leads nowhere any more', () => {
    const { snapshot } = whole();
    const { snapshot: throttled } = lacking('DescribeSubnets', 'throttled', 'Throttling');
    const before = {
      ...snapshot,
      pages: [...snapshot.pages, ...throttled.pages.filter(({ error }) => error)],
    };
    expect(lostSince(before, throttled)?.operation).toBe('DescribeSubnets');
    expect(lostSince(before, before)).toBeUndefined();
    const { snapshot: gone } = lacking('DescribeSubnets', 'unavailable', 'NotOffered');
    expect(lostSince(snapshot, gone)?.operation).toBe('DescribeSubnets');
    expect(lostSince(gone, gone)).toBeUndefined();
  });

  it('a repetition that is stopped when all of it is read and kept is not opened, and is kept', async () => {
    const { folder } = scratch();
    const { engine, collect } = start(join(folder, 'settings'));
    const { opened, job } = await collect();
    await engine.keepHistory({ folder: join(folder, 'kept') });
    const next = job.replace(/\d+$/, (n) => String(Number(n) + 1));
    const keep = vi.spyOn(Memory.prototype, 'keep');
    keep.mockImplementationOnce(async () => {
      await engine.cancel({ job: next });
      return '/kept/prod/x.json';
    });
    const late = await collect('prod', opened!.handle);
    expect(late).toMatchObject({ job: next, kept: { path: '/kept/prod/x.json' } });
    expect(late.opened).toBeUndefined();
  });
});

describe('the history', () => {
  it('keeps what is collected, once a folder was chosen', async () => {
    const { folder } = scratch();
    const { engine, collect } = start(join(folder, 'settings'));
    expect((await collect()).kept).not.toHaveProperty('path');
    const kept = join(folder, 'kept');
    expect(await engine.keepHistory({ folder: kept })).toMatchObject({ folder: kept, estates: [] });
    const { kept: where } = await collect();
    if (!where || !('path' in where)) throw new Error('it was not kept');
    expect(where.path.startsWith(join(kept, 'prod'))).toBe(true);
    expect(readSnapshot(readFileSync(where.path, 'utf8'), 'kept')).toEqual(smallWorld().snapshot());
    const { estates } = await engine.history({});
    expect(estates).toMatchObject([{ name: 'prod', snapshots: [{ path: where.path }] }]);
    await engine.keepHistory({});
    expect((await engine.history({})).folder).toBeUndefined();
    // What is kept already stays.
    expect(readFileSync(where.path).length).toBeGreaterThan(0);
  });

  it('says why a collected snapshot was not kept, and opens it all the same', async () => {
    const { folder, write } = scratch();
    const { engine, collect } = start(join(folder, 'settings'));
    const kept = join(folder, 'kept');
    await engine.keepHistory({ folder: kept });
    write('kept', 'a file is in the way');
    const { kept: where, opened } = await collect();
    expect(where).toMatchObject({ fault: expect.stringMatching(/kept\/prod cannot be made/) });
    if (!where || 'path' in where) throw new Error('it was kept');
    expect(existsSync(where.aside!)).toBe(true);
    expect(opened).toBeDefined();
  });

  it('keeps what is open when asked, and refuses folders that are none and files that are torn', async () => {
    const { folder, write } = scratch();
    const { engine } = start(join(folder, 'settings'));
    const { handle } = await engine.open({ path: write('a.json', text()) });
    await expect(engine.keepSnapshot({ handle })).rejects.toThrow(/Choose a folder/);
    await expect(engine.keepHistory({ folder: 'relative/path' })).rejects.toThrow(/from its root/);
    await expect(engine.keepHistory({ folder: write('file', '') })).rejects.toThrow(/not a folder/);
    await engine.keepHistory({ folder: join(folder, 'kept') });
    const { path, history } = await engine.keepSnapshot({ handle, estate: 'Lab' });
    expect(history.estates).toMatchObject([{ name: 'Lab', snapshots: [{ path }] }]);
    const torn = await engine.open({ path: write('torn.json', text().slice(0, -100)) });
    await expect(engine.keepSnapshot({ handle: torn.handle })).rejects.toThrow(
      /torn\.json is cut off: .* The history takes only what is whole\.$/,
    );
  });

  it('gives what is open as a file that opens again', async () => {
    const { folder, write } = scratch();
    const { engine } = start(join(folder, 'settings'));
    const { handle } = await engine.open({ path: write('a.json', text()) });
    const file = await engine.snapshotFile({ handle });
    expect((await fetched(engine, file)).toString()).toBe(text());
    // A name that the desktop opens by double click, whatever the source is called.
    const named = async (source: Parameters<typeof engine.open>[0]) =>
      (await engine.snapshotFile(await engine.open(source))).name;
    expect(file.name).toBe('a.peerless');
    expect(await named({ demo: true })).toBe('Sample estate.peerless');
    for (const [name, saved] of [
      ['b.peerless', 'b.peerless'],
      ['v1.2.JSON.gz', 'v1.2.peerless'],
      ['v1.2', 'v1.2.peerless'],
      ['.json', '.json.peerless'],
    ] as const)
      expect(await named({ files: [{ name, text: text() }] })).toBe(saved);
  });
});
