/** What a collection has read: which calls are answered whole, which pages they brought, and what is known of accounts. */
import { canonical } from '#app/base/json.ts';
import { by, thenBy, uniq } from '#app/base/order.ts';
import {
  type Call,
  GLOBAL,
  hasRegion,
  isCutShort,
  isFinding,
  type Page,
  UNKNOWN,
} from '#app/snapshot/page.ts';

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
  | { readonly note: 'regions'; readonly account: string; readonly regions: readonly string[] }
  /** How far it was then: calls answered whole, of those known of. For whoever asks whether to go on. */
  | { readonly note: 'far'; readonly answered: number; readonly calls: number };

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
  /** Multi-factor device whose code is asked for. */
  readonly mfaSerial?: string | undefined;
  /** What was given beside `asked` and is a secret: who goes on has to give it again. */
  readonly withheld?: readonly Withheld[] | undefined;
}

export const WITHHELD = ['externalId', 'endpoint'] as const;
/** `endpoint`: the password of its address. */
export type Withheld = (typeof WITHHELD)[number];

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
  /** Accounts and Regions of whose networks anything was read; the lists of an organization are of none. */
  read(): Pick<Call, 'account' | 'region'>[];
}

export interface Tally {
  /** Pages with an answer, calls that brought nothing (or not all), and answers that AWS cut short. */
  readonly answers: number;
  readonly missed: number;
  readonly short: number;
  /** Accounts and Regions that answered anything; accounts that answered nothing. */
  readonly accounts: number;
  readonly regions: number;
  readonly silent: number;
  /** Messages of what was missed, each once. */
  readonly reasons: readonly string[];
}

export interface Scope {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly calls: readonly string[];
}

/** What is known of a page without looking at it. */
export interface Mark {
  readonly sort: 'answer' | 'short' | 'error';
  /** Where it stands among the pages of its call; 0: an earlier time it was asked is over. */
  readonly part: number;
}

export const markOf = (page: Page, part: number): Mark => ({
  sort: page.error ? 'error' : isCutShort(page) ? 'short' : 'answer',
  part,
});

/** What is asked, wherever it is asked: the same few of every place. */
interface Question extends Pick<Call, 'service' | 'operation' | 'args'> {
  readonly argsText: string;
}

/** The pages of a question in one place, of every time it was asked. There are half a million of these in a large collection. */
interface Entry<Held> {
  /** Most have one: an array that was never added to keeps no room for more. */
  pieces: Held[];
  gone: Gone[] | undefined;
  /** So many of the pieces, from the first, are the last time that brought all; undefined where none did. */
  whole: number | undefined;
}

/** One Region of one account. */
interface Place<Held> {
  readonly account: string;
  readonly region: string;
  readonly entries: Map<Question, Entry<Held>>;
  /** Ids of deleted items. */
  readonly gone: Set<string>;
}

/** Reasons that are remembered, at most. */
const MOST_REASONS = 100;

/** `Held` is whatever brings a page back: the page itself, or where it lies on disk. */
export class Ledger<Held extends Mark> implements Known {
  readonly accounts = new Map<string, string>();
  readonly regions = new Map<string, readonly string[]>();
  readonly #load: (held: Held) => Page;
  readonly #places = new Map<string, Place<Held>>();
  readonly #reasons = new Set<string>();
  /** Calls that began and are not whole; true where a page of theirs may be lost. */
  readonly #begun = new Map<Entry<Held>, boolean>();
  /** By name and arguments. */
  readonly #questions = new Map<string, Question>();

  constructor(load: (held: Held) => Page) {
    this.#load = load;
  }

