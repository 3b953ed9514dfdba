/** What Cytoscape is given: every box and line of the scene, where the scene puts them, in the legend's looks. */
import cytoscape from 'cytoscape';
import { describe, expect, it } from 'vitest';
import { palette } from '#app/scene/legend.ts';
import { bendsOf, elementsOf } from '#renderer/canvas/elements.ts';
import { lightOf, NO_LIGHT } from '#app/scene/light.ts';
import { looksOf } from '#renderer/canvas/looks.ts';
import { setStates } from '#renderer/canvas/states.ts';
import { styleOf } from '#renderer/canvas/style.ts';
import { line, picture } from '../picture.ts';

const draw = (theme: 'light' | 'dark' = 'light') => {
  const { nodes, edges } = elementsOf(picture);
  return cytoscape({
    headless: true,
    styleEnabled: true,
    elements: structuredClone([...nodes, ...edges]),
    layout: { name: 'preset' },
    style: styleOf(looksOf(theme)),
  });
};

describe('elements', () => {
  it('are the boxes and lines; containers are painted beneath, not drawn as elements', () => {
    const cy = draw();
    expect(cy.nodes().map((node) => node.id())).toEqual([
      'vpc-a',
      'vpc-b',
      'vpc-c',
      'tgw-1',
      'vpc-ghost',
    ]);
    expect(cy.edges()).toHaveLength(4);
  });

  it('stand by their middle where the scene has their corner', () => {
    const node = draw().getElementById('vpc-b');
    expect(node.position()).toEqual({ x: 450, y: 120 });
    expect([node.width(), node.height()]).toEqual([100, 40]);
  });

  it('leave out a line to a box that is not there, rather than fail', () => {
    const { edges } = elementsOf({ ...picture, edges: [line('pcx-x', 'vpc-a', 'vpc-gone')] });
    expect(edges).toEqual([]);
  });

  it('bends come out where the scene has them', () => {
    const { points } = picture.edges[1]!;
    const { weights, distances } = bendsOf(points);
    const [start, end] = [points[0]!, points.at(-1)!];
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const length = Math.hypot(dx, dy);
    // As Cytoscape places a segment point: along the line by the weight, then off it by the distance along (-dy, dx).
    const placed = weights.map((w, i) => ({
      x: start.x + w * dx + (distances[i]! * -dy) / length,
      y: start.y + w * dy + (distances[i]! * dx) / length,
    }));
    placed.forEach((point, i) => {
      expect(point.x).toBeCloseTo(points[i + 1]!.x, 6);
      expect(point.y).toBeCloseTo(points[i + 1]!.y, 6);
    });
  });

  it('a line whose ends meet has no bends to place', () => {
    const same = { x: 5, y: 5 };
    expect(bendsOf([same, { x: 9, y: 9 }, same])).toEqual({ weights: [], distances: [] });
  });
});

describe('style', () => {
  it('dashes ghosts and inactive links, and nothing else of these kinds', () => {
    const cy = draw();
    expect(cy.getElementById('vpc-ghost').style('border-style')).toBe('dashed');
    expect(cy.getElementById('vpc-a').style('border-style')).toBe('solid');
    expect(cy.getElementById('pcx-bg').style('line-style')).toBe('dashed');
    expect(cy.getElementById('pcx-ab').style('line-style')).toBe('solid');
  });

  it('a hub has a shape of its own', () => {
    const cy = draw();
    expect(cy.getElementById('tgw-1').style('shape')).not.toBe(
      cy.getElementById('vpc-a').style('shape'),
    );
  });

  it('wears the colours of the theme', () => {
    const hex = (rgb: string) =>
      `#${rgb
        .match(/\d+/g)!
        .map((n) => Number(n).toString(16).padStart(2, '0'))
        .join('')}`;
    for (const theme of ['light', 'dark'] as const) {
      const card = draw(theme).getElementById('vpc-a');
      expect(hex(String(card.style('background-color')))).toBe(palette[theme]['card-fill']);
    }
  });

  it('arrows appear on paths only', () => {
    const cy = draw();
    const edge = cy.getElementById('pcx-ab');
    expect(edge.style('target-arrow-shape')).toBe('none');
    edge.addClass('lit on-path forward');
    expect(edge.style('target-arrow-shape')).toBe('triangle');
    expect(edge.style('source-arrow-shape')).toBe('none');
  });
});

describe('states', () => {
  it('a path steps forward with its arrows, the rest steps back, and all of it is undone', () => {
    const cy = draw();
    const path = lightOf(picture, ['vpc-c', 'tgw-attach-c', 'tgw-1'], () => undefined, 'path');
    setStates(cy.elements(), path, new Set(['tgw-1']));
    const having = (name: string) => cy.elements(`.${name}`).map((element) => element.id());
    expect(having('lit').sort()).toEqual(['attachment/c', 'tgw-1', 'vpc-c']);
    expect(having('forward')).toEqual(['attachment/c']);
    expect(having('selected')).toEqual(['tgw-1']);
    expect(having('dimmed')).toHaveLength(cy.elements().length - 3);
    setStates(cy.elements(), NO_LIGHT, new Set());
    for (const name of ['lit', 'forward', 'selected', 'dimmed', 'on-path'])
      expect(having(name)).toEqual([]);
  });
});
