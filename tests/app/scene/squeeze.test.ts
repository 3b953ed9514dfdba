/** In a file, what is collapsed leaves no empty sheet behind: everything else keeps its order, its size and its lines. */
import { expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import type { Scene } from '#app/scene/scene.ts';
import { squeezed } from '#app/scene/squeeze.ts';
import { fonts, widthOf } from '#app/scene/text.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { boxFaults, isCard } from '#tests/kit/drawn.ts';

const report = analyze(sampleEstate().snapshot());
const wide = buildScene(report, {
  findings: true,
  collapsed: ['account/111122223333', 'account/444455556666'],
});
const narrow = squeezed(wide);
const node = (scene: Scene, id: string) => scene.nodes.find((one) => one.id === id)!;

it('makes a sheet of what is left: two of three accounts were most of it', () => {
  expect(narrow.width * narrow.height).toBeLessThan((wide.width * wide.height) / 3);
  expect(boxFaults(narrow)).toEqual([]);
});

it('leaves boxes their size, and the order in which they stand', () => {
  for (const a of wide.nodes.filter(isCard)) {
    const now = node(narrow, a.id);
    expect([now.width, now.height], a.label).toEqual([a.width, a.height]);
    for (const b of wide.nodes) {
      const other = node(narrow, b.id);
      expect(Math.sign(now.x - other.x), `${a.label}, ${b.label}`).toBe(Math.sign(a.x - b.x));
      expect(Math.sign(now.y - other.y), `${a.label}, ${b.label}`).toBe(Math.sign(a.y - b.y));
    }
  }
});

it('keeps room for titles, and for the words on lines', () => {
  for (const { shape, width, label } of narrow.nodes)
    if (shape === 'account') expect(width).toBeGreaterThan(widthOf(label, fonts.account));
  const [from, to] = [node(narrow, 'account/111122223333'), node(narrow, 'account/777788889999')];
  const longest = narrow.edges.filter((e) => e.from === from.id || e.to === from.id);
  for (const { label } of longest)
    expect(to.x - from.x - from.width).toBeGreaterThan(widthOf(label, fonts.edge));
});

it('changes nothing where nothing is collapsed', () => {
  const whole = buildScene(report);
  expect(squeezed(whole)).toBe(whole);
});
