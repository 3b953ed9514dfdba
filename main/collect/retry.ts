/**
 * Says whether a call is tried again; the gate says when. What the SDK makes of an error counts, with a quota for each call:
 * its quota for each client is used up by one storm of throttling, after which nothing would be tried again.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
import { StandardRetryStrategy } from '@smithy/core/retry';

type Token = Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>>;
type Failed = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>[1];

/** No pause: the gate makes it, outside of the slots. */
const atOnce = { setDelayBase() {}, computeNextBackoffDelay: () => 0 };

export class RetryEachCall {
  readonly #attempts: number;
  readonly #calls = new WeakMap<Token, StandardRetryStrategy>();

  /** `attempts`: times a call is sent at most. */
  constructor(attempts: number) {
    this.#attempts = attempts;
  }

  async acquireInitialRetryToken(scope: string): Promise<Token> {
    const call = new StandardRetryStrategy({ maxAttempts: this.#attempts, backoff: atOnce });
    return this.#held(call, await call.acquireInitialRetryToken(scope));
  }

  /** Throws where there is to be no other attempt. */
  async refreshRetryTokenForRetry(token: Token, failed: Failed): Promise<Token> {
    const call = this.#calls.get(token)!;
    return this.#held(call, await call.refreshRetryTokenForRetry(token, failed));
  }

  recordSuccess(token: Token): void {
    this.#calls.get(token)?.recordSuccess(token);
  }

  #held(call: StandardRetryStrategy, token: Token): Token {
    this.#calls.set(token, call);
    return token;
  }
}
