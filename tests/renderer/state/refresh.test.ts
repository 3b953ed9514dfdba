/** Refresh as the window sees it: what is in sight is made again, what cannot be read again says why, and a failure is told. */
import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { whyNotRefresh } from '#renderer/state/refresh.ts';
import { diffSummary } from '../diff.ts';
import { box } from '../picture.ts';
import { planChoices, planned } from '../plan.ts';
import { findings, lintState, noChanges, opened, row, settled, startWindow } from '../window.ts';

/** Each reading has a handle of its own: `reading 1` and so on. */
function reading(part: Partial<Engine> = {}, origin = 'demo') {
  let times = 0;
  return startWindow({
    open(input) {
      const first = opened('path' in input ? input.path : 'Sample estate');
      return Promise.resolve({
        ...first,
        manifest: { ...first.manifest, origin },
        handle: `reading ${++times}`,
        after: 'after' in input ? input.after : undefined,
      });
    },
    ...part,
  });
}

describe('what is in sight', () => {
  it('a plan is made again, of the new network, where it is looked at; else it is forgotten', async () => {
    const { state, asked } = reading();
    await state().openPath('/net.json');
    await state().planMesh('f-mesh');
    state().goToStep(2);
    expect(state().instead?.what === 'plan').toBe(true);
    const { viewport } = state();
    await state().refresh();
    await settled();
    expect(state().planning.phase).toBe('ready');
    expect(state().instead?.what === 'plan').toBe(true);
    expect(state().planStep).toBe(2);
    expect(state().viewport).toBe(viewport);
    const plans = asked.filter(({ method }) => method === 'plan').map(({ input }) => input);
    expect(plans).toMatchObject([{ handle: 'reading 1' }, { handle: 'reading 2' }]);
    state().showDrawer('trace');
    await state().refresh();
    await settled();
    expect(state().planning).toEqual({ phase: 'none' });
    expect(asked.filter(({ method }) => method === 'plan')).toHaveLength(2);
  });

  it('a plan on the canvas under a folded drawer stays there, and is not put away before the new one is made', async () => {
    let letGo = () => undefined as void;
    const slow = new Promise<void>((resolve) => (letGo = resolve));
    let times = 0;
    const { state } = reading({
      async findings() {
        if (++times > 1) await slow;
        return { revision: 1, total: 1, rows: [row(findings[2]!)] };
      },
    });
    await state().openPath('/net.json');
    await state().planMesh('f-mesh');
    state().goToStep(2);
    state().togglePanel('drawer', false);
    const refreshing = state().refresh();
    await settled();
    // What is walked meanwhile is not lost.
    state().goToStep(3);
    letGo();
    await refreshing;
    await settled();
    expect(state()).toMatchObject({ instead: { what: 'plan' }, planStep: 3 });
    expect(state().panels.drawer).toBe(false);
  });

  it('a plan in the making, or a large one on its way, comes onto the canvas all the same', async () => {
    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const making = reading({ planChoices: () => held.then(() => planChoices) });
    await making.state().openPath('/net.json');
    void making.state().planMesh('f-mesh');
    await settled();
    await making.state().refresh();
    letGo();
    await settled();
    expect(making.state()).toMatchObject({
      planning: { phase: 'ready' },
      instead: { what: 'plan' },
    });
    // Of a picture that large, what the panel says comes first.
    const boxes = Array.from({ length: 301 }, (_, at) => box(`vpc-${at}`, 200 * at, 900));
    const scene = { ...planned.scene, nodes: [...planned.scene.nodes, ...boxes] };
    const large = reading({ planScene: () => Promise.resolve({ ...planned, scene }) });
    await large.state().openPath('/net.json');
    await large.state().planMesh('f-mesh');
    expect(large.state().instead).toBeUndefined();
    await large.state().refresh();
    await vi.waitFor(() => expect(large.state().instead?.what).toBe('plan'));
    expect(large.state().viewport?.look.kind).toBe('area');
  });

  it('what only the plan has is still selected and lit in the one made again, where that has it', async () => {
    const [, ref = ''] = planned.lives.map(([id]) => id);
    for (const has of [true, false]) {
      let times = 0;
      const nodes = planned.scene.nodes.filter(({ id }) => id !== ref);
      const other = { ...planned, scene: { ...planned.scene, nodes } };
      const { state } = reading({
        planScene: () => Promise.resolve(++times === 1 || has ? planned : other),
      });
      await state().openPath('/net.json');
      await state().planMesh('f-mesh');
      state().goToStep(2);
      await state().selectResource(ref);
      await state().refresh();
      await settled();
      expect(state()).toMatchObject({ instead: { what: 'plan' }, planStep: 2 });
      expect(state().selected).toEqual(has ? { kind: 'resource', ref } : undefined);
      expect(state().light.nodes.has(ref)).toBe(has);
    }
  });

  it('today stays on the canvas where it was shown beside the plan, and its choices and ticks in the panel', async () => {
    const { state } = reading();
    await state().openPath('/net.json');
    await state().planMesh('f-mesh');
    state().goToStep(2);
    state().drawPlan(false);
    state().showPlanView('choices');
    state().seeTo('Mind the MTU.', true);
    await state().refresh();
    await settled();
    expect(state()).toMatchObject({
      instead: undefined,
      planning: { phase: 'ready' },
      planStep: 2,
      planView: 'choices',
    });
    expect([...state().seenTo]).toEqual(['Mind the MTU.']);
  });

  it('a comparison is made again, with what it was with; the one with before the refresh goes on with it', async () => {
    const { state, asked, emit } = reading();
    await state().openPath('/net.json');
    await state().compareWithPath('/other.json');
    emit('compared', { job: 'compare-1', summary: diffSummary('reading 2', 'reading 1') });
    await settled();
    expect(state().comparing.phase).toBe('ready');
    await state().refresh();
    await settled();
    const compared = () => asked.filter(({ method }) => method === 'compare').at(-1)?.input;
    expect(compared()).toEqual({ before: 'reading 2', after: 'reading 3' });
    await state().showChanges();
    expect(compared()).toEqual({ before: 'reading 1', after: 'reading 3' });
    emit('compared', { job: 'compare-1', summary: diffSummary('reading 1', 'reading 3') });
    await settled();
    await state().refresh();
    await settled();
    expect(compared()).toEqual({ before: 'reading 3', after: 'reading 4' });
    // Out of sight, nothing is compared.
    emit('compared', { job: 'compare-1', summary: diffSummary('reading 3', 'reading 4') });
    await settled();
    state().togglePanel('drawer', false);
    const before = asked.filter(({ method }) => method === 'compare').length;
    await state().refresh();
    await settled();
    expect(asked.filter(({ method }) => method === 'compare')).toHaveLength(before);
    expect(state().comparing).toEqual({ phase: 'none' });
  });
});

