/** What a plan says in words, the same in every format: plain sentences, as yet unescaped. */
import { count, grouped } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type {
  BillLine,
  Change,
  Plan,
  PlanCost,
  Step,
  TableDesign,
  UsdRange,
} from '../../plan/plan.ts';

/** How a resource is called. */
export type Label = (id: Ref) => string;

export const PHASE_TITLES = {
  build: 'Build, beside the peerings',
  'cut-over': 'Cut over, pair by pair',
  verify: 'Verify',
  close: 'Close what the mode keeps apart',
  remove: 'Remove',
} as const;

export const titleOf = ({ design }: Plan): string =>
  `${count(design.members.length, 'VPC')} off ${count(design.replaced.length, 'peering')}, onto ${count(design.gateways.length, 'transit gateway')}`;

export const isProved = ({ proof }: Plan): boolean => proof.lost + proof.gained === 0;

export const verdictOf = ({ proof, steps, design }: Plan): string =>
  `${count(steps.length, 'step')}, ${grouped(proof.compared)} comparisons of ordered pairs: ${proof.lost} lost, ${proof.gained} gained${proof.wanted === 0 ? '' : `, ${count(proof.wanted, 'pair')} changed as the mode asks (${count(design.opened.length, 'pair')} of VPCs opened, ${design.closed.length} closed)`}`;

/** Whom a route table of a gateway answers for. */
export const whoUses = (t: TableDesign, label: Label): string =>
  t.serves.length > 0 ? t.serves.map(label).join(', ') : 'what arrives from other Regions';

export const leadsTo = (t: TableDesign, label: Label): string =>
  [
    ...t.propagates.map(label),
    ...t.routes.map((r) => `${r.cidr} (${r.to.map(label).join(', ')})`),
    ...t.blackholes.map((cidr) => `${cidr} dropped`),
  ].join(', ') || 'nothing';

export function costOf(cost: PlanCost): string {
  const attachments = count(cost.attachments + cost.peeringAttachments, 'attachment');
  if (cost.monthlyUsd === undefined) return `Cost: ${attachments}; no price in USD is known.`;
  const doubt =
    cost.unsourced.length === 0
      ? ''
      : `; the price in ${cost.unsourced.join(', ')} was not checked`;
  return `Cost: ${attachments}, ${usd({ least: cost.monthlyUsd, most: cost.monthlyUsd })}/month without data (prices as of ${cost.priceAsOf ?? 'unknown'}${doubt}).`;
}

/** `$1,234.50`, or `$1 to $2` where it is known within bounds only. */
export function usd({ least, most }: UsdRange): string {
  const money = (n: number): string => {
    const [whole = '0', part] = n.toFixed(Number.isInteger(n) ? 0 : 2).split('.');
    return `$${grouped(Number(whole))}${part === undefined ? '' : `.${part}`}`;
  };
  return least === most ? money(least) : `${money(least)} to ${money(most)}`;
}

const CHARGES: Readonly<Record<BillLine['what'], string>> = {
  attachments: 'Attachments',
  'gateway-peerings': 'Ends of gateway peerings',
  processing: 'Data processed by gateways',
  'cross-zone': 'Data between zones',
  'inter-region': 'Data between Regions',
};
export const chargeOf = (line: BillLine): string => CHARGES[line.what];

export function proofOf({ proof }: Step): string {
  const { pairs, lost, gained } = proof;
  return pairs === 0
    ? 'No pair of VPCs could be touched by it.'
    : `${count(pairs, 'ordered pair')} compared, ${lost} lost, ${gained} gained.`;
}

/** Where a step changes routes, what it does route by route; what is built is said by the title. */
export const routeSentence = (change: Change, label: Label): string | undefined =>
  change.do === 'replace-route' || change.do === 'create-route' || change.do === 'delete-route'
    ? sentenceOf(change, label)
    : undefined;

const zones = (n: number): string => count(n, 'Availability Zone');

/** One change. */
export function sentenceOf(change: Change, label: Label): string {
  switch (change.do) {
    case 'create-gateway': {
      const { name, account, region, asn, securityGroupReferencing } = change.gateway;
      return `Create transit gateway ${name} in ${region}, account ${account}${asn === undefined ? '' : `, ASN ${asn}`}, without default route tables and automatic acceptance${securityGroupReferencing ? ', with security group referencing' : ''}`;
    }
    case 'create-table':
      return `Create route table ${change.name} of ${label(change.gateway)}`;
    case 'share-gateway':
      return `Share ${label(change.gateway)} by AWS RAM with ${change.accounts.join(', ')}`;
    case 'create-landing-table':
      return `Create route table ${change.name} in ${label(change.vpc)}, with the local route only`;
    case 'create-landing': {
      const { cidr, ipv6Cidr, zone, zoneId } = change.landing;
      return `Create subnet ${cidr}${ipv6Cidr === undefined ? '' : ` and ${ipv6Cidr}`} of ${label(change.vpc)} in ${zone || zoneId}, with ${label(change.table)}`;
    }
    case 'enable-references':
      return `Let ${label(change.gateway)} carry references to security groups`;
    case 'create-attachment': {
      const { vpc, gateway, landings, ipv6 } = change.attachment;
      return `Attach ${label(vpc)} to ${label(gateway)} in ${zones(landings.length)}${ipv6 ? ', with IPv6' : ''}`;
    }
    case 'add-landings':
      return `Put ${label(change.attachment)} into ${change.subnets.map(label).join(', ')} too`;
    case 'create-link':
      return `Peer ${label(change.link.requester)} with ${label(change.link.accepter)}, and accept it there`;
    case 'associate':
      return `Associate ${label(change.attachment)} with ${label(change.table)}`;
    case 'disassociate':
      return `Disassociate ${label(change.attachment)} from ${label(change.table)}`;
    case 'propagate':
      return `Propagate ${label(change.attachment)} into ${label(change.table)}`;
    case 'stop-propagating':
      return `Stop propagating ${label(change.attachment)} into ${label(change.table)}`;
    case 'create-tgw-route':
      return `${label(change.table)}: ${change.cidr} to ${label(change.attachment)}`;
    case 'create-tgw-blackhole':
      return `${label(change.table)}: ${change.cidr} dropped`;
    case 'replace-route':
      return `${label(change.table)}: ${change.destination} to ${label(change.target.id)} instead of ${label(change.before.id)}`;
    case 'create-route':
      return `${label(change.table)}: ${change.destination} to ${label(change.target.id)}`;
    case 'delete-route':
      return `${label(change.table)}: ${change.destination} deleted`;
    case 'delete-peering':
      return `Delete peering ${label(change.peering)}`;
  }
}
