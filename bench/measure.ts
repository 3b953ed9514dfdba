/** One measurement in a process of its own, so that its peak memory is its own: `measure.ts NAME SIZE SNAPSHOT`. */
import { writeFileSync } from 'node:fs';
import { analyze } from '#app/report.ts';
import { createRouting } from '#app/routing/create.ts';
import type { TraceQuery } from '#app/routing/routing.ts';
import { buildScene } from '#app/scene/build.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import { openSource } from '#main/files/open.ts';
import { measureCollect } from './collect.ts';
import { benchEstate } from './estate.ts';

/** What a child hands back over its last line. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly ratio?: number;
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

/** Each gives the seconds its work took, not counting what leads up to it. */
const WORK: Readonly<Record<string, (snapshot: Snapshot) => number>> = {
  analyze: (snapshot) => seconds(() => analyze(snapshot)),
  reach(snapshot) {
    const routing = createRouting(buildTopology(snapshot.pages));
    // Every ordered pair is read, not only made ready to be read.
    return seconds(() => routing.reach().counts());
  },
  /** One trace, explained: the mean of many, the first of which also pays for what is kept. */
  trace(snapshot) {
    const routing = createRouting(buildTopology(snapshot.pages));
    const asked = flows(routing.topology, 500);
    return (
      seconds(() => {
        for (const query of asked) routing.trace(query);
      }) / asked.length
    );
  },
  layout(snapshot) {
    const report = analyze(snapshot);
    return seconds(() => buildScene(report, { findings: true }));
  },
};

async function measure(
  name: string,
  size: number,
  path: string,
): Promise<Omit<Measured, 'peakMb'>> {
  if (name === 'collect') return measureCollect(size);
  const work = WORK[name];
  if (!work) throw new Error(`no measurement is called ${name}`);
  const { snapshot } = await openSource(path);
  return { seconds: work(snapshot) };
}

const [name = '', size = '', path = ''] = process.argv.slice(2);
if (name === 'make') {
  writeFileSync(path, writeSnapshot(benchEstate(Number(size)).snapshot('bench')));
} else {
  const measured = await measure(name, Number(size), path);
  console.log(JSON.stringify({ ...measured, peakMb: process.resourceUsage().maxRSS / 1024 }));
}
