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

interface Teller {
  readonly link: DxLink;
  /** Set where it is being deleted, and tells of the VPC until it no longer can: what is. */
  readonly going: Ref | undefined;
}

/**
 * Associations that tell on-premises, or may, those that stay first: of one that is down nobody hears, unless all are and
 * come up together.
 */
function tellersOf(topology: Topology, gateway: Ref): Teller[] {
  const ends = dxLinksOf(topology, gateway).map((link) => ({ link, ...dxEnd(topology, link) }));
  const live = ends.filter(({ state }) => state !== 'down');
  return (live.length > 0 ? live : ends)
    .map(({ link, id, state }) => ({ link, going: state === 'leaving' ? id : undefined }))
    .sort((a, b) => Number(a.going !== undefined) - Number(b.going !== undefined));
}

/** Whether a block of the VPC passes the filter of an association, or may: AWS does not show everybody what it allows. */
const letsPass = (link: DxLink, block: Cidr): boolean =>
  allowedOf(link).length === 0 || allowedOf(link).some((cidr) => contains(cidr, block));

/**
 * The same for a virtual private gateway, where the allowed prefixes filter whole blocks of its VPC. Undefined also
 * where a VPN or a virtual interface that may be up ends on the gateway itself: it tells on-premises of the VPC, too.
 * Where such were not read, one may, and what is being deleted does until it no longer can: `cannot-tell`.
 */
export function filteredOut(topology: Topology, vgw: Ref, vpc: Ref, ip: Ip): Failure | undefined {
  const block = topology.cidrsOf(vpc).find((cidr) => hasIp(cidr, ip));
  if (!block) return undefined;
  const tellers = tellersOf(topology, vgw);
  const filtering = tellers.find(({ link }) => !letsPass(link, block));
  const passing = tellers.filter(({ link }) => letsPass(link, block));
  const own = dxEndsOf(topology, vgw).filter(
    ({ id, state }) => state !== 'down' && topology.get('dx-virtual-interface', id) !== undefined,
  );
  const isTold =
    passing.some(({ going }) => going === undefined) ||
    own.some(({ state }) => state === 'up') ||
    vpnsOn(topology, vgw).some((vpn) => !vpnDown(vpn));
  if (!filtering || isTold) return undefined;
  const { dx, association } = filtering.link;
  const filter = `association ${association.id} of ${dx} with ${vgw} lets only blocks inside ${allowedText(allowedOf(filtering.link))} pass`;
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
  const going = [...passing.flatMap((teller) => teller.going ?? []), ...own.map(({ id }) => id)];
  const change = `Allow ${block.text}, or a prefix that contains it, in association ${association.id}.`;
  return going.length > 0
    ? {
        outcome: 'cannot-tell',
        at: dx,
        message: `Whether on-premises is told of ${block.text}, which holds ${formatIp(ip)}, is not known: ${filter}, and what else tells of it is being deleted (${going.join(', ')}): until when it does AWS does not say.`,
        change,
      }
    : {
        outcome: 'no-route',
        at: dx,
        message: `On-premises is not told of ${block.text}, which holds ${formatIp(ip)}: ${filter}.`,
        change,
      };
}
