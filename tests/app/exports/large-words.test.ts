/** An overview in larger letters loses nothing that no other page says. */
import { expect, it } from 'vitest';
import drawio from '#app/exports/drawio.ts';
import { captionIn } from '#app/exports/parts/large-words.ts';
import { pagesOf } from '#app/exports/parts/pages.ts';
import { wordsIn } from '#app/exports/parts/vsdx-words.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { captionWidth } from '#app/scene/caption.ts';
import { widthOf } from '#app/scene/text.ts';
import { hubOf } from '../scene/networks.ts';

it.each([
  ['Mesh of 7: 21 peerings; transit gateway: 7 attachments', 'Mesh of 7'],
  ['Near-mesh of 7 (payments-*): 20 of 21 peerings, 1 pair missing', 'Near-mesh of 7 (payments-*)'],
  ['Mesh of 7 (team:a-*): 21 peerings', 'Mesh of 7 (team:a-*)'],
  ['Mesh of 7: 21 peerings; transit gateway: 7 attachments (before)', 'Mesh of 7 (before)'],
  [
    'Mesh of 7 (payments-*): 21 peerings (3 of 7 shown) (before)',
    'Mesh of 7 (payments-*) (3 of 7 shown) (before)',
  ],
])('the caption of a mesh keeps its name and its notes: %s', (caption, short) => {
  const [line, ...more] = captionIn(caption, 1.6);
  expect([line!.text, more]).toEqual([short, []]);
  expect(line!.font.size).toBeGreaterThanOrEqual(14);
  expect(widthOf(line!.text, line!.font)).toBeLessThanOrEqual(captionWidth(caption));
});

it('a collapsed account, which is on no other page, says what it holds; VPCs say their name alone', () => {
  const world = hubOf(120);
  const other = world.region('us-east-1', '222222222222');
  for (let i = 0; i < 3; i++) other.vpc(`lab-${i}`, `172.16.${i}.0/24`);
  const report = analyze(world.snapshot());
  const scene = buildScene(report, { collapsed: ['account/222222222222'] });
  const [overview] = pagesOf(report, scene);
  expect(overview!.large).toBeGreaterThan(1);
  const body = String(drawio.render(report, scene)[0]!.body);
  const page = body.slice(0, body.indexOf('</diagram>'));
  expect(page).toContain('3 VPCs');
  expect(page).toContain('"app-7"');
  const box = overview!.nodes.find(({ shape }) => shape === 'folded')!;
  const words = wordsIn(box, overview!.nodes, overview!.large).map(({ text }) => text);
  expect(words.slice(-2)).toEqual(['1 Region', '3 VPCs']);
  const card = overview!.nodes.find(({ label }) => label === 'app-7')!;
  expect(wordsIn(card, overview!.nodes, overview!.large)).toHaveLength(1);
});
