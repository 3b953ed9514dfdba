/** Answers about the network of an estate: its picture, what is in it, who reaches whom. */
import type { Engine } from '#app/api/engine.ts';
import { traceText } from '#app/exports/parts/trace-text.ts';
import { resolveEnd } from '#app/routing/resolve.ts';
import { choicesOf } from '#app/scene/choices.ts';
import { inspect } from './inspect.ts';
import { type Parts, reply } from './parts.ts';
import { reachCells, reachCounts, reachMatrix } from './reach.ts';
import { search } from './search.ts';
import { viewOf } from './views.ts';

type Asked =
  | 'scene'
  | 'choices'
  | 'inspect'
  | 'search'
  | 'trace'
  | 'traceText'
  | 'reach'
  | 'reachCells'
  | 'reachCounts';

export function asking({ estates }: Parts): Pick<Engine, Asked> {
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
    reachCounts: ({ handle, rows, columns }) =>
      reply(() => reachCounts(estates.get(handle).report, rows, columns)),
  };
}
