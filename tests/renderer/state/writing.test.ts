/** What is written, copied and printed: told while it lasts, stopped when asked, and said how it went. */
import { expect, it } from 'vitest';
import type { Engine } from '#app/api/engine.ts';
import type { ExportedFile } from '#app/api/file.ts';
import { UserError } from '#app/api/rpc.ts';
import { PORTION } from '#app/api/file.ts';
import { perform } from '#renderer/perform.ts';
import { diffSummary } from '../diff.ts';
import { settled, startWindow } from '../window.ts';

const png = (part: Partial<ExportedFile> = {}): ExportedFile => ({
  name: 'peerless.png',
  mime: 'image/png',
  bytes: 3,
  download: 1,
  ...part,
});

/** The bytes of `png()`. */
const portion = () => Promise.resolve({ base64: 'AQID' });

/** An export that ends when it is told to, and what was cancelled. */
function slow() {
  const cancelled: string[] = [];
  let end: (error?: Error) => void = () => undefined;
  const made = new Promise<readonly ExportedFile[]>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve([png()]));
  });
  const answers = {
    portion,
    export: () => made,
    cancel: ({ job }: { job: string }) => {
      cancelled.push(job);
      end(new UserError('Writing was stopped.'));
      return Promise.resolve({ cancelled: true });
    },
  };
  return { answers, cancelled, end: () => end() };
}

it('says what it writes until it is saved', async () => {
  const { answers, end } = slow();
  const { state, saved } = startWindow(answers);
  await state().openDemo();
  const exporting = state().exportAs('png');
  expect(state().writing).toMatchObject([{ doing: 'Writing png', end: 'saved' }]);
  end();
  await exporting;
  expect(state().writing).toEqual([]);
  expect(saved).toEqual([{ name: 'peerless.png', text: '\u0001\u0002\u0003' }]);
});

it('says where what was written is otherwise than asked', async () => {
  const note = 'Drawn at 1.38×: at 2× it would be too large.';
  const { state, copied } = startWindow({
    portion,
    export: () => Promise.resolve([png({ note })]),
  });
  await state().openDemo();
  await state().exportAs('png', { scale: 2 });
  expect(state().notice?.text).toBe(`Saved /saved/peerless.png. ${note}`);
  await state().copyPicture();
  expect(state().notice?.text).toBe(`Copied the picture. ${note}`);
  expect(copied).toEqual(['\u0001\u0002\u0003']);
});

it('Escape stops it before anything else is given up, and nothing is saved or said to have failed', async () => {
  const { answers, cancelled } = slow();
  const { state, saved } = startWindow(answers);
  await state().openDemo();
  await state().setFocus({ ref: 'vpc-a', label: 'a', depth: 1 });
  const exporting = state().exportAs('png');
  const [{ job } = { job: '' }] = state().writing;
  state().stepBack();
  expect(state().writing).toEqual([]);
  expect(state().notice).toMatchObject({
    tone: 'done',
    text: 'Stopped writing png: nothing was saved.',
  });
  await exporting;
  expect([saved, cancelled]).toEqual([[], [job]]);
  expect(state().notice?.text).toBe('Stopped writing png: nothing was saved.');
  expect(state().focus?.ref).toBe('vpc-a');
});

it('of several, the one that was begun last is stopped first', async () => {
  const { answers } = slow();
  const { state } = startWindow({ ...answers, cancel: () => Promise.resolve({ cancelled: true }) });
  await state().openDemo();
  void state().exportAs('pdf');
  void state().copyPicture();
  state().stopWriting();
  expect(state().writing.map(({ doing }) => doing)).toEqual(['Writing pdf']);
  expect(state().notice?.text).toBe('Stopped drawing the picture: nothing was copied.');
  state().stopWriting();
  expect(state().writing).toEqual([]);
});

it('the clipboard is not written where the picture does not come', async () => {
  const order: string[] = [];
  const { state, asked } = startWindow(
    { export: () => Promise.reject(new UserError('The file took more memory than there is.')) },
    {
      copyPicture: () => {
        order.push('copied');
        return Promise.resolve({ copied: true });
      },
      wrap: ({ fault }) => {
        order.push(fault ?? '');
        return Promise.resolve({ taken: true });
      },
    },
  );
  await state().openDemo();
  await state().copyPicture();
  await settled();
  expect(order).toEqual(['The file took more memory than there is.']);
  expect(state().notice).toMatchObject({
    tone: 'failed',
    text: 'Not copied: The file took more memory than there is.',
  });
  // As large as may be pasted, and no larger.
  expect(asked.at(-1)?.input).toMatchObject({ format: 'png', scale: 2, atMost: 12_000_000 });
});

