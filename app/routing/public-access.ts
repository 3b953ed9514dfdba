/**
 * VPC Block Public Access: what it keeps from internet, egress-only and carrier gateways.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 *          https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure, InSubnet, Walker } from './walker.ts';

/**
 * - off: it is off, or nothing was said of it
 * - all: nothing leaves, and nothing comes in
 * - ingress: nothing comes in, and only NAT and egress-only gateways lead out
 * - unknown: a mode that AWS added later
 */
export type PublicBlock = 'off' | 'all' | 'ingress' | 'unknown';

const MODES: Readonly<Record<string, PublicBlock>> = {
  off: 'off',
  'block-bidirectional': 'all',
  'block-ingress': 'ingress',
};

/** The mode as AWS calls it: that of the subnet, which exclusions are in, else that of its VPC. */
const modeOf = (topology: Topology, subnet: Subnet): string =>
  subnet.blockPublicAccess ?? topology.get('vpc', subnet.vpc)?.blockPublicAccess ?? 'off';

export const publicBlockOf = (topology: Topology, subnet: Subnet): PublicBlock =>
  MODES[modeOf(topology, subnet)] ?? 'unknown';

/** What keeps a packet from leaving a subnet by a gateway; undefined where it may. */
export function blockedOut(
  w: Walker,
  subnet: Subnet,
  gateway: Ref,
  kind: string,
): Failure | undefined {
  const block = publicBlockOf(w.topology, subnet);
  const isEgress = kind === 'egress-only-gateway' || w.nats.at(-1)?.kind === 'nat-gateway';
  if (block === 'off' || (block === 'ingress' && isEgress)) return undefined;
  return failure(
    w,
    subnet,
    block === 'ingress'
      ? `only NAT gateways and egress-only internet gateways lead out, not ${gateway} alone`
      : `nothing leaves by ${gateway}`,
  );
}

/** What keeps a packet from coming into a subnet by an internet gateway; replies to what NAT gateways sent may. */
function blockedIn(w: Walker, subnet: Subnet, gateway: Ref): Failure | undefined {
  if (w.direction === 'return' || publicBlockOf(w.topology, subnet) === 'off') return undefined;
  return failure(w, subnet, `nothing comes in by ${gateway}`);
}

/**
 * The same of a packet on its way to the internet through an endpoint or appliance in another subnet than the sender's:
 * that of the endpoint must be excluded, and whether that is enough for the sender AWS does not say.
 */
export function blockedOnward(
  w: Walker,
  { subnet, foreign }: InSubnet,
  gateway: Ref,
  kind: string,
): Failure | undefined {
  // Addresses of other VPCs may overlap those of this one.
  const isOutside = foreign && w.nats.at(-1)?.subnet.vpc !== subnet.vpc;
  const home = isOutside ? undefined : w.view.subnetIn(subnet.vpc, w.source);
  const blocked = blockedOut(w, subnet, gateway, kind);
  if (blocked || !home || home.id === subnet.id) return blocked;
  return blockedOut(w, home, gateway, kind) && either(w, home, subnet);
}

/** `home`: of the address it is for; `first`: the subnet of the endpoint or appliance that it comes into first. */
export function blockedInward(
  w: Walker,
  home: Subnet | undefined,
  first: Subnet | undefined,
  gateway: Ref,
): Failure | undefined {
  if (!first || first.id === home?.id) return home && blockedIn(w, home, gateway);
  return (
    blockedIn(w, first, gateway) ?? (home && blockedIn(w, home, gateway) && either(w, home, first))
  );
}

const either = (w: Walker, home: Subnet, first: Subnet): Failure => ({
  outcome: 'cannot-tell',
  at: home.id,
  message: `VPC Block Public Access of ${home.id} is ${modeOf(w.topology, home)}, and of ${first.id}, through which the flow is sent, ${modeOf(w.topology, first)}: AWS does not say which of the two decides.`,
  change: `Try it, or exclude ${home.id} from VPC Block Public Access as ${first.id} is.`,
});

function failure(w: Walker, subnet: Subnet, effect: string): Failure {
  const mode = modeOf(w.topology, subnet);
  const of = `VPC Block Public Access of ${subnet.id} is ${mode}`;
  return publicBlockOf(w.topology, subnet) === 'unknown'
    ? {
        outcome: 'cannot-tell',
        at: subnet.id,
        message: `${of}, a mode that is not known.`,
        change: 'Look up what the mode blocks.',
      }
    : {
        outcome: 'filtered',
        at: subnet.id,
        message: `${of}: ${effect}.`,
        change: `Exclude ${subnet.id} or ${subnet.vpc} from VPC Block Public Access, or turn it off.`,
      };
}
