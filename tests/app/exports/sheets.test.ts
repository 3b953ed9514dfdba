/** Pages of a document on paper: nothing on them is too small to read, and nothing is missing from them. */
import { describe, expect, it } from 'vitest';
import { type Paper, PAPERS } from '#app/api/print.ts';
import { together } from '#app/exports/parts/pill-room.ts';
import { marksOf } from '#app/exports/parts/sheet-marks.ts';
import { partOf, partsWithin } from '#app/exports/parts/sheet-tiles.ts';
import { type Sheet, sheetsOf } from '#app/exports/parts/sheets.ts';
import { lightInk, Pen } from '#app/exports/parts/svg-marks.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { cuts } from '#app/scene/parts/field.ts';
import type { Box, Scene, View } from '#app/scene/scene.ts';
import { World } from '#app/world/world.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { isCard, textFaults, wordsOf } from '#tests/kit/drawn.ts';
import { fullMesh, hubOf, organization, tenRegions } from '../scene/networks.ts';

/** In points: ISO 216, and ANSI A. */
const SIDES: Record<Paper, readonly [number, number]> = {
  a4: [595.28, 841.89],
  a3: [841.89, 1190.55],
  letter: [612, 792],
};
const MARGIN = 24;

const built = new Map<() => World, readonly [Report, Scene]>();

const pages = (network: () => World, paper: Paper, view: View = {}) => {
  const [report, scene] = built.get(network) ?? networkOf(network, view);
  return sheetsOf(report, scene, SIDES[paper], MARGIN).map((sheet) => {
    const { svg, width, height } = picture(report, sheet.scene, sheet.look);
    const [across, down] = sheet.paper;
    const scale = Math.min((across - 2 * MARGIN) / width, (down - 2 * MARGIN) / height);
    return { sheet, svg, scale, words: wordsOf(svg) };
  });
};

function networkOf(network: () => World, view: View): readonly [Report, Scene] {
  const report = analyze(network().snapshot());
  const made = [report, buildScene(report, { findings: true, ...view })] as const;
  built.set(network, made);
  return made;
}

/** What the number of a page on a map lies over: a card, a line, or another number. */
function hiddenByPages({ scene: { nodes, edges }, look: { over }, entry }: Sheet): string[] {
  const plates = entry.includes('part') ? [] : (over?.boxes ?? []);
  const meet = (a: Box, b: Box): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  return plates.flatMap((plate, i) => [
    ...nodes.filter((node) => isCard(node) && meet(node, plate)).map(({ id }) => id),
    ...edges
      .filter(({ points }) => points.slice(1).some((p, k) => cuts(points[k]!, p, plate)))
      .map(({ id }) => id),
    ...plates.slice(0, i).flatMap((other) => (meet(other, plate) ? ['a number'] : [])),
  ]);
}

describe.each(PAPERS)('on %s', (paper) => {
  it.each<readonly [string, () => World]>([
    ['the sample estate', sampleEstate],
    ['ten Regions', tenRegions],
    // The smallest paper is the hardest.
    ...(paper === 'letter'
      ? ([
          ['a mesh of 25', () => fullMesh(25)],
          ['a hub of 120', () => hubOf(120)],
        ] as const)
      : []),
  ])('%s: every text has 5 points or more, none lies over another', (_, network) => {
    for (const { sheet, svg, scale, words } of pages(network, paper)) {
      const small = words.filter(({ height }) => (height / 0.96) * scale < 5 - 0.01);
      expect(
        small.map(({ text }) => text),
        sheet.entry,
      ).toEqual([]);
      expect(textFaults(svg), sheet.entry).toEqual([]);
      expect(hiddenByPages(sheet), sheet.entry).toEqual([]);
    }
  });

  it('names every VPC with its id on the page of its Region, or on one of its parts', () => {
    const report = analyze(sampleEstate().snapshot());
    const all = pages(sampleEstate, paper);
    for (const vpc of report.topology.all('vpc')) {
      const own = all.filter(({ sheet }) => sheet.entry.startsWith(`Region ${vpc.region}`));
      const lines = own.flatMap(({ words }) => words.map(({ text }) => text));
      expect(lines, vpc.id).toContain(vpc.id);
    }
  });
});