it('the matrix is made of the new network when it is next looked at', async () => {
  const { state, asked } = reading();
  await state().openPath('/net.json');
  await state().readMatrix();
  await state().refresh();
  await state().readMatrix();
  const made = asked.filter(({ method }) => method === 'reach').map(({ input }) => input);
  expect(made).toEqual([{ handle: 'reading 1' }, { handle: 'reading 2' }]);
});

describe('what is said', () => {
  it('opening the path that is open reads it again, from where it is', async () => {
    const { state, asked } = reading();
    await state().openPath('/net.json');
    await state().openPath('/net.json');
    const opens = asked.filter(({ method }) => method === 'open').map(({ input }) => input);
    expect(opens[1]).toMatchObject({ path: '/net.json', after: 'reading 1' });
    expect(state().notice?.text).toBe('Read again: nothing changed.');
    await state().openPath('/another.json');
    expect(asked.filter(({ method }) => method === 'open').at(-1)?.input).not.toHaveProperty(
      'after',
    );
  });

  it('the file of a collection is as AWS was then, and the way to AWS is offered', async () => {
    const { state } = reading({}, 'live');
    await state().openPath('/kept/prod.json');
    await state().refresh();
    expect(state().notice).toMatchObject({ action: 'collect' });
    expect(state().notice?.text).toMatch(/Only a new collection shows AWS as it is now/);
  });

  it('changes come with the way to compare', async () => {
    const findings = { fresh: 0, fixed: 1, changed: 0, unsure: 0 };
    const { state } = reading({ changes: () => Promise.resolve({ ...noChanges, findings }) });
    await state().openDemo();
    await state().refresh();
    expect(state().notice).toMatchObject({
      text: 'Read again: 1 finding fixed.',
      action: 'show-changes',
    });
  });

  it('why it was not read again is over once it was, or something else is open; what else failed is not', async () => {
    let works = false;
    const { state } = reading({
      open(input) {
        const first = opened('path' in input ? input.path : 'Sample estate');
        const after = 'after' in input ? input.after : undefined;
        if (after !== undefined && !works) return Promise.reject(new UserError('No such file.'));
        return Promise.resolve({ ...first, handle: `after ${after}`, after });
      },
    });
    const failed = () => state().failures.map(({ text }) => text);
    await state().openPath('/net.json');
    state().notify('failed', 'Not saved.');
    const not = 'Not read again: No such file. /net.json is still shown as it was.';
    await state().refresh();
    expect(failed()).toEqual(['Not saved.', not]);
    // Whatever is said in between.
    state().notify('done', 'Copied.');
    await state().refresh();
    expect(failed()).toEqual(['Not saved.', not]);
    state().notify('done', 'Copied.');
    works = true;
    await state().refresh();
    expect([state().notice?.text, ...failed()]).toEqual([
      'Read again: nothing changed.',
      'Not saved.',
    ]);
    works = false;
    await state().refresh();
    await state().openPath('/another.json');
    expect(failed()).toEqual(['Not saved.']);
  });

  it('why what is open cannot be read again, and what to do', async () => {
    const { state } = reading();
    expect(whyNotRefresh(state())).toBe('Open a source first.');
    await state().openFiles([new File(['{}'], 'a.json'), new File(['{}'], 'b.json')]);
    expect(whyNotRefresh(state())).toMatch(/drop them once more, or open their folder/);
    await state().openDemo();
    expect(whyNotRefresh(state())).toBeUndefined();
    void state().refresh();
    expect(whyNotRefresh(state())).toBe('It is being read again.');
  });

  it('a collection that cannot be repeated says why, and leaves what is open', async () => {
    const { state, emit } = reading();
    state().setCollectForm({ profiles: ['prod'] });
    await state().startCollect();
    emit('collected', { job: 'job-1', opened: opened('prod') });
    await settled();
    const { source } = state();
    await state().refresh();
    const error = 'The SSO session of prod has expired: run aws sso login.';
    emit('collected', { job: 'job-1', error, kept: { fault: undefined, aside: '/part.json' } });
    await settled();
    expect(state().source).toBe(source);
    expect(state().notice).toMatchObject({
      tone: 'failed',
      text: `Not collected again: ${error} prod is still shown as it was. What was read is in /part.json.`,
      action: 'collect',
    });
  });

  it('an opening that comes in between ends it without a word', async () => {
    let release = () => undefined as void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { state, asked } = startWindow({
      async open(input) {
        if ('after' in input && input.after !== undefined) await slow;
        if ('path' in input && input.path === '/broken.json') throw new UserError('No.');
        return opened('path' in input ? input.path : 'Sample estate');
      },
    });
    await state().openPath('/net.json');
    void state().refresh();
    await state().openPath('/another.json');
    expect(state().rereading).toBe(false);
    release();
    await settled();
    const { source } = state();
    expect(source.phase === 'open' && source.opened.title).toBe('/another.json');
    expect(state().notice).toBeUndefined();
    expect(asked.some(({ method }) => method === 'cancel')).toBe(true);
  });

  it('so does one that comes between a collection and its repetition', async () => {
    const { state, emit, asked } = reading();
    await state().startCollect();
    emit('collected', { job: 'job-1', opened: opened('prod') });
    await settled();
    await state().refresh();
    await state().openPath('/another.json');
    expect(asked).toContainEqual({ method: 'cancel', input: { job: 'job-1' } });
    const { source } = state();
    emit('collected', { job: 'job-1', opened: { ...opened('prod'), after: 'handle of prod' } });
    await settled();
    expect(state().source).toBe(source);
  });
});

