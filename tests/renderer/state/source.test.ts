/** Opening, focusing, exporting: what the window holds, and what it says when something fails. */
import { describe, expect, it } from 'vitest';
import { CLOSED, UserError } from '#app/api/rpc.ts';
import { actionOf, perform } from '#renderer/perform.ts';
import { planSummary } from '../plan.ts';
import { opened, settled, startWindow } from '../window.ts';

describe('opening', () => {
  it('ends with scene and findings at hand, and asks to see the whole picture', async () => {
    const { state } = startWindow();
    await state().openDemo();
    const { source, viewport } = state();
    expect(source.phase).toBe('open');
    if (source.phase !== 'open') return;
    expect(source.opened.title).toBe('Sample estate');
    expect(source.scene.nodes.length).toBeGreaterThan(0);
    expect(state().rows).toHaveLength(3);
    expect(state().lint?.revision).toBe(1);
    expect(viewport?.look).toEqual({ kind: 'fit', atOnce: true });
  });

  it('a failure is told in the words of the engine, with what could not be opened', async () => {
    const { state } = startWindow({
      open: () => Promise.reject(new UserError('line 3: not JSON')),
    });
    await state().openPath('/a/broken.json');
    expect(state().source).toEqual({
      phase: 'failed',
      what: '/a/broken.json',
      message: 'line 3: not JSON',
    });
  });

  it('a failure leaves a way back to what was open, as it was arranged', async () => {
    const { state } = startWindow({
      open: (input) =>
        'demo' in input
          ? Promise.resolve(opened('Sample estate'))
          : Promise.reject(new UserError('line 3: not JSON')),
    });
    await state().openPath('/a/broken.json');
    state().backToBefore();
    // Nothing was open: there is nothing to go back to.
    expect(state().source.phase).toBe('failed');
    await state().openDemo();
    await state().filterBy('regions', ['eu-west-1'], 'view by Region');
    await state().openPath('/a/broken.json');
    await state().openPath('/another/broken.json');
    expect(state().source).toMatchObject({
      phase: 'failed',
      what: '/another/broken.json',
      before: { opened: { title: 'Sample estate' } },
    });
    state().backToBefore();
    const { source, filters } = state();
    expect(source.phase === 'open' && source.opened.title).toBe('Sample estate');
    expect(filters).toEqual({ regions: ['eu-west-1'] });
    await state().undo();
    expect(state().filters).toEqual({});
  });

  it('stopped, it leaves what was open as it was: view, history, findings, plan and its step', async () => {
    const never = new Promise<never>(() => undefined);
    const { state, asked } = startWindow({
      open: (input) => ('demo' in input ? Promise.resolve(opened('Sample estate')) : never),
    });
    await state().openDemo();
    await state().selectFinding('f-one-way');
    await state().filterBy('regions', ['eu-west-1'], 'view by Region');
    await state().planMesh('f-mesh');
    state().goToStep(2);
    const before = state();
    expect(before.instead?.what).toBe('plan');
    void state().openPath('/slow.json');
    expect(state().source.phase).toBe('opening');
    await settled();
    // Keys that are pressed meanwhile take nothing back.
    await state().undo();
    state().stepBack();
    expect(state().source).toBe(before.source);
    const { planning, planStep, instead, past, rows, lint, selected, tracing } = state();
    expect({ planning, planStep, instead, past, rows, lint, selected, tracing }).toEqual({
      planning: before.planning,
      planStep: 2,
      instead: before.instead,
      past: before.past,
      rows: before.rows,
      lint: before.lint,
      selected: before.selected,
      tracing: before.tracing,
    });
    expect(state().notice?.text).toBe('Stopped: /slow.json was not opened.');
    await settled();
    const open = asked.find(({ input }) => (input as { path?: string }).path === '/slow.json');
    const { job } = open?.input as { job: string };
    expect(asked.at(-1)).toEqual({ method: 'cancel', input: { job } });
    // The plan is put away as ever, and the network is there again.
    state().closePlan();
    const { source } = state();
    expect(source.phase === 'open' && source.scene).not.toBe(
      before.source.phase === 'open' && before.source.scene,
    );
  });

  it('a plan that was closed, or done, while another source was on its way is so after the stop', async () => {
    let release = () => undefined as void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const never = new Promise<never>(() => undefined);
    const { state } = startWindow({
      open: (input) => ('demo' in input ? Promise.resolve(opened('Sample estate')) : never),
      plan: async ({ mode }) => slow.then(() => ({ ...planSummary, mode })),
    });
    await state().openDemo();
    const network = state().source;
    const planned = state().planMesh('f-mesh');
    void state().openPath('/slow.json');
    release();
    await planned;
    expect(state().instead?.what === 'plan').toBe(false);
    state().stopOpening();
    expect(state().instead?.what === 'plan').toBe(true);
    void state().openPath('/slow.json');
    state().closePlan();
    state().stopOpening();
    expect(state().source).toEqual(network);
    expect(state().instead?.what === 'plan').toBe(false);
  });

  it('stopped before anything was open, it leads back to the start', async () => {
    const { state } = startWindow({ open: () => new Promise<never>(() => undefined) });
    void state().openPath('/slow.json');
    state().stopOpening();
    await settled();
    expect(state().source).toEqual({ phase: 'empty' });
  });

  it('the later of two openings wins, however slow the first is', async () => {
    let release = () => undefined as void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { state } = startWindow({
      open: async (input) => {
        if ('path' in input && input.path === 'slow') await slow;
        return opened('path' in input ? input.path : '');
      },
    });
    const first = state().openPath('slow');
    await state().openPath('quick');
    release();
    await first;
    const { source } = state();
    expect(source.phase === 'open' && source.opened.title).toBe('quick');
  });

  it('forgets the selection and the trace of what was open before', async () => {
    const { state } = startWindow();
    await state().openDemo();
    await state().selectFinding('f-one-way');
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    await state().openPath('other');
    expect(state().selected).toBeUndefined();
    expect(state().light.nodes.size).toBe(0);
    expect(state().tracing).toEqual({ phase: 'none' });
    expect(state().traceForm.from).toBe('');
  });

  it('on the desktop the native dialog is asked, and nothing happens when it is closed', async () => {
    const chosen = startWindow();
    await chosen.state().chooseSource('file');
    const { source } = chosen.state();
    expect(source.phase === 'open' && source.opened.title).toBe('/somewhere/snapshot.json');
    const closed = startWindow({}, { chooseSource: () => Promise.resolve({ path: undefined }) });
    await closed.state().chooseSource('folder');
    expect(closed.state().source).toEqual({ phase: 'empty' });
  });

  it('a lost engine is said, and what is asked of it fails instead of hanging', async () => {
    const { state, hangUp } = startWindow();
    hangUp();
    await settled();
    expect(state().connected).toBe(false);
    await state().openDemo();
    expect(state().source).toMatchObject({ phase: 'failed', message: CLOSED });
  });
});

