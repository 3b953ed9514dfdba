/** What one is at outlives the page: panels, trace, selection and plan are there again, and what cannot be is said. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepWork, keptWork } from '#renderer/kept-work.ts';
import { askedFor, firstOf } from '#renderer/last.ts';
import { Start } from '#renderer/panels/start.tsx';
import { UserError } from '#app/api/rpc.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import { drawn } from './drawn.tsx';
import { box } from './picture.ts';
import { planned, planSummary } from './plan.ts';
import { finding, row, settled, startWindow, trace } from './window.ts';

/** What a tab of a browser keeps over a reload. */
let storage: Map<string, string>;
let leave: () => void;
beforeEach(() => {
  storage = new Map();
  vi.stubGlobal('navigator', { platform: 'Linux' });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
  vi.stubGlobal('addEventListener', (_: string, heard: typeof leave) => (leave = heard));
});
afterEach(() => void vi.unstubAllGlobals());

/** A page in the same tab, as main.tsx begins it. */
async function page(part: Parameters<typeof startWindow>[0] = {}) {
  const window = startWindow(part);
  const { store, state } = window;
  store.setState({ version: '0.1.0' });
  keepWork(store);
  const { open, again } = firstOf(undefined);
  const work = again ? keptWork('0.1.0') : undefined;
  if (open && work) await state().takeUp(work, () => state().openAgain(open));
  else if (open) await state().openAgain(open);
  await settled();
  return window;
}

