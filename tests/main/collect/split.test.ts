/** Routes of a table beyond what one search gives, where AWS has no token to go on with. */
import { describe, expect, it } from 'vitest';
import { partsOf, searchAll, type SearchFilter } from '#main/collect/split.ts';
import { World } from '#app/world/world.ts';
import { buildTopology } from '#app/topology/build.ts';
import { isCutShort } from '#app/snapshot/page.ts';
import { searchRoutes } from '#tests/aws/tgw-routes.ts';
import { A, Rig } from './rig.ts';

const STATE: SearchFilter = { Name: 'state', Values: ['active', 'blackhole'] };
const route = (DestinationCidrBlock: string, Type = 'propagated') => ({
  DestinationCidrBlock,
  Type,
  State: 'active',
});

/** A table of which one search gives so many routes and says that there are more. */
function table(routes: readonly object[], most: number) {
  const asked: (readonly SearchFilter[])[] = [];
  return {
    asked,
    most,
    // eslint-disable-next-line @typescript-eslint/require-await
    async *ask(filters: readonly SearchFilter[]) {
      asked.push(filters);
      const found = searchRoutes(
        [...routes],
        filters.map(({ Name, Values }) => ({ name: Name, values: Values })),
      );
      yield { Routes: found.slice(0, most), AdditionalRoutesAvailable: found.length > most };
    },
  };
}

async function read(of: ReturnType<typeof table>) {
  const pages: Readonly<Record<string, unknown>>[] = [];
  for await (const page of searchAll((filters) => of.ask(filters), [STATE], of.most))
    pages.push(page);
  const routes = pages.flatMap((page) => page.Routes as { DestinationCidrBlock: string }[]);
  return { pages, found: routes.map((r) => r.DestinationCidrBlock).sort() };
}

const MANY = [
  route('0.0.0.0/0', 'static'),
  route('::/0', 'static'),
  route('128.0.0.0/1', 'static'),
  ...Array.from({ length: 300 }, (_, i) => route(`10.${i >> 4}.${(i & 15) << 4}.0/24`)),
  ...Array.from({ length: 30 }, (_, i) => route(`2001:db8:${i.toString(16)}::/48`)),
];

describe('a search that AWS cuts short', () => {
  it('is asked again in parts until every route is there, each once', async () => {
    const of = table(MANY, 40);
    const { pages, found } = await read(of);
    expect(found).toEqual(MANY.map((r) => r.DestinationCidrBlock).sort());
    expect(pages.filter((page) => page.AdditionalRoutesAvailable)).toEqual([]);
    for (const filters of of.asked) expect(filters[0]).toEqual(STATE);
  });

  it('is asked once where everything comes', async () => {
    const of = table(MANY.slice(0, 40), 40);
    expect((await read(of)).found).toHaveLength(40);
    expect(of.asked).toHaveLength(1);
  });

  it('stays cut short, and ends, where parts do not help', async () => {
    // One search gives nothing at all, another the same for ever.
    for (const most of [0, 1]) {
      const same = Array.from({ length: 3 }, (_, i) => ({ ...route('10.0.0.0/8'), Name: `${i}` }));
      const of = table([...same, ...same.map((r) => ({ ...r, PrefixListId: 'pl-1' }))], most);
      const { pages } = await read(of);
      expect(pages.at(-1)?.AdditionalRoutesAvailable).toBe(true);
      expect(of.asked.length).toBeLessThan(210);
    }
  });
});

it('divides by type, then by halves and the block between them', () => {
  const words = (filters: readonly SearchFilter[]) =>
    filters
      .slice(1)
      .map(({ Name, Values }) => `${Name.replace('route-search.', '')} ${Values[0]!}`);
  const byType = partsOf([STATE]);
  expect(byType.map(words)).toEqual([['type static'], ['type propagated']]);
  expect(partsOf(byType[0]!).map((f) => words(f)[1])).toEqual([
    'subnet-of-match 0.0.0.0/1',
    'subnet-of-match 128.0.0.0/1',
    'exact-match 0.0.0.0/0',
    'subnet-of-match ::/1',
    'subnet-of-match 8000::/1',
    'exact-match ::/0',
  ]);
});

describe('a table of more than the 1,000 routes that a search gives, collected', () => {
  const rig = new Rig();
  // Wide ones and narrow ones within them; so many in one half of the address space that it is cut short, too.
  const routes = [
    route('0.0.0.0/0', 'static'),
    route('10.0.0.0/8', 'static'),
    route('10.128.0.0/9'),
    ...Array.from({ length: 1_400 }, (_, i) => route(`10.${i >> 8}.${i & 255}.0/24`)),
    ...Array.from({ length: 200 }, (_, i) => route(`172.16.${i >> 8}.${i & 255}/32`, 'static')),
    ...Array.from({ length: 20 }, (_, i) => route(`2001:db8:${i.toString(16)}::/48`)),
  ];
  const wanted = routes.map((one) => one.DestinationCidrBlock).sort();
  const pages = () => {
    const world = new World();
    world.region('eu-west-1', A).tgw('hub').table('all');
    return world
      .pages()
      .map((page) =>
        page.operation === 'SearchTransitGatewayRoutes'
          ? { ...page, answer: { Routes: routes, AdditionalRoutesAvailable: false } }
          : page,
      );
  };

  it.each([
    ['with a token for the rest, is read page by page', true],
    ['without one, is read in parts', false],
  ])('%s: every route, each once, and no gap', async (_, searchToken) => {
    await rig.start({ pages: pages(), searchToken });
    const { pages: read } = await rig.run({ regions: ['eu-west-1'] });
    const answers = read.filter((page) => page.operation === 'SearchTransitGatewayRoutes');
    const found = answers.flatMap((page) => page.answer?.Routes as typeof routes);
    expect(found.map((one) => one.DestinationCidrBlock).sort()).toEqual(wanted);
    // As they are, not just so many.
    const by = new Map(routes.map((one) => [one.DestinationCidrBlock, one]));
    for (const one of found) expect(one).toEqual(by.get(one.DestinationCidrBlock));
    expect(answers.filter(isCutShort)).toEqual([]);
    const topology = buildTopology(read);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('tgw-route-table')[0]?.routes).toHaveLength(routes.length);
    const filters = rig
      .asked('SearchTransitGatewayRoutes')
      .map(({ params }) => [...params.values()].join(' '));
    expect(filters.some((text) => text.includes('subnet-of-match'))).toBe(!searchToken);
  });

  it('is a gap where parts do not help', async () => {
    await rig.start({ pages: pages(), searchToken: false, pageSize: 5 });
    const { pages: read } = await rig.run({ regions: ['eu-west-1'] });
    expect(read.filter(isCutShort)).toHaveLength(1);
    expect(buildTopology(read).gaps.map((gap) => gap.call)).toEqual([
      'ec2:SearchTransitGatewayRoutes',
    ]);
  });
});
