/** Markdown: the runbook for the people in the change window, step by step, with checks, ways back and room to sign. */
import { count } from '../base/count.ts';
import { inert } from '../base/inert.ts';
import { uniq } from '../base/order.ts';
import { md } from '../exports/parts/markdown-text.ts';
import type { Bill } from '../plan/bill.ts';
import type { Back, Change } from '../plan/changes.ts';
import type { Design } from '../plan/design-shapes.ts';
import type { Phase, Plan, Step, StepCheck } from '../plan/plan.ts';
import { profileOf, whereOf } from '../plan/where.ts';
import type { Topology } from '../topology/topology.ts';
import { NEXT_TITLE, nextOf, staysText, warningsTitle, warningText } from './parts/before-first.ts';
import { labelsOf } from './parts/labels.ts';
import { handCommands } from './parts/hand-commands.ts';
import { OFFERS_NOTE, offerText } from './parts/offer-text.ts';
import {
  chargeOf,
  costOf,
  headingOf,
  isProved,
  type Label,
  leadsTo,
  movesNothing,
  PHASE_TITLES,
  proofOf,
  sentenceOf,
  titleOf,
  usd,
  verdictOf,
  whoUses,
} from './parts/sentences.ts';
import { whoOf } from './parts/who.ts';
import { definePlanWriter, type PlanRun } from './writer.ts';

export default definePlanWriter({
  id: 'markdown',
  about: {
    title: 'Markdown runbook',
    description: 'For the change window: every step with checks, a way back and room to sign.',
    extension: 'md',
  },
  write,
});

function write(run: PlanRun): string {
  const { plan, topology } = run;
  const label = labelsOf(plan, topology);
  if (movesNothing(plan)) {
    const blocks = [`# ${md(titleOf(plan))}`, ...scope(run), ...kept(plan, label)];
    return `${[...blocks, ...warnings(run, label)].join('\n\n')}\n`;
  }
  return `${[
    `# ${md(headingOf(plan))}`,
    ...scope(run),
    ...proof(plan, label),
    ...warnings(run, label),
    ...design(plan, label),
    ...kept(plan, label),
    ...cost(plan),
    ...offers(plan, label),
    ...traffic(plan, label),
    ...howTo(plan, topology),
    ...plan.steps.flatMap((step, i) => [
      ...(step.phase === plan.steps[i - 1]?.phase
        ? []
        : [`## ${PHASE_TITLES[step.phase]}`, `**How long:** ${TIMES[step.phase]}`]),
      ...stepText(step, run, label),
    ]),
    ...afterwards(plan),
  ]
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}

const list = (items: readonly string[], bullet = '- '): string =>
  items.map((item) => bullet + md(item)).join('\n');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(md).join(' | ')} |`;
  return [row(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(row)].join('\n');
}

/** Commands have no line breaks but their own: none of them can end the fence. */
const fence = (commands: readonly string[]): string =>
  ['```sh', ...commands.map(inert), '```'].join('\n');

/** Each command with what it shows where the step worked, as comments: the block can be pasted as it is. */
const checked = (checks: readonly StepCheck[]): string =>
  fence(
    checks.flatMap(({ command, expect }) => [command, ...expect.map((line) => `# shows: ${line}`)]),
  );

const scope = ({ plan, source, version }: PlanRun): string[] => [
  list([
    `Made by Peerless ${version} from ${source.title}${source.taken === '' ? '' : `, taken ${source.taken}`}`,
    `Snapshot ${source.checksum}`,
    `Mode: ${plan.design.mode}`,
    `Steps: ${plan.steps.length}`,
  ]),
];

const proof = (plan: Plan, label: Label): string[] => [
  '## Verdict',
  `**${isProved(plan) ? 'Proved' : 'Not proved'}**: ${md(`${verdictOf(plan)}.`)} ${md(
    `After the last step, ${count(plan.proof.bySubnet.pairs, 'ordered pair')} of subnets compared: ${plan.proof.bySubnet.lost} lost, ${plan.proof.bySubnet.gained} gained.`,
  )}`,
  md(staysText(plan.design, label) ?? ''),
  plan.proof.wanted === 0
    ? ''
    : md(`${count(plan.proof.wanted, 'pair')} more fare differently because the mode asks for it.`),
  plan.proof.changes.length === 0
    ? ''
    : table(
        ['From', 'To', 'First after', 'Before', 'After'],
        plan.proof.changes.map((c) => [label(c.from), label(c.to), c.step, c.before, c.after]),
      ),
];

