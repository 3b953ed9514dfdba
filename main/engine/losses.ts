/** What a collection lost on the way: calls that the network, AWS or dead credentials kept from being answered. */
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { isPassing } from '#main/collect/classify.ts';

const placeOf = ({ account, region, service, operation, args }: Page): string =>
  JSON.stringify([account, region, service, operation, args]);

/** Pages with an answer, by what was asked. */
function answersIn(pages: readonly Page[]): ReadonlyMap<string, number> {
  const answers = new Map<string, number>();
  for (const page of pages) {
    const place = placeOf(page);
    if (page.answer) answers.set(place, (answers.get(place) ?? 0) + 1);
  }
  return answers;
}

/** The first call that the repetition lost and the reading before it had not: what is open is better. */
export function lostSince(before: Snapshot | undefined, { pages }: Snapshot): Page | undefined {
  const old = before?.pages ?? [];
  const failed = new Set(old.filter(({ error }) => error).map(placeOf));
  const [had, has] = [answersIn(old), answersIn(pages)];
  return pages.find((page) => {
    if (!page.error) return false;
    const place = placeOf(page);
    const [then, now] = [had.get(place) ?? 0, has.get(place) ?? 0];
    // It failed before, too, and brought no more until then.
    if (failed.has(place) && now >= then) return false;
    // The name of a service leads nowhere that had led there.
    return isPassing(page.error) || (page.error.code === 'NotOffered' && then > 0);
  });
}
