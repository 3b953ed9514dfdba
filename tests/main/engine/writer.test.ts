/** Files written in threads of their own: what the command line writes, and an end when the user wants one. */
import { describe, expect, it } from 'vitest';
import { engineContract } from '#app/api/engine.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';
import { analyze, type Report, withBaseline } from '#app/report.ts';
import { baselineOf, entryOf } from '#app/rules/baseline.ts';
import { buildScene } from '#app/scene/build.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { spawnWriter, type Writer } from '#main/engine/spawn-writer.ts';
import { toldOf, writeFrom } from '#main/engine/write-run.ts';
import { formats } from '#main/print/formats.ts';
import { fetched } from '#tests/kit/fetched.ts';
import { LONG } from '#tests/kit/long.ts';
import { smallWorld } from './estate.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

/** A report with everything in it that there may be, and the pages it was made of. */
function everything() {
  const snapshot = sampleEstate().snapshot();
  const rule = 'peering-mesh';
  const made = analyze(snapshot, { suppress: [{ rule, resource: '*', reason: 'kept' }] });
  const report: Report = withBaseline(made, baselineOf(made.findings.slice(0, 3).map(entryOf)));
  return { snapshot, report };
}

describe('a file of a report that went to another thread', () => {
  const { snapshot, report } = everything();
  const scene = buildScene(report, { findings: true });

  // These read all there is of a report; the others draw the same picture.
  const ids = formats
    .map(({ id }) => id)
    .filter((id) => LONG || ['csv', 'html', 'json'].includes(id));
  it.each(ids)('%s is, byte for byte, that of the report itself', async (id) => {
    // As a thread is handed it.
    const ask = structuredClone({ format: id, told: toldOf(report), scene, options: {} });
    const there = await writeFrom(structuredClone(snapshot.pages), ask);
    const told = { ...report, checksum: snapshotChecksum(snapshot) };
    expect(there).toEqual(await formats.find((f) => f.id === id)!.write(told, scene));
  });
});

it('comes out of the thread as it is written there, and one that is stopped does not come', async () => {
  const report = analyze(smallWorld().snapshot());
  const { pages } = smallWorld().snapshot();
  const scene = buildScene(report, {});
  const ask = (format: string) => ({ format, told: toldOf(report), scene, options: {} });
  const writer = spawnWriter();
  const stop = new AbortController();
  const stopped = expect(writer(pages, ask('vsdx'), { ...quiet, signal: stop.signal })).rejects;
  stop.abort();
  await stopped.toThrow('Writing was stopped.');
  const [there] = await writer(pages, ask('vsdx'), quiet);
  const [here] = await writeFrom(pages, ask('vsdx'));
  expect(there?.name).toBe(here?.name);
  expect(Buffer.from(there!.body as Uint8Array).equals(here!.body as Uint8Array)).toBe(true);
});

describe('the engine, while a file is written', () => {
  function start(writer: Writer) {
    const [near, far] = memoryWires();
    const { engine, stop } = createEngine({
      about: { version: '1.2.3', opening: undefined },
      estates: new Estates(),
      emit: () => undefined,
      writer,
    });
    serve(engineContract, engine, far);
    far.onClose(stop);
    return { ...connect(engineContract, near), close: () => near.close() };
  }
  const files = [{ name: 'small.peerless', text: writeSnapshot(smallWorld().snapshot()) }];
  /** Never done by itself. */
  const endless = (signals: AbortSignal[]): Writer => {
    return (_pages, _ask, { signal }) => {
      signals.push(signal);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('Writing was stopped.'))),
      );
    };
  };

  it('answers, takes no second of the same name, and stops it when asked', async () => {
    const { call } = start(endless([]));
    const { handle } = await call.open({ files });
    const wish = { handle, format: 'pdf', job: 'mine' };
    const stopped = expect(call.export(wish)).rejects.toThrow('Writing was stopped.');
    await expect(call.export(wish)).rejects.toThrow('mine is running already.');
    expect((await call.search({ handle, text: 'app' })).total).toBeGreaterThan(0);
    expect(await call.cancel({ job: 'mine' })).toEqual({ cancelled: true });
    await stopped;
    expect(await call.cancel({ job: 'mine' })).toEqual({ cancelled: false });
  });

  it('or a plan is, answers and stops it when asked', async () => {
    const signals: AbortSignal[] = [];
    const { call } = start(endless(signals));
    const { handle } = await call.open({ files });
    const { vpcs } = await call.reach({ handle });
    const members = vpcs.slice(0, 2).map(({ ref }) => ref);
    const { plan } = await call.plan({ handle, members, mode: 'exact', keep: [] });
    const stopped = expect(
      call.planFiles({ handle, plan, format: 'terraform', job: 'mine' }),
    ).rejects.toThrow('Writing was stopped.');
    await expect(call.planFiles({ handle, plan, format: 'exe' })).rejects.toThrow(/There is no/);
    expect((await call.search({ handle, text: 'app' })).total).toBeGreaterThan(0);
    expect(await call.cancel({ job: 'mine' })).toEqual({ cancelled: true });
    await stopped;
    expect(signals).toHaveLength(1);
  });

  it('stops it when the window goes', async () => {
    const signals: AbortSignal[] = [];
    const { call, close } = start(endless(signals));
    const { handle } = await call.open({ files });
    call.export({ handle, format: 'pdf' }).catch(() => undefined);
    await call.about({});
    close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });

  it('tells what is otherwise than asked, and hands the bytes over', async () => {
    const note = 'Drawn at 1×: at 2× it would be too large.';
    const body = Uint8Array.of(1, 2, 3);
    const { call } = start((_pages, ask) =>
      Promise.resolve([
        { name: JSON.stringify('options' in ask && ask.options), mime: 'image/png', body, note },
      ]),
    );
    const { handle } = await call.open({ files });
    const [file] = await call.export({ handle, format: 'png', scale: 2, atMost: 1000 });
    expect(file).toMatchObject({ name: '{"scale":2,"atMost":1000}', note });
    expect((await fetched(call, file!)).equals(body)).toBe(true);
  });
});
