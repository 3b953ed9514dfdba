/** VPCs with the same addresses that one network connects. */
import { z } from 'zod';
import { defineRule } from '../rule.ts';
import { listed, named } from '../parts/words.ts';
import { hubOverlaps } from './hub.ts';
import { peerOverlaps } from './peers.ts';

export default defineRule({
  id: 'cidr-overlap-connected',
  about: {
    title: 'Connected VPCs with overlapping addresses',
    why: 'An address can lead to one place only. On a transit gateway the VPC attached later is not propagated, without any error. Two peers of one VPC may overlap, but then its answers to both go to whichever its route names.',
    remedy:
      'Give one of them other addresses (plan them with IPAM), or connect only what has to talk, through PrivateLink or a private NAT gateway. Between two peers, routes for single subnets can keep answers apart.',
    severity: 'error',
    category: 'addressing',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
    ],
  },
  needs: ['vpc'],
  options: z.object({}),
  messages: {
    hub: '{vpcs} overlap in {cidrs}, and {tgw} carries them all: only one of them can be reached there.',
    peers:
      '{vpcs} overlap in {cidrs} and are all peered with {vpc}, which sends answers for {misled} to the wrong one.',
  },
  check({ topology, routing }, say) {
    for (const { tgw, vpcs, cidrs, attachments, tables } of hubOverlaps(topology)) {
      say({
        message: 'hub',
        at: [...vpcs, tgw],
        path: [...attachments, ...vpcs, tgw],
        places: tables.map((table) => ({
          resource: table,
          detail: `leads to ${named(topology, vpcs)}`,
        })),
        data: { vpcs: named(topology, vpcs), cidrs: listed(cidrs), tgw: topology.label(tgw) },
      });
    }
    for (const { vpc, peers, peerings, cidrs, misled } of peerOverlaps(topology, routing)) {
      say({
        message: 'peers',
        // A table that was not read may be the one that answers rightly.
        gaps: topology
          .gapsHiding(['route-table', 'subnet'], topology.placeOf(vpc))
          .map((gap) => gap.id),
        at: [vpc, ...peers],
        path: [...peers, ...peerings, vpc],
        places: misled.map(({ table, subnet, cidr, target }) => ({
          resource: table,
          detail: `${cidr} of ${topology.label(subnet)} goes to ${target}`,
        })),
        data: {
          vpcs: named(topology, peers),
          cidrs: listed(cidrs),
          vpc: topology.label(vpc),
          misled: listed([...new Set(misled.map((m) => m.cidr))]),
        },
      });
    }
  },
});
