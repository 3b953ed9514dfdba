/** A trace in words and as JSON: every hop with the route that decided, both ways, then what would have to change. */
import type { Blocker, Fares, Hop, Outcome, Trace, TraceEnd, Walk } from '../../routing/outcome.ts';
import { faresText, hostsText, worstOf } from '../../routing/fares.ts';
import type { Topology } from '../../topology/topology.ts';
import { grouped } from '../../base/count.ts';
import { groupBy, uniq } from '../../base/order.ts';
import { orListed as listed } from '../../base/listed.ts';
import { jsonText } from '../../base/json-text.ts';
import { wrap } from './lint-text.ts';
import { commonNames, namesOf } from './names.ts';
import { paintFor, type Paint } from './paint.ts';

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

/**
 * What would settle the blockers that nobody can tell, one line for each call of each account and Region: the
 * advice without its stock beginning, and for which resources.
 */
function toCollect(topology: Topology, blockers: readonly Blocker[]): string[] {
  const unsure = blockers.filter((b) => b.outcome === 'cannot-tell');
  const placed = (b: Blocker): string => {
    const { account, region } = topology.placeOf(b.at);
    const where = [account && `account ${account}`, region].filter(Boolean).join(', ');
    const what = b.change.replace(/^Collect (?=.)/, '').replace(/[.]$/, '');
    return where === '' || what.includes(account) ? what : `${what} (${where})`;
  };
  return [...groupBy(unsure, placed)].map(([what, of]) => {
    const why = [...new Set(of.map((b) => b.message))];
    return why.length === 1
      ? `${what}: ${why[0]}`
      : `${what}, for ${listed(uniq(of.map((b) => b.at))).replace(/ or ([^ ]*)$/, ' and $1')}`;
  });
}

/** What the text is for: its width in letters, and whether it may be coloured by terminal codes. */
export interface TraceSheet {
  readonly columns: number;
  readonly colour?: boolean;
}

