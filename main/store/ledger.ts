/** What a collection has read: which calls are answered whole, which pages they brought, and what is known of accounts. */
import { canonical } from '#app/base/json.ts';
import { by, byText, thenBy, uniq } from '#app/base/order.ts';
import { type Call, GLOBAL, isCutShort, type Page } from '#app/snapshot/page.ts';

/** One thing learned. A collection is the sum of its notes, in order; a journal holds one a line. */
export type Note =
  /** A page; `part` counts the pages of one listing from 0: a listing that starts over starts at 0 again. */
  | { readonly note: 'page'; readonly part: number; readonly page: Page }
  /** The call brought so many pages, and these are all: it need not be asked again. */
  | { readonly note: 'whole'; readonly call: Call; readonly pages: number }
  /** An item was deleted between being listed by the call and being asked for. */
  | { readonly note: 'gone'; readonly call: Call; readonly item: Gone }
  /** A profile leads to an account. */
  | { readonly note: 'account'; readonly way: string; readonly account: string }
  /** Regions to read in an account. */
  | { readonly note: 'regions'; readonly account: string; readonly regions: readonly string[] };

export interface Gone {
  /** Field of the answer that lists, and field of an item that holds its id. */
  readonly list: string;
  readonly idField: string;
  readonly id: string;
}

export interface Head {
  /** When the collection began, ISO 8601 UTC. */
  readonly created: string;
  readonly peerless: string;
  /** What was asked for, as canonical JSON: a collection is only gone on with by the same. */
  readonly asked: string;
}

/** Where a collection keeps what it reads. */
export interface Keep {
  /** Begins, or finds what was begun: the head of the first beginning comes back. */
  open(head: Head): Promise<Head>;
  /** Resolves when the note is safe. */
  write(note: Note): Promise<void>;
  readonly known: Known;
}

/** What the notes so far come to. */
export interface Known {
  readonly accounts: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, readonly string[]>;
  readonly tally: Tally;
  /** The pages of a call that was answered whole, without what is gone; undefined where it is still to be asked. */
  answered(call: Call): readonly Page[] | undefined;
  /** Calls that brought something, or nothing, and neither all nor a reason. */
  loose(): Call[];
}

export interface Tally {
  /** Pages with an answer, calls that brought nothing (or not all), and answers that AWS cut short. */
  readonly answers: number;
  readonly missed: number;
  readonly short: number;
  /** Messages of what was missed, each once. */
  readonly reasons: readonly string[];
}

export interface Scope {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly calls: readonly string[];
}

type Sort = 'answer' | 'short' | 'error';
const sortOf = (page: Page): Sort => (page.error ? 'error' : isCutShort(page) ? 'short' : 'answer');

interface Piece<Held> {
  readonly held: Held;
  readonly sort: Sort;
  /** Of a page with an error. */
  readonly reason: string | undefined;
}

interface Entry<Held> {
  readonly call: Call;
  readonly args: string;
  /** Each time it was asked. */
  readonly attempts: Piece<Held>[][];
  gone: Gone[] | undefined;
  whole: boolean;
}

const headOf = ({ account, region, service, operation, args }: Call): Call => ({
  account,
  region,
  service,
  operation,
  args,
});

/** `Held` is whatever brings a page back: the page itself, or where it lies on disk. */
export class Ledger<Held> implements Known {
  readonly accounts = new Map<string, string>();
  readonly regions = new Map<string, readonly string[]>();
  readonly #load: (held: Held) => Page;
  readonly #entries = new Map<string, Entry<Held>>();
  /** Ids of deleted items by `account/region`. */
  readonly #gone = new Map<string, Set<string>>();

  constructor(load: (held: Held) => Page) {
    this.#load = load;
  }

  /** Takes a note in; `held` is given with a page. */
  take(note: Note, held?: Held): void {
    switch (note.note) {
      case 'page': {
        const { attempts } = this.#entry(note.page);
        if (note.part === 0 || attempts.length === 0) attempts.push([]);
        attempts.at(-1)!.push({
          held: held as Held,
          sort: sortOf(note.page),
          reason: note.page.error?.message,
        });
        return;
      }
      case 'whole': {
        const entry = this.#entry(note.call);
        // A journal may have lost a line.
        entry.whole = entry.attempts.at(-1)?.length === note.pages;
        return;
      }
      case 'gone': {
        const entry = this.#entry(note.call);
        (entry.gone ??= []).push(note.item);
        const place = `${note.call.account}/${note.call.region}`;
        this.#gone.set(place, (this.#gone.get(place) ?? new Set()).add(note.item.id));
        return;
      }
      case 'account':
        this.accounts.set(note.way, note.account);
        return;
      case 'regions':
        this.regions.set(note.account, note.regions);
        return;
    }
  }

