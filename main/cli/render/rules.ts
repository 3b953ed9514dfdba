/** Rules in words: the list, and one of them in full. */
import { z } from 'zod';
import { count } from '#app/base/count.ts';
import { byText } from '#app/base/order.ts';
import type { Config, Level } from '#app/rules/config.ts';
import { stateOf } from '#app/rules/settings.ts';
import { CATEGORIES, SEVERITIES, type AnyRule } from '#app/rules/rule.ts';
import { wrap } from '#app/exports/parts/lint-text.ts';
import type { Terminal } from '../command.ts';
import { jsonText } from '#app/base/json-text.ts';
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

/** What stands in the severity column of a rule. */
function levelOf(rule: AnyRule, config: Config): { level: Level; varies: boolean } {
  const { runs, level, varies } = stateOf(rule, config);
  const shown = !runs ? 'off' : level === 'own' ? rule.about.severity : level;
  return { level: shown, varies };
}

export function rulesText(rules: readonly AnyRule[], config: Config, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const wide = Math.max(0, ...rules.map((rule) => rule.id.length));
  const presets = Math.max(0, ...rules.map((rule) => rule.about.preset.length));
  const blocks = CATEGORIES.flatMap((category) => {
    const here = rules.filter((rule) => rule.about.category === category);
    if (here.length === 0) return [];
    here.sort(
      (a, b) =>
        SEVERITIES.indexOf(a.about.severity) - SEVERITIES.indexOf(b.about.severity) ||
        byText(a.id, b.id),
    );
    const lines = here.map((rule) => {
      const { level, varies } = levelOf(rule, config);
      const words = level.padEnd(7);
      const { preset, title } = rule.about;
      const line = [
        level === 'off' ? paint.dim(words) : paint.severity(level, words),
        preset.padEnd(presets),
        varies ? `${title} (overrides change it in places)` : title,
      ].join('  ');
      return `  ${rule.id.padEnd(wide)}  ${line}`;
    });
    return [[paint.bold(category), ...lines].join('\n')];
  });
  const on = rules.filter((rule) => stateOf(rule, config).runs).length;
  const sum = `${count(rules.length, 'rule')}, ${on} of them on; \`peerless explain RULE\` says more.`;
  return `${[...blocks, sum].join('\n\n')}\n`;
}

export const rulesJson = (rules: readonly AnyRule[], config: Config): string =>
  jsonText('peerless/rules@1', {
    extends: config.extends ?? 'recommended',
    rules: rules.map((rule) => {
      const { level, varies } = levelOf(rule, config);
      return {
        id: rule.id,
        ...rule.about,
        needs: rule.needs,
        options: optionsOf(rule),
        configured: { severity: level, varies },
      };
    }),
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
    `${paint.bold(about.title)}\n${rule.id}, ${paint.severity(about.severity, about.severity)}, ${about.category}, ${about.preset === 'none' ? 'in no preset' : `preset ${about.preset}`}`,
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
