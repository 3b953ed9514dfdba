/** What a plan says in words, the same in every format: plain sentences, as yet unescaped. */
import { count, grouped } from '../../base/count.ts';
import { groupBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { pricesRestOn } from '../../mesh/price-words.ts';
import type { BillLine, PlanCost, UsdRange } from '../../plan/bill.ts';
import type { Back, Change, Reversal } from '../../plan/changes.ts';
import type { TableDesign } from '../../plan/design-shapes.ts';
import type { Plan, Step } from '../../plan/plan.ts';

/** How a resource is called. */
export type Label = (id: Ref) => string;

export const PHASE_TITLES = {
  build: 'Build, beside the peerings',
  'cut-over': 'Cut over, pair by pair',
  verify: 'Verify',
  close: 'Close what the mode keeps apart',
  remove: 'Remove',
} as const;

/** True where no peering can go: what is left to say is why. */
export const movesNothing = ({ steps }: Plan): boolean => steps.length === 0;

export function titleOf(plan: Plan): string {
  const { members, replaced, idle, gateways, kept } = plan.design;
  if (movesNothing(plan))
    return `Nothing moves, ${count(kept.length, 'peering stays', 'peerings stay')}`;
  if (members.length === 0)
    return `${count(replaced.length, 'peering')} deleted, no transit gateway needed`;
  const used = replaced.length - idle.length;
  const nothing = idle.length === 1 ? 'carries nothing' : 'carry nothing';
  const off =
    idle.length === 0
      ? count(used, 'peering')
      : used === 0
        ? `${count(idle.length, 'peering')} that ${nothing}`
        : `${count(used, 'peering')}, and ${idle.length} that ${nothing}`;
  return `${count(members.length, 'VPC')} off ${off}, onto ${count(gateways.length, 'transit gateway')}`;
}

/** What the runbook is called: one that only deletes moves nothing to a gateway. */
export const headingOf = (plan: Plan): string =>
  plan.design.members.length === 0
    ? `Peerings that carry nothing: ${titleOf(plan)}`
    : `From VPC peering to transit gateway: ${titleOf(plan)}`;

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
  const many = cost.attachments + cost.peeringAttachments;
  if (many === 0) return 'Cost: no attachment, so nothing a month.';
  const attachments = count(many, 'attachment');
  if (cost.monthlyUsd === undefined) return `Cost: ${attachments}; no price in USD is known.`;
  return `Cost: ${attachments}, ${usd({ least: cost.monthlyUsd, most: cost.monthlyUsd })}/month without data (${pricesRestOn(cost.priceAsOf ?? 'unknown', cost.unsourced)}).${cost.breakEvenGb === undefined ? '' : ` From ${grouped(cost.breakEvenGb)} GB a month on, data costs more than the attachments.`}`;
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

/** What takes a step back, in a few words. */
export function backOf({ rollback }: Step): string {
  return [...groupBy(rollback, (change) => change.do)]
    .map(([what, same]) => BACK[what](same.length))
    .join(', ');
}

const BACK: Readonly<Record<Back['do'], (n: number) => string>> = {
  'delete-gateway': (n) => `delete ${count(n, 'transit gateway')}`,
  'delete-table': (n) => `delete ${count(n, 'gateway route table')}`,
  'unshare-gateway': (n) => `end ${count(n, 'share')}`,
  'delete-landing-table': (n) => `delete ${count(n, 'route table')}`,
  'delete-landing': (n) => `delete ${count(n, 'subnet')}`,
  'disable-references': () => 'carry no references to security groups',
  'delete-attachment': (n) => `delete ${count(n, 'attachment')}`,
  'remove-landings': () => 'leave the new zones',
  'delete-link': (n) => `delete ${count(n, 'gateway peering')}`,
  'delete-tgw-route': (n) => `delete ${count(n, 'gateway route')}`,
  'delete-tgw-blackhole': (n) => `delete ${count(n, 'blackhole')}`,
  associate: (n) => `associate ${count(n, 'attachment')}`,
  disassociate: (n) => `disassociate ${count(n, 'attachment')}`,
  propagate: (n) => `start ${count(n, 'propagation')}`,
  'stop-propagating': (n) => `stop ${count(n, 'propagation')}`,
  'create-route': (n) => `write ${count(n, 'route')} again`,
  'replace-route': (n) => `lead ${count(n, 'route')} back`,
  'delete-route': (n) => `delete ${count(n, 'route')}`,
  'create-peering': (n) => `ask for ${count(n, 'peering')} anew, under another id`,
  'restore-route': (n) => `lead ${count(n, 'route')} over them`,
};

const zones = (n: number): string => count(n, 'Availability Zone');

/** One change. */
export function sentenceOf(change: Change | Reversal, label: Label): string {
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
    case 'delete-gateway':
      return `Delete transit gateway ${change.gateway.name}`;
    case 'delete-table':
      return `Delete route table ${change.name} of ${label(change.gateway)}`;
    case 'unshare-gateway':
      return `End the share of ${label(change.gateway)} with ${change.accounts.join(', ')}`;
    case 'delete-landing-table':
      return `Delete route table ${change.name} in ${label(change.vpc)}`;
    case 'delete-landing':
      return `Delete subnet ${change.landing.cidr} of ${label(change.vpc)}`;
    case 'disable-references':
      return `Let ${label(change.gateway)} carry no references to security groups any more`;
    case 'delete-attachment':
      return `Delete ${label(change.attachment.id)} to ${label(change.attachment.gateway)}`;
    case 'remove-landings':
      return `Take ${label(change.attachment)} out of ${change.subnets.map(label).join(', ')}`;
    case 'delete-link':
      return `Delete the peering of ${label(change.link.requester)} and ${label(change.link.accepter)}`;
    case 'delete-tgw-route':
      return `${label(change.table)}: ${change.cidr} to ${label(change.attachment)} deleted`;
    case 'delete-tgw-blackhole':
      return `${label(change.table)}: ${change.cidr} not dropped any more`;
    case 'create-peering':
      return `Peer ${label(change.requester)} with ${label(change.accepter)} anew, in place of ${label(change.peering)}: it gets another id`;
    case 'restore-route':
      return `${label(change.table)}: ${change.destination} to the peering in place of ${label(change.target.id)}`;
  }
}
