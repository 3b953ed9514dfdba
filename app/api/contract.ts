/** A Contract: named methods, a reader for every input, and the events the other side may send. */
import type { z } from 'zod';

export type Inputs = Readonly<Record<string, z.ZodType>>;

export interface Contract<I extends Inputs, O, E> {
  readonly name: string;
  readonly inputs: I;
  /** Types only; never present at run time. */
  readonly types?: { readonly outputs: O; readonly events: E };
}

/** An object that answers every method of a contract. */
export type ContractOf<I extends Inputs, O extends { readonly [K in keyof I]: unknown }> = {
  readonly [K in keyof I]: (input: z.infer<I[K]>) => Promise<O[K]>;
};

export const defineContract = <I extends Inputs, O extends { [K in keyof I]: unknown }, E>(
  name: string,
  inputs: I,
): Contract<I, O, E> => ({ name, inputs });
