/** One collection in progress: where pages are kept, how far along it is, and who hears of it. */
import type { AccountProgress, PlaceProgress } from '#app/api/collect.ts';
import { groupBy } from '#app/base/order.ts';
import { type Call, GLOBAL, type Page, type PageError, UNKNOWN } from '#app/snapshot/page.ts';
import type { Keep, Known, Note } from '#main/store/ledger.ts';
import { veil, veilData } from '../secrets.ts';
import { isPassing } from './classify.ts';
import { type Clock, type Stop, StopSignal } from './clock.ts';
import type { Crowd } from './crowd.ts';
import { Standing } from './standing.ts';

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
  /** An account was found, is read, has been read or does not let us in. */
  account?(progress: AccountProgress): void;
  /** A Region of an account was found, is read, or had a call answered or given up. */
  place?(progress: PlaceProgress): void;
  /** Something worth knowing that is no gap: one sentence, without its full stop. */
  note?(message: string): void;
  /** A collection that began before is gone on with: when that was (ISO 8601), and how many answers there are. */
  resumed?(before: { readonly created: string; readonly answers: number }): void;
  /** A call brought nothing: one sentence, once for each reason and place. */
  gap?(message: string): void;
}

/** How far it is is noted this often, in ms. */
const NOTED_EVERY = 200;

export class Run {
  readonly signal: Stop;
  readonly crowd: Crowd;
  /** Regions of which an earlier run read anything, by account; empty where this is the first. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly #stop = new StopSignal();
  readonly #keep: Keep;
  readonly #events: CollectEvents;
  readonly #clock: Clock;
  readonly #said = new Set<string>();
  readonly #told = new Set<string>();
  #done = 0;
  #total = 0;
  #answered = 0;
  /** When it was last noted how far it is. */
  #noted = -Infinity;
  /** True where something was noted since. */
  #further = false;

  /** Why nothing more can be kept: a full disk. */
  fault: Error | undefined;
  /** True where a call brought nothing, or not all, that may be answered when the collection is gone on with. */
  lost = false;

  constructor(keep: Keep, events: CollectEvents, clock: Clock, stop: StopSignal, crowd: Crowd) {
    this.#keep = keep;
    this.#events = events;
    this.#clock = clock;
    this.#stop = stop;
    this.signal = stop;
    this.crowd = crowd;
    const regions = ({ region }: Pick<Call, 'region'>) => (region === GLOBAL ? [] : [region]);
    this.before = new Map(
      [...groupBy(keep.known.read(), ({ account }) => account)].map(([account, places]) => [
        account,
        places.flatMap(regions),
      ]),
    );
  }

  get known(): Known {
    return this.#keep.known;
  }

  /** Keeps what was learned. Where that fails, the collection stops; what was kept before stays. */
  async note(note: Note): Promise<void> {
    if (this.fault !== undefined) return;
    if (note.note === 'whole') this.#answered++;
    await this.#write(note);
    this.#further = true;
    // Once it was stopped, what is left is marked, and no longer done.
    if (this.signal.aborted || this.#clock.now() - this.#noted < NOTED_EVERY) return;
    this.#noted = this.#clock.now();
    this.#further = false;
    await this.#write(this.#far);
  }

  /** Notes how far it came, where that is not known yet. A disk that is full now takes nothing from what was read. */
  async end(): Promise<void> {
    if (this.#further) await this.#keep.write(this.#far).catch(() => undefined);
  }

  get #far(): Note {
    return { note: 'far', answered: this.#answered, calls: this.#total };
  }

  async #write(note: Note): Promise<void> {
    try {
      // What is asked in place of AWS may say back how it was asked.
      await this.#keep.write(veilData(note));
    } catch (error) {
      this.fault ??= error instanceof Error ? error : new Error(String(error));
      this.#stop.abort();
    }
  }

  /** ISO 8601, UTC. */
  get time(): string {
    return new Date(this.#clock.now()).toISOString();
  }

  /** A call was answered before, whole. */
  had(): void {
    this.#answered++;
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

  account(progress: AccountProgress): void {
    this.#events.account?.(progress);
  }

  /** Where a Region that is to be read will stand. */
  standing(account: string, region: string): Standing {
    return new Standing(account, region, this.#events.place?.bind(this.#events));
  }

  /** Once for each message: of a thousand accounts each may have it to say. */
  tell(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#events.note?.(message);
  }

  /** Keeps what a call that finds accounts or Regions told of them. */
  async found(call: Call, answer: NonNullable<Page['answer']>): Promise<void> {
    await this.note({ note: 'page', part: 0, page: { ...call, time: this.time, answer } });
    await this.note({ note: 'whole', call, pages: 1 });
  }

  /** Keeps a page that says why a call brought nothing, or not all. `part`: pages it brought before. */
  async fail(
    { account, region, service, operation, args }: Call,
    error: PageError,
    part = 0,
  ): Promise<void> {
    const call: Call = { account, region, service, operation, args };
    // Credentials that died are one matter, wherever they would have been shown.
    const where = error.failure === 'credentials' ? error.message : call.region;
    const key = [call.account, where, error.failure, error.code].join('\n');
    // A profile whose credentials had ended before is not of this collection; whose end on the way, its fate knows.
    if (error.failure !== 'credentials' && isPassing(error)) this.lost = true;
    // Whoever cancelled knows.
    if (error.failure !== 'cancelled' && !this.#said.has(key)) {
      this.#said.add(key);
      const place = [
        call.account === UNKNOWN ? [] : `account ${call.account}`,
        call.region === UNKNOWN ? [] : call.region,
      ];
      this.#events.gap?.(
        `${[`${call.service}:${call.operation}`, ...place.flat()].join(', ')}: ${veil(error.message)}`,
      );
    }
    const message = veil(error.message);
    const page: Page = { ...call, time: this.time, error: { ...error, message } };
    await this.note({ note: 'page', part, page });
  }
}
