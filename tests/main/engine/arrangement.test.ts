/** How the engine remembers an arrangement: beside a file, across snapshots of one network, and as what changed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineEvents, Opened } from '#app/api/engine.ts';
import { analyze } from '#app/report.ts';
import { patched } from '#app/scene/patch.ts';
import type { Scene } from '#app/scene/scene.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { Lint, OWN_SETTINGS } from '#main/engine/lint.ts';
import { outside } from '#main/engine/sources.ts';
import { sceneIn } from '#tests/kit/scene.ts';
import { scratch } from '#tests/kit/terminal.ts';
import { smallWorld } from './estate.ts';

const { path: folder } = scratch();
const start = () =>
  createEngine({
    about: { version: '1', opening: undefined },
    estates: new Estates(),
    emit: () => undefined,
  }).engine;
const still = true as const;

function file(name: string, world: World = smallWorld()): string {
  const path = join(folder, name);
  writeFileSync(path, writeSnapshot(world.snapshot()));
  return path;
}

const placed = (scene: Scene): Record<string, readonly number[]> =>
  Object.fromEntries(scene.nodes.filter((n) => n.shape === 'vpc').map((n) => [n.id, [n.x, n.y]]));

/** The small network, and two more peered VPCs whose names come first. */
function grown(): World {
  const world = smallWorld();
  const at = world.region('us-east-1', '111111111111');
  world.peer(at.vpc('aaa-first', '10.77.0.0/16'), at.vpc('aaa-next', '10.78.0.0/16'));
  return world;
}

