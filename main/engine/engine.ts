/** Implements the Engine contract over the estates that are open. One engine per wire; estates may be shared. */
import { basename } from 'node:path';
import {
  type AboutEngine,
  type Engine,
  type EngineEvents,
  type ExportedFile,
} from '#app/api/engine.ts';
import type { LintState } from '#app/api/lint.ts';
import type { PlanSummary } from '#app/api/plan.ts';
import { UserError } from '#app/api/rpc.ts';
import { findingMarkdown } from '#app/exports/parts/finding-markdown.ts';
import { traceText } from '#app/exports/parts/trace-text.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { type CompareStage } from '#app/api/diff.ts';
import { choicesOf } from '#app/scene/choices.ts';
import { trimmed } from '#app/scene/trim.ts';
import { formats } from '#main/print/formats.ts';
import { snapshotLines } from '#app/snapshot/write.ts';
import { estateOf } from '#main/store/history.ts';
import { forgetfulSettings, type SettingsStore } from '#main/store/settings.ts';
import { Keeper, recall, type Remembered } from './arrangement.ts';
import { diffFiles, diffPage, Diffs } from './diffs.ts';
import type { Estates } from './estates.ts';
import { findingDetail, findingOf, findingPage, membersOf, ruleInfos } from './findings.ts';
import { inspect } from './inspect.ts';
import { type Lint, type LintSettings, OWN_SETTINGS } from './lint.ts';
import { planChoices } from './plan-choices.ts';
import { asked } from './plan-ask.ts';
import { planFiles, planSummary, stepDetail, stepPage } from './plans.ts';
import { planHere, type Planner } from './spawn-planner.ts';
import { reachCells, reachMatrix } from './reach.ts';
import { Memory } from './remembered.ts';
import { search } from './search.ts';
import { outside, type EngineSources, type Read } from './sources.ts';
import { Uploads } from './uploads.ts';
import { viewOf } from './views.ts';
import { veil } from '../secrets.ts';

export type Emit = <K extends keyof EngineEvents>(event: K, data: EngineEvents[K]) => void;

interface Options {
  readonly about: AboutEngine;
  readonly estates: Estates;
  readonly emit: Emit;
  readonly sources?: EngineSources;
  /** What is remembered between starts; without it, nothing is. */
  readonly settings?: SettingsStore;
  /** Makes plans; without one they are made in this thread, which answers nothing meanwhile. */
  readonly planner?: Planner;
  /** Milliseconds; for the pace of progress events. */
  readonly now?: () => number;
}

/** Progress is said at most this often, in ms: a window draws it, nobody reads a thousand a second. */
const PACE = 100;

/** A synchronous answer as a promise: what it throws is a rejection. */
const reply = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

/** VPCs by id, or those of a finding. */
const membersAsked = (
  lint: Lint,
  input: { readonly members: readonly string[] } | { readonly fingerprint: string },
): readonly string[] =>
  'members' in input ? input.members : membersOf(findingOf(lint, input.fingerprint).finding);

const encoded = (body: string | Uint8Array): string => Buffer.from(body).toString('base64');

