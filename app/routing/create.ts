/** Makes the Routing of a topology, or of the same topology after edits. */
import type { Topology } from '../topology/topology.ts';
import { applyEdits, type Edit } from './edit.ts';
import { Reach } from './reach.ts';
import type { Routing } from './routing.ts';
import { trace } from './trace.ts';
import { RoutingView } from './view.ts';

export function createRouting(topology: Topology): Routing {
  const view = new RoutingView(topology);
  return routingOf(view, () => new Reach(view));
}

function routingOf(view: RoutingView, makeReach: () => Reach): Routing {
  let reach: Reach | undefined;
  let make: (() => Reach) | undefined = makeReach;
  const reachNow = (): Reach => {
    reach ??= make!();
    // It holds on to the network before: a long row of edits would keep every one of them.
    make = undefined;
    return reach;
  };
  return {
    topology: view.topology,
    routesOf: (table) => view.finder(table).table.routes,
    tgwRoutesOf: (table) => view.tgwFinder(table).table,
    decide: (table, ip) => view.decide(table, ip),
    decideTgw: (table, ip) => view.decideTgw(table, ip),
    trace: (query) => trace(view, query),
    reach: reachNow,
    whatIf(edits: readonly Edit[]) {
      const { topology, touched } = applyEdits(view.topology, edits);
      if (touched.everything) return createRouting(topology);
      const edited = new RoutingView(topology, view);
      return routingOf(edited, () => new Reach(edited, { base: reachNow(), touched }));
    },
  };
}
