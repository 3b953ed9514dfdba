/** Finds the answers of every call among the pages, whatever order they come in. */
import { canonical, isObject } from '../base/json.ts';
import { by, byText, groupBy, thenBy } from '../base/order.ts';
import type { ListCall } from '../kinds/kind.ts';
import { FieldError, Fields, noObject } from '../kinds/fields.ts';
import { isCutShort, type Page } from '../snapshot/page.ts';

/** The list of one page, and where it stands in words. What is no object in it is passed over. */
interface ItemList {
  readonly path: string;
  readonly items: readonly unknown[];
}

/** The items of an answer. Each is wrapped only when its turn comes: a hundred thousand at once would fill the heap. */
export function* itemsOf({ lists }: Answer): Generator<Fields> {
  for (const { path, items } of lists) {
    for (let i = 0; i < items.length; i++) {
      if (isObject(items[i])) yield new Fields(items[i], path, undefined, i);
    }
  }
}

/** Everything one call brought: the items of all of its pages, and what went wrong. */
export interface Answer {
  readonly account: string;
  readonly region: string;
  /** Latest time of its pages. */
  readonly time: string;
  readonly lists: readonly ItemList[];
  /** True when at least one page had the list. */
  readonly observed: boolean;
  /** True where AWS said there is more, or a later page failed. */
  readonly truncated: boolean;
  readonly staticOnly: boolean;
  readonly errors: readonly Page[];
  /** Pages whose answer had no readable list. */
  readonly unreadable: readonly { readonly page: Page; readonly why: string }[];
}

const operationKey = (call: Pick<ListCall, 'service' | 'operation'>): string =>
  `${call.service}:${call.operation}`;

export class PageIndex {
  readonly #byOperation: ReadonlyMap<string, readonly Page[]>;
  readonly #answers = new Map<string, readonly Answer[]>();
  readonly #details = new Map<string, ReadonlyMap<string, readonly Page[]>>();

  constructor(pages: readonly Page[]) {
    this.#byOperation = groupBy(pages, operationKey);
  }

  /** Pages of one operation. */
  pagesOf(call: ListCall): readonly Page[] {
    return this.#byOperation.get(operationKey(call)) ?? [];
  }

  /** One answer for each account and Region that were asked, sorted. */
  answers(call: ListCall): readonly Answer[] {
    const key = operationKey(call);
    let found = this.#answers.get(key);
    if (!found) {
      found = this.#read(call);
      this.#answers.set(key, found);
    }
    return found;
  }

  #read(call: ListCall): Answer[] {
    return [...groupBy(this.pagesOf(call), (p) => `${p.account}\n${p.region}`).values()]
      .map((pages) => read(call, pages))
      .sort(
        thenBy(
          by((a) => a.account),
          by((a) => a.region),
        ),
      );
  }

  /**
   * The best answer of a detail call about one item: the owner's if it has one, else any that was observed. `args`:
   * further arguments that tell it from other calls about the item.
   */
  detail(
    call: ListCall,
    argument: string,
    id: string,
    owner: string,
    args: Readonly<Record<string, string>> = {},
  ): Answer | undefined {
    const key = `${operationKey(call)} ${argument}`;
    let map = this.#details.get(key);
    if (!map) {
      map = groupBy(this.pagesOf(call), (p) => p.args[argument] ?? '');
      this.#details.set(key, map);
    }
    const wanted = Object.entries(args);
    const about = map.get(id);
    const pages =
      wanted.length === 0
        ? about
        : about?.filter((page) => wanted.every(([name, value]) => page.args[name] === value));
    if (!pages || pages.length === 0) return undefined;
    const answers = [...groupBy(pages, (p) => `${p.account}\n${p.region}`).values()].map((group) =>
      read(call, group),
    );
    const rank = (a: Answer) => (a.observed ? 0 : 2) + (a.account === owner ? 0 : 1);
    return answers.sort(
      thenBy(
        (a, b) => rank(a) - rank(b),
        by((a) => a.account),
        by((a) => a.region),
      ),
    )[0];
  }
}

/** Reads the pages of one call of one account and Region. Order of pages does not matter. */
function read(call: ListCall, pages: readonly Page[]): Answer {
  const lists: ItemList[] = [];
  const errors: Page[] = [];
  const unreadable: { page: Page; why: string }[] = [];
  let observed = false;
  let truncated = false;
  for (const page of pages) {
    const where = `${page.operation} (${page.account}, ${page.region})`;
    if (page.error) {
      errors.push(page);
      continue;
    }
    try {
      const answer = new Fields(page.answer, where);
      if (!answer.has(call.list)) {
        unreadable.push({ page, why: `the answer has no ${call.list}` });
        continue;
      }
      const found = answer.raw[call.list];
      const list = call.single ? [found] : found;
      if (!Array.isArray(list)) {
        unreadable.push({ page, why: `${call.list} is not a list` });
        continue;
      }
      observed = true;
      truncated ||= isCutShort(page);
      const path = `${where}: ${call.list}`;
      list.forEach((item: unknown, i) => {
        if (!isObject(item)) unreadable.push({ page, why: noObject(`${path}[${i}]`, item) });
      });
      lists.push({ path, items: list });
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      unreadable.push({ page, why: error.message });
    }
  }
  const first = pages[0]!;
  return {
    account: first.account,
    region: first.region,
    time:
      pages
        .map((p) => p.time)
        .sort(byText)
        .at(-1) ?? '',
    lists,
    observed,
    truncated: truncated || (observed && errors.length > 0),
    staticOnly: pages.some((p) => p.args.Filters === 'type=static'),
    errors,
    unreadable,
  };
}

/** Total order of two views of one resource, for a choice that does not depend on page order. */
export const rawOrder = (a: { raw: unknown }, b: { raw: unknown }): number =>
  byText(canonical(a.raw), canonical(b.raw));
