/** Long work that may pause: it yields wherever whoever does it may see to something else in between. */
export type Pausing<T> = Generator<undefined, T>;

/** Does it without a pause. */
export function atOnce<T>(work: Pausing<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Items between two pauses: a millisecond or two of work. */
const SLICE = 1_000;

/** Goes through items, and pauses now and then. `each` is called with every one of them, in order. */
export function* pausingEach<T>(items: Iterable<T>, each: (item: T) => void): Pausing<void> {
  let done = 0;
  for (const item of items) {
    if (++done % SLICE === 0) yield;
    each(item);
  }
}
