/** Which gateways and peerings a plan may be asked to build on and to keep, and why not. */
import type { Ref } from '../base/ref.ts';
import type { TransitGateway } from '../kinds/transit-gateway.ts';
import type { Topology } from '../topology/topology.ts';

/** A wish that cannot be had: of which resource, and a sentence. */
export interface Refusal {
  readonly id: Ref;
  readonly why: string;
}

/**
 * States of a gateway that takes no attachment any more.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html
 */
const GOING: ReadonlySet<string> = new Set(['deleting', 'deleted']);

/** Why a plan cannot be built on a gateway; undefined where it can. A sentence. */
export function reuseRefusal(topology: Topology, tgw: TransitGateway): string | undefined {
  if (GOING.has(tgw.state)) return `it is ${tgw.state}.`;
  if (topology.saw('tgw-route-table', tgw)) return undefined;
  return `its route tables were not read; collect account ${tgw.account} too.`;
}

/** The first of these gateways that a plan cannot be built on: one that was read, one a Region at most. */
export function refusedReuse(topology: Topology, ids: readonly Ref[]): Refusal | undefined {
  const seen = new Map<string, Ref>();
  for (const id of ids) {
    const tgw = topology.get('transit-gateway', id);
    if (!tgw) return { id, why: 'that is not a transit gateway that was read.' };
    const refusal = reuseRefusal(topology, tgw);
    if (refusal !== undefined) return { id, why: refusal };
    const other = seen.get(tgw.region);
    if (other !== undefined) {
      const why = `${other} is in ${tgw.region} too; a plan uses one gateway for each Region.`;
      return { id, why };
    }
    seen.set(tgw.region, id);
  }
  return undefined;
}

/** The first of these peerings that a plan for some VPCs has no say over. */
export function refusedKeep(
  topology: Topology,
  vpcs: readonly Ref[],
  ids: readonly Ref[],
): Refusal | undefined {
  const inside = new Set(vpcs);
  for (const id of ids) {
    const peering = topology.get('vpc-peering', id);
    if (!peering) return { id, why: 'that is not a peering.' };
    if (!inside.has(peering.requester.vpc) || !inside.has(peering.accepter.vpc))
      return { id, why: 'it does not join two VPCs of this plan, so it stays anyway.' };
  }
  return undefined;
}
