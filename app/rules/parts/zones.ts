/** Which Availability Zones a VPC attachment covers, and who sends from elsewhere. */
import { uniq } from '../../base/order.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Topology } from '../../topology/topology.ts';
import { isAvailabilityZone } from '../../topology/zones.ts';
import { interfacesKnown, tenantsOf } from './interfaces.ts';
import { once } from './once.ts';
import { type LiveVpcAttachment, liveVpcAttachments, sendingTo } from './sending.ts';

/** An attachment of a VPC that has subnets in zones which the attachment does not cover. */
export interface PartCoverage {
  readonly attachment: LiveVpcAttachment;
  /** The attachment's own subnets; their zones are covered. */
  readonly own: readonly Subnet[];
  /** The VPC's subnets in other Availability Zones, sorted by id. */
  readonly outside: readonly Subnet[];
  /**
   * Those of them whose table sends to the gateway, and in which somebody stands (or it cannot be told whether anybody
   * does).
   */
  readonly stranded: readonly Subnet[];
}

/** Attachments whose subnets are all known and that leave out a zone of their VPC, in order of ids. */
export const partCoverages = once((topology: Topology): readonly PartCoverage[] => {
  const out: PartCoverage[] = [];
  for (const attachment of liveVpcAttachments(topology)) {
    const own = attachment.subnets?.map((id) => topology.get('subnet', id));
    if (!own?.length || !own.every((subnet) => subnet !== undefined)) continue;
    if (own.some((subnet) => subnet.zoneId === '')) continue;
    const covers = ({ zoneId }: Subnet) => own.some((subnet) => subnet.zoneId === zoneId);
    const outside = topology
      .subnetsOf(attachment.vpc)
      .filter((subnet) => !covers(subnet) && isAvailabilityZone(subnet));
    if (outside.length === 0) continue;
    const tables = new Set(
      sendingTo(topology, attachment.vpc, attachment.ends[0]?.tgw ?? '')
        .filter(({ routes }) => routes.some((route) => route.state === 'active'))
        .map(({ table }) => table),
    );
    const stranded = outside.filter((subnet) => {
      const table = topology.tableOf(subnet);
      if (!table || !tables.has(table)) return false;
      return !interfacesKnown(topology, subnet) || tenantsOf(topology, subnet.id).length > 0;
    });
    out.push({ attachment, own, outside, stranded });
  }
  return out;
});

/** Name of a subnet's zone: `us-east-1a`, or the id where there is no name. */
export const zoneOf = (subnet: Subnet): string => subnet.zone || subnet.zoneId;

/** Names of the zones of some subnets, sorted. */
export const zonesOf = (subnets: readonly Subnet[]): string[] => uniq(subnets.map(zoneOf));
