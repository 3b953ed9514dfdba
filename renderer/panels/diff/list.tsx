/** Every change as a tree of groups: filtered, walked by keyboard, lit on the canvas; only rows in sight are there. */
import { useMemo, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { comparedTitles, diffLooks } from '#app/scene/legend.ts';
import { DiffMark } from '../../parts/diff-mark.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Tree, type TreeRow } from '../../parts/tree.tsx';
import {
  type ChangeGroup,
  type ChangeSort,
  findingWords,
  groupsOf,
  type ListedChange,
} from '../../state/diff-list.ts';
import { useApp } from '../../use-state.ts';
import { count, number } from '../../words/count.ts';
import { brief, short } from '../../words/visible.ts';
import type { Ready } from './diff.tsx';
import { FindingMark } from './finding-mark.tsx';

type Item = { readonly group: ChangeGroup } | { readonly change: ListedChange };

const SORTS: readonly { readonly id: ChangeSort | 'all'; readonly name: string }[] = [
  { id: 'all', name: 'All' },
  { id: 'pair', name: 'Reach' },
  { id: 'finding', name: 'Findings' },
  { id: 'resource', name: 'Resources' },
  { id: 'gap', name: 'Gaps' },
];

export function ChangeList({ diff: { rows } }: { readonly diff: Ready }) {
  const filter = useApp((state) => state.diffFilter);
  const setFilter = useApp((state) => state.filterDiff);
  const lit = useApp((state) => state.diffRow);
  const pick = useApp((state) => state.pickChange);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string>();
  const groups = useMemo(() => groupsOf(rows, filter), [rows, filter]);
  const tree = useMemo(() => treeOf(groups, folded), [groups, folded]);
  const shown = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  return (
    <div className="diff-list">
      <div className="diff-filter">
        <SearchField
          className="search-field"
          value={filter.text}
          onChange={(text) => setFilter({ text })}
        >
          <Label className="hidden-label">Search changes</Label>
          <Icon id="search" />
          <Input
            className="search-input"
            placeholder="Name, id, CIDR, field, rule"
            spellCheck="false"
          />
        </SearchField>
        <Segments
          label="Which changes"
          value={filter.sort}
          of={SORTS}
          onChange={(sort) => setFilter({ sort })}
        />
      </div>
      {tree.length === 0 ? (
        <p className="quiet-note">
          {rows.length === 0 ? 'There is no change to list.' : 'No change matches.'}
        </p>
      ) : (
        <Tree
          label="Changes"
          rows={tree}
          selected={lit === undefined ? undefined : String(lit)}
          at={at}
          rowHeight={28}
          nameOf={nameOf}
          draw={(item) => ('group' in item ? <Group group={item.group} /> : <Change {...item} />)}
          onStand={setAt}
          onSelect={(id) => void pick(Number(id))}
          onToggle={(id) =>
            setFolded((now) => {
              const next = new Set(now);
              if (!next.delete(id)) next.add(id);
              return next;
            })
          }
        />
      )}
      <p className="list-foot" role="status">
        {shown === rows.length
          ? count(rows.length, 'change')
          : `${number(shown)} of ${count(rows.length, 'change')}`}
      </p>
    </div>
  );
}

function treeOf(groups: readonly ChangeGroup[], folded: ReadonlySet<string>): TreeRow<Item>[] {
  const rows: TreeRow<Item>[] = [];
  for (const [i, group] of groups.entries()) {
    const id = `group ${group.title}`;
    const expanded = !folded.has(id);
    rows.push({ id, level: 1, place: i + 1, of: groups.length, expanded, item: { group } });
    if (!expanded) continue;
    const of = group.changes.length;
    for (const [k, change] of group.changes.entries())
      rows.push({ id: String(change.number), level: 2, place: k + 1, of, item: { change } });
  }
  return rows;
}

/** `VPCs: 1 added, 2 changed`: how many of each mark. */
function tallies({ changes }: ChangeGroup): string {
  const words = { added: 'added', removed: 'removed', changed: 'changed', unseen: '' } as const;
  if (changes[0]?.row.sort !== 'resource' || changes[0].mark === 'unseen')
    return number(changes.length);
  return (['added', 'removed', 'changed'] as const)
    .flatMap((mark) => {
      const many = changes.filter((change) => change.mark === mark).length;
      return many === 0 ? [] : `${number(many)} ${words[mark]}`;
    })
    .join(', ');
}

const nameOf = (item: Item): string =>
  'group' in item
    ? `${item.group.title}: ${tallies(item.group)}`
    : `${signName(item.change)}: ${short(item.change.text, 300)}`;

const signName = ({ row, mark }: ListedChange): string =>
  row.sort === 'finding'
    ? `${findingWords[row.change]} ${row.severity}`
    : comparedTitles[mark].split(/[:,]/)[0]!;

function Group({ group }: { readonly group: ChangeGroup }) {
  return (
    <>
      <Icon id="chevron" size={12} />
      <span className="line group-title">{group.title}</span>
      <span className="tally">{tallies(group)}</span>
    </>
  );
}

function Change({ change: { row, mark, text } }: { readonly change: ListedChange }) {
  return (
    <>
      {row.sort === 'finding' ? <FindingMark row={row} /> : <DiffMark look={diffLooks[mark]} />}
      <span className="line" title={short(text, 600)}>
        {brief(text)}
      </span>
    </>
  );
}
