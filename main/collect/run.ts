/** One collection in progress: the pages so far, how far along it is, and who hears of it. */
import { type Call, type Page, type PageError, UNKNOWN } from '#app/snapshot/page.ts';
import type { Clock } from './clock.ts';

interface Progress {
  /** Calls answered or given up. */
  readonly done: number;
  /** Calls known of so far; grows as Regions and tables are found. */
  readonly total: number;
  readonly account: string;
  readonly region: string;
  /** `service:Operation`. */
  readonly call: string;
}

export interface CollectEvents {
  progress?(progress: Progress): void;
  /** A call brought nothing: one sentence, once for each reason and place. */
  gap?(message: string): void;
}

export class Run {
  readonly pages: Page[] = [];
  readonly signal: AbortSignal;
  readonly #events: CollectEvents;
  readonly #clock: Clock;
  readonly #said = new Set<string>();
  #done = 0;
  #total = 0;

  constructor(events: CollectEvents, clock: Clock, signal: AbortSignal) {
    this.#events = events;
    this.#clock = clock;
    this.signal = signal;
  }

  /** ISO 8601, UTC. */
  get time(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  /** So many more calls are known of. */
  expect(calls: number): void {
    this.#total += calls;
  }

  /** A call is over, well or ill. */
  did(account: string, region: string, call: string): void {
    this.#done++;
    this.#events.progress?.({ done: this.#done, total: this.#total, account, region, call });
  }

  /** A page that says why a call brought nothing. */
  failed(call: Call, error: PageError): Page {
    const key = [call.account, call.region, error.failure, error.code].join('\n');
    // Whoever cancelled knows.
    if (error.failure !== 'cancelled' && !this.#said.has(key)) {
      this.#said.add(key);
      const place = [
        call.account === UNKNOWN ? [] : `account ${call.account}`,
        call.region === UNKNOWN ? [] : call.region,
      ];
      this.#events.gap?.(
        `${[`${call.service}:${call.operation}`, ...place.flat()].join(', ')}: ${error.message}`,
      );
    }
    return { ...call, time: this.time, error };
  }

  /** As `failed`, and keeps the page. */
  fail(call: Call, error: PageError): void {
    this.pages.push(this.failed(call, error));
  }
}
