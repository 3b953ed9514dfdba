/** Terraform: one main.tf that carries the plan out step by step, and goes back, by a single variable. */
import { count } from '../base/count.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Plan, Step } from '../plan/plan.ts';
import { attr, block, list, nested, text } from './parts/hcl.ts';
import { build, nameWhatIsMade } from './parts/terraform-build.ts';
import {
  enableReferences,
  routeLives,
  writeLandings,
  writePeering,
  writeRoute,
} from './parts/terraform-existing.ts';
import { begun, Gates } from './parts/terraform-gates.ts';
import { comment, TerraformSheet } from './parts/terraform-sheet.ts';
import { titleOf, verdictOf } from './parts/sentences.ts';
import { definePlanWriter, type PlanRun } from './writer.ts';

export default definePlanWriter({
  id: 'terraform',
  about: {
    title: 'Terraform',
    description:
      'One main.tf for the AWS provider: what exists is imported, each step is one apply.',
    extension: 'tf',
  },
  carriesOut: true,
  write: terraform,
});

function terraform(run: PlanRun): string {
  const { plan, topology } = run;
  const { steps } = plan;
  const sheet = new TerraformSheet(plan, topology);
  const { lives, late } = routeLives(steps);
  const gates = new Gates(plan, late);
  nameWhatIsMade(
    sheet,
    steps.flatMap((step) => step.changes),
  );
  writeSteps(sheet, gates, lives);
  gates.write(sheet);
  const sections = steps.flatMap((step, i) => [
    [...heading(step, i + 1, steps[i - 1], late)],
    ...sheet.blocks(i + 1),
  ]);
  // What a last step leaves for later has no section of its own.
  const rest = sheet.blocks(steps.length + 1);
  return `${[header(run, sheet, gates), ...frame(sheet, gates), ...sections, ...rest]
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function writeSteps(
  sheet: TerraformSheet,
  gates: Gates,
  lives: ReturnType<typeof routeLives>['lives'],
): void {
  const landings = new Map<Ref, { step: number; subnets: readonly Ref[] }[]>();
  const seen = new Set<string>();
  /** True the first time: what two steps ask for is there from the first one on. */
  const first = (...of: readonly string[]): boolean => {
    const key = of.join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  sheet.plan.steps.forEach(({ changes }, i) => {
    const step = i + 1;
    for (const change of changes) {
      switch (change.do) {
        case 'enable-references':
          if (first(change.do, change.gateway)) enableReferences(sheet, step, change.gateway);
          break;
        case 'add-landings': {
          const { attachment, subnets } = change;
          landings.set(attachment, [...(landings.get(attachment) ?? []), { step, subnets }]);
          break;
        }
        case 'delete-peering':
          if (first(change.do, change.peering)) writePeering(sheet, step, change);
          break;
        case 'associate':
        case 'propagate':
          if (first(change.do, change.table, change.attachment)) build(sheet, step, change);
          break;
        case 'create-route':
        case 'replace-route':
        case 'delete-route':
          // Written below: a route is one resource, whatever the steps do with it.
          break;
        default:
          build(sheet, step, change);
      }
    }
  });
  for (const [attachment, added] of landings) writeLandings(sheet, attachment, added);
  for (const life of lives) writeRoute(sheet, gates, life);
}

const PHASE_TITLES = {
  build: 'BUILD, beside the peerings',
  'cut-over': 'CUT OVER, pair by pair',
  verify: 'VERIFY',
  close: 'CLOSE, pair by pair',
  remove: 'REMOVE',
} as const;

function* heading(
  { id, title, phase, precondition, changes, proof }: Step,
  number: number,
  before: Step | undefined,
  late: ReadonlySet<number>,
): Generator<string> {
  if (phase !== before?.phase) yield* [...comment(`==== ${PHASE_TITLES[phase]} ====`), ''];
  yield* comment(`through = ${number}: ${id}. ${title}.`);
  yield* comment(`Before it: ${precondition}`);
  if (proof.pairs > 0) {
    yield* comment(
      `Simulated: ${count(proof.pairs, 'pair')} compared, ${proof.lost} lost, ${proof.gained} gained.`,
    );
  }
  if (changes.length === 0) yield* comment('Nothing to apply: this one is for people.');
  if (late.has(number)) {
    yield* comment(
      `The wider route it deletes goes with through = ${number + 1}, when the routes in its place are made.`,
    );
  }
}

function ranges({ steps }: Plan): string[] {
  const out: string[] = [];
  for (let i = 0; i < steps.length;) {
    const { phase } = steps[i]!;
    const end = steps.findIndex((step, at) => at > i && step.phase !== phase);
    const last = end < 0 ? steps.length : end;
    out.push(`${i + 1 === last ? `step ${last}` : `steps ${i + 1} to ${last}`} ${phase}`);
    i = last;
  }
  return out;
}

/** The last step of the build phase that the plan begins with. */
const built = ({ steps }: Plan): number => {
  const end = steps.findIndex((step) => step.phase !== 'build');
  return end < 0 ? steps.length : end;
};

function header({ plan, source, version }: PlanRun, sheet: TerraformSheet, gates: Gates): string[] {
  const { warnings } = plan;
  const say = (...sentences: readonly string[]) => ['#', ...sentences.flatMap(comment)];
  const stops = gates.all.map(({ at }) => at);
  const start = sheet.imports === 0 ? [] : [0];
  const applies = uniqueNumbers([...start, built(plan), ...stops, gates.most]);
  return [
    ...comment(`Plan of Peerless ${version}: ${titleOf(plan)}.`),
    ...comment(`Source: ${source.title}`),
    ...comment(
      `Snapshot taken ${source.taken || 'at a time that is not known'}; checksum ${source.checksum || 'not known'}`,
    ),
    ...comment(`Simulated: ${verdictOf(plan)}.`),
    ...say(
      'Peerless changes nothing in AWS; this file does, when you apply it. Read every plan of Terraform before you say yes to it.',
    ),
    ...say(
      'HOW TO APPLY',
      `The variable "through" says how far to go: ${ranges(plan).join(', ')}.`,
    ),
    ...applies.flatMap((n) =>
      comment(
        `  terraform apply -var through=${n}${n === 0 ? ` (imports ${count(sheet.imports, 'resource')}; it must show 1 to add, 0 to change, 0 to destroy)` : ''}`,
      ),
    ),
    ...comment(
      'These stops are needed: Terraform refuses to go past one before it was applied. Between them go step by step: what is applied in one go Terraform changes at once and in no certain order, which the simulation does not cover.',
    ),
    ...say(
      'GOING BACK',
      `A smaller "through" takes steps back: what later steps made is destroyed, in the order AWS wants, and routes are as they were. Go back to ${built(plan)} before you go below it: then nothing leads to what goes. through=0 takes down all that the plan made; what was there before the plan, a reused gateway with its tables and attachments too, stays. A deleted peering does not come back: behind a step that deleted one Terraform refuses to go. The runbook and the script ask for another one, with an id that this state does not know. Do not use terraform destroy: routes and peerings that were there before are in this state too.`,
    ),
    ...say(
      'WHAT TERRAFORM CANNOT KNOW',
      'Whether another Terraform state, or a CloudFormation stack, manages the routes, peerings, gateways and attachments imported here. Then two hands change the same thing, and the other one changes it back: move those blocks there, import them there, and let them follow the same steps. A route table whose routes are written inline in aws_route_table must be changed where it is written.',
    ),
    ...(sheet.handwork.length === 0
      ? []
      : say(
          `BY HAND: ${count(sheet.handwork.length, 'change')} of the plan cannot be told to Terraform. Look for BY HAND at ${sheet.handwork.length === 1 ? 'step' : 'steps'} ${uniqueNumbers(sheet.handwork).join(', ')}.`,
        )),
    ...(warnings.length === 0
      ? []
      : say(
          'BEFORE THE FIRST STEP',
          ...warnings.map((w) => `${w.stops ? '- (stops the plan) ' : '- '}${w.message}`),
        )),
  ];
}

const uniqueNumbers = (numbers: readonly number[]): number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);

/** Everything that is not of a step: versions, variables, providers. */
function frame(sheet: TerraformSheet, gates: Gates): string[][] {
  const { plan } = sheet;
  const { providers } = sheet.names;
  const accounts = uniq(providers.map((p) => p.account));
  const shares = plan.steps.some((s) => s.changes.some((c) => c.do === 'share-gateway'));
  const byAccount = (name: string, description: string) =>
    block(
      'variable',
      [name],
      [attr('description', text(description)), attr('type', 'map(string)'), attr('default', '{}')],
      [
        nested('validation', [
          attr(
            'condition',
            `alltrue([for account in keys(var.${name}) : contains([${accounts.map(text).join(', ')}], account)])`,
          ),
          attr('error_message', text(`Name only accounts of this plan: ${accounts.join(', ')}.`)),
        ]),
      ],
    );
  return [
    block(
      'terraform',
      [],
      // `for_each` in import blocks came with 1.7, `security_group_referencing_support` with 5.69 of the provider.
      [attr('required_version', text('>= 1.7.0'))],
      [
        nested('required_providers', [
          {
            is: 'lines',
            lines: [
              'aws = {',
              '  source  = "hashicorp/aws"',
              '  version = ">= 5.69.0, < 7.0.0"',
              '}',
            ],
          },
        ]),
      ],
    ),
    block(
      'variable',
      ['through'],
      [
        attr(
          'description',
          text(`The last step to carry out: 0 for none, ${gates.most} for all of the plan.`),
        ),
        attr('type', 'number'),
        attr('default', String(built(plan))),
      ],
      [
        nested('validation', [
          attr(
            'condition',
            `var.through >= 0 && var.through <= ${gates.most} && floor(var.through) == var.through`,
          ),
          attr('error_message', text(`A whole number from 0 to ${gates.most}.`)),
        ]),
      ],
    ),
    byAccount(
      'roles',
      'ARN of the role to assume in an account, by account; where none is named, the credentials themselves are used.',
    ),
    byAccount(
      'profiles',
      'Profile of the shared configuration to use for an account, by account; none is needed where a role is named.',
    ),
    ...(shares
      ? [
          block(
            'variable',
            ['outside_organization'],
            [
              attr(
                'description',
                text(
                  'Accounts that have to accept the share of a gateway: those outside its organization, or all where sharing in the organization is off.',
                ),
              ),
              attr('type', 'set(string)'),
              attr('default', '[]'),
            ],
          ),
        ]
      : []),
    ...(sheet.imports === 0
      ? []
      : [
          [
            ...comment('What exists is imported before the first step, while all of it is there.'),
            ...block('locals', [], [attr('adopt', 'toset(var.through == 0 ? ["now"] : [])')]),
          ],
          begun(),
        ]),
    ...providers.map(({ account, region, alias }) =>
      block(
        'provider',
        ['aws'],
        [
          attr('alias', text(alias)),
          attr('region', text(region)),
          attr('profile', `lookup(var.profiles, ${text(account)}, null)`),
          // A wrong credential must not apply to a wrong account.
          ...(/^\d{12}$/.test(account) ? [list('allowed_account_ids', [text(account)])] : []),
        ],
        [
          {
            is: 'lines',
            lines: [
              'dynamic "assume_role" {',
              `  for_each = [for account, role in var.roles : role if account == ${text(account)}]`,
              '',
              '  content {',
              '    role_arn = assume_role.value',
              '  }',
              '}',
            ],
          },
        ],
      ),
    ),
  ];
}