  answered(call: Call): readonly Page[] | undefined {
    const entry = this.#entries.get(keyOf(call, canonical(call.args)));
    if (!entry?.whole) return undefined;
    return this.#chosen(entry).map(({ held }) => without(this.#load(held), entry.gone));
  }

  loose(): Call[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.whole || this.#chosen(entry).some(({ sort }) => sort === 'error') ? [] : [entry.call],
    );
  }

  get tally(): Tally {
    const count = { answer: 0, short: 0, error: 0 };
    const reasons = new Set<string>();
    for (const entry of this.#left()) {
      for (const { sort, reason } of this.#chosen(entry)) {
        count[sort]++;
        if (reason !== undefined) reasons.add(reason);
      }
    }
    return {
      answers: count.answer + count.short,
      missed: count.error,
      short: count.short,
      reasons: uniq(reasons),
    };
  }

  get scope(): Scope {
    const calls = [...this.#left()].map(({ call }) => call);
    return {
      accounts: uniq(calls.map((call) => call.account)),
      regions: uniq(calls.map((call) => call.region)).filter((region) => region !== GLOBAL),
      calls: uniq(calls.map((call) => `${call.service}:${call.operation}`)),
    };
  }

  /** Every page that counts, in the order of a snapshot, with what is to be taken out of it. */
  *pages(): Generator<{ readonly held: Held; readonly gone: readonly Gone[] | undefined }> {
    const order = thenBy<Entry<Held>>(
      by((e) => e.call.account),
      by((e) => e.call.region),
      by((e) => e.call.service),
      by((e) => e.call.operation),
      (a, b) => byText(a.args, b.args),
    );
    for (const entry of [...this.#left()].sort(order)) {
      for (const { held } of this.#chosen(entry)) yield { held, gone: entry.gone };
    }
  }

  #entry(call: Call): Entry<Held> {
    const args = canonical(call.args);
    const key = keyOf(call, args);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { call: headOf(call), args, attempts: [], gone: undefined, whole: false };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  /** Calls that count: not the details of what is gone. */
  *#left(): Generator<Entry<Held>> {
    for (const entry of this.#entries.values()) {
      const gone = this.#gone.get(`${entry.call.account}/${entry.call.region}`);
      if (gone && Object.values(entry.call.args).some((id) => gone.has(id))) continue;
      yield entry;
    }
  }

  /** The last time it was asked, where that brought all; else the time that brought most, and why the last did not. */
  #chosen({ attempts, whole }: Entry<Held>): readonly Piece<Held>[] {
    const last = attempts.at(-1) ?? [];
    if (whole || attempts.length < 2) return last;
    const answers = (pieces: readonly Piece<Held>[]) => pieces.filter((p) => p.sort !== 'error');
    const most = attempts.reduce((best, one) =>
      answers(one).length >= answers(best).length ? one : best,
    );
    return [...answers(most), ...last.filter((p) => p.sort === 'error')];
  }
}

const keyOf = ({ account, region, service, operation }: Call, args: string): string =>
  `${account}/${region}/${service}/${operation}${args === '{}' ? '' : args}`;

/** A page without the items that are gone. */
export function without(page: Page, gone: readonly Gone[] | undefined): Page {
  if (!gone || !page.answer) return page;
  const answer: Record<string, unknown> = { ...page.answer };
  for (const { list, idField, id } of gone) {
    const items = answer[list] as readonly Readonly<Record<string, unknown>>[];
    answer[list] = items.filter((item) => item[idField] !== id);
  }
  return { ...page, answer };
}

/** Keeps everything in memory: for what is looked at at once, or written to a pipe. */
export class MemoryKeep implements Keep {
  readonly known = new Ledger<Page>((page) => page);

  open(head: Head): Promise<Head> {
    return Promise.resolve(head);
  }

  write(note: Note): Promise<void> {
    this.known.take(note, note.note === 'page' ? note.page : undefined);
    return Promise.resolve();
  }

  get pages(): Page[] {
    return [...this.known.pages()].map(({ held, gone }) => without(held, gone));
  }
}
