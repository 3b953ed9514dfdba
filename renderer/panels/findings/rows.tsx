/** How groups and findings look in the list, and how they are read out. */
import type { FindingRow } from '#app/api/lint.ts';
import type { Severity } from '#app/rules/rule.ts';
import { Icon } from '../../parts/icon.tsx';
import { SeverityMark } from '../../parts/severity.tsx';
import type { FindingGroup, Grouping, Rules } from '../../state/filter.ts';
import { count, number } from '../../words/count.ts';
import { brief, short } from '../../words/visible.ts';

export type Item =
  | { readonly group: FindingGroup }
  | {
      readonly row: FindingRow;
      /** True where its group holds several severities. */
      readonly mixed: boolean;
    };

interface Context {
  readonly rules: Rules;
  readonly grouping: Grouping;
}

const NOUNS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

const stateTags = (row: FindingRow): readonly string[] => [
  ...(row.sure ? [] : ['unsure']),
  ...(row.state === 'suppressed' ? ['suppressed'] : []),
  ...(row.state === 'known' ? ['in the baseline'] : []),
];

const titleOf = (row: FindingRow, rules: Rules): string => rules.get(row.rule)?.title ?? row.rule;

/** `name (id)` in its two parts. */
function parts(title: string): readonly [name: string, id: string] {
  const [, name, id] = /^(.*) \(([^()\s]+)\)$/.exec(title) ?? [];
  return name !== undefined && id !== undefined ? [name, id] : [title, ''];
}

export function nameOfItem(item: Item, { rules, grouping }: Context): string {
  if ('group' in item) {
    const { title, rows, severity, mixed } = item.group;
    const of = mixed ? count(rows.length, 'finding') : count(rows.length, ...NOUNS[severity]);
    return grouping === 'severity' ? of : `${short(title)}: ${of}`;
  }
  const { row } = item;
  return [
    `${row.severity}: ${grouping === 'rule' ? '' : `${titleOf(row, rules)}: `}${short(row.message, 300)}`,
    ...stateTags(row),
  ].join(', ');
}

export function drawItem(item: Item, { rules, grouping }: Context) {
  if ('group' in item) return <GroupHead group={item.group} grouping={grouping} />;
  const { row, mixed } = item;
  const title = grouping === 'rule' ? undefined : titleOf(row, rules);
  const tags = stateTags(row);
  return (
    <span className={row.state === 'told' ? 'finding-row' : 'finding-row hidden-one'}>
      {(mixed || grouping === 'resource') && <SeverityMark severity={row.severity} size={12} />}
      <span className="finding-words">
        {title !== undefined && <span className="line finding-title">{title}</span>}
        <span className="finding-message" title={short(row.message, 1000)}>
          {brief(row.message)}
        </span>
        {tags.length > 0 && (
          <span className="finding-tags">
            {tags.map((tag) => (
              <span key={tag} className={tag === 'unsure' ? 'unsure' : 'tag'}>
                {tag}
              </span>
            ))}
          </span>
        )}
      </span>
      {row.places > 1 && <span className="tally">{count(row.places, 'place')}</span>}
    </span>
  );
}

function GroupHead({
  group,
  grouping,
}: {
  readonly group: FindingGroup;
  readonly grouping: Grouping;
}) {
  const [name, id] = grouping === 'resource' ? parts(group.title) : [group.title, ''];
  return (
    <>
      <Icon id="chevron" size={12} />
      <SeverityMark severity={group.severity} />
      <span className="line group-title" title={short(group.title, 300)}>
        {short(name, 120)}
      </span>
      {id !== '' && <span className="line mono quiet">{short(id, 60)}</span>}
      <span className="tally">{number(group.rows.length)}</span>
    </>
  );
}
