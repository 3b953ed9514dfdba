/** Findings as they come from the engine, page by page, and what the window does to them. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import type { FindingPage } from '#app/api/lint.ts';
import { actions } from '#renderer/actions/index.gen.ts';
import { perform } from '#renderer/perform.ts';
import { choicesOf } from '#renderer/panels/suppress.tsx';
import { finding, findings, lintState, row, settled, startWindow } from '../window.ts';

const openWindow = async (...part: Parameters<typeof startWindow>) => {
  const window = startWindow(...part);
  await window.state().openDemo();
  return window;
};

const many = Array.from({ length: 25 }, (_, i) => row(finding({ fingerprint: `f-${i}` })));

/** Answers in pages of ten. */
const paged =
  (revisionOf: (start: number) => number = () => 1) =>
  ({ start }: { start: number }): Promise<FindingPage> =>
    Promise.resolve({
      revision: revisionOf(start),
      total: many.length,
      rows: many.slice(start, start + 10),
    });

describe('findings', () => {
  it('are all there once every page has come, each once and in order', async () => {
    const { state } = await openWindow({ findings: paged() });
    await settled();
    expect(state().rows.map((r) => r.fingerprint)).toEqual(many.map((r) => r.fingerprint));
  });

  it('show with the first page, while the rest is still on its way', async () => {
    let release: (() => void) | undefined;
    const { state } = await openWindow({
      findings: (input) =>
        input.start === 0
          ? paged()(input)
          : new Promise((resolve) => (release = () => resolve(paged()(input)))),
    });
    expect(state().source.phase).toBe('open');
    expect(state().rows).toHaveLength(10);
    release?.();
    await settled();
    release?.();
    await settled();
    expect(state().rows).toHaveLength(25);
  });

  it('of two revisions are never mixed: the list is read anew', async () => {
    let asked = 0;
    const { state } = await openWindow({
      // They change between the first page and the second.
      findings: paged(() => (asked++ === 0 ? 1 : 2)),
    });
    await settled();
    expect(state().rows.map((r) => r.fingerprint)).toEqual(many.map((r) => r.fingerprint));
  });

  it('of a source that was left do not get into the next', async () => {
    const waiting: (() => void)[] = [];
    const { state } = startWindow({
      findings: (input) =>
        input.handle === 'handle of slow'
          ? new Promise((resolve) => waiting.push(() => resolve(paged()(input))))
          : Promise.resolve({ revision: 1, total: 1, rows: [row(findings[0]!)] }),
    });
    const slow = state().openPath('slow');
    await settled();
    await state().openPath('quick');
    waiting[0]?.();
    await slow;
    expect(state().rows.map((r) => r.fingerprint)).toEqual(['f-one-way']);
  });

  it('are read in full once each', async () => {
    const { state, asked } = await openWindow();
    await state().selectFinding('f-hole');
    await state().selectFinding('f-mesh');
    await state().selectFinding('f-hole');
    expect(asked.filter((a) => a.method === 'finding')).toHaveLength(2);
    expect(state().details['f-hole']?.message).toContain('drops');
  });
});

