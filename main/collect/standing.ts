/** Where one Region of an account stands while it is read: told with every change. */
import type { PlaceProgress } from '#app/api/collect.ts';
import type { PageError } from '#app/snapshot/page.ts';

export class Standing {
  #now: PlaceProgress;
  #last: PageError | undefined;
  readonly #say: ((progress: PlaceProgress) => void) | undefined;

  constructor(
    account: string,
    region: string,
    say: ((progress: PlaceProgress) => void) | undefined,
  ) {
    this.#say = say;
    this.#now = { account, region, phase: 'waiting', calls: 0, done: 0, gaps: 0 };
    say?.(this.#now);
  }

  #tell(change: Partial<PlaceProgress>): void {
    this.#now = { ...this.#now, ...change };
    this.#say?.(this.#now);
  }

  /** It is its turn, with so many calls. */
  begin(calls: number): void {
    this.#tell({ phase: 'reading', calls: this.#now.calls + calls });
  }

  /** So many more calls are known of. */
  expect(calls: number): void {
    if (calls > 0) this.#tell({ calls: this.#now.calls + calls });
  }

  /** A call is over; `error` where it brought nothing, or not all. */
  did(error?: PageError): void {
    const { done, gaps } = this.#now;
    this.#last = error ?? this.#last;
    this.#tell({ done: done + 1, gaps: error ? gaps + 1 : gaps });
  }

  /** All of its calls are over. */
  end(): void {
    const { done, gaps } = this.#now;
    // One answer is enough to have been let in.
    const none = gaps === done ? this.#last : undefined;
    this.#tell({ phase: this.#last?.failure === 'cancelled' ? 'stopped' : phaseOf(none) });
  }
}

function phaseOf(error: PageError | undefined): PlaceProgress['phase'] {
  if (!error) return 'read';
  // As `classify` sorts a Region that is not enabled.
  const off = error.code === 'OptInRequired' || error.code === 'AuthFailure';
  if (error.failure === 'unavailable') return off ? 'disabled' : 'silent';
  return error.failure === 'refused' || error.failure === 'credentials' ? 'refused' : 'silent';
}
