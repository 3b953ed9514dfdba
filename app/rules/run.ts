/** Runs rules over a topology: options read, severities set, gaps weighed, findings in one total order. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { capital } from '../base/capital.ts';
import { didYouMean } from '../base/nearest.ts';
import { byText, thenBy, uniq } from '../base/order.ts';
import { kinds } from '../kinds/index.gen.ts';
import type { Ref } from '../base/ref.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';
import { type Config, ConfigError } from './config.ts';
import { Intent } from './intent.ts';
import {
  type AnyRule,
  type Finding,
  type PlainValue,
  SEVERITIES,
  type Saying,
  type Severity,
} from './rule.ts';
import { Settings, stateOf } from './settings.ts';
import { type RanRule, sift, type Suppressed, type SuppressionReport } from './suppress.ts';

/** Stable name of a breach: the rule and its sorted resources, nothing volatile. 16 hexadecimal digits. */
export const fingerprint = (rule: string, resources: readonly string[]): string =>
  bytesToHex(sha256(utf8ToBytes([rule, ...uniq(resources)].join('\n')))).slice(0, 16);

const show = (value: PlainValue | undefined): string =>
  Array.isArray(value)
    ? value.map(show).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** Fills `{name}` placeholders; `{Name}` begins with a capital letter, as a sentence does. */
export const fill = (template: string, data: Readonly<Record<string, PlainValue>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const key = name.replace(/^./, (c) => c.toLowerCase());
    const words = show(data[key]);
    return key === name ? words : capital(words);
  });

