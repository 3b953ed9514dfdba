/** AWS CLI: a bash script that carries the plan out step by step, and only prints what it would do unless told otherwise. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { count } from '../base/count.ts';
import { inert } from '../base/inert.ts';
import { canonical } from '../base/json.ts';
import { append, by, byText, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { quoted, word } from '../base/shell.ts';
import type { Change, Reversal, Where } from '../plan/changes.ts';
import { isPlanned } from '../plan/design-shapes.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { profileOf, variableName, whereOf } from '../plan/where.ts';
import type { Topology } from '../topology/topology.ts';
import { SCRIPT_AWS } from './parts/script-aws.ts';
import { SCRIPT_BACK_CALLS } from './parts/script-back-calls.ts';
import { SCRIPT_CALLS } from './parts/script-calls.ts';
import { SCRIPT_FRAME } from './parts/script-frame.ts';
import { gateLines, SCRIPT_GATES } from './parts/script-gates.ts';
import { lineOf, type ScriptPlan, tagOf } from './parts/script-lines.ts';
import { SCRIPT_ROUTE_CALLS } from './parts/script-route-calls.ts';
import { titleOf, verdictOf } from './parts/sentences.ts';
import { definePlanWriter, type PlanRun } from './writer.ts';

export default definePlanWriter({
  id: 'aws-cli',
  about: {
    title: 'AWS CLI script',
    description:
      'A bash script that prints what it would do; with --apply it does it, step by step.',
    extension: 'sh',
  },
  carriesOut: true,
  write,
});

function write(run: PlanRun): string {
  const { plan, topology } = run;
  const script: ScriptPlan = { ...run, design: plan.design, keeps: keepsOf(plan) };
  const places = placesOf(plan, topology);
  const accounts = uniq(places.map((p) => p.account)).sort(byText);
  return [
    '#!/usr/bin/env bash',
    ...header(run),
    '# shellcheck disable=SC2016,SC2317,SC2329 # Names are not to be expanded; not every plan needs every function.',
    'set -euo pipefail',
    'export AWS_PAGER=\'\' AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}"',
    '',
    '# AWS profiles by account; without one, the default credentials.',
    ...accounts.map((id) => `${profileOf(id)}=\${${profileOf(id)}:-}`),
    `DESIGN=${designId(plan)}`,
    `STEPS=${quoted(plan.steps.map((s) => s.id).join(' '))}`,
    '',
    SCRIPT_FRAME,
    SCRIPT_AWS,
    SCRIPT_CALLS,
    SCRIPT_ROUTE_CALLS,
    SCRIPT_BACK_CALLS,
    SCRIPT_GATES,
    '# What the plan makes: its variable, and the tag by which it is found again.',
    ...plannedIds(plan).map((id) => `plans ${variableName(id)} ${tagOf(id)}`),
    '# Peerings that go: the variable holds the id, or that of the peering which a rollback made in its place.',
    ...plan.design.replaced.map((id) => `stands ${variableName(id)} ${word(id)} ${tagOf(id)}`),
    '',
    ...gateLines(plan, script),
    '',
    ...accounts.map((id) => {
      const { region } = places.find((p) => p.account === id)!;
      return `check_account ${word(id)} ${word(region)}`;
    }),
    ...recalls(plan, topology),
    '[ "$VARIABLES" = no ] || print_variables',
    '[ "$APPLY" = yes ] || say \'Dry run: these commands are printed, not run. --apply runs them.\'',
    ...plan.steps.flatMap((step, i) => ['', ...stepLines(step, script, plan.steps.slice(i + 1))]),
    '',
    'STEP=',
    'if [ -n "$ROLLBACK$BACK_TO" ]; then take_back; elif [ -z "$PHASE" ]; then',
    '  die "no step lies in what was asked for."',
    'fi',
    'STEP=',
    "say ''",
    'if [ "$APPLY" = yes ]; then say Done.; else say \'Dry run: nothing was changed. --apply runs these commands.\'; fi',
    '',
  ].join('\n');
}

/** Comments: one line each, whatever the source is called. */
function header({ plan, source, version }: PlanRun): string[] {
  return [
    `Peerless ${version}: ${titleOf(plan)}, in ${count(plan.steps.length, 'step')}.`,
    `Made from ${source.title}${source.taken === '' ? '' : `, taken ${source.taken}`}.`,
    `Snapshot ${source.checksum}`,
    `Simulated: ${verdictOf(plan)}.`,
    'Dry run unless started with --apply: prints the commands, changes nothing. --help lists the options.',
    'Needs bash 3.2 or later and the AWS CLI, 1 or 2.',
  ].map((line) => `# ${inert(line)}`);
}

/** Tells this plan from any other: what another one made, a script does not take for its own. */
const designId = ({ design }: Plan): string =>
  bytesToHex(sha256(utf8ToBytes(canonical(design)))).slice(0, 12);

