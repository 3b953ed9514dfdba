/** Pages of a document on paper: nothing on them is too small to read, and nothing is missing from them. */
import { describe, expect, it } from 'vitest';
import { type Paper, PAPERS } from '#app/api/print.ts';
import { together } from '#app/exports/parts/sheet-map.ts';
import { partsWithin } from '#app/exports/parts/sheet-tiles.ts';
import { sheetsOf, turned } from '#app/exports/parts/sheets.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { World } from '#app/world/world.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { textFaults, wordsOf } from '#tests/kit/drawn.ts';
import { fullMesh, hubOf, tenRegions } from '../scene/networks.ts';

/** In points: ISO 216, and ANSI A. */
const SIDES: Record<Paper, readonly [number, number]> = {
  a4: [595.28, 841.89],
  a3: [841.89, 1190.55],
  letter: [612, 792],
};
const MARGIN = 24;

const pages = (network: () => ReturnType<typeof fullMesh>, paper: Paper) => {
  const report = analyze(network().snapshot());
  const scene = buildScene(report, { findings: true });
  return sheetsOf(report, scene, SIDES[paper], MARGIN).map((sheet) => {
    const { svg, width, height } = picture(report, sheet.scene, sheet.look);
    const [across, down] = turned(SIDES[paper], sheet.scene);
    const scale = Math.min((across - 2 * MARGIN) / width, (down - 2 * MARGIN) / height);
    return { sheet, svg, scale, words: wordsOf(svg) };
  });
};

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
    expect(map.sheet.scene.leftOut.join()).toContain(`index on page ${all.indexOf(index[0]!) + 1}`);
    for (const { svg, sheet } of index) expect(textFaults(svg), sheet.entry).toEqual([]);
  });

  it('says once for each page where what its edge cuts is whole', () => {
    const all = pages(() => hubOf(60), 'letter');
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

  it('leaves small networks on one page a Region', () => {
    const report = analyze(fullMesh(4).snapshot());
    const sheets = sheetsOf(report, buildScene(report), SIDES.a4, MARGIN);
    expect(sheets.map(({ entry }) => entry)).toEqual(['Overview', 'Region us-east-1']);
    expect(sheets[0]!.scene.nodes.filter((n) => !nodeLooks[n.shape].container)[0]!.label).not.toBe(
      '',
    );
  });
});
