/** The trace drawer: what is asked, what lights up, there and back. */
import { describe, expect, it } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { isOfOthers, meantBy } from '#renderer/state/trace.ts';
import { settled, startWindow, trace } from '../window.ts';

const openWindow = async (...part: Parameters<typeof startWindow>) => {
  const window = startWindow(...part);
  await window.state().openDemo();
  return window;
};

describe('a trace', () => {
  it('runs once both ends are known, opens the drawer and lights the way with arrows', async () => {
    const { state, asked } = await openWindow();
    await state().traceBetween({ from: ' vpc-c ' });
    expect(state().panels.drawer).toBe(true);
    expect(asked.some((a) => a.method === 'trace')).toBe(false);
    await state().traceBetween({ to: 'vpc-b' });
    expect(asked.find((a) => a.method === 'trace')?.input).toEqual({
      handle: 'handle of Sample estate',
      from: 'vpc-c',
      to: 'vpc-b',
      middleboxes: 'forward',
    });
    expect(state().light.reason).toBe('path');
    expect(state().light.edges.get('attachment/c')).toBe('forward');
    expect(state().light.edges.get('attachment/b')).toBe('backward');
  });

  it('the way back lights other hops, and leaves the viewport where it is', async () => {
    const { state } = await openWindow();
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    const { viewport } = state();
    state().showWay('return');
    await settled();
    expect(state().light.edges.size).toBe(0);
    // Both ends show, though the way back never leaves its first.
    expect([...state().light.nodes].sort()).toEqual(['vpc-b', 'vpc-c']);
    expect(state().viewport).toBe(viewport);
  });

  it('that fails says where it stops and why; one that arrives does not stop', async () => {
    const { state } = await openWindow();
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    expect(state().light.stop).toBeUndefined();
    state().showWay('return');
    await settled();
    expect(state().light.stop).toEqual({ at: 'vpc-b', tone: 'bad', reason: 'No route.' });
    state().clearSelection();
    expect(state().light.stop).toBeUndefined();
  });

  it('puts a selected finding aside, and "back" returns to it', async () => {
    const { state } = await openWindow();
    await state().selectFinding('f-one-way');
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    expect(state().selected).toBeUndefined();
    expect(state().light.reason).toBe('path');
    state().back();
    await settled();
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-one-way' });
    expect(state().light.reason).toBe('finding');
  });

  it('is of other ends once the form asks for others, and not before', async () => {
    const { state } = await openWindow();
    expect(isOfOthers(state())).toBe(false);
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    expect(isOfOthers(state())).toBe(false);
    state().setTraceForm({ to: 'vpc-a' });
    expect(isOfOthers(state())).toBe(true);
    await state().runTrace();
    expect(isOfOthers(state())).toBe(false);
  });

  it('shows one of the flows that it stands for, and the whole again', async () => {
    const { state, asked } = await openWindow();
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    const whole = state().tracing;
    if (whole.phase !== 'done') throw new Error('no answer');
    const flow = { outcome: 'filtered', pairs: 1, reason: '' } as const;
    const from = { subnet: 'subnet-c', vpc: 'vpc-c', ip: '10.3.0.9' };
    const to = { subnet: undefined, vpc: undefined, ip: '8.8.8.8' };
    await state().showFlow({ ...flow, from, to });
    expect(asked.filter((a) => a.method === 'trace').at(-1)?.input).toMatchObject({
      from: 'subnet-c',
      fromIp: '10.3.0.9',
      to: '8.8.8.8',
    });
    expect(state().traceForm).toMatchObject({ from: 'vpc-c', to: 'vpc-b' });
    // The form still asks for the whole.
    expect(isOfOthers(state())).toBe(false);
    const { trace } = whole;
    await state().showFlow({ ...flow, from: trace.from, to: trace.to });
    expect(state().tracing).toEqual(whole);
  });

  it('an end whose name several things have offers each of them, with where it is', () => {
    const form = {
      from: 'default',
      to: 'vpc-b',
      protocol: '',
      port: '',
      middleboxes: 'forward',
    } as const;
    expect(
      meantBy(
        '"default" names 2 resources (vpc-0aaaaaaaaaaaaaaaa in 111122223333 us-east-1, vpc-0bbbbbbbbbbbbbbbb in 111122223333 us-west-2): give an id.',
        form,
      ),
    ).toEqual({
      end: 'from',
      choices: [
        { id: 'vpc-0aaaaaaaaaaaaaaaa', place: '111122223333 us-east-1' },
        { id: 'vpc-0bbbbbbbbbbbbbbbb', place: '111122223333 us-west-2' },
      ],
    });
    expect(meantBy('Nothing here has the id, name or address "default".', form)).toBeUndefined();
  });

  it('swapped ends are asked again', async () => {
    const { state, asked } = await openWindow();
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    await state().swapTrace();
    expect(asked.filter((a) => a.method === 'trace').at(-1)?.input).toMatchObject({
      from: 'vpc-b',
      to: 'vpc-c',
    });
  });

  it('a port goes along with its protocol only, as a number', async () => {
    const { state, asked } = await openWindow();
    state().setTraceForm({ from: 'vpc-c', to: 'vpc-b', protocol: 'tcp', port: '443' });
    await state().runTrace();
    expect(asked.at(-1) && asked.find((a) => a.method === 'trace')?.input).toMatchObject({
      protocol: 'tcp',
      port: 443,
    });
  });

  it('asks again when appliances are taken for something else, and remembers what was asked', async () => {
    const { state, asked } = await openWindow();
    await state().assumeOfMiddleboxes('stop');
    expect(asked.some((a) => a.method === 'trace')).toBe(false);
    await state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    expect(state().tracing).toMatchObject({ phase: 'done', middleboxes: 'stop' });
    await state().assumeOfMiddleboxes('forward');
    expect(
      asked
        .filter((a) => a.method === 'trace')
        .map((a) => (a.input as { middleboxes?: string }).middleboxes),
    ).toEqual(['stop', 'forward']);
    expect(state().tracing).toMatchObject({ phase: 'done', middleboxes: 'forward' });
  });

  it('a form that cannot be sent is not sent, and says why', async () => {
    const { state, asked } = await openWindow();
    state().setTraceForm({ from: 'vpc-c', to: 'vpc-b', protocol: 'tcp', port: '70000' });
    await state().runTrace();
    expect(state().tracing).toEqual({
      phase: 'failed',
      message: 'A port is a number from 0 to 65535.',
    });
    expect(asked.some((a) => a.method === 'trace')).toBe(false);
  });

  it('an end the engine does not know is said in its words', async () => {
    const { state } = await openWindow({
      trace: () => Promise.reject(new UserError('"x" is no id')),
    });
    await state().traceBetween({ from: 'x', to: 'vpc-b' });
    expect(state().tracing).toEqual({ phase: 'failed', message: '"x" is no id' });
  });

  it('the answer of an earlier question does not overwrite a later one', async () => {
    const waiting: (() => void)[] = [];
    const { state } = await openWindow({
      trace: ({ from }) =>
        new Promise((resolve) => waiting.push(() => resolve({ ...trace, reason: `from ${from}` }))),
    });
    const first = state().traceBetween({ from: 'first', to: 'vpc-b' });
    const second = state().traceBetween({ from: 'second', to: 'vpc-b' });
    await settled();
    waiting[1]!();
    await second;
    waiting[0]!();
    await first;
    const { tracing } = state();
    expect(tracing.phase === 'done' && tracing.trace.reason).toBe('from second');
  });
});
