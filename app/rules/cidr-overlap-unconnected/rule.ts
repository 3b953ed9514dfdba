/** VPCs on the same addresses that nothing connects, so far. */
import { z } from 'zod';
import { type Cidr, contains, overlaps, parseCidr } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Vpc } from '../../kinds/vpc.ts';
import type { Topology } from '../../topology/topology.ts';
import { type OverlapCluster, overlapClusters } from '../parts/overlap-clusters.ts';
import { POD_RANGE } from '../../topology/pods.ts';
import { isLive } from '../parts/sending.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'cidr-overlap-unconnected',
  about: {
    title: 'Unconnected VPCs with overlapping addresses',
    why: 'VPCs that overlap cannot be peered, and on one transit gateway only one of them is propagated. As long as nothing connects them that does no harm; on the day they have to talk, one of them has to be renumbered first.',
    remedy:
      'Give out blocks from one plan (IPAM in Amazon VPC keeps it), and renumber while the VPCs are small. For sandboxes that never meet anything there is nothing to do; default VPCs that nobody uses can be deleted.',
    severity: 'info',
    category: 'addressing',
    // Isolated VPCs may share addresses on purpose.
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html',
    ],
  },
  needs: ['vpc', 'vpc-peering', 'tgw-vpc-attachment'],
  options: z.object({}),
  messages: {
    overlap: '{vpcs} overlap in {cidrs}. Nothing connects them all; as they are, nothing can.',
    defaults:
      '{many} default VPCs are on {cidrs}: {vpcs}. As they are, none can be connected to another.',
  },
  check({ topology }, say) {
    const vpcs = topology.all('vpc');
    const clusters = overlapClusters(vpcs.flatMap(blocksOf));
    if (clusters.length === 0) return;
    const networks = new Networks(topology);
    for (const { vpcs: all, cidrs } of clusters) {
      // What is connected is told by cidr-overlap-connected, or does not get in each other's way.
      if (new Set(all.map((vpc) => networks.of(vpc))).size < 2) continue;
      const defaults = all.every((vpc) => topology.get('vpc', vpc)?.isDefault);
      say({
        message: defaults ? 'defaults' : 'overlap',
        at: all,
        places: placesOf(topology, { vpcs: all, cidrs }),
        data: {
          vpcs: named(topology, all),
          many: all.length,
          cidrs: listed(cidrs),
        },
      });
    }
  },
});

/** Blocks of a VPC without those for pods, which are the same in every cluster and stay in their VPC. */
const blocksOf = (vpc: Vpc): { vpc: Ref; cidr: Cidr }[] =>
  vpc.cidrs
    .filter((cidr, i) => i === 0 || !contains(POD_RANGE, cidr))
    .map((cidr) => ({ vpc: vpc.id, cidr }));

/** The blocks of each VPC that are concerned. */
function placesOf(topology: Topology, { vpcs, cidrs }: OverlapCluster) {
  const shared = cidrs.map(parseCidr);
  return vpcs.map((vpc) => ({
    resource: vpc,
    detail: listed(
      topology
        .cidrsOf(vpc)
        .filter((cidr) => shared.some((range) => overlaps(range, cidr)))
        .map((cidr) => cidr.text),
    ),
  }));
}

/** Which VPCs hang together, by peerings, transit gateways and peerings of those, whatever their routes say. */
class Networks {
  readonly #parent = new Map<Ref, Ref>();

  constructor(topology: Topology) {
    for (const { state, requester, accepter } of topology.all('vpc-peering')) {
      if (state === 'active') this.#join(requester.vpc, accepter.vpc);
    }
    for (const attachment of topology.attachments) {
      if (!isLive(attachment)) continue;
      const ends = [attachment.vpc ?? '', ...attachment.ends.map((end) => end.tgw)];
      for (const end of ends.slice(1)) this.#join(ends[0] || (ends[1] ?? ''), end);
    }
  }

  /** The name of the network that a VPC or gateway is part of. */
  of(ref: Ref): Ref {
    let at = ref;
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) at = up;
    if (at !== ref) this.#parent.set(ref, at);
    return at;
  }

  #join(a: Ref, b: Ref): void {
    if (a === '' || b === '') return;
    const [one, other] = [this.of(a), this.of(b)];
    if (one !== other) this.#parent.set(one, other);
  }
}