/** No AWS page says how long these calls take. */
const UNTIMED =
  'not known, since AWS publishes no times for these calls. Time it where it does no harm.';
const TIMES: Readonly<Record<Phase, string>> = {
  build: UNTIMED,
  'cut-over': UNTIMED,
  close: UNTIMED,
  verify: 'for as long as your slowest job runs; nothing changes meanwhile.',
  remove: UNTIMED,
};

function warnings({ plan, topology }: PlanRun, label: Label): string[] {
  const { warnings: all } = plan;
  if (all.length === 0) return [];
  return [
    `## ${warningsTitle(plan)}`,
    list(
      all.map((w) => warningText(w, topology, label)),
      '- [ ] ',
    ),
  ];
}

function design({ design: d }: Plan, label: Label): string[] {
  if (d.gateways.length === 0) return [];
  return [
    '## Design',
    ...d.gateways.flatMap((g) => [
      `### ${md(g.name)}`,
      md(
        `${g.existing ? 'There already' : 'New'}, in ${g.region}, account ${g.account}${g.asn === undefined ? '' : `, ASN ${g.asn}`}${g.securityGroupReferencing ? ', with security group referencing' : ''}.`,
      ),
      table(
        ['Route table', 'Used by', 'Leads to'],
        d.tables
          .filter((t) => t.gateway === g.id)
          .map((t) => [
            `${t.name}${t.existing ? ' (there already)' : ''}`,
            whoUses(t, label),
            leadsTo(t, label),
          ]),
      ),
    ]),
    d.links.length === 0
      ? ''
      : list(
          d.links.map((l) => `${l.name}: ${label(l.requester)} peered with ${label(l.accepter)}`),
        ),
  ];
}

function kept({ design: d }: Plan, label: Label): string[] {
  if (d.kept.length === 0) return [];
  return [
    '## Stays on peering',
    table(
      ['Peering', 'Between', 'Why'],
      d.kept.map((k) => [k.peering, k.vpcs.map(label).join(' and '), k.message]),
    ),
    `## ${NEXT_TITLE}`,
    list(nextOf(d)),
  ];
}

function cost({ cost: c }: Plan): string[] {
  const bill = (title: string, { lines, usd: sum }: Bill): string[] => [
    `### ${md(`${title}: ${usd(sum)} a month`)}`,
    lines.length === 0
      ? ''
      : table(
          ['For', 'Region', 'Quantity', 'Each', 'A month', 'Price as of'],
          lines.map((l) => [
            chargeOf(l),
            l.region,
            l.unit === 'GB' ? `${l.quantity} GB` : count(l.quantity, l.unit),
            usd(l.each),
            usd(l.usd),
            `${l.asOf}${l.source === undefined ? ' (not checked)' : ''}`,
          ]),
        ),
  ];
  return [
    '## Cost',
    md(costOf(c)),
    ...(c.before ? bill('Today', c.before) : []),
    ...(c.after ? bill('Afterwards', c.after) : []),
    list(c.notes),
  ];
}

function offers({ offers: all }: Plan, label: Label): string[] {
  if (all.length === 0) return [];
  return [
    '## Prefix lists that would shorten route tables',
    OFFERS_NOTE,
    ...all.flatMap((o) => [
      md(`${offerText(o, label)}: ${o.entries.join(', ')}`),
      table(
        ['Table', 'Rows', 'Rows with the list', 'Routes counted', 'Counted with the list', 'Of'],
        o.perTable.map((t) => [
          label(t.table),
          ...[t.rowsBefore, t.rowsAfter, t.countedBefore, t.countedAfter, t.quota].map(String),
        ]),
      ),
    ]),
  ];
}

function traffic({ traffic: all }: Plan, label: Label): string[] {
  if (all.length === 0) return [];
  return [
    '## Traffic',
    table(
      ['Between', 'GB a month', 'On peering', 'On the gateway', 'In this plan'],
      all.map((t) => [
        t.vpcs.map(label).join(' and '),
        String(t.gbMonth),
        usd(t.onPeering),
        usd(t.onGateway),
        t.kept ? 'stays on peering' : t.hot ? 'moves, though worth keeping' : 'moves',
      ]),
    ),
  ];
}

