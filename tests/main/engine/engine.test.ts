/** The engine over a wire, as the window meets it: opening, asking, collecting, cancelling, forgetting. */
import { describe, expect, it } from 'vitest';
import { engineContract, engineInputs, type EngineEvents } from '#app/api/engine.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { createEngine } from '#main/engine/engine.ts';
import type { Emit } from '#main/engine/parts.ts';
import { Estates, KEPT } from '#main/engine/estates.ts';
import { outside, type EngineSources } from '#main/engine/sources.ts';
import { spawnEngine } from '#main/engine/spawn.ts';
import { sceneIn } from '#tests/kit/scene.ts';
import { smallWorld } from './estate.ts';
import { fetched } from '#tests/kit/fetched.ts';

function start(sources: Partial<EngineSources> = {}) {
  const [near, far] = memoryWires();
  const emit: Emit = (event, data) => serving.emit(event, data);
  const { engine, stop } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit,
    sources: { ...outside, ...sources },
  });
  const serving = serve(engineContract, engine, far);
  far.onClose(stop);
  const client = connect(engineContract, near);
  const next = <K extends keyof EngineEvents>(event: K): Promise<EngineEvents[K]> =>
    new Promise((resolve) => client.on(event, resolve));
  return { ...client, engine, next, close: () => near.close() };
}

const smallFile = () => ({ name: 'small.peerless', text: writeSnapshot(smallWorld().snapshot()) });

describe('the contract', () => {
  const methods = Object.keys(engineInputs) as (keyof typeof engineInputs)[];

  it('is answered method by method, and no other', async () => {
    const { engine } = createEngine({
      about: { version: '1.2.3', opening: undefined },
      estates: new Estates(),
      emit: () => undefined,
    });
    expect(Object.keys(engine).sort()).toEqual([...methods].sort());
    const { call } = start();
    const unknown = call as unknown as Record<string, unknown>;
    expect(unknown['constructor']).not.toBe(unknown['about']);
    await expect(call.about({})).resolves.toMatchObject({ version: '1.2.3' });
  });

  it.each(methods.filter((method) => !engineInputs[method].safeParse({}).success))(
    '%s refuses what it cannot read, by its own name',
    async (method) => {
      const asked = start().call[method] as (input: unknown) => Promise<unknown>;
      for (const input of [{}, { handle: 5 }, 'text', [1]])
        await expect(asked(input)).rejects.toThrow(new RegExp(`^${method}: `));
    },
  );
});

