/** Text: the plan for the engineer who will carry it out, in a terminal. */
import { count, grouped } from '../base/count.ts';
import { inert } from '../base/inert.ts';
import { type Paint, paintFor } from '../exports/parts/paint.ts';
import type { Change, Plan, PlanCost, Step, TableDesign } from '../plan/plan.ts';
import { definePlanWriter, type PlanRun } from './writer.ts';

export default definePlanWriter({
  id: 'text',
  about: { title: 'Text', description: 'To read in a terminal.', extension: 'txt' },
  write: planText,
});

function planText({ plan, topology, look }: PlanRun): string {
  const ink = paintFor(look);
  const { design, proof } = plan;
  const label = (id: string): string => inert(topology.find(id)?.name || id);
  const lines = [
    ink.bold(
      `${count(design.members.length, 'VPC')} off ${count(design.replaced.length, 'peering')}, onto ${count(design.gateways.length, 'transit gateway')}`,
    ),
    verdict(plan, ink),
    '',
    ...plan.design.gateways.flatMap((gateway) => [
      `${ink.bold(inert(gateway.name))}  ${gateway.region}, account ${gateway.account}, ASN ${gateway.asn}`,
      ...design.tables.filter((t) => t.gateway === gateway.id).map((t) => table(t, label)),
    ]),
    ...design.links.map((link) => `${link.name}: peering of the gateways`),
    '',
    money(plan.cost),
    ...section(
      'Stays on peering',
      plan.design.kept.map((k) => `${k.vpcs.map(label).join(' and ')}: ${k.message}`),
      ink,
    ),
    ...section(
      'Before the first step',
      plan.warnings.map((w) => w.message),
      ink,
    ),
    '',
    ...plan.steps.flatMap((step, i) => [
      ...(step.phase === plan.steps[i - 1]?.phase ? [] : ['', ink.bold(TITLES[step.phase])]),
      ...stepLines(step, label, ink),
    ]),
    ...(proof.changes.length === 0
      ? []
      : section(
          'Pairs that would fare differently',
          proof.changes.map(
            (c) => `${label(c.from)} to ${label(c.to)}: ${c.before}, after ${c.step} ${c.after}`,
          ),
          ink,
        )),
  ];
  return `${lines.join('\n')}\n`;
}

const TITLES = {
  build: 'Build, beside the peerings',
  'cut-over': 'Cut over, pair by pair',
  verify: 'Verify',
  remove: 'Remove',
} as const;

function verdict({ proof, steps }: Plan, ink: Paint): string {
  const told = `${count(steps.length, 'step')}, ${grouped(proof.compared)} comparisons of ordered pairs: ${proof.lost} lost, ${proof.gained} gained`;
  return proof.lost + proof.gained === 0
    ? `${ink.good('Proved')}  ${told}`
    : `${ink.bad('Not proved')}  ${told}`;
}

function table(t: TableDesign, label: (id: string) => string): string {
  const who =
    t.serves.length > 0 ? t.serves.map(label).join(', ') : 'what arrives from other Regions';
  const to = [
    ...t.propagates.map(label),
    ...t.routes.map((r) => `${r.cidr} (${r.to.map(label).join(', ')})`),
    ...t.blackholes.map((cidr) => `${cidr} dropped`),
  ];
  return `  ${t.name}: ${who}\n    leads to ${to.join(', ') || 'nothing'}`;
}

function money(cost: PlanCost): string {
  const attachments = count(cost.attachments + cost.peeringAttachments, 'attachment');
  if (cost.monthlyUsd === undefined) return `Cost: ${attachments}; no price in USD is known.`;
  const doubt =
    cost.unsourced.length === 0
      ? ''
      : `; the price in ${cost.unsourced.join(', ')} was not checked`;
  return `Cost: ${attachments}, $${cost.monthlyUsd}/month without data (prices as of ${cost.priceAsOf ?? 'unknown'}${doubt}).`;
}

function stepLines(step: Step, label: (id: string) => string, ink: Paint): string[] {
  const { pairs, lost, gained } = step.proof;
  const told = pairs === 0 ? '' : `  ${pairs} pairs, ${lost} lost, ${gained} gained`;
  const changes = step.changes.map((change) => sentence(change, label));
  return [
    `${ink.dim(step.id)}  ${inert(step.title)}${lost + gained === 0 ? ink.dim(told) : ink.bad(told)}`,
    ...changes.filter((c) => c !== '').map((c) => `    ${c}`),
  ];
}

/** What a cut-over changes is said route by route; what is built is said by the title. */
function sentence(change: Change, label: (id: string) => string): string {
  switch (change.do) {
    case 'replace-route':
      return `${label(change.table)}: ${change.destination} to ${label(change.target.id)} instead of ${label(change.before.id)}`;
    case 'create-route':
      return `${label(change.table)}: ${change.destination} to ${label(change.target.id)}`;
    case 'delete-route':
      return `${label(change.table)}: ${change.destination} deleted`;
    default:
      return '';
  }
}

const section = (title: string, items: readonly string[], ink: Paint): string[] =>
  items.length === 0 ? [] : ['', ink.bold(title), ...items.map((item) => `- ${inert(item)}`)];
