/** What is gathered while a plan is turned into Terraform: names, blocks by step, and what is left to people. */
import type { Ref } from '../../base/ref.ts';
import { inert } from '../../base/inert.ts';
import type { Where } from '../../plan/changes.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Topology } from '../../topology/topology.ts';
import { attr, block, type Expr, type Group, map, text } from './hcl.ts';
import { TerraformNames } from './terraform-names.ts';

/** Longest value of a tag: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
const LONGEST_TAG = 256;

interface Written {
  readonly type: string;
  /** What its label is made from. */
  readonly id: string;
  readonly where: Where;
  /** When it is there: an expression for `count`; undefined for always. */
  readonly count?: Expr | undefined;
  readonly body: readonly Group[];
}

export class TerraformSheet {
  readonly names = new TerraformNames();
  readonly #blocks = new Map<number, string[][]>();
  readonly #addresses = new Map<number, Expr[]>();
  readonly #byHand: number[] = [];
  imports = 0;

  readonly plan: Plan;
  readonly topology: Topology;

  constructor(plan: Plan, topology: Topology) {
    this.plan = plan;
    this.topology = topology;
  }

  /** Writes a resource under a step. */
  resource(step: number, { type, id, where, count, body }: Written): void {
    const meta = [
      ...(count === undefined ? [] : [attr('count', count)]),
      attr('provider', this.names.provider(where)),
    ];
    this.add(step, block('resource', [type, this.names.label(type, id)], meta, ...body));
    const known = this.#addresses.get(step);
    const address = this.names.address(type, id);
    if (known) known.push(address);
    else this.#addresses.set(step, [address]);
  }

  /** Takes something that exists into the state: with `through` 0, before any step, when all of it is still there. */
  adopt(step: number, to: Expr, id: string): void {
    this.imports++;
    this.add(
      step,
      block('import', [], [attr('for_each', 'local.adopt'), attr('to', to), attr('id', text(id))]),
    );
  }

  /** Leaves a change to people, where Terraform could not make it without risk. */
  byHand(step: number, what: string, why: string): void {
    this.#byHand.push(step);
    this.add(step, [...comment(`BY HAND at this step: ${what}.`), ...comment(why)]);
  }

  add(step: number, lines: string[]): void {
    const known = this.#blocks.get(step);
    if (known) known.push(lines);
    else this.#blocks.set(step, [lines]);
  }

  blocks(step: number): readonly (readonly string[])[] {
    return this.#blocks.get(step) ?? [];
  }

  /** Resources written under the steps up to one. */
  addresses(through: number): readonly Expr[] {
    return [...this.#addresses].filter(([step]) => step <= through).flatMap(([, all]) => all);
  }

  get handwork(): readonly number[] {
    return this.#byHand;
  }

  /** Name as people read it, and the id of the plan, by which things can be found again. */
  tags(name: string, id: Ref): Group {
    return [
      map('tags', [
        ['Name', text(tagValue(name))],
        ['peerless:plan', text(tagValue(id))],
      ]),
    ];
  }
}

/** Cut where AWS would refuse it, and seen to be. */
function tagValue(value: string): string {
  const chars = Array.from(inert(value));
  return chars.length <= LONGEST_TAG
    ? chars.join('')
    : `${chars.slice(0, LONGEST_TAG - 1).join('')}…`;
}

/** `count` of what is there from a step on. */
export const since = (step: number): Expr => `var.through >= ${step} ? 1 : 0`;

const WIDTH = 100;

/** A comment, broken at spaces. Nothing in it can end it: it holds no line end. */
export function comment(sentence: string): string[] {
  const out: string[] = [];
  let line = '#';
  for (const word of inert(sentence).split(' ')) {
    if (line !== '#' && line.length + 1 + word.length > WIDTH) {
      out.push(line);
      line = '#';
    }
    line = `${line} ${word}`;
  }
  out.push(line.trimEnd());
  return out;
}
