/** Takes an answer that is none of AWS's for a connection that broke: it is asked again, as often as any. */
import { isObject } from '#app/base/json.ts';
import { isForeign } from './classify.ts';

/** One attempt at a command, as the SDK's middleware sees it. */
export type Send = (args: unknown) => Promise<unknown>;

/** Nothing that was asked for is in the answer: a sign-in page is XML, too, as far as it goes. */
class Empty extends Error {
  override name = 'Empty';
  readonly $metadata: unknown;
  constructor(metadata: unknown) {
    super('the answer holds nothing');
    this.$metadata = metadata;
  }
}

const isEmpty = (output: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(output).every(([name, value]) => name === '$metadata' || value === undefined);

/** Throws what the SDK throws, marked so that its retries know it, and Empty. */
export const sound =
  (send: Send): Send =>
  async (args) => {
    try {
      const told = await send(args);
      const output = isObject(told) && isObject(told.output) ? told.output : {};
      if (isEmpty(output)) throw new Empty(output.$metadata);
      return told;
    } catch (error) {
      // https://smithy.io/2.0/spec/behavior-traits.html#retryable-trait
      if (isForeign(error)) Object.assign(error as object, { $retryable: { throttling: false } });
      throw error;
    }
  };
