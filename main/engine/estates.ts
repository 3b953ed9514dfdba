/** The snapshots opened last, each under its handle: analysis and scenes are kept until newer ones push them out. */
import { UserError } from '#app/api/rpc.ts';
import { by } from '#app/base/order.ts';
import { type KindId, kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { Report } from '#app/report.ts';
import type { Opened, SceneAnswer } from '#app/api/engine.ts';
import type { AwayView, KeptView, NamedView } from '#app/api/view.ts';
import { buildScene, type Whole, wholeOf } from '#app/scene/build.ts';
import { withBadges } from '#app/scene/foreseen.ts';
import { drawnIn } from '#app/scene/light.ts';
import { patchOf } from '#app/scene/patch.ts';
import { type Places, placesOf } from '#app/scene/settle.ts';
import type { Scene, View } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import {
  droppedNote,
  fitting,
  goesOn,
  goneToo,
  type GoneOn,
  joined,
  NOTHING_KEPT,
  type Remembered,
  returned,
  vacant,
} from './arrangement.ts';
import { textHash } from '#main/text-hash.ts';
import { isViewOf } from './counted.ts';
import type { Lint } from './lint.ts';
import { Plans } from './plans.ts';
import type { Read } from './sources.ts';

/** How many estates are held in memory at once. */
export const KEPT = 8;
/** Why one is let go. */
const NO_ROOM = `was closed to make room: the last ${KEPT} estates stay open.`;
const READ_AGAIN = 'was read again since: of its readings the last two stay open.';
/** How many scenes of one estate are. */
const SCENES = 4;

/** Scenes that were handed out last, by stamp. An estate shares them with the one that goes on from it. */
class Stamped {
  readonly #scenes = new Map<number, Scene>();
  #last = 0;

  get(stamp: number | undefined): Scene | undefined {
    return stamp === undefined ? undefined : this.#scenes.get(stamp);
  }

  add(scene: Scene): number {
    const stamp = ++this.#last;
    this.#scenes.set(stamp, scene);
    const [oldest] = this.#scenes.keys();
    if (this.#scenes.size > SCENES && oldest !== undefined) this.#scenes.delete(oldest);
    return stamp;
  }
}

export class Estate {
  readonly handle: string;
  readonly title: string;
  readonly lint: Lint;
  readonly plans: Plans;
  readonly read: Read;
  #checksum: string | undefined;
  readonly #scenes = new Map<string, Scene>();
  /** The report that the scenes show. */
  #drawnOf: Report | undefined;
  #shown: Scene | undefined;
  #wasShown = false;
  #whole: Whole | undefined;
  readonly #stamped: Stamped;
  readonly #began: Remembered;
  /** The handle of the estate that this one goes on from. */
  readonly before: string | undefined;
  /** What it was read from; undefined for texts. */
  readonly source: string | undefined;
  /** The latest that goes on from this one. */
  next: Estate | undefined;
  /** What is shown, and the views that have names, as the window last told. */
  kept: { readonly now: KeptView; readonly views: readonly NamedView[] };
  /** What was so of things that are not there now. */
  away: AwayView;

  constructor(
    handle: string,
    title: string,
    read: Read,
    lint: Lint,
    began: Remembered = NOTHING_KEPT,
    before?: Estate,
    source?: string,
  ) {
    this.#began = began;
    this.source = source;
    this.before = before?.handle;
    this.#stamped = before ? before.#stamped : new Stamped();
    this.plans = new Plans(before?.plans.files);
    this.kept = { now: began.now, views: began.views };
    this.away = began.away ?? {};
    this.handle = handle;
    this.title = title;
    this.read = read;
    this.lint = lint;
  }

  /** Of the files it was read from, or of its snapshot: that is worked out when first asked for, since a large one takes a second. */
  get checksum(): string {
    return (this.#checksum ??= this.read.checksum ?? snapshotChecksum(this.snapshot, textHash));
  }

  get snapshot(): Snapshot {
    return this.read.snapshot;
  }

  get report(): Report {
    return this.lint.report;
  }

  /** What its network is built from. */
  get pages(): Snapshot['pages'] {
    return this.snapshot.pages;
  }

  /** The file that remembers how it is arranged. */
  get file(): string | undefined {
    return this.#began.file;
  }

  /** The whole of it, laid out once for each report. */
  whole(): Whole {
    this.#refresh();
    const { places, drawn, now } = this.#began;
    return (this.#whole ??= wholeOf(this.report, true, places, { drawn, moved: now.moved }));
  }

  /** Takes over the whole that was laid out while rules ran, where this one begins without places. */
  foresee(whole: Whole): void {
    this.#refresh();
    if (!this.#began.places) this.#whole ??= withBadges(whole, this.report);
  }

  /** Names of views that were in the file when it was read. */
  get known(): ReadonlySet<string> {
    return this.#began.known;
  }

  /** How another snapshot of the same network begins: arranged as this one is now, and drawn over its picture. */
  goneOn(): GoneOn {
    const { file, known, away } = this;
    return { ...this.kept, file, known, away, places: this.places(), drawn: this.whole().laid };
  }

  /** Lets go of what it can make again: another has taken its place on screen. */
  rest(): void {
    this.#drawnOf = undefined;
    this.#shown = undefined;
    this.#refresh();
  }

  /** Where everything stands that was not moved by hand, and where that stood which is not there now. */
  places(): Places {
    const { laid } = this.whole();
    return new Map([...vacant(this.#began.places, laid.nodes), ...placesOf(laid)]);
  }

  #refresh(): void {
    if (this.#drawnOf === this.report) return;
    this.#scenes.clear();
    this.#whole = undefined;
    this.#drawnOf = this.report;
  }

  /** The scene of a view; the last few are kept. */
  scene(view: View): Scene {
    this.#refresh();
    const key = JSON.stringify(view);
    const known = this.#scenes.get(key);
    if (known) return known;
    const oldest = this.#scenes.size >= SCENES ? this.#scenes.keys().next().value : undefined;
    if (oldest !== undefined) this.#scenes.delete(oldest);
    const scene = buildScene(this.report, view, () => this.whole());
    this.#scenes.set(key, scene);
    return scene;
  }

  /** The scene of a view, which from now on is the one on screen. */
  show(view: View, since?: number): SceneAnswer {
    const scene = (this.#shown = this.scene(view));
    this.#wasShown = true;
    const before = this.#stamped.get(since);
    const stamp = this.#stamped.add(scene);
    const patch = before && patchOf(before, scene);
    return patch && since !== undefined ? { stamp, since, patch } : { ...scene, stamp };
  }

  /** True where a window has asked for its picture: it may be the one on screen. */
  get wasShown(): boolean {
    return this.#wasShown;
  }

  /** The nodes on screen by id, and what collapsed ones hold by what it is in. */
  drawn(): ReadonlyMap<string, string> {
    return drawnIn(this.#shown ?? this.scene({ findings: true, still: true }));
  }

  opened(): Opened {
    const { report } = this;
    const { back, away } = returned(report, () => this.whole(), this.away);
    const isBack = Object.keys(back).length > 0;
    const now = isBack ? { ...this.kept.now, ...joined(this.kept.now, back) } : this.kept.now;
    const some = Object.keys(now).length > 0;
    const { view, dropped, gone } = some
      ? fitting(report, this.whole(), now)
      : { view: now, dropped: 0, gone: {} };
    this.kept = { ...this.kept, now: view };
    this.away = goneToo(away, gone);
    const notes = [dropped > 0 ? droppedNote(dropped) : undefined, this.#began.note];
    const note = notes.filter((one) => one !== undefined).join(' ') || undefined;
    const came = { back, views: this.#began.others ?? [] };
    const isNew = this.before !== undefined && (came.views.length > 0 || isBack);
    const many = (kind: KindId): number => report.topology.all(kind).length;
    return {
      handle: this.handle,
      title: this.title,
      manifest: report.manifest,
      accounts: [...report.topology.accountNames]
        .map(([id, name]) => ({ id, name }))
        .sort(by((account) => account.id)),
      lint: this.lint.state(),
      counts: kindIds.flatMap((kind) => {
        const count = many(kind);
        const { title, plural } = kinds[kind];
        return count === 0 || isViewOf(kind, many)
          ? []
          : [{ kind, title: count === 1 ? title : plural, count }];
      }),
      gaps: report.gaps,
      ignored: this.read.ignored,
      arrangement: {
        now: view,
        views: this.kept.views,
        file: this.file,
        note,
        ...(isNew && { came }),
      },
      after: this.before,
    };
  }
}

export class Estates {
  /** In order of use, oldest first. */
  readonly #held = new Map<string, Estate>();
  /** Why estates were let go, in a sentence. */
  readonly #dropped = new Map<string, string>();
  #next = 1;

  /**
   * Keeps a snapshot with its analysis; `before` is the estate that it goes on from. `dropped` are those that were let go:
   * the one that had to make room, and of those that go on from each other all but the last two.
   */
  add(
    read: Read,
    lint: Lint,
    title: string,
    began?: Remembered,
    before?: Estate,
    source?: string,
  ): { readonly estate: Estate; readonly dropped: readonly Estate[] } {
    const begins = before ? goesOn(before.goneOn(), began) : this.#begin(lint.report, began);
    const handle = `estate-${this.#next++}`;
    const estate = new Estate(handle, title, read, lint, begins, before, source);
    // What went on from it and was not wanted, since the reading was stopped, goes too.
    const next = before?.next?.wasShown ? undefined : before?.next?.handle;
    const dropped = [before?.before, next].flatMap((of) => this.#drop(of, READ_AGAIN));
    if (before) {
      before.next = estate;
      before.rest();
    }
    this.#held.set(handle, estate);
    const [oldest] = this.#held.keys();
    if (this.#held.size > KEPT) dropped.push(...this.#drop(oldest, NO_ROOM));
    return { estate, dropped };
  }

  /** What is on screen where this was: somebody may have read it again meanwhile. */
  latest(handle: string | undefined): string | undefined {
    let estate = this.find(handle);
    while (estate?.next?.wasShown && this.find(estate.next.handle)) estate = estate.next;
    return estate?.handle;
  }

  #drop(handle: string | undefined, why: string): Estate[] {
    const estate = this.find(handle);
    if (!estate) return [];
    this.#held.delete(estate.handle);
    this.#dropped.set(estate.handle, `${estate.title} ${why} Open it again.`);
    return [estate];
  }

  /** What has no memory of its own begins as what is open of the same network: at least half of its VPCs are in both. */
  #begin(report: Report, began: Remembered = NOTHING_KEPT): Remembered {
    if (began.places || began.note !== undefined) return began;
    const own = report.topology.all('vpc').map((vpc) => vpc.id);
    for (const other of [...this.#held.values()].reverse()) {
      const there = other.report.topology;
      const both = own.filter((id) => there.get('vpc', id) !== undefined).length;
      if (both > 0 && 2 * both >= own.length) {
        const { file, known } = began;
        return { ...began, ...other.goneOn(), file, known };
      }
    }
    return began;
  }

  /** Undefined where the estate was let go, or never was. */
  find(handle: string | undefined): Estate | undefined {
    return handle === undefined ? undefined : this.#held.get(handle);
  }

  /** Throws UserError where the estate was let go, or never was. */
  get(handle: string): Estate {
    const estate = this.#held.get(handle);
    if (!estate) {
      throw new UserError(this.#dropped.get(handle) ?? 'This estate is not open. Open it again.');
    }
    this.#held.delete(handle);
    this.#held.set(handle, estate);
    return estate;
  }
}
