/**
 * The calls of EC2 that change something, as far as a plan needs them: what a describe call lists is changed in place.
 * Only tests come here: the product never writes to AWS.
 * Source: the page of each call in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
 */
import { awsId } from '#app/world/world.ts';
import type { Estate, Item } from './estate.ts';
import type { Query } from './query.ts';
import type { Input, Write } from './writes-call.ts';
import { BACK_WRITES } from './writes-back.ts';
import { PEERING_WRITES } from './writes-peering.ts';
import { TGW_WRITES } from './writes-tgw.ts';
import { VPC_WRITES } from './writes-vpc.ts';

const WRITES: Readonly<Record<string, Write>> = {
  ...VPC_WRITES,
  ...TGW_WRITES,
  ...BACK_WRITES,
  ...PEERING_WRITES,
};

export class Writes {
  readonly #estate: Estate;
  #due: { looks: number; change: () => void }[] = [];
  #made = 0;

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  knows(action: string): boolean {
    return Object.hasOwn(WRITES, action);
  }

  /** Throws Refusal where AWS would answer with an error. */
  answer(account: string, region: string, { action, params }: Query): Item {
    return WRITES[action]!({
      account,
      region,
      input: readInput(params),
      estate: this.#estate,
      id: (prefix) => awsId(prefix, `made-${++this.#made}`),
      later: (change) => void this.#due.push({ looks: 1, change }),
    });
  }

  /** To be called after each call that only read. */
  looked(): void {
    const due = this.#due;
    this.#due = [];
    for (const one of due) {
      if (one.looks-- > 0) this.#due.push(one);
      else one.change();
    }
  }
}

/** `A.1.B=x` as `{ A: [{ B: 'x' }] }`. */
function readInput(params: ReadonlyMap<string, string>): Input {
  const root: Record<string, unknown> = {};
  for (const [name, value] of params) {
    const path = name.split('.');
    let at = root;
    path.forEach((part, i) => {
      const key = /^\d+$/.test(part) ? String(Number(part) - 1) : part;
      if (i === path.length - 1) at[key] = value;
      else at = (at[key] ??= /^\d+$/.test(path[i + 1]!) ? [] : {}) as Record<string, unknown>;
    });
  }
  return root;
}
