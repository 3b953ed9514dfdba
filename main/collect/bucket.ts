/** Keeps us under AWS's request rate: a token bucket for each API of a Region, and slots for what is in flight. */
import { abortError, type Clock, type Stop } from './clock.ts';

export interface Rate {
  /** Requests that may go out at once after a pause. */
  readonly burst: number;
  /** Requests a second, lasting. */
  readonly refill: number;
}

/**
 * Nine tenths of what AWS grants each account, Region and API of EC2: reads get a bucket of 100 and 20 a second, in pages
 * or not. Seven of them get half of that where they are asked for neither in pages nor with a filter, which is never
 * done here; those with a figure of their own are none of ours. Of the other services, AWS tells one figure.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export const DEFAULT_RATE: Rate = { burst: 90, refill: 18 };

/**
 * What has less, nine tenths of it again; the first ten of a burst are those of the first second.
 * Source: https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
 */
const OWN_RATES: Readonly<Record<string, Rate>> = { ListServiceQuotas: { burst: 9, refill: 9 } };

/** The rate of an operation; `rate` is that of all others, and never exceeded. */
export function rateOf(operation: string, rate: Rate): Rate {
  const own = Object.hasOwn(OWN_RATES, operation) ? OWN_RATES[operation] : undefined;
  if (!own) return rate;
  return { burst: Math.min(own.burst, rate.burst), refill: Math.min(own.refill, rate.refill) };
}

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
