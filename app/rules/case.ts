/** The shape of a rule's cases: worlds in which it must be silent, and worlds in which it must say exactly this. */
import type { Ref } from '../base/ref.ts';
import type { Page } from '../snapshot/page.ts';
import type { Config, Segments } from './config.ts';
import type { AnyRule, Place, PlainValue, Severity } from './rule.ts';

/** Anything with pages; in practice a World. */
export interface CaseWorld {
  pages(): Page[];
}

export interface QuietCase {
  /** What the world shows, and why there is nothing to say: `both sides routed`. */
  readonly title: string;
  /** Builds the world afresh. */
  readonly world: () => CaseWorld;
  /** Options of the rule; its defaults where absent. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Intent of the configuration, for rules that ask for it. */
  readonly segments?: Segments;
}

/** A finding, exactly, except for what is left out here. */
export interface Expected {
  readonly message: string;
  readonly severity: Severity;
  readonly resources: readonly Ref[];
  /** True unless given. */
  readonly sure?: boolean;
  readonly path?: readonly Ref[];
  readonly places?: readonly Place[];
  /** Keys that are looked at; others may be there. */
  readonly data?: Readonly<Record<string, PlainValue>>;
}

export interface LoudCase extends QuietCase {
  /** Every finding of the rule, in the order of a report. */
  readonly findings: readonly Expected[];
  /**
   * The same world with one fact put right, in which the rule is silent: what its remedy leads to. Docs draw both.
   * Every rule has one at least: the mutation law.
   */
  readonly mended?: () => CaseWorld;
}

export interface RuleCases {
  readonly quiet: readonly QuietCase[];
  readonly loud: readonly LoudCase[];
}

/** Checks the shape of a rule's cases, and hands them on. */
export const defineCases = (cases: RuleCases): RuleCases => cases;

/** The configuration a case is run with. */
export const caseConfig = (rule: AnyRule, { options, segments }: QuietCase): Config => ({
  ...(options ? { rules: { [rule.id]: { options } } } : {}),
  ...(segments ? { segments } : {}),
});
