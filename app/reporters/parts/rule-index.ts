/** All rules as Markdown tables by category: the index of the docs, and `peerless rules --format markdown`. */
import { byText } from '../../base/order.ts';
import { md } from '../../exports/parts/markdown-text.ts';
import { type AnyRule, CATEGORIES, type Category, SEVERITIES } from '../../rules/rule.ts';

export const categoryTitles: Readonly<Record<Category, string>> = {
  mesh: 'Meshes',
  peering: 'Peering',
  routing: 'Routing',
  'transit-gateway': 'Transit gateway',
  addressing: 'Addressing',
  hybrid: 'Hybrid: VPN, Direct Connect, Cloud WAN',
  resilience: 'Resilience',
  segmentation: 'Segmentation',
  cost: 'Cost',
  hygiene: 'Hygiene',
};

/** Rules of each category, worst first; categories without rules are left out. */
export const byCategory = (
  rules: readonly AnyRule[],
): readonly { readonly category: Category; readonly rules: readonly AnyRule[] }[] =>
  CATEGORIES.flatMap((category) => {
    const here = rules
      .filter((rule) => rule.about.category === category)
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(a.about.severity) - SEVERITIES.indexOf(b.about.severity) ||
          byText(a.id, b.id),
      );
    return here.length > 0 ? [{ category, rules: here }] : [];
  });

/** A heading of the level given and a table for each category. `linkOf` names the page of a rule. */
export const rulesMarkdown = (
  rules: readonly AnyRule[],
  level: number,
  linkOf?: (rule: AnyRule) => string,
): string =>
  byCategory(rules)
    .map(({ category, rules: here }) =>
      [
        `${'#'.repeat(level)} ${categoryTitles[category]}`,
        '',
        '| Rule | What it finds | Severity | Preset |',
        '| --- | --- | --- | --- |',
        ...here.map((rule) => {
          const { title, severity, preset } = rule.about;
          const name = linkOf ? `[\`${rule.id}\`](${linkOf(rule)})` : `\`${rule.id}\``;
          return `| ${name} | ${md(title)} | ${severity} | ${preset === 'none' ? 'in none' : preset} |`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
