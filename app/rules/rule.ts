/** The shape of a Rule: metadata, messages, a check. Everything about a rule is said here once. */
import type { z } from 'zod';
import type { Ref } from '../base/ref.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { Topology } from '../topology/topology.ts';
import type { Routing } from '../routing/routing.ts';
import type { Intent } from './intent.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** True where the first is more severe than the second. */
export const isWorse = (a: Severity, b: Severity): boolean =>
  SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b);

export const CATEGORIES = [
  'mesh',
  'peering',
  'routing',
  'transit-gateway',
  'addressing',
  'hybrid',
  'resilience',
  'segmentation',
  'cost',
  'hygiene',
] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * Which preset runs a rule unless the configuration says otherwise: `recommended` (the default of a run) holds what an
 * engineer should act on or know, `strict` adds what only some estates care about, `none` waits to be turned on by name.
 */
export const PRESETS = ['recommended', 'strict', 'none'] as const;
export type Preset = (typeof PRESETS)[number];

/** What docs, `explain`, SARIF and the window read. */
export interface About {
  /** A short noun phrase: `Peering routed one way only`. */
  readonly title: string;
  /** Why it matters, in the user's terms. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly category: Category;
  /** The smallest preset that runs it. */
  readonly preset: Preset;
  /** AWS pages the rule rests on. */
  readonly docs: readonly string[];
}

/** Keys that a message template names in braces; `{Caption}` is the value of `caption` with a capital first letter. */
export type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Uncapitalize<Name> | Placeholders<Rest>
  : never;

type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };
export type { PlainValue };

/** One breach, as a check says it. */
export interface Saying<M extends Readonly<Record<string, string>>, Id extends keyof M> {
  readonly message: Id;
  /** The resources it is about, most important first. The fingerprint is the rule and these, sorted. */
  readonly at: readonly Ref[];
  /**
   * What it is about where that is no resource: a pair of environments, an assertion. It then stands for the resources
   * in fingerprint, suppressions and overrides, so that the breach keeps its name whichever resources show it.
   */
  readonly subject?: string;
  /** What every surface can light up, in order. */
  readonly path?: readonly Ref[];
  /** Where exactly: a table and a destination, an attachment and a zone … one each. */
  readonly places?: readonly Place[];
  /** Values for the message's placeholders, required and checked; more keys are welcome. */
  readonly data: Readonly<Record<Placeholders<M[Id]>, PlainValue>> &
    Readonly<Record<string, PlainValue>>;
  /** Lower or raise this one finding. */
  readonly severity?: Severity;
  /** Ids of gaps this finding rests on; it is then unsure. */
  readonly gaps?: readonly string[];
  /** True where it is unsure for a reason that is no gap, such as routes that are not modelled. */
  readonly unsure?: boolean;
}

export interface Place {
  readonly resource: Ref;
  readonly detail: string;
}

export type Say<M extends Readonly<Record<string, string>>> = <Id extends keyof M & string>(
  saying: Saying<M, Id>,
) => void;

export interface Asked<O> {
  readonly topology: Topology;
  readonly routing: Routing;
  readonly options: O;
  /** What the configuration means to keep apart and to connect; empty where it says nothing. */
  readonly intent: Intent;
  /** What the rules found that this one `heeds` and tell as sure, but for what a suppression hides. */
  readonly heeded: readonly Finding[];
  /** The severity that the configuration gives this rule's findings whose first resource this is; undefined for their own. */
  readonly levelAt: (first: Ref) => Severity | undefined;
}

export interface Rule<
  M extends Readonly<Record<string, string>> = Readonly<Record<string, string>>,
  S extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly about: About;
  /** Kinds whose gaps make every finding of this rule unsure (in the account and Region of the finding). */
  readonly needs: readonly KindId[];
  /** Rules that run before this one, for it to leave out what they tell; they heed none themselves. */
  readonly heeds?: readonly string[];
  /** What of the configuration's `segments` it cannot run without. */
  readonly intent?: 'environments' | 'assertions';
  /** Its paths are the way of a flow, hop by hop; those of other rules list what a finding touches. */
  readonly followsFlow?: true;
  /** Zod object with a default for every option. */
  readonly options: S;
  readonly messages: M;
  check(asked: Asked<z.infer<S>>, say: Say<M>): void;
}

/** A rule whose own message and option types no longer matter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a family holds rules of any message and option type
export type AnyRule = Rule<any, any>;

/** Checks a member's shape, placeholders and options at compile time, and hands it on. */
export const defineRule = <const M extends Readonly<Record<string, string>>, S extends z.ZodType>(
  rule: Rule<M, S>,
): Rule<M, S> => rule;

/** One breach at a place, as every surface sees it. Plain data. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** False where a gap could change it. */
  readonly sure: boolean;
  readonly message: string;
  /** May be empty where there is a subject. */
  readonly resources: readonly Ref[];
  /** What it is about where that is no resource: see Saying. */
  readonly subject?: string;
  readonly path: readonly Ref[];
  readonly places: readonly Place[];
  readonly data: Readonly<Record<string, PlainValue>>;
  /** Ids of the gaps it rests on. */
  readonly gaps: readonly string[];
  /** Stable name of this breach: hash of the rule and its sorted resources, or its subject. */
  readonly fingerprint: string;
}