describe('focus and export', () => {
  it('a focus asks for a smaller scene, and an export carries it along', async () => {
    const { state, asked, saved } = startWindow();
    await state().openDemo();
    await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 2 });
    expect(asked.at(-1)).toEqual({
      method: 'scene',
      input: { handle: 'handle of Sample estate', still: true, focus: 'vpc-a', depth: 2 },
    });
    await state().exportAs('svg');
    expect(asked.find(({ method }) => method === 'export')?.input).toMatchObject({
      handle: 'handle of Sample estate',
      format: 'svg',
      still: true,
      focus: 'vpc-a',
      depth: 2,
    });
    expect(saved).toEqual([{ name: 'peerless.svg', text: '<svg/>' }]);
    expect(state().notice).toMatchObject({ tone: 'done', text: 'Saved /saved/peerless.svg' });
  });

  it('a file that could not be saved is said to be not saved', async () => {
    const { state, store } = startWindow(
      {},
      { save: () => Promise.reject(new UserError('the disk is full')) },
    );
    await state().openDemo();
    await state().exportAs('svg');
    expect(state().notice).toMatchObject({ tone: 'failed', text: 'Not saved: the disk is full' });
    // That stays until it is put away, whatever is said meanwhile.
    await state().selectResource('vpc-a');
    perform(store, 'undo');
    expect([state().notice?.text, ...state().failures.map(({ text }) => text)]).toEqual([
      'There is nothing to undo.',
      'Not saved: the disk is full',
    ]);
    state().dismiss();
    expect([state().notice, ...state().failures.map(({ text }) => text)]).toEqual([
      undefined,
      'Not saved: the disk is full',
    ]);
    state().stepBack();
    expect([state().failures, state().selected]).toEqual([[], { kind: 'resource', ref: 'vpc-a' }]);
    // So does what fails after it, and what fails once more in the same words is there once.
    await state().exportAs('svg');
    state().notify('failed', 'Another fault.');
    await state().exportAs('svg');
    const failed = () => state().failures.map(({ text }) => text);
    expect(failed()).toEqual(['Another fault.', 'Not saved: the disk is full']);
    state().stepBack();
    expect(failed()).toEqual(['Another fault.']);
    await state().refresh();
    await state().openPath('another');
    expect(failed()).toEqual(['Another fault.']);
  });

  it('formats that cannot be told are a fault that can be asked about again', async () => {
    let works = false;
    const { state } = startWindow({
      formats: () =>
        works ? Promise.resolve([]) : Promise.reject(new UserError('the engine is gone')),
    });
    await state().loadFormats();
    expect(state().formatsFault).toBe('the engine is gone');
    works = true;
    await state().loadFormats();
    expect(state().formatsFault).toBeUndefined();
  });
});

describe('what is open is put aside', () => {
  it('and is there again as it was left; a source that comes to nothing leads back to it, too', async () => {
    const { state, store } = startWindow({
      open: (input) =>
        'path' in input
          ? Promise.reject(new UserError('unreadable'))
          : Promise.resolve(opened('Sample estate')),
    });
    expect(actionOf('close').disabled?.({ state: state() })).toMatch(/Nothing is open/);
    await state().openDemo();
    const { source } = state();
    await state().selectResource('vpc-a');
    perform(store, 'close');
    expect(state().source).toEqual({ phase: 'empty', before: source });
    await state().openPath('/broken.json');
    expect(state().source).toMatchObject({ phase: 'failed', before: source });
    state().backToBefore();
    expect(state().source).toBe(source);
    perform(store, 'close');
    state().backToBefore();
    expect(state().source).toBe(source);
    expect(state().selected).toEqual({ kind: 'resource', ref: 'vpc-a' });
  });
});
