/** What no route decides: the services that AWS answers inside a VPC, and addresses that no VPC carries. */
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { formatIp } from '../base/cidr.ts';
import { LIVE } from './carrying.ts';
import { dnsServerOf, homebound, isMulticast, keptFor, ownBlockAt, serviceAt } from './reserved.ts';
import type { Failure, InSubnet, Walker } from './walker.ts';

/** Ends the walk where no route of the subnet's table is asked; true where it did. */
export function special(w: Walker, { subnet, foreign }: InSubnet): boolean {
  const { ip } = w.goal;
  const service = serviceAt(ip);
  if (service !== undefined) return answered(w, subnet.vpc, service);
  const own = ownBlockAt(ip);
  if (own) {
    w.fail({
      outcome: 'cannot-tell',
      at: subnet.vpc,
      message: `${w.destination} lies in ${own.text}, which AWS keeps for its services: no route leads there, and whether one answers hangs on the host.`,
      change: 'Ask on the host itself: some of these addresses are those of agents there.',
    });
    return true;
  }
  if (isDnsServer(w, subnet.vpc)) {
    if (!foreign) return answered(w, subnet.vpc, 'the Amazon DNS server');
    w.fail(foreignDns(w, subnet.vpc));
    return true;
  }
  const failure = isMulticast(ip) ? noMulticast(w, subnet) : nowhere(w, subnet);
  if (failure) w.fail(failure);
  return failure !== undefined;
}

/**
 * Security groups and network ACLs do not filter what goes to these services.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
function answered(w: Walker, vpc: Ref, service: string): true {
  w.hop({ id: w.destination, kind: 'address', note: `Answered by ${service}.` });
  w.isUnfiltered = true;
  if (service.includes('DNS')) w.assume(`DNS support is on in ${vpc} (enableDnsSupport).`);
  if (w.goal.ip.family === 6)
    w.assume(`The host is of a type on the Nitro System: ${w.destination} is there for no other.`);
  const reason = `${w.destination} is ${service}, which AWS answers inside ${vpc}: no route leads there, and none is needed.`;
  w.finish('exits', reason, { kind: 'aws-service', id: vpc });
  return true;
}

/** True for the DNS server of a VPC, unless an address of another VPC was meant. */
export function isDnsServer(w: Walker, vpc: Ref): boolean {
  if (w.goal.vpc !== undefined && w.goal.vpc !== vpc) return false;
  const server = dnsServerOf(w.topology.get('vpc', vpc));
  return server !== undefined && formatIp(server) === w.destination;
}

/**
 * Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 *          https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
 */
export const foreignDns = (w: Walker, vpc: Ref): Failure => ({
  outcome: 'not-transitive',
  at: vpc,
  message: `${w.destination} is the Amazon DNS server of ${vpc}, which answers nobody outside that VPC.`,
  change: `Ask the DNS server of the VPC the flow comes from, or an inbound endpoint of Route 53 Resolver in ${vpc}.`,
});

/** The failure of what arrives in a subnet for an address that AWS keeps there; undefined where a host may have it. */
export function nobodyAt(w: Walker, subnet: Subnet): Failure | undefined {
  const use = subnet.cidrs.map((block) => keptFor(block, w.goal.ip)).find((u) => u !== undefined);
  if (use === undefined) return undefined;
  return {
    outcome: 'no-route',
    at: subnet.id,
    message: `${w.destination} is kept in ${subnet.id} for ${use}: no host has it.`,
    change: `Use another address of ${subnet.id}.`,
  };
}

/** https://docs.aws.amazon.com/vpc/latest/tgw/tgw-multicast-overview.html */
function noMulticast(w: Walker, subnet: Subnet): Failure {
  const seen =
    w.topology.saw('tgw-vpc-attachment', subnet) || w.topology.saw('tgw-attachment', subnet);
  const gateways = w.topology
    .attachmentsOf(subnet.vpc)
    .filter((a) => LIVE.has(a.state))
    .flatMap((a) => a.ends.map((end) => end.tgw));
  const mayCarry = gateways.filter(
    (tgw) => w.topology.get('transit-gateway', tgw)?.multicast !== false,
  );
  const message = `${w.destination} is a multicast address: only a multicast domain of a transit gateway carries it`;
  if (seen && mayCarry.length === 0) {
    return {
      outcome: 'no-route',
      at: subnet.vpc,
      message: `${message}, and ${subnet.vpc} is on none that has them.`,
      change: `Attach ${subnet.vpc} to a transit gateway made with multicast support, and its subnets to a multicast domain.`,
    };
  }
  return {
    outcome: 'cannot-tell',
    at: subnet.vpc,
    message: `${message}; those are not read.`,
    change: `Look at the multicast domains of ${mayCarry.join(', ') || `the transit gateways of ${subnet.vpc}`}.`,
    hidden: ['tgw-vpc-attachment'],
  };
}

function nowhere(w: Walker, subnet: Subnet): Failure | undefined {
  const what = homebound(w.goal.ip);
  return what === undefined
    ? undefined
    : {
        outcome: 'no-route',
        at: subnet.vpc,
        message: `${w.destination} is ${what}: ${subnet.vpc} carries it nowhere.`,
        change: 'Use the address of a host.',
      };
}