describe('opening', () => {
  it('opens texts, and answers about them', async () => {
    const { call } = start();
    const opened = await call.open({ files: [smallFile()] });
    expect(opened.title).toBe('small.peerless');
    expect(opened.counts).toContainEqual({ kind: 'vpc', title: 'VPCs', count: 2 });
    const { handle } = opened;
    const scene = sceneIn(await call.scene({ handle }));
    expect(scene.nodes.map((node) => node.ref)).toEqual(
      expect.arrayContaining(['vpc-app', 'vpc-db', 'vpc-partner']),
    );
    const trace = await call.trace({ handle, from: 'app-a', to: 'db-a' });
    // Peered, and nobody routed it.
    expect(trace.outcome).toBe('no-route');
    const [file] = await call.export({ handle, format: 'svg' });
    expect((await fetched(call, file!)).toString()).toContain('<svg');
  });

  it('names in a picture the files it was read from by their own checksum, whenever they were written', async () => {
    const { call } = start();
    // `printf '{"Vpcs":[{"VpcId":"vpc-1","OwnerId":"111111111111"}]}' | sha256sum`
    const text = '{"Vpcs":[{"VpcId":"vpc-1","OwnerId":"111111111111"}]}';
    const { handle } = await call.open({ files: [{ name: 'vpcs.json', text }] });
    const [file] = await call.export({ handle, format: 'svg' });
    expect((await fetched(call, file!)).toString()).toContain(
      'sha256:168eb9a5f49e1c7b04b72219b354c8af366db4e59840219aa92c352ea9d16089',
    );
  });

  it('is stopped between two steps: nothing is kept, and nothing had to make room', async () => {
    const started = start();
    const { call, engine } = started;
    const dropped: string[] = [];
    started.on('dropped', ({ title }) => dropped.push(title));
    for (let i = 0; i < KEPT; i++) await call.open({ files: [smallFile()] });
    const opening = engine.open({ files: [smallFile()], job: 'large' });
    expect(await engine.cancel({ job: 'large' })).toEqual({ cancelled: true });
    await expect(opening).rejects.toThrow('large was stopped.');
    expect(dropped).toEqual([]);
    // Its name is free again.
    expect(await engine.cancel({ job: 'large' })).toEqual({ cancelled: false });
    expect((await call.open({ files: [smallFile()], job: 'large' })).title).toBe('small.peerless');
    expect(dropped).toEqual(['small.peerless']);
  });

  it('says what a printed format asks, and prints as it was chosen', async () => {
    const { call } = start();
    const { handle } = await call.open({ files: [smallFile()] });
    const asks = Object.fromEntries((await call.formats({})).map((f) => [f.id, f.asks]));
    expect(asks).toMatchObject({ png: 'scale', pdf: 'paper', svg: undefined });
    // https://www.w3.org/TR/png-3/#11IHDR: the width stands at byte 16.
    const width = async (scale: number) => {
      const [file] = await call.export({ handle, format: 'png', scale });
      return (await fetched(call, file!)).readUInt32BE(16);
    };
    expect(await width(3)).toBe(3 * (await width(1)));
    const [letter] = await call.export({ handle, format: 'pdf', paper: 'letter' });
    // US letter is 8.5 by 11 inches of 72 points.
    const boxes = (await fetched(call, letter!)).toString('latin1');
    expect(boxes).toMatch(/\/MediaBox \[0 0 (792 612|612 792)\]/);
    await expect(call.export({ handle, format: 'png', scale: 0 })).rejects.toThrow(/scale/);
    await expect(call.export({ handle, format: 'pdf', paper: 'a9' as 'a4' })).rejects.toThrow(
      /paper/,
    );
  });

  it('draws and exports the view it is asked for, and says what there is to choose', async () => {
    const { call } = start();
    const { handle } = await call.open({ files: [smallFile()] });
    expect(await call.choices({ handle })).toMatchObject({
      accounts: ['111111111111', '999999999999'],
      regions: ['us-east-1'],
      tags: [
        { key: 'Name', values: ['app', 'db'], count: 2 },
        { key: 'Team', values: ['shop'], count: 1 },
      ],
    });
    const view = { tags: ['Team=shop'] };
    const vpcsOf = async (input: Partial<Parameters<typeof call.scene>[0]>) =>
      sceneIn(await call.scene({ handle, ...input }))
        .nodes.filter((node) => node.shape === 'vpc')
        .map((node) => node.ref);
    expect(await vpcsOf(view)).toEqual(['vpc-app']);
    expect(await vpcsOf({ hidden: ['vpc-app'] })).toEqual(['vpc-db', 'vpc-partner']);
    expect(await vpcsOf({ hidden: ['pcx-app-db'] })).toHaveLength(3);
    // Asked in whatever order of parts, it is one view.
    expect(sceneIn(await call.scene({ handle, hidden: ['vpc-db'], regions: ['us-*'] }))).toEqual(
      sceneIn(await call.scene({ handle, regions: ['us-*'], hidden: ['vpc-db'] })),
    );
    const [file] = await call.export({ handle, format: 'mermaid', ...view });
    const text = (await fetched(call, file!)).toString();
    expect(text).toContain('10.1.0.0/16');
    expect(text).not.toContain('10.2.0.0/16');
    await expect(call.scene({ handle, regions: [] })).rejects.toThrow(/^scene: regions/);
    await expect(call.scene({ handle, tags: ['nope'] })).rejects.toThrow(/There are Name and Team/);
  });

  it('knows the rule of every finding, and what the rule says of itself', async () => {
    const { call } = start();
    const { handle } = await call.open({ demo: true });
    const about = new Map((await call.rules({})).map((rule) => [rule.id, rule]));
    const { rows } = await call.findings({ handle, start: 0 });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const rule = about.get(row.rule);
      expect([rule?.title, rule?.why, rule?.remedy].every((text) => text)).toBe(true);
      expect(rule?.docs.every((link) => link.startsWith('https://'))).toBe(true);
    }
  });

  it.each([
    ['text that is nothing we read', { files: [{ name: 'x.json', text: '{"a":1}' }] }, /x\.json/],
    ['no file', { files: [] }, /no file/i],
    ['a path that is not there', { path: '/nowhere/at-all.json' }, /\/nowhere\/at-all\.json/],
  ])('%s: a sentence that names it', async (_name, input, message) => {
    await expect(start().call.open(input)).rejects.toThrow(message);
  });

  it.each([
    ['an unknown handle', 'lint', { handle: 'estate-99' }, /not open/],
    ['a handle of the wrong type', 'lint', { handle: 5 }, /handle/],
    ['a page that is none', 'findings', { handle: 'H', start: -1 }, /start/],
    [
      'an unknown format',
      'export',
      { handle: 'H', format: 'exe' },
      /no format "exe"; there are .*svg/,
    ],
    ['an unknown resource', 'inspect', { handle: 'H', ref: 'vpc-0' }, /not in this estate/],
    ['an end that is none', 'trace', { handle: 'H', from: 'x', to: 'y' }, /"x"/],
    ['a port out of range', 'trace', { handle: 'H', from: 'x', to: 'y', port: 70000 }, /port/],
  ])('%s is refused with a sentence', async (_name, method, input, message) => {
    const { call } = start();
    const { handle } = await call.open({ files: [smallFile()] });
    const asked = { ...input, ...('handle' in input && input.handle === 'H' ? { handle } : {}) };
    const ask = (call as unknown as Record<string, (input: unknown) => Promise<unknown>>)[method];
    await expect(ask?.(asked)).rejects.toThrow(message);
  });
});

