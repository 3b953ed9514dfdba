/** A step before it was simulated and given its number. */
import type { Ref } from '../base/ref.ts';
import type { Step } from './plan.ts';

export type DraftStep = Omit<Step, 'id' | 'proof' | 'check' | 'checks'> & {
  /** Peerings whose traffic it moves: what stays behind if the proof turns the step down. */
  readonly peerings: readonly Ref[];
  /** The pair (`a b`, sorted) whose routes it changes. */
  readonly pair: string | undefined;
  /** The VPC route table from which it takes routes that carry nothing: they stay if the proof turns it down. */
  readonly cleans: Ref | undefined;
};

/** What is told of a step; the rest follows from where it stands, or is empty. */
export type Told = Omit<DraftStep, 'phase' | 'peerings' | 'pair' | 'cleans' | 'rollback'> & {
  readonly peerings?: readonly Ref[];
  readonly pair?: string;
  readonly cleans?: Ref;
};
