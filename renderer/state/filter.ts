/** Which findings a filter leaves, and how a list groups them. Pure. */
import type { FindingRow, FindingState, RuleInfo } from '#app/api/lint.ts';
import { byName } from '#app/base/order.ts';
import { type Category, SEVERITIES, type Severity } from '#app/rules/rule.ts';

export interface FindingFilter {
  readonly text: string;
  /** Severities that are hidden. */
  readonly hidden: readonly Severity[];
  readonly category: Category | undefined;
  readonly certainty: 'sure' | 'unsure' | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly rule: string | undefined;
  /** States that show beside what is told. */
  readonly also: readonly Exclude<FindingState, 'told'>[];
}

export const NO_FILTER: FindingFilter = {
  text: '',
  hidden: [],
  category: undefined,
  certainty: undefined,
  account: undefined,
  region: undefined,
  rule: undefined,
  also: [],
};

/** Parts of a filter that pick one value out of several. */
export const FACETS = ['category', 'certainty', 'account', 'region', 'rule'] as const;
export type Facet = (typeof FACETS)[number];

export type Rules = ReadonlyMap<string, RuleInfo>;

/** Lower-case text of a row that a search looks at, made when first needed. */
const texts = new WeakMap<FindingRow, string>();

export function textOf(row: FindingRow, rules: Rules): string {
  let text = texts.get(row);
  if (text === undefined) {
    text = [row.message, row.about, row.rule, rules.get(row.rule)?.title ?? '', ...row.resources]
      .join('\n')
      .toLowerCase();
    texts.set(row, text);
  }
  return text;
}

/** Rows that the filter leaves, in their order. `severities` also looks at the hidden severities. */
export function visibleRows(
  rows: readonly FindingRow[],
  rules: Rules,
  filter: FindingFilter,
  severities = true,
): readonly FindingRow[] {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter((row) => {
    if (row.state !== 'told' && !filter.also.includes(row.state)) return false;
    if (severities && filter.hidden.includes(row.severity)) return false;
    if (filter.certainty !== undefined && (filter.certainty === 'sure') !== row.sure) return false;
    if (filter.rule !== undefined && filter.rule !== row.rule) return false;
    if (filter.account !== undefined && !row.accounts.includes(filter.account)) return false;
    if (filter.region !== undefined && !row.regions.includes(filter.region)) return false;
    if (filter.category !== undefined && rules.get(row.rule)?.category !== filter.category)
      return false;
    if (words.length === 0) return true;
    const text = textOf(row, rules);
    return words.every((word) => text.includes(word));
  });
}

/** True where the filter hides something that a fresh window shows. */
export const narrows = (filter: FindingFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.hidden.length > 0 ||
  FACETS.some((facet) => filter[facet] !== undefined);

/** The values a facet can take among these rows, sorted. */
export function valuesOf(
  facet: Facet,
  rows: readonly FindingRow[],
  rules: Rules,
): readonly string[] {
  const values = new Set<string>();
  for (const row of rows) {
    if (facet === 'category') values.add(rules.get(row.rule)?.category ?? '');
    else if (facet === 'certainty') values.add(row.sure ? 'sure' : 'unsure');
    else if (facet === 'rule') values.add(row.rule);
    else for (const value of facet === 'account' ? row.accounts : row.regions) values.add(value);
  }
  values.delete('');
  return [...values].sort(byName);
}

export const GROUPINGS = ['rule', 'resource', 'severity'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FindingGroup {
  /** Unlike that of any other group, of whatever grouping. */
  readonly key: string;
  readonly title: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  /** True where its findings have several severities. */
  readonly mixed: boolean;
  readonly rows: readonly FindingRow[];
}

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Notes',
};

/** Meshes stand above everything: they shape the network. */
const weightOf = (grouping: Grouping, { severity, rows }: FindingGroup): number =>
  SEVERITIES.indexOf(severity) -
  (grouping === 'rule' && rows[0]?.rule === 'peering-mesh' ? SEVERITIES.length : 0);

/** Groups worst first, and within that in the order of their first findings; rows keep theirs. */
export function groupsOf(
  rows: readonly FindingRow[],
  rules: Rules,
  grouping: Grouping,
): readonly FindingGroup[] {
  const groups = new Map<string, FindingRow[]>();
  for (const row of rows) {
    const key = grouping === 'rule' ? row.rule : grouping === 'severity' ? row.severity : row.about;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, of]): FindingGroup => {
      const severities = new Set(of.map((row) => row.severity));
      const severity = SEVERITIES.find((s) => severities.has(s)) ?? 'info';
      return {
        key: `${grouping}/${key}`,
        title:
          grouping === 'rule'
            ? (rules.get(key)?.title ?? key)
            : grouping === 'severity'
              ? SEVERITY_TITLES[severity]
              : key || 'No resource',
        severity,
        mixed: severities.size > 1,
        rows: of,
      };
    })
    .sort((a, b) => weightOf(grouping, a) - weightOf(grouping, b));
}
