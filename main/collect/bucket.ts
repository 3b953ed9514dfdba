/** Keeps us under AWS's request rate: a token bucket for each API of a Region, and slots for what is in flight. */
import { abortError, type Clock, type Stop } from './clock.ts';

export interface Rate {
  /** Requests that may go out at once after a pause. */
  readonly burst: number;
  /** Requests a second, lasting. */
  readonly refill: number;
}

/**
 * Nine tenths of what AWS grants each account, Region and API: reads get a bucket of 100 and 20 a second.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export const DEFAULT_RATE: Rate = { burst: 90, refill: 18 };

/** Grants at most `burst + refill × seconds` tokens in any span of time, first come, first served. */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #clock: Clock;
  /** Below zero: tokens promised to callers who wait. */
  #tokens: number;
  #at: number;

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#tokens = rate.burst;
    this.#at = clock.now();
  }

  /** Resolves when a request may go out; rejects with an AbortError when the signal aborts first. */
  async take(signal: Stop): Promise<void> {
    this.#fill();
    this.#tokens -= 1;
    if (this.#tokens < 0)
      await this.#clock.sleep((-this.#tokens / this.#rate.refill) * 1000, signal);
  }

  /** AWS says the bucket is empty: others use it too, so what we thought was left is not. */
  drain(): void {
    this.#fill();
    this.#tokens = Math.min(this.#tokens, 0);
  }

  #fill(): void {
    const now = this.#clock.now();
    const gained = (Math.max(0, now - this.#at) / 1000) * this.#rate.refill;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained);
    this.#at = now;
  }
}

/** At most `limit` holders at a time, first come, first served. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  /** Runs `work` while holding a slot. An aborted signal lets go of the queue. */
  async hold<T>(signal: Stop, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #enter(signal: Stop): Promise<void> {
    if (signal.aborted) return Promise.reject(abortError());
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(abortError());
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