it('fetches a large file portion by portion, and no more of it once it is stopped', async () => {
  const asked: number[] = [];
  const { state, saved } = startWindow({
    export: () => Promise.resolve([png({ bytes: 5 * PORTION })]),
    portion: ({ from }) => {
      asked.push(from / PORTION);
      if (asked.length === 3) state().stopWriting();
      return Promise.resolve({ base64: 'AQID' });
    },
  });
  await state().openDemo();
  await state().exportAs('png');
  expect([asked, saved]).toEqual([[0, 1, 2], []]);
});

/** Two files, of which the second is stopped, or comes to nothing. */
const two = [png({ name: 'a.csv' }), png({ name: 'b.csv', download: 2 })];

it('says what was saved where a later file is stopped, or cannot be had', async () => {
  let second = (): Promise<{ base64: string }> => portion();
  const { state, saved } = startWindow({
    export: () => Promise.resolve(two),
    portion: ({ download }) => (download === 2 ? second() : portion()),
  });
  await state().openDemo();
  second = () => {
    state().stopWriting();
    return portion();
  };
  await state().exportAs('csv');
  expect(saved.map(({ name }) => name)).toEqual(['a.csv']);
  const untilThen = 'Saved until then: /saved/a.csv.';
  expect(state().notice).toMatchObject({
    tone: 'done',
    text: `Stopped writing csv: not all was saved. ${untilThen}`,
  });
  second = () => Promise.reject(new UserError('This file is not held any more'));
  await state().exportAs('csv');
  expect(state().notice).toMatchObject({
    tone: 'failed',
    text: `Not all was saved: This file is not held any more. ${untilThen}`,
  });
});

it('a stop while the dialog is open says what came of it once that is closed', async () => {
  let choose: (path: string | undefined) => void = () => undefined;
  const { state } = startWindow(
    { portion, export: () => Promise.resolve(two) },
    { save: () => new Promise((resolve) => (choose = (path) => resolve({ path }))) },
  );
  await state().openDemo();
  const said = async (...chosen: readonly (string | undefined)[]): Promise<string | undefined> => {
    state().dismiss();
    const exporting = state().exportAs('csv');
    for (const [i, path] of chosen.entries()) {
      await settled();
      if (i === chosen.length - 1) state().stopWriting();
      expect(state().notice).toBe(undefined);
      choose(path);
    }
    await exporting;
    expect(state().writing).toEqual([]);
    return state().notice?.text;
  };
  expect(await said('/a.csv')).toBe(
    'Stopped writing csv: not all was saved. Saved until then: /a.csv.',
  );
  expect(await said(undefined)).toBe('Stopped writing csv: nothing was saved.');
  expect(await said('/a.csv', '/b.csv')).toBe('Saved /a.csv, /b.csv');
});

it('what the canvas shows is copied, and written: a step of a plan, a side of a comparison, or the network', async () => {
  const { state, store, asked, emit } = startWindow({
    formats: () =>
      Promise.resolve([
        {
          ...{ id: 'svg', title: 'SVG', description: '', extension: 'svg', marks: true },
          asks: undefined,
        },
        {
          ...{ id: 'csv', title: 'CSV', description: '', extension: 'csv', marks: false },
          asks: undefined,
        },
      ]),
  });
  await state().openDemo();
  await state().loadFormats();
  const handle = 'handle of Sample estate';
  /** What the engine was asked to write. */
  const taken = async (): Promise<readonly unknown[]> => {
    const from = asked.length;
    perform(store, 'copy-picture');
    await settled();
    expect(state().notice?.text).toBe('Copied the picture');
    await state().exportAs('svg');
    await state().exportAs('csv');
    return asked.slice(from).flatMap(({ method, input }) => {
      const { handle: of, shows, format } = input as Parameters<Engine['export']>[0];
      return method === 'export' ? [{ of, shows, format }] : [];
    });
  };
  const all = (of: string, shows: unknown) => [
    { of, shows, format: 'png' },
    { of, shows, format: 'svg' },
    // A table tells of the network, whatever is drawn.
    { of: handle, shows: undefined, format: 'csv' },
  ];

  expect(await taken()).toEqual(all(handle, undefined));
  await state().planMesh('f-mesh');
  expect(await taken()).toEqual(all(handle, { plan: 'plan-1', step: 0 }));
  state().goToStep(3);
  expect(await taken()).toEqual(all(handle, { plan: 'plan-1', step: 3 }));
  state().closePlan();
  await state().compareWithPath('/before.json');
  const sides = ['handle of /before.json', handle] as const;
  const summary = diffSummary(...sides);
  emit('compared', { job: 'compare-1', summary });
  await settled();
  expect(await taken()).toEqual(all(handle, { diff: summary.diff, showing: 'both' }));
  state().showSide('before');
  expect(await taken()).toEqual(all(handle, { diff: summary.diff, showing: 'before' }));
  state().closeDiff();
  expect(await taken()).toEqual(all(handle, undefined));
});
