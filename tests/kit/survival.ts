/**
 * What every fuzzed case is held to: it ends in time, in a result or an error that is meant, leaves JavaScript's own objects
 * alone and takes no more memory than it may. `PEERLESS_FUZZ=50` runs fifty times as many cases, `PEERLESS_FUZZ_SEED`
 * begins elsewhere.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect } from 'vitest';
import { watchdog } from './watchdog.ts';

export const TIMES = Number(process.env['PEERLESS_FUZZ'] ?? 1);
export const SEED = Number(process.env['PEERLESS_FUZZ_SEED'] ?? 1);
/** Of processor time: other work on the machine does not count. */
const MOST_MS = 4_000;
/** Of time on the wall: after it, synchronous code that goes on for ever is cut off. */
const HANGS_MS = 60_000;
const MB = 1024 * 1024;
/** That one case may leave behind, garbage included, and all of them together once it is collected. */
const MOST = { case: 400 * MB, all: 150 * MB } as const;

/** How many cases of a sort there are. */
export const cases = (count: number): number[] =>
  Array.from({ length: Math.ceil(count * TIMES) }, (_, i) => SEED * 1_000_000 + i);

type Meant = readonly (new (message: string) => Error)[];

const guarded = [Object, Array, Function, String, Map].map((c) => c.prototype as object);
const marks = () => guarded.map((p) => Reflect.ownKeys(p).length).join();
const memory = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** The judge of the cases of a test file. */
export function survival() {
  let before = '';
  let least = 0;
  let dog: ReturnType<typeof watchdog>;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  beforeAll(() => {
    before = marks();
    dog = watchdog(HANGS_MS);
    collect();
    least = memory();
  });
  afterAll(async () => {
    await dog.close();
    collect();
    expect(memory() - least).toBeLessThan(MOST.all);
  });

  function begin(seed: number): () => void {
    const held = memory();
    const start = process.cpuUsage();
    dog.begin(seed);
    return () => {
      dog.end();
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1000, `case ${seed} took long`).toBeLessThan(MOST_MS);
      expect(memory() - held, `case ${seed} took much memory`).toBeLessThan(MOST.case);
      expect(marks(), `case ${seed} changed a prototype`).toBe(before);
      expect(({} as Record<string, unknown>)['Value'], `case ${seed}`).toBeUndefined();
    };
  }

  function judge(seed: number, error: unknown, meant: Meant): void {
    if (!meant.some((type) => error instanceof type))
      throw new Error(`case ${seed}: ${String(error)}`, { cause: error });
    expect((error as Error).message.length, `case ${seed}`).toBeLessThan(20_000);
  }

  return {
    /** Runs a case; what it throws must be one of the errors that are meant for the user. */
    survive: (seed: number, run: () => void, meant: Meant): void => {
      const end = begin(seed);
      try {
        run();
      } catch (error) {
        judge(seed, error, meant);
      }
      end();
    },
    /** The same of what takes turns. */
    outlive: async (seed: number, run: () => Promise<unknown>, meant: Meant): Promise<void> => {
      const end = begin(seed);
      try {
        await run();
      } catch (error) {
        judge(seed, error, meant);
      }
      end();
    },
  };
}
