/**
 * Gates hold Terraform to the order of the steps. It makes, changes and deletes side by side, in one apply, whatever
 * does not depend on each other; a gate is a record in the state of where an apply stopped, without which the next
 * part of the plan is refused before anything is changed.
 */
import type { Plan } from '../../plan/plan.ts';
import { attr, block, type Expr, list, nested, text } from './hcl.ts';
import type { TerraformSheet } from './terraform-sheet.ts';

interface Gate {
  /** Steps an apply must have gone through, and the one before which it must have stopped. */
  readonly at: number;
  readonly before: number;
}

export class Gates {
  readonly #gates: readonly Gate[];
  readonly #steps: Plan['steps'];

  /** `late`: steps that leave deletions to the next one. */
  constructor({ steps }: Plan, late: ReadonlySet<number>) {
    this.#steps = steps;
    const gates = new Map<number, Gate>();
    const last = steps.findLastIndex(({ changes }) => changes.length > 0) + 1;
    steps.forEach(({ phase }, i) => {
      const rest = steps.slice(i + 1);
      const next = rest.findIndex(({ changes }) => changes.length > 0);
      const changes = steps[i]!.changes.length > 0;
      if (changes && next >= 0 && rest[next]!.phase !== phase) {
        gates.set(i + 1, { at: i + 1, before: i + 2 + next });
      }
      if (late.has(i + 1)) gates.set(i + 1, { at: i + 1, before: i + 2 });
    });
    this.#gates = [...gates.values()];
    this.most = Math.max(steps.length, last + (late.has(last) ? 1 : 0));
  }

  /** The largest sensible `through`. */
  readonly most: number;

  get all(): readonly Gate[] {
    return this.#gates;
  }

  /** The gate behind which everything is built that a step needs: of the last phase before that of the step. */
  after(step: number): Expr | undefined {
    const phase = this.#steps[step - 1]?.phase;
    const gate = this.#gates.findLast(
      ({ at }) => at < step && this.#steps[at - 1]!.phase === 'build' && phase !== 'build',
    );
    return gate && address(gate);
  }

  write(sheet: TerraformSheet): void {
    for (const gate of this.#gates) {
      const { at, before } = gate;
      const needs = this.#steps[at - 1]!.phase === 'build' ? sheet.addresses(at) : [];
      sheet.add(
        at,
        block(
          'resource',
          ['terraform_data', label(gate)],
          [attr('count', `var.through >= ${at} ? 1 : 0`), attr('input', 'var.through')],
          needs.length === 0 ? [] : [list('depends_on', needs)],
          [
            nested(
              'lifecycle',
              [
                // So that going back sends traffic away before what it used is taken down.
                ...(needs.length === 0 ? [] : [attr('create_before_destroy', 'true')]),
                attr('ignore_changes', '[input]'),
              ],
              [stopped(`self.input < ${before}`, at)],
            ),
          ],
        ),
      );
    }
    this.#steps.forEach(({ changes }, i) => {
      if (!changes.some((c) => c.do === 'delete-peering')) return;
      // A deleted peering does not come back: going back behind this step is refused.
      sheet.add(
        i + 1,
        block(
          'resource',
          ['terraform_data', `no_way_back_behind_${i + 1}`],
          [attr('count', `var.through >= ${i + 1} ? 1 : 0`)],
          [nested('lifecycle', [attr('prevent_destroy', 'true')])],
        ),
      );
    });
  }
}

const label = ({ at }: Gate): string => `stopped_at_${at}`;
const address = (gate: Gate): Expr => `terraform_data.${label(gate)}`;

const stopped = (condition: Expr, at: number) =>
  nested('postcondition', [
    attr('condition', condition),
    attr('error_message', text(`Stop at step ${at} first: apply with -var through=${at}.`)),
  ]);

/** The first apply takes what exists into the state and does nothing else. */
export const begun = (): string[] =>
  block(
    'resource',
    ['terraform_data', 'begun'],
    [attr('input', 'var.through')],
    [
      nested(
        'lifecycle',
        [attr('ignore_changes', '[input]')],
        [
          nested('postcondition', [
            attr('condition', 'self.input == 0'),
            attr(
              'error_message',
              text('Begin with -var through=0: it takes what exists into the state.'),
            ),
          ]),
        ],
      ),
    ],
  );
