/** Implements the Engine contract over the estates that are open. One engine per wire; estates may be shared. */
import { basename } from 'node:path';
import {
  type AboutEngine,
  type Engine,
  type EngineEvents,
  type ExportedFile,
  type FindingView,
} from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { exporters } from '#app/exports/index.gen.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import type { Finding } from '#app/rules/rule.ts';
import { rules } from '#app/rules/index.gen.ts';
import type { View } from '#app/scene/scene.ts';
import type { Estates } from './estates.ts';
import { inspect } from './inspect.ts';
import { reachCells, reachMatrix } from './reach.ts';
import { search } from './search.ts';
import { outside, type EngineSources, type Read } from './sources.ts';

export type Emit = <K extends keyof EngineEvents>(event: K, data: EngineEvents[K]) => void;

interface Options {
  readonly about: AboutEngine;
  readonly estates: Estates;
  readonly emit: Emit;
  readonly sources?: EngineSources;
  /** Milliseconds; for the pace of progress events. */
  readonly now?: () => number;
}

/** Progress is said at most this often, in ms: a window draws it, nobody reads a thousand a second. */
const PACE = 100;

/** A synchronous answer as a promise: what it throws is a rejection. */
const reply = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));

const aboutRule = new Map(rules.map((rule) => [rule.id, rule.about]));

/** A finding with what its rule says about it. */
function view(finding: Finding): FindingView {
  const about = aboutRule.get(finding.rule);
  return {
    ...finding,
    title: about?.title ?? finding.rule,
    why: about?.why ?? '',
    remedy: about?.remedy ?? '',
    docs: about?.docs ?? [],
  };
}

const viewOf = (input: {
  readonly focus?: string | undefined;
  readonly depth?: number | undefined;
}): View => ({
  findings: true,
  ...(input.focus === undefined ? {} : { focus: input.focus }),
  ...(input.depth === undefined ? {} : { depth: input.depth }),
});

export function createEngine({
  about,
  estates,
  emit,
  sources = outside,
  now = () => performance.now(),
}: Options): {
  readonly engine: Engine;
  /** Cancels what still runs. */
  readonly stop: () => void;
} {
  const jobs = new Map<string, AbortController>();
  let nextJob = 1;

  const keep = ({ snapshot, ignored }: Read, title: string) => {
    const { estate, dropped } = estates.add(snapshot, title, ignored);
    if (dropped) emit('dropped', { handle: dropped.handle, title: dropped.title });
    return estate.opened();
  };

  async function collect(
    job: string,
    input: Parameters<Engine['collect']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    let said = -Infinity;
    try {
      const snapshot = await sources.collect(
        { profiles: input.profiles, regions: input.regions, endpoint: input.endpoint, signal },
        {
          progress(progress) {
            if (now() - said < PACE && progress.done < progress.total) return;
            said = now();
            emit('progress', { job, ...progress });
          },
          gap: (message) => emit('gap', { job, message }),
        },
      );
      const where = input.profiles.length > 0 ? input.profiles.join(', ') : 'default profile';
      emit('collected', { job, opened: keep({ snapshot, ignored: [] }, where) });
    } catch (error) {
      emit('collected', { job, error: error instanceof Error ? error.message : String(error) });
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
      if ('path' in input)
        return keep(await sources.path(input.path), basename(input.path) || input.path);
      const [first] = input.files;
      if (!first) throw new UserError('There is no file to open.');
      const title =
        input.files.length === 1 ? first.name : `${first.name} and ${input.files.length - 1} more`;
      return keep(await sources.texts(input.files), title);
    },
    collect(input) {
      const job = `collect-${nextJob++}`;
      const controller = new AbortController();
      jobs.set(job, controller);
      // After the answer: the window must know the job before it hears of it.
      setImmediate(() => void collect(job, input, controller.signal));
      return Promise.resolve({ job });
    },
    cancel({ job }) {
      const controller = jobs.get(job);
      controller?.abort();
      return Promise.resolve({ cancelled: controller !== undefined });
    },
    scene: (input) => reply(() => estates.get(input.handle).show(viewOf(input))),
    findings: ({ handle }) => reply(() => estates.get(handle).report.findings.map(view)),
    inspect: ({ handle, ref }) => reply(() => inspect(estates.get(handle).report, ref)),
    search: ({ handle, text, limit }) =>
      reply(() => {
        const estate = estates.get(handle);
        return search(estate.report.topology, text, estate.drawn(), limit);
      }),
    trace: (input) =>
      reply(() => {
        const { topology, routing } = estates.get(input.handle).report;
        return routing.trace({
          from: resolveEnd(topology, input.from, input.fromIp),
          to: resolveEnd(topology, input.to, input.toIp),
          ...(input.protocol === undefined ? {} : { protocol: input.protocol }),
          ...(input.port === undefined ? {} : { port: input.port }),
          middleboxes: input.middleboxes ?? 'forward',
        });
      }),
    reach: ({ handle }) => reply(() => reachMatrix(estates.get(handle).report)),
    reachCells: ({ handle, rows, columns }) =>
      reply(() => reachCells(estates.get(handle).report, rows, columns)),
    formats: () =>
      Promise.resolve(
        exporters.map(({ id, about: { title, description, extension } }) => ({
          id,
          title,
          description,
          extension,
        })),
      ),
    export: (input) => reply(() => exported(input)),
  };

  function exported(input: Parameters<Engine['export']>[0]): readonly ExportedFile[] {
    const estate = estates.get(input.handle);
    const exporter = exporters.find((e) => e.id === input.format);
    if (!exporter) {
      throw new UserError(
        `There is no format ${JSON.stringify(input.format)}; there are ${exporters.map((e) => e.id).join(', ')}.`,
      );
    }
    return exporter
      .render(estate.report, estate.scene(viewOf(input)))
      .map(({ name, mime, body }): ExportedFile => ({
        name,
        mime,
        base64: Buffer.from(body).toString('base64'),
      }));
  }

  return {
    engine,
    stop() {
      for (const controller of jobs.values()) controller.abort();
    },
  };
}