  /** Takes a note in; `held` is given with a page. */
  take(note: Note, held?: Held): void {
    switch (note.note) {
      case 'page': {
        const entry = this.#entry(note.page);
        if (entry.pieces.length === 0) entry.pieces = [held!];
        else entry.pieces.push(held!);
        // What does not begin with its first page has lost it.
        this.#begun.set(entry, note.part > 0 && this.#begun.get(entry) !== false);
        const reason = note.page.error?.message;
        if (reason !== undefined && this.#reasons.size < MOST_REASONS) this.#reasons.add(reason);
        return;
      }
      case 'whole': {
        const entry = this.#entry(note.call);
        const last = attemptsOf(entry.pieces.slice(entry.whole ?? 0)).at(-1) ?? [];
        // A journal may have lost a line.
        if (
          this.#begun.get(entry) !== true &&
          last.length === note.pages &&
          last.every(({ part }, i) => part === i)
        ) {
          if (last.length < entry.pieces.length) entry.pieces = last;
          entry.whole = last.length;
        }
        this.#begun.delete(entry);
        return;
      }
      case 'gone': {
        const entry = this.#entry(note.call);
        (entry.gone ??= []).push(note.item);
        this.#place(note.call).gone.add(note.item.id);
        return;
      }
      case 'account':
        this.accounts.set(note.way, note.account);
        return;
      case 'regions':
        this.regions.set(note.account, note.regions);
        return;
      case 'far':
        return;
    }
  }

  /** A note was lost, nobody knows of what: a call that is under way may have had a page there, or begun anew. */
  tear(): void {
    for (const entry of this.#begun.keys()) this.#begun.set(entry, true);
  }

  answered(call: Call): readonly Page[] | undefined {
    const entry = this.#places
      .get(`${call.account}/${call.region}`)
      ?.entries.get(this.#question(call));
    if (entry?.whole === undefined) return undefined;
    return chosenOf(entry).map((held) => without(this.#load(held), entry.gone));
  }

  loose(): Call[] {
    const calls: Call[] = [];
    for (const { account, region, question, entry } of this.#left()) {
      if (entry.whole !== undefined || chosenOf(entry).some(({ sort }) => sort === 'error'))
        continue;
      const { service, operation, args } = question;
      calls.push({ account, region, service, operation, args });
    }
    return calls;
  }

  read(): Pick<Call, 'account' | 'region'>[] {
    return [...this.#places.values()].flatMap((place) => {
      const { account, region } = place;
      for (const [question, entry] of entriesOf(place)) {
        // Whom to ask, and where, is no answer yet.
        if (question.service === 'organizations' || isFinding(question)) continue;
        if (chosenOf(entry).some(({ sort }) => sort !== 'error')) return [{ account, region }];
      }
      return [];
    });
  }

  get tally(): Tally {
    const count = { answer: 0, short: 0, error: 0 };
    const [accounts, answering, regions] = [
      new Set<string>(),
      new Set<string>(),
      new Set<string>(),
    ];
    for (const { account, region, question, entry } of this.#left()) {
      if (account !== UNKNOWN) accounts.add(account);
      for (const { sort } of chosenOf(entry)) {
        // Whom to ask, and where, is no answer yet.
        if (sort !== 'error' && isFinding(question)) continue;
        count[sort]++;
        if (sort === 'error') continue;
        answering.add(account);
        if (region !== GLOBAL) regions.add(region);
      }
    }
    return {
      answers: count.answer + count.short,
      missed: count.error,
      short: count.short,
      accounts: answering.size,
      regions: regions.size,
      silent: accounts.size - answering.size,
      reasons: uniq(this.#reasons),
    };
  }

  get scope(): Scope {
    const [accounts, regions, calls] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const { account, region, question } of this.#left()) {
      accounts.add(account);
      if (hasRegion({ region, operation: question.operation })) regions.add(region);
      calls.add(nameOf(question));
    }
    return { accounts: uniq(accounts), regions: uniq(regions), calls: uniq(calls) };
  }

  /** Every page that counts, in the order of a snapshot, with what is to be taken out of it. */
  *pages(): Generator<{ readonly held: Held; readonly gone: readonly Gone[] | undefined }> {
    const places = [...this.#places.values()].sort(
      thenBy(
        by((place) => place.account),
        by((place) => place.region),
      ),
    );
    const inOrder = thenBy<readonly [Question, unknown]>(
      by(([question]) => question.service),
      by(([question]) => question.operation),
      by(([question]) => question.argsText),
    );
    for (const place of places) {
      for (const [, entry] of [...entriesOf(place)].sort(inOrder)) {
        for (const held of chosenOf(entry)) yield { held, gone: entry.gone };
      }
    }
  }

  #place({ account, region }: Call): Place<Held> {
    const key = `${account}/${region}`;
    let place = this.#places.get(key);
    if (!place) {
      place = { account, region, entries: new Map(), gone: new Set() };
      this.#places.set(key, place);
    }
    return place;
  }

  #entry(call: Call): Entry<Held> {
    const { entries } = this.#place(call);
    const question = this.#question(call);
    let entry = entries.get(question);
    if (!entry) {
      entry = { pieces: [], gone: undefined, whole: undefined };
      entries.set(question, entry);
    }
    return entry;
  }

  #question({ service, operation, args }: Call): Question {
    const argsText = canonical(args);
    const key = nameOf({ service, operation }) + argsText;
    let question = this.#questions.get(key);
    if (!question) {
      question = { service, operation, args, argsText };
      this.#questions.set(key, question);
    }
    return question;
  }

  *#left() {
    for (const place of this.#places.values()) {
      const { account, region } = place;
      for (const [question, entry] of entriesOf(place)) yield { account, region, question, entry };
    }
  }
}

const nameOf = ({ service, operation }: Pick<Call, 'service' | 'operation'>): string =>
  `${service}:${operation}`;

/** Calls that count: not the details of what is gone. */
function* entriesOf<Held>({ entries, gone }: Place<Held>): Generator<[Question, Entry<Held>]> {
  for (const [question, entry] of entries) {
    if (gone.size > 0 && Object.values(question.args).some((id) => gone.has(id))) continue;
    yield [question, entry];
  }
}

/** The pages of each time a call was asked. */
function attemptsOf<Held extends Mark>(pieces: readonly Held[]): Held[][] {
  const attempts: Held[][] = [];
  for (const piece of pieces) {
    if (piece.part === 0 || attempts.length === 0) attempts.push([]);
    attempts.at(-1)!.push(piece);
  }
  return attempts;
}

/** The last time that brought all, whatever came after it; else the time that brought most, and why the last did not. */
function chosenOf<Held extends Mark>({ pieces, whole }: Entry<Held>): readonly Held[] {
  if (whole !== undefined) return whole < pieces.length ? pieces.slice(0, whole) : pieces;
  if (pieces.length < 2) return pieces;
  const attempts = attemptsOf(pieces);
  const last = attempts.at(-1)!;
  if (attempts.length < 2) return last;
  const answers = (some: readonly Held[]) => some.filter((piece) => piece.sort !== 'error');
  const most = attempts.reduce((best, one) =>
    answers(one).length >= answers(best).length ? one : best,
  );
  return [...answers(most), ...last.filter((piece) => piece.sort === 'error')];
}

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
  readonly known = new Ledger<Mark & { readonly page: Page }>(({ page }) => page);

  open(head: Head): Promise<Head> {
    return Promise.resolve(head);
  }

  write(note: Note): Promise<void> {
    if (note.note !== 'page') this.known.take(note);
    else this.known.take(note, { page: note.page, ...markOf(note.page, note.part) });
    return Promise.resolve();
  }

  get pages(): Page[] {
    return [...this.known.pages()].map(({ held, gone }) => without(held.page, gone));
  }
}
