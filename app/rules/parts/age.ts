/** How long something has lasted, by the clock of the snapshot. */

const HOUR = 3_600_000;

/** Hours from one ISO 8601 time to another; undefined where either is not known. */
export function hoursBetween(from: string | undefined, to: string): number | undefined {
  const hours = (Date.parse(to) - Date.parse(from ?? '')) / HOUR;
  return Number.isNaN(hours) ? undefined : hours;
}
