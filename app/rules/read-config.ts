/** Reads the configuration of a lint run, JSON or YAML: every error names the line and the nearest valid name. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { didYouMean } from '../base/nearest.ts';
import { type Config, ConfigError } from './config.ts';
import { type AnyRule, SEVERITIES } from './rule.ts';

const level = z.enum([...SEVERITIES, 'off']);

const shape = z.strictObject({
  version: z.literal(1).optional(),
  rules: z
    .record(
      z.string(),
      z.union([
        level,
        z.strictObject({
          severity: level.optional(),
          options: z.record(z.string(), z.unknown()).optional(),
        }),
      ]),
    )
    .optional(),
  suppress: z
    .array(
      z.strictObject({
        rule: z.string(),
        resource: z.string().min(1, 'name a resource id or name; * stands for any text'),
        reason: z
          .string()
          .refine((text) => text.trim() !== '', 'say why, so that the next reader knows'),
      }),
    )
    .optional(),
});

type Path = readonly PropertyKey[];

/** Keys a place in the configuration may have; undefined where any name is allowed. */
function keysAt(path: Path): readonly string[] | undefined {
  if (path.length === 0) return Object.keys(shape.shape);
  if (path[0] === 'rules' && path.length === 2) return ['severity', 'options'];
  if (path[0] === 'suppress' && path.length === 2) return ['rule', 'resource', 'reason'];
  return undefined;
}

class Reader {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [first] = this.#document.errors;
    if (first) {
      throw new ConfigError(
        `${file}:${this.#lines.linePos(first.pos[0]).line}: this is neither JSON nor YAML: ${first.message}`,
      );
    }
  }

  value(): unknown {
    try {
      return this.#document.toJS() ?? {};
    } catch (error) {
      // Aliases that multiply, or point nowhere.
      throw new ConfigError(
        `${this.#file}: ${error instanceof Error ? error.message : 'unreadable'}`,
      );
    }
  }

  /** Throws ConfigError at the place of a path, or of the nearest place above it that was written. */
  fail(path: Path, message: string): never {
    let line: number | undefined;
    for (let n = path.length; n >= 0 && line === undefined; n--) {
      const node = n === 0 ? this.#document.contents : this.#document.getIn(path.slice(0, n), true);
      if (isNode(node) && node.range) line = this.#lines.linePos(node.range[0]).line;
    }
    const where = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
    throw new ConfigError(
      `${this.#file}${line === undefined ? '' : `:${line}`}: ${where}${message}`,
    );
  }
}

function explain(reader: Reader, issue: z.core.$ZodIssue): never {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = keysAt(issue.path);
    reader.fail(
      [...issue.path, key],
      `this is not known here${known ? `; known are ${known.join(', ')}.${didYouMean(key, known)}` : '.'}`,
    );
  }
  if (issue.code === 'invalid_union') {
    // A word is meant as a severity, anything else as an object.
    const inner = issue.errors.flat();
    const telling = inner.find((i) => i.path.length > 0 || i.code === 'unrecognized_keys');
    if (telling) explain(reader, { ...telling, path: [...issue.path, ...telling.path] });
    reader.fail(
      issue.path,
      'give error, warning, info or off, or an object with severity and options.',
    );
  }
  reader.fail(issue.path, `${issue.message}.`);
}

/**
 * The configuration in a text. `file` is how messages name it; `rules` are the ones it may speak of.
 * Throws ConfigError: not JSON or YAML, unknown keys, unknown rules, options a rule does not take.
 */
export function readConfig(text: string, file: string, rules: readonly AnyRule[]): Config {
  const reader: Reader = new Reader(text, file);
  const read = shape.safeParse(reader.value());
  if (!read.success) explain(reader, read.error.issues[0]!);
  const ids = rules.map((rule) => rule.id);
  const settings: Record<string, NonNullable<Config['rules']>[string]> = {};
  for (const [id, given] of Object.entries(read.data.rules ?? {})) {
    const rule = rules.find((r) => r.id === id);
    if (!rule) reader.fail(['rules', id], `no rule is called this.${didYouMean(id, ids)}`);
    const { severity, options } = typeof given === 'string' ? { severity: given } : given;
    const checked = (rule.options as z.ZodType).safeParse(options ?? {});
    if (!checked.success)
      explain(reader, under(checked.error.issues[0]!, ['rules', id, 'options']));
    const unknown = strange(rule, options ?? {});
    if (unknown !== undefined) {
      const names = optionsOf(rule);
      reader.fail(
        ['rules', id, 'options', unknown],
        names.length === 0
          ? 'this rule takes no options.'
          : `the rule has no such option; it has ${names.join(', ')}.${didYouMean(unknown, names)}`,
      );
    }
    settings[id] = { ...(severity ? { severity } : {}), ...(options ? { options } : {}) };
  }
  for (const [i, { rule }] of (read.data.suppress ?? []).entries()) {
    if (!ids.includes(rule)) {
      reader.fail(
        ['suppress', i, 'rule'],
        `no rule is called ${JSON.stringify(rule)}.${didYouMean(rule, ids)}`,
      );
    }
  }
  return {
    ...(read.data.rules ? { rules: settings } : {}),
    ...(read.data.suppress ? { suppress: read.data.suppress } : {}),
  };
}

const under = (issue: z.core.$ZodIssue, path: Path): z.core.$ZodIssue => ({
  ...issue,
  path: [...path, ...issue.path],
});

/** Names of the options a rule takes. */
export const optionsOf = (rule: AnyRule): string[] =>
  rule.options instanceof z.ZodObject ? Object.keys(rule.options.shape) : [];

/** The first option given that the rule does not take. */
const strange = (rule: AnyRule, given: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(given).find((name) => !optionsOf(rule).includes(name));