describe('suppressing', () => {
  /** An engine that suppresses what it is told to, and takes it back. */
  function hushing(detail: () => Promise<unknown> = () => Promise.resolve()) {
    const hushed = new Set<string>();
    let revision = 1;
    const answer = (part = {}) => {
      revision++;
      return Promise.resolve(
        lintState(revision, {
          summary: {
            ...lintState(1).summary,
            suppressed: hushed.size,
          },
          ...part,
        }),
      );
    };
    return openWindow({
      findings: () =>
        Promise.resolve({
          revision,
          total: findings.length,
          rows: findings.map((f) =>
            row(f, { state: hushed.has(f.fingerprint) ? 'suppressed' : 'told' }),
          ),
        }),
      finding: async ({ fingerprint }) => {
        await detail();
        return findings.find((f) => f.fingerprint === fingerprint)!;
      },
      suppress: ({ resource, reason }) => {
        if (reason === 'bad') return Promise.reject(new UserError('say why'));
        for (const f of findings) if (f.resources.includes(resource)) hushed.add(f.fingerprint);
        return answer({ undo: 'suppress 1 finding' });
      },
      undo: () => {
        hushed.clear();
        return answer({ redo: 'suppress 1 finding' });
      },
    });
  }
  const entry = { rule: 'route-blackhole', resource: 'rtb-1', reason: 'known', until: '' };

  it('takes the finding off the list, stands on the next, and offers to take it back', async () => {
    const { state, asked } = await hushing();
    expect(state().findingOrder()).toEqual(['f-mesh', 'f-hole', 'f-one-way']);
    state().askSuppress('f-hole');
    expect(state().dialog).toBe('suppress');
    expect(await state().suppress(entry)).toBe(undefined);
    expect(asked.find((a) => a.method === 'suppress')?.input).toEqual({
      handle: 'handle of Sample estate',
      rule: 'route-blackhole',
      resource: 'rtb-1',
      reason: 'known',
    });
    expect(state().findingOrder()).toEqual(['f-mesh', 'f-one-way']);
    expect(state().atRow).toBe('f-one-way');
    expect(state().dialog).toBe(undefined);
    expect(state().notice).toMatchObject({ text: 'Suppressed 1 finding.', action: 'undo' });
  });

  it('that is refused says why, and leaves sheet and list as they are', async () => {
    const { state } = await hushing();
    state().askSuppress('f-hole');
    expect(await state().suppress({ ...entry, reason: 'bad' })).toBe('say why');
    expect(state().dialog).toBe('suppress');
    expect(state().findingOrder()).toHaveLength(3);
  });

  it('is undone: the finding is back in its place', async () => {
    const { state, store } = await hushing();
    state().askSuppress('f-hole');
    await state().suppress(entry);
    perform(store, 'undo');
    await settled();
    expect(state().findingOrder()).toEqual(['f-mesh', 'f-hole', 'f-one-way']);
    expect(state().notice?.text).toBe('Undone: suppress 1 finding.');
    expect(state().lint?.redo).toBe('suppress 1 finding');
  });

  it('can be undone and done again as soon as the list shows it, whatever is still read', async () => {
    let slow = false;
    const waiting: (() => void)[] = [];
    const { state, store } = await hushing(() =>
      slow ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve(),
    );
    await state().selectFinding('f-hole');
    state().askSuppress('f-hole');
    slow = true;
    void state().suppress(entry);
    await settled();
    expect(waiting).toHaveLength(1);
    expect(state().findingOrder()).not.toContain('f-hole');
    perform(store, 'undo');
    await settled();
    expect(state().findingOrder()).toContain('f-hole');
    expect(waiting).toHaveLength(2);
    const redo = actions.find(({ id }) => id === 'redo')!;
    expect(redo.disabled?.({ state: state() })).toBe(undefined);
  });

  it('leaves the finding in the inspector, now with what hides it', async () => {
    const { state, asked } = await hushing();
    await state().selectFinding('f-hole');
    state().askSuppress('f-hole');
    await state().suppress(entry);
    await settled();
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-hole' });
    // Read again, since its state has changed.
    expect(asked.filter((a) => a.method === 'finding')).toHaveLength(2);
  });

  it('offers the resource first that hides the least else', () => {
    const of = (fingerprint: string, ...resources: string[]) =>
      row(finding({ fingerprint, resources }));
    const rows = [of('a', 'vpc-hub', 'pcx-1'), of('b', 'vpc-hub', 'pcx-2')];
    expect(choicesOf(rows[1]!, rows)).toEqual(['pcx-2', 'vpc-hub']);
    const wide = of('c', ...Array.from({ length: 40 }, (_, i) => `vpc-${i}`));
    expect(choicesOf(wide, [wide]).length).toBeLessThan(10);
  });
});

