/** Refresh with the engine behind it: only what changed is touched, and what the user has made of the window stays. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cytoscape from 'cytoscape';
import { describe, expect, it, vi } from 'vitest';
import { engineContract } from '#app/api/engine.ts';
import { serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import type { Emit } from '#main/engine/parts.ts';
import { Estates } from '#main/engine/estates.ts';
import { type EngineSources, outside } from '#main/engine/sources.ts';
import { Held } from '#renderer/canvas/held.ts';
import { browserShell } from '#renderer/browser-shell.ts';
import { linkOver } from '#renderer/link.ts';
import { createState } from '#renderer/state.ts';
import { scratch } from '#tests/kit/scratch.ts';

interface Part {
  /** shop has the route back to till. */
  readonly routed?: boolean;
  /** There is a VPC more. */
  readonly more?: boolean;
  /** The VPC spare is gone. */
  readonly less?: boolean;
}

/**
 * One Region: till, shop and books are peered in a row. till routes to shop, and shop to till only where it is `routed`;
 * without it a way there is, and none back. books has a route into nothing.
 */
function network({ routed = false, more = false, less = false }: Part = {}): Snapshot {
  const world = new World();
  const at = world.region();
  const vpc = (name: string, block: number) => {
    const made = at.vpc(name, `10.${block}.0.0/16`);
    made.subnet(`10.${block}.0.0/24`, 'a', `${name}-a`);
    return made;
  };
  const [till, shop, books] = [vpc('till', 1), vpc('shop', 2), vpc('books', 3)];
  if (!less) vpc('spare', 4);
  if (more) vpc('fresh', 5);
  const peering = world.peer(till, shop);
  till.main.route('10.2.0.0/16', peering);
  if (routed) shop.main.route('10.1.0.0/16', peering);
  const second = world.peerRouted(shop, books);
  books.main.route('10.77.0.0/16', second, { state: 'blackhole' });
  return world.snapshot();
}

/** A window over a file that holds a network, with the elements that its canvas would hold. */
async function start(sources: Partial<EngineSources> = {}) {
  const { folder } = scratch();
  const path = join(folder, 'net.json');
  const put = (part: Part = {}): void => writeFileSync(path, writeSnapshot(network(part)));
  put();
  const [near, far] = memoryWires();
  const estates = new Estates();
  const emit: Emit = (event, data) => serving.emit(event, data);
  const about = { version: '1', opening: undefined };
  const { engine } = createEngine({ about, estates, emit, sources: { ...outside, ...sources } });
  const serving = serve(engineContract, engine, far);
  const link = linkOver(near, browserShell({} as Window));
  const store = createState(link);
  const state = () => store.getState();
  const cy = cytoscape({ headless: true, styleEnabled: true });
  const held = new Held(cy);
  const touched = { added: new Set<string>(), removed: new Set<string>(), set: new Set<string>() };
  cy.on('add', ({ target }) => touched.added.add((target as cytoscape.SingularData).id()));
  cy.on('remove', ({ target }) => touched.removed.add((target as cytoscape.SingularData).id()));
  cy.on('data position', ({ target }) => touched.set.add((target as cytoscape.SingularData).id()));
  store.subscribe(({ source }) => {
    if (source.phase === 'open') held.take(source.scene, NO_PLAN_MARKS);
    else if (source.phase !== 'opening') held.take(undefined, NO_PLAN_MARKS);
  });
  await state().openPath(path);
  const forget = (): void => Object.values(touched).forEach((ids) => ids.clear());
  forget();
  return { path, put, state, touched, estates, engine, link, forget };
}

const places = (state: ReturnType<Awaited<ReturnType<typeof start>>['state']>) =>
  state.source.phase === 'open'
    ? Object.fromEntries(
        state.source.scene.nodes
          .filter(({ shape }) => shape === 'vpc')
          .map(({ id, x, y }) => [id, `${x} ${y}`]),
      )
    : {};

