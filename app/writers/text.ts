/** Text: the plan for the engineer who will carry it out, in a terminal. */
import { grouped } from '../base/count.ts';
import { inert } from '../base/inert.ts';
import { type Paint, paintFor } from '../exports/parts/paint.ts';
import type { TableDesign } from '../plan/design-shapes.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { NEXT_TITLE, nextOf, staysText, warningsTitle, warningText } from './parts/before-first.ts';
import { labelsOf } from './parts/labels.ts';
import { OFFERS_NOTE, offerText, tableText } from './parts/offer-text.ts';
import {
  backOf,
  costOf,
  isProved,
  type Label,
  leadsTo,
  movesNothing,
  PHASE_TITLES,
  routeSentence,
  titleOf,
  usd,
  verdictOf,
  whoUses,
} from './parts/sentences.ts';
import { whoOf } from './parts/who.ts';
import { definePlanWriter, type PlanRun } from './writer.ts';

export default definePlanWriter({
  id: 'text',
  about: { title: 'Text', description: 'To read in a terminal.', extension: 'txt' },
  write: planText,
});

/** What flows, and what it costs either way. */
function trafficLines({ cost, traffic }: Plan, label: Label): string[] {
  if (cost.gbMonth === undefined || !cost.before || !cost.after) return [];
  return [
    `With ${grouped(Math.round(cost.gbMonth))} GB a month: ${usd(cost.before.usd)} a month today, ${usd(cost.after.usd)} afterwards.`,
    ...cost.notes.map((note) => `  ${note}`),
    ...traffic.map(
      (t) =>
        `  ${t.vpcs.map(label).join(' and ')}: ${grouped(Math.round(t.gbMonth))} GB, ${usd(t.onPeering)} on peering, ${usd(t.onGateway)} over the gateway${t.kept ? ', stays on peering' : t.hot ? ', hot: --keep-hot leaves it on peering' : ''}`,
    ),
  ];
}

function planText({ plan, topology, look }: PlanRun): string {
  const ink = paintFor(look);
  const { design, proof } = plan;
  const known = labelsOf(plan, topology);
  const label: Label = (id) => inert(known(id));
  const stays = staysText(design, label);
  const who = (step: Step): string[] => whoOf(step.changes, design, topology, label);
  const warnings = section(
    warningsTitle(plan),
    plan.warnings.map((w) => warningText(w, topology, known)),
    ink,
  );
  const kept = [
    ...section(
      'Stays on peering',
      design.kept.map((k) => `${k.vpcs.map(label).join(' and ')}: ${k.message}`),
      ink,
    ),
    ...section(NEXT_TITLE, nextOf(design), ink),
  ];
  if (movesNothing(plan)) return `${[ink.bad(titleOf(plan)), ...kept, ...warnings].join('\n')}\n`;
  const lines = [
    ink.bold(titleOf(plan)),
    `${isProved(plan) ? ink.good('Proved') : ink.bad('Not proved')}  ${verdictOf(plan)}`,
    ...(stays === undefined ? [] : [stays]),
    '',
    ...plan.design.gateways.flatMap((gateway) => [
      `${ink.bold(inert(gateway.name))}  ${gateway.region}, account ${gateway.account}${gateway.asn === undefined ? '' : `, ASN ${gateway.asn}`}`,
      ...design.tables.filter((t) => t.gateway === gateway.id).map((t) => table(t, label)),
    ]),
    ...design.links.map((link) => `${inert(link.name)}: peering of the gateways`),
    ...(design.gateways.length === 0 ? [] : ['']),
    costOf(plan.cost),
    ...trafficLines(plan, label),
    ...kept,
    ...warnings,
    ...offerLines(plan, label, ink),
    '',
    ...plan.steps.flatMap((step, i) => [
      ...(step.phase === plan.steps[i - 1]?.phase ? [] : ['', ink.bold(PHASE_TITLES[step.phase])]),
      ...stepLines(step, label, ink, who(step)),
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

const table = (t: TableDesign, label: Label): string =>
  `  ${inert(t.name)}: ${whoUses(t, label)}\n    leads to ${leadsTo(t, label)}`;

function offerLines({ offers }: Plan, label: Label, ink: Paint): string[] {
  if (offers.length === 0) return [];
  return [
    ...section('Prefix lists that would shorten route tables', [OFFERS_NOTE], ink),
    ...offers.flatMap((offer) => [
      `- ${offerText(offer, label)}`,
      ...offer.perTable.map((t) => `    ${tableText(t, label)}`),
    ]),
  ];
}

function stepLines(step: Step, label: Label, ink: Paint, who: readonly string[]): string[] {
  const { pairs, lost, gained } = step.proof;
  const told = pairs === 0 ? '' : `  ${pairs} pairs, ${lost} lost, ${gained} gained`;
  return [
    `${ink.dim(step.id)}  ${inert(step.title)}${lost + gained === 0 ? ink.dim(told) : ink.bad(told)}`,
    ...who.map((sentence) => `    ${sentence}`),
    ...step.changes
      .flatMap((change) => routeSentence(change, label) ?? [])
      .map((sentence) => `    ${sentence}`),
    ...(step.rollback.length === 0 ? [] : [ink.dim(`    back: ${backOf(step)}`)]),
  ];
}

const section = (title: string, items: readonly string[], ink: Paint): string[] =>
  items.length === 0 ? [] : ['', ink.bold(title), ...items.map((item) => `- ${inert(item)}`)];
