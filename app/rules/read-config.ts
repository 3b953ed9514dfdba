/** Reads the configuration of a lint run, JSON or YAML: every error names the line and the nearest valid name. */
import type { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import type { AssertionEnd, Config, Level, RuleSetting } from './config.ts';
import { configShape } from './config-shape.ts';
import { ConfigText, type Path } from './config-text.ts';
import { assertionWords } from './intent.ts';
import type { AnyRule } from './rule.ts';

/**
 * The configuration in a text. `file` is how messages name it; `rules` are the ones it may speak of.
 * Throws ConfigError: not JSON or YAML, unknown keys, unknown rules, options a rule does not take.
 */
export function readConfig(text: string, file: string, rules: readonly AnyRule[]): Config {
  const source: ConfigText = new ConfigText(text, file);
  const shape = configShape(rules);
  const value = source.value();
  const read = shape.safeParse(value);
  if (!read.success) explain(source, shape, read.error.issues[0]!);
  const { rules: settings, overrides, ...rest } = read.data;
  delete rest.$schema;
  delete rest.version;
  // Options as they were given, without the rule's defaults: overrides are laid over them.
  const given = value as Given;
  const config = {
    ...rest,
    ...(settings ? { rules: full(given.rules) } : {}),
    ...(overrides
      ? { overrides: overrides.map((o, i) => ({ ...o, rules: full(given.overrides?.[i]?.rules) })) }
      : {}),
  } as Config;
  checkSuppressions(source, config, rules);
  checkSegments(source, config);
  return config;
}

/** What was read, once the shape has accepted it. */
interface Given {
  readonly rules?: Settings;
  readonly overrides?: readonly { readonly rules: Settings }[];
}
type Settings = Readonly<Record<string, Level | RuleSetting>>;

/** A bare severity is short for an object. */
const full = (settings: Settings = {}): Record<string, RuleSetting> =>
  Object.fromEntries(
    Object.entries(settings).map(([id, given]) => [
      id,
      typeof given === 'string' ? { severity: given } : given,
    ]),
  );

function checkSuppressions(
  source: ConfigText,
  { suppress }: Config,
  rules: readonly AnyRule[],
): void {
  const ids = new Set(rules.map((rule) => rule.id));
  for (const [i, { rule }] of (suppress ?? []).entries()) {
    if (ids.has(rule)) continue;
    const path = ['suppress', i, 'rule'];
    if (rule.includes('*')) {
      source.fail(
        path,
        'name one rule: a suppression is for what is known, not for what may yet come. Overrides with "*" keep rules away from resources.',
      );
    }
    source.fail(path, `no rule is called ${JSON.stringify(rule)}.${didYouMean(rule, ids)}`);
  }
}

function checkSegments(source: ConfigText, { segments }: Config): void {
  const names = Object.keys(segments?.environments ?? {});
  const check = (name: string, path: Path) => {
    if (names.includes(name)) return;
    source.fail(
      path,
      `no environment is called ${JSON.stringify(name)}.${didYouMean(name, names)}`,
    );
  };
  for (const [from, to] of Object.entries(segments?.reach ?? {})) {
    check(from, ['segments', 'reach', from]);
    for (const [i, name] of to.entries()) check(name, ['segments', 'reach', from, i]);
  }
  const seen = new Map<string, number>();
  for (const [i, assertion] of (segments?.assertions ?? []).entries()) {
    const path = ['segments', 'assertions', i];
    const ends: [string, AssertionEnd][] = [
      ['from', assertion.from],
      ['to', assertion.to],
    ];
    for (const [key, end] of ends) if (typeof end === 'string') check(end, [...path, key]);
    const words = assertionWords(assertion);
    const before = seen.get(words);
    if (before !== undefined) source.fail(path, `assertion ${before} says the same.`);
    seen.set(words, i);
  }
}

function explain(source: ConfigText, shape: z.core.$ZodType, issue: z.core.$ZodIssue): never {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    source.fail([...path, key], strange(shape, path, key));
  }
  if (issue.code === 'invalid_union') {
    const told = mostTelling(issue.errors);
    if (told) explain(source, shape, { ...told, path: [...path, ...told.path] });
  }
  source.fail(path, `${issue.message.replace(/\.$/, '')}.`);
}

/** What is wrong with the alternative that was most likely meant; undefined where none fits even in its sort. */
function mostTelling(
  errors: readonly (readonly z.core.$ZodIssue[])[],
): z.core.$ZodIssue | undefined {
  const meant = errors
    .filter((issues) => issues.length > 0 && issues.every(isWithin))
    .sort((a, b) => a.length - b.length);
  const [issues] = meant;
  return issues?.find((issue) => issue.code === 'unrecognized_keys') ?? issues?.[0];
}

/** False where the value is not even of the right sort. */
const isWithin = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length > 0 || !['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code);

/** What to say of a name that is not known where it stands. */
function strange(shape: z.core.$ZodType, path: Path, key: string): string {
  const known = keysAt(shape, path);
  const nearest = didYouMean(key, known);
  const last = path.at(-1);
  if (last === 'rules') return `no rule is called this.${nearest}`;
  if (last === 'options') {
    return known.length === 0
      ? 'this rule takes no options.'
      : `the rule has no such option; it has ${known.join(', ')}.${nearest}`;
  }
  return `this is not known here${known.length > 0 ? `; known are ${known.join(', ')}.${nearest}` : '.'}`;
}

type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
};
const defOf = (shape: z.core.$ZodType): Def => shape._zod.def;

/** A shape without what makes it optional, and every alternative of it. */
function alternatives(shape: z.core.$ZodType): Def[] {
  const def = defOf(shape);
  if (def.innerType) return alternatives(def.innerType);
  return def.options ? def.options.flatMap(alternatives) : [def];
}

/** Names that a place of the configuration may have, in the order of the shape. */
function keysAt(shape: z.core.$ZodType, path: Path): string[] {
  let here = alternatives(shape);
  for (const step of path) {
    here = here.flatMap((def) => {
      const next = def.shape?.[String(step)] ?? def.element ?? def.valueType;
      return next ? alternatives(next) : [];
    });
  }
  return [...new Set(here.flatMap((def) => Object.keys(def.shape ?? {})))].filter(
    (key) => key !== '$schema',
  );
}
