/** Finds every peering mesh of a topology: members, the peerings between them, and the pairs without one. */
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Topology } from '../topology/topology.ts';
import { peeringGraph } from './graph.ts';
import { findGroups, type GroupOptions } from './groups.ts';

export type Pair = readonly [Ref, Ref];

export interface Mesh {
  /** VPCs, ghosts included, sorted. */
  readonly members: readonly Ref[];
  /** Active peerings between members, sorted by id. */
  readonly peerings: readonly VpcPeering[];
  /** Pairs of members known to have no active peering. */
  readonly missing: readonly Pair[];
  /** Pairs whose peerings nobody we asked could see, such as two VPCs of a partner. */
  readonly unseen: readonly Pair[];
}

const known = new WeakMap<Topology, Map<string, readonly Mesh[]>>();

/**
 * Meshes, largest first, then in order of their members. `GroupOptions` says what counts as one.
 * Worked out once for a topology and what counts.
 */
export function findMeshes(topology: Topology, options: GroupOptions): readonly Mesh[] {
  const found = known.get(topology) ?? new Map<string, readonly Mesh[]>();
  known.set(topology, found);
  const key = `${options.minSize} ${options.density}`;
  let meshes = found.get(key);
  if (!meshes) {
    meshes = meshesOf(topology, options);
    found.set(key, meshes);
  }
  return meshes;
}

function meshesOf(topology: Topology, options: GroupOptions): Mesh[] {
  const graph = peeringGraph(topology);
  const listed = (vpc: Ref): boolean => topology.saw('vpc-peering', topology.placeOf(vpc));
  return findGroups(graph.neighbours, options).map((group) => {
    const peerings: VpcPeering[] = [];
    const missing: Pair[] = [];
    const unseen: Pair[] = [];
    group.forEach((a, i) => {
      for (const b of group.slice(i + 1)) {
        const peering = graph.peering(a, b);
        const pair: Pair = [graph.vpcs[a]!, graph.vpcs[b]!];
        if (peering) peerings.push(peering);
        else if (pair.some(listed)) missing.push(pair);
        else unseen.push(pair);
      }
    });
    return {
      members: group.map((v) => graph.vpcs[v]!),
      peerings: peerings.sort(by((p) => p.id)),
      missing,
      unseen,
    };
  });
}
