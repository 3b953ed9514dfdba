/** Which resources a finding touches: one meaning for the badges of the picture and the list of the inspector. */
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { Finding } from './rule.ts';

/** The VPC or transit gateway that something which is no box of its own stands in. */
const ownersOf = (topology: Topology, ref: Ref): readonly (Ref | undefined)[] => [
  topology.vpcOf(ref)?.id ?? topology.attachment(ref)?.vpc,
  topology.get('tgw-route-table', ref)?.tgw,
];

/**
 * What a finding names, where it says it is, the peerings of its path, and the VPCs and transit gateways those stand
 * in. Not the rest of its path: a VPC that a broken flow merely starts from has nothing to mend.
 */
export function touchedBy(topology: Topology, finding: Finding): ReadonlySet<Ref> {
  const named = [
    ...finding.resources,
    ...finding.places.map((place) => place.resource),
    ...finding.path.filter((ref) => topology.get('vpc-peering', ref)),
  ];
  const owners = named.flatMap((ref) => ownersOf(topology, ref));
  return new Set([...named, ...owners.filter((ref) => ref !== undefined)]);
}

const indexes = new WeakMap<readonly Finding[], ReadonlyMap<Ref, readonly Finding[]>>();

/** The findings of a report by what they touch, in the report's order; built once. */
export function findingsByTouch(
  topology: Topology,
  findings: readonly Finding[],
): ReadonlyMap<Ref, readonly Finding[]> {
  const known = indexes.get(findings);
  if (known) return known;
  const index = new Map<Ref, Finding[]>();
  for (const finding of findings) {
    for (const ref of touchedBy(topology, finding)) {
      const list = index.get(ref);
      if (list) list.push(finding);
      else index.set(ref, [finding]);
    }
  }
  indexes.set(findings, index);
  return index;
}
