/** The graph of active peerings: VPCs, ghosts included, and who is peered with whom. */
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Topology } from '../topology/topology.ts';

export interface PeeringGraph {
  /** Vertices in order of their ids; every other field speaks of them by index. */
  readonly vpcs: readonly Ref[];
  /** Neighbours of each vertex, ascending. */
  readonly neighbours: readonly (readonly number[])[];
  /** The active peering of two VPCs. */
  peering(a: number, b: number): VpcPeering | undefined;
}

const known = new WeakMap<Topology, PeeringGraph>();

/** Worked out once for a topology. */
export function peeringGraph(topology: Topology): PeeringGraph {
  let graph = known.get(topology);
  if (!graph) {
    graph = makeGraph(topology);
    known.set(topology, graph);
  }
  return graph;
}

/** AWS allows one active peering a pair; should pages of different times show two, the first by id counts. */
function makeGraph(topology: Topology): PeeringGraph {
  const active = topology
    .all('vpc-peering')
    .filter(
      (p) =>
        p.state === 'active' &&
        p.requester.vpc !== '' &&
        p.accepter.vpc !== '' &&
        p.requester.vpc !== p.accepter.vpc,
    );
  const ends = new Set<Ref>();
  for (const { requester, accepter } of active) ends.add(requester.vpc).add(accepter.vpc);
  const vpcs = uniq(ends);
  const index = new Map(vpcs.map((vpc, i) => [vpc, i]));
  const links = vpcs.map(() => new Map<number, VpcPeering>());
  for (const peering of active) {
    const a = index.get(peering.requester.vpc)!;
    const b = index.get(peering.accepter.vpc)!;
    if (links[a]!.has(b)) continue;
    links[a]!.set(b, peering);
    links[b]!.set(a, peering);
  }
  return {
    vpcs,
    neighbours: links.map((map) => [...map.keys()].sort((a, b) => a - b)),
    peering: (a, b) => links[a]?.get(b),
  };
}