describe('reading a file again', () => {
  it('touches nothing where nothing changed, and says so', async () => {
    const { state, touched } = await start();
    const { viewport } = state();
    await state().refresh();
    expect(state().notice?.text).toBe('Read again: nothing changed.');
    expect(state().viewport).toBe(viewport);
    expect(touched).toEqual({ added: new Set(), removed: new Set(), set: new Set() });
  });

  it('draws the VPC that came and nothing else, tells what changed, and compares with before', async () => {
    const { state, touched, put } = await start();
    await state().moveBox('vpc-books', { x: 900, y: 700 });
    await state().selectResource('vpc-shop');
    const { viewport, past } = state();
    const before = places(state());
    put({ routed: true, more: true });
    touched.set.clear();
    await state().refresh();
    expect(touched).toEqual({
      added: new Set(['vpc-fresh']),
      removed: new Set(),
      set: new Set(),
    });
    expect(places(state())).toMatchObject(before);
    expect(state().viewport).toBe(viewport);
    expect(state().past).toBe(past);
    expect(state().selected).toEqual({ kind: 'resource', ref: 'vpc-shop' });
    const { inspected } = state();
    expect(inspected.phase === 'ready' && inspected.inspection.routes).toContainEqual(
      expect.objectContaining({ destination: '10.1.0.0/16', target: 'pcx-till-shop' }),
    );
    expect(state().notice?.text).toMatch(
      /^Read again: 1 VPC added, 1 route added, .*1 finding fixed/,
    );
    // What was moved is put back by the same undo.
    await state().undo();
    expect(places(state())['vpc-books']).not.toBe(before['vpc-books']);
    expect(places(state())).toHaveProperty('vpc-fresh');
    await state().showChanges();
    await expect.poll(() => state().comparing.phase, { interval: 5 }).toBe('ready');
    const { comparing } = state();
    expect(comparing.phase === 'ready' && comparing.summary.resources.added).toBeGreaterThan(0);
  });

  it('places what came beside what a hand has moved', async () => {
    const boxOf = (state: Awaited<ReturnType<typeof start>>['state'], id: string) => {
      const { source } = state();
      return source.phase === 'open' ? source.scene.nodes.find((n) => n.id === id)! : undefined!;
    };
    const first = await start();
    first.put({ more: true });
    await first.state().refresh();
    const { x, y } = boxOf(first.state, 'vpc-fresh');
    const { state, put } = await start();
    await state().moveBox('vpc-books', { x, y });
    const books = boxOf(state, 'vpc-books');
    expect(Math.hypot(books.x - x, books.y - y)).toBeLessThan(40);
    put({ more: true });
    await state().refresh();
    expect(boxOf(state, 'vpc-books')).toMatchObject({ x: books.x, y: books.y });
    expect(boxOf(state, 'vpc-fresh')).toBeDefined();
  });

  it('asks the trace again, shows the finding no more, and keeps what lint had hidden and can undo', async () => {
    const { state, put } = await start();
    const { rows } = state();
    const oneWay = rows.find(({ rule }) => rule === 'peering-one-way')!;
    const other = rows.find(({ rule }) => rule !== 'peering-one-way')!;
    state().askSuppress(other.fingerprint);
    const { rule, resources } = other;
    const resource = resources[0]!;
    const fault = await state().suppress({ rule, resource, reason: 'known', until: '' });
    expect(fault).toBeUndefined();
    expect(state().lint?.summary.suppressed).toBe(1);
    await state().traceBetween({ from: 'till-a', to: 'shop-a' });
    const outcome = () => {
      const { tracing } = state();
      return tracing.phase === 'done' ? tracing.trace.outcome : tracing.phase;
    };
    expect(outcome()).toBe('no-return');
    await state().selectFinding(oneWay.fingerprint);
    const { viewport } = state();
    put({ routed: true });
    await state().refresh();
    expect(outcome()).toBe('delivered');
    expect(state().viewport).toBe(viewport);
    expect(state().selected).toBeUndefined();
    expect(state().lint?.summary.suppressed).toBe(1);
    await state().undo();
    expect(state().lint?.summary.suppressed).toBe(0);
  });

  it('leaves out of the view what is gone, and undoes the step before where a step names it', async () => {
    const { state, put } = await start();
    await state().filterBy('hidden', ['vpc-books'], 'hide vpc-books');
    await state().filterBy('hidden', ['vpc-books', 'vpc-spare'], 'hide vpc-spare');
    await state().filterBy('regions', ['us-*'], 'view by Region');
    put({ less: true });
    await state().refresh();
    expect(state().filters).toEqual({ hidden: ['vpc-books'], regions: ['us-*'] });
    expect(state().notice?.text).toMatch(/1 VPC removed, .* 1 part of how this picture/);
    await state().undo();
    expect(state().notice?.text).toMatch(/^Cannot be undone: view by Region\. .*vpc-spare/);
    await state().undo();
    expect(state().filters).toEqual({ hidden: ['vpc-books'] });
  });

  it('hides again what was hidden and is back, and takes in the views of somebody else', async () => {
    const { state, put, path } = await start();
    await state().filterBy('hidden', ['vpc-spare'], 'hide vpc-spare');
    state().saveView('Mine');
    put({ less: true });
    await state().refresh();
    expect(state().filters).toEqual({});
    put();
    await state().keepDue();
    const file = `${path}.view.json`;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { views: { name: string }[] };
    kept.views.push({ ...kept.views[0]!, name: 'A colleague' });
    writeFileSync(file, JSON.stringify(kept));
    await state().refresh();
    expect(state().filters).toEqual({ hidden: ['vpc-spare'] });
    expect(places(state())).not.toHaveProperty('vpc-spare');
    const names = () => state().views.map(({ name }) => name);
    expect(names()).toEqual(['A colleague', 'Mine']);
    // Taking one's own back takes back nothing of theirs.
    await state().undo();
    expect(names()).toEqual(['A colleague']);
  });

  it('that fails leaves everything as it is, and says what to mend; so does a stop', async () => {
    const { state, path, put, touched, engine } = await start();
    const { source } = state();
    rmSync(path);
    await state().refresh();
    expect(state().source).toBe(source);
    expect(state().notice).toMatchObject({ tone: 'failed' });
    expect(state().notice?.text).toContain(path);
    expect(state().notice?.text).toMatch(
      /^Not read again: .*net\.json is still shown as it was\.$/,
    );
    writeFileSync(path, '{"format": "peerless-snapshot", "vers');
    await state().refresh();
    expect(state().source).toBe(source);
    expect(state().notice?.text).toContain('net.json');
    put({ more: true });
    const reading = state().refresh();
    expect(state().rereading).toBe(true);
    state().stepBack();
    expect(state().rereading).toBe(false);
    await reading;
    expect(state().source).toBe(source);
    expect(state().notice?.text).toBe('Stopped: net.json is shown as it was.');
    // Stopped when the engine has read it, and the window is about to show it.
    const read = engine.lint;
    vi.spyOn(engine, 'lint').mockImplementationOnce((input) => {
      state().stepBack();
      return read(input);
    });
    const late = state().refresh();
    await late;
    expect(state().notice?.text).toMatch(/^Stopped/);
    expect(state().source).toBe(source);
    expect(touched.added.size).toBe(0);
    // And the next one does it.
    await state().refresh();
    expect(touched.added).toEqual(new Set(['vpc-fresh']));
  });

  it('keeps the last two readings, and lets go of the rest', async () => {
    const { state, estates } = await start();
    const handles: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { source } = state();
      if (source.phase === 'open') handles.push(source.opened.handle);
      await state().refresh();
    }
    expect(handles.map((handle) => estates.find(handle) !== undefined)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(state().recent).toHaveLength(2);
  });

  it('what was chosen in a browser cannot be read again, and the way out is told', async () => {
    const { state } = await start();
    await state().openFiles([new File([writeSnapshot(network())], 'mine.json')]);
    await state().refresh();
    expect(state().notice?.text).toMatch(/choose them once more, or start with their path/);
    expect(state().rereading).toBe(false);
  });
});

