/**
 * Into a Cloud WAN core network: as far as the attachment, for its routes are not read.
 * Source: https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-route-evaluation.html
 */
import type { Ref } from '../base/ref.ts';
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
  return w.fail({
    outcome: 'cannot-tell',
    at: table.id,
    message: `${table.id} sends ${w.destination} to the Cloud WAN core network ${network ? w.topology.label(network.id) : arn}${how}: the routes of a Cloud WAN core network were not read.`,
    change: `Look up ${w.destination} in the routes of ${attachment?.segment ? `segment ${attachment.segment}` : 'its segment'} in Network Manager.`,
  });
}
