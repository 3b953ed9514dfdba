/** What a check shows of each change that worked: the lines of its answer, columns two spaces apart. */
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { Change } from './changes.ts';
import type { Design } from './design-shapes.ts';
import { variableOf } from './where.ts';

const line = (...columns: readonly string[]): string => columns.join('  ');

/** Lines that the check of a change prints, or a sentence on what it no longer does; empty where nothing is asked. */
export function checkLines(change: Change, design: Design, topology: Topology): string[] {
  switch (change.do) {
    case 'create-gateway': {
      const { id, securityGroupReferencing } = change.gateway;
      return [line(variableOf(id), 'available', securityGroupReferencing ? 'enable' : 'disable')];
    }
    case 'enable-references':
      return [line(variableOf(change.gateway), 'available', 'enable')];
    case 'create-table':
      return [line(variableOf(change.table), 'available')];
    case 'create-landing': {
      const { subnet, zone, zoneId, cidr } = change.landing;
      return [line(variableOf(subnet), zone || zoneId, cidr, 'available')];
    }
    case 'create-attachment':
      return [line(variableOf(change.attachment.id), 'available')];
    case 'add-landings':
      return [
        line(variableOf(change.attachment), 'available'),
        `Behind it stand ${change.subnets.map(variableOf).join(' and ')}, beside the subnets of before.`,
      ];
    case 'associate': {
      const [attachment, table] = [variableOf(change.attachment), variableOf(change.table)];
      const resource = resourceOf(change.attachment, design, topology);
      return [
        resource === undefined
          ? `The line of ${attachment} says available, ${table} and associated.`
          : line(attachment, resource, 'available', table, 'associated'),
      ];
    }
    case 'propagate':
      return propagated(change.attachment, design, topology);
    case 'stop-propagating': {
      const resource = resourceOf(change.attachment, design, topology);
      return [`No line says propagated and ${resource ?? variableOf(change.attachment)}.`];
    }
    case 'create-tgw-route':
      return [line(change.cidr, 'static', 'active')];
    case 'create-tgw-blackhole':
      return [line(change.cidr, 'static', 'blackhole')];
    case 'create-route':
    case 'replace-route':
      return [line(change.destination, variableOf(change.target.id), 'active')];
    case 'delete-route':
      return [`No line begins with ${change.destination}.`];
    case 'delete-peering':
      // At first `deleting`; hours later AWS knows the id no more.
      return [`${line(change.peering, 'deleted')}, or deleting, or no such peering`];
    case 'create-link':
    case 'create-landing-table':
    case 'share-gateway':
    case 'disassociate':
      return [];
  }
}

/** What an attachment connects; undefined for a peering, whose two ends name each other. */
const resourceOf = (attachment: Ref, design: Design, topology: Topology): Ref | undefined =>
  design.links.some((l) => l.id === attachment)
    ? undefined
    : (design.attachments.find((a) => a.id === attachment)?.vpc ??
      topology.attachment(attachment)?.resource);

/** A VPC is propagated by each of its blocks, IPv6 ones where the attachment carries them. */
function propagated(attachment: Ref, design: Design, topology: Topology): string[] {
  const own = design.attachments.find((a) => a.id === attachment);
  if (!own) return [];
  return topology
    .cidrsOf(own.vpc)
    .filter((cidr) => cidr.family === 4 || own.ipv6)
    .map((cidr) => line(cidr.text, 'propagated', 'active', own.vpc));
}
