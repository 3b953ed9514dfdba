/** What comes into a VPC from outside, at a gateway that carries only what is the VPC's own. */
import { formatIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Failure, InSubnet, Walker } from './walker.ts';

/**
 * A VPC's own gateways carry only packets whose source is an address of that VPC: no edge-to-edge routing.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
export function passes(w: Walker, position: InSubnet, gateway: Ref, what: string): boolean {
  const { subnet, foreign } = position;
  if (!foreign) return true;
  w.hop({ id: gateway, kind: w.topology.find(gateway)?.kind ?? 'unknown' });
  w.fail(
    onlyTranslated(w, position, gateway, what) ?? {
      outcome: 'not-transitive',
      at: gateway,
      message: `${formatIp(w.source)} comes from outside ${subnet.vpc} and cannot go on through ${what} of it (${gateway}).`,
      change:
        'Translate the source with a NAT gateway there, or connect both ends to a transit gateway.',
    },
  );
  return false;
}

/** The failure where an appliance may have given the packet an address of the VPC. */
export const onlyTranslated = (
  w: Walker,
  { subnet, appliance }: InSubnet,
  gateway: Ref,
  what: string,
): Failure | undefined =>
  appliance && {
    outcome: 'cannot-tell',
    at: appliance.id,
    message: `${formatIp(w.source)} comes from outside ${subnet.vpc} and can go on through ${what} of it (${gateway}) only if the appliance ${appliance.id} gives it an address of its own: that is not known.`,
    change: `Check whether ${appliance.id} translates what it forwards there.`,
  };