describe('an arrangement', () => {
  it('is kept beside the file, and there again for another engine', async () => {
    const path = file('kept.json');
    const engine = start();
    const { handle, arrangement } = await engine.open({ path });
    expect(arrangement).toEqual({ now: {}, views: [], file: `${path}.view.json`, note: undefined });
    const now = { moved: { 'vpc-app': { x: 90, y: 400 } }, hidden: ['vpc-partner'] };
    const views = [{ name: 'Shop', view: { tags: ['Team=shop'] } }];
    expect(await engine.keepViews({ handle, now, views })).toEqual({ file: `${path}.view.json` });
    const again = await start().open({ path });
    expect(again.arrangement).toMatchObject({ now, views });
  });

  it('of a folder stands beside the folder', async () => {
    mkdirSync(join(folder, 'source'));
    file('source/snap.json');
    const path = join(folder, 'source');
    const { arrangement } = await start().open({ path });
    expect(arrangement.file).toBe(`${path}.view.json`);
  });

  it('of the sample, and of texts, lasts as long as the engine', async () => {
    const engine = start();
    const files = [{ name: 'a.json', text: writeSnapshot(smallWorld().snapshot()) }];
    const first = await engine.open({ files });
    expect(first.arrangement.file).toBe(undefined);
    const now = { collapsed: ['account/111111111111'] };
    expect(await engine.keepViews({ handle: first.handle, now, views: [] })).toEqual({
      file: undefined,
    });
    expect((await engine.open({ files })).arrangement.now).toEqual(now);
  });

  it('collecting the same network again keeps places and views, and changes only what changed', async () => {
    const found = [smallWorld(), smallWorld(), grown()].map((world) => world.snapshot());
    const ended: (Opened | undefined)[] = [];
    const { engine } = createEngine({
      about: { version: '1', opening: undefined },
      estates: new Estates(),
      emit: (event, data) =>
        event === 'collected' && ended.push((data as EngineEvents['collected']).opened),
      sources: {
        ...outside,
        collect: () => Promise.resolve({ snapshot: found[ended.length]!, finished: true }),
      },
    });
    const collected = async () => {
      const before = ended.length;
      await engine.collect({ profiles: ['a'], regions: [], endpoint: undefined });
      await expect.poll(() => ended.length, { interval: 5 }).toBe(before + 1);
      const opened = ended[before]!;
      return { ...opened, scene: sceneIn(await engine.scene({ handle: opened.handle, still })) };
    };
    const first = await collected();
    const now = { hidden: ['vpc-partner'] };
    const views = [{ name: 'Shop', view: { tags: ['Team=shop'] } }];
    await engine.keepViews({ handle: first.handle, now, views });
    const same = await collected();
    expect(same.arrangement).toMatchObject({ now, views });
    expect(same.scene.nodes).toEqual(first.scene.nodes);
    expect(same.scene.edges).toEqual(first.scene.edges);
    const more = await collected();
    expect(more.arrangement).toMatchObject({ now, views });
    expect(placed(more.scene)).toMatchObject(placed(first.scene));
    const boxes = (scene: Scene) => new Map(scene.nodes.map((node) => [node.id, node]));
    const old = boxes(first.scene);
    const changed = more.scene.nodes.filter(
      (node) => JSON.stringify(node) !== JSON.stringify(old.get(node.id)),
    );
    // The two that came, and the account and Region that grew around them.
    const vpcs = changed.filter((node) => node.shape === 'vpc').map((node) => node.id);
    expect(vpcs.sort()).toEqual(['vpc-aaa-first', 'vpc-aaa-next']);
    expect(changed.length).toBeLessThan(more.scene.nodes.length / 2);
  });

  it('keeps the places of what was there when the file has grown', async () => {
    const path = file('grows.json');
    const engine = start();
    const { handle } = await engine.open({ path });
    const before = placed(sceneIn(await engine.scene({ handle, still })));
    await engine.keepViews({ handle, now: {}, views: [] });
    file('grows.json', grown());
    const another = start();
    const opened = await another.open({ path });
    const after = placed(sceneIn(await another.scene({ handle: opened.handle, still })));
    expect(after).toMatchObject(before);
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 2);
    // Without the file it would have been laid out anew.
    const fresh = start();
    const { handle: own } = await fresh.open({ path: file('other.json', grown()) });
    expect(placed(sceneIn(await fresh.scene({ handle: own, still })))).not.toMatchObject(before);
  });

  it('goes over to a second snapshot of the same network', async () => {
    const engine = start();
    const one = await engine.open({ path: file('monday.json') });
    const before = placed(sceneIn(await engine.scene({ handle: one.handle, still })));
    const two = await engine.open({ path: file('tuesday.json', grown()) });
    expect(placed(sceneIn(await engine.scene({ handle: two.handle, still })))).toMatchObject(
      before,
    );
  });

  it('that names what is not there any more loses that, and says so', async () => {
    const path = file('loses.json');
    const engine = start();
    const { handle } = await engine.open({ path });
    const now = {
      hidden: ['vpc-gone', 'vpc-partner'],
      collapsed: ['account/000000000000'],
      moved: { 'vpc-app': { x: 1, y: 1 } },
    };
    await engine.keepViews({ handle, now, views: [] });
    const { arrangement } = await start().open({ path });
    expect(arrangement.now).toEqual({ hidden: ['vpc-partner'], moved: now.moved });
    expect(arrangement.note).toMatch(/^2 parts of how this picture was arranged are not in/);
  });

  it('in a file that is none is told, and the file is left as it is', async () => {
    const path = file('torn.json');
    writeFileSync(`${path}.view.json`, '{"schema":');
    const engine = start();
    const { handle, arrangement } = await engine.open({ path });
    expect(arrangement.file).toBe(undefined);
    expect(arrangement.note).toMatch(/torn\.json\.view\.json is broken.*rename or delete it/s);
    await engine.keepViews({ handle, now: { meshes: true }, views: [] });
    expect(readFileSync(`${path}.view.json`, 'utf8')).toBe('{"schema":');
  });

  it('of many changes at once ends as the last of them', async () => {
    const path = file('fast.json');
    const engine = start();
    const { handle } = await engine.open({ path });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        engine.keepViews({ handle, now: { moved: { 'vpc-app': { x: i, y: 0 } } }, views: [] }),
      ),
    );
    expect((await start().open({ path })).arrangement.now.moved).toEqual({
      'vpc-app': { x: 19, y: 0 },
    });
  });
});

