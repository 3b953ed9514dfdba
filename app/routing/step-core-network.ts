/**
 * Into a Cloud WAN core network: as far as the attachment, and what the routes of its segment say there. They are told,
 * not followed: what other edges and segments make of the flow is not modelled.
 * Source: https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-route-evaluation.html
 */
import { hasIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { CoreNetwork, CoreNetworkRoute } from '../kinds/core-network.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Position, Walker } from './walker.ts';

/** Notes how far a flow gets, and that nobody can tell what becomes of it. `arn`: as routes name the network. */
export function enterCoreNetwork(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  arn: Ref,
): Position | undefined {
  const network = w.topology.all('core-network').find((n) => n.arn === arn || n.id === arn);
  const attachment = w.topology
    .all('core-network-attachment')
    .find((a) => a.resource === subnet.vpc && a.coreNetwork === network?.id);
  if (attachment) w.hop({ id: attachment.id, kind: 'core-network-attachment' });
  w.hop({ id: network?.id ?? (arn || table.id), kind: 'core-network' });
  const how = attachment
    ? ` over ${attachment.id} (${attachment.segment ? `segment ${attachment.segment}, ` : ''}${attachment.state})`
    : network && w.topology.saw('core-network-attachment', subnet)
      ? `, to which ${subnet.vpc} is not seen to be attached`
      : '';
  const segment = attachment?.segment ?? '';
  const told = network && segment !== '' ? toldBy(w, network, segment, subnet.region) : undefined;
  return w.fail({
    outcome: 'cannot-tell',
    at: table.id,
    message: `${table.id} sends ${w.destination} to the Cloud WAN core network ${network ? w.topology.label(network.id) : arn}${how}: ${told ?? 'the routes of a Cloud WAN core network were not read'}.`,
    change: told
      ? 'Follow the flow by hand from there.'
      : `Look up ${w.destination} in the routes of ${segment ? `segment ${segment}` : 'its segment'} in Network Manager.`,
    ...(told ? {} : { hidden: ['core-network'] as const }),
  });
}

/** What the routes of a segment at an edge say of the destination; undefined where they were not read. */
function toldBy(
  w: Walker,
  network: CoreNetwork,
  segment: string,
  edge: string,
): string | undefined {
  const routes = network.tables?.find((t) => t.segment === segment && t.edge === edge)?.routes;
  if (!routes) return undefined;
  const where = `segment ${segment} in ${edge}`;
  if (routes.some((route) => route.cidr === undefined))
    return `${where} has routes of prefix lists, whose prefixes its answer does not hold`;
  // AWS lists the routes that are in force: of one prefix there is one.
  const [best] = routes
    .filter(({ cidr }) => cidr && hasIp(cidr, w.goal.ip))
    .sort((a, b) => (b.cidr?.length ?? 0) - (a.cidr?.length ?? 0));
  if (!best) return `${where} has no route for it`;
  if (best.state !== 'active') return `${where} drops ${best.cidr?.text ?? ''} (${best.state})`;
  return `${where} sends ${best.cidr?.text ?? ''} to ${targetsOf(best)}, and is not followed further`;
}

const targetsOf = ({ targets }: CoreNetworkRoute): string =>
  targets
    .map((to) =>
      to.attachment || to.tgwAttachment
        ? `${to.attachment || to.tgwAttachment}${to.resource ? ` (${to.resource})` : ''}`
        : `its edge in ${to.edge}`,
    )
    .join(' or ') || 'nowhere';
