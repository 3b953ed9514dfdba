/** What a plan warns of the subnets in which its attachments stand. */
import type { Routing } from '../../routing/routing.ts';
import type { Designed } from '../design.ts';
import { isOpenTo } from '../landings.ts';
import type { PlanWarning } from '../plan.ts';

export function landings({ topology }: Routing, { design }: Designed): PlanWarning[] {
  return design.attachments.flatMap((attachment) => {
    const shared = attachment.landings.filter((l) => l.how === 'shared');
    if (shared.length === 0) return [];
    return [
      {
        kind: 'landing' as const,
        stops: false,
        message: `${topology.label(attachment.vpc)} has no room for a /28 in ${shared.map((l) => l.zone || l.zoneId).join(', ')}: the attachment shares ${shared.map((l) => topology.label(l.subnet)).join(', ')} with workloads, whose network ACL and route table then also judge what arrives.`,
        resources: [attachment.vpc, ...shared.map((l) => l.subnet)],
      },
    ];
  });
}

/**
 * The network ACL of an attachment's subnet judges what arrives from the gateway.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
 */
export function acls({ topology }: Routing, { design }: Designed): PlanWarning[] {
  return design.attachments.flatMap(({ vpc, landings, ipv6 }) => {
    const shut = landings.filter(
      (l) => l.how === 'new' && !isOpenTo(topology, vpc, undefined, ipv6),
    );
    if (shut.length === 0) return [];
    return [
      {
        kind: 'landing' as const,
        stops: false,
        message: `The default network ACL of ${topology.label(vpc)} does not let everything through, and it will judge the new attachment ${shut.length === 1 ? 'subnet' : 'subnets'} in ${shut.map((l) => l.zone || l.zoneId).join(', ')}: give ${shut.length === 1 ? 'it' : 'them'} an open network ACL before the first pair is cut over.`,
        resources: [vpc],
      },
    ];
  });
}
