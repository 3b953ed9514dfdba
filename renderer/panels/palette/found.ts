/** What the palette finds for a text: resources, findings, sources opened before and actions, in groups. Pure. */
import type { SearchHit } from '#app/api/engine.ts';
import type { RememberedSource } from '#app/api/history.ts';
import type { FindingRow } from '#app/api/lint.ts';
import { by, thenBy } from '#app/base/order.ts';
import type { Action } from '../../actions/action.ts';
import { actions } from '../../actions/index.gen.ts';
import { MENUS } from '../../menus.ts';
import { whyNot } from '../../perform.ts';
import type { State } from '../../state.ts';
import { NO_FILTER, visibleRows } from '../../state/filter.ts';
import { RECENT } from '../../state/remembered.ts';
import type { Searched } from '../../use-search.ts';
import { number } from '../../words/count.ts';
import { nameIn } from '../../words/visible.ts';

export type Found =
  | { readonly is: 'resource'; readonly hit: SearchHit }
  | { readonly is: 'finding'; readonly row: FindingRow }
  /** All findings that match, where the list shows them. */
  | { readonly is: 'findings'; readonly many: number }
  | { readonly is: 'recent'; readonly source: RememberedSource }
  /** `reason`: why it cannot be done now. */
  | { readonly is: 'action'; readonly action: Action; readonly reason: string | undefined };

export interface FoundGroup {
  readonly title: string;
  readonly items: readonly Found[];
  /** Of all that match, where these are not all. */
  readonly of: number | undefined;
}

/** So many findings stand beside resources; the list of findings has them all. */
const FINDINGS = 5;

/** Names a row among all the rows there are. */
export function keyOf(found: Found): string {
  switch (found.is) {
    case 'resource':
      return `resource ${found.hit.ref}`;
    case 'finding':
      return `finding ${found.row.fingerprint}`;
    case 'findings':
      return 'findings';
    case 'recent':
      return `recent ${found.source.path}`;
    case 'action':
      return `action ${found.action.id}`;
  }
}

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);

const holds = (all: string, words: readonly string[]): boolean =>
  words.every((word) => all.toLowerCase().includes(word));

/** How well a title fits, lower is better: it begins so, its words do, they are in it, or only its keywords have them. */
function rankOf({ title }: Action, text: string, words: readonly string[]): number {
  const lower = title.toLowerCase();
  if (lower.startsWith(text.trim().toLowerCase())) return 0;
  const own = wordsOf(title);
  if (words.every((word) => own.some((one) => one.startsWith(word)))) return 1;
  return holds(title, words) ? 2 : 3;
}

const menuOf = ({ menu }: Action): number => MENUS.findIndex(({ id }) => id === menu);

/** Actions whose title or keywords hold every word; those that can be done now come first. */
function actionsOf(state: State, text: string): Extract<Found, { is: 'action' }>[] {
  const words = wordsOf(text);
  return actions
    .filter(
      ({ title, keywords, id }) => id !== 'search' && holds(`${title} ${keywords} ${id}`, words),
    )
    .map((action) => ({
      is: 'action' as const,
      action,
      reason: whyNot(action, state),
      rank: rankOf(action, text, words),
    }))
    .sort(
      thenBy(
        (a, b) => Number(a.reason !== undefined) - Number(b.reason !== undefined),
        (a, b) => a.rank - b.rank,
        (a, b) => menuOf(a.action) - menuOf(b.action) || a.action.rank - b.action.rank,
        by((a) => a.action.id),
      ),
    );
}

/** Sources that were opened before, by their name or by what they are. */
function recentOf(state: State, text: string): readonly Found[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  return (state.remembered ?? [])
    .filter(
      ({ there, title, path }) => there && holds(`open recent before ${title} ${path}`, words),
    )
    .slice(0, RECENT)
    .map((source) => ({ is: 'recent', source }));
}

/** Findings that hold every word, as the search of their list finds them; what is told comes first. */
function findingsOf({ source, rows, rules }: State, text: string): FoundGroup | undefined {
  if (source.phase !== 'open' || text.trim() === '') return undefined;
  const all = visibleRows(rows, rules, { ...NO_FILTER, text, also: ['suppressed', 'known'] });
  const told = all.filter((row) => row.state === 'told');
  const shown = [...told, ...all.filter((row) => row.state !== 'told')].slice(0, FINDINGS);
  const items: Found[] = shown.map((row) => ({ is: 'finding', row }));
  const more = told.length > FINDINGS;
  if (more) items.push({ is: 'findings', many: told.length });
  return { title: 'Findings', items, of: more ? all.length : undefined };
}

/**
 * Groups with something in them, in the order in which they are shown: resources come first, save where the text begins
 * the title of an action and the name of no resource. Findings come with the resources that the same text was answered with: what
 * stands in the list is not pushed down while somebody points at it.
 */
export function foundFor(
  state: State,
  text: string,
  { hits, total, query }: Pick<Searched, 'hits' | 'total' | 'query'>,
): readonly FoundGroup[] {
  const lower = text.trim().toLowerCase();
  const done = actionsOf(state, text);
  const named = hits.some(({ label, ref }) =>
    [ref, nameIn(label, ref)].some((name) => name.toLowerCase().startsWith(lower)),
  );
  const begun = done.some(
    ({ action, reason }) => reason === undefined && action.title.toLowerCase().startsWith(lower),
  );
  const resources: FoundGroup = {
    title: 'Resources',
    items: hits.map((hit) => ({ is: 'resource', hit })),
    of: total > hits.length ? total : undefined,
  };
  const doable: FoundGroup = { title: 'Actions', items: done, of: undefined };
  const others = [
    findingsOf(state, query),
    { title: 'Opened before', items: recentOf(state, text), of: undefined },
  ];
  const groups = begun && !named ? [doable, resources, ...others] : [resources, ...others, doable];
  return groups.filter((group) => group !== undefined && group.items.length > 0) as FoundGroup[];
}

/** `Resources`, or `Resources, 30 of 312`. */
export const titleOf = ({ title, items, of }: FoundGroup): string =>
  of === undefined
    ? title
    : `${title}, ${number(items.filter(({ is }) => is !== 'findings').length)} of ${number(of)}`;
