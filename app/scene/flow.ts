/** The picture of a flow: it is called by both ends and what becomes of it, and its way is lit up to where it stops. */
import { inert } from '../base/inert.ts';
import { faresText } from '../routing/fares.ts';
import type { Trace, Walk } from '../routing/outcome.ts';
import type { Topology } from '../topology/topology.ts';
import { boxOf, drawnIn, lightOf, type Stop } from './light.ts';
import type { Scene } from './scene.ts';

/** How one way ends, where it does not get to its end. */
export function stopOf({ outcome, reason }: Walk): Omit<Stop, 'at'> | undefined {
  // A flow without a way back has arrived.
  if (outcome === 'delivered' || outcome === 'exits' || outcome === 'no-return') return undefined;
  return { tone: outcome === 'cannot-tell' ? 'open' : 'bad', reason };
}

/** So many letters of an end leave room for the other, and for the outcome. */
const END = 28;

/** Long names and ids differ at their ends, and say at their starts what they are. */
function end(text: string): string {
  const letters = Array.from(inert(text));
  if (letters.length <= END) return letters.join('');
  return `${letters.slice(0, END / 2 - 1).join('')}…${letters.slice(-END / 2).join('')}`;
}

/** `tools-runners to tools-artifacts, tcp 443: not-transitive`; ends as they were asked for. */
export function flowTitle(trace: Trace, from: string, to: string): string {
  const { protocol, port, outcome, subnets } = trace;
  const asked = [protocol, port].filter((one) => one !== undefined).join(' ');
  return `${end(from)} to ${end(to)}${asked === '' ? '' : `, ${end(asked)}`}: ${
    subnets && subnets.groups.length > 1 ? faresText(subnets) : outcome
  }`;
}

/** The same picture as one of this flow. */
export function ofFlow(
  scene: Scene,
  topology: Topology,
  trace: Trace,
  ends: { readonly from: string; readonly to: string },
): Scene {
  const drawn = drawnIn(scene);
  const way = lightOf(
    scene,
    trace.hops.map(({ id }) => id),
    (ref) => boxOf(topology, ref, drawn),
    'path',
    stopOf(trace),
  );
  return { ...scene, title: flowTitle(trace, ends.from, ends.to), way };
}
