/** The palette: what it lists for what is typed, and in which order. */
import { describe, expect, it } from 'vitest';
import type { SearchHit } from '#app/api/engine.ts';
import { type FoundGroup, foundFor, titleOf } from '#renderer/panels/palette/found.ts';
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

const NONE = { hits: [], total: 0 };
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
    expect(named(foundFor(state(), 'undo', NONE))).toEqual(['undo: There is nothing to undo.']);
    for (const text of ['export', 'print', 'trace'])
      expect(named(foundFor(state(), text, NONE))[0]).toMatch(/: Open a source first\.$/);
    const all = named(foundFor(state(), '', NONE));
    const first = all.findIndex((words) => !words.endsWith(': now'));
    expect(first).toBeGreaterThan(3);
    expect(all.slice(first).filter((words) => words.endsWith(': now'))).toEqual([]);
  });

  it('comes before resources where the text begins its title, and no name', async () => {
    const { state } = startWindow();
    await state().openDemo();
    const tagged = { hits: [hit({ why: 'Team=export' })], total: 1 };
    expect(titles(foundFor(state(), 'export', tagged))).toEqual(['Actions', 'Resources']);
    const called = { hits: [hit({ label: 'exports (vpc-a)' })], total: 1 };
    expect(titles(foundFor(state(), 'export', called))).toEqual(['Resources', 'Actions']);
    // A word of its keywords does not bring it to the front.
    expect(titles(foundFor(state(), 'diagram', tagged))).toEqual(['Resources', 'Actions']);
  });
});

describe('a finding', () => {
  it('is found by its words in any order, what is hidden last', async () => {
    const { state, store } = startWindow();
    await state().openDemo();
    expect(named(foundFor(state(), 'of near-mesh 4', NONE))).toEqual(['f-mesh told']);
    const both = ['a', 'b'].map((id, i) =>
      row(finding({ fingerprint: id, state: i === 0 ? 'suppressed' : 'told' })),
    );
    store.setState({ rows: both });
    expect(named(foundFor(state(), 'vpc-b no route', NONE))).toEqual(['b told', 'a suppressed']);
    expect(foundFor(state(), '', NONE).map(({ title }) => title)).toEqual(['Actions']);
  });

  it('of many a few, with how many there are and a way to all of them', async () => {
    const { state, store } = startWindow();
    await state().openDemo();
    const rows = Array.from({ length: 9 }, (_, i) =>
      row(finding({ ...findings[0]!, fingerprint: `f-${i}` })),
    );
    store.setState({ rows });
    const [group] = foundFor(state(), 'no route', NONE);
    expect(titleOf(group!)).toBe('Findings, 5 of 9');
    expect(group!.items.at(-1)).toEqual({ is: 'findings', many: 9 });
  });
});

it('says how many resources there are beside those it shows', async () => {
  const { state } = startWindow();
  await state().openDemo();
  const some = { hits: [hit({}), hit({ ref: 'vpc-b' })], total: 1312 };
  expect(titles(foundFor(state(), 'store', some))[0]).toBe('Resources, 2 of 1,312');
  expect(titles(foundFor(state(), 'store', { ...some, total: 2 }))[0]).toBe('Resources');
});