describe('the finding in hand', () => {
  const does = (id: string) => actions.find((action) => action.id === id)!;

  it('is the row the keyboard stands on, else the one selected; a group is none', async () => {
    const { state } = await openWindow();
    expect(does('copy-finding').disabled?.({ state: state() })).toMatch(/Choose a finding/);
    await state().selectFinding('f-mesh');
    expect(state().inHand()?.fingerprint).toBe('f-mesh');
    state().standAtRow('f-hole');
    expect(state().inHand()?.fingerprint).toBe('f-hole');
    state().standAtRow('group:rule/peering-mesh');
    expect(state().inHand()?.fingerprint).toBe('f-mesh');
    expect(does('copy-finding').disabled?.({ state: state() })).toBe(undefined);
    expect(does('lift-suppression').disabled?.({ state: state() })).toMatch(/suppressed finding/);
  });

  it('is copied as the engine writes it', async () => {
    const { state, store, copied } = await openWindow();
    state().standAtRow('f-hole');
    perform(store, 'copy-finding');
    await settled();
    expect(copied).toEqual(['### f-hole']);
    expect(state().notice).toMatchObject({ tone: 'done' });
  });

  it('is shown, to be copied by hand, where there is no clipboard', async () => {
    const { state, store } = await openWindow(
      {},
      { copy: () => Promise.reject(new Error('no clipboard')) },
    );
    state().standAtRow('f-hole');
    perform(store, 'copy-finding');
    await settled();
    expect(state()).toMatchObject({ dialog: 'by-hand', byHand: '### f-hole', notice: undefined });
  });

  it('tells of its rule in the inspector, and "back" returns to it', async () => {
    const { state, store } = await openWindow();
    await state().selectFinding('f-hole');
    perform(store, 'show-rule');
    expect(state().selected).toEqual({ kind: 'rule', rule: 'route-blackhole' });
    state().back();
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-hole' });
  });

  it('lights one of its places, and stays selected', async () => {
    const { state } = await openWindow();
    await state().selectFinding('f-one-way');
    await state().showPlace({ resource: 'rtb-1', detail: '10.0.0.0/8' });
    expect([...state().light.nodes]).toEqual(['vpc-a']);
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-one-way' });
  });
});

describe('baseline and configuration', () => {
  it('are saved under the name the engine gives', async () => {
    const { state, saved } = await openWindow();
    await state().saveSettings('config');
    await state().saveSettings('baseline');
    expect(saved.map((file) => file.name)).toEqual([
      'peerless.config.json',
      'peerless.baseline.json',
    ]);
  });

  it('what cannot be done says why in the words of the engine', async () => {
    const { state } = await openWindow({
      baseline: () => Promise.reject(new UserError('This estate is not open.')),
    });
    await state().takeBaseline();
    expect(state().notice).toMatchObject({ tone: 'failed', text: 'This estate is not open.' });
  });
});

describe('the sheet of configuration and baseline', () => {
  it('says while the rules run, and what went wrong, to who looks at it and only then', async () => {
    let fail: ((error: Error) => void) | undefined;
    const { state } = await openWindow({
      configure: () => new Promise((_, reject) => (fail = reject)),
    });
    const refused = async (): Promise<void> => {
      const done = state().clearConfig();
      await settled();
      expect(state().linting).toEqual({ phase: 'working' });
      fail?.(new UserError('strict.json, line 3: no such rule'));
      await done;
      expect(state().notice?.text).toBe('strict.json, line 3: no such rule');
    };
    await refused();
    expect(state().linting).toEqual({ phase: 'none' });
    state().showDialog('lint');
    await refused();
    expect(state().linting).toEqual({
      phase: 'failed',
      message: 'strict.json, line 3: no such rule',
    });
    state().lintingSeen();
    expect(state().linting).toEqual({ phase: 'none' });
  });
});
