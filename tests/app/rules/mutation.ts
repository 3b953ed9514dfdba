/** How far two worlds are apart: the items of their pages that are not in both. */
import { canonical } from '#app/base/json.ts';
import type { Page } from '#app/snapshot/page.ts';

/** Every item of every page, as text, with how often it is there. */
function itemsOf(pages: readonly Page[]): Map<string, number> {
  const items = new Map<string, number>();
  for (const { account, region, service, operation, args, answer, error } of pages) {
    const where = canonical({ account, region, service, operation, args });
    // An answer that is about one thing is an item itself.
    const lists: unknown[] = Object.values(answer ?? {}).flatMap((list: unknown) =>
      Array.isArray(list) || (typeof list === 'object' && list !== null) ? list : [],
    );
    for (const item of error ? [error] : lists) {
      const key = `${where} ${canonical(item)}`;
      items.set(key, (items.get(key) ?? 0) + 1);
    }
  }
  return items;
}

/** Items that one of the two has and the other has not; an item that changed counts once. */
export function changedItems(a: readonly Page[], b: readonly Page[]): number {
  const [left, right] = [itemsOf(a), itemsOf(b)];
  const missing = (from: Map<string, number>, to: Map<string, number>): number =>
    [...from].reduce((sum, [key, n]) => sum + Math.max(0, n - (to.get(key) ?? 0)), 0);
  return Math.max(missing(left, right), missing(right, left));
}
