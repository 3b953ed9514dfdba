/** Runs rules over a topology: options read, severities set, gaps weighed, findings in one total order. */
import type { z } from 'zod';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { byText, thenBy, uniq } from '../base/order.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';
import type { Config } from './config.ts';
import { type AnyRule, type Finding, type PlainValue, SEVERITIES, type Saying } from './rule.ts';

export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
}

/** A rule's options could not be read. The message names rule, option and what is expected. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Stable name of a breach: the rule and its sorted resources, nothing volatile. 16 hexadecimal digits. */
export const fingerprint = (rule: string, resources: readonly string[]): string =>
  bytesToHex(sha256(utf8ToBytes([rule, ...uniq(resources)].join('\n')))).slice(0, 16);

const show = (value: PlainValue | undefined): string =>
  Array.isArray(value)
    ? value.map(show).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const FIRST = /^./u;

/** Fills `{name}` placeholders; `{Name}` begins with a capital letter, as a sentence does. */
export const fill = (template: string, data: Readonly<Record<string, PlainValue>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const key = name.replace(FIRST, (c) => c.toLowerCase());
    const words = show(data[key]);
    return key === name ? words : words.replace(FIRST, (c) => c.toUpperCase());
  });

const order = thenBy<Finding>(
  (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  (a, b) => Number(b.sure) - Number(a.sure),
  (a, b) => byText(a.rule, b.rule),
  (a, b) => byText(a.resources.join('\n'), b.resources.join('\n')),
  (a, b) => byText(a.message, b.message),
);

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );

export interface RunInput {
  readonly topology: Topology;
  readonly routing: Routing;
  readonly config: Config;
}

export function runRule(rule: AnyRule, { topology, routing, config }: RunInput): Finding[] {
  const setting = config.rules?.[rule.id];
  const severity = setting?.severity;
  if (severity === 'off') return [];
  const options = (rule.options as z.ZodType).safeParse(setting?.options ?? {});
  if (!options.success) {
    const issue = options.error.issues[0];
    throw new ConfigError(
      `rule ${rule.id}: option ${issue?.path.join('.') || '(whole)'}: ${issue?.message ?? 'unreadable'}`,
    );
  }
  const found: Finding[] = [];
  rule.check(
    { topology, routing, options: options.data },
    (said: Saying<Record<string, string>, string>) => {
      // A gap counts where the finding's resources stand; a resource of unknown place meets every gap.
      const places = said.at.map((ref) => topology.placeOf(ref));
      const hiding = places
        .flatMap((place) => topology.gapsHiding(rule.needs, place))
        .map((gap) => gap.id);
      const gaps = uniq([...hiding, ...(said.gaps ?? [])]);
      found.push({
        rule: rule.id,
        severity: severity ?? said.severity ?? rule.about.severity,
        sure: gaps.length === 0,
        message: fill(
          (rule.messages as Record<string, string>)[said.message] ?? said.message,
          said.data,
        ),
        resources: said.at,
        path: said.path ?? [],
        places: said.places ?? [],
        data: said.data,
        gaps,
        fingerprint: fingerprint(rule.id, said.at),
      });
    },
  );
  return found;
}

/** Runs every rule. Throws ConfigError where the configuration names an unknown rule or option. */
export function runRules(
  rules: readonly AnyRule[],
  input: RunInput,
): { findings: Finding[]; suppressed: Suppressed[] } {
  const ids = new Set(rules.map((rule) => rule.id));
  for (const id of Object.keys(input.config.rules ?? {})) {
    if (!ids.has(id)) throw new ConfigError(`no rule is called ${JSON.stringify(id)}`);
  }
  const all = rules.flatMap((rule) => runRule(rule, input)).sort(order);
  const wanted = (input.config.suppress ?? []).map((s) => ({ ...s, pattern: glob(s.resource) }));
  const suppressed: Suppressed[] = [];
  const findings = all.filter((finding) => {
    const names = finding.resources.flatMap((ref) => [ref, input.topology.find(ref)?.name ?? ref]);
    const hit = wanted.find(
      (s) => s.rule === finding.rule && names.some((name) => s.pattern.test(name)),
    );
    if (hit) suppressed.push({ finding, reason: hit.reason });
    return !hit;
  });
  return { findings, suppressed };
}
