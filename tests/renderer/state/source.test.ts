/** Opening, focusing, exporting: what the window holds, and what it says when something fails. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
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
    expect(viewport?.look).toEqual({ kind: 'fit' });
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
    await state().backToBefore();
    // Nothing was open: there is nothing to go back to.
    expect(state().source.phase).toBe('failed');
    await state().openDemo();
    await state().filterBy('regions', ['eu-west-1'], 'view by Region');
    await state().openPath('/a/broken.json');
    await state().openPath('/another/broken.json');
    expect(state().source).toMatchObject({
      phase: 'failed',
      what: '/another/broken.json',
      before: { title: 'Sample estate' },
    });
    await state().backToBefore();
    const { source, filters } = state();
    expect(source.phase === 'open' && source.opened.title).toBe('Sample estate');
    expect(filters).toEqual({ regions: ['eu-west-1'] });
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
    expect(state().source).toMatchObject({ phase: 'failed', message: 'the connection is closed' });
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
    expect(asked.at(-1)?.input).toEqual({
      handle: 'handle of Sample estate',
      format: 'svg',
      still: true,
      focus: 'vpc-a',
      depth: 2,
    });
    expect(saved).toEqual([{ name: 'peerless.svg', mime: 'image/svg+xml', base64: 'PHN2Zy8+' }]);
    expect(state().notice).toMatchObject({ tone: 'done', text: 'Saved /saved/peerless.svg' });
  });

  it('a file that could not be saved is said to be not saved', async () => {
    const { state } = startWindow(
      {},
      { save: () => Promise.reject(new UserError('the disk is full')) },
    );
    await state().openDemo();
    await state().exportAs('svg');
    expect(state().notice).toMatchObject({ tone: 'failed', text: 'Not saved: the disk is full' });
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
