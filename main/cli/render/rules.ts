/** Rules in words: the list, and one of them in full. */
import { count } from '#app/base/count.ts';
import type { Config, Level } from '#app/rules/config.ts';
import { stateOf } from '#app/rules/settings.ts';
import type { AnyRule } from '#app/rules/rule.ts';
import { wrap } from '#app/exports/parts/lint-text.ts';
import type { Example } from '#app/reporters/parts/example.ts';
import { byCategory } from '#app/reporters/parts/rule-index.ts';
import { type Block, optionsOf, presetWords, sectionsOf } from '#app/reporters/parts/rule-text.ts';
import type { Terminal } from '../command.ts';
import { jsonText } from '#app/base/json-text.ts';
import { paintFor } from '#app/exports/parts/paint.ts';

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
  const blocks = byCategory(rules).map(({ category, rules: here }) => {
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
    return [paint.bold(category), ...lines].join('\n');
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

function blockText(block: Block, width: number): string[] {
  switch (block.as) {
    case 'paragraph':
      return [wrap(spoken(block.text), width, '').join('\n')];
    case 'code':
      return [block.text.replace(/^/gm, '  ')];
    case 'list':
      return [
        block.lines.map((text) => wrap(spoken(text), width, '    ', '  - ').join('\n')).join('\n'),
      ];
    case 'links':
      return [block.lines.map((link) => `  ${link}`).join('\n')];
    case 'picture':
      return [];
  }
}

/** Backticks say where code begins on a page; in a terminal they are only in the way. */
const spoken = (text: string): string => text.replaceAll('`', '');

/** The page of a rule in `docs/rules`, without its pictures. */
export function explainText(
  rule: AnyRule,
  example: Example | undefined,
  terminal: Terminal,
): string {
  const paint = paintFor(terminal);
  const width = Math.min(terminal.columns, 100);
  const { title, severity, category, preset } = rule.about;
  const sections = sectionsOf(rule, example).map(({ title: words, blocks }) =>
    [paint.bold(words), blocks.flatMap((block) => blockText(block, width)).join('\n\n')].join('\n'),
  );
  const rank = `${rule.id}: ${paint.severity(severity, severity)}, in ${category}; ${spoken(presetWords[preset])}.`;
  return `${[`${paint.bold(title)}\n${rank}`, ...sections].join('\n\n')}\n`;
}
