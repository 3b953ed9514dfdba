/** What a configuration makes of a rule: whether it runs, how severe it is where, and with which options. */
import type { z } from 'zod';
import { kindIds } from '../kinds/index.gen.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import { type Config, ConfigError, type Level, type Override } from './config.ts';
import type { AnyRule } from './rule.ts';
import { selects } from './selector.ts';

/** Presets that run a rule, by the preset a configuration extends. */
const RUNS = {
  none: [],
  recommended: ['recommended'],
  strict: ['recommended', 'strict'],
} as const;

/** True where the preset that the configuration extends runs the rule. */
export const inPreset = (rule: AnyRule, config: Config): boolean =>
  (RUNS[config.extends ?? 'recommended'] as readonly string[]).includes(rule.about.preset);

/** Severity of a rule before overrides; undefined leaves it to the rule. */
const baseLevel = (rule: AnyRule, config: Config, always = false): Level | undefined =>
  config.rules?.[rule.id]?.severity ?? (always || inPreset(rule, config) ? undefined : 'off');

/** What the configuration makes of a rule, for those who list rules. */
export interface RuleState {
  /** True where it may say something about some resource. */
  readonly runs: boolean;
  /** `own`: the rule's own severities. */
  readonly level: Level | 'own';
  /** True where overrides change it for some resources. */
  readonly varies: boolean;
}

export function stateOf(rule: AnyRule, config: Config): RuleState {
  const base = baseLevel(rule, config);
  const own = (config.overrides ?? []).flatMap((o) => o.rules[rule.id] ?? []);
  const turnedOn = own.some((setting) => setting.severity && setting.severity !== 'off');
  const everything = (config.overrides ?? []).some((o) => o.rules['*']);
  const runs = base !== 'off' || turnedOn;
  return { runs, level: base ?? 'own', varies: runs && (own.length > 0 || everything) };
}

/** One set of options a rule is run with, for the resources that have it. */
export interface Variant {
  readonly key: string;
  readonly options: unknown;
}

export class Settings {
  readonly #config: Config;
  readonly #topology: Topology;
  readonly #overrides: readonly {
    readonly override: Override;
    readonly picks: (topology: Topology, ref: Ref) => boolean;
  }[];
  readonly #matching = new Map<Ref, readonly number[]>();

  constructor(config: Config, topology: Topology) {
    this.#config = config;
    this.#topology = topology;
    this.#overrides = (config.overrides ?? []).map((override) => ({
      override,
      picks: selects(override),
    }));
  }

  /**
   * Severity of a rule for findings whose first resource this is; undefined leaves it to the rule. The last override
   * that matches wins. `*` never turns on a rule that is off. With `always`, a rule is on whatever the presets say.
   */
  levelAt(rule: AnyRule, first: Ref | undefined, always = false): Level | undefined {
    let level = baseLevel(rule, this.#config, always);
    for (const i of this.#at(first)) {
      const { rules } = this.#overrides[i]!.override;
      const own = rules[rule.id]?.severity;
      if (own !== undefined) level = own;
      else if (level !== 'off') level = rules['*']?.severity ?? level;
    }
    return level;
  }

  /** Key of the options that hold where this is the first resource. */
  variantAt(rule: AnyRule, first: Ref | undefined): string {
    return this.#at(first)
      .filter((i) => this.#overrides[i]!.override.rules[rule.id]?.options)
      .join(' ');
  }

  /** Every set of options that holds somewhere. Throws ConfigError for options the rule cannot read. */
  variants(rule: AnyRule): Variant[] {
    const keys = new Set(['']);
    if (this.#overrides.some(({ override }) => override.rules[rule.id]?.options)) {
      for (const ref of this.#everything()) keys.add(this.variantAt(rule, ref));
    }
    return [...keys].map((key) => ({ key, options: this.#options(rule, key) }));
  }

  /** Options layered over each other, name by name: the rule's defaults, the configuration's, then overrides in order. */
  #options(rule: AnyRule, key: string): unknown {
    const layers =
      key === '' ? [] : key.split(' ').map((i) => this.#overrides[Number(i)]!.override);
    const given: Record<string, unknown> = { ...this.#config.rules?.[rule.id]?.options };
    for (const { rules } of layers) Object.assign(given, rules[rule.id]?.options);
    const read = (rule.options as z.ZodType).safeParse(given);
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new ConfigError(
      `rule ${rule.id}: option ${issue?.path.join('.') || '(whole)'}: ${issue?.message ?? 'unreadable'}`,
    );
  }

  /** Numbers of the overrides that pick a resource, in order. */
  #at(ref: Ref | undefined): readonly number[] {
    if (ref === undefined || this.#overrides.length === 0) return NONE;
    let found = this.#matching.get(ref);
    if (!found) {
      found = this.#overrides.flatMap(({ picks }, i) => (picks(this.#topology, ref) ? [i] : []));
      this.#matching.set(ref, found);
    }
    return found;
  }

  *#everything(): Generator<Ref> {
    for (const kind of kindIds) for (const { id } of this.#topology.all(kind)) yield id;
    for (const { id } of this.#topology.ghosts) yield id;
  }
}

const NONE: readonly number[] = [];