export function traceText(topology: Topology, trace: Trace, sheet: TraceSheet): string {
  const paint = paintFor(sheet);
  const width = Math.max(40, Math.min(sheet.columns, 110));
  const common = commonNames(topology);
  const names = namesOf(topology, common);
  const end = (e: TraceEnd) =>
    [
      e.ip,
      ...(e.subnet ? [names.of(e.subnet)] : []),
      ...(e.vpc ? [`in ${names.of(e.vpc)}`] : []),
    ].join(' ');
  const ends = (title: string, text: string) =>
    wrap(text, width, '     ', `${paint.dim(title.padEnd(4))} `);
  /** A target as a table shows it; one that drops what it is sent has none. */
  const target = (id: string, state: string) =>
    id === '' ? `nothing${state === 'blackhole' ? ' (blackhole)' : ''}` : names.of(id);

  /** What a route is for; of a prefix list, which entry. */
  const forWhat = ({ destination, entry }: { destination: string; entry?: string }) =>
    entry === undefined ? destination : `${entry} of ${names.of(destination)}`;

  const deciding = (hop: Hop): string[] => {
    const { route } = hop;
    if (!route) return [];
    const about = `${route.origin}, ${route.state}, in ${names.of(route.table)}`;
    return [
      ...wrap(
        `${forWhat(route)} ${paint.dim('->')} ${target(route.target, route.state)}; ${about}`,
        width,
        '           ',
        `     ${paint.dim('route')} `,
      ),
      ...route.beat.flatMap((lost) =>
        wrap(
          `${forWhat(lost)} -> ${target(lost.target, 'blackhole')}: ${names.within(lost.why)}`,
          width,
          '           ',
          '     beats ',
        ).map(paint.dim),
      ),
    ];
  };

  /** What a NAT gateway makes of the source on the way out, as far as the topology says. */
  const translated = (hop: Hop, next: Hop | undefined): string[] => {
    const nat = next && topology.get('nat-gateway', hop.id);
    const inside = nat?.addresses.flatMap((address) => address.privateIp ?? []) ?? [];
    return inside.length === 0 ? [] : [`     source becomes ${listed(inside)}`];
  };

  const walk = (title: string, w: Walk, out: boolean): string => {
    const mark = `${paint.bold(title.padEnd(8))} ${tone(paint, w.outcome)(w.outcome)}  `;
    const head = wrap(names.within(w.reason), width, '         ', mark);
    const kinds = Math.max(0, ...w.hops.map((hop) => hop.kind.length));
    const hops = w.hops.flatMap((hop, i) => [
      ...wrap(
        names.of(hop.id),
        width,
        ' '.repeat(kinds + 7),
        `${String(i + 1).padStart(3)}  ${paint.dim(hop.kind.padEnd(kinds))}  `,
      ),
      ...deciding(hop),
      ...(out ? translated(hop, w.hops[i + 1]) : []),
      ...(hop.note === undefined ? [] : wrap(names.within(hop.note), width, '     ')),
    ]);
    return [...head, ...hops].join('\n');
  };

  /** What the answer comes to; of several pairs, how many come to what, each with an example. */
  const headline = (): string => {
    const { subnets, interfaces } = trace;
    const bold = (said: string) =>
      wrap(said, width, '').map((line) => tone(paint, worstOf(trace))(paint.bold(line)));
    const between = subnets && subnets.groups.length > 1 ? examples(subnets, example, true) : [];
    return [
      ...bold(subnets ? faresText(subnets) : trace.outcome),
      ...between,
      ...(interfaces
        ? [
            ...wrap(hostsText(interfaces), width, ''),
            ...(interfaces.groups.every(({ outcome }) => outcome === 'delivered')
              ? []
              : examples(interfaces, ({ ip }) => ip, false)),
          ]
        : []),
    ].join('\n');
  };
  /** A line for each outcome: how many come to it, and which for one; of hosts also what decides. */
  const examples = (
    { groups, asked }: Fares,
    nameOf: (end: TraceEnd) => string,
    isShown: boolean,
  ): string[] => {
    const wide = Math.max(...groups.map((group) => group.outcome.length));
    const deep = grouped(asked).length;
    return groups.flatMap(({ outcome, pairs, from, to, reason }, i) =>
      wrap(
        `${nameOf(from)} to ${nameOf(to)}${
          isShown
            ? i === 0
              ? ', shown here'
              : ''
            : outcome === 'delivered'
              ? ''
              : `: ${names.within(reason)}`
        }`,
        width,
        ' '.repeat(deep + wide + 6),
        `  ${grouped(pairs).padStart(deep)}  ${tone(paint, outcome)(outcome.padEnd(wide))}  `,
      ),
    );
  };
  const example = (e: TraceEnd): string => (e.subnet ? names.of(e.subnet) : e.ip);

  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : [
          [
            paint.bold(title),
            ...lines.flatMap((line) => wrap(names.within(line), width, '    ', '  - ')),
          ].join('\n'),
        ];

  const flow =
    trace.protocol === undefined
      ? ''
      : `  ${trace.protocol}${trace.port === undefined ? '' : `/${trace.port}`}`;
  const forPairs = ({ pairs }: Blocker): string =>
    pairs === undefined || !trace.subnets || trace.subnets.groups.length === 1
      ? ''
      : paint.dim(
          `, for ${pairs === trace.subnets.pairs ? 'all ' : `${grouped(pairs)} of `}${grouped(trace.subnets.pairs)} subnet pairs`,
        );
  // What stands in the way may be read, or passed on, without the walk: ids once more.
  const advice = namesOf(topology, common);
  const blockers = trace.blockers
    .filter((b) => b.outcome !== 'cannot-tell')
    .map((b, i) =>
      [
        ...wrap(
          `${paint.bad(b.outcome)} ${paint.dim(`(${b.direction})`)} at ${advice.of(b.at)}${forPairs(b)}`,
          width,
          '     ',
          `${String(i + 1).padStart(3)}  `,
        ),
        ...wrap(advice.within(b.message), width, '     '),
        ...wrap(advice.within(b.change), width, '     ', `     ${paint.accent('change')} `),
      ].join('\n'),
    );
  return `${[
    [...ends('from', end(trace.from)), ...ends('to', end(trace.to) + flow)].join('\n'),
    headline(),
    walk('forward', trace, true),
    walk('return', trace.return, false),
    ...(blockers.length === 0
      ? []
      : [
          `${paint.bold(blockers.length === 1 ? 'One thing' : `${blockers.length} things`)} would have to change\n${blockers.join('\n')}`,
        ]),
    ...list('To be sure, collect:', toCollect(topology, trace.blockers)),
    ...list(
      'Not seen, and it matters here',
      gapsOf(topology, trace).map((gap) => gap.message),
    ),
    ...list('Taken for granted', trace.assumptions),
  ].join('\n\n')}\n`;
}
