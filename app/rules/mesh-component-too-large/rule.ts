/** Webs of peerings that hold more VPCs than peering is advised for, and that no mesh accounts for. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { by } from '../../base/order.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import { findMeshes } from '../../mesh/find.ts';
import { peeringGraph } from '../../mesh/graph.ts';
import { components } from '../../mesh/groups.ts';
import { defineRule } from '../rule.ts';

/** What peering-mesh takes for a mesh unless told otherwise. */
const MESH = { minSize: 4, density: 0.6 };

export default defineRule({
  id: 'mesh-component-too-large',
  about: {
    title: 'Large web of peerings',
    why: 'AWS advises peering for fewer than ten VPCs, where every connection can still be looked after. In a larger web each route is written by hand on two sides, nothing passes through anybody, and no picture of it fits on a page. A star around one shared VPC is easier to read than a mesh, but grows into its limit of peerings just the same.',
    remedy:
      'Put a transit gateway in the middle and move VPC by VPC, both directions of a pair together; the peerings go last. Begin with the VPC that has the most peerings.',
    severity: 'warning',
    category: 'mesh',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/vpc-peering.html',
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({
    size: z
      .number()
      .int()
      .min(3)
      .default(10)
      .describe('VPCs from which a web is too large; AWS advises peering for fewer than 10.'),
  }),
  messages: {
    web: '{vpcs} hang together by {peerings}; {hub} has {degree} of them.',
    star: '{hub} is peered with {spokes}, one by one.',
  },
  check({ topology, options }, say) {
    const graph = peeringGraph(topology);
    const large = components(graph.neighbours).filter((c) => c.length >= options.size);
    if (large.length === 0) return;
    const meshes = findMeshes(topology, MESH);
    for (const component of large) {
      const degree = (v: number) => graph.neighbours[v]!.length;
      const members = new Set(component.map((v) => graph.vpcs[v]!));
      // peering-mesh tells of a web that is one mesh for the most part; the meshes come largest first.
      const mesh = meshes.find((m) => members.has(m.members[0]!));
      if (mesh && 2 * mesh.members.length > component.length) continue;
      const [hub] = [...component].sort((a, b) => degree(b) - degree(a) || a - b) as [number];
      const peerings: VpcPeering[] = component.flatMap((v) =>
        graph.neighbours[v]!.flatMap((w) => (w > v ? (graph.peering(v, w) ?? []) : [])),
      );
      const star = peerings.length === degree(hub);
      const vpc = graph.vpcs[hub]!;
      const others = [...members].filter((member) => member !== vpc);
      say({
        message: star ? 'star' : 'web',
        severity: star ? 'info' : 'warning',
        at: [vpc, ...others],
        path: [vpc, ...others, ...peerings.map((p) => p.id).sort(by((id) => id))],
        data: {
          hub: topology.label(vpc),
          degree: degree(hub),
          vpcs: count(component.length, 'VPC'),
          spokes: count(others.length, 'VPC'),
          peerings: count(peerings.length, 'peering'),
        },
      });
    }
  },
});
