/** The end of a walk inside a VPC, or at a route that leads where nobody can follow. */
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { foreignDns, isDnsServer, nobodyAt } from './step-special.ts';
import type { Failure, Position, Walker } from './walker.ts';

/**
 * Delivers inside a VPC, if a subnet holds the address and it is the one that was meant. `from`: the subnet it is in,
 * or `gateway` where it comes into the VPC by one; undefined where that is not known.
 */
export function arrive(
  w: Walker,
  vpc: Ref,
  from: Subnet | 'gateway' | undefined,
): Position | undefined {
  const isOutside = from === undefined || from === 'gateway' || from.vpc !== vpc;
  if (isOutside && isDnsServer(w, vpc)) return w.fail(foreignDns(w, vpc));
  const subnet = w.view.subnetIn(vpc, w.goal.ip);
  if (!subnet) {
    const seen = w.topology.saw('subnet', w.topology.placeOf(vpc));
    return w.fail(
      seen
        ? {
            outcome: 'no-route',
            at: vpc,
            message: `${w.destination} lies in ${vpc}, but in none of its subnets.`,
            change: `Use an address of a subnet of ${vpc}.`,
          }
        : {
            outcome: 'cannot-tell',
            at: vpc,
            message: `The subnets of ${vpc} were not all read.`,
            change: 'Collect the subnets of its account and Region.',
            hidden: ['subnet'],
          },
    );
  }
  if (from) w.cross(from === 'gateway' ? undefined : from, subnet);
  if (from === 'gateway' || subnet.id !== from?.id) w.hop({ id: subnet.id, kind: 'subnet' });
  if (w.goal.subnet && w.goal.subnet !== subnet.id) {
    return w.fail({
      outcome: 'no-route',
      at: subnet.id,
      message: `${w.destination} is delivered to ${subnet.id} in ${vpc}, not to ${w.goal.subnet}: their address ranges overlap.`,
      change: `Renumber ${vpc} or ${w.goal.vpc ?? 'the destination'}, or translate addresses between them.`,
    });
  }
  const nobody = nobodyAt(w, subnet);
  if (nobody) return w.fail(nobody);
  w.bound = subnet;
  const nat = w.direction === 'forward' ? w.view.natAt(subnet.id, w.goal.ip) : undefined;
  if (nat) return w.fail(takesNone(w, nat.id));
  if (!w.ended) w.arrival = subnet;
  return w.finish('delivered', `Delivered to ${subnet.id}.`);
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html */
const takesNone = (w: Walker, nat: Ref): Failure => ({
  outcome: 'filtered',
  at: nat,
  message: `${w.destination} is an address of NAT gateway ${nat}, which takes no connections: it lets in replies to what it sent, and nothing else.`,
  change: 'Use the address of a host, or of a load balancer in front of it.',
});

/** The failure of a route whose target cannot be followed. */
export const unknownTarget = (w: Walker, table: RouteTable, id: Ref, why: string): undefined => {
  w.hop({ id: id || table.id, kind: 'unknown' });
  w.fail({
    outcome: 'cannot-tell',
    at: table.id,
    message: `${table.id} sends ${w.destination} to ${id || 'an unknown target'}: ${why}.`,
    change: 'Follow the flow by hand from there.',
  });
  return undefined;
};
