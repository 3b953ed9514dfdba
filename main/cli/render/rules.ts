/** Rules in words: the list, and one of them in full. */
import { z } from 'zod';
import { byText } from '#app/base/order.ts';
import { CATEGORIES, SEVERITIES, type AnyRule } from '#app/rules/rule.ts';
import { wrap } from '#app/exports/parts/lint-text.ts';
import type { Terminal } from '../command.ts';
import { jsonText } from '../json.ts';
import { paintFor } from '../paint.ts';

interface OptionInfo {
  readonly name: string;
  readonly default: unknown;
  readonly description: string;
}

/** Options of a rule with their defaults, in the order the rule declares them. */
export function optionsOf(rule: AnyRule): OptionInfo[] {
  const schema = z.toJSONSchema(rule.options as z.ZodType, {
    io: 'input',
    unrepresentable: 'any',
  }) as {
    readonly properties?: Readonly<Record<string, { default?: unknown; description?: string }>>;
  };
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    default: field.default,
    description: field.description ?? '',
  }));
}

export function rulesText(rules: readonly AnyRule[], terminal: Terminal): string {
  const paint = paintFor(terminal);
  const wide = Math.max(0, ...rules.map((rule) => rule.id.length));
  const blocks = CATEGORIES.flatMap((category) => {
    const here = rules.filter((rule) => rule.about.category === category);
    if (here.length === 0) return [];
    here.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.about.severity) - SEVERITIES.indexOf(b.about.severity) ||
        byText(a.id, b.id),
    );
    const lines = here.map(
      (rule) =>
        `  ${rule.id.padEnd(wide)}  ${paint.severity(rule.about.severity, rule.about.severity.padEnd(7))}  ${rule.about.title}`,
    );
    return [[paint.bold(category), ...lines].join('\n')];
  });
  const n = rules.length;
  return `${[...blocks, `${n} ${n === 1 ? 'rule' : 'rules'}; \`peerless explain RULE\` says more.`].join('\n\n')}\n`;
}

export const rulesJson = (rules: readonly AnyRule[]): string =>
  jsonText('peerless/rules@1', {
    rules: rules.map((rule) => ({
      id: rule.id,
      ...rule.about,
      needs: rule.needs,
      options: optionsOf(rule),
    })),
  });

export function explainText(rule: AnyRule, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const width = Math.min(terminal.columns, 100);
  const { about } = rule;
  const options = optionsOf(rule);
  const messages = Object.values(rule.messages as Record<string, string>);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${paint.bold(title)}\n${lines.join('\n')}`];
  const list = (text: string) => wrap(text, width, '    ', '  - ').join('\n');
  return `${[
    `${paint.bold(about.title)}\n${rule.id}, ${paint.severity(about.severity, about.severity)}, ${about.category}`,
    ...section('Why it matters', wrap(about.why, width, '')),
    ...section('What to do', wrap(about.remedy, width, '')),
    ...section('What it says', messages.map(list)),
    ...section(
      'Options',
      options.map((o) =>
        list(
          `${o.name} (default ${JSON.stringify(o.default ?? null)})${o.description ? `: ${o.description}` : ''}`,
        ),
      ),
    ),
    ...section(
      'Unsure where these were not read',
      rule.needs.length > 0 ? wrap(rule.needs.join(', '), width, '  ') : [],
    ),
    ...section(
      'AWS documentation',
      about.docs.map((link) => `  ${link}`),
    ),
  ].join('\n\n')}\n`;
}