describe('a page that is loaded anew', () => {
  it('has the trace and its answer, the drawer and what was selected', async () => {
    const first = await page();
    await first.state().openDemo();
    first.state().setTraceForm({ protocol: 'tcp', port: '443' });
    await first.state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    first.state().showWay('return');
    await first.state().selectFinding('f-hole');
    first.state().showTab('network');
    // An answer that the form does not ask for any more.
    first.state().setTraceForm({ port: '80' });
    await settled();

    const { state, asked } = await page();
    expect(state().source.phase).toBe('open');
    expect(state().panels).toMatchObject({ drawer: true, right: true });
    expect(state()).toMatchObject({ drawerTab: 'trace', leftTab: 'network', way: 'return' });
    expect(state().traceForm).toMatchObject({ from: 'vpc-c', to: 'vpc-b', port: '80' });
    expect(state().tracing).toMatchObject({
      phase: 'done',
      trace: { outcome: trace.outcome },
      asked: { port: 443 },
    });
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-hole' });
    expect(asked.filter(({ method }) => method === 'trace')).toHaveLength(1);
    // What was lit last is lit again.
    expect(state().light.reason).toBe('finding');
    expect([...state().light.nodes]).toEqual(['vpc-a']);
  });

  it('has the one flow of an answer that was shown, and the whole to come back to', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    const end = (subnet: string, ip: string) => ({ subnet, vpc: undefined, ip });
    const [from, to] = [end('subnet-1', '10.2.0.9'), end('subnet-2', '10.1.0.9')];
    await first
      .state()
      .showFlow({ from, to } as Parameters<ReturnType<typeof first.state>['showFlow']>[0]);
    await settled();
    const { state } = await page();
    expect(state().tracing).toMatchObject({
      phase: 'done',
      asked: { from: 'subnet-1', fromIp: '10.2.0.9' },
      whole: { asked: { from: 'vpc-c' } },
    });
    expect(state().light.reason).toBe('path');
  });

  it('asks nothing for a form that was not sent, and says what is answered otherwise by now', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().traceBetween({ from: 'vpc-c' });
    const second = await page();
    expect(second.state().traceForm.from).toBe('vpc-c');
    expect(second.state().tracing.phase).toBe('none');
    await second.state().traceBetween({ to: 'vpc-b' });
    const third = await page({ trace: () => Promise.reject(new UserError('vpc-c is gone')) });
    expect(third.state().tracing).toEqual({ phase: 'failed', message: 'vpc-c is gone' });
  });

  it('makes the plan again that was in sight, at the step in hand, and names the file it lacks', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    first.state().goToStep(2);
    first.store.setState({
      planWish: {
        ...first.state().planWish,
        keep: ['pcx-ab'],
        traffic: { id: 'traffic-1', name: 'flows.csv', holds: '1 row', warnings: [] },
      },
    });
    const { state, asked } = await page();
    expect(state().planning).toMatchObject({ phase: 'ready', summary: { plan: planSummary.plan } });
    expect(state()).toMatchObject({ planStep: 2, instead: { what: 'plan' } });
    expect(state().planWish).toMatchObject({ keep: ['pcx-ab'], traffic: undefined });
    expect(asked.find(({ method }) => method === 'plan')?.input).not.toHaveProperty('traffic');
    expect(state().notice).toMatchObject({
      tone: 'hint',
      text: 'The plan is made anew without flows.csv: open it again.',
    });
  });

  it('knows the names in an answer that is not lit, as one that is', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    const named = (asked: typeof first.asked) =>
      asked.flatMap(({ method, input }) =>
        method === 'search' ? (input as { text: string }).text : [],
      );
    const known = named(first.asked);
    expect(known.length).toBeGreaterThan(2);
    first.state().clearSelection();
    first.store.setState({ light: NO_LIGHT });
    const { state, asked } = await page();
    expect(state().light.nodes.size).toBe(0);
    expect(named(asked)).toEqual(expect.arrayContaining(known));
  });

  it('hands on what it has not taken up yet to the page that comes after it', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    await first.state().planMesh('f-mesh');
    first.state().goToStep(2);
    // Its answers never come.
    await Promise.race([page({ trace: () => new Promise(() => undefined) }), settled()]);
    leave();
    const { state } = await page();
    expect(state().tracing).toMatchObject({ phase: 'done', trace: { outcome: trace.outcome } });
    expect(state()).toMatchObject({ planStep: 2, instead: { what: 'plan' }, toTakeUp: {} });
  });

  it('has a plan on the canvas under a folded drawer as it was, where it looked', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    first.state().goToStep(2);
    first.state().togglePanel('drawer', false);
    first.store.setState({ sight: () => ({ x: 3, y: 4, zoom: 0.5 }) });
    leave();
    const { state } = await page();
    expect(state()).toMatchObject({ planStep: 2, instead: { what: 'plan' } });
    expect(state().panels.drawer).toBe(false);
    expect(state().viewport?.look).toEqual({ kind: 'at', x: 3, y: 4, zoom: 0.5, atOnce: true });
  });

  it('has the plan and the finding that stand far down a long list, before all of it is read', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    await first.state().selectFinding('f-mesh');
    // The rest of the list never comes.
    const { state } = await page({
      findings: ({ start }) =>
        start === 0
          ? Promise.resolve({ revision: 1, total: 900, rows: [row(finding({}))] })
          : new Promise(() => undefined),
    });
    expect(state().row('f-mesh')).toBeUndefined();
    expect(state().planning).toMatchObject({ phase: 'ready', of: { fingerprint: 'f-mesh' } });
    expect(state().selected).toEqual({ kind: 'finding', fingerprint: 'f-mesh' });
  });

  it('looks at a large plan where that was looked at, and what was lit is lit', async () => {
    const many = Array.from({ length: 301 }, (_, i) => box(`vpc-${i}`, 200 * i, 900));
    const scene = { ...planned.scene, nodes: [...planned.scene.nodes, ...many] };
    const large = { planScene: () => Promise.resolve({ ...planned, scene }) };
    const first = await page(large);
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    first.state().goToStep(2);
    await vi.waitFor(() => expect(first.state().instead?.what).toBe('plan'));
    await first.state().selectFinding('f-one-way');
    first.store.setState({ sight: () => ({ x: 3, y: 4, zoom: 0.5 }) });
    leave();
    const { state } = await page(large);
    await vi.waitFor(() => expect(state().instead?.what).toBe('plan'));
    await settled();
    expect(state().viewport?.look).toEqual({ kind: 'at', x: 3, y: 4, zoom: 0.5, atOnce: true });
    expect([...state().light.nodes].sort()).toEqual(['vpc-a', 'vpc-b']);
  });

  it('has the ticks of a plan, its choices in sight, and today on the canvas where that was there', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    first.state().goToStep(2);
    first.state().seeTo('Mind the MTU.', true);
    first.state().showPlanView('choices');
    first.state().drawPlan(false);
    const { state } = await page();
    expect(state()).toMatchObject({ planStep: 2, instead: undefined, planView: 'choices' });
    expect([...state().seenTo]).toEqual(['Mind the MTU.']);
  });

  it('makes no plan that was out of sight, and selects nothing that is gone', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().planMesh('f-mesh');
    first.state().showDrawer('matrix');
    await first.state().selectFinding('f-one-way');
    const { state, asked } = await page({
      findings: () => Promise.resolve({ revision: 1, total: 0, rows: [] }),
      finding: () => Promise.reject(new UserError('gone')),
    });
    expect(state().drawerTab).toBe('matrix');
    expect(asked.some(({ method }) => method === 'plan')).toBe(false);
    expect(state().selected).toBeUndefined();
  });

  it('looks where it looked when the page was left', async () => {
    const first = await page();
    await first.state().openDemo();
    first.store.setState({ sight: () => ({ x: 3, y: 4, zoom: 0.5 }) });
    leave();
    const { state } = await page();
    expect(state().viewport?.look).toEqual({ kind: 'at', x: 3, y: 4, zoom: 0.5, atOnce: true });
  });

  it('of another Peerless, or one that was started with something else since, begins afresh', async () => {
    const first = await page();
    await first.state().openDemo();
    await first.state().traceBetween({ from: 'vpc-c', to: 'vpc-b' });
    expect(keptWork('0.2.0')).toBeUndefined();
    askedFor({ path: '/other.json' });
    expect(firstOf({ path: '/other.json' })).toEqual({
      open: { path: '/other.json' },
      again: false,
    });
  });
});

describe('files that were chosen in a browser', () => {
  const chosen = (name: string, folder = '') => {
    const file = new File(['{}'], name);
    return Object.assign(file, { webkitRelativePath: folder && `${folder}/${name}` });
  };

  it.each([
    [
      [chosen('l-new.json')],
      'l-new.json was chosen here and cannot be read again: choose it again.',
    ],
    [
      [chosen('a.json'), chosen('b.json')],
      '2 files were chosen here and cannot be read again: choose them again.',
    ],
    [
      [chosen('a.json', 'exports'), chosen('b.json', 'exports')],
      'exports was chosen here and cannot be read again: choose it again.',
    ],
  ])('are named after a reload, with the way to choose them again', async (files, words) => {
    const first = await page();
    await first.state().openFiles(files);
    expect(first.state().source.phase).toBe('open');
    const { state } = await page();
    expect(state().source.phase).toBe('empty');
    const html = await drawn(<Start />, { source: state().source });
    const alert = /<div role="alert".*?<\/div>/s.exec(html)?.[0] ?? '';
    expect(alert.replace(/<[^>]*>/g, '')).toBe(words);
    const primary = /<button[^>]*class="button primary".*?<\/button>/s.exec(html)?.[0];
    expect(primary).toContain(words.startsWith('exports') ? 'Open folder…' : 'Open file…');
  });
});
