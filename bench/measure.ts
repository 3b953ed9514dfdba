/** One measurement in a process of its own, so that its peak memory is its own: `measure.ts NAME SIZE SNAPSHOT`. */
import { writeFileSync } from 'node:fs';
import { analyze } from '#app/report.ts';
import { createRouting } from '#app/routing/create.ts';
import type { TraceQuery } from '#app/routing/routing.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import { openSource } from '#main/files/open.ts';
import { type CollectFigures, measureCollect, measureFleet, measureOrg } from './collect.ts';
import { benchEstate, hostsEstate, type Shape } from './estate.ts';
import { type JournalFigures, measureJournal } from './journal.ts';
import { measureLayout, type Quality } from './layouts.ts';
import { measurePlan } from './plan.ts';
import { measureRules, type RuleTime } from './rules.ts';
import { measureNewcomer, type NewcomerFigures } from './newcomer.ts';
import { measureWindow, type WindowFigures } from './window.ts';

/** What a child hands back over its last line. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly ratio?: number;
  /** Of `rules`: every rule, slowest first. */
  readonly rules?: readonly RuleTime[];
  /** Of the layouts: what their pictures are worth. */
  readonly quality?: Quality;
  /** Of `collect` and `fleet`: what bounds them, and what a call costs. */
  readonly collecting?: Omit<CollectFigures, 'seconds' | 'ratio'>;
  /** Of `journal`: what it held before the snapshot was made of it. */
  readonly journal?: Omit<JournalFigures, 'seconds'>;
  /** Of `newcomer`: what came when, in seconds. */
  readonly newcomer?: NewcomerFigures;
  /** Of `window`: frames and tasks in milliseconds. */
  readonly window?: Omit<WindowFigures, 'firstPaint'>;
}

const seconds = (work: () => void): number => {
  const since = performance.now();
  work();
  return (performance.now() - since) / 1000;
};

/** Pairs of subnets spread over the whole estate, the same every time. */
function flows(topology: Topology, count: number): TraceQuery[] {
  const subnets = topology.all('subnet');
  const at = (n: number) => ({ subnet: subnets[n % subnets.length]!.id });
  return Array.from({ length: count }, (_, i) => ({ from: at(i * 7919), to: at(i * 104_729 + 1) }));
}

type Timed = Omit<Measured, 'peakMb'>;

/** The mean of many traces, the first of which also pays for what is kept. */
function meanTrace(topology: Topology, asked: readonly TraceQuery[]): Timed {
  const routing = createRouting(topology);
  const took = seconds(() => {
    for (const query of asked) routing.trace(query);
  });
  return { seconds: took / asked.length };
}

/** One trace with a port, between subnets that have hosts: filters at both ends and on the way, for every pair of hosts. */
function measureFilters(size: number): Timed {
  const topology = buildTopology(hostsEstate(size).pages());
  const port = { protocol: 'tcp', port: 443 };
  return meanTrace(
    topology,
    flows(topology, 500).map((query) => ({ ...query, ...port })),
  );
}

/** Each gives the seconds its work took, not counting what leads up to it. */
const WORK: Readonly<Record<string, (snapshot: Snapshot) => Timed>> = {
  analyze: (snapshot) => ({ seconds: seconds(() => analyze(snapshot)) }),
  /** The ratio: how many times longer a plain walk takes for a pair, by a sample of walks in the same run. */
  reach(snapshot) {
    const routing = createRouting(buildTopology(snapshot.pages));
    // Every ordered pair is read, not only made ready to be read.
    const took = seconds(() => routing.reach().counts());
    const vpcs = routing.topology.all('vpc').length;
    const walks = flows(routing.topology, 2000);
    const walked = seconds(() => {
      for (const query of walks) routing.trace(query);
    });
    return { seconds: took, ratio: walked / walks.length / (took / (vpcs * (vpcs - 1))) };
  },
  /** One route taken out, and every answer there again: the mean over tables spread over the estate. */
  'what-if'(snapshot) {
    const routing = createRouting(buildTopology(snapshot.pages));
    routing.reach();
    const tables = routing.topology
      .all('route-table')
      .filter((t) => t.routes.some((r) => r.origin === 'static'));
    const picked = Array.from({ length: 20 }, (_, i) => tables[(i * 7919) % tables.length]!);
    const took = seconds(() => {
      for (const table of picked) {
        const { destination } = table.routes.find((r) => r.origin === 'static')!;
        routing.whatIf([{ do: 'drop-route', table: table.id, destination }]).reach();
      }
    });
    return { seconds: took / picked.length };
  },
  /** One trace, explained. */
  trace(snapshot) {
    const topology = buildTopology(snapshot.pages);
    return meanTrace(topology, flows(topology, 500));
  },
  rules: measureRules,
};

const LAYOUTS: Readonly<Record<string, 'ours' | 'fcose' | 'elk'>> = {
  layout: 'ours',
  fcose: 'fcose',
  elk: 'elk',
};

const COLLECTS: Readonly<Record<string, (size: number) => Promise<CollectFigures>>> = {
  collect: measureCollect,
  fleet: measureFleet,
  org: measureOrg,
};

async function measure(name: string, size: number, path: string): Promise<Timed> {
  const collects = COLLECTS[name];
  if (collects) {
    const { seconds, ratio, ...collecting } = await collects(size);
    return { seconds, ratio, collecting };
  }
  if (name === 'journal') {
    const { seconds, ...journal } = await measureJournal(size);
    return { seconds, journal };
  }
  if (name === 'filters') return measureFilters(size);
  if (name === 'plan') return measurePlan(size);
  if (name === 'newcomer') {
    const newcomer = await measureNewcomer();
    return { seconds: newcomer.finding, newcomer };
  }
  if (name === 'window') {
    const { firstPaint, ...window } = await measureWindow(path);
    return { seconds: firstPaint, window };
  }
  const by = LAYOUTS[name];
  if (by) return measureLayout(by, (await openSource(path)).snapshot);
  const work = WORK[name];
  if (!work) throw new Error(`no measurement is called ${name}`);
  const { snapshot } = await openSource(path);
  return work(snapshot);
}

const [name = '', size = '', path = '', shape = 'regions'] = process.argv.slice(2);
if (name === 'make') {
  writeFileSync(path, writeSnapshot(benchEstate(Number(size), shape as Shape).snapshot('bench')));
} else {
  const measured = await measure(name, Number(size), path);
  console.log(JSON.stringify({ ...measured, peakMb: process.resourceUsage().maxRSS / 1024 }));
}
