/** Says the changes of a plan in sentences, resources as `name (id)`. Pure. */
import { count } from '#app/base/count.ts';
import type { Ref } from '#app/base/ref.ts';
import type { RouteTarget } from '#app/kinds/route-table.ts';
import type { Change, Reversal } from '#app/plan/changes.ts';
import type { Design } from '#app/plan/design-shapes.ts';
import type { Topology } from '#app/topology/topology.ts';

/** Names things of today by the topology, and what the plan makes by its design. */
export function sayer(topology: Topology, design: Design): (change: Change | Reversal) => string {
  const names = new Map<Ref, string>([
    ...design.gateways.map((g) => [g.id, g.name] as const),
    ...design.tables.map((t) => [t.id, t.name] as const),
    ...design.links.map((l) => [l.id, l.name] as const),
    ...design.attachments.map((a) => [a.id, `the attachment of ${topology.label(a.vpc)}`] as const),
  ]);
  const name = (id: Ref): string =>
    topology.find(id) ? topology.label(id) : (names.get(id) ?? topology.label(id));
  const target = ({ kind, id }: RouteTarget): string => (kind === 'local' ? 'local' : name(id));
  const peering = (id: Ref): string => {
    const found = topology.get('vpc-peering', id);
    return found
      ? `${name(id)}, between ${name(found.requester.vpc)} and ${name(found.accepter.vpc)}`
      : name(id);
  };
  return (change) => {
    switch (change.do) {
      case 'create-gateway': {
        const { name: called, region, account, asn } = change.gateway;
        const number = asn === undefined ? '' : `, Amazon side ASN ${asn}`;
        return `Create transit gateway ${called} in ${region}, account ${account}${number}.`;
      }
      case 'create-table':
        return `Create route table ${change.name} of ${name(change.gateway)}.`;
      case 'share-gateway':
        return `Share ${name(change.gateway)} with ${count(change.accounts.length, 'account')}: ${change.accounts.join(', ')}.`;
      case 'create-landing-table':
        return `Create route table ${change.name} in ${name(change.vpc)}, with the local route only.`;
      case 'create-landing': {
        const { zone, zoneId, cidr, ipv6Cidr } = change.landing;
        const six = ipv6Cidr === undefined ? '' : ` and ${ipv6Cidr}`;
        return `Create subnet ${cidr}${six} in ${name(change.vpc)}, zone ${zone || zoneId}.`;
      }
      case 'enable-references':
        return `Let ${name(change.gateway)} carry references to security groups.`;
      case 'create-attachment': {
        const { vpc, gateway, landings } = change.attachment;
        const zones = landings.map((l) => l.zone || l.zoneId).join(', ');
        return `Attach ${name(vpc)} to ${name(gateway)}, in ${zones}.`;
      }
      case 'add-landings':
        return `Put ${name(change.attachment)} into ${change.subnets.map(name).join(', ')} too.`;
      case 'create-link':
        return `Peer ${name(change.link.requester)} with ${name(change.link.accepter)}, and accept.`;
      case 'associate':
        return `Associate ${name(change.attachment)} with ${name(change.table)}.`;
      case 'propagate':
        return `Propagate ${name(change.attachment)} into ${name(change.table)}.`;
      case 'disassociate':
        return `Take ${name(change.attachment)} out of its association with ${name(change.table)}.`;
      case 'stop-propagating':
        return `Stop propagating ${name(change.attachment)} into ${name(change.table)}.`;
      case 'create-tgw-route':
        return `${name(change.table)}: route ${change.cidr} to ${name(change.attachment)}.`;
      case 'create-tgw-blackhole':
        return `${name(change.table)}: drop ${change.cidr}.`;
      case 'create-route':
        return `${name(change.table)}: route ${change.destination} to ${target(change.target)}.`;
      case 'replace-route':
        return `${name(change.table)}: route ${change.destination} to ${target(change.target)} instead of ${target(change.before)}.`;
      case 'delete-route':
        return `${name(change.table)}: delete the route ${change.destination} to ${target(change.before)}.`;
      case 'delete-peering':
        return `Delete ${peering(change.peering)}.`;
      case 'delete-gateway':
        return `Delete transit gateway ${change.gateway.name}.`;
      case 'delete-table':
        return `Delete route table ${change.name} of ${name(change.gateway)}.`;
      case 'unshare-gateway':
        return `End the share of ${name(change.gateway)} with ${count(change.accounts.length, 'account')}: ${change.accounts.join(', ')}.`;
      case 'delete-landing-table':
        return `Delete route table ${change.name} in ${name(change.vpc)}.`;
      case 'delete-landing': {
        const { zone, zoneId, cidr } = change.landing;
        return `Delete subnet ${cidr} in ${name(change.vpc)}, zone ${zone || zoneId}.`;
      }
      case 'disable-references':
        return `Let ${name(change.gateway)} carry no references to security groups any more.`;
      case 'delete-attachment':
        return `Delete the attachment of ${name(change.attachment.vpc)} to ${name(change.attachment.gateway)}.`;
      case 'remove-landings':
        return `Take ${name(change.attachment)} out of ${change.subnets.map(name).join(', ')}.`;
      case 'delete-link':
        return `Delete the peering of ${name(change.link.requester)} and ${name(change.link.accepter)}.`;
      case 'delete-tgw-route':
        return `${name(change.table)}: delete the route ${change.cidr} to ${name(change.attachment)}.`;
      case 'delete-tgw-blackhole':
        return `${name(change.table)}: drop ${change.cidr} no more.`;
      case 'create-peering':
        return `Peer ${name(change.requester)} with ${name(change.accepter)} anew, and accept: it stands in for ${name(change.peering)}, under another id.`;
      case 'restore-route':
        return `${name(change.table)}: route ${change.destination} to what stands in for ${target(change.target)}.`;
    }
  };
}