export function createEngine({
  about,
  estates,
  emit,
  sources = outside,
  settings = forgetfulSettings(),
  planner = planHere,
  now = () => performance.now(),
}: Options): {
  readonly engine: Engine;
  /** Cancels what still runs. */
  readonly stop: () => void;
} {
  const jobs = new Map<string, AbortController>();
  /** Collections that wait for the code of a multi-factor device. */
  const codes = new Map<string, (code: string) => void>();
  const diffs = new Diffs();
  const uploads = new Uploads();
  let nextJob = 1;
  /** What was last decided in this window: the next source is linted by it too. */
  let session: LintSettings = OWN_SETTINGS;

  const changed = (handle: string, change: (lint: Lint) => void): Promise<LintState> =>
    reply(() => {
      const { lint } = estates.get(handle);
      change(lint);
      session = lint.settings;
      return lint.state();
    });

  const keeper = new Keeper();
  const memory = new Memory(settings);

  const keep = ({ snapshot, ignored }: Read, title: string, began?: Remembered) => {
    const { estate, dropped } = estates.add(snapshot, title, ignored, session, began);
    if (dropped) emit('dropped', { handle: dropped.handle, title: dropped.title });
    return estate.opened();
  };

  /** Asks the window, and waits for as long as the collection is wanted. */
  function askCode(job: string, device: string, signal: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      const answer = (code: string) => {
        codes.delete(job);
        signal.removeEventListener('abort', none);
        resolve(code);
      };
      const none = () => answer('');
      codes.set(job, answer);
      signal.addEventListener('abort', none);
      if (signal.aborted) none();
      else emit('mfa', { job, device });
    });
  }

  async function collect(
    job: string,
    input: Parameters<Engine['collect']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    let said = -Infinity;
    try {
      const snapshot = await sources.collect(
        { asked: input, signal, mfaCode: (device) => askCode(job, device, signal) },
        {
          progress(progress) {
            if (now() - said < PACE && progress.done < progress.total) return;
            said = now();
            emit('progress', { job, ...progress });
          },
          account: (progress) => emit('account', { job, ...progress }),
          gap: (message) => emit('gap', { job, message: veil(message) }),
          note: (message) => emit('note', { job, message: veil(message) }),
        },
      );
      const where = estateOf(input.profiles);
      const kept = await memory.keep(snapshot, where).then(
        (path) => path !== undefined && { path },
        (error: unknown) => ({ fault: error instanceof Error ? error.message : String(error) }),
      );
      const opened = keep({ snapshot, ignored: [] }, where);
      emit('collected', { job, opened, ...(kept && { kept }) });
    } catch (error) {
      // A fault of ours, too, may quote what was sent.
      const message = error instanceof Error ? error.message : String(error);
      emit('collected', { job, error: veil(message) });
    } finally {
      jobs.delete(job);
    }
  }

  async function compare(
    job: string,
    input: Parameters<Engine['compare']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    let said = -Infinity;
    let at: CompareStage | undefined;
    try {
      const [before, after] = [estates.get(input.before), estates.get(input.after)];
      const { summary } = await diffs.make(before, after, {
        signal,
        now,
        say(stage, share) {
          if (stage === at && now() - said < PACE) return;
          [at, said] = [stage, now()];
          emit('comparing', { job, stage, share });
        },
      });
      emit('compared', { job, summary });
    } catch (error) {
      if (signal.aborted) emit('compared', { job });
      else emit('compared', { job, error: error instanceof Error ? error.message : String(error) });
    } finally {
      jobs.delete(job);
    }
  }

  const engine: Engine = {
    about: () => Promise.resolve(about),
    profiles: () => sources.profiles(),
    async open(input) {
      if ('demo' in input)
        return keep({ snapshot: await sources.demo(), ignored: [] }, 'Sample estate');
      if ('path' in input) {
        const title = basename(input.path) || input.path;
        const opened = keep(await sources.path(input.path), title, await recall(input.path));
        await memory.remember(input.path, title);
        return opened;
      }
      const files = 'upload' in input ? uploads.take(input.upload) : input.files;
      const [first] = files;
      if (!first) throw new UserError('There is no file to open.');
      const title = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
      return keep(await sources.texts(files), title);
    },
    upload: ({ names }) => reply(() => ({ upload: uploads.begin(names) })),
    piece: ({ upload, file, base64 }) =>
      reply(() => ({ bytes: uploads.add(upload, file, base64) })),
    collect(input) {
      const job = `collect-${nextJob++}`;
      const controller = new AbortController();
      jobs.set(job, controller);
      // After the answer: the window must know the job before it hears of it.
      setImmediate(() => void collect(job, input, controller.signal));
      return Promise.resolve({ job });
    },
    mfaCode({ job, code }) {
      const answer = codes.get(job);
      answer?.(code);
      return Promise.resolve({ taken: answer !== undefined });
    },
    cancel({ job }) {
      const controller = jobs.get(job);
      controller?.abort();
      return Promise.resolve({ cancelled: controller !== undefined });
    },
    scene: (input) => reply(() => estates.get(input.handle).show(viewOf(input), input.since)),
    async keepViews({ handle, now, views }) {
      const estate = estates.get(handle);
      estate.kept = { now, views };
      const { file } = estate;
      if (file !== undefined) await keeper.save(file, { now, views, places: estate.places() });
      return { file };
    },
    choices: ({ handle }) => reply(() => choicesOf(estates.get(handle).report)),
    rules: () => reply(ruleInfos),
    lint: ({ handle }) => reply(() => estates.get(handle).lint.state()),
    findings: ({ handle, start }) => reply(() => findingPage(estates.get(handle).lint, start)),
    finding: (input) =>
      reply(() => findingDetail(estates.get(input.handle).lint, input.fingerprint)),
    markdown: ({ handle, fingerprint }) =>
      reply(() => {
        const { lint } = estates.get(handle);
        return { text: findingMarkdown(findingOf(lint, fingerprint).finding, lint.report) };
      }),
    hides: ({ handle, rule, resource }) =>
      reply(() => ({ findings: estates.get(handle).lint.hides(rule, resource) })),
    suppress: ({ handle, until, ...entry }) =>
      changed(handle, (lint) => lint.suppress({ ...entry, ...(until !== undefined && { until }) })),
    lift: ({ handle, fingerprint }) => changed(handle, (lint) => lint.lift(fingerprint)),
    baseline: ({ handle, from }) => changed(handle, (lint) => lint.setBaseline(from)),
    configure: ({ handle, file }) => changed(handle, (lint) => lint.configure(file)),
    undo: ({ handle }) => changed(handle, (lint) => lint.undo()),
    redo: ({ handle }) => changed(handle, (lint) => lint.redo()),
    settingsFile: ({ handle, what }) =>
      reply(() => {
        const { name, text } = estates.get(handle).lint.file(what);
        return { name, mime: 'application/json', base64: encoded(text) };
      }),
    inspect: ({ handle, ref }) => reply(() => inspect(estates.get(handle).report, ref)),
    search: ({ handle, text, limit }) =>
      reply(() => {
        const estate = estates.get(handle);
        return search(estate.report.topology, text, estate.drawn(), limit);
      }),
    trace: (input) => reply(() => traced(input)),
    traceText: (input) =>
      reply(() => {
        const { topology } = estates.get(input.handle).report;
        return { text: traceText(topology, traced(input), { columns: 100 }) };
      }),
    reach: ({ handle }) => reply(() => reachMatrix(estates.get(handle).report)),
    reachCells: ({ handle, rows, columns }) =>
      reply(() => reachCells(estates.get(handle).report, rows, columns)),
    plan: (input) => planned(input),
    planChoices: (input) =>
      reply(() => {
        const { lint, report } = estates.get(input.handle);
        return planChoices(report, membersAsked(lint, input));
      }),
    async planFile({ handle, what, from }) {
      const { plans, report } = estates.get(handle);
      return plans.files.read(what, from, report.topology);
    },
    planSteps: ({ handle, plan, start }) =>
      reply(() => stepPage(estates.get(handle).plans.get(plan), start)),
    planStep: ({ handle, plan, step }) =>
      reply(() => {
        const { plans, report } = estates.get(handle);
        return stepDetail(plans.get(plan), step, report);
      }),
    planScene: ({ handle, plan }) =>
      reply(() => {
        const estate = estates.get(handle);
        const { moved } = estate.kept.now;
        const view = viewOf({ still: true, ...(moved && { moved }) });
        return estate.plans.scene(plan, estate.report, estate.scene(view));
      }),
    planFiles: ({ handle, plan, format }) =>
      reply(() => {
        const { plans, report, title, checksum } = estates.get(handle);
        const { topology, manifest } = report;
        const source = { title, taken: manifest.created, checksum };
        return planFiles(plans.get(plan), format, { topology, version: about.version, source });
      }),
    compare(input) {
      const job = `compare-${nextJob++}`;
      const controller = new AbortController();
      jobs.set(job, controller);
      setImmediate(() => void compare(job, input, controller.signal));
      return Promise.resolve({ job });
    },
    diffRows: ({ diff, start }) => reply(() => diffPage(diffs.get(diff), start)),
    diffScene: ({ diff }) => reply(() => diffs.get(diff).scene),
    diffFiles: ({ diff, format }) => reply(() => diffFiles(diffs.get(diff), format)),
    remembered: () => memory.remembered(),
    forget: ({ path }) => memory.forget(path),
    history: () => memory.history(),
    keepHistory: ({ folder }) => memory.keepHistory(folder),
    async keepSnapshot({ handle, estate }) {
      const { snapshot, title } = estates.get(handle);
      const path = await memory.keep(
        snapshot,
        estate ?? title.replace(/(\.(json|peerless|gz))+$/i, ''),
      );
      if (path === undefined) throw new UserError('Choose a folder for the history first.');
      return { path, history: await memory.history() };
    },
    snapshotFile: ({ handle }) =>
      reply(() => {
        const { snapshot, title } = estates.get(handle);
        const name = /\.(json|peerless)$/i.test(title) ? title : `${title}.json`;
        const body = Buffer.concat([...snapshotLines(snapshot)].map((line) => Buffer.from(line)));
        return { name, mime: 'application/json', base64: body.toString('base64') };
      }),
    formats: () =>
      Promise.resolve(
        formats.map(({ id, asks, about: { title, description, extension } }) => ({
          id,
          title,
          description,
          extension,
          asks,
        })),
      ),
    export: (input) => exported(input),
  };

  function traced(input: Parameters<Engine['trace']>[0]) {
    const { topology, routing } = estates.get(input.handle).report;
    return routing.trace({
      from: resolveEnd(topology, input.from, input.fromIp),
      to: resolveEnd(topology, input.to, input.toIp),
      ...(input.protocol === undefined ? {} : { protocol: input.protocol }),
      ...(input.port === undefined ? {} : { port: input.port }),
      middleboxes: input.middleboxes ?? 'forward',
    });
  }

  async function planned(input: Parameters<Engine['plan']>[0]): Promise<PlanSummary> {
    const { plans, lint, report, pages } = estates.get(input.handle);
    const { ask, modes } = asked(input, membersAsked(lint, input), { plans, lint, report });
    const found = plans.find(ask);
    if (found) return planSummary(found, modes);
    const job = input.job ?? `plan-${nextJob++}`;
    if (jobs.has(job)) throw new UserError(`${job} is running already.`);
    const controller = new AbortController();
    jobs.set(job, controller);
    let said = -Infinity;
    try {
      const plan = await planner(pages, ask, {
        signal: controller.signal,
        onProgress(progress) {
          if (now() - said < PACE) return;
          said = now();
          emit('planProgress', { job, ...progress });
        },
      });
      return planSummary(plans.add(ask, plan), modes);
    } finally {
      jobs.delete(job);
    }
  }

  async function exported(
    input: Parameters<Engine['export']>[0],
  ): Promise<readonly ExportedFile[]> {
    const estate = estates.get(input.handle);
    const format = formats.find((f) => f.id === input.format);
    if (!format) {
      throw new UserError(
        `There is no format ${JSON.stringify(input.format)}; there are ${formats.map((f) => f.id).join(', ')}.`,
      );
    }
    // What goes into a file says which snapshot it was made from.
    const report = { ...estate.report, checksum: estate.checksum };
    const artefacts = await format.write(report, trimmed(estate.scene(viewOf(input))), {
      ...(input.scale === undefined ? {} : { scale: input.scale }),
      ...(input.paper === undefined ? {} : { paper: input.paper }),
    });
    return artefacts.map(({ name, mime, body }) => ({ name, mime, base64: encoded(body) }));
  }

  return {
    engine,
    stop() {
      for (const controller of jobs.values()) controller.abort();
    },
  };
}
