/** Subnets that were made for a transit gateway's own interfaces: nobody sends from there or is asked there. */
import type { Subnet } from '../../kinds/subnet.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { interfacesIn } from './interfaces.ts';
import { once } from './once.ts';

/** Subnets with a NAT gateway, which sends and is asked for others, also where its interface was not read. */
const natSubnets = once(
  (topology: Topology): ReadonlySet<string> =>
    new Set(
      topology
        .all('nat-gateway')
        .filter(({ state }) => state === 'available' || state === 'pending')
        .flatMap(({ subnet }) => subnet ?? []),
    ),
);

/**
 * True where nothing but the gateway's interfaces is seen in a subnet of the attachment, or none at all, and it
 * has the /28 that AWS advises for it.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 */
export function isForAttachment(
  topology: Topology,
  subnet: Subnet,
  attachment: Attachment,
): boolean {
  if (!attachment.subnets?.includes(subnet.id) || natSubnets(topology).has(subnet.id)) return false;
  const inside = interfacesIn(topology, subnet.id);
  return inside.length > 0
    ? inside.every((eni) => eni.type === 'transit_gateway')
    : subnet.cidrs.some((cidr) => cidr.family === 4 && cidr.length === 28);
}
