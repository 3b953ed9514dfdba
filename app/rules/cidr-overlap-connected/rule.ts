/** VPCs with the same addresses that one network connects. */
import { z } from 'zod';
import { by, groupBy, uniq } from '../../base/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { defineRule, type Place } from '../rule.ts';
import { peerOverlaps } from '../parts/peer-overlaps.ts';
import { listed, named } from '../parts/words.ts';
import { hubOverlaps, type Loss } from './hub.ts';

export default defineRule({
  id: 'cidr-overlap-connected',
  about: {
    title: 'Connected VPCs with overlapping addresses',
    why: 'An address can lead to one place only. On a transit gateway the VPC attached later is not propagated, without any error. Two peers of one VPC may overlap, but then its answers to both go to whichever its route names.',
    remedy:
      'Give one of them other addresses (plan them with IPAM), or connect only what has to talk, through PrivateLink or a private NAT gateway. Between two peers, routes for single subnets can keep answers apart.',
    severity: 'error',
    category: 'addressing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html',
    ],
  },
  needs: ['vpc', 'subnet', 'route-table', 'tgw-route-table'],
  options: z.object({}),
  messages: {
    hub: '{vpcs} overlap in {cidrs}, and {tgw} carries them all: {lost} cannot be reached there.',
    untold:
      '{vpcs} overlap in {cidrs}, and {tgw} carries them all; the routes that were read do not tell whose addresses it leads to.',
    peers:
      '{vpcs} overlap in {cidrs} and are all peered with {vpc}, which sends answers for {misled} to the wrong one.',
  },
  check({ topology, routing }, say) {
    for (const overlap of hubOverlaps(topology, routing)) {
      const { tgw, vpcs, cidrs, attachments, tables, losses } = overlap;
      const about = {
        at: [...vpcs, tgw],
        path: [...attachments, ...vpcs, tgw],
        data: { vpcs: named(topology, vpcs), cidrs: listed(cidrs), tgw: topology.label(tgw) },
      };
      if (losses.length === 0) {
        say({
          ...about,
          message: 'untold',
          severity: 'warning',
          places: tables.map((table) => ({
            resource: table,
            detail: `leads to ${named(topology, vpcs)}`,
          })),
        });
        continue;
      }
      const byVpc = [...groupBy(losses, (loss) => loss.vpc)].sort(by(([vpc]) => vpc));
      const lost = byVpc.map(
        ([vpc, own]) => `${listed(uniq(own.map((l) => l.cidr)))} of ${topology.label(vpc)}`,
      );
      say({
        ...about,
        message: 'hub',
        places: [
          ...groupBy(losses, (l) => [l.table, l.vpc, l.winner ?? ''].join('\n')).values(),
        ].map((group) => placeOf(topology, group)),
        data: { ...about.data, lost: listed(lost) },
      });
    }
    for (const { vpc, peers, peerings, cidrs, misled } of peerOverlaps(routing)) {
      if (misled.length === 0) continue;
      say({
        message: 'peers',
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

/** `10.0.1.0/24 and 10.0.2.0/24 of b (vpc-b): leads to a (vpc-a)`: what one table loses of one VPC to one other. */
function placeOf(topology: Topology, losses: readonly Loss[]): Place {
  const { table, vpc, winner } = losses[0]!;
  const what = `${listed(losses.map((l) => l.cidr))} of ${topology.label(vpc)}`;
  const fate = winner === undefined ? 'no route' : `leads to ${topology.label(winner)}`;
  return { resource: table, detail: `${what}: ${fate}` };
}
