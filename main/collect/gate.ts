/** Decides when a request may leave: under the API's rate, within the slots, and after a pause where it is a retry. */
import { DEFAULT_RATE, type Rate, rateOf, Slots, TokenBucket } from './bucket.ts';
import { isThrottle } from './classify.ts';
import type { Clock, Stop } from './clock.ts';
import { Crowd } from './crowd.ts';

export interface Limits {
  /** Tokens for each account, Region and API. */
  readonly rate: Rate;
  /** Requests in flight in all. */
  readonly inFlight: number;
  /** Requests in flight in one Region of one account. */
  readonly inFlightPerRegion: number;
  /** Times a call is sent at most. */
  readonly attempts: number;
  /** A connection not made, or an answer not come, within so many ms is tried again. */
  readonly patience: { readonly connect: number; readonly answer: number };
}

export const DEFAULT_LIMITS: Limits = {
  rate: DEFAULT_RATE,
  inFlight: 128,
  inFlightPerRegion: 10,
  attempts: 6,
  patience: { connect: 10_000, answer: 60_000 },
};

/** Longest pause between attempts, and the first one: after throttling, and after anything else. Milliseconds. */
const PAUSE = { most: 20_000, throttled: 1_000, other: 100 } as const;

/**
 * Full jitter: anywhere from nothing to a bound that doubles with every attempt.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const pauseBefore = (attempt: number, throttled: boolean, random: () => number): number =>
  random() * Math.min(PAUSE.most, (throttled ? PAUSE.throttled : PAUSE.other) * 2 ** (attempt - 1));

/** What is known of one Region of one account. */
interface Place {
  readonly slots: Slots;
  /** By operation. */
  readonly buckets: Map<string, TokenBucket>;
}

export class Gate {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #signal: Stop;
  readonly #all: Slots;
  readonly #places = new Map<string, Place>();
  /** Who may begin to ask. */
  readonly crowd: Crowd;

  constructor(limits: Limits, clock: Clock, random: () => number, signal: Stop) {
    this.#limits = limits;
    const crowd = new Crowd(6 * limits.inFlight);
    this.crowd = crowd;
    this.#clock = {
      now: () => clock.now(),
      sleep: (ms, stop) => crowd.aside(clock.sleep(ms, stop)),
    };
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
    const { slots, buckets } = this.#place(place);
    let bucket = buckets.get(operation);
    if (!bucket) {
      bucket = new TokenBucket(rateOf(operation, this.#limits.rate), this.#clock);
      buckets.set(operation, bucket);
    }
    const tokens = bucket;
    let attempt = 0;
    let throttled = false;
    return async (args) => {
      if (attempt > 0)
        await this.#clock.sleep(pauseBefore(attempt, throttled, this.#random), this.#signal);
      attempt++;
      await tokens.take(this.#signal);
      return slots.hold(this.#signal, () =>
        this.#all.hold(this.#signal, async () => {
          check();
          try {
            return await send(args);
          } catch (error) {
            throttled = isThrottle(error);
            if (throttled) tokens.drain();
            throw error;
          }
        }),
      );
    };
  }

  /** Nothing more will be asked of a place: what was kept of it is let go. */
  forget(place: string): void {
    this.#places.delete(place);
  }

  #place(name: string): Place {
    let place = this.#places.get(name);
    if (!place) {
      place = { slots: new Slots(this.#limits.inFlightPerRegion), buckets: new Map() };
      this.#places.set(name, place);
    }
    return place;
  }
}