function stepLines(step: Step, script: ScriptPlan, later: readonly Step[]): string[] {
  const indented = (changes: readonly (Change | Reversal)[]): string[] =>
    changes.map((change) => `  ${lineOf(change, script)}`);
  const body = indented(step.changes.filter((change) => !isTakenUpAgain(change, later)));
  const back = indented(step.rollback);
  const checks = step.phase === 'verify' ? step.check.map((c) => `  advise ${quoted(c)}`) : [];
  return [
    ...(back.length === 0 ? [] : [`back_${step.id.replaceAll('-', '_')}() {`, ...back, '}']),
    `if step ${step.id} ${quoted(inert(step.title))}; then`,
    ...body,
    ...checks,
    ...(body.length + checks.length === 0 ? [`  say ${quoted(inert(`  ${step.expected}`))}`] : []),
    'fi',
  ];
}

/**
 * True for a default propagation that is stopped only to be made again as one of the plan's own. It may as well go on;
 * and stopping it when the script is run again would cut off who uses it by then.
 */
const isTakenUpAgain = (change: Change, later: readonly Step[]): boolean =>
  change.do === 'stop-propagating' &&
  later.some(({ changes }) =>
    changes.some(
      (c) => c.do === 'propagate' && c.table === change.table && c.attachment === change.attachment,
    ),
  );

const allChanges = (plan: Plan): readonly Change[] => plan.steps.flatMap((s) => s.changes);

/** What a change makes; undefined where it makes nothing with an id. */
function madeBy(change: Change): Ref | undefined {
  switch (change.do) {
    case 'create-gateway':
      return change.gateway.id;
    case 'create-table':
    case 'create-landing-table':
      return change.table;
    case 'create-landing':
      return change.landing.subnet;
    case 'create-attachment':
      return change.attachment.id;
    case 'create-link':
      return change.link.id;
    default:
      return undefined;
  }
}

const plannedIds = (plan: Plan): Ref[] =>
  uniq(allChanges(plan).flatMap((change) => madeBy(change) ?? [])).filter(isPlanned);

/** Accounts and Regions that the script calls, sorted. */
function placesOf({ design, steps }: Plan, topology: Topology): Where[] {
  const places = steps.flatMap((step) =>
    [...step.changes, ...step.rollback].map((c) => whereOf(c, design, topology)),
  );
  const far = design.links.map((l) => design.gateways.find((g) => g.id === l.accepter)!);
  const peers = design.replaced.map((id) => topology.get('vpc-peering', id)!.accepter);
  return [...design.gateways, ...places, ...far, ...peers].sort(
    by((p) => `${p.account} ${p.region}`),
  );
}

/** How to list what a change makes, without what is gone. */
const LISTS: Readonly<Partial<Record<Change['do'], string>>> = {
  'create-gateway':
    'describe-transit-gateways TransitGateways TransitGatewayId Name=state,Values=pending,available,modifying',
  'create-table':
    'describe-transit-gateway-route-tables TransitGatewayRouteTables TransitGatewayRouteTableId Name=state,Values=pending,available',
  'create-landing-table': 'describe-route-tables RouteTables RouteTableId',
  'create-landing': 'describe-subnets Subnets SubnetId',
  'create-attachment':
    'describe-transit-gateway-vpc-attachments TransitGatewayVpcAttachments TransitGatewayAttachmentId Name=state,Values=initiating,initiatingRequest,pendingAcceptance,pending,available,modifying',
  'create-link':
    'describe-transit-gateway-peering-attachments TransitGatewayPeeringAttachments TransitGatewayAttachmentId Name=state,Values=initiating,initiatingRequest,pendingAcceptance,pending,available,modifying',
  // What a rollback has made in place of a deleted peering.
  'delete-peering':
    'describe-vpc-peering-connections VpcPeeringConnections VpcPeeringConnectionId Name=status-code,Values=initiating-request,pending-acceptance,provisioning,active',
};

/** One look for each sort of thing in each place. */
function recalls(plan: Plan, topology: Topology): string[] {
  const lines = allChanges(plan).flatMap((change) => {
    const list = LISTS[change.do];
    if (list === undefined) return [];
    const { account, region } = whereOf(change, plan.design, topology);
    return `recall ${word(region)} ${word(account)} ${list}`;
  });
  return uniq(lines).sort(byText);
}

/** VPC route tables that still lead over a peering once every step is done. */
function keepsOf({ steps }: Plan): Map<Ref, Ref[]> {
  const out = new Map<Ref, Ref[]>();
  for (const change of steps.flatMap((step) => step.rollback)) {
    if (change.do !== 'restore-route') continue;
    const { table, target } = change;
    if (!out.get(target.id)?.includes(table)) append(out, target.id, table);
  }
  return out;
}
