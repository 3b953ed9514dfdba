/** The snapshots opened last, each under its handle: analysis and scenes are kept until newer ones push them out. */
import type { Opened } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { Scene, View } from '#app/scene/scene.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { snapshotChecksum } from '#app/snapshot/checksum.ts';
import { Lint, type LintSettings, OWN_SETTINGS } from './lint.ts';
import { Plans } from './plans.ts';

/** How many estates are held in memory at once. */
export const KEPT = 8;
/** How many scenes of one estate are. */
const SCENES = 4;

export class Estate {
  readonly handle: string;
  readonly title: string;
  readonly lint: Lint;
  readonly plans = new Plans();
  readonly #snapshot: Snapshot;
  #checksum: string | undefined;
  readonly #ignored: Opened['ignored'];
  readonly #scenes = new Map<string, Scene>();
  /** The report that the scenes show. */
  #drawnOf: Report | undefined;
  #shown: Scene | undefined;

  constructor(
    handle: string,
    title: string,
    snapshot: Snapshot,
    lint: Lint,
    ignored: Opened['ignored'],
  ) {
    this.handle = handle;
    this.title = title;
    this.#snapshot = snapshot;
    this.lint = lint;
    this.#ignored = ignored;
  }

  /** Of its snapshot; worked out when first asked for, since a large one takes a second. */
  get checksum(): string {
    return (this.#checksum ??= snapshotChecksum(this.#snapshot));
  }

  get report(): Report {
    return this.lint.report;
  }

  /** What its network is built from. */
  get pages(): Snapshot['pages'] {
    return this.#snapshot.pages;
  }

  /** The scene of a view; the last few are kept. */
  scene(view: View): Scene {
    if (this.#drawnOf !== this.report) this.#scenes.clear();
    this.#drawnOf = this.report;
    const key = JSON.stringify(view);
    const known = this.#scenes.get(key);
    if (known) return known;
    const oldest = this.#scenes.size >= SCENES ? this.#scenes.keys().next().value : undefined;
    if (oldest !== undefined) this.#scenes.delete(oldest);
    const scene = buildScene(this.report, view);
    this.#scenes.set(key, scene);
    return scene;
  }

  /** The scene of a view, which from now on is the one on screen. */
  show(view: View): Scene {
    return (this.#shown = this.scene(view));
  }

  /** Ids of the nodes on screen. */
  drawn(): ReadonlySet<string> {
    return new Set((this.#shown ?? this.scene({ findings: true })).nodes.map((node) => node.id));
  }

  opened(): Opened {
    const { report } = this;
    return {
      handle: this.handle,
      title: this.title,
      manifest: report.manifest,
      lint: this.lint.state(),
      counts: kindIds.flatMap((kind) => {
        const count = report.topology.all(kind).length;
        const { title, plural } = kinds[kind];
        return count === 0 ? [] : [{ kind, title: count === 1 ? title : plural, count }];
      }),
      gaps: report.gaps,
      ignored: this.#ignored,
    };
  }
}

export class Estates {
  /** In order of use, oldest first. */
  readonly #held = new Map<string, Estate>();
  /** Titles of estates that were let go. */
  readonly #dropped = new Map<string, string>();
  #next = 1;

  /** Analyses a snapshot under the settings of the session and keeps it. `dropped` is the estate that had to make room, where one had to. */
  add(
    snapshot: Snapshot,
    title: string,
    ignored: Opened['ignored'],
    settings: LintSettings = OWN_SETTINGS,
  ): { readonly estate: Estate; readonly dropped: Estate | undefined } {
    const lint = new Lint(analyze(snapshot, settings.config), settings);
    const estate = new Estate(`estate-${this.#next++}`, title, snapshot, lint, ignored);
    this.#held.set(estate.handle, estate);
    const oldest = this.#held.size > KEPT ? this.#held.values().next().value : undefined;
    if (oldest) {
      this.#held.delete(oldest.handle);
      this.#dropped.set(oldest.handle, oldest.title);
    }
    return { estate, dropped: oldest };
  }

  /** Throws UserError where the estate was let go, or never was. */
  get(handle: string): Estate {
    const estate = this.#held.get(handle);
    if (!estate) {
      const title = this.#dropped.get(handle);
      throw new UserError(
        title === undefined
          ? 'This estate is not open. Open it again.'
          : `${title} was closed to make room: the last ${KEPT} estates stay open. Open it again.`,
      );
    }
    this.#held.delete(handle);
    this.#held.set(handle, estate);
    return estate;
  }
}