function howTo({ design: d, steps }: Plan, topology: Topology): string[] {
  const accounts = uniq(
    steps.flatMap((s) => s.changes.map((c) => whereOf(c, d, topology).account)),
  );
  return [
    '## Commands in this runbook',
    'Checks only read. They name the AWS profile of each account by a variable, and by others what the plan makes. The script that `peerless plan --format aws-cli -o plan.sh` writes carries out the same steps, and with `--rollback-to STEP` takes back all that came after one. The second line below asks that script for the ids of what was made: run it again after each step of the build. `before.json` is the snapshot that this plan was made from; name the profiles of all its accounts to `collect`.',
    fence([
      ...accounts.map((id) => `export ${profileOf(id)}=`),
      'eval "$(bash plan.sh --variables)"',
    ]),
  ];
}

/** What is to be known of taking a step back, beside the commands. */
function wayBack({ phase, changes, rollback }: Step): string {
  if (rollback.length === 0) return '';
  if (changes.some((c) => c.do === 'delete-peering')) {
    return 'A peering cannot be had back as it was: another one is asked for and accepted, with an id of its own. Put that id in place of the old one in the way back of earlier steps. Take such a step back by these commands or by the script, not by both: the script knows the peerings that it made itself. Write rules of security groups that named groups across the old one anew.';
  }
  return phase === 'build' && rollback.some((c) => c.do.startsWith('delete-'))
    ? 'Only what the plan made goes, and only once nothing leads there: the cut-over is taken back first. Wait for each deletion before the next command.'
    : '';
}

const afterwards = ({ steps }: Plan): string[] =>
  steps.length === 0
    ? []
    : [
        '## After the last step',
        'Collect again, with the profiles of all accounts. The comparison shows the peerings gone and no pair of VPCs that fares differently than this plan says; lint finds nothing new.',
        fence([
          'peerless collect -o after.json',
          'peerless diff before.json after.json',
          'peerless lint after.json',
        ]),
      ];

/** By the script; and by hand where a step changes routes, associations or propagations only. */
function carriedOut({ id, changes }: Step, design: Design, topology: Topology): string[] {
  const routed = changes.filter(isRouted);
  return [
    `bash plan.sh --apply --step ${id}`,
    ...(routed.length === changes.length
      ? ['# or, by hand:', ...routed.flatMap((change) => handCommands(change, design, topology))]
      : []),
  ];
}

type Routed = Extract<Change, Back>;
const ROUTED: ReadonlySet<string> = new Set<Routed['do']>([
  'associate',
  'disassociate',
  'propagate',
  'stop-propagating',
  'create-route',
  'replace-route',
  'delete-route',
]);
const isRouted = (change: Change): change is Routed => ROUTED.has(change.do);

function stepText(step: Step, { plan, topology }: PlanRun, label: Label): string[] {
  const places = uniq(
    step.changes
      .map((change) => whereOf(change, plan.design, topology))
      .map(({ account, region }) => `${account} ${region}`),
  );
  const who = whoOf(step.changes, plan.design, topology, label);
  const back = step.rollback.flatMap((change) => handCommands(change, plan.design, topology));
  return [
    `### ${md(`${step.id}: ${step.title}`)}`,
    places.length === 0 ? '' : `**Where:** ${md(places.join(', '))}`,
    ...who.map((sentence, i) => `${i === 0 ? '**Who:** ' : ''}${md(sentence)}`),
    `**First:** ${md(step.precondition)}`,
    step.changes.length === 0
      ? ''
      : `**Changes**\n\n${list(step.changes.map((c) => sentenceOf(c, label)))}\n\n${fence(carriedOut(step, plan.design, topology))}`,
    `**Expected:** ${md(step.expected)}`,
    `**Simulated:** ${md(proofOf(step))}`,
    step.check.length === 0 ? '' : `**Check**\n\n${checked(step.checks)}`,
    back.length === 0
      ? ''
      : `**Way back**\n\n${list(step.rollback.map((c) => sentenceOf(c, label)))}\n\n${fence(back)}`,
    md(wayBack(step)),
    `- [ ] ${step.id} done by \\_\\_\\_\\_\\_\\_\\_\\_ at \\_\\_\\_\\_\\_\\_\\_\\_, checked by \\_\\_\\_\\_\\_\\_\\_\\_`,
  ];
}