it('keeps the estates used last, and says which one it let go', async () => {
  const { call, next } = start();
  const first = await call.open({ files: [smallFile()] });
  const second = await call.open({ files: [smallFile()] });
  for (let i = 2; i < KEPT; i++) await call.open({ files: [smallFile()] });
  // Used again, so the second is now the oldest.
  await call.lint({ handle: first.handle });
  const dropped = next('dropped');
  await call.open({ files: [smallFile()] });
  expect(await dropped).toEqual({ handle: second.handle, title: 'small.peerless' });
  await expect(call.lint({ handle: second.handle })).rejects.toThrow(/closed to make room/);
  await call.lint({ handle: first.handle });
});

describe('collecting', () => {
  const progress = (done: number) => ({
    done,
    total: 3,
    account: '111111111111',
    region: 'us-east-1',
    call: 'ec2:DescribeVpcs',
  });

  it('tells progress, gaps and the end, under one job', async () => {
    const { call, next } = start({
      async collect(input, events) {
        expect(input.asked).toEqual({ profiles: ['a'], regions: ['us-east-1'] });
        // The answer to the call comes first; what happens later is told by events.
        await new Promise((resolve) => setTimeout(resolve, 10));
        events.progress(progress(1));
        events.gap('DescribeSubnets was refused.');
        events.progress(progress(3));
        return { snapshot: smallWorld().snapshot(), finished: true };
      },
    });
    const gap = next('gap');
    const collected = next('collected');
    const { job } = await call.collect({ profiles: ['a'], regions: ['us-east-1'] });
    expect(await gap).toEqual({ job, message: 'DescribeSubnets was refused.' });
    const { opened, error, job: ended } = await collected;
    expect([ended, error, opened?.title]).toEqual([job, undefined, 'a']);
    expect((await call.findings({ handle: opened?.handle ?? '', start: 0 })).total).toBe(
      opened && Object.values(opened.lint.told).reduce((a, b) => a + b),
    );
  });

  it('says the last progress even where many come at once, and not each of them', async () => {
    const heard: number[] = [];
    const { call, next, ...client } = start({
      async collect(_input, events) {
        await Promise.resolve();
        for (let done = 1; done <= 1000; done++)
          events.progress({ ...progress(done), total: 1000 });
        return { snapshot: smallWorld().snapshot(), finished: true };
      },
    });
    client.on('progress', ({ done }) => heard.push(done));
    const collected = next('collected');
    await call.collect({ profiles: [], regions: [] });
    await collected;
    expect(heard.at(-1)).toBe(1000);
    expect(heard.length).toBeLessThan(20);
  });

  it('says how far it is while one call is waited for', async () => {
    const heard: number[] = [];
    let finish!: () => void;
    const answered = new Promise<void>((resolve) => (finish = resolve));
    const { call, next, ...client } = start({
      async collect(_input, events) {
        events.progress(progress(1));
        events.progress(progress(2));
        await answered;
        return { snapshot: smallWorld().snapshot(), finished: true };
      },
    });
    client.on('progress', ({ done }) => heard.push(done));
    const collected = next('collected');
    await call.collect({ profiles: [], regions: [] });
    await expect.poll(() => heard.at(-1)).toBe(2);
    finish();
    await collected;
  });

  /** A signal may have fired before anybody listens. */
  const onAbort = (signal: AbortSignal, act: () => void) => {
    if (signal.aborted) act();
    else signal.addEventListener('abort', act);
  };
  const untilAborted = (): Partial<EngineSources> => ({
    collect: ({ signal }) =>
      new Promise((_resolve, reject) => onAbort(signal, () => reject(new Error('stopped')))),
  });

  const place = { account: '1', region: 'us-east-1', phase: 'reading', gaps: 0 } as const;

  it('tells where accounts and Regions stand, asks for the code of a device, takes one answer, and none once it is cancelled', async () => {
    const codes: string[] = [];
    const { call, next } = start({
      async collect({ mfaCode }, events) {
        events.account({ account: '1', name: 'net', phase: 'reading' });
        for (let done = 0; done <= 3; done++) events.place({ ...place, calls: 3, done });
        codes.push(await mfaCode('mfa/ana'), await mfaCode('mfa/ana'));
        return { snapshot: smallWorld().snapshot(), finished: true };
      },
    });
    const [standing, asked, collected] = [next('standing'), next('mfa'), next('collected')];
    const { job } = await call.collect({ profiles: [], regions: [] });
    // While the code is waited for, and the latest only.
    expect(await standing).toEqual({
      job,
      accounts: [{ account: '1', name: 'net', phase: 'reading' }],
      places: [{ ...place, calls: 3, done: 3 }],
    });
    expect(await asked).toEqual({ job, device: 'mfa/ana' });
    expect(await call.mfaCode({ job: 'another', code: '111111' })).toEqual({ taken: false });
    expect(await call.mfaCode({ job, code: '123456' })).toEqual({ taken: true });
    await call.cancel({ job });
    await collected;
    expect(codes).toEqual(['123456', '']);
    expect(await call.mfaCode({ job, code: '222222' })).toEqual({ taken: false });
  });

  it('is cancelled by its job, once', async () => {
    const { call, next } = start(untilAborted());
    const collected = next('collected');
    const { job } = await call.collect({ profiles: [], regions: [] });
    expect(await call.cancel({ job: 'collect-99' })).toEqual({ cancelled: false });
    expect(await call.cancel({ job })).toEqual({ cancelled: true });
    expect(await collected).toEqual({ job, error: 'stopped' });
    expect(await call.cancel({ job })).toEqual({ cancelled: false });
  });

  it('stops when the window goes', async () => {
    let aborted: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (aborted = resolve));
    const { call, close } = start({
      collect: ({ signal }) => new Promise(() => onAbort(signal, () => aborted())),
    });
    await call.collect({ profiles: [], regions: [] });
    close();
    await gone;
  });
});

it('runs in a thread: two windows share what is open, and the end of the thread closes both', async () => {
  const host = spawnEngine((line) => console.log(line));
  const first = host.connect({ demo: true });
  const second = host.connect(undefined);
  const one = connect(engineContract, first);
  const two = connect(engineContract, second);
  expect((await one.call.about({})).opening).toEqual({ demo: true });
  expect((await two.call.about({})).opening).toBe(undefined);
  const opened = await one.call.open({ demo: true });
  const vpcs = sampleEstate().items.filter((item) => item.kind === 'vpc');
  expect(opened.counts.find((c) => c.kind === 'vpc')?.count).toBeLessThanOrEqual(vpcs.length);
  expect(sceneIn(await two.call.scene({ handle: opened.handle })).nodes.length).toBeGreaterThan(40);
  const closed = Promise.all(
    [first, second].map((wire) => new Promise<void>((resolve) => wire.onClose(resolve))),
  );
  await host.close();
  await closed;
  await expect(one.call.about({})).rejects.toThrow(/closed/);
});
