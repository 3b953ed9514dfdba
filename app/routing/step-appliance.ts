/** Through an appliance or endpoint that is the next hop of a route. */
import { formatIp, type Ip, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { VpcEndpoint } from '../kinds/vpc-endpoint.ts';
import { applianceOf } from './appliance.ts';
import { arrive } from './arrive.ts';
import { endpointDown } from './carrying.ts';
import { onlyTranslated } from './foreign.ts';
import type { EffectiveRoute } from './routes.ts';
import type { InSubnet, Position, Walker } from './walker.ts';

/** Where a route that leads to an appliance is followed: in a subnet, or (undefined) at a gateway of the VPC. */
export interface Before {
  readonly subnet: Subnet | undefined;
  readonly vpc: Ref;
  readonly foreign: boolean;
  /** The appliance passed just before, which may have translated: see InSubnet. */
  readonly appliance?: NetworkInterface | undefined;
}

/** Hops behind which references to security groups do not match who sent the flow. */
export const MIDDLES: ReadonlySet<string> = new Set([
  'nat-gateway',
  'network-interface',
  'instance',
  'vpc-endpoint',
]);

/** What is taken for granted of an appliance or endpoint that is passed. */
export const unchanged = (what: string, id: Ref): string =>
  `The ${what} ${id} forwards the traffic unchanged.`;

export function endpoint(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  { target: { id }, origin, destination }: EffectiveRoute,
): Position | undefined {
  const { subnet, foreign, appliance } = position;
  const found = w.topology.get('vpc-endpoint', id);
  w.hop({ id, kind: 'vpc-endpoint' });
  if (found?.type === 'GatewayLoadBalancer')
    return inspect(w, { subnet, vpc: subnet.vpc, foreign, appliance }, found);
  // A gateway endpoint's route has a prefix list as its destination; any other endpoint is an appliance's.
  if (!found && origin !== 'prefix-list') {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `${table.id} sends ${destination} to the endpoint ${id}, which was not seen.`,
      change: 'Collect the VPC endpoints of its account and Region.',
      hidden: ['vpc-endpoint'],
    });
  }
  w.cross(subnet, undefined);
  if (foreign) {
    return w.fail(
      onlyTranslated(w, position, id, 'a gateway endpoint') ?? {
        outcome: 'not-transitive',
        at: id,
        message: `${formatIp(w.source)} comes from outside ${subnet.vpc}; a gateway endpoint (${id}) serves only its own VPC.`,
        change: 'Give the source VPC an endpoint of its own.',
      },
    );
  }
  return w.finish('exits', `Leaves to ${found?.service || 'an AWS service'} through ${id}.`, {
    kind: 'aws-service',
    id,
  });
}

/** Through a Gateway Load Balancer endpoint, which stands in a subnet of its own. */
export function inspect(w: Walker, before: Before, found: VpcEndpoint): Position | undefined {
  const down = endpointDown(found);
  if (down) w.fail(down);
  const home = w.topology.get('subnet', found.subnets[0] ?? '');
  return forward(w, before, found.id, home, 'Gateway Load Balancer endpoint');
}

export function middlebox(
  w: Walker,
  before: Before,
  kind: 'network-interface' | 'instance',
  id: Ref,
): Position | undefined {
  w.hop({ id, kind });
  const eni = applianceOf(w.topology, kind, id);
  if (eni?.ips.some((ip) => sameIp(ip, w.goal.ip)))
    return arrive(w, eni.vpc, before.subnet ?? 'gateway');
  if (eni && eni.sourceDestCheck && eni.type === 'interface') {
    w.fail({
      outcome: 'filtered',
      at: eni.id,
      message: `${eni.id} is a next hop, but its source/destination check is on: it drops what is not its own.`,
      change: `Turn off the source/destination check of ${eni.id}.`,
    });
  }
  const home = eni ? w.topology.get('subnet', eni.subnet) : undefined;
  // An interface of another VPC cannot be a target; a packet that stays in its VPC keeps its standing.
  const foreign = before.foreign || home?.vpc !== before.vpc;
  const { source } = w;
  const isDirect =
    !before.foreign && !w.passed.some((hop) => hop.id !== id && MIDDLES.has(hop.kind));
  const next = forward(w, { ...before, foreign, appliance: eni }, id, home, 'appliance');
  if (eni && next) w.through.push({ eni, source, isDirect, after: w.crossings.length });
  return next;
}

const sameIp = (text: string, ip: Ip): boolean => {
  const other = tryIp(text);
  return other !== undefined && formatIp(other) === formatIp(ip);
};

/** Goes on behind an appliance, if it is taken to forward. */
function forward(
  w: Walker,
  { subnet, foreign, appliance }: Before,
  id: Ref,
  home: Subnet | undefined,
  what: string,
): Position | undefined {
  if (w.middleboxes === 'stop' || !home) {
    return w.fail({
      outcome: 'cannot-tell',
      at: id,
      message: home
        ? `Whether the ${what} ${id} forwards ${w.destination} is not known.`
        : `Where the ${what} ${id} stands was not read.`,
      change: `Check the ${what} itself.`,
      hidden: ['network-interface', 'vpc-endpoint'],
    });
  }
  w.assume(unchanged(what, id));
  w.passAppliance(id);
  w.cross(subnet, home);
  return { at: 'subnet', subnet: home, foreign, ...(appliance && { appliance }) };
}