describe('going on working while it is read again', () => {
  /** Reads again, and does something when the new findings were read and are about to be shown. */
  async function meanwhile(
    { engine, state }: Awaited<ReturnType<typeof start>>,
    work: () => Promise<unknown>,
  ): Promise<void> {
    const read = engine.lint;
    vi.spyOn(engine, 'lint').mockImplementationOnce(async (input) => {
      const before = await read(input);
      await work();
      return before;
    });
    await state().refresh();
  }

  it('what is suppressed meanwhile stays so, and can be undone', async () => {
    const window = await start();
    const { state } = window;
    const { fingerprint, rule, resources } = state().rows[0]!;
    await meanwhile(window, async () => {
      state().askSuppress(fingerprint);
      const entry = { rule, resource: resources[0]!, reason: 'known', until: '' };
      expect(await state().suppress(entry)).toBeUndefined();
    });
    expect(state().lint?.summary.suppressed).toBe(1);
    expect(state().row(fingerprint)?.state).not.toBe('told');
    await state().undo();
    expect(state().lint?.summary.suppressed).toBe(0);
  });

  it('a suppression under way is done before the new reading is shown, and holds there', async () => {
    const window = await start();
    const { state, engine } = window;
    const { fingerprint, rule, resources } = state().rows[0]!;
    state().askSuppress(fingerprint);
    const suppress = engine.suppress;
    let answered = () => undefined as void;
    const isAnswered = new Promise<void>((resolve) => (answered = resolve));
    vi.spyOn(engine, 'suppress').mockImplementationOnce(async (input) => {
      const answer = await suppress(input);
      await isAnswered;
      return answer;
    });
    let suppressing: Promise<unknown> = Promise.resolve();
    const { source } = state();
    const refreshing = meanwhile(window, () => {
      const entry = { rule, resource: resources[0]!, reason: 'known', until: '' };
      suppressing = state().suppress(entry);
      return Promise.resolve();
    });
    const scene = vi.spyOn(engine, 'scene');
    await expect.poll(() => scene.mock.calls.length, { interval: 5 }).toBe(1);
    expect(state().source).toBe(source);
    answered();
    await Promise.all([suppressing, refreshing]);
    expect(state().source).not.toBe(source);
    expect(state().lint?.summary.suppressed).toBe(1);
    expect(state().past.map(({ kind }) => kind)).toEqual(['lint']);
    await state().undo();
    expect(state().lint?.summary.suppressed).toBe(0);
  });

  it('what is hidden meanwhile stays hidden', async () => {
    const window = await start();
    const { state } = window;
    await meanwhile(window, () => state().filterBy('hidden', ['vpc-books'], 'hide vpc-books'));
    expect(state().filters).toEqual({ hidden: ['vpc-books'] });
    expect(places(state())).not.toHaveProperty('vpc-books');
  });

  it('what is selected meanwhile is lit, and not the trace', async () => {
    const window = await start();
    const { state } = window;
    await state().traceBetween({ from: 'till-a', to: 'shop-a' });
    expect(state().light.reason).toBe('path');
    await meanwhile(window, () => state().selectResource('vpc-books'));
    expect(state().selected).toEqual({ kind: 'resource', ref: 'vpc-books' });
    expect(state().light.reason).toBe('resource');
    // And the trace is lit again where it was to the end.
    await state().traceBetween({ from: 'till-a', to: 'shop-a' });
    await state().refresh();
    expect(state().light.reason).toBe('path');
  });

  it('another network altogether is fitted into the window', async () => {
    const { state, path } = await start();
    const { viewport } = state();
    const world = new World();
    world.region('eu-west-1', '999999999999').vpc('elsewhere', '10.0.0.0/16');
    writeFileSync(path, writeSnapshot(world.snapshot()));
    await state().refresh();
    expect(Object.keys(places(state()))).toEqual(['vpc-elsewhere']);
    expect(state().viewport).not.toBe(viewport);
  });
});

