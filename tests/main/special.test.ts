/** Pipes that nobody answers and devices without end, where a file is looked for: none of them holds anything up. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { openFile, readNamed, readWhole, readWholeNow } from '#main/files/whole.ts';
import { keepSnapshot, readHistory } from '#main/store/history.ts';
import { Journal } from '#main/store/journal.ts';
import { settingsIn } from '#main/store/settings.ts';
import { readViews, saveViews } from '#main/store/views.ts';
import { type Scratch, scratch } from '#tests/kit/scratch.ts';
import { peerless } from '#tests/kit/terminal.ts';
import { watchdog } from '#tests/kit/watchdog.ts';
import { smallWorld } from './engine/estate.ts';

/** A thread that waits for a pipe is beyond any timer: the process is ended. */
let dog: ReturnType<typeof watchdog>;
let n = 0;
beforeAll(() => void (dog = watchdog(15_000)));
beforeEach(() => dog.begin(++n));
afterEach(() => dog.end());
afterAll(() => dog.close());

const snapshot = smallWorld().snapshot();
const text = writeSnapshot(snapshot);

const pipe = (path: string): string => {
  execFileSync('mkfifo', [path]);
  return path;
};
const endless = (path: string): string => {
  symlinkSync('/dev/zero', path);
  return path;
};
const sorts = [
  ['a pipe', pipe],
  ['a device', endless],
] as const;

const NO_FILE = 'is a pipe, a device or a socket, not a file';

function start(folder: string) {
  return createEngine({
    about: { version: '1', opening: undefined },
    estates: new Estates(),
    emit: () => undefined,
    settings: settingsIn(folder),
  }).engine;
}

describe.each(sorts)('%s', (_, make) => {
  let here: Scratch;
  let at: (name: string) => string;
  beforeEach(() => {
    here = scratch();
    at = (name) => join(here.folder, name);
  });

  it('is no file, however it is read', async () => {
    const path = make(at('x'));
    await expect(openFile(path)).rejects.toThrow(NO_FILE);
    await expect(readWhole(path, 10)).rejects.toThrow(NO_FILE);
    expect(() => readWholeNow(path, 10)).toThrow(NO_FILE);
  });

  it('beside a source: the source opens, and what is arranged is not written there', async () => {
    const source = here.write('prod.json', text);
    const beside = make(at('prod.json.view.json'));
    const engine = start(at('settings'));
    const { handle, arrangement } = await engine.open({ path: source });
    expect(arrangement.note).toContain(`${beside} ${NO_FILE}.`);
    const kept = await engine.keepViews({ handle, now: { hidden: ['vpc-app'] }, views: [] });
    expect(kept.file).toBe(undefined);
    await expect(readViews(beside)).rejects.toThrow(NO_FILE);
    await expect(saveViews(beside, { now: {}, views: [], places: new Map() })).rejects.toThrow(
      'a pipe, a device or a socket of that name is in the way',
    );
  });

  it('in the folder of a history: what is left and what is kept is told', async () => {
    const history = at('history');
    const estate = join(history, 'prod');
    const kept = await keepSnapshot(history, 'prod', snapshot);
    const settings = { schema: 'peerless-settings/1', recent: [], history };
    here.write('settings/settings.json', JSON.stringify(settings));
    for (const name of ['.collecting.part', '.collecting-2.part.lock', '2020.json', '2021.json.gz'])
      make(join(estate, name));
    writeFileSync(join(estate, '.collecting-2.part'), 'x');
    mkdirSync(join(history, 'other'));
    make(join(history, 'other', '.estate'));
    const engine = start(at('settings'));
    expect(await engine.unfinished({})).toEqual([]);
    const { estates, ignored } = await readHistory(history);
    expect(estates.flatMap(({ snapshots }) => snapshots.map(({ path }) => path))).toEqual([kept]);
    expect(ignored.map(({ why }) => why)).toEqual([NO_FILE, NO_FILE]);
  });

  it('where a snapshot is to be kept: it is kept beside', async () => {
    const first = await keepSnapshot(at('history'), 'prod', snapshot);
    const folder = at('second');
    mkdirSync(join(folder, 'prod'), { recursive: true });
    make(first.replace(at('history'), folder));
    const kept = await keepSnapshot(folder, 'prod', snapshot);
    expect(kept).toBe(first.replace(at('history'), folder).replace('.json', '-2.json'));
    expect(readFileSync(kept, 'utf8')).toBe(readFileSync(first, 'utf8'));
  });

  it('where a journal, its lock or the settings belong: it is no such thing', async () => {
    const head = { created: '2026-01-01T00:00:00Z', peerless: '1', asked: '{}', withheld: [] };
    make(at('a.json.part'));
    make(at('b.json.part.lock'));
    for (const name of ['a.json', 'b.json'])
      for (const resume of [true, false])
        await expect(new Journal(at(name), { resume }).open(head)).rejects.toThrow(/in the way/);
    mkdirSync(at('settings'));
    make(at('settings/settings.json'));
    const settings = settingsIn(at('settings'));
    expect(await settings.read()).toMatchObject({ recent: [], history: undefined });
    await expect(settings.change((all) => all)).rejects.toThrow('is in the way');
  });

  it('as a source or as a file for a plan: it is told', async () => {
    const engine = start(at('settings'));
    const path = make(at('x.csv'));
    await expect(engine.open({ path })).rejects.toThrow(`${path} is neither a file nor a folder.`);
    const { handle } = await engine.open({ path: here.write('prod.json', text) });
    for (const what of ['traffic', 'prices'] as const)
      await expect(engine.planFile({ handle, what, from: { path } })).rejects.toThrow(
        `${path} ${NO_FILE}.`,
      );
  });

  it('that stands in the working folder as a configuration: exit code 2', async () => {
    const source = here.write('prod.json', text);
    make(at('peerless.config.yaml'));
    const { code, err } = await peerless(['lint', source], { cwd: here.folder });
    expect(code).toBe(2);
    expect(err).toContain(`could not read the configuration peerless.config.yaml: it ${NO_FILE}.`);
  });
});