describe('what comes at the same time', () => {
  /** A window that has collected prod as job-1; what is collected then is job-2 and so on. */
  async function collected(part: Partial<Engine> = {}) {
    let jobs = 0;
    const window = reading({ collect: () => Promise.resolve({ job: `job-${++jobs}` }), ...part });
    await window.state().startCollect();
    window.emit('collected', { job: 'job-1', opened: opened('prod') });
    await settled();
    return window;
  }
  const again = { ...opened('prod'), handle: 'prod again', after: 'handle of prod' };
  const shown = ({ state }: ReturnType<typeof reading>) => {
    const { source } = state();
    return source.phase === 'open' ? source.opened.handle : source.phase;
  };
  /** An answer that is held back; `letGo` gives it. */
  function gate() {
    let letGo = () => undefined as void;
    const opens = new Promise<void>((resolve) => (letGo = resolve));
    return { opens, letGo: () => letGo() };
  }

  it('a repetition asked for twice is begun once', async () => {
    const window = await collected();
    const { state, asked } = window;
    await Promise.all([state().refresh(), state().refresh()]);
    const collects = asked.filter(({ method }) => method === 'collect');
    expect(collects).toHaveLength(2);
    window.emit('collected', { job: 'job-2', opened: again });
    await settled();
    await settled();
    expect(shown(window)).toBe('prod again');
    expect(state().collecting.phase).toBe('idle');
  });

  it('a source opened before the repetition had its name, or while it is about to be shown, stays', async () => {
    const late = gate();
    let calls = 0;
    const early = await collected({
      async collect() {
        if (++calls === 2) await late.opens;
        return { job: `job-${calls}` };
      },
    });
    const asking = early.state().refresh();
    await settled();
    await early.state().openPath('/another.json');
    late.letGo();
    await asking;
    expect(early.asked).toContainEqual({ method: 'cancel', input: { job: 'job-2' } });
    early.emit('collected', { job: 'job-2', opened: again });
    await settled();
    expect(shown(early)).toBe('reading 1');

    const slow = gate();
    let isSlow = false;
    const window = await collected({
      async lint() {
        if (isSlow) await slow.opens;
        return lintState(1);
      },
    });
    await window.state().refresh();
    isSlow = true;
    window.emit('collected', { job: 'job-2', opened: again });
    await settled();
    await window.state().openPath('/another.json');
    slow.letGo();
    await settled();
    expect(shown(window)).toBe('reading 1');
    expect(window.state().notice).toBeUndefined();
  });

  it('a repetition that is stopped is not shown, however late the stop', async () => {
    const window = await collected();
    await window.state().refresh();
    await window.state().stopRefresh();
    window.emit('collected', { job: 'job-2', opened: again });
    await settled();
    expect(shown(window)).toBe('handle of prod');
    expect(window.state().notice?.text).toBe('Stopped: prod is still shown as it was.');

    const slow = gate();
    const about = await collected({
      async lint() {
        await slow.opens;
        return lintState(1);
      },
    });
    await about.state().refresh();
    about.emit('collected', { job: 'job-2', opened: again });
    await settled();
    about.state().stepBack();
    slow.letGo();
    await settled();
    await settled();
    expect(shown(about)).toBe('handle of prod');
    expect(about.state().notice?.text).toMatch(/^Stopped/);
    expect(about.state().collecting.phase).toBe('idle');
  });

  it('there is nothing to stop once the new reading is shown', async () => {
    const slow = gate();
    const window = reading({
      async changes() {
        await slow.opens;
        return noChanges;
      },
    });
    await window.state().openPath('/net.json');
    const refreshing = window.state().refresh();
    await settled();
    await settled();
    expect(shown(window)).toBe('reading 2');
    await window.state().stopRefresh();
    expect(window.state().notice).toBeUndefined();
    slow.letGo();
    await refreshing;
    expect(window.state().notice?.text).toBe('Read again: nothing changed.');
  });

  it('what the engine let go of meanwhile is shown from the beginning, and that is said', async () => {
    let times = 0;
    const window = startWindow({
      open: () => Promise.resolve({ ...opened('net.json'), handle: `reading ${++times}` }),
    });
    await window.state().openPath('/net.json');
    await window.state().refresh();
    expect(shown(window)).toBe('reading 2');
    expect(window.state().origin).toEqual({ path: '/net.json' });
    expect(window.state().notice?.text).toMatch(/^Read again, and shown from the beginning: /);
  });
});