describe('collecting again', () => {
  it('asks AWS the same, shows what changed where it stands, and keeps what is open where it is stopped', async () => {
    const asked: unknown[] = [];
    let found = network();
    let hold = Promise.resolve();
    const { state, touched, forget } = await start({
      async collect({ asked: { profiles, regions, quotas }, signal }) {
        asked.push({ profiles, regions, quotas });
        await hold;
        // As the collector does: who stops it gets what was read until then.
        const snapshot = signal.aborted ? network({ less: true }) : found;
        return { snapshot, finished: !signal.aborted };
      },
    });
    const ended = (n: number) =>
      expect
        .poll(() => asked.length === n && state().collecting.phase === 'idle', { interval: 5 })
        .toBe(true);
    const said = (text: RegExp) =>
      expect.poll(() => state().notice?.text, { interval: 5 }).toMatch(text);
    state().setCollectForm({ profiles: ['prod'], regions: 'us-east-1', quotas: false });
    state().showDialog('collect');
    await state().startCollect();
    // The file that is open is of the same account: what is collected takes its place.
    await ended(1);
    await said(/^Collected again: nothing changed\./);
    expect(state().dialog).toBeUndefined();
    expect(touched.added.size + touched.removed.size + touched.set.size).toBe(0);

    state().setCollectForm({ profiles: ['another'], regions: '', quotas: true });
    found = network({ routed: true, more: true });
    await state().refresh();
    await ended(2);
    await said(/^Collected again: 1 VPC added, 1 route added, /);
    const first = { profiles: ['prod'], regions: ['us-east-1'], quotas: false };
    expect(asked).toEqual([first, first]);
    expect([touched.added, touched.removed]).toEqual([new Set(['vpc-fresh']), new Set()]);

    forget();
    let letGo = () => undefined as void;
    hold = new Promise((resolve) => (letGo = resolve));
    const { source } = state();
    await state().refresh();
    await expect.poll(() => asked.length, { interval: 5 }).toBe(3);
    state().stepBack();
    letGo();
    await ended(3);
    await said(/^Stopped: prod is still shown as it was\.$/);
    expect(state().source).toBe(source);
    expect(touched.removed.size).toBe(0);
  });
});
