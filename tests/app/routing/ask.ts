/** Asks a World for a trace, and writes answers in a form short enough to be written by hand first. */
import { parseIp } from '#app/base/cidr.ts';
import { buildTopology } from '#app/topology/build.ts';
import { createRouting } from '#app/routing/create.ts';
import type { Hop, Outcome, Trace, Walk } from '#app/routing/outcome.ts';
import type { Routing } from '#app/routing/routing.ts';
import type { World } from '#app/world/world.ts';

export const routingOf = (world: World): Routing => createRouting(buildTopology(world.pages()));

/** An end: something with an id (a subnet), an address, or a subnet and an address of it. */
type At = { readonly id: string } | string | readonly [{ readonly id: string }, string];

const endOf = (at: At): { subnet?: string; ip?: string } => {
  if (typeof at === 'string') return { ip: at };
  return 'id' in at ? { subnet: at.id } : { subnet: at[0].id, ip: at[1] };
};

export function trace(
  world: World,
  from: At,
  to: At,
  filter: { protocol?: string; port?: number } = {},
): Trace {
  return routingOf(world).trace({ from: endOf(from), to: endOf(to), ...filter });
}

/** The same flow as reach sees it: the outcome, there and back. */
export function reached(
  world: World,
  [from, fromIp]: readonly [{ readonly id: string }, string],
  [to, toIp]: readonly [{ readonly id: string }, string],
): readonly [Outcome, Outcome] {
  const routing = routingOf(world);
  const [source, target] = [from, to].map(({ id }) => routing.topology.get('subnet', id)!);
  const flow = routing.reach().flow(source!, parseIp(fromIp), target!, parseIp(toIp));
  return [flow.outcome, flow.return];
}

const hopText = ({ id, route }: Hop): string =>
  route ? `${id} [${route.destination} ${route.origin} ${route.target}]` : id;

/** The outcome, then each hop with the route it followed: `subnet-a-1 [10.1.0.0/16 static pcx-a-b]`. */
export const wayOf = (walk: Walk): string[] => [walk.outcome, ...walk.hops.map(hopText)];

/** Blockers as `outcome at place`, there first. */
export const blockersOf = (answer: Trace): string[] =>
  answer.blockers.map((b) => `${b.direction}: ${b.outcome} at ${b.at}`);
