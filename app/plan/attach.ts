/** The attachments of a design: one for each member, new or there already. */
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { TgwVpcAttachment } from '../kinds/tgw-vpc-attachment.ts';
import type { Topology } from '../topology/topology.ts';
import { associationOf } from './gateways.ts';
import { landingsOf } from './landings.ts';
import type { AttachmentDesign, GatewayDesign, Landing, TableDesign } from './design-shapes.ts';
import type { Move } from './scope.ts';

/** The attachment of a VPC to a gateway that is there today, working or not: a second one is refused. */
export const attachedTo = (
  topology: Topology,
  vpc: Ref,
  gateway: Ref,
): TgwVpcAttachment | undefined =>
  topology
    .all('tgw-vpc-attachment')
    .find((a) => a.vpc === vpc && a.tgw === gateway && !GONE.has(a.state));

const GONE = new Set(['deleted', 'deleting', 'failed', 'failing', 'rejected', 'rejecting']);

export function attach(
  topology: Topology,
  vpc: Ref,
  gateway: GatewayDesign,
  tables: readonly TableDesign[],
  ipv6: boolean,
): AttachmentDesign {
  const place = topology.placeOf(vpc);
  const there = gateway.existing ? attachedTo(topology, vpc, gateway.id) : undefined;
  const landings = there ? widened(topology, there) : landingsOf(topology, vpc, ipv6);
  const tgw = topology.get('transit-gateway', gateway.id);
  return {
    id: there?.id ?? `planned-attachment-${vpc}`,
    existing: there !== undefined,
    name: there ? there.name || there.id : topology.get('vpc', vpc)?.name || vpc,
    vpc,
    gateway: gateway.id,
    account: place.account,
    region: place.region,
    landings,
    landingTable: landings.some((l) => l.how === 'new') ? `planned-rtb-${vpc}` : undefined,
    // IPv6 takes a subnet with IPv6 in every zone.
    ipv6: there ? there.ipv6 === true : ipv6 && landings.every((l) => l.ipv6Cidr !== undefined),
    table: tables.find((t) => t.gateway === gateway.id && t.serves.includes(vpc))!.id,
    byDefault: {
      association: there ? undefined : tgw?.defaultAssociationTable,
      propagation: there ? undefined : tgw?.defaultPropagationTable,
    },
  };
}

/** Where an attachment stands today, and subnets in the zones with workloads that it leaves out. */
function widened(topology: Topology, there: TgwVpcAttachment): Landing[] {
  const today = there.subnets.map((id): Landing => {
    const subnet = topology.get('subnet', id);
    return {
      zone: subnet?.zone ?? '',
      zoneId: subnet?.zoneId ?? '',
      subnet: id,
      cidr: subnet?.cidrs[0]?.text ?? '',
      ipv6Cidr: subnet?.cidrs.find((c) => c.family === 6)?.text,
      how: 'existing',
    };
  });
  const covered = new Set(today.map((l) => l.zoneId));
  const more = landingsOf(topology, there.vpc, there.ipv6 === true);
  return [...today, ...more.filter((l) => !covered.has(l.zoneId))];
}

/**
 * True where a member with IPv6 is sent, or sends, some over the peerings that go, or is to. One without has routes for
 * the IPv6 of its peers at times, and nobody to use them.
 */
export const carriesIpv6 = (
  topology: Topology,
  moves: readonly Move[],
  opened: ReadonlySet<Ref>,
  vpc: Ref,
): boolean =>
  topology.cidrsOf(vpc).some((cidr) => cidr.family === 6) &&
  (opened.has(vpc) ||
    moves.some(
      (m) => (m.vpc === vpc || m.peer === vpc) && m.reaches.some((cidr) => cidr.family === 6),
    ));

/** Members by the existing route table that answers for them at their gateway; the others under undefined. */
export function byTable(
  topology: Topology,
  gateway: GatewayDesign,
  vpcs: readonly Ref[],
): Map<Ref | undefined, Ref[]> {
  return groupBy(uniq(vpcs), (vpc) => {
    const there = gateway.existing ? attachedTo(topology, vpc, gateway.id) : undefined;
    return there && associationOf(topology, there.id, gateway.id);
  });
}
