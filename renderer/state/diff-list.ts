/** The list of a comparison: what each change is called, the group it stands in, and what a filter leaves of them. Pure. */
import type { DiffRow } from '#app/api/diff.ts';
import type { Diff } from '#app/scene/planned.ts';
import type { FieldChange } from '#app/diff/resources.ts';
import { inside, pairNames } from '#app/routing/outcome-words.ts';

export type ChangeSort = DiffRow['sort'];

export interface ListedChange {
  readonly row: DiffRow;
  readonly number: number;
  /** Title of its group, without the count. */
  readonly group: string;
  readonly mark: Diff;
  /** The change in one line. */
  readonly text: string;
  /** What a filter looks through, in small letters. */
  readonly words: string;
}

export interface ChangeGroup {
  readonly title: string;
  readonly changes: readonly ListedChange[];
}

type Row<S extends ChangeSort> = Extract<DiffRow, { readonly sort: S }>;

const PAIR_GROUPS: Readonly<Record<Row<'pair'>['verdict'], readonly [title: string, mark: Diff]>> =
  {
    lost: ['Reach lost', 'removed'],
    gained: ['Reach gained', 'added'],
    other: ['Reach: faring differently', 'changed'],
    within: ['Reach: mixed as before, some subnets faring differently', 'changed'],
    hidden: ['Reach: cannot be told any more', 'unseen'],
    revealed: ['Reach: could not be told before', 'unseen'],
    unclear: ['Reach: cannot be told for all addresses, before and now', 'unseen'],
  };

const FINDING_GROUPS: Readonly<
  Record<Row<'finding'>['change'], readonly [title: string, mark: Diff]>
> = {
  new: ['New findings', 'added'],
  fixed: ['Fixed findings', 'removed'],
  changed: ['Changed findings', 'changed'],
  'perhaps-new': [
    'Findings there now; before, something that could hide them was not collected',
    'unseen',
  ],
  unseen: [
    'Findings not found now, but something that could hide them was not collected',
    'unseen',
  ],
};

/** What became of a finding, in a word: a sign of more or less would make a new error look like a gain. */
export const findingWords: Readonly<Record<Row<'finding'>['change'], string>> = {
  new: 'New',
  fixed: 'Fixed',
  changed: 'Changed',
  'perhaps-new': 'Perhaps new',
  unseen: 'Not seen',
};

const RESOURCE_MARKS: Readonly<Record<Row<'resource'>['change'], Diff>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  'not-seen-before': 'unseen',
  'not-seen-now': 'unseen',
};

const GAP_GROUPS: Readonly<Record<Row<'gap'>['change'], readonly [title: string, mark: Diff]>> = {
  opened: ['Gaps: not seen any more', 'unseen'],
  closed: ['Gaps: seen now', 'added'],
};

export const UNSEEN_GROUP = 'Cannot tell: not collected in one of the two';

/** `applianceMode` as `appliance mode`. */
export const fieldName = ({ field, key }: FieldChange): string =>
  `${field.replaceAll('.', ' ').replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)}${key === undefined ? '' : ` ${key}`}`;

/** Old and new value; an entry that was not there, or is gone, says so. */
export const fieldValues = ({
  key,
  before,
  after,
}: FieldChange): readonly [was: string, is: string] => {
  const say = (value: string | undefined): string =>
    value === undefined
      ? 'not there'
      : value === ''
        ? key === undefined
          ? 'none'
          : 'there'
        : value;
  return [say(before), say(after)];
};

const fieldText = (field: FieldChange): string => {
  const [was, is] = fieldValues(field);
  return `${fieldName(field)}: ${was} → ${is}`;
};

const faring = ({ outcome, return: back }: Row<'pair'>['before']): string =>
  outcome === back || outcome === 'no-return'
    ? pairNames[outcome]
    : `${pairNames[outcome]} (back: ${inside(pairNames[back])})`;

export const pairTexts = ({ before, after }: Row<'pair'>): readonly [was: string, is: string] => [
  faring(before),
  faring(after),
];

/** Who it is, and what became of it, in one line. */
function textOf(row: DiffRow): string {
  switch (row.sort) {
    case 'pair': {
      const [was, is] = pairTexts(row);
      return `${row.fromLabel} → ${row.toLabel}: ${was} → ${is}`;
    }
    case 'finding':
      return row.was === '' ? row.message : `${row.message} (${row.was})`;
    case 'gap':
      return row.message;
    case 'resource': {
      const called = row.name === '' ? row.id : `${row.name} (${row.id})`;
      const [first] = row.fields;
      const many = row.fields.length + row.moreFields;
      const more = many > 1 ? `; and ${many - 1} more` : '';
      const told =
        row.change === 'changed' && first
          ? `${fieldText(first)}${more}`
          : [row.vpcLabel === '' ? '' : `in ${row.vpcLabel}`, row.account, row.region]
              .filter((part) => part !== '')
              .join(', ');
      return told === '' ? called : `${called}: ${told}`;
    }
  }
}

export function listed(row: DiffRow, number: number): ListedChange {
  const text = textOf(row);
  const [group, mark] = groupOf(row);
  const more =
    row.sort === 'resource'
      ? [
          row.kindTitle,
          row.change,
          row.account,
          row.region,
          row.vpcLabel,
          ...row.fields.map(fieldText),
        ]
      : row.sort === 'pair'
        ? [row.from, row.to]
        : row.sort === 'finding'
          ? [row.rule, row.severity, ...row.refs]
          : [row.id];
  return {
    row,
    number,
    group,
    mark,
    text,
    words: [group, text, ...more].join('\n').toLowerCase(),
  };
}

function groupOf(row: DiffRow): readonly [title: string, mark: Diff] {
  if (row.sort === 'pair') return PAIR_GROUPS[row.verdict];
  if (row.sort === 'finding') return FINDING_GROUPS[row.change];
  if (row.sort === 'gap') return GAP_GROUPS[row.change];
  const mark = RESOURCE_MARKS[row.change];
  return [mark === 'unseen' ? UNSEEN_GROUP : row.kindPlural, mark];
}

export interface DiffFilter {
  readonly sort: ChangeSort | 'all';
  readonly text: string;
}

/** Before anybody filters. */
export const ALL_CHANGES: DiffFilter = { sort: 'all', text: '' };

/** What is left of the list, in groups in the order of their first change; what cannot be told stands last. */
export function groupsOf(
  rows: readonly ListedChange[],
  { sort, text }: DiffFilter,
): readonly ChangeGroup[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, ListedChange[]>();
  for (const change of rows) {
    if (sort !== 'all' && change.row.sort !== sort) continue;
    if (!wanted.every((word) => change.words.includes(word))) continue;
    const list = groups.get(change.group);
    if (list) list.push(change);
    else groups.set(change.group, [change]);
  }
  const all = [...groups].map(([title, changes]): ChangeGroup => ({ title, changes }));
  const unseen = ({ changes }: ChangeGroup): boolean => changes[0]!.mark === 'unseen';
  return [...all.filter((group) => !unseen(group)), ...all.filter(unseen)];
}
