/** Long work in spells: between two of them the engine answers others, and hears that the work is not wanted any more. */

/** Steps are taken together for so long, in ms, before others get their turn and a stop is heard. */
export const SPELL = 40;

export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes the steps to their end; throws the signal's reason where it was stopped. `now` in ms. */
export async function inSpells<T>(
  steps: Iterator<undefined, T>,
  signal: AbortSignal,
  now: () => number,
): Promise<T> {
  for (let since = -Infinity; ;) {
    if (now() - since > SPELL) {
      await breathe();
      signal.throwIfAborted();
      since = now();
    }
    const { done, value } = steps.next();
    if (done) return value;
  }
}