describe('an arrangement that is read again', () => {
  /** Each account has three VPCs. */
  function accounts(...who: readonly string[]): World {
    const world = new World();
    for (const of of who) {
      const at = world.region('us-east-1', of.repeat(12));
      for (const [i, name] of ['a', 'b', 'c'].entries()) at.vpc(name + of, `10.${of}${i}.0.0/16`);
    }
    return world;
  }
  const placesIn = async (engine: ReturnType<typeof start>, { handle }: Opened) =>
    placed(sceneIn(await engine.scene({ handle, still })));

  it('remembers how things were that are gone for once, in the file as well', async () => {
    const name = 'bad-day.json';
    const path = file(name, accounts('1', '2'));
    const engine = start();
    const first = await engine.open({ path });
    const stood = await placesIn(engine, first);
    const now = { hidden: ['vpc-a1', 'vpc-a2'], collapsed: ['account/222222222222'] };
    await engine.keepViews({ handle: first.handle, now, views: [] });
    file(name, accounts('1'));
    const without = await engine.open({ path, after: first.handle });
    expect(without.arrangement.now).toEqual({ hidden: ['vpc-a1'] });
    expect(without.arrangement.note).toMatch(/^2 parts/);
    await engine.keepViews({ handle: without.handle, now: without.arrangement.now, views: [] });
    // Told once: the next start has nothing new to say.
    expect((await start().open({ path })).arrangement).toMatchObject({
      now: { hidden: ['vpc-a1'] },
      note: undefined,
    });
    file(name, accounts('1', '2'));
    const back = await engine.open({ path, after: without.handle });
    expect(back.arrangement.now).toEqual(now);
    expect(back.arrangement.came?.back).toEqual({
      hidden: ['vpc-a2'],
      collapsed: ['account/222222222222'],
    });
    expect(await placesIn(engine, back)).toEqual(stood);
    const later = start();
    const opened = await later.open({ path });
    expect(opened.arrangement.now).toEqual(now);
    expect(await placesIn(later, opened)).toEqual(stood);
  });

  it('moves nothing that has come to stand where something gone was', async () => {
    const name = 'taken.json';
    const path = file(name, accounts('1', '2'));
    const engine = start();
    const first = await engine.open({ path });
    const crowded = accounts('1');
    for (let i = 0; i < 9; i++)
      crowded.region('us-east-1', '111111111111').vpc(`n${i}`, `10.9${i}.0.0/16`);
    file(name, crowded);
    const more = await engine.open({ path, after: first.handle });
    const stood = await placesIn(engine, more);
    for (const of of ['a', 'b', 'c'])
      crowded.region('us-east-1', '222222222222').vpc(`${of}2`, '10.20.0.0/16');
    file(name, crowded);
    const all = await engine.open({ path, after: more.handle });
    expect(await placesIn(engine, all)).toMatchObject(stood);
  });

  it('takes in views that somebody else has put into the file, and takes out none of theirs', async () => {
    const path = file('two-of-us.json');
    const [mine, theirs] = [start(), start()];
    const [a, b] = [await mine.open({ path }), await theirs.open({ path })];
    const view = (name: string) => ({ name, view: { regions: ['us-*'] } });
    const inFile = async () =>
      (await start().open({ path })).arrangement.views.map(({ name }) => name).sort();
    await theirs.keepViews({ handle: b.handle, now: {}, views: [view('Theirs')] });
    // Not read again yet: what is kept here leaves it where it is.
    await mine.keepViews({ handle: a.handle, now: {}, views: [view('Mine'), view('Draft')] });
    expect(await inFile()).toEqual(['Draft', 'Mine', 'Theirs']);
    await mine.keepViews({ handle: a.handle, now: {}, views: [view('Mine')] });
    expect(await inFile()).toEqual(['Mine', 'Theirs']);
    const again = await mine.open({ path, after: a.handle });
    expect(again.arrangement.views).toEqual([view('Mine'), view('Theirs')]);
    expect(again.arrangement.came?.views).toEqual([view('Theirs')]);
    // By now it is known here: it can be deleted, too.
    await mine.keepViews({ handle: again.handle, now: {}, views: [view('Mine')] });
    expect(await inFile()).toEqual(['Mine']);
  });

  it('in a file that has broken since is told, at the refresh and when it is kept, and left as it is', async () => {
    const path = file('breaks.json');
    const engine = start();
    const { handle } = await engine.open({ path });
    writeFileSync(`${path}.view.json`, '<<<<<<< HEAD');
    const keeping = engine.keepViews({ handle, now: { hidden: ['vpc-partner'] }, views: [] });
    await expect(keeping).rejects.toThrow(
      /breaks\.json\.view\.json is broken.*rename or delete it/s,
    );
    const again = await engine.open({ path, after: handle });
    expect(again.arrangement.note).toMatch(/breaks\.json\.view\.json is broken/);
    expect(again.arrangement.now).toEqual({ hidden: ['vpc-partner'] });
    expect(readFileSync(`${path}.view.json`, 'utf8')).toBe('<<<<<<< HEAD');
    // Once it is told, and gone, it is kept again.
    rmSync(`${path}.view.json`);
    const mended = await engine.open({ path, after: again.handle });
    expect(mended.arrangement).toMatchObject({ file: `${path}.view.json`, note: undefined });
  });
});

