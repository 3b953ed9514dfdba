/**
 * What a Direct Connect gateway tells on-premises: a source outside of it gets no replies.
 * Source: https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
 */
import { type Cidr, contains, formatIp, hasIp, type Ip } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Attachment } from '../topology/attachments.ts';
import { dxEnd, dxEndsOf, type DxLink, dxLinksOf } from '../topology/direct-connect.ts';
import type { Topology } from '../topology/topology.ts';
import { vpnDown, vpnsOn } from './carrying.ts';
import type { Failure } from './walker.ts';

const SHOWN = 4;

const allowedOf = ({ association }: DxLink) => association.allowed ?? [];

const allowedText = (allowed: readonly Cidr[]): string =>
  allowed
    .slice(0, SHOWN)
    .map((cidr) => cidr.text)
    .join(', ') + (allowed.length > SHOWN ? ` and ${allowed.length - SHOWN} more` : '');

/**
 * Set where on-premises is not told of an address behind the attachment of a Direct Connect gateway: the allowed
 * prefixes are exactly what is advertised. Undefined where it is, or where the association was not read.
 */
export function notAdvertised(
  topology: Topology,
  tgw: Ref,
  attachment: Attachment,
  ip: Ip,
): Failure | undefined {
  if (attachment.type !== 'direct-connect-gateway') return undefined;
  const link = dxLinksOf(topology, tgw).find((l) => l.dx === attachment.resource);
  const allowed = link ? allowedOf(link) : [];
  if (!link || allowed.length === 0 || allowed.some((cidr) => hasIp(cidr, ip))) return undefined;
  const { dx, association } = link;
  return {
    outcome: 'no-route',
    at: dx,
    message: `On-premises is not told of ${formatIp(ip)}: association ${association.id} of ${dx} with ${tgw} allows ${allowedText(allowed)} only.`,
    change: `Allow a prefix that holds ${formatIp(ip)} in association ${association.id}.`,
  };
}

/** What ends on a virtual private gateway itself and tells on-premises of its VPC, whatever associations allow. */
const TELLERS = {
  'vpn-connection': 'VPN connections',
  'dx-virtual-interface': 'virtual interfaces',
} as const;

/** Associations that tell on-premises, or may: of one that is down nobody hears, unless all are and come up together. */
function tellersOf(topology: Topology, gateway: Ref): DxLink[] {
  const links = dxLinksOf(topology, gateway);
  const live = links.filter((link) => dxEnd(topology, link).state !== 'down');
  return live.length > 0 ? live : links;
}

/** Whether a block of the VPC passes the filter of an association, or may: AWS does not show everybody what it allows. */
const letsPass = (link: DxLink, block: Cidr): boolean =>
  allowedOf(link).length === 0 || allowedOf(link).some((cidr) => contains(cidr, block));

/**
 * The same for a virtual private gateway, where the allowed prefixes filter whole blocks of its VPC. Undefined also
 * where a VPN or a virtual interface that may be up ends on the gateway itself: it tells on-premises of the VPC, too.
 * Where such were not read, one may: `cannot-tell`.
 */
export function filteredOut(topology: Topology, vgw: Ref, vpc: Ref, ip: Ip): Failure | undefined {
  const links = tellersOf(topology, vgw);
  const block = topology.cidrsOf(vpc).find((cidr) => hasIp(cidr, ip));
  const [link] = links;
  if (!block || !link || links.some((l) => letsPass(l, block))) return undefined;
  const elsewhere =
    vpnsOn(topology, vgw).some((vpn) => !vpnDown(vpn)) ||
    dxEndsOf(topology, vgw).some(
      ({ id, state }) => state !== 'down' && topology.get('dx-virtual-interface', id) !== undefined,
    );
  if (elsewhere) return undefined;
  const { dx, association } = link;
  const filter = `association ${association.id} of ${dx} with ${vgw} lets only blocks inside ${allowedText(allowedOf(link))} pass`;
  const place = topology.placeOf(vpc);
  const hidden = (['vpn-connection', 'dx-virtual-interface'] as const).filter(
    (kind) => !topology.saw(kind, place),
  );
  if (hidden.length > 0) {
    const unread = hidden.map((kind) => TELLERS[kind]).join(' and ');
    return {
      outcome: 'cannot-tell',
      at: vpc,
      message: `Whether on-premises is told of ${block.text}, which holds ${formatIp(ip)}, is not known: ${filter}, and the ${unread} on ${vgw} were not read.`,
      change: `Collect the ${unread} of the account and Region of ${vgw}.`,
      hidden,
    };
  }
  return {
    outcome: 'no-route',
    at: dx,
    message: `On-premises is not told of ${block.text}, which holds ${formatIp(ip)}: ${filter}.`,
    change: `Allow ${block.text}, or a prefix that contains it, in association ${association.id}.`,
  };
}
