/** Implements the Engine contract over the estates that are open. One engine per wire; estates may be shared. */
import type { AboutEngine, Engine } from '#app/api/engine.ts';
import { forgetfulSettings, type SettingsStore } from '#main/store/settings.ts';
import type { Ahead } from './ahead.ts';
import { asking } from './asking.ts';
import { collecting } from './collecting.ts';
import { comparing } from './comparing.ts';
import { Diffs } from './diffs.ts';
import { Downloads } from './downloads.ts';
import type { Estates } from './estates.ts';
import { exporting } from './exporting.ts';
import { Jobs } from './jobs.ts';
import { Journals } from './journals.ts';
import { keeping } from './keeping.ts';
import { linting } from './linting.ts';
import { opening } from './opening.ts';
import { type Emit, type Parts, reply, Session } from './parts.ts';
import { planning } from './planning.ts';
import { Memory } from './remembered.ts';
import { type EngineSources, outside } from './sources.ts';
import type { Arranger } from './spawn-arranger.ts';
import { planHere, type Planner } from './spawn-planner.ts';
import { writeHere, type Writer } from './spawn-writer.ts';

interface Options {
  readonly about: AboutEngine;
  readonly estates: Estates;
  readonly emit: Emit;
  readonly sources?: EngineSources;
  /** What was begun to be read before any window asked. */
  readonly ahead?: Ahead | undefined;
  /** What is remembered between starts; without it, nothing is. */
  readonly settings?: SettingsStore;
  /** Makes plans; without one they are made in this thread, which answers nothing meanwhile. */
  readonly planner?: Planner;
  /** Writes files, likewise. */
  readonly writer?: Writer;
  /** Lays out large pictures while rules run; without one they are laid out in this thread, when they are asked for. */
  readonly arrange?: Arranger;
  /** Milliseconds; for the pace of progress events. */
  readonly now?: () => number;
}

export function createEngine({
  about,
  estates,
  emit,
  sources = outside,
  ahead,
  settings = forgetfulSettings(),
  planner = planHere,
  writer = writeHere,
  arrange,
  now = () => performance.now(),
}: Options): {
  readonly engine: Engine;
  /** Cancels what still runs. */
  readonly stop: () => void;
} {
  const jobs = new Jobs();
  const downloads = new Downloads();
  const session = new Session();
  const diffs = new Diffs();
  const parts: Parts = { estates, emit, jobs, downloads, session, arrange, now };
  const journals = new Journals(settings);
  const memory = new Memory(settings, journals);
  const engine: Engine = {
    about: () => Promise.resolve(about),
    cancel: ({ job }) => Promise.resolve({ cancelled: jobs.cancel(job) }),
    ...opening(parts, sources, memory, ahead),
    ...collecting(parts, sources, memory, journals),
    portion: ({ download, from }) => reply(() => downloads.portion(download, from)),
    ...asking(parts),
    ...exporting(parts, diffs, writer),
    ...linting(parts),
    ...planning(parts, planner, writer, about.version),
    ...comparing(parts, diffs),
    ...keeping(parts, memory),
  };
  return { engine, stop: () => jobs.cancelAll() };
}