describe('a scene asked for again', () => {
  it('comes as what changed, and is the same as the whole', async () => {
    const engine = start();
    const { handle } = await engine.open({ demo: true });
    const first = await engine.scene({ handle, still });
    if ('patch' in first) throw new Error('nothing was held yet');
    const vpc = first.nodes.find((n) => n.shape === 'vpc')!;
    const account = first.nodes.find((n) => n.shape === 'account')!;
    let held: Scene = first;
    let since = first.stamp!;
    for (const view of [
      { moved: { [vpc.id]: { x: vpc.x + 40, y: vpc.y + 500 } } },
      { hidden: [vpc.id] },
      { collapsed: [account.id] },
      {},
    ]) {
      const answer = await engine.scene({ handle, still, ...view, since });
      const whole = sceneIn(await engine.scene({ handle, still, ...view }));
      held = 'patch' in answer ? patched(held, answer.patch) : sceneIn(answer);
      since = answer.stamp!;
      expect(sceneIn(held)).toEqual(whole);
    }
    const moved = await engine.scene({
      handle,
      still,
      moved: { [vpc.id]: { x: vpc.x + 40, y: vpc.y + 500 } },
      since,
    });
    expect('patch' in moved && moved.patch.nodes.changed.length).toBeLessThan(5);
  });

  it('of a source that was read again comes as what changed there, and is the same as the whole', async () => {
    const engine = start();
    // Of a picture of which most has changed, the whole is shorter than the change.
    const wide = (world: World): World => {
      const at = world.region('eu-west-1', '111111111111');
      for (let i = 0; i < 6; i++) at.vpc(`wide-${i}`, `10.10${i}.0.0/16`);
      return world;
    };
    const path = file('again.json', wide(smallWorld()));
    const first = await engine.open({ path });
    const now = { hidden: ['vpc-partner'] };
    await engine.keepViews({ handle: first.handle, now, views: [] });
    const view = { still, ...now };
    const before = await engine.scene({ handle: first.handle, ...view });
    const again = async (after: string, held: typeof before) => {
      const opened = await engine.open({ path, after });
      expect(opened).toMatchObject({ after, arrangement: { now } });
      const { handle } = opened;
      const answer = await engine.scene({ handle, ...view, since: held.stamp! });
      if (!('patch' in answer)) throw new Error('it came whole');
      const whole = await engine.scene({ handle, ...view });
      expect(patched(sceneIn(held), answer.patch)).toEqual(sceneIn(whole));
      const { nodes, edges, hulls } = answer.patch;
      const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).sort();
      return {
        handle,
        whole,
        changed: ids([...nodes.changed, ...edges.changed, ...hulls.changed]),
        gone: [...nodes.gone, ...edges.gone, ...hulls.gone],
        added: ids([...nodes.added, ...edges.added, ...hulls.added].map(([, item]) => item)),
      };
    };
    const same = await again(first.handle, before);
    expect(same).toMatchObject({ changed: [], gone: [], added: [] });
    file('again.json', wide(grown()));
    const more = await again(same.handle, same.whole);
    expect(more).toMatchObject({
      // They have grown around those that came.
      changed: ['account/111111111111', 'region/111111111111/us-east-1'],
      gone: [],
      added: ['peering/vpc-aaa-first/vpc-aaa-next', 'vpc-aaa-first', 'vpc-aaa-next'],
    });
    const { kinds, routes } = await engine.changes({ before: same.handle, after: more.handle });
    expect(
      kinds.map(({ kind, added, removed, changed }) => [kind, added, removed, changed]),
    ).toEqual(
      expect.arrayContaining([
        ['vpc', 2, 0, 0],
        ['vpc-peering', 1, 0, 0],
      ]),
    );
    expect(routes).toEqual({ added: 0, removed: 0, changed: 0 });
    // Of those that go on from each other the last two are kept; from what is not there, nothing can go on.
    await expect(engine.scene({ handle: first.handle })).rejects.toThrow(
      /^again\.json was read again since: of its readings the last two stay open\. Open it again\.$/,
    );
    expect((await engine.open({ path, after: first.handle })).after).toBeUndefined();
  });

  it('comes whole where the stamp is not known any more', async () => {
    const engine = start();
    const { handle } = await engine.open({ demo: true });
    expect('patch' in (await engine.scene({ handle, still, since: 99 }))).toBe(false);
  });
});

