/** Decides when a request may leave: under the API's rate, within the slots, and after a pause where it is a retry. */
import { DEFAULT_RATE, type Rate, Slots, TokenBucket } from './bucket.ts';
import { isThrottle } from './classify.ts';
import type { Clock } from './clock.ts';

export interface Limits {
  /** Tokens for each account, Region and API. */
  readonly rate: Rate;
  /** Requests in flight in all. */
  readonly inFlight: number;
  /** Requests in flight in one Region of one account. */
  readonly inFlightPerRegion: number;
  /** Times a call is sent at most. */
  readonly attempts: number;
}

export const DEFAULT_LIMITS: Limits = {
  rate: DEFAULT_RATE,
  inFlight: 64,
  inFlightPerRegion: 10,
  attempts: 6,
};

/** Longest pause between attempts, and the first one: after throttling, and after anything else. Milliseconds. */
const PAUSE = { most: 20_000, throttled: 1_000, other: 100 } as const;

/**
 * Full jitter: anywhere from nothing to a bound that doubles with every attempt.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const pauseBefore = (attempt: number, throttled: boolean, random: () => number): number =>
  random() * Math.min(PAUSE.most, (throttled ? PAUSE.throttled : PAUSE.other) * 2 ** (attempt - 1));

export class Gate {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #signal: AbortSignal;
  readonly #all: Slots;
  readonly #regions = new Map<string, Slots>();
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(limits: Limits, clock: Clock, random: () => number, signal: AbortSignal) {
    this.#limits = limits;
    this.#clock = clock;
    this.#random = random;
    this.#signal = signal;
    this.#all = new Slots(limits.inFlight);
  }

  /**
   * Wraps the sending of one command to a place (`account/region`). The function returned is called once
   * for every attempt. Waiting happens outside of the slots, so that a throttled API holds up no other.
   * `check` throws where, after all the waiting, the request is no longer worth sending.
   */
  guard<A, R>(
    place: string,
    operation: string,
    check: () => void,
    send: (args: A) => Promise<R>,
  ): (args: A) => Promise<R> {
    const bucket = this.#bucket(`${place}/${operation}`);
    const slots = this.#slots(place);
    let attempt = 0;
    let throttled = false;
    return async (args) => {
      if (attempt > 0)
        await this.#clock.sleep(pauseBefore(attempt, throttled, this.#random), this.#signal);
      attempt++;
      await bucket.take(this.#signal);
      return slots.hold(this.#signal, () =>
        this.#all.hold(this.#signal, async () => {
          check();
          try {
            return await send(args);
          } catch (error) {
            throttled = isThrottle(error);
            if (throttled) bucket.drain();
            throw error;
          }
        }),
      );
    };
  }

  #bucket(key: string): TokenBucket {
    let bucket = this.#buckets.get(key);
    if (!bucket) this.#buckets.set(key, (bucket = new TokenBucket(this.#limits.rate, this.#clock)));
    return bucket;
  }

  #slots(place: string): Slots {
    let slots = this.#regions.get(place);
    if (!slots) this.#regions.set(place, (slots = new Slots(this.#limits.inFlightPerRegion)));
    return slots;
  }
}
