/** Whatever comes over a wire, the serving side answers in words or stays silent: it never throws, and calls no method amiss. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineContract, engineInputs } from '#app/api/engine.ts';
import { serve } from '#app/api/rpc.ts';
import { shellContract, shellInputs } from '#app/api/shell.ts';
import { SEED, TIMES } from '#tests/kit/survival.ts';

/** `PEERLESS_FUZZ=50` runs fifty times as many, `PEERLESS_FUZZ_SEED` others; without it, each run has its own. */
const RUNS = Math.ceil(300 * TIMES);
const seed = process.env['PEERLESS_FUZZ_SEED'] === undefined ? {} : { seed: SEED };

const contracts = [
  { contract: engineContract, inputs: engineInputs },
  { contract: shellContract, inputs: shellInputs },
] as const;

/** Names that lead elsewhere in JavaScript. */
const TRICKS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', ''];

it.each(['', 'prod', 'prod, shared', 'org/prod', '本番 (2)', 'v1..2'])(
  '%j names an estate',
  (estate) => {
    expect(engineInputs.keepSnapshot.safeParse({ handle: 'x', estate }).success).toBe(true);
  },
);
it.each(['a\0b', 'a\nb', '../x', 'a/../b', 'a\\..', '..', '\u202egpj', 'x'.repeat(101)])(
  '%j names no estate',
  (estate) => {
    expect(engineInputs.keepSnapshot.safeParse({ handle: 'x', estate }).success).toBe(false);
  },
);

describe.each(contracts)('the contract $contract.name', ({ contract, inputs }) => {
  /** A serving end that notes what is called and said; every method answers with something odd or fails. */
  function serving() {
    const said: string[] = [];
    const called: { method: string; input: unknown }[] = [];
    let hear: (text: string) => void = () => undefined;
    const methods = Object.keys(inputs).map((method, i) => [
      method,
      (input: unknown) => {
        called.push({ method, input });
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a broken method may do
        return i % 2 === 0 ? Promise.resolve(undefined) : Promise.reject('no error object');
      },
    ]);
    serve(contract as never, Object.fromEntries(methods) as never, {
      send: (text) => void said.push(text),
      onMessage: (listener) => void (hear = listener),
      onClose: () => undefined,
      close: () => undefined,
    });
    return { said, called, hear: (text: string) => hear(text) };
  }

  const value = fc.anything({ withNullPrototype: false, withBigInt: false, maxDepth: 3 });
  const method = fc.oneof(fc.constantFrom(...Object.keys(inputs), ...TRICKS), fc.string());
  const call = fc.record(
    {
      contract: fc.oneof(fc.constant(contract.name), fc.string()),
      id: fc.oneof(fc.integer(), value),
      method: fc.oneof(method, value),
      input: fc.oneof(value, fc.dictionary(fc.constantFrom('handle', 'path', ...TRICKS), value)),
    },
    { requiredKeys: ['contract'] },
  );
  const text = fc.oneof(
    call.map((of) => JSON.stringify(of)),
    call.map((of) => JSON.stringify(of).slice(0, -3)),
    fc.json(),
    fc.string(),
  );

  it('stays whole', async () => {
    const broken: unknown[] = [];
    const note = (error: unknown): void => void broken.push(error);
    process.on('unhandledRejection', note);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (texts) => {
        const { said, called, hear } = serving();
        for (const one of texts) hear(one);
        await new Promise((resolve) => setImmediate(resolve));
        for (const answer of said)
          expect(JSON.parse(answer)).toMatchObject({ contract: contract.name });
        for (const { method: name, input } of called) {
          const read = (inputs as Record<string, { safeParse(of: unknown): { success: boolean } }>)[
            name
          ];
          expect(read?.safeParse(input).success).toBe(true);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: RUNS, ...seed },
    );
    process.off('unhandledRejection', note);
    expect(broken).toEqual([]);
  });
});