describe('what the command line names', () => {
  it('may be a pipe', async () => {
    const { folder, write } = scratch();
    const path = pipe(join(folder, 'config'));
    const said = peerless(['lint', write('prod.json', text), '--config', path]);
    execFile('sh', ['-c', `echo 'nonsense: true' > "$0"`, path]);
    expect((await said).err).toContain('nonsense');
  });

  it('may not be without end', async () => {
    const { folder, write } = scratch();
    const path = endless(join(folder, 'config'));
    const source = write('prod.json', text);
    const { code, err } = await peerless(['lint', source, '--baseline', path]);
    expect(code).toBe(2);
    expect(err).toContain(`could not read the baseline ${path}: it is larger than 64 MB.`);
  });
});

describe('a file', () => {
  it('is read whole up to the limit, also where its size is not told', async ({ skip }) => {
    const { write } = scratch();
    const path = write('x', 'é'.repeat(100_000));
    const read = await readWhole(path, 200_000);
    expect(read.toString()).toBe('é'.repeat(100_000));
    expect(readWholeNow(path, 200_000).equals(read)).toBe(true);
    await expect(readWhole(path, 199_999)).rejects.toThrow('is larger than 199999 bytes');
    expect((await readWhole(write('empty', ''), 0)).length).toBe(0);
    // Files of the system itself say that they are empty.
    skip(process.platform !== 'linux', 'only Linux has such files of the system itself');
    const status = await readWhole('/proc/self/status', 100_000);
    expect(status.toString()).toContain('Pid:');
    await expect(readNamed('/proc/self/status', 10)).rejects.toThrow('is larger than 10 bytes');
  });

  it('is no folder', async () => {
    const { folder } = scratch();
    await expect(readWhole(folder, 10)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