describe('a part of a Region', () => {
  it('is told by the map before it, which says the numbers of all of them', () => {
    const all = pages(sampleEstate, 'a4');
    const map = all.findIndex(({ sheet }) => sheet.scene.title.startsWith('Region us-east-1: map'));
    const [, first, last] = /map of pages (\d+) to (\d+)$/.exec(all[map]!.sheet.scene.title)!;
    expect(Number(first)).toBe(map + 2);
    const parts = all.filter(({ sheet }) => sheet.entry.startsWith('Region us-east-1, part'));
    expect(Number(last) - Number(first) + 1).toBe(parts.length);
    const said = all[map]!.words.map(({ text }) => text);
    for (let n = Number(first); n <= Number(last); n++) expect(said).toContain(`${n}`);
    // The overview leads to it.
    expect(all[0]!.words.map(({ text }) => text)).toContain(`${map + 1}`);
  });

  it('has a map on which no line runs through the title of an account', () => {
    for (const { sheet } of pages(sampleEstate, 'a4')) {
      const { over } = sheet.look;
      if (!over || sheet.scene.edges.length === 0 || sheet.look.clip) continue;
      const titles = wordsOf(`<svg>${over.draw(new Pen(lightInk))}</svg>`).filter(({ text }) =>
        /\d{12}/.test(text),
      );
      expect(titles.length, sheet.entry).toBeGreaterThan(2);
      const through = titles.filter((box) =>
        sheet.scene.edges.some(({ points }) =>
          points.slice(1).some((to, i) => cuts(points[i]!, to, box)),
        ),
      );
      expect(
        through.map(({ text }) => text),
        sheet.entry,
      ).toEqual([]);
    }
  });

  it('is found by name: where a map has no room for names, an index says the page of each', () => {
    const world = new World();
    for (let i = 0; i < 250; i++) world.region().vpc(`paymentsledgers${i}`, `10.${i}.0.0/16`);
    const all = pages(() => world, 'letter');
    const index = all.filter(({ sheet }) => sheet.entry.includes('index of names'));
    expect(index.length).toBeGreaterThan(0);
    for (const name of [0, 7, 249].map((i) => `paymentsledgers${i}`)) {
      const { words: rows } = index.find(({ words }) => words.some((w) => w.text === name))!;
      const line = rows.find(({ text }) => text === name)!;
      const [page] = rows
        .filter(({ text, x, y }) => /^\d+$/.test(text) && Math.abs(y - line.y) < 1 && x > line.x)
        .sort((a, b) => a.x - b.x);
      const shown = all[Number(page!.text) - 1]!.words.map(({ text }) => text);
      expect(shown, name).toEqual(expect.arrayContaining([name, `vpc-${name}`]));
    }
    const map = all.find(({ sheet }) => sheet.scene.title.includes('map of pages'))!;
    const first = all.indexOf(index[0]!) + 1;
    expect(index.length).toBeGreaterThan(1);
    expect(map.sheet.scene.leftOut.join()).toContain(
      `index on pages ${first} to ${first + index.length - 1}.`,
    );
    for (const { svg, sheet } of index) expect(textFaults(svg), sheet.entry).toEqual([]);
  });

  it('says once for each page where what its edge cuts is whole', () => {
    // A ring of cards, of which no straight line leaves all whole.
    const all = pages(() => fullMesh(34), 'letter');
    let cut = 0;
    for (const { sheet, words } of all.filter(({ sheet: { entry } }) => entry.includes('part'))) {
      const said = words.map(({ text }) => text).filter((text) => /^page \d+$/.test(text));
      expect(new Set(said).size, sheet.entry).toBe(said.length);
      cut += sheet.look.faint!.size;
      for (const id of sheet.look.faint!) {
        const card = sheet.scene.nodes.find((node) => node.id === id)!;
        expect(card.label, sheet.entry).toBe('');
        // It is whole, with its words, on a page that is named here.
        const whole = all.findIndex(
          (other) =>
            other.sheet.entry.includes('part') && other.words.some(({ text }) => text === id),
        );
        expect(whole, id).toBeGreaterThan(0);
      }
    }
    expect(cut).toBeGreaterThan(0);
  });

  it.each<readonly [string, () => World]>([
    ['the sample estate', sampleEstate],
    ['an organization of 25 accounts', () => organization(25)],
  ])('shows accounts whole or not at all, each once: %s', (_, network) => {
    const all = pages(network, 'a4').filter(({ sheet }) => sheet.look.clip);
    const shown = all.flatMap(({ sheet: { entry, look, scene } }) =>
      scene.nodes
        .filter(({ shape }) => shape === 'account')
        .map(({ id, x, y, width, height }) => {
          const { clip } = look;
          expect(x >= 0 && y >= 0, `${entry} ${id}`).toBe(true);
          expect(x + width <= clip!.width && y + height <= clip!.height, `${entry} ${id}`).toBe(
            true,
          );
          return `${entry.split(',')[0]} ${id}`;
        }),
    );
    expect(shown.length).toBeGreaterThan(3);
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('is cut between cards where an account is larger than a page, and says at the seam where it goes on', () => {
    const all = pages(() => hubOf(60), 'letter');
    const parts = all.filter(({ sheet }) => sheet.look.clip);
    expect(parts.length).toBeGreaterThan(1);
    const named = parts.flatMap(({ sheet: { scene, entry }, words }) => {
      expect(
        scene.nodes.filter((node) => isCard(node) && node.label === ''),
        entry,
      ).toEqual([]);
      return words.map(({ text }) => text).filter((text) => /^vpc-app-/.test(text));
    });
    expect(named.toSorted()).toEqual(Array.from({ length: 60 }, (_, i) => `vpc-app-${i}`).sort());
    const first = all.indexOf(parts[0]!) + 1;
    for (const { words, svg, sheet } of parts) {
      expect(svg, sheet.entry).toContain('stroke-dasharray="12 4 2 4"');
      const said = words.map(({ text }) => /^to page (\d+)$/.exec(text)?.[1]).filter(Boolean);
      expect(said.length, sheet.entry).toBeGreaterThan(0);
      const others = parts.map((_, i) => first + i).filter((n) => all[n - 1]!.sheet !== sheet);
      for (const page of said) expect(others, sheet.entry).toContain(Number(page));
    }
  });

  it('has its number once where boxes of one page stand together', () => {
    const box = (x: number, words: string) => ({ x, y: 0, width: 100, height: 100, words });
    expect(together([box(0, '2'), box(110, '2'), box(220, '3'), box(900, '2')])).toEqual([
      { x: 0, y: 0, width: 210, height: 100, words: '2' },
      box(220, '3'),
      box(900, '2'),
    ]);
    // Another page is between them.
    expect(together([box(0, '2'), box(110, '3'), box(220, '2')])).toHaveLength(3);
  });

  it('says what an opened VPC is called that is larger than a page, and its index where', () => {
    const world = new World();
    const at = world.region();
    const vpc = at.vpc('large', '10.0.0.0/16');
    for (let i = 0; i < 60; i++) vpc.subnet(`10.0.${i}.0/24`, 'abc'.charAt(i % 3));
    for (let i = 1; i < 30; i++) world.peer(vpc, at.vpc(`a-long-name-${i}`, `10.${i}.0.0/16`));
    const all = pages(() => world, 'letter', { opened: ['vpc-large'] });
    const saying = all.flatMap(({ sheet, words }, i) =>
      sheet.entry.includes('part') && words.some(({ text }) => text === 'vpc-large') ? [i + 1] : [],
    );
    expect(saying).toHaveLength(1);
    const index = all.filter(({ sheet }) => sheet.entry.includes('index of names'));
    const rows = index.flatMap(({ words }) => words);
    const line = rows.find(({ text }) => text === 'large')!;
    const page = rows.find(({ text, y }) => text === `${saying[0]}` && Math.abs(y - line.y) < 1);
    expect(page).toBeDefined();
    // It is whole nowhere: no page calls it less than another.
    expect(all.some(({ sheet }) => sheet.look.faint?.has('vpc-large'))).toBe(false);
  });

  it('draws lines as far as they run in it', () => {
    const box = { x: 0, y: 0, width: 10, height: 10 };
    const line = (...points: (readonly [number, number])[]) => points.map(([x, y]) => ({ x, y }));
    expect(partsWithin(line([-5, 5], [5, 5], [5, 20]), box)).toEqual([
      line([0, 5], [5, 5], [5, 10]),
    ]);
    expect(partsWithin(line([-5, 5], [15, 5], [15, 8], [-5, 8]), box)).toEqual([
      line([0, 5], [10, 5]),
      line([10, 8], [0, 8]),
    ]);
    expect(partsWithin(line([-5, -5], [20, -5]), box)).toEqual([]);
  });

  it('names the page on which a line goes on, not the one straight across that the line turns before', () => {
    const report = analyze(fullMesh(2).snapshot());
    const scene = buildScene(report);
    const larger = new Set<string>();
    const tiles = [
      { x: 0, y: 0, width: 400, height: 400, larger },
      { x: 450, y: 0, width: 400, height: 400, larger },
      { x: 450, y: 450, width: 400, height: 400, larger },
    ];
    /** What the first page says of a line with these corners, where the three are pages 5 to 7. */
    const said = (...points: (readonly [number, number])[]) => {
      const line = { ...scene.edges[0]!, points: points.map(([x, y]) => ({ x, y })) };
      const drawn = { ...scene, nodes: [], hulls: [], edges: [line] };
      const { draw } = marksOf(drawn, partOf(drawn, tiles[0]!), [], tiles[0]!, tiles, 5);
      return wordsOf(`<svg>${draw(new Pen(lightInk))}</svg>`).map(({ text }) => text);
    };
    expect(said([200, 200], [600, 200])).toEqual(['to page 6']);
    expect(said([200, 200], [425, 200], [425, 600], [600, 600])).toEqual(['to page 7']);
    expect(said([600, 600], [425, 600], [425, 200], [200, 200])).toEqual(['to page 7']);
    // Through the second on its way to the third.
    expect(said([200, 200], [600, 200], [600, 600])).toEqual(['to page 6']);
    // It comes back, seen nowhere else.
    expect(said([200, 100], [425, 100], [425, 300], [200, 300])).toEqual([]);
  });

  it('leads from the page of a Region to the overview by its number: on paper no page is called so', () => {
    const report = analyze(sampleEstate().snapshot());
    const [, ...sheets] = sheetsOf(report, buildScene(report), SIDES.a4, MARGIN);
    const told = sheets.flatMap(({ scene }) =>
      scene.leftOut.filter((w) => /other Regions/.test(w)),
    );
    expect(new Set(told)).toContain('13 links to other Regions: see page 1.');
    expect(
      told.filter((words) => !/^\d+ links? to other Regions: see page 1\.$/.test(words)),
    ).toEqual([]);
  });

  it('leaves small networks on one page a Region', () => {
    const report = analyze(fullMesh(4).snapshot());
    const sheets = sheetsOf(report, buildScene(report), SIDES.a4, MARGIN);
    expect(sheets.map(({ entry }) => entry)).toEqual(['Overview', 'Region us-east-1']);
    expect(sheets[0]!.scene.nodes.filter((n) => !nodeLooks[n.shape].container)[0]!.label).not.toBe(
      '',
    );
  });
});