describe('what goes on from what', () => {
  /** An engine whose collections wait until `found` is told. */
  function collector() {
    const ended: EngineEvents['collected'][] = [];
    const dropped: string[] = [];
    const waiting: ((world: World) => void)[] = [];
    const { engine } = createEngine({
      about: { version: '1', opening: undefined },
      estates: new Estates(),
      emit: (event, data) => {
        if (event === 'collected') ended.push(data as EngineEvents['collected']);
        if (event === 'dropped') dropped.push((data as EngineEvents['dropped']).handle);
      },
      sources: {
        ...outside,
        collect: () =>
          new Promise((found) =>
            waiting.push((world) => found({ snapshot: world.snapshot(), finished: true })),
          ),
      },
    });
    const collect = async (after: string, again?: true) => {
      await engine.collect({ profiles: ['a'], regions: [], after, ...(again && { again }) });
      const [before, begun] = [ended.length, waiting.length];
      return async (world: World) => {
        await expect.poll(() => waiting.length, { interval: 5 }).toBeGreaterThan(begun);
        waiting[begun]!(world);
        await expect.poll(() => ended.length, { interval: 5 }).toBe(before + 1);
        return ended[before]!;
      };
    };
    return { engine, collect, dropped };
  }

  it('a collection goes on from what was read again while it ran, and takes it from no window', async () => {
    const { engine, collect, dropped } = collector();
    const path = file('while.json');
    const one = await engine.open({ path });
    const found = await collect(one.handle);
    const two = await engine.open({ path, after: one.handle });
    await engine.scene({ handle: two.handle, still });
    const { opened } = await found(smallWorld());
    expect(opened?.after).toBe(two.handle);
    expect(dropped).toEqual([one.handle]);
    await expect(engine.scene({ handle: two.handle, still })).resolves.toBeDefined();
  });

  it('a collection of other accounts goes on from nothing', async () => {
    const { engine, collect } = collector();
    const { handle } = await engine.open({ path: file('other-accounts.json') });
    const found = await collect(handle);
    const another = smallWorld();
    another.region('us-east-1', '333333333333').vpc('more', '10.50.0.0/16');
    expect((await found(another)).opened?.after).toBeUndefined();
    const same = await collect(handle);
    const { opened } = await same(smallWorld());
    expect(opened?.after).toBe(handle);
    // The same profile may lead to other accounts by now.
    const asked = await collect(opened!.handle);
    expect((await asked(another)).opened?.after).toBeUndefined();
  });

  it('no other source does, and none of another window', async () => {
    const { engine } = collector();
    const { handle } = await engine.open({ path: file('one-source.json') });
    expect((await engine.open({ demo: true, after: handle })).after).toBeUndefined();
    const another = new Estates();
    const window = () =>
      createEngine({
        about: { version: '1', opening: undefined },
        estates: another,
        emit: () => undefined,
      }).engine;
    const path = file('shared.json');
    const theirs = await window().open({ path });
    expect((await window().open({ path, after: theirs.handle })).after).toBeUndefined();
  });

  it('a folder in which a file is torn does not take the place of one in which it was not', async () => {
    const path = join(folder, 'tearing');
    mkdirSync(path);
    const put = (name: string, text: string): void => writeFileSync(join(path, name), text);
    const vpc = { VpcId: 'vpc-8', OwnerId: '111111111111', CidrBlock: '10.8.0.0/16' };
    put('describe-vpcs.json', JSON.stringify({ Vpcs: [vpc] }));
    put('describe-subnets.json', '{"Subnets": []}');
    const engine = start();
    const { handle } = await engine.open({ path });
    put('describe-subnets.json', '{"Subnets": [{');
    await expect(engine.open({ path, after: handle })).rejects.toThrow(
      /describe-subnets\.json .* Mend it, or take it away, and refresh\.$/,
    );
    put('describe-subnets.json', '{"Subnets": []}');
    expect((await engine.open({ path, after: handle })).after).toBe(handle);
    // Nor does a snapshot that was cut off, though it opens by itself.
    const [net] = [file('whole-before.json')];
    const before = await engine.open({ path: net });
    writeFileSync(net, readFileSync(net, 'utf8').slice(0, -100));
    await expect(engine.open({ path: net, after: before.handle })).rejects.toThrow(
      /whole-before\.json is cut off: .* with \d+ whole pages\. Mend it, or take it away/,
    );
    const { gaps } = await engine.open({ path: net });
    expect(gaps.map(({ message }) => message).join()).toContain('whole-before.json is cut off');
  });

  it('what another has taken the place of lets go of its pictures', () => {
    const estates = new Estates();
    const add = (before?: Parameters<Estates['add']>[4]) => {
      const snapshot = smallWorld().snapshot();
      const lint = new Lint(analyze(snapshot), OWN_SETTINGS);
      return estates.add({ snapshot, ignored: [] }, lint, 'net', undefined, before).estate;
    };
    const first = add();
    const whole = first.whole();
    expect(first.whole()).toBe(whole);
    add(first);
    expect(first.whole()).not.toBe(whole);
  });
});
