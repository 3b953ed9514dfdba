/** Findings and resources: what is selected, what lights up, what order the list has. */
import { describe, expect, it } from 'vitest';
import type { Inspection } from '#app/api/engine.ts';
import { picture } from '../picture.ts';
import { finding, settled, startWindow } from '../window.ts';

const openWindow = async (...part: Parameters<typeof startWindow>) => {
  const window = startWindow(...part);
  await window.state().openDemo();
  return window;
};

describe('a finding', () => {
  it('lights its path, brings it into view and opens the inspector', async () => {
    const { state } = await openWindow();
    expect(state().panels.right).toBe(false);
    await state().selectFinding('f-one-way');
    expect([...state().light.nodes].sort()).toEqual(['vpc-a', 'vpc-b']);
    expect([...state().light.edges.keys()]).toEqual(['pcx-ab']);
    expect(state().viewport?.look).toMatchObject({
      kind: 'to',
      ids: expect.arrayContaining(['pcx-ab']),
    });
    expect(state().panels.right).toBe(true);
  });

  it('about what is not drawn lights the box it stands in', async () => {
    const { state } = await openWindow();
    await state().selectFinding('f-hole');
    expect([...state().light.nodes]).toEqual(['vpc-a']);
    expect(state().places['rtb-1']?.label).toBe('main (rtb-1)');
  });

  it('calls where it is wrong, and what is named there, by names', async () => {
    const rtb = 'rtb-0123456789abcdef0';
    const { state } = await openWindow({
      finding: () =>
        Promise.resolve(
          finding({
            places: [{ resource: rtb, detail: `10.9.0.0/16 to ${rtb.replace('0', '1')}` }],
          }),
        ),
      search: ({ text }) => {
        const label = `main (${text})`;
        const hit = { ref: text, kind: 'route-table', label, place: '', why: '', node: 'vpc-a' };
        const hits = text.startsWith('rtb-') ? [hit] : [];
        return Promise.resolve({ hits, total: hits.length });
      },
    });
    await state().selectFinding('f-one-way');
    await settled();
    expect(state().places[rtb]?.label).toBe(`main (${rtb})`);
    expect(state().places[rtb.replace('0', '1')]).toBeDefined();
  });

  it('next and previous walk the list as it shows, around its ends', async () => {
    const { state } = await openWindow();
    const walk = async (by: 1 | -1) => {
      state().stepFinding(by);
      await settled();
      const { selected } = state();
      return selected?.kind === 'finding' ? selected.fingerprint : undefined;
    };
    expect([await walk(1), await walk(1), await walk(1), await walk(1), await walk(-1)]).toEqual([
      'f-mesh',
      'f-hole',
      'f-one-way',
      'f-mesh',
      'f-one-way',
    ]);
    state().setFilter({ text: 'drops' });
    expect(await walk(1)).toBe('f-hole');
  });
});

describe('a container', () => {
  const ref = 'account/111111111111';
  /** The account as one box, where it is collapsed, and what the engine knows of it. */
  const start = async () => {
    const known = { ref, name: 'an account', facts: [], tables: [] } as unknown as Inspection;
    const window = startWindow({
      scene: ({ collapsed = [] }) => {
        const box = picture.nodes.find(({ shape }) => shape === 'vpc')!;
        const frame = { ...box, id: ref, ref, shape: 'account' as const };
        const folded = { ...frame, shape: 'folded' as const, holds: ['vpc-a'] };
        return Promise.resolve(
          collapsed.length > 0
            ? { ...picture, nodes: [folded], edges: [], hulls: [] }
            : { ...picture, nodes: [frame, ...picture.nodes] },
        );
      },
      inspect: (asked) =>
        asked.ref === ref ? Promise.resolve(known) : Promise.reject(new Error('not known')),
    });
    await window.state().openDemo();
    return { state: window.state, known: { phase: 'ready', ref, inspection: known } };
  };

  it('is told of as it is drawn: by the picture while it is one box, by the engine otherwise', async () => {
    const { state, known } = await start();
    await state().fold([ref], true);
    await state().selectResource(ref);
    expect(state().inspected).toEqual({ phase: 'none' });
    await state().undo();
    await settled();
    expect(state().inspected).toEqual(known);
    await state().redo();
    await settled();
    expect(state().inspected).toEqual({ phase: 'none' });
    expect(state().selected).toEqual({ kind: 'resource', ref });
  });

  it('that is collapsed is selected for what was in it, and gives that back when it is expanded', async () => {
    const { state } = await start();
    const selected = async (on: boolean) => {
      await state().fold([ref], on);
      return state().selected;
    };
    await state().selectResource('vpc-a');
    expect([await selected(true), await selected(false), await selected(true)]).toEqual([
      { kind: 'resource', ref },
      { kind: 'resource', ref: 'vpc-a' },
      { kind: 'resource', ref },
    ]);
  });
});

describe('a resource', () => {
  it('nothing is known of says so, and the rest of the window goes on', async () => {
    const { state } = await openWindow();
    await state().selectResource('vpc-a');
    expect(state().inspected).toEqual({
      phase: 'failed',
      ref: 'vpc-a',
      message: 'nothing is known of vpc-a',
    });
    expect(state().selected).toEqual({ kind: 'resource', ref: 'vpc-a' });
  });

  it('back returns to what was selected before; a step back clears', async () => {
    const { state } = await openWindow();
    await state().selectFinding('f-one-way');
    await state().selectResource('vpc-a');
    state().back();
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-one-way' });
    state().stepBack();
    expect(state().selected).toBeUndefined();
    expect(state().light.nodes.size).toBe(0);
  });

  it('an answer that comes after the next selection is not shown', async () => {
    let answer: (() => void) | undefined;
    const { state } = await openWindow({
      inspect: ({ ref }) =>
        new Promise((_, reject) => {
          if (ref === 'vpc-a') answer = () => reject(new Error('late'));
          else reject(new Error('at once'));
        }),
    });
    const first = state().selectResource('vpc-a');
    await settled();
    await state().selectResource('vpc-b');
    answer?.();
    await first;
    expect(state().inspected).toMatchObject({ ref: 'vpc-b', message: 'at once' });
  });
});
