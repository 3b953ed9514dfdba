/** A trace in words and as JSON: every hop with the route that decided, both ways, then what would have to change. */
import type { Hop, Outcome, Trace, TraceEnd, Walk } from '#app/routing/outcome.ts';
import type { Topology } from '#app/topology/topology.ts';
import { wrap } from '#app/exports/parts/lint-text.ts';
import type { Terminal } from '../command.ts';
import { inert } from '#app/base/inert.ts';
import { jsonText } from '../json.ts';
import { paintFor, type Paint } from '../paint.ts';

const gapsOf = (topology: Topology, trace: Trace) => {
  const ids = new Set(trace.gaps);
  return topology.gaps.filter((gap) => ids.has(gap.id));
};

/** `peerless/trace@1`. */
export const traceJson = (topology: Topology, trace: Trace): string =>
  jsonText('peerless/trace@1', { ...trace, gaps: gapsOf(topology, trace) });

const tone = (paint: Paint, outcome: Outcome) =>
  outcome === 'delivered' || outcome === 'exits'
    ? paint.good
    : outcome === 'cannot-tell'
      ? paint.doubt
      : paint.bad;

export function traceText(topology: Topology, trace: Trace, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const width = Math.max(40, Math.min(terminal.columns, 110));
  const label = (id: string) => inert(topology.label(id));
  const end = (e: TraceEnd) =>
    [e.ip, ...(e.subnet ? [label(e.subnet)] : []), ...(e.vpc ? [`in ${label(e.vpc)}`] : [])].join(
      ' ',
    );

  const deciding = (hop: Hop): string[] => {
    const { route } = hop;
    if (!route) return [];
    const lines = [
      `     ${paint.dim('route')} ${route.destination} ${paint.dim('->')} ${label(route.target)}  ` +
        paint.dim(`${route.origin}, ${route.state}, in ${label(route.table)}`),
    ];
    for (const lost of route.beat) {
      lines.push(
        paint.dim(`     beats ${lost.destination} -> ${label(lost.target)}: ${inert(lost.why)}`),
      );
    }
    return lines;
  };

  const walk = (title: string, w: Walk): string => {
    const kinds = Math.max(0, ...w.hops.map((hop) => hop.kind.length));
    const hops = w.hops.flatMap((hop, i) => [
      `${String(i + 1).padStart(3)}  ${paint.dim(hop.kind.padEnd(kinds))}  ${label(hop.id)}`,
      ...deciding(hop),
      ...(hop.note === undefined ? [] : wrap(inert(hop.note), width, '     ')),
    ]);
    const head = `${paint.bold(title.padEnd(8))} ${tone(paint, w.outcome)(w.outcome)}`;
    return [`${head}  ${inert(w.reason)}`, ...hops].join('\n');
  };

  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [
          [
            paint.bold(title),
            ...lines.flatMap((line) => wrap(inert(line), width, '    ', '  - ')),
          ].join('\n'),
        ];

  const flow =
    trace.protocol === undefined
      ? ''
      : `  ${trace.protocol}${trace.port === undefined ? '' : `/${trace.port}`}`;
  const blockers = trace.blockers.map((b, i) =>
    [
      `${String(i + 1).padStart(3)}  ${paint.bad(b.outcome)} ${paint.dim(`(${b.direction})`)} at ${label(b.at)}`,
      ...wrap(inert(b.message), width, '     '),
      ...wrap(inert(b.change), width, '     ', `     ${paint.accent('change')} `),
    ].join('\n'),
  );
  return `${[
    `${paint.dim('from')} ${end(trace.from)}\n${paint.dim('to  ')} ${end(trace.to)}${flow}`,
    tone(paint, trace.outcome)(paint.bold(trace.outcome)),
    walk('forward', trace),
    walk('return', trace.return),
    ...(blockers.length === 0
      ? []
      : [
          `${paint.bold(blockers.length === 1 ? 'One thing' : `${blockers.length} things`)} would have to change\n${blockers.join('\n')}`,
        ]),
    ...list(
      'Not seen, and it matters here',
      gapsOf(topology, trace).map((gap) => gap.message),
    ),
    ...list('Taken for granted', trace.assumptions),
  ].join('\n\n')}\n`;
}
