/** The list of findings as one looks at it: filter, grouping, folds, and the row in hand. */
import type { FindingRow } from '#app/api/lint.ts';
import { type Pausing, pausingEach } from '#app/base/pausing.ts';
import type { Severity } from '#app/rules/rule.ts';
import type { Making, State } from '../state.ts';
import {
  type FindingFilter,
  type FindingGroup,
  type Grouping,
  groupsOf,
  NO_FILTER,
  textOf,
  visibleRows,
} from './filter.ts';

export interface FindingsSlice {
  readonly filter: FindingFilter;
  readonly grouping: Grouping;
  /** Keys of groups that are folded. */
  readonly folded: readonly string[];
  /** Id of the row the keyboard stands on: a fingerprint, or a group. */
  readonly atRow: string | undefined;
  /** Where the keyboard is asked to go next; taken back by whoever goes there. */
  readonly wish: 'search' | 'list' | undefined;
  /** Whether the fields that filter by category, account and the like show. */
  readonly facetsOpen: boolean;
  readonly setFilter: (part: Partial<FindingFilter>) => void;
  readonly clearFilter: () => void;
  readonly toggleSeverity: (severity: Severity) => void;
  readonly toggleAlso: (state: FindingFilter['also'][number]) => void;
  readonly groupBy: (grouping: Grouping) => void;
  readonly toggleGroup: (key: string) => void;
  readonly standAtRow: (id: string | undefined) => void;
  /** Brings the list up and puts the keyboard there, or into the field that searches it. */
  readonly enterList: (what: 'search' | 'list') => void;
  readonly wishDone: () => void;
  readonly toggleFacets: () => void;
  /** Fingerprints in the order of the list, folded groups included. */
  readonly findingOrder: () => readonly string[];
  /** The finding that a key means: the row in hand, else the one selected. */
  readonly inHand: () => FindingRow | undefined;
}

/** The last answer is kept: list, badges and keys all ask for the same. */
function once<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (last?.args.every((arg, i) => arg === args[i])) return last.result;
    last = { args, result: work(...args) };
    return last.result;
  };
}

const visibleOnce = once(visibleRows);
const groupsOnce = once(groupsOf);

/** What the list shows, and the picture marks. */
export const visibleIn = ({ rows, rules, filter }: State): readonly FindingRow[] =>
  visibleOnce(rows, rules, filter, true);

export const groupsIn = (state: State): readonly FindingGroup[] =>
  groupsOnce(visibleIn(state), state.rules, state.grouping);

/** Makes ahead what the list will show of findings and what its search looks at, and pauses in between. */
export function* listing(
  rows: readonly FindingRow[],
  { rules, filter, grouping }: State,
): Pausing<void> {
  const visible = visibleOnce(rows, rules, filter, true);
  yield;
  groupsOnce(visible, rules, grouping);
  yield* pausingEach(rows, (row) => textOf(row, rules));
}

const without = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];

export function findingsSlice({ set, get }: Making): FindingsSlice {
  return {
    filter: NO_FILTER,
    grouping: 'rule',
    folded: [],
    atRow: undefined,
    wish: undefined,
    facetsOpen: false,
    setFilter: (part) => set({ filter: { ...get().filter, ...part } }),
    clearFilter: () => set({ filter: { ...NO_FILTER, also: get().filter.also } }),
    toggleSeverity: (severity) =>
      get().setFilter({ hidden: without(get().filter.hidden, severity) }),
    toggleAlso: (state) => get().setFilter({ also: without(get().filter.also, state) }),
    groupBy: (grouping) => set({ grouping }),
    toggleGroup: (key) => set({ folded: without(get().folded, key) }),
    standAtRow: (atRow) => set({ atRow }),
    enterList(wish) {
      get().showTab('findings');
      set({ wish });
    },
    wishDone: () => set({ wish: undefined }),
    toggleFacets: () => set({ facetsOpen: !get().facetsOpen }),
    findingOrder: () =>
      groupsIn(get()).flatMap((group) => group.rows.map((row) => row.fingerprint)),
    inHand() {
      const { atRow, selected, row } = get();
      const inList = atRow === undefined ? undefined : row(atRow);
      return inList ?? (selected?.kind === 'finding' ? row(selected.fingerprint) : undefined);
    },
  };
}
