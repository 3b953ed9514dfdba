/** Names that begin alike: cards tell them apart, and a document has each whole for whoever searches it. */
import { describe, expect, it } from 'vitest';
import dot from '#app/exports/dot.ts';
import drawio from '#app/exports/drawio.ts';
import { indexPages } from '#app/exports/parts/sheet-index.ts';
import { sheetsOf } from '#app/exports/parts/sheets.ts';
import { Pen, lightInk } from '#app/exports/parts/svg-marks.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { World } from '#app/world/world.ts';
import { textFaults, wordsOf } from '#tests/kit/drawn.ts';

const A4 = [595.28, 841.89] as const;
const START = 'corp-platform-production-euw1-team-';
const NAMES = ['payments-98', 'payments-99', 'orders-99'].map((end) => START + end);

const network = (names: readonly string[]) => {
  const world = new World();
  names.forEach((name, i) => world.region().vpc(name, `10.${i}.0.0/16`));
  const report = analyze(world.snapshot());
  return { report, scene: buildScene(report) };
};
const textsOf = (svg: string): readonly string[] => wordsOf(svg).map(({ text }) => text);

describe('three names that share 35 letters', () => {
  const { report, scene } = network(NAMES);

  it('are told apart on the cards of an SVG picture, each by what it has to itself', () => {
    const said = textsOf(picture(report, scene).svg).filter((text) => text.startsWith('corp-'));
    expect(said).toHaveLength(3);
    for (const end of ['98', 's-99', 'orders-99'])
      expect(said.filter((text) => text.endsWith(end)).length, end).toBeGreaterThan(0);
    expect(new Set(said).size).toBe(3);
  });

  it('are told apart in draw.io and Graphviz', () => {
    const cells = String(drawio.render(report, scene)[0]!.body);
    const said = [...cells.matchAll(/label="(corp[^&"]*)/g)].map(([, text]) => text);
    expect(said.length).toBeGreaterThan(3);
    expect(new Set(said).size).toBe(3);
    const graph = String(dot.render(report, scene)[0]!.body);
    expect(new Set([...graph.matchAll(/label="(corp[^\\"]*)/g)].map(([, text]) => text)).size).toBe(
      3,
    );
  });

  it('are whole in a document, though its only page has room for none of them', () => {
    const sheets = sheetsOf(report, scene, A4, 24);
    expect(sheets.map(({ entry }) => entry)).toEqual([
      'Overview',
      'Region us-east-1',
      'Region us-east-1, index of names',
    ]);
    const index = textsOf(picture(report, sheets[2]!.scene, sheets[2]!.look).svg);
    expect(index).toEqual(expect.arrayContaining([...NAMES, '2']));
  });
});

it('each of 200 names of a large Region is whole in its document, clear of all else', () => {
  const names = Array.from({ length: 200 }, (_, i) => `${START}payments-${i}`);
  const { report, scene } = network(names);
  const pages = sheetsOf(report, scene, A4, 24).map(({ scene, look, entry }) => ({
    entry,
    svg: picture(report, scene, look).svg,
  }));
  const said = new Set(pages.flatMap(({ svg }) => textsOf(svg)));
  expect(names.filter((name) => !said.has(name))).toEqual([]);
  for (const { svg, entry } of pages)
    if (entry.includes('index')) expect(textFaults(svg), entry).toEqual([]);
});

it('a name that is wider than a page goes on in the next row, and none of it is lost', () => {
  const long = 'a-long-word-'.repeat(340);
  const pages = indexPages(
    [
      { name: long, id: 'vpc-0123456789abcdef0', page: 3 },
      { name: 'short', id: 'vpc-0fedcba9876543210', page: 4 },
    ],
    { width: 1200, height: 400 },
  );
  const texts = pages.flatMap(({ over }) => textsOf(`<svg>${over.draw(new Pen(lightInk))}</svg>`));
  const pieces = texts.filter((text) => /^[a-z-]+$/.test(text) && text !== 'short');
  expect(pieces.length).toBeGreaterThan(10);
  expect(pieces.join('')).toBe(long);
  expect(texts.slice(-3)).toEqual(['short', 'vpc-0fedcba9876543210', '4']);
});