/** The order of findings in a report: worst first, sure before unsure, then by rule and what they are about. */
export const findingOrder = thenBy<Finding>(
  (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  (a, b) => Number(b.sure) - Number(a.sure),
  (a, b) => byText(a.rule, b.rule),
  (a, b) => byText(a.subject ?? '', b.subject ?? ''),
  (a, b) => byText(a.resources.join('\n'), b.resources.join('\n')),
  (a, b) => byText(a.message, b.message),
);

export interface RunInput {
  readonly topology: Topology;
  readonly routing: Routing;
  readonly config: Config;
}

/** A rule that should have run and could not. */
export interface NotRun {
  readonly rule: string;
  readonly why: string;
}

/** Everything a run knows. */
export interface Ran {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly suppressions: SuppressionReport;
  /** Sorted by rule. */
  readonly notRun: readonly NotRun[];
}

/** Settings and intent of one run, shared by its rules. */
interface Prepared extends RunInput {
  readonly settings: Settings;
  readonly intent: Intent;
}

const prepare = (input: RunInput): Prepared => ({
  ...input,
  settings: new Settings(input.config, input.topology),
  intent: new Intent(input.topology, input.config.segments),
});

/**
 * Runs one rule, and those of `others` that it heeds, whatever the presets say; only a severity of `off` keeps one
 * silent. What the others find is not told.
 */
export function runRule(
  rule: AnyRule,
  input: RunInput,
  others: readonly AnyRule[] = [],
): Finding[] {
  const prepared = prepare(input);
  const isOn = ({ id }: AnyRule): boolean => input.config.rules?.[id]?.severity !== 'off';
  const heeded = others
    .filter((other) => rule.heeds?.includes(other.id) && isOn(other))
    .flatMap((other) => check(other, prepared, { always: true }))
    .filter(({ sure }) => sure);
  return isOn(rule) ? check(rule, prepared, { heeded, always: true }) : [];
}

/** With `always`, a rule that no preset runs is taken to be in one. */
function check(
  rule: AnyRule,
  { topology, routing, intent, settings }: Prepared,
  { heeded = [], always = false }: { heeded?: readonly Finding[]; always?: boolean } = {},
): Finding[] {
  const found: Finding[] = [];
  const levelAt = (first: Ref): Severity | undefined => {
    const level = settings.levelAt(rule, first, always);
    return level === 'off' ? undefined : level;
  };
  for (const { key, options } of settings.variants(rule)) {
    rule.check(
      { topology, routing, intent, options, heeded, levelAt },
      (said: Saying<Record<string, string>, string>) => {
        const { subject, at } = said;
        // The first resource decides which settings hold; what is about no resource has the general ones.
        const first = subject === undefined ? at[0] : undefined;
        if (settings.variantAt(rule, first) !== key) return;
        const level = settings.levelAt(rule, first, always);
        if (level === 'off') return;
        // A gap counts where the finding's resources stand; a resource of unknown place meets every gap.
        const places = at.map((ref) => topology.placeOf(ref));
        const hiding = places
          .flatMap((place) => topology.gapsHiding(rule.needs, place))
          .map((gap) => gap.id);
        const gaps = uniq([...hiding, ...(said.gaps ?? [])]);
        found.push({
          rule: rule.id,
          severity: level ?? said.severity ?? rule.about.severity,
          sure: gaps.length === 0 && said.unsure !== true,
          message: fill(
            (rule.messages as Record<string, string>)[said.message] ?? said.message,
            said.data,
          ),
          resources: at,
          ...(subject === undefined ? {} : { subject }),
          path: said.path ?? [],
          places: said.places ?? [],
          data: said.data,
          gaps,
          fingerprint: fingerprint(rule.id, subject === undefined ? at : [subject]),
        });
      },
    );
  }
  return found;
}

/** Why a rule that the configuration wants cannot run; undefined where it can. */
function hindrance(rule: AnyRule, { topology, config }: RunInput): string | undefined {
  const { segments } = config;
  if (rule.intent === 'environments' && Object.keys(segments?.environments ?? {}).length === 0)
    return 'no segments in the configuration';
  if (rule.intent === 'assertions' && (segments?.assertions ?? []).length === 0)
    return 'no assertions in the configuration';
  const unasked = rule.needs.filter(
    (kind) =>
      kinds[kind].optional && !topology.looked(kind) && topology.gapsHiding([kind]).length === 0,
  );
  if (unasked.length === 0) return undefined;
  const calls = uniq(unasked.map((kind) => kinds[kind].call.operation));
  return `${calls.join(' and ')} ${calls.length === 1 ? 'is' : 'are'} not in this source`;
}

/** Options given to a rule that nothing turns on: most likely its severity was forgotten. */
const idle = (rule: AnyRule, config: Config): boolean => {
  const setting = config.rules?.[rule.id];
  return setting?.options !== undefined && setting.severity === undefined;
};

/**
 * Runs the rules that preset and configuration pick. Throws ConfigError where the configuration names an unknown rule,
 * option or environment.
 */
export function runRules(rules: readonly AnyRule[], input: RunInput): Ran {
  const run = rulesInTurn(rules, input);
  for (;;) {
    const { done, value } = run.next();
    if (done) return value;
  }
}

/** The same, with a stop after each rule; `hear` is told what each found, whatever is hidden of it later. */
export function* rulesInTurn(
  rules: readonly AnyRule[],
  input: RunInput,
  hear?: (rule: AnyRule, found: readonly Finding[]) => void,
): Generator<undefined, Ran> {
  const { config, topology } = input;
  known(rules, config);
  const prepared = prepare(input);
  const notRun = new Map<string, string>();
  const all: Finding[] = [];
  for (const rule of heedingLast(rules)) {
    if (!stateOf(rule, config).runs) {
      if (idle(rule, config)) {
        notRun.set(
          rule.id,
          `it has options but no severity, and is not in the preset ${config.extends ?? 'recommended'}`,
        );
      }
      continue;
    }
    const why = hindrance(rule, input);
    if (why === undefined) {
      const found = check(rule, prepared, { heeded: heededBy(rule, all, input) });
      hear?.(rule, found);
      all.push(...found);
    } else notRun.set(rule.id, why);
    yield;
  }
  all.sort(findingOrder);
  const unrun = uniq(notRun.keys()).map((rule) => ({ rule, why: notRun.get(rule)! }));
  return { ...sift(all, config, topology, ranRule(rules, config, unrun)), notRun: unrun };
}

const heedingLast = (rules: readonly AnyRule[]): readonly AnyRule[] => [
  ...rules.filter(({ heeds }) => !heeds),
  ...rules.filter(({ heeds }) => heeds),
];

/**
 * Of what was found so far, what a rule may leave out: decision 0040. What a suppression hides tells nobody of anything, and
 * what is unsure is no reason to be silent about what is sure.
 */
function heededBy(
  { heeds }: AnyRule,
  found: readonly Finding[],
  { config, topology }: Pick<RunInput, 'config' | 'topology'>,
): readonly Finding[] {
  if (!heeds) return [];
  const theirs = found.filter(({ rule, sure }) => sure && heeds.includes(rule));
  return sift(theirs, config, topology, () => ({ ran: true, why: '' })).findings;
}

/**
 * What a run found, hidden by other suppressions: of `config` only `suppress` and `suppressByTag` may differ from the
 * run's. No rule runs again but those that heed others, for these may tell less now, or more.
 */
export function resift(
  rules: readonly AnyRule[],
  { findings, suppressed, notRun }: Ran,
  input: RunInput,
): Ran {
  const { config, topology } = input;
  const heeding = rules.filter(({ id, heeds }) => heeds && !notRun.some(({ rule }) => rule === id));
  const again = new Set(heeding.map(({ id }) => id));
  const all = [...findings, ...suppressed.map(({ finding }) => finding)].filter(
    ({ rule }) => !again.has(rule),
  );
  const prepared = prepare(input);
  const others = [...all];
  for (const rule of heeding) {
    if (stateOf(rule, config).runs)
      all.push(...check(rule, prepared, { heeded: heededBy(rule, others, input) }));
  }
  all.sort(findingOrder);
  return { ...sift(all, config, topology, ranRule(rules, config, notRun)), notRun };
}

function ranRule(rules: readonly AnyRule[], config: Config, notRun: readonly NotRun[]): RanRule {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const unrun = new Map(notRun.map(({ rule, why }) => [rule, why]));
  return (id) => {
    const rule = byId.get(id);
    if (!rule) return { ran: false, why: 'no rule is called this' };
    const why = unrun.get(id);
    if (why !== undefined) return { ran: false, why: `the rule was not run: ${why}` };
    return { ran: stateOf(rule, config).runs, why: 'the rule is off' };
  };
}

/** A configuration that was not read from a file, but sent, may name anything. */
function known(rules: readonly AnyRule[], config: Config): void {
  const ids = new Set(rules.map((rule) => rule.id));
  const named = [
    ...Object.keys(config.rules ?? {}),
    ...(config.overrides ?? []).flatMap((o) => Object.keys(o.rules).filter((id) => id !== '*')),
  ];
  for (const id of named) {
    if (ids.has(id)) continue;
    throw new ConfigError(`no rule is called ${JSON.stringify(id)}.${didYouMean(id, ids)}`);
  }
}
