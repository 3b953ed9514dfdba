/**
 * Configuration of a lint run as plain data: what the file says, checked. It crosses the wire as it is.
 * What each part means is told in docs/configuration.md.
 */
import type { Severity } from './rule.ts';

export const EXTENDS = ['recommended', 'strict', 'none'] as const;
/** Which preset a configuration starts from. */
export type Extends = (typeof EXTENDS)[number];

export type Level = Severity | 'off';

export interface RuleSetting {
  readonly severity?: Level;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One glob or several, any of which may match. */
export type Globs = string | readonly string[];

/** Picks resources: everything that is given must match. Globs; a tag is written `Key=glob`. */
export interface Selector {
  readonly account?: Globs;
  readonly region?: Globs;
  readonly tag?: Globs;
  readonly id?: Globs;
  readonly name?: Globs;
}

/** Settings for what a selector picks. `*` stands for every rule; a rule's own entry wins over it. */
export interface Override extends Selector {
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export interface Suppression {
  readonly rule: string;
  /** Glob over ids and names of a finding's resources, or over its subject where it has one. */
  readonly resource: string;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`, in UTC. */
  readonly until?: string;
}

/** VPCs picked by one selector, or by any of several. */
export type Members = Selector | readonly Selector[];

export const EXPECTATIONS = ['reach', 'isolated'] as const;

/** Which things are meant as an end of an assertion: VPCs, unless it says subnets. */
export interface EndSelector extends Selector {
  readonly kind?: 'vpc' | 'subnet';
}

/** An environment by name, VPCs or subnets by selector, or one address. */
export type AssertionEnd = string | EndSelector | { readonly ip: string };

export const FAMILIES = ['ipv4', 'ipv6'] as const;

export interface Assertion {
  readonly expect: (typeof EXPECTATIONS)[number];
  readonly from: AssertionEnd;
  readonly to: AssertionEnd;
  /** With a protocol, network ACLs and security groups count too. */
  readonly protocol?: string;
  readonly port?: number;
  /** Both unless given. */
  readonly family?: (typeof FAMILIES)[number];
  readonly reason: string;
}

/** What the network is meant to keep apart, and what is meant to work. */
export interface Segments {
  /** By name. A VPC belongs to the first that picks it. */
  readonly environments: Readonly<Record<string, Members>>;
  /** Which environments each may open connections to; none unless listed. */
  readonly reach?: Readonly<Record<string, readonly string[]>>;
  readonly assertions?: readonly Assertion[];
}

export interface Config {
  /** `recommended` unless given. */
  readonly extends?: Extends;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly overrides?: readonly Override[];
  readonly suppress?: readonly Suppression[];
  /** Key of the tag by which owners may suppress rules on their own resources; nothing unless given. */
  readonly suppressByTag?: string;
  readonly segments?: Segments;
}

/** The configuration says something that cannot be meant. The message names what, and what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
