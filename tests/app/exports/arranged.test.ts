/** What somebody arranged by hand is in every picture: moved, hidden, collapsed and opened; graph formats have tests of their own. */
import { describe, expect, it } from 'vitest';
import html from '#app/exports/html.ts';
import mermaid from '#app/exports/mermaid.ts';
import svg from '#app/exports/svg.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { arranged, sample } from './arranged.ts';
import { elements, xmlOf } from './readers.ts';

const report = sample();
const view = arranged(report);
const scene = buildScene(report, view);
const node = (label: string) => scene.nodes.find((n) => n.label === label);

describe('a picture arranged by hand', () => {
  it('differs from the same picture left alone, in all four ways', () => {
    const alone = buildScene(report, { findings: true });
    const hub = alone.nodes.find((n) => n.label === 'tools-hub')!;
    expect([node('tools-hub')!.x, node('tools-hub')!.y]).not.toEqual([hub.x, hub.y]);
    expect(node('brand-fjord')).toBe(undefined);
    expect(node('dev-web')).toBe(undefined);
    expect(scene.nodes.filter((n) => n.shape === 'folded')).toHaveLength(1);
    expect(scene.nodes.filter((n) => n.shape === 'subnet').length).toBeGreaterThan(0);
    expect(scene.nodes.filter((n) => n.shape === 'route-table').length).toBeGreaterThan(0);
  });

  /** Upper left corner of the outline of everything that has one, in the coordinates of the scene. */
  const placed = (text: string): string[] =>
    elements(xmlOf(text), 'g')
      .filter((g) => ['containers', 'nodes'].includes(g.getAttribute('id') ?? ''))
      .flatMap((g) => Array.from(g.childNodes as ArrayLike<Node>))
      .filter((g): g is Element => g.nodeType === 1)
      .map((g) => {
        const outline = Array.from(g.childNodes as ArrayLike<Node>).find(
          (n): n is Element => n.nodeName === 'rect' || n.nodeName === 'polygon',
        )!;
        if (outline.nodeName === 'rect')
          return `${outline.getAttribute('x')},${outline.getAttribute('y')}`;
        const corners = outline.getAttribute('points')!.split(' ');
        const least = (i: number): number =>
          Math.min(...corners.map((p) => Number(p.split(',')[i])));
        return `${least(0)},${least(1)}`;
      })
      .sort();
  const wanted = scene.nodes
    .map((n) => [n.x, n.y].map((v) => Math.round(v * 10) / 10 || 0).join())
    .sort();

  it('is so in SVG', () => {
    expect(placed(String(svg.render(report, scene)[0]!.body))).toEqual(wanted);
  });

  it('is so in HTML', () => {
    const page = String(html.render(report, scene)[0]!.body);
    const [picture] = /<svg xmlns[^]*?<\/svg>/.exec(page)!;
    expect(placed(picture)).toEqual(wanted);
    expect(page).not.toContain('brand-fjord ');
  });

  it('is so in Mermaid, which has no places', () => {
    const text = String(mermaid.render(report, scene)[0]!.body);
    for (const { label, shape } of scene.nodes)
      if (!nodeLooks[shape].container) expect(text).toContain(label.slice(0, 12));
    expect(text).not.toContain('brand-fjord');
    expect(text).not.toContain('dev-web');
  });
});
