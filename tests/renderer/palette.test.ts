/** The palette: what it lists for what is typed, and in which order. */
import { describe, expect, it } from 'vitest';
import type { SearchHit } from '#app/api/engine.ts';
import { type FoundGroup, foundFor, titleOf } from '#renderer/panels/palette/found.ts';
import type { State } from '#renderer/state.ts';
import { finding, findings, row, startWindow } from './window.ts';

const hit = (part: Partial<SearchHit>): SearchHit => ({
  ref: 'vpc-a',
  kind: 'vpc',
  label: 'store (vpc-a)',
  place: '',
  why: 'vpc-a',
  node: undefined,
  ...part,
});

const NONE = { hits: [] as readonly SearchHit[], total: 0 };
/** What is listed once the engine has answered. */
const look = (state: State, text: string, part = NONE) =>
  foundFor(state, text, { ...part, query: text });
const titles = (groups: readonly FoundGroup[]) => groups.map(titleOf);
const named = (groups: readonly FoundGroup[]) =>
  groups
    .flatMap(({ items }) => items)
    .map((found) =>
      found.is === 'action'
        ? `${found.action.id}: ${found.reason ?? 'now'}`
        : found.is === 'finding'
          ? `${found.row.fingerprint} ${found.row.state}`
          : found.is,
    );

describe('an action', () => {
  it('that cannot be done now stays in the list, after those that can, with its reason', () => {
    const { state } = startWindow();
    expect(named(look(state(), 'undo'))).toEqual(['undo: There is nothing to undo.']);
    for (const text of ['export', 'print', 'trace'])
      expect(named(look(state(), text))[0]).toMatch(/: Open a source first\.$/);
    const all = named(look(state(), ''));
    const first = all.findIndex((words) => !words.endsWith(': now'));
    expect(first).toBeGreaterThan(3);
    expect(all.slice(first).filter((words) => words.endsWith(': now'))).toEqual([]);
  });

  it('comes before resources where the text begins its title, and no name', async () => {
    const { state } = startWindow();
    await state().openDemo();
    const tagged = { hits: [hit({ why: 'Team=export' })], total: 1 };
    expect(titles(look(state(), 'export', tagged))).toEqual(['Actions', 'Resources']);
    const called = { hits: [hit({ label: 'exports (vpc-a)' })], total: 1 };
    expect(titles(look(state(), 'export', called))).toEqual(['Resources', 'Actions']);
    // A word of its keywords does not bring it to the front.
    expect(titles(look(state(), 'diagram', tagged))).toEqual(['Resources', 'Actions']);
  });
});

describe('a finding', () => {
  it('is found by its words in any order, what is hidden last', async () => {
    const { state, store } = startWindow();
    await state().openDemo();
    expect(named(look(state(), 'of near-mesh 4'))).toEqual(['f-mesh told']);
    const both = ['a', 'b'].map((id, i) =>
      row(finding({ fingerprint: id, state: i === 0 ? 'suppressed' : 'told' })),
    );
    store.setState({ rows: both });
    expect(named(look(state(), 'vpc-b no route'))).toEqual(['b told', 'a suppressed']);
    expect(look(state(), '').map(({ title }) => title)).toEqual(['Actions']);
  });

  it('comes with the resources of the same text, so that nothing in the list is pushed down', async () => {
    const { state } = startWindow();
    await state().openDemo();
    const at = (query: string) => titles(foundFor(state(), 'of near-mesh 4', { ...NONE, query }));
    // Before the answer, and after it.
    expect([at(''), at('of near-mesh 4')]).toEqual([[], ['Findings']]);
  });

  it('of many a few, with how many there are and a way to all of them', async () => {
    const { state, store } = startWindow();
    await state().openDemo();
    const rows = Array.from({ length: 9 }, (_, i) =>
      row(finding({ ...findings[0]!, fingerprint: `f-${i}` })),
    );
    store.setState({ rows });
    const [group] = look(state(), 'no route');
    expect(titleOf(group!)).toBe('Findings, 5 of 9');
    expect(group!.items.at(-1)).toEqual({ is: 'findings', many: 9 });
  });
});

it('says how many resources there are beside those it shows', async () => {
  const { state } = startWindow();
  await state().openDemo();
  const some = { hits: [hit({}), hit({ ref: 'vpc-b' })], total: 1312 };
  expect(titles(look(state(), 'store', some))[0]).toBe('Resources, 2 of 1,312');
  expect(titles(look(state(), 'store', { ...some, total: 2 }))[0]).toBe('Resources');
});
