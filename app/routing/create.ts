/** Makes the Routing of a topology. */
import type { Topology } from '../topology/topology.ts';
import { Reach } from './reach.ts';
import type { Routing } from './routing.ts';
import { trace } from './trace.ts';
import { RoutingView } from './view.ts';

export function createRouting(topology: Topology): Routing {
  const view = new RoutingView(topology);
  let reach: Reach | undefined;
  return {
    topology,
    routesOf: (table) => view.finder(table).table.routes,
    decide: (table, ip) => view.decide(table, ip),
    decideTgw: (table, ip) => view.decideTgw(table, ip),
    trace: (query) => trace(view, query),
    reach: () => (reach ??= new Reach(view)),
  };
}
