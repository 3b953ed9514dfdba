/** A large picture is printed as layers: together they are the picture, each a picture of its own. */
import { readFileSync } from 'node:fs';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { layersOf } from '#renderer/print-layers.ts';

const svg = readFileSync(new URL('../app/exports/golden/peerless.svg', import.meta.url), 'utf8');

/** What is drawn, in order: each element that holds no other part, in what surrounds it. */
function drawnIn(text: string): string[] {
  const drawn: string[] = [];
  const opened = ({ tagName, attributes }: Element): string =>
    `<${[tagName, ...Array.from(attributes, ({ name, value }) => `${name}="${value}"`)].join(' ')}>`;
  const walk = (element: Element, around: string): void => {
    const tag = `${around}${opened(element)}`;
    const isGroup = element.tagName === 'svg' || element.tagName === 'g';
    if (!isGroup) drawn.push(`${tag}${new XMLSerializer().serializeToString(element)}`);
    else
      for (const child of Array.from(element.childNodes))
        if (child.nodeType === 1) walk(child as Element, tag);
  };
  const problems: string[] = [];
  const parser = new DOMParser({
    errorHandler: (_level, message: string) => void problems.push(message),
  });
  walk(parser.parseFromString(text, 'image/svg+xml').documentElement, '');
  expect(problems).toEqual([]);
  return drawn;
}

describe('layers of a picture', () => {
  it('are one where it is small', () => {
    expect(layersOf(svg, svg.length)).toEqual([svg]);
  });

  it.each([2000, 20_000])(
    'hold all of it, in order, each with the styles (%d letters)',
    (atMost) => {
      const layers = layersOf(svg, atMost);
      expect(layers.length).toBeGreaterThan(2);
      const styles = (layer: string) => drawnIn(layer).filter((part) => part.includes('<style'));
      for (const layer of layers) expect(styles(layer)).toEqual(styles(svg));
      const [first, ...others] = layers.map(drawnIn);
      const style = styles(svg)[0]!;
      expect([
        ...first!,
        ...others.flatMap((layer) => layer.filter((part) => part !== style)),
      ]).toEqual(drawnIn(svg));
    },
  );

  it('are as small as asked, but for a part that is larger itself', () => {
    const atMost = 4000;
    const parts = drawnIn(svg).map((part) => part.length);
    for (const layer of layersOf(svg, atMost))
      expect(layer.length).toBeLessThan(atMost + 1000 + Math.max(...parts));
  });
});
