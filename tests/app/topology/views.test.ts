/** One resource that several Regions or accounts show: which view is kept, and what of the others. */
import { expect, it } from 'vitest';
import { kindIds } from '#app/kinds/index.gen.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';

const [OWN, PARTNER] = ['111111111111', '222222222222'] as const;
const [EAST, WEST] = ['us-east-1', 'us-west-2'] as const;

/** Gateways that are peered within an account, and with one of a partner; each side has tags of its own. */
function peered() {
  const world = new World();
  const [east, west] = [EAST, WEST].map((region) => world.region(region, OWN).tgw(region));
  const far = world.region(EAST, PARTNER).tgw('far');
  const own = world.peerTgw(east!, west!, { name: 'own' });
  world.peerTgw(east!, far, { name: 'out' });
  const table = east!.table('all');
  table.associate(own);
  const pages = world.pages().map((page): Page => {
    const text = JSON.stringify(page.answer).replaceAll('"own"', `"own of ${page.region}"`);
    return { ...page, answer: JSON.parse(text.replaceAll('"out"', `"out of ${page.account}"`)) };
  });
  return { pages, own: own.id, table: table.id, east: east!.id, west: west!.id };
}

/** Everything that was read, but for when. */
const all = (pages: readonly Page[]) => {
  const topology = buildTopology(pages);
  return kindIds.map((kind) => topology.all(kind));
};

/** Read in another order: the same pages, within the same hour. */
function reread(dice: Dice, pages: readonly Page[]): Page[] {
  const start = Date.parse('2026-01-05T09:00:00.000Z');
  return pages
    .map((page) => ({ page, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ page }) => ({
      ...page,
      time: new Date(start + dice.int(0, 3_600_000)).toISOString(),
    }));
}

it('are joined alike whichever was read first', () => {
  const { pages } = peered();
  const once = all(pages);
  const dice = new Dice(7);
  for (let i = 0; i < 40; i++) expect(all(reread(dice, pages))).toEqual(once);
  for (let seed = 0; seed < 30; seed++) {
    const some = randomPages(seed);
    expect(all(reread(dice, some))).toEqual(all(reread(dice, some)));
  }
});

it('the requester of a peering names it, and of two that know as much the one of the later day', () => {
  const { pages, own } = peered();
  const named = (some: readonly Page[], kind: 'tgw-peering-attachment' | 'tgw-attachment') =>
    buildTopology(some).get(kind, own)?.name;
  expect(named(pages, 'tgw-peering-attachment')).toBe(`own of ${EAST}`);
  expect(named(pages, 'tgw-attachment')).toBe(`own of ${EAST}`);
  const old = pages.map((page) =>
    page.region === EAST ? { ...page, time: '2025-12-01T09:00:00.000Z' } : page,
  );
  expect(named(old, 'tgw-peering-attachment')).toBe(`own of ${EAST}`);
  expect(named(old, 'tgw-attachment')).toBe(`own of ${WEST}`);
});

it('a peering takes no table of the gateway at its other end', () => {
  const { pages, own, table, east, west } = peered();
  // The tables themselves are not told: only the attachment says which it is associated with.
  const untold = pages.filter(({ operation }) => !operation.includes('RouteTable'));
  const tableAt = (tgw: string, late: string) => {
    const some = untold.map((page) =>
      page.region === late ? page : { ...page, time: '2025-12-01T09:00:00.000Z' },
    );
    const found = buildTopology(some).attachments.find(({ id }) => id === own);
    return found!.ends.find((end) => end.tgw === tgw)!.table;
  };
  expect(tableAt(east, EAST)).toBe(table);
  expect(tableAt(west, EAST)).toBeUndefined();
  expect(tableAt(west, WEST)).toBeUndefined();
});
