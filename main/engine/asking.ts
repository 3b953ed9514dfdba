/** Answers about the network of an estate: its picture, what is in it, who reaches whom; and writes it to files. */
import type { Engine } from '#app/api/engine.ts';
import type { ExportedFile } from '#app/api/file.ts';
import { UserError } from '#app/api/rpc.ts';
import { traceText } from '#app/exports/parts/trace-text.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { choicesOf } from '#app/scene/choices.ts';
import { squeezed } from '#app/scene/squeeze.ts';
import { trimmed } from '#app/scene/trim.ts';
import { formats } from '#main/print/formats.ts';
import { inspect } from './inspect.ts';
import { type Parts, reply } from './parts.ts';
import { reachCells, reachMatrix } from './reach.ts';
import { search } from './search.ts';
import type { Writer } from './spawn-writer.ts';
import { viewOf } from './views.ts';
import { toldOf } from './write-run.ts';

type Asked =
  | 'scene'
  | 'choices'
  | 'inspect'
  | 'search'
  | 'trace'
  | 'traceText'
  | 'reach'
  | 'reachCells'
  | 'formats'
  | 'export';

/** Pictures are what a window is asked for most. */
const offered = (['picture', 'text', 'table'] as const).flatMap((sort) =>
  formats.filter(({ about }) => about.sort === sort),
);

export function asking({ estates, jobs, downloads }: Parts, writer: Writer): Pick<Engine, Asked> {
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
    const { scale, atMost, paper } = input;
    const { checksum } = estate.read;
    const ask = {
      format: format.id,
      // That of a snapshot takes a moment, and is worked out where the file is written.
      told: { ...toldOf(estate.report), ...(checksum !== undefined && { checksum }) },
      scene: squeezed(trimmed(estate.scene(viewOf(input)))),
      options: {
        ...(scale !== undefined && { scale }),
        ...(atMost !== undefined && { atMost }),
        ...(paper !== undefined && { paper }),
      },
    };
    const job = input.job ?? jobs.name('export');
    const signal = jobs.begin(job);
    try {
      const hearing = { signal, onProgress: () => undefined };
      return downloads.add(await writer(estate.pages, ask, hearing));
    } finally {
      jobs.end(job);
    }
  }

  return {
    scene: (input) => reply(() => estates.get(input.handle).show(viewOf(input), input.since)),
    choices: ({ handle }) => reply(() => choicesOf(estates.get(handle).report)),
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
    formats: () =>
      Promise.resolve(
        offered.map(({ id, asks, about: { title, description, extension } }) => ({
          id,
          title,
          description,
          extension,
          asks,
        })),
      ),
    export: (input) => exported(input),
  };
}
