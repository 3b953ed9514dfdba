/** The window's side of what is remembered: the list of the welcome, the history, and what a collection says of itself. */
import type { Gap } from '#app/topology/gap.ts';
import { describe, expect, it } from 'vitest';
import type { History, KeptSnapshot } from '#app/api/history.ts';
import { gathered } from '#renderer/words/timeline.ts';
import { opened, settled, startWindow } from '../window.ts';

const snapshot = (day: string) => ({
  path: `/kept/prod/${day}.json`,
  created: `${day}T00:00:00Z`,
  accounts: 2,
  regions: 1,
  missed: 0,
});
const kept: History = {
  folder: '/kept',
  estates: [{ name: 'prod', snapshots: [snapshot('2026-11-01'), snapshot('2026-11-29')] }],
  ignored: [],
  more: 0,
  fault: undefined,
};

describe('the line of time', () => {
  const places = (days: readonly string[], apart = 0) =>
    gathered(days, (day) => day, apart).map(({ of, at }) => [at, ...of]);

  it('puts the first at its beginning, the last at its end, and others by their time', () => {
    const [first, second, last] = ['2026-11-01', '2026-11-08', '2026-11-29'] as const;
    expect(places([first, second, last])).toEqual([
      [0, first],
      [0.25, second],
      [1, last],
    ]);
    expect(places([first])).toEqual([[0.5, first]]);
    expect(places([first, 'nonsense', last])).toEqual([
      [0, first],
      [0.5, 'nonsense'],
      [1, last],
    ]);
    expect(places([])).toEqual([]);
  });

  it('gathers those that have no room beside each other, at the newest of them', () => {
    const days = ['2026-11-01', '2026-11-02', '2026-11-19', '2026-11-20', '2026-11-21'];
    // Of twenty days: 0, 0.05, 0.9, 0.95 and 1.
    expect(places(days, 0.12)).toEqual([
      [0, ...days.slice(0, 2)],
      [1, ...days.slice(2)],
    ]);
  });

  it('of every hour of ten years has no more places than room', () => {
    const hours = Array.from({ length: 87_660 }, (_, i) =>
      new Date(Date.UTC(2016, 0, 1, i)).toISOString(),
    );
    const line = places(hours, 1 / 28);
    expect(line.length).toBeLessThanOrEqual(29);
    expect(line.flatMap(([, ...of]) => of)).toEqual(hours);
  });
});

describe('the history', () => {
  it('opens a snapshot by its path, and compares it with what is open', async () => {
    const { state, asked } = startWindow({ history: () => Promise.resolve(kept) });
    await state().loadHistory();
    expect(state().history).toEqual(kept);
    state().showDialog('history');
    await state().openSnapshot(kept.estates[0]!.snapshots[1]!);
    expect(state().dialog).toBeUndefined();
    expect(asked.filter((a) => a.method === 'open').at(-1)?.input).toMatchObject({
      path: '/kept/prod/2026-11-29.json',
    });
    await state().compareSnapshot(kept.estates[0]!.snapshots[0]!);
    expect(asked.filter((a) => a.method === 'open').at(-1)?.input).toMatchObject({
      path: '/kept/prod/2026-11-01.json',
    });
    expect(asked.map((a) => a.method)).toContain('compare');
  });

  it('compares any two: the newer is opened, whichever was chosen first', async () => {
    const { state, asked } = startWindow({
      history: () => Promise.resolve(kept),
      open: (input) => {
        const path = 'path' in input ? input.path : '';
        const { manifest, ...rest } = opened(path);
        const created = `${path.slice(-15, -5)}T00:00:00Z`;
        return Promise.resolve({ ...rest, manifest: { ...manifest, created } });
      },
    });
    const [old, fresh] = kept.estates[0]!.snapshots as [KeptSnapshot, KeptSnapshot];
    const pair = () => [state().historyPick, state().historyOther];
    await state().loadHistory();
    // There is nothing yet to compare with.
    state().pickSnapshot(fresh.path, true);
    expect(pair()).toEqual([fresh.path, undefined]);
    state().pickSnapshot(old.path, true);
    expect(pair()).toEqual([fresh.path, old.path]);
    state().pickSnapshot(old.path, true);
    expect(pair()).toEqual([fresh.path, undefined]);
    state().pairSnapshots(true);
    state().pickSnapshot(old.path);
    expect([...pair(), state().historyPairs]).toEqual([fresh.path, old.path, false]);
    await state().compareSnapshots(fresh, old);
    const paths = asked.flatMap(({ method, input }) =>
      method === 'open' ? [(input as { path: string }).path] : [],
    );
    expect(paths.slice(-2)).toEqual([fresh.path, old.path]);
    state().pickSnapshot(fresh.path);
    expect(pair()).toEqual([fresh.path, undefined]);
  });

  it('says why a folder was refused, and holds what it had', async () => {
    const { state } = startWindow({
      history: () => Promise.resolve(kept),
      keepHistory: () => Promise.reject(new Error('no')),
    });
    await state().loadHistory();
    await state().keepHistory('/elsewhere');
    expect(state().historyFault).toBeDefined();
    expect(state().history).toEqual(kept);
  });
});

it('tells what became of a collected snapshot', async () => {
  const { state, emit } = startWindow();
  const { opened } = await import('../window.ts');
  const collected = async (of: object) => {
    await state().startCollect();
    emit('collected', { job: 'job-1', opened: opened('prod'), ...of });
    await settled();
    return state().notice;
  };
  expect(await collected({ kept: { path: '/kept/prod/x.json' } })).toMatchObject({
    tone: 'done',
    text: 'Kept as /kept/prod/x.json',
  });
  expect(
    await collected({ kept: { fault: undefined, aside: '/settings/collected/prod/x.json' } }),
  ).toMatchObject({
    text: 'Collected. It is set aside until the next one: save it, or keep a history.',
    action: 'save-snapshot',
  });
  expect(await collected({ kept: { fault: 'The disk is full.', aside: undefined } })).toMatchObject(
    {
      tone: 'failed',
      text: 'Not kept in the history: The disk is full.',
    },
  );
  expect(await collected({})).toMatchObject({ action: 'save-snapshot', also: undefined });
  const gap = { id: 'g', kind: 'call', message: 'Refused.' } as unknown as Gap;
  expect(await collected({ opened: { ...opened('prod'), gaps: [gap] } })).toMatchObject({
    text: 'Collected. Not all could be seen: 1 gap. It is in memory only: save it, or keep a history.',
    also: 'show-gaps',
  });
});

it('the welcome drops one from its list', async () => {
  const one = { path: '/a.json', title: 'a.json', opened: '2026-11-29T00:00:00Z', there: true };
  const { state, asked } = startWindow({ remembered: () => Promise.resolve([one]) });
  await state().loadRemembered();
  expect(state().remembered).toEqual([one]);
  await state().forget('/a.json');
  expect(asked.at(-1)).toEqual({ method: 'forget', input: { path: '/a.json' } });
  expect(state().remembered).toEqual([]);
});
